// Stamps of bars: milliseconds of the exchange's own clock, so that they are
// read as if they were UTC and no zone of the device shifts them.

import { token } from './theme.mjs';

const two = n => String(n).padStart(2, '0');

/** 2024-09-13, or with the time of day where bars are shorter than a day. */
export function stamp(ms, daily) {
  const d = new Date(ms), day = `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
  return daily ? day : `${day} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}

/** The same on an axis: the year is left out where bars are within a few weeks. */
export const tick = (ms, daily, short) => daily ? stamp(ms, true) : short ? stamp(ms).slice(5) : stamp(ms).slice(0, 10);

/** The options of an axis along time: one place for each stamp, so that nights and holidays take no room. */
export function along(time, daily) {
  const short = time.at(-1) - time[0] < 40 * 86_400_000;
  return { type: 'category', data: time, boundaryGap: true, axisLabel: { formatter: ms => tick(+ms, daily, short), showMinLabel: true, showMaxLabel: true, alignMaxLabel: 'right', hideOverlap: true }, axisPointer: { label: { formatter: p => stamp(+p.value, daily) } } };
}

/** Moving and zooming within what was loaded. The wheel alone scrolls the page. */
export const inside = (axes, start, end) => ({
  type: 'inside', xAxisIndex: axes, startValue: start, endValue: end, minValueSpan: 5,
  zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, preventDefaultMouseMove: !matchMedia('(pointer: coarse)').matches,
});

/** A strip below the chart to move and zoom by hand; its handles suit a finger where that is the pointer. */
export const slider = {
  get room() { return matchMedia('(pointer: coarse)').matches ? 44 : 30; },
  zoom(axes, start, end) {
    const room = this.room, edge = token('--edge'), soft = token('--soft'), line = token('--line'), ink3 = token('--ink3');
    return {
      type: 'slider', xAxisIndex: axes, startValue: start, endValue: end, minValueSpan: 5, bottom: 4, height: room - 10, left: 60, right: 16, showDetail: false, showDataShadow: false, brushSelect: false,
      backgroundColor: token('--sunken'), borderColor: line, fillerColor: soft, handleSize: '100%', handleStyle: { color: token('--surface'), borderColor: edge },
      moveHandleSize: 0, emphasis: { handleStyle: { borderColor: ink3 } },
    };
  },
};
