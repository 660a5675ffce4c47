// The curve fitted at the bar under the hand, laid over a chart that stands. It
// is another one with every bar the hand passes, and drawing all else with it
// would hold the page each time: it has a canvas of its own.
import Circle from 'zrender/lib/graphic/shape/Circle.js';
import Polyline from 'zrender/lib/graphic/shape/Polyline.js';
import Rect from 'zrender/lib/graphic/shape/Rect.js';
import { token } from './theme.mjs';

/** What lays the curve of a spec over its chart; call it again whenever either changed. */
export function overlay(chart) {
  const line = new Polyline({ zlevel: -1, silent: true, style: { lineWidth: 2, fill: null } }), end = new Circle({ zlevel: -1, silent: true, shape: { r: 3.5 } });
  const zr = chart.getZr();
  zr.add(line);
  zr.add(end);
  return ({ curve, time, start = 0, end: last = time.length - 1 }) => {
    const values = curve?.value ?? [], color = token('--accent');
    const { x, y, width, height } = chart.getModel().getComponent('grid', 0).coordinateSystem.getRect();
    // Both axes are even, so that two places of each give all others.
    const place = chart.convertToPixel({ xAxisIndex: 0 }, start), step = last > start ? (chart.convertToPixel({ xAxisIndex: 0 }, last) - place) / (last - start) : width;
    const [low, high] = chart.getModel().getComponent('yAxis', 0).axis.scale.getExtent();
    const at = (i, v) => [place + (curve.from + i - start) * step, y + height * (high - v) / (high - low)];
    const clip = new Rect({ shape: { x, y, width, height } }), points = values.map((v, i) => at(i, v)), tip = points.at(-1);
    line.attr({ ignore: points.length < 2, shape: { points }, style: { stroke: color } });
    end.attr({ ignore: !tip, shape: tip && { cx: tip[0], cy: tip[1] }, style: { fill: color } });
    line.setClipPath(clip);
    end.setClipPath(new Rect({ shape: { x: x - 4, y: y - 4, width: width + 8, height: height + 8 } })); // whole at the edge
  };
}
