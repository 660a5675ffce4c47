import { base, over, percent, reference, token } from './theme.mjs';

/**
 * repo_curve: the implied repo of each listed contract over its days to
 * expiry, the forward repo between neighbours as a staircase, and the rate the
 * user assumed.
 *
 *   contracts  names by expiry          days   calendar days to expiry
 *   repo       decimal rates or null    forward {from, to: days, rate, label}
 *   rate       the rate assumed         axis   {x: {min, max, step}, y: ...}
 *   words      repo, forward, assumed, days
 *
 * The axes come with the data because the drawing that stands here before the
 * script is loaded uses the same ones, within the same margins.
 */
export default function repoCurve(spec, el) {
  const { words, axis, days, repo, forward } = spec;
  const accent = token('--accent'), second = token('--s-ih'), ink3 = token('--ink3');
  const side = sides(spec, el);
  // A stretch whose rate is undefined stays a gap: the null breaks the line.
  const stairs = forward.rate.flatMap((r, i) => [[forward.from[i], r], [forward.to[i], r], ...(r == null ? [[forward.to[i], null]] : [])]);
  const scale = ({ min, max, step }) => ({ type: 'value', min, max, interval: step });
  return over(base(), {
    grid: spec.margin,
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line', snap: true },
      formatter(found) {
        const at = found.find(p => p.seriesIndex === 0);
        if (!at) return '';
        const i = at.dataIndex;
        const lines = [`${spec.contracts[i]} \u00b7 ${days[i]} ${words.days}`, `${words.repo}  ${percent(repo[i])}`];
        if (forward.rate[i] !== undefined) lines.push(`${words.forward} ${forward.label[i]}  ${percent(forward.rate[i])}`);
        return lines.join('\n');
      },
    },
    xAxis: { ...scale(axis.x), name: words.days, nameGap: 8, axisLine: { onZero: false } },
    yAxis: { ...scale(axis.y), axisLabel: { formatter: v => percent(v, decimals(axis.y.step)) } },
    series: [
      {
        name: words.repo, type: 'line', symbol: 'circle', symbolSize: 8, z: 3,
        lineStyle: { width: 2, color: accent }, itemStyle: { color: accent },
        label: { show: true, color: token('--ink'), fontWeight: 600, formatter: p => percent(p.value[1]) },
        data: days.map((d, i) => ({ value: [d, repo[i]], label: side[i] })),
        markLine: {
          silent: true, symbol: 'none',
          data: [
            reference(spec.rate, { color: ink3, type: [4, 4], width: 1 }, { color: ink3, position: 'insideEndTop', formatter: words.assumed }),
            reference(0, { color: token('--edge'), type: 'solid', width: 1 }),
          ],
        },
      },
      { name: words.forward, type: 'line', symbol: 'none', lineStyle: { width: 2, color: second, type: [6, 3] }, itemStyle: { color: second }, data: stairs },
    ],
  });
}

/** Decimals a step of a percent axis needs. */
const decimals = step => Math.max(0, Math.min(4, -Math.floor(Math.log10(step * 100) + 1e-9)));

/**
 * Labels go below their point, one line lower where the last one is too near,
 * and start at it where centred text would cover the numbers of the axis.
 */
function sides({ days, axis, margin }, el) {
  const width = el.clientWidth - margin.left - margin.right;
  let free = -Infinity; // where the last label on the upper line ends
  return days.map(d => {
    const x = (d - axis.x.min) / (axis.x.max - axis.x.min) * width, start = x < 28;
    const upper = x - (start ? 0 : 24) >= free;
    if (upper) free = x + (start ? 56 : 32);
    return { position: 'bottom', distance: upper ? 8 : 23, align: start ? 'left' : 'center' };
  });
}
