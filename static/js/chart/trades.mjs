// Entries and exits on a chart of prices: a triangle that points the way a
// trade went, a square where it ended with what it earned, and a thin line
// between the two. A label that would cover its neighbour is left out; the
// tooltip has them all.
import { percent, token } from './theme.mjs';

/** More lines than this cover what they explain. */
const most = 120;

/** Room of a text at 11 px, in pixels: Han letters take a whole square. */
const room = text => [...text].reduce((sum, c) => sum + (c > '\u2e7f' ? 11 : 6.5), 8);

/** What earned something carries its sign. */
export const signed = rate => rate == null ? '\u2014' : (rate > 0 ? '+' : '') + percent(rate);

/**
 * trades are columns: in and out, places of the points they fell in (null
 * where not among them), entry and exit, prices, side 1 or -1, net, the return
 * after costs, and why, places in words.why. wide are the pixels of a place,
 * width those of all, tall those of a point of price.
 */
export function marks({ trades, words, low, high }, start, wide, width, tall = 0) {
  const points = [], lines = [], taken = [];
  const ends = { top: -Infinity, bottom: -Infinity };
  const add = (place, price, side, text, more) => {
    // What opens stands on the side it came from, what closes on the other.
    const position = side > 0 ? 'bottom' : 'top', long = room(text), at = (place - start + 0.5) * wide, from = Math.max(0, Math.min(at - long / 2, width - long));
    // Labels of both sides meet where one trade ends high above where another began.
    const y = (side > 0 ? 22 : -22) - price * tall, free = !tall || taken.every(t => from >= t.to || from + long <= t.from || Math.abs(y - t.y) > 14);
    const show = from >= ends[position] && free;
    if (show) {
      ends[position] = from + long;
      taken.push({ from, to: from + long, y });
    }
    points.push({ value: [place, price], symbolOffset: [0, side > 0 ? 11 : -11], label: { show, position, formatter: text, offset: [from + long / 2 - at, 0] }, ...more });
  };
  const count = trades?.in.length ?? 0;
  for (let k = 0; k < count; k++) {
    const { [k]: a } = trades.in, { [k]: b } = trades.out, side = trades.side[k];
    if (a != null) add(a, (side > 0 ? low : high)[a], side, side > 0 ? words.long : words.short, { symbol: 'triangle', symbolRotate: side > 0 ? 0 : 180 });
    if (b != null) add(b, (side > 0 ? high : low)[b], -side, `${words.why[trades.why[k]]} ${signed(trades.net[k])}`, { symbol: 'rect', symbolSize: 8 });
    if (a != null && b != null && lines.length < most) lines.push([{ coord: [a, trades.entry[k]] }, { coord: [b, trades.exit[k]] }]);
  }
  return { points, lines };
}

/** The series that draws them. */
export function series(spec, start, wide, width, tall) {
  const { points, lines } = marks(spec, start, wide, width, tall), ink = token('--ink'), surface = token('--surface');
  const halo = { textBorderColor: surface, textBorderWidth: 3 };
  return {
    id: 'trades', name: spec.words.trades, type: 'scatter', symbolSize: 11, z: 7, silent: true, data: points,
    itemStyle: { color: ink, borderColor: surface, borderWidth: 1, opacity: 1 },
    label: { color: ink, fontSize: 11, fontWeight: 600, distance: 3, ...halo },
    markLine: { silent: true, symbol: 'none', animation: false, label: { show: false }, lineStyle: { color: ink, width: 1, type: [3, 2] }, data: lines },
  };
}

/** What the tooltip says of the trades at a place. */
export function said({ trades, words, decimals }, place, print) {
  const lines = [];
  for (let k = 0; trades && k < trades.in.length; k++) {
    const side = trades.side[k] > 0 ? words.long : words.short;
    if (trades.in[k] === place) lines.push(`${side}  ${print(trades.entry[k], decimals)}`);
    if (trades.out[k] === place) lines.push(`${words.closed} ${side}  ${print(trades.exit[k], decimals)}  ${words.why[trades.why[k]]} ${signed(trades.net[k])}`);
  }
  return lines;
}
