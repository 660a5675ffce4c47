// The option builders of the charts, without a browser: what is drawn where.
// How it looks and moves is for the tests of the pages that have the charts.
import assert from "node:assert/strict";
import { test } from "node:test";

const tokens = { "--font": "sans-serif", "--up": "red", "--down": "green", "--accent": "blue", "--tint1": ".1", "--tint2": ".2" };
Object.assign(globalThis, {
  document: { documentElement: {} },
  getComputedStyle: () => ({ getPropertyValue: name => tokens[name] ?? name }),
  matchMedia: () => ({ matches: false }),
});
const { default: signals } = await import("../../static/js/chart/signals.mjs");
const { default: history } = await import("../../static/js/chart/history.mjs");
const { default: lines } = await import("../../static/js/chart/lines.mjs");
const { areas, runs } = await import("../../static/js/chart/regimes.mjs");
const { marks } = await import("../../static/js/chart/trades.mjs");
const { percent, print } = await import("../../static/js/chart/theme.mjs");

const words = {
  price: "price", open: "o", high: "h", low: "l", close: "c", value: "v", fit: "fit", slope: "f1", curvature: "f2", gap: "anew", trades: "trades", closed: "closed", long: "long", short: "short",
  regimes: ["none", "neutral", "up+", "up-", "down+", "down-"], why: ["tp", "sl"],
};

/** ten bars of a minute; regimes: no window, two up, neutral, three down, up again. */
function spec(more) {
  const regime = [-1, -1, 1, 1, 0, 3, 3, 4, 2, 2], n = regime.length, of = f => Array.from({ length: n }, (_, i) => f(i));
  return {
    kind: "signals", daily: false, decimals: 1, words, regime, time: of(i => 60_000 * i), open: of(i => 100 + i), close: of(i => 100.5 + i), high: of(i => 101 + i), low: of(i => 99 + i),
    value: of(i => 100 + i), slope: of(i => [0, 0, .5, .25, 0, -.5, -.3, -.1, .1, .2][i]), curvature: of(i => [0, 0, .01, .02, 0, -.01, -.02, .03, -.01, -.04][i]), gap: [0, 4], ...more,
  };
}
const el = { clientWidth: 800, clientHeight: 544 };
const series = (option, id) => option.series.find(s => s.id === id);
/** a typed array of rows as rows. */
const rowsOf = s => { const w = s.dimensions.length; return Array.from({ length: s.data.length / w }, (_, i) => [...s.data.slice(i * w, i * w + w)]); };

test("numbers are written as on the pages", () => {
  assert.deepEqual([print(1234567.891, 2), print(-0.004, 2), print(-0.0126, 3), print(999, 0), print(1000, 0), print(-12345.6789, 4)],
    ["1,234,567.89", "0.00", "\u22120.013", "999", "1,000", "\u221212,345.6789"]);
  assert.deepEqual([percent(null), percent(-0.0654), percent(0.011, 1)], ["\u2014", "\u22126.54%", "1.1%"]);
});

test("bars of one regime are one stretch, and those of none are not coloured", () => {
  assert.deepEqual(runs(spec().regime, 0, 9), [[2, 3, 1], [5, 6, 3], [7, 7, 4], [8, 9, 2]]);
  assert.deepEqual(runs([3, 3, 3], 1, 2), [[1, 2, 3]]);
  assert.deepEqual(runs([0, -1], 0, 1), []);
  const [up, down] = areas(spec().regime, 0, 9, 40);
  assert.deepEqual([up[0].itemStyle, down[0].itemStyle], [{ color: "red", opacity: .2 }, { color: "green", opacity: .2 }], "speeding up is the stronger tint");
  assert.equal(up[0].name, "\u25b2\u25b2");
  assert.equal(up[0].label.show, true);
  assert.equal(areas(spec().regime, 0, 9, 5)[0][0].label.show, false, "no arrows where there is no room");
});

test("runs finer than a pixel are looked at by steps and cover the same bars", () => {
  const regime = Array.from({ length: 5000 }, (_, i) => 1 + i % 4), found = runs(regime, 0, 4999, 10);
  assert.ok(found.length <= 500);
  assert.equal(found[0][0], 0);
  assert.equal(found.at(-1)[1], 4999);
});

