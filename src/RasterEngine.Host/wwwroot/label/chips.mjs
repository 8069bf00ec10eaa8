// @ts-check
import { el } from '../lib/dom.mjs';
import { day, t } from '../lib/words.mjs';

/** @type {Map<string, HTMLImageElement>} */
const images = new Map();

/** The picture of a unit: its dates side by side. @param {string} path @param {number | undefined} unit */
export function preload(path, unit) {
  const address = `${path}/units/${unit}/chips`;
  if (unit && !images.has(address)) {
    const image = new Image();
    image.src = address;
    images.set(address, image);
  }

  return images.get(address);
}

/** A picture a date, the unit outlined in its middle. @param {any} sample @param {string} path @param {number} unit */
export function chips(sample, path, unit) {
  const image = /** @type {HTMLImageElement} */ (preload(path, unit)), side = sample.chipPixels, size = sample.dates.length > 4 ? 150 : 240;
  return el('div', { className: 'chips' }, ...sample.dates.map((/** @type {string | null} */ date, /** @type {number} */ i) => {
    const canvas = /** @type {HTMLCanvasElement} */ (el('canvas', { width: size, height: size, role: 'img', 'aria-label': t('chipsOf', { unit, date: day(date) }) }));
    image.decode().then(() => {
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')), scale = size / side, edge = scale * (side - sample.unitPixels) / 2;
      context.imageSmoothingEnabled = false;
      context.drawImage(image, i * side, 0, side, side, 0, 0, size, size);
      for (const [colour, width] of [['#000', 4], ['#fff', 2]]) {
        context.strokeStyle = String(colour);
        context.lineWidth = Number(width);
        context.strokeRect(edge - 1, edge - 1, scale * sample.unitPixels + 2, scale * sample.unitPixels + 2);
      }
      canvas.dataset.drawn = 'yes';
    });
    return el('figure', {}, canvas, el('figcaption', {}, day(date)));
  }));
}
