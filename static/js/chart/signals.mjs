import { along, inside, slider, stamp } from './clock.mjs';
import { areas } from './regimes.mjs';
import { base, over, print, token } from './theme.mjs';
import { said, series as tradeSeries } from './trades.mjs';

/**
 * signals: prices with the regimes behind them, the curve fitted at one bar,
 * entries and exits; below it slope and curvature over the same axis.
 *
 *   time       stamps of the points, ms of the exchange clock     daily   true for bars of a day
 *   open, high, low, close, value, slope, curvature   numbers     regime  -1 to 4
 *   gap        places of points before which windows began anew
 *   curve      {from, value}  the fit over points from a place on, laid over the chart by curve.mjs where it lives
 *   trades     columns, see trades.mjs
 *   start, end places of the first and last point in view; the others are there to be moved to
 *   decimals   of the prices
 *   words      open, high, low, close, value, fit, slope, curvature, gap, restart, trades, closed, long, short,
 *              regimes {-1..4}, why [..]; slope and curvature with their units
 *
 * still is true for a picture of the chart, which has all in one.
 */
export default function signals(spec, el, still) {
  const { time, words, daily, decimals, slope, curvature } = spec;
  const start = spec.start ?? 0, end = spec.end ?? time.length - 1, left = 60, right = 16;
  const width = Math.max(el.clientWidth - left - right, 50), wide = width / (end - start + 1), candles = wide >= 2.5;
  const up = token('--up'), down = token('--down'), ink2 = token('--ink2'), accent = token('--accent'), edge = token('--edge');
  const b = base(), gaps = new Set(spec.gap ?? []);

  // From below: slider, labels of the axis, curvature, slope, prices.
  const height = el.clientHeight || 544, pane = Math.round(height * 0.11), foot = slider.room + 26, step = pane + 34;
  // Three canvases: prices and axes, the curve over them, and what follows the hand.
  const behind = { zlevel: -2 };
  const grid = (bottom, more) => ({ left, right, bottom, outerBoundsMode: 'none', ...more });
  const axis = (gridIndex, last) => over(over(b.xAxis, along(time, daily)), {
    ...behind, gridIndex, axisLabel: { show: last }, axisLine: { show: last, onZero: false }, axisTick: { show: false, interval: last || !candles ? 'auto' : 0 }, axisPointer: { label: { show: last } },
  });
  const under = (gridIndex, name, data) => {
    const most = bound(data, start, end);
    return over(b.yAxis, {
      ...behind, gridIndex, min: -most, max: most, interval: most, name, nameLocation: 'end', nameGap: 8,
      nameTextStyle: { color: ink2, fontWeight: 600, align: 'left', padding: [0, 0, 0, 8 - left] },
      axisLabel: { formatter: v => print(v, places(most)) }, splitLine: { show: true },
    });
  };
  // Two series, one a sign: what is drawn in one go has one colour. Sticks that
  // leave no room between them are one step line filled down to zero.
  const sticks = (data, axes, name) => [[1, up], [-1, down]].map(([sign, color]) => ({
    ...behind, name, xAxisIndex: axes, yAxisIndex: axes, silent: true, itemStyle: { color }, emphasis: { disabled: true },
    ...wide < 6
      ? { type: 'line', step: wide > 1.5 && 'middle', sampling: 'minmax', symbol: 'none', showSymbol: false, lineStyle: { width: 0 }, areaStyle: { color, opacity: 1 } }
      : { type: 'bar', barGap: '-100%', barCategoryGap: '30%' },
    ...rows(time.length, i => spec.regime[i] < 0 ? NaN : data[i] * sign > 0 ? data[i] : wide < 6 ? 0 : NaN),
  }));
  const area = { silent: true, animation: false, data: areas(spec.regime, start, end, wide) };

  return over(b, {
    legend: { show: false },
    grid: [grid(foot + 2 * step, { top: 10 }), grid(foot + step, { height: pane }), grid(foot, { height: pane })],
    xAxis: [axis(0, false), axis(1, false), axis(2, true)],
    yAxis: [
      over(b.yAxis, { ...behind, scale: true, min: () => reach(spec)[0], max: () => reach(spec)[1], axisLabel: { formatter: v => print(v, v % 1 ? Math.min(decimals, 2) : 0), showMinLabel: false, showMaxLabel: false } }),
      under(1, words.slope, slope), under(2, words.curvature, curvature),
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    dataZoom: [inside([0, 1, 2], start, end), slider.zoom([0, 1, 2], start, end)],
    tooltip: {
      trigger: 'axis', axisPointer: { type: 'line' },
      formatter: found => found.length ? told(spec, gaps, found[0].dataIndex) : '',
    },
    series: [
      candles
        ? { ...behind, id: 'price', name: words.price, type: 'candlestick', large: false, itemStyle: { color: token('--surface'), borderColor: up, color0: down, borderColor0: down, borderWidth: 1 },
          encode: { x: 0, y: [1, 2, 3, 4] }, ...rows(time.length, i => spec.open[i], i => spec.close[i], i => spec.low[i], i => spec.high[i]) }
        : { ...behind, id: 'price', name: words.close, type: 'line', emphasis: { disabled: true }, sampling: 'minmax', symbol: 'none', showSymbol: false, lineStyle: { width: 1, color: token('--ink') }, itemStyle: { color: token('--ink') }, ...rows(time.length, i => spec.close[i]), markArea: area },
      // Areas marked on bars reach from edge to edge of their bars, on others from middle to middle.
      ...candles ? [{ ...behind, id: 'regimes', type: 'bar', silent: true, data: [], markArea: area }] : [],
      { ...behind, id: 'restarts', type: 'line', data: [], silent: true, markLine: restarts(spec, start, end, wide, edge) },
      ...!still ? [] : [line(spec, accent)],
      tradeSeries(spec, start, wide, width, (height - foot - 2 * step - 10) / (reach(spec)[1] - reach(spec)[0])),
      ...sticks(slope, 1, words.slope), ...sticks(curvature, 2, words.curvature),
    ],
  });
}

/**
 * The data of a series, one row a place, the place first. An array of numbers
 * is taken over as it is; of a list each row would get a name and an id.
 */
function rows(length, ...columns) {
  const width = columns.length + 1, data = new Float64Array(length * width);
  for (let i = 0, k = 0; i < length; i++) {
    data[k++] = i;
    for (const column of columns) data[k++] = column(i);
  }
  return { data, dimensions: ['x', ...columns.map((_, n) => `y${n}`)] };
}

/** The curve as a series, for a chart that does not move; see curve.mjs for the others. */
function line({ curve, words }, color) {
  const values = curve?.value ?? [], last = values.length - 1;
  return {
    id: 'curve', name: words.fit, type: 'line', z: 5, silent: true, symbol: 'none', showAllSymbol: true, lineStyle: { width: 2, color }, itemStyle: { color },
    data: values.map((v, i) => i === last ? { value: [curve.from + i, v], symbol: 'circle', symbolSize: 7 } : [curve.from + i, v]),
  };
}

/** Lowest and highest price in view with room for marks; the curve may leave it. */
function reach({ low, high, time, start = 0, end = time.length - 1 }) {
  let a = Infinity, z = -Infinity;
  for (let i = start; i <= end; i++) {
    if (low[i] < a) a = low[i];
    if (high[i] > z) z = high[i];
  }
  const margin = (z - a || 1) * 0.09;
  return [a - margin, z + margin];
}

/** A round number, 1, 2 or 5 and zeros, no less than any of the data in view. */
function bound(data, start, end) {
  let most = 1e-12;
  for (let i = start; i <= end; i++) most = Math.max(most, Math.abs(data[i]));
  const unit = 10 ** Math.floor(Math.log10(most));
  return unit * [1, 2, 5, 10].find(m => m * unit >= most * 0.999999);
}

/** Decimals a round number needs. */
const places = v => Math.max(0, -Math.floor(Math.log10(v) + 1e-9));

function restarts({ gap = [], words }, start, end, wide, color) {
  const seen = gap.filter(i => i >= start && i <= end);
  // Each is where a line begins: at the left edge of its bar would be between two labels.
  return {
    silent: true, symbol: 'none', animation: false, lineStyle: { color, type: [3, 3], width: 1 },
    label: { show: seen.length * 120 < (end - start) * wide, position: 'insideEndBottom', color: token('--ink3'), fontSize: 11, formatter: words.gap, rotate: 0, align: 'left', padding: [0, 0, 0, 6], distance: [4, 12] },
    data: seen.slice(0, 200).map(i => ({ xAxis: i })),
  };
}

/** The tooltip of one point. */
function told(spec, gaps, i) {
  const { time, words, daily, decimals, regime } = spec, price = v => print(v, decimals);
  const out = [stamp(time[i], daily) + (gaps.has(i) ? ` \u00b7 ${words.gap}` : ''),
    `${words.open} ${price(spec.open[i])}  ${words.high} ${price(spec.high[i])}`, `${words.low} ${price(spec.low[i])}  ${words.close} ${price(spec.close[i])}`];
  if (regime[i] >= 0) {
    out.push(`${words.value} ${print(spec.value[i], decimals + 1)}`, `${words.slope}  ${digits(spec.slope[i])}`, `${words.curvature}  ${digits(spec.curvature[i])}`);
  }
  return [...out, words.regimes[regime[i] + 1], ...said(spec, i, print)].join('\n');
}

/** Four digits that count: slopes are small. */
const digits = v => print(v, v ? Math.min(9, Math.max(2, 3 - Math.floor(Math.log10(Math.abs(v))))) : 0);
