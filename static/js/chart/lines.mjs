import { along, inside, stamp } from './clock.mjs';
import { base, over, print, token } from './theme.mjs';

/**
 * lines: the closes of several series on one clock, with the days on which a
 * chain of contracts goes on with the next.
 *
 *   series    [{name, time, close}]   at most four; the last may be the index, drawn thin
 *   index     true if the last is
 *   rolls     [{time, label}]         daily, decimals as in bars
 */
export default function lines(spec) {
  const { daily, decimals, series } = spec;
  const time = [...new Set(series.flatMap(s => s.time))].sort((a, b) => a - b);
  const place = new Map(time.map((t, i) => [t, i]));
  const colours = ['--accent', '--s-ih', '--s-ic', '--s-im'], dashes = ['solid', [6, 3], [2, 2], [8, 3, 2, 3]];
  const b = base();
  const drawn = series.map((s, n) => {
    const index = spec.index && n === series.length - 1;
    const colour = token(index ? '--ink3' : colours[n % 4]), data = new Array(time.length).fill(null);
    s.time.forEach((t, i) => { data[place.get(t)] = s.close[i]; });
    return { name: s.name, type: 'line', symbol: 'none', connectNulls: true, itemStyle: { color: colour }, lineStyle: { color: colour, width: index ? 1 : 2, type: dashes[n % 4] }, data };
  });
  if (spec.rolls?.length) {
    // A roll may fall between two points that were kept.
    const at = t => { const i = time.findIndex(x => x >= t); return i < 0 ? time.length - 1 : i; };
    drawn[0].markLine = {
      silent: true, symbol: 'none', lineStyle: { color: token(spec.rolls.length > 24 ? '--line' : '--edge'), type: [3, 3], width: 1 },
      label: { show: spec.rolls.length <= 12, position: 'insideEndTop', color: token('--ink3'), formatter: p => p.name },
      data: spec.rolls.map(r => ({ name: r.label, xAxis: at(r.time) })),
    };
  }
  return over(b, {
    grid: { left: 60, right: 32, top: 32, bottom: 28 },
    xAxis: over(b.xAxis, along(time, daily)),
    yAxis: over(b.yAxis, { scale: true, axisLabel: { formatter: v => print(v, v % 1 ? Math.min(decimals, 2) : 0) } }),
    dataZoom: [inside([0], 0, time.length - 1)],
    tooltip: {
      trigger: 'axis',
      formatter: found => found.length ? [stamp(time[found[0].dataIndex], daily), ...found.filter(p => p.value != null).map(p => `${p.seriesName}  ${print(p.value, decimals)}`)].join('\n') : '',
    },
    series: drawn,
  });
}
