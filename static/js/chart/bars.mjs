import { along, inside, stamp } from './clock.mjs';
import { base, over, print, token } from './theme.mjs';

/**
 * bars: one series of bars, prices above and volume below. Candles where the
 * four prices are there, else the line of the close, or of the one price there is.
 *
 *   time       stamps, ms of the exchange clock      daily    true for bars of a day
 *   open, high, low, close, volume   numbers or null, absent where the file has none
 *   gap        places of bars before which others are missing
 *   start, end places of the first and last bar shown; the others are there to be moved to
 *   decimals   of the prices
 *   words      price, open, high, low, close, volume, gap
 */
export default function bars(spec) {
  const { time, words, daily, decimals } = spec;
  const candles = spec.open && spec.high && spec.low && spec.close, single = ['close', 'open', 'high', 'low'].find(name => spec[name]);
  const up = token('--up'), down = token('--down'), surface = token('--surface'), accent = token('--accent'), edge = token('--edge'), ink3 = token('--ink3');
  const b = base(), bottom = spec.volume ? '30%' : 28, gaps = new Set(spec.gap ?? []);
  const axis = (more = {}) => over(over(b.xAxis, along(time, daily)), more);
  const right = more => over(b.yAxis, { scale: true, axisLabel: { formatter: v => print(v, v % 1 ? Math.min(decimals, 2) : 0) }, ...more });
  const value = v => v == null ? '\u2014' : print(v, decimals);
  const series = [candles
    ? { name: words.price, type: 'candlestick', itemStyle: { color: surface, borderColor: up, color0: down, borderColor0: down, borderWidth: 1 },
      data: time.map((_, i) => [spec.open[i] ?? '-', spec.close[i] ?? '-', spec.low[i] ?? '-', spec.high[i] ?? '-']) }
    : { name: words[single] ?? '', type: 'line', symbol: 'none', lineStyle: { width: 2, color: accent }, itemStyle: { color: accent }, data: spec[single] ?? [] }];
  if (gaps.size) {
    series[0].markLine = { silent: true, symbol: 'none', lineStyle: { color: edge, type: [3, 3], width: 1 }, label: { show: false },
      data: [...gaps].slice(0, 200).map(i => ({ xAxis: i })) };
  }
  if (spec.volume) {
    series.push({ name: words.volume, type: 'bar', xAxisIndex: 1, yAxisIndex: 1, itemStyle: { color: token('--mid') }, barCategoryGap: '25%', data: spec.volume });
  }
  return over(b, {
    legend: { show: false },
    grid: [{ left: 60, right: 12, top: 12, bottom }, ...spec.volume ? [{ left: 60, right: 12, top: '76%', bottom: 28 }] : []],
    xAxis: spec.volume ? [axis({ axisLabel: { show: false } }), axis({ gridIndex: 1 })] : [axis()],
    yAxis: [right(), ...spec.volume ? [right({ gridIndex: 1, min: 0, splitNumber: 2, axisLabel: { formatter: short } })] : []],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    dataZoom: [inside(spec.volume ? [0, 1] : [0], spec.start ?? 0, spec.end ?? time.length - 1)],
    tooltip: {
      trigger: 'axis', axisPointer: { type: 'cross' },
      formatter(found) {
        const i = found[0]?.dataIndex;
        if (i === undefined) return '';
        const lines = [stamp(time[i], daily) + (gaps.has(i) ? ` \u00b7 ${words.gap}` : '')];
        for (const name of candles ? ['open', 'high', 'low', 'close'] : single ? [single] : []) lines.push(`${words[name]}  ${value(spec[name][i])}`);
        if (spec.volume) lines.push(`${words.volume}  ${spec.volume[i] == null ? '\u2014' : print(spec.volume[i], 0)}`);
        return lines.join('\n');
      },
    },
    textStyle: { color: ink3 },
    series,
  });
}

/** A large count in few letters. */
const short = v => v >= 1e9 ? `${print(v / 1e9, v % 1e9 ? 1 : 0)}G` : v >= 1e6 ? `${print(v / 1e6, v % 1e6 ? 1 : 0)}M` : v >= 1e3 ? `${print(v / 1e3, v % 1e3 ? 1 : 0)}k` : print(v, 0);
