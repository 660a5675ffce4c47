// The first chart takes several times as long as the second, because the
// browser compiles what draws when it first runs. Until somebody wants a chart,
// a small one that nobody sees runs it, a part at a time while the page is idle.
import { base } from './theme.mjs';

const data = new Float64Array([0, 2, 3, 1, 4, 1, 3, 2, 1, 4, 2, 2, 3, 1, 4]), dimensions = ['x', 'a', 'b', 'c', 'd'];
const axis = { type: 'category', data: [0, 1, 2], axisLabel: { formatter: v => `${v}`, hideOverlap: true } };
const over = { silent: true, symbol: 'none' };

/** Each is laid over what the ones before it drew. */
const parts = [
  base, // the looks of all charts, with their fonts
  { grid: { outerBoundsMode: 'none' }, xAxis: axis, yAxis: { name: 'y', nameTextStyle: { fontWeight: 600 } } },
  { series: [{ type: 'line', id: 'line', step: 'middle', symbol: 'none', areaStyle: {}, data: data.slice(0, 6), dimensions: ['x', 'a'], sampling: 'minmax' }] },
  { series: [{ type: 'bar', id: 'bar', data: data.slice(0, 6), dimensions: ['x', 'a'] }] },
  { series: [{ type: 'candlestick', id: 'candles', encode: { x: 0, y: [1, 2, 3, 4] }, data, dimensions }] },
  { series: [{ type: 'bar', id: 'marks', data: [], markArea: { ...over, data: [[{ xAxis: 0, name: 'a', label: { show: true, fontSize: 9, formatter: '\u25b2' } }, { xAxis: 1 }]] } }] },
  { series: [{ type: 'scatter', id: 'dots', symbol: 'triangle', label: { show: true, fontSize: 11, fontWeight: 600, formatter: 'a' }, data: [{ value: [1, 2] }], markLine: { ...over, data: [[{ coord: [0, 1] }, { coord: [1, 2] }]] } }] },
  { dataZoom: [{ type: 'inside' }, { type: 'slider', showDataShadow: false }] },
  { tooltip: { trigger: 'axis', renderMode: 'richText' } },
];

/** Draws the parts one by one with charts from init; wanted says that somebody wants a chart. */
export function warm(init, wanted) {
  if (!globalThis.requestIdleCallback || wanted()) return;
  const chart = init(document.createElement('div'), null, { renderer: 'canvas', width: 200, height: 120 });
  const next = (at = 0) => requestIdleCallback(() => {
    if (at === parts.length || wanted()) chart.dispose();
    else {
      chart.setOption(typeof parts[at] === 'function' ? parts[at]() : parts[at]);
      next(at + 1);
    }
  });
  next();
}
