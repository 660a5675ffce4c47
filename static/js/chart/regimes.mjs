// Regimes as coloured stretches behind prices. Colour is never alone: a stretch
// that is wide enough carries the arrows of its legend.
import { token } from './theme.mjs';

/** By regime 1 to 4: arrows, the colour of the direction and its strength. */
const looks = [, ['\u25b2\u25b2', '--up', '--tint2'], ['\u25b2', '--up', '--tint1'], ['\u25bc\u25bc', '--down', '--tint2'], ['\u25bc', '--down', '--tint1']];

/**
 * Stretches [first, last, regime] of equal regime between two places, without
 * those of regime 0 and -1. With step above 1 only every step-th place is
 * looked at: finer than a pixel nobody sees, and each stretch costs time.
 */
export function runs(regime, start, end, step = 1) {
  const out = [];
  for (let i = start; i <= end;) {
    const r = regime[i];
    let j = i + step;
    while (j <= end && regime[j] === r) j += step;
    if (r > 0) out.push([i, Math.min(j - 1, end), r]);
    i = j;
  }
  return out;
}

/** The same as areas to mark; wide is the room of one place in pixels. */
export function areas(regime, start, end, wide) {
  const found = runs(regime, start, end, Math.max(1, Math.ceil(2 / wide)));
  const ink = token('--ink2'), paint = looks.map(([, colour, tint]) => ({ color: token(colour), opacity: +token(tint) }));
  return found.map(([a, b, r]) => [
    { xAxis: a, name: looks[r][0], itemStyle: paint[r], label: { show: (b - a + 1) * wide >= 26, position: 'insideTop', distance: 3, color: ink, fontSize: 9 } },
    { xAxis: b },
  ]);
}
