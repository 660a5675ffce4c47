"""Reads a file of bars with pandas and DuckDB, as far as they are installed.

Prints one line of JSON per reader: name, version, processor milliseconds of
each round.
"""
import importlib
import json
import sys
import time


def pandas_read(lib, path):
    frame = lib.read_csv(path, parse_dates=["datetime"])
    return len(frame)


def duckdb_read(lib, path):
    con = lib.connect()
    con.execute("SET threads TO 1")
    return con.execute("SELECT * FROM read_csv(?)", [path]).fetchnumpy()["datetime"].size


path, rows, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for name, read in (("pandas", pandas_read), ("duckdb", duckdb_read)):
    try:
        lib = importlib.import_module(name)
    except ImportError:
        print(json.dumps({"name": name, "missing": True}))
        continue
    times = []
    for _ in range(rounds):
        start = time.process_time()
        assert read(lib, path) == rows
        times.append((time.process_time() - start) * 1000)
    print(json.dumps({"name": name, "version": lib.__version__, "times": times}))
