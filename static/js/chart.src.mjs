// The chart bundle: the parts of ECharts the pages need and one option builder
// per kind of chart. Pages hand over plain data and a kind; everything about
// looks is here. Loaded when a page first needs a chart, never by the home page.
import * as echarts from 'echarts/core';
import { BarChart, CandlestickChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  DataZoomInsideComponent, DataZoomSliderComponent, GridComponent, LegendComponent,
  MarkAreaComponent, MarkLineComponent, MarkPointComponent, TooltipComponent,
} from 'echarts/components';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import bars from './chart/bars.mjs';
import { overlay } from './chart/curve.mjs';
import history from './chart/history.mjs';
import lines from './chart/lines.mjs';
import repoCurve from './chart/repo_curve.mjs';
import { decode, save } from './chart/save.mjs';
import signals from './chart/signals.mjs';
import * as still from './chart/still.mjs';
import { token } from './chart/theme.mjs';
import { warm } from './chart/warm.mjs';

echarts.use([
  BarChart, CandlestickChart, LineChart, ScatterChart,
  DataZoomInsideComponent, DataZoomSliderComponent, GridComponent, LegendComponent,
  MarkAreaComponent, MarkLineComponent, MarkPointComponent, TooltipComponent,
  CanvasRenderer, SVGRenderer,
]);

/** A new chart is a builder (spec, element) -> ECharts option, and a line here. */
const kinds = { bars, history, lines, repo_curve: repoCurve, signals };

/** Charts with a part that is laid over them and changes by itself: chart -> spec -> nothing. */
const overlays = { signals: overlay };

let theme = null;

/** element -> {chart, spec, width, height, over} of every chart that stands. */
const live = new Map();

const option = (spec, el, still) => {
  const build = kinds[spec.kind];
  if (!build) throw new Error(`no chart of kind "${spec.kind}"; there are ${Object.keys(kinds).join(', ')}`);
  return build(spec, el, still, theme !== null);
};

const paint = (el, one) => {
  one.chart.setOption(option(one.spec, el), { notMerge: true });
  lay(one);
};

/** Lays over a chart what belongs there. */
function lay(one) {
  const make = overlays[one.spec.kind];
  if (make) (one.over ??= make(one.chart))(one.spec);
}

/**
 * Draws spec into el, which has its size from the stylesheet, and marks the
 * parent with data-drawn so that the drawing below it can step back, once el
 * is near the screen. A second call on the same element replaces the first.
 * spec is an object or its JSON.
 */
function draw(el, spec) {
  sweep();
  // Drawing holds the page for as long as a keystroke may take: what nobody
  // sees yet waits until it comes near, and several take turns.
  later.set(el, spec);
  const at = el.getBoundingClientRect();
  if (at.top < innerHeight + margin && at.bottom > -margin) soon(el);
  else near.observe(el);
}

/** element -> spec of every chart that waits for its turn, to come near the screen, to be printed or to be saved. */
const later = new Map(), margin = 200;
const near = new IntersectionObserver(found => {
  for (const { isIntersecting, target } of found) if (isIntersecting) soon(target);
}, { rootMargin: `${margin}px` });
const catchUp = el => { if (later.has(el)) make(el, later.get(el)); };

/** Elements whose turn comes next, one a task. */
const turns = new Set();
function soon(el) {
  if (!turns.size) setTimeout(turn);
  turns.add(el);
}
function turn() {
  const [el] = turns;
  turns.delete(el);
  if (turns.size) setTimeout(turn);
  catchUp(el);
}

// Paper is light. theme is what the page had before, and null while nothing is printed.
addEventListener('beforeprint', () => {
  theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = 'light';
  for (const el of [...later.keys()]) catchUp(el);
  repaint();
});
addEventListener('afterprint', () => {
  const was = theme;
  theme = null;
  if (was === undefined) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = was; // which repaints
});

function make(el, spec) {
  forget(el);
  if (typeof spec === 'string') spec = JSON.parse(spec);
  let one = live.get(el);
  if (!one) {
    one = { chart: echarts.init(el, null, { renderer: 'canvas' }), width: el.clientWidth, height: el.clientHeight };
    live.set(el, one);
    sizes.observe(el);
    one.chart.on('datazoom', e => moved(el, one, e.batch?.[0] ?? e));
    follow(el, one);
  }
  one.spec = spec;
  paint(el, one);
  el.parentElement?.setAttribute('data-drawn', '');
}

