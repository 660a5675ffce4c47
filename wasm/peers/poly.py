"""Slopes at the end of every window with numpy and scipy, where installed.

python3 poly.py SERIES.json ORDER WINDOW. Prints one line of JSON per program:
name, version, processor nanoseconds a bar, and the slopes of each series.
"""
import importlib
import json
import sys
import time


def polyfit(lib, y, order, window):
    x = lib.linspace(-1, 1, window)
    slopes = []
    for t in range(window - 1, len(y)):
        c = lib.polyfit(x, y[t - window + 1:t + 1], order)
        slopes.append(float(lib.polyval(lib.polyder(c), 1.0)))
    return slopes


def savgol(lib, y, order, window):
    signal = importlib.import_module("scipy.signal")
    numpy = importlib.import_module("numpy")
    c = signal.savgol_coeffs(window, order, deriv=1, pos=window - 1, use="dot")
    return [float(v) for v in numpy.convolve(y, c[::-1], "valid")]


def main():
    path, order, window = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open(path, encoding="utf-8") as f:
        series = json.load(f)
    for name, module, fit in (("numpy.polyfit", "numpy", polyfit), ("scipy savgol_coeffs", "scipy", savgol)):
        try:
            lib = importlib.import_module(module)
            numpy = importlib.import_module("numpy")
        except ImportError:
            print(json.dumps({"name": name, "missing": True}))
            continue
        slopes, bars, start = {}, 0, time.process_time()
        for key, ticks in series.items():
            slopes[key] = fit(lib, numpy.array(ticks) / 10, order, window)
            bars += len(slopes[key])
        used = time.process_time() - start
        print(json.dumps({"name": name, "version": lib.__version__, "ns": used / bars * 1e9, "slopes": slopes}))


main()
