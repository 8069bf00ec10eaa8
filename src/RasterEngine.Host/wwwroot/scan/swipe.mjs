// @ts-check
import { el } from '../lib/dom.mjs';

/** A curtain over a layer: a slider says how much of the map's width is left without it. @param {any} map @param {any} layer @param {number} start percent @param {(value: number) => void} onMove */
export function swipe(map, layer, start, onMove) {
  const input = /** @type {HTMLInputElement} */ (el('input', { type: 'range', min: '0', max: '100', value: String(start) }));
  const line = el('div', { className: 'curtain' });
  map.getViewport().append(line);
  const place = () => { line.style.left = `${input.value}%`; };
  layer.on('prerender', (/** @type {any} */ event) => {
    const context = event.context, left = context.canvas.width * input.valueAsNumber / 100;
    context.save();
    context.beginPath();
    context.rect(left, 0, context.canvas.width - left, context.canvas.height);
    context.clip();
  });
  layer.on('postrender', (/** @type {any} */ event) => event.context.restore());
  input.addEventListener('input', () => { place(); map.render(); onMove(input.valueAsNumber); });
  place();
  return input;
}