/**
 * Gives the chart in el other values of what is laid over it, and leaves the
 * rest of it alone. more is an object or its JSON. Without a chart that has
 * such a part nothing happens.
 */
function patch(el, more) {
  if (typeof more === 'string') more = JSON.parse(more);
  if (later.has(el)) {
    const spec = later.get(el);
    later.set(el, { ...typeof spec === 'string' ? JSON.parse(spec) : spec, ...more });
  }
  const one = live.get(el);
  if (!one || !overlays[one.spec.kind]) return;
  Object.assign(one.spec, more);
  lay(one);
}

/**
 * Says with an event fbzoom on el, once the hand rests, which stamps of a chart
 * of bars are in view: detail {from, to}. Whoever drew it may draw it again
 * with finer bars.
 */
function moved(el, one, { start, end }) {
  const { spec } = one, { time } = spec;
  if (!time || start === undefined) return;
  // What is drawn anew meanwhile, in other colours or of another size, stays where it is.
  [spec.start, spec.end] = [start, end].map(share => Math.round(share / 100 * (time.length - 1)));
  lay(one);
  clearTimeout(one.rest);
  one.rest = setTimeout(() => {
    if (live.get(el) === one && one.spec === spec) el.dispatchEvent(new CustomEvent('fbzoom', { bubbles: true, detail: { from: time[spec.start], to: time[spec.end] } }));
  }, 250);
}

/**
 * Says with an event fbcursor on el over which bar the hand is, of charts that
 * have such a part: detail {time}. At most once a frame, and once for each bar.
 */
function follow(el, one) {
  let frame = 0, at = 0, last;
  one.chart.getZr().on('mousemove', e => {
    if (!overlays[one.spec.kind]) return;
    at = e.offsetX;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (live.get(el) !== one || !one.spec.time) return;
      const place = one.chart.convertFromPixel({ xAxisIndex: 0 }, at), time = one.spec.time[Math.min(Math.max(place, 0), one.spec.time.length - 1)];
      if (time === undefined || time === last) return;
      last = time;
      el.dispatchEvent(new CustomEvent('fbcursor', { bubbles: true, detail: { time } }));
    });
  });
}

const forget = el => { near.unobserve(el); later.delete(el); }; // a turn of it passes without effect

/** Removes the chart from el. */
function dispose(el) {
  forget(el);
  const one = live.get(el);
  if (!one) return;
  sizes.unobserve(el);
  one.chart.dispose();
  live.delete(el);
  el.parentElement?.removeAttribute('data-drawn');
}

/** Fits the chart to the present size of el; called by itself when that changes. */
function resize(el) {
  const one = live.get(el), width = el.clientWidth, height = el.clientHeight;
  if (!one || !width || !height || (width === one.width && height === one.height)) return;
  Object.assign(one, { width, height });
  one.chart.resize({ width, height });
  paint(el, one); // labels choose their side by the room there is
}

/** Saves the chart, or what the page drew itself, as a PNG of twice the screen's density. */
function png(el, name) {
  catchUp(el);
  const one = live.get(el);
  if (!one) return still.png(el, name);
  save(decode(one.chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: token('--surface') })), name);
  return true;
}

/** Saves the chart as an SVG, drawn anew by the other renderer at the same size. */
function svg(el, name) {
  catchUp(el);
  const one = live.get(el);
  if (!one) return still.svg(el, name);
  const twin = echarts.init(null, null, { renderer: 'svg', ssr: true, width: one.width, height: one.height });
  try {
    twin.setOption({ ...option(one.spec, el, true), backgroundColor: token('--surface') });
    save(new Blob([twin.renderToSVGString()], { type: 'image/svg+xml' }), name);
  } finally {
    twin.dispose();
  }
  return true;
}

// A page that went away may not have said so: charts of elements that left the
// document are let go before the next one is made.
function sweep() {
  for (const el of [...live.keys(), ...later.keys()]) if (!el.isConnected) dispose(el);
}

const sizes = new ResizeObserver(entries => { for (const e of entries) resize(e.target); });
const repaint = () => { sweep(); for (const [el, one] of live) paint(el, one); };
new MutationObserver(repaint).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-updown', 'lang'] });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);

window.fbChart = { draw, patch, dispose, resize, png, svg };
warm(echarts.init, () => live.size + later.size);
