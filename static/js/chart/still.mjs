// Charts that the page draws itself, as SVG of texts and percentages: as files
// they need a size, and the looks that the style sheet gives them.
import { save } from './save.mjs';
import { token } from './theme.mjs';

const looks = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'vector-effect', 'paint-order', 'transform', 'overflow', 'opacity'];

/** The drawing in el as the text of a file, or nothing. */
function text(el) {
  const from = el.querySelector('svg');
  if (!from) return;
  const box = el.getBoundingClientRect(), at = from.getBoundingClientRect(), { width, height } = box;
  const copy = from.cloneNode(true), all = [from, ...from.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((to, i) => {
    const style = getComputedStyle(all[i]);
    for (const k of looks) {
      const value = style.getPropertyValue(k);
      if (value && (k !== 'transform' || value !== 'none')) to.setAttribute(k, value);
    }
    to.removeAttribute('class');
  });
  for (const [k, v] of Object.entries({ x: at.left - box.left, y: at.top - box.top, width: at.width, height: at.height })) copy.setAttribute(k, v);
  return { width, height, svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${token('--surface')}"/>${new XMLSerializer().serializeToString(copy)}</svg>` };
}

/** Saves the drawing in el as an SVG. */
export function svg(el, name) {
  const found = text(el);
  if (found) save(new Blob([found.svg], { type: 'image/svg+xml' }), name);
  return !!found;
}

/** Saves the drawing in el as a PNG of twice the screen's density. */
export function png(el, name) {
  const found = text(el);
  if (!found) return false;
  const picture = new Image(), canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * found.width, 2 * found.height];
  picture.onload = () => {
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(file => save(file, name));
  };
  picture.src = `data:image/svg+xml,${encodeURIComponent(found.svg)}`;
  return true;
}
