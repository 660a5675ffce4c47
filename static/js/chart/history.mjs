import { along, inside, slider, stamp } from './clock.mjs';
import { base, over, percent, print, token } from './theme.mjs';

/**
 * history: one measure by day, with what it is held against, and panes below it
 * for the index and for volume and open interest. Two scales never share a pane.
 *
 *   time      stamps of the days
 *   lines     [{name, look, data}] of the measure: look is main, smooth, lower,
 *             upper, middle, hurdle or full; lower and upper make a band
 *   panes     [{name, lines: [{name, look, data}], bars: {name, data}}]
 *   marks     [{at, label}] upright lines with their number; at is a place of time
 *   ticks     places of time marked at the foot of the first pane
 *   areas     [{from, to, label}] stretches, places of time
 *   rate      true for decimal rates, written in percent
 *   decimals  of the measure
 *   start, end places of the first and last day shown
 *
 * In a picture and on paper there is nothing to move it with.
 */
export default function history(spec, el, still, paper) {
  const { time, rate, panes = [], marks = [], ticks = [], areas = [] } = spec, last = time.length - 1;
  const { start = 0, end = last } = spec, b = base(), height = el.clientHeight, wide = el.clientWidth > 560;
  const edge = token('--edge'), ink3 = token('--ink3');
  const ending = spec.lines.find(l => l.look === 'smooth') ?? spec.lines.find(l => l.look === 'main'), final = ending?.data.findLast(v => v != null);
  const write = rate ? v => percent(v, spec.decimals) : v => print(v, spec.decimals);
  const names = spec.lines.filter(l => l !== spec.lines.find(x => x.look === 'lower')), words = [...new Set(names.map(l => l.name))], alone = words.length === 1, gapOf = wide ? 20 : 10;
  const bare = still || paper, foot = 30 + (bare ? 0 : slider.room), top = (alone ? 12 : 12 + 20 * rows(words, el.clientWidth, gapOf)) + (marks.length ? 10 : 0), gap = 26, left = 60, right = spec.ends && final !== undefined ? 18 + 8 * write(final).length : 16;
  const pane = panes.length ? Math.round(Math.min((height - foot - top) * 0.22, 110)) : 0;
  const grids = [{ left, right, top, bottom: foot + panes.length * (pane + gap) }, ...panes.map((_, i) => ({ left, right, height: pane, bottom: foot + (panes.length - 1 - i) * (pane + gap) }))];
  const places = v => Math.abs(v * 100 - Math.round(v * 100)) > 1e-9 ? Math.abs(v * 1000 - Math.round(v * 1000)) > 1e-9 ? 2 : 1 : 0;
  const looks = {
    main: { color: token('--mid'), width: 1 }, smooth: { color: token('--accent'), width: 2 }, middle: { color: edge, width: 1, type: [2, 2] },
    hurdle: { color: token('--amber'), width: 1.5, type: [6, 3] }, full: { color: token('--s-ih'), width: 1, type: [8, 3, 2, 3] }, thin: { color: ink3, width: 1 }, index: { color: token('--ink2'), width: 1 },
  };
  if (!spec.lines.some(l => l.look === 'smooth')) looks.main = { color: token('--accent'), width: 2 };
  const limits = within(spec.lines);
  const zero = { silent: true, symbol: 'none', animation: false };
  const drawn = [], lower = spec.lines.find(l => l.look === 'lower'), upper = spec.lines.find(l => l.look === 'upper');
  const common = n => ({ xAxisIndex: n, yAxisIndex: n, symbol: 'none', silent: true, emphasis: { disabled: true } });
  if (lower && upper) {
    // Two lines on top of each other: the first invisible, the second as thick as the band.
    const of = (l, data, more) => ({ ...common(0), name: l.name, type: 'line', stack: 'band', stackStrategy: 'all', lineStyle: { width: 0 }, z: 0, data, ...more });
    drawn.push(of(lower, lower.data), of(upper, upper.data.map((v, i) => v == null || lower.data[i] == null ? null : v - lower.data[i]), { areaStyle: { color: token('--soft'), opacity: 1 } }));
  }
  const line = (l, n) => ({ ...common(n), name: l.name, type: 'line', sampling: 'minmax', lineStyle: looks[l.look], itemStyle: { color: looks[l.look].color }, data: l.data });
  for (const l of spec.lines) if (l !== lower && l !== upper) drawn.push({ ...line(l, 0), z: l.look === 'smooth' ? 4 : l.look === 'main' ? 3 : 2 });
  panes.forEach((p, i) => {
    if (p.bars) drawn.push({ ...common(i + 1), name: p.bars.name, type: 'bar', barCategoryGap: '10%', large: true, itemStyle: { color: token('--mid') }, data: p.bars.data });
    for (const l of p.lines ?? []) drawn.push(line(l, i + 1));
  });
  // Marks hang on a series of their own, so that none is lost with an empty line.
  drawn.push({
    ...common(0), name: '', type: 'line', data: [],
    markLine: {
      ...zero, data: [
        { yAxis: 0, lineStyle: { color: edge, type: 'solid', width: 1 }, label: { show: false } },
        ...marks.map(m => ({ xAxis: m.at, lineStyle: { color: ink3, type: [3, 3], width: 1 }, label: { show: true, formatter: m.label, position: 'end', color: token('--ink'), fontSize: 11, fontWeight: 600, distance: 3 } })),
      ],
    },
    markArea: {
      ...zero, itemStyle: { color: token('--sunken'), opacity: .7 },
      data: areas.map((a, i) => [{ xAxis: a.from, name: a.label, ...i % 2 && { itemStyle: { color: token('--soft') } }, label: { show: true, position: 'insideTop', color: token('--ink2'), fontSize: 11, fontWeight: 600, distance: 4 } }, { xAxis: a.to }]),
    },
  });
  if (ticks.length) {
    drawn.push({ ...common(0), name: '', type: 'scatter', symbol: 'rect', symbolSize: [1, 7], itemStyle: { color: ink3, opacity: 1 }, z: 5,
      data: ticks.map(i => [i, 0]), encode: { x: 0, y: 1 }, yAxisIndex: panes.length + 1 });
  }
  if (spec.ends && final !== undefined) drawn.find(s => s.data === ending.data).endLabel = { show: true, distance: 6, color: token('--accent'), fontWeight: 650, formatter: write(final) };
  const axis = (n, labels) => over(over(b.xAxis, along(time, true)), { gridIndex: n, boundaryGap: false, axisLabel: { show: labels, formatter: ms => stamp(+ms, true).slice(0, end - start > 500 ? 7 : 10) }, axisLine: { onZero: false } });
  const many = v => Math.abs(v) >= 10_000 ? `${print(v / 1000, 0)}k` : print(v, 0);
  return over(b, {
    legend: { show: !alone, data: names.map(l => ({ name: l.name, ...l === upper && { itemStyle: { color: token('--soft'), borderColor: token('--mid'), borderWidth: 1 }, icon: 'rect' } })), itemGap: gapOf },
    grid: grids.map(g => ({ ...g, outerBoundsMode: 'none' })),
    xAxis: grids.map((_, n) => axis(n, n === grids.length - 1)),
    yAxis: [
      over(b.yAxis, { scale: true, ...limits, axisLabel: { formatter: rate ? v => percent(v, places(v)) : v => print(v, v % 1 ? 1 : 0) } }),
      ...panes.map((p, i) => over(b.yAxis, { gridIndex: i + 1, scale: !p.bars, splitNumber: pane > 70 ? 2 : 1, name: p.name, nameLocation: 'end', nameGap: 6, nameTextStyle: { align: 'left', padding: [0, 0, 0, -left + 8] }, axisLabel: { formatter: many } })),
      ...ticks.length ? [{ gridIndex: 0, min: -0.02, max: 1, show: false }] : [],
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    dataZoom: [inside(grids.map((_, n) => n), start, end), ...bare ? [] : [{ ...slider.zoom(grids.map((_, n) => n), start, end), right }]],
    tooltip: {
      trigger: 'axis', axisPointer: { type: 'line' },
      formatter(found) {
        const i = found[0]?.dataIndex;
        if (i === undefined) return '';
        const out = [stamp(time[i], true)];
        for (const l of spec.lines) if (l.data[i] != null) out.push(`${l.name}  ${write(l.data[i])}`);
        for (const p of panes) for (const l of [...p.bars ? [p.bars] : [], ...p.lines ?? []]) if (l.data[i] != null) out.push(`${l.name}  ${print(l.data[i], l.decimals ?? 0)}`);
        return out.join('\n');
      },
    },
    series: drawn,
  });
}

/**
 * Limits of the scale where there are bounds of arbitrage: a year's worth of one
 * grows without end towards an expiry, and what was measured would be a flat line
 * beside it. They stay half as far off as the measure spans.
 */
function within(lines) {
  const bound = l => l.look === 'hurdle' || l.look === 'full';
  let low = Infinity, high = -Infinity;
  for (const l of lines) {
    if (!bound(l)) for (const v of l.data) if (v != null) [low, high] = [Math.min(low, v), Math.max(high, v)];
  }
  if (!lines.some(bound) || !(high > low)) return {};
  const room = (high - low) / 2, step = 10 ** Math.floor(Math.log10(high - low));
  [low, high] = [Math.floor((low - room) / step) * step, Math.ceil((high + room) / step) * step];
  return { min: v => v.min < low ? low : null, max: v => v.max > high ? high : null };
}

/** How many rows a legend takes, by an estimate of its words from above. */
function rows(words, room, gap) {
  let count = 1, at = 0;
  for (const text of words) {
    const wide = 19 + [...text].reduce((sum, c) => sum + (c > '\u2e80' ? 12 : 7), 0);
    if (at && at + wide > room) [count, at] = [count + 1, 0];
    at += wide + gap;
  }
  return count;
}