test("there are candles where they have room, and else the closes", () => {
  const wide = signals(spec(), el);
  assert.equal(series(wide, "price").type, "candlestick");
  assert.deepEqual(rowsOf(series(wide, "price"))[2], [2, 102, 102.5, 101, 103], "place, open, close, low, high");
  assert.equal(series(wide, "price").itemStyle.color, "--surface", "rising candles are hollow");
  const many = spec(), n = 900;
  for (const k of ["time", "open", "high", "low", "close", "value", "slope", "curvature", "regime"]) many[k] = Array.from({ length: n }, (_, i) => k === "regime" ? 1 : i);
  const closes = series(signals(many, el), "price");
  assert.equal(closes.type, "line");
  assert.deepEqual(rowsOf(closes)[7], [7, 7]);
});

test("slope and curvature are bars by sign, and missing where no window ends", () => {
  const option = signals(spec(), el);
  const [rises, falls] = option.series.filter(s => s.yAxisIndex === 1).map(rowsOf);
  assert.deepEqual(rises.map(([, v]) => v), [NaN, NaN, .5, .25, NaN, NaN, NaN, NaN, .1, .2]);
  assert.deepEqual(falls.map(([, v]) => v), [NaN, NaN, NaN, NaN, NaN, -.5, -.3, -.1, NaN, NaN]);
  assert.deepEqual([option.yAxis[1].min, option.yAxis[1].max, option.yAxis[2].max], [-.5, .5, .05], "axes end on round numbers either side of zero");
  assert.equal(option.yAxis[1].name, "f1");
});

test("the curve is part of a picture, and laid over what lives", () => {
  const curve = { from: 6, value: [105, 106, 107] };
  assert.equal(series(signals(spec({ curve }), el), "curve"), undefined);
  const drawn = series(signals(spec({ curve }), el, true), "curve");
  assert.deepEqual(drawn.data.map(d => d.value ?? d), [[6, 105], [7, 106], [8, 107]]);
});

test("entries and exits stand at their bars, with words", () => {
  const trades = { in: [2, 5, null], out: [4, 7, 1], entry: [102, 105, 90], exit: [104, 103, 91], side: [1, -1, 1], net: [.0112, -.0034, 0], why: [0, 1, 0] };
  const { points, lines: held } = marks(spec({ trades }), 0, 70, 700);
  assert.deepEqual(points.map(p => [p.value, p.symbol, p.symbolRotate, p.label.formatter]), [
    [[2, 101], "triangle", 0, "long"], [[4, 105], "rect", undefined, "tp +1.12%"], [[5, 106], "triangle", 180, "short"],
    [[7, 106], "rect", undefined, "sl \u22120.34%"], [[1, 102], "rect", undefined, "tp 0.00%"],
  ]);
  assert.deepEqual(held.map(l => l.map(e => e.coord)), [[[2, 102], [4, 104]], [[5, 105], [7, 103]]], "a trade that began before the points has no line");
  const crowded = marks(spec({ trades: { ...trades, in: [2, 3], out: [null, null], side: [1, 1] } }), 0, 10, 100);
  assert.deepEqual(crowded.points.map(p => p.label.show), [true, false], "no label covers another");
});

test("the tooltip says all of a bar", () => {
  const trades = { in: [5], out: [7], entry: [105], exit: [103], side: [-1], net: [.019], why: [0] };
  const tell = i => signals(spec({ trades }), el).tooltip.formatter([{ dataIndex: i }]);
  assert.equal(tell(0), "1970-01-01 00:00 \u00b7 anew\no 100.0  h 101.0\nl 99.0  c 100.5\nnone");
  assert.match(tell(5), /^1970-01-01 00:05\n.*\n.*\nv 105\.00\nf1 {2}\u22120\.5000\nf2 {2}\u22120\.01000\ndown\+\nshort {2}105\.0$/);
  assert.match(tell(7), /\nclosed short {2}103\.0 {2}tp \+1\.90%$/);
});

