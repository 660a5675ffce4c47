// What every chart shares: the colours of the stylesheet, read at the moment
// of drawing, and the way numbers are written on the pages.

/** The value of a custom property of the page, e.g. '--accent'. */
export const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A number as the pages write it: thousands commas and U+2212. */
export function print(x, decimals) {
  // Not toLocaleString: axes are labelled many times while a chart is laid out.
  const [whole, rest] = Math.abs(x).toFixed(decimals).split('.'), s = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest ? `.${rest}` : '');
  return x < 0 && /[1-9]/.test(s) ? '\u2212' + s : s;
}

/** A decimal rate in percent; what is undefined is a dash. */
export const percent = (rate, decimals = 2) => rate == null ? '\u2014' : print(rate * 100, decimals) + '%';

/** A horizontal reference line at y, without a mark and deaf to the pointer. */
export const reference = (y, lineStyle, label = { show: false }) => ({ yAxis: y, lineStyle, label });

/**
 * Options all charts start from. No animation: a chart follows the field that
 * is being typed. No aria text: the figure has its own label and table. The
 * tooltip is drawn in the canvas, so no markup is ever built from data.
 */
export function base() {
  // Double quotes around a family name would end the attribute it is written to in an exported SVG.
  const font = token('--font').replaceAll('"', "'"), ink2 = token('--ink2'), ink3 = token('--ink3'), edge = token('--edge');
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: font, fontSize: 12, color: ink2 },
    legend: { top: 2, left: 0, padding: 0, icon: 'rect', itemWidth: 14, itemHeight: 3, itemGap: 20, selectedMode: false, textStyle: { color: ink2 } },
    tooltip: {
      renderMode: 'richText', confine: true, backgroundColor: token('--ink'), borderWidth: 0, shadowBlur: 0, shadowOffsetX: 0, shadowOffsetY: 0, padding: [6, 10],
      textStyle: { color: token('--surface'), fontSize: 12, fontFamily: font, lineHeight: 18 },
      axisPointer: { lineStyle: { color: edge }, crossStyle: { color: edge }, label: { backgroundColor: token('--ink'), color: token('--surface') } },
    },
    xAxis: { axisLine: { lineStyle: { color: edge } }, axisTick: { show: false }, axisLabel: { color: ink3, hideOverlap: true }, splitLine: { show: false }, nameTextStyle: { color: ink3 } },
    yAxis: { axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: ink3 }, splitLine: { lineStyle: { color: token('--line') } }, nameTextStyle: { color: ink3 } },
  };
}

const plain = v => v !== null && typeof v === 'object' && !Array.isArray(v);

/** a with b laid over it, level by level; lists and functions are replaced whole. */
export function over(a, b) {
  const out = { ...a };
  for (const k in b) out[k] = plain(b[k]) && plain(out[k]) ? over(out[k], b[k]) : b[k];
  return out;
}
