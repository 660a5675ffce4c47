import { along, inside, stamp } from './clock.mjs';
import { base, over, percent, print, reference, token } from './theme.mjs';

/**
 * lines: several series on one clock, with the days on which a chain of
 * contracts goes on with the next.
 *
 *   series    [{name, time, close}]   at most four; the last may be the index, drawn thin
 *   index     true if the last is     clock  the time of all of them, where they share it
 *   rolls     [{time, label}]         daily, decimals as in bars
 *   rate      true for decimal rates, written in percent with a zero line
 *   ends      true labels the last point of each
 *   area      true fills the first down to zero
 */
export default function lines(spec, el) {
  const { daily, decimals, rate, area } = spec, series = spec.series.map(s => ({ ...s, time: s.time ?? spec.clock }));
  const value = rate ? v => percent(v) : v => print(v, decimals);
  const time = spec.clock ?? [...new Set(series.flatMap(s => s.time))].sort((a, b) => a - b);
  const place = new Map(time.map((t, i) => [t, i]));
  const colours = ['--accent', '--s-ih', '--s-ic', '--s-im'], dashes = ['solid', [6, 3], [2, 2], [8, 3, 2, 3]];
  const b = base();
  const drawn = series.map((s, n) => {
    const index = spec.index && n === series.length - 1;
    const colour = token(index ? '--ink3' : colours[n % 4]), data = new Array(time.length).fill(null);
    s.time.forEach((t, i) => { data[place.get(t)] = s.close[i]; });
    return {
      name: s.name, type: 'line', symbol: 'none', connectNulls: true, itemStyle: { color: colour }, lineStyle: { color: colour, width: index ? 1 : 2, type: dashes[n % 4] }, data,
      ...area && !n && { areaStyle: { color: colour, opacity: +token('--tint1') } },
    };
  });
  if (rate && drawn[0]) drawn[0].markLine = { silent: true, symbol: 'none', data: [reference(0, { color: token('--edge'), type: 'solid', width: 1 })] };
  const room = spec.ends ? ends(drawn, el, value) : 32;
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
    grid: { left: 60, right: room, top: 32, bottom: 28, outerBoundsMode: 'none' },
    xAxis: over(b.xAxis, along(time, daily)),
    yAxis: over(b.yAxis, { scale: true, axisLabel: { formatter: rate ? v => percent(v, Math.abs(v * 100 - Math.round(v * 100)) > 1e-9 ? 1 : 0) : v => print(v, v % 1 ? Math.min(decimals, 2) : 0) } }),
    dataZoom: [inside([0], 0, time.length - 1)],
    tooltip: {
      trigger: 'axis',
      formatter: found => found.length ? [stamp(time[found[0].dataIndex], daily), ...found.filter(p => p.value != null).map(p => `${p.seriesName}  ${value(p.value)}`)].join('\n') : '',
    },
    series: drawn,
  });
}

/**
 * Labels the last point of each line with its value in the line's colour, each
 * in a row of its own, and returns the room they need at the right.
 */
function ends(drawn, el, value) {
  const all = drawn.flatMap(s => s.data.filter(v => v != null)), low = Math.min(...all), scale = Math.max(el.clientHeight - 60, 50) / (Math.max(...all) - low || 1), row = 15;
  const last = drawn.map(s => ({ s, v: s.data.findLast(v => v != null) })).filter(e => e.v !== undefined).sort((a, b) => a.v - b.v);
  let free = -Infinity;
  for (const { s, v } of last) {
    const at = (v - low) * scale, y = Math.max(at, free);
    free = y + row;
    s.endLabel = { show: true, offset: [0, at - y], distance: 6, color: s.itemStyle.color, fontWeight: 600, formatter: value(v) };
  }
  return 64;
}