test("windows that begin anew are marked where they are in view", () => {
  const at = more => series(signals(spec(more), el), "restarts").markLine.data.map(d => d.xAxis);
  assert.deepEqual(at({}), [0, 4]);
  assert.deepEqual(at({ start: 2, end: 8 }), [4]);
});

test("lines share a clock, and their ends are labelled without covering each other", () => {
  const option = lines({ kind: "lines", daily: true, rate: true, ends: true, area: true, clock: [0, 86_400_000], series: [{ name: "a", close: [0, .01] }, { name: "b", close: [0, .0101] }, { name: "c", close: [0, -.2] }] }, { clientHeight: 224 });
  assert.deepEqual(option.series.map(s => s.endLabel.formatter), ["1.00%", "1.01%", "\u221220.00%"]);
  const [a, b] = option.series.map(s => s.endLabel.offset[1]);
  assert.ok(a === 0 && b < -13, "the higher of two neighbours moves up");
  assert.deepEqual(option.series.map(s => Boolean(s.areaStyle)), [true, false, false]);
  assert.equal(new Set(option.series.map(s => String(s.lineStyle.type))).size, 3, "dashes differ where colours do");
});

test("a measure by day: its band, its marks, and panes with scales of their own", () => {
  const n = 6, of = f => Array.from({ length: n }, (_, i) => f(i)), at = i => Date.UTC(2024, 8, 2 + i);
  const option = history({
    time: of(at), rate: true, decimals: 2, ends: true, marks: [{ at: 2, label: "1" }], ticks: [1, 4], areas: [{ from: 0, to: 2, label: "1" }, { from: 3, to: 5, label: "2" }],
    lines: [{ name: "basis", look: "main", data: of(i => i / 100) }, { name: "mean", look: "smooth", data: of(i => i < 2 ? null : i / 200) },
      { name: "low", look: "lower", data: of(i => i ? -.02 : null) }, { name: "band", look: "upper", data: of(i => i ? .03 : null) }, { name: "5%", look: "hurdle", data: of(() => .04) }],
    panes: [{ name: "index", lines: [{ name: "index", look: "index", decimals: 2, data: of(i => 3000 + i) }] }, { name: "lots", bars: { name: "volume", data: of(i => 1000 * i) }, lines: [] }],
  }, { clientWidth: 800, clientHeight: 544 });
  const by = name => option.series.find(s => s.name === name);
  assert.equal(option.grid.length, 3, "a pane each");
  assert.deepEqual([by("index").yAxisIndex, by("volume").yAxisIndex, by("mean").yAxisIndex], [1, 2, 0], "two scales never share one");
  assert.deepEqual(by("band").data.map(v => v && +v.toFixed(4)), [null, .05, .05, .05, .05, .05], "the band is as thick as it is wide");
  assert.equal(by("low").stack, by("band").stack);
  assert.notDeepEqual(by("5%").lineStyle.type, by("mean").lineStyle.type, "not by colour alone");
  assert.equal(by("mean").endLabel.formatter, "2.50%");
  const marks = option.series.find(s => s.markArea);
  assert.deepEqual(marks.markLine.data.map(d => d.xAxis ?? "zero"), ["zero", 2]);
  assert.deepEqual(marks.markArea.data.map(([a, b]) => [a.xAxis, b.xAxis, a.name]), [[0, 2, "1"], [3, 5, "2"]]);
  assert.equal(option.tooltip.formatter([{ dataIndex: 3 }]), "2024-09-05\nbasis  3.00%\nmean  1.50%\nlow  \u22122.00%\nband  3.00%\n5%  4.00%\nindex  3,003.00\nvolume  3,000");
  assert.ok(!option.legend.data.some(d => d.name === "low"), "the band has one name");
  // The measure spans -2 to 5 %; bounds far beyond do not stretch the scale.
  const { min, max } = option.yAxis[0];
  assert.deepEqual([min({ min: -9, max: 9 }), max({ min: -9, max: 9 })].map(v => +v.toFixed(9)), [-.06, .09]);
  assert.deepEqual([min({ min: -.02, max: .05 }), max({ min: -.02, max: .05 })], [null, null]);
});
