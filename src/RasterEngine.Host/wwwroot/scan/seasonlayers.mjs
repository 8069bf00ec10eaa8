// @ts-check
import { get } from '../lib/api.mjs';
import { el } from '../lib/dom.mjs';
import { link, linked } from '../lib/permalink.mjs';
import { day, number, t } from '../lib/words.mjs';

const names = ['change', 'cycles', 'observations', 'start', 'peak', 'end', 'bare', 'loss'];

/**
 * What a season knows of each pixel besides its class, one at a time in place of the classes: cycles, clear dates and days, drawn by the service.
 * @param {any} ol @param {string} id @param {any} report @param {any} classes the layer of classes
 * @param {number[]} extent of the grid, in the view's projection
 */
export function seasonLayers(ol, id, report, classes, extent) {
  const layer = new ol.layer.Tile({ visible: false, extent });
  const legend = el('p', { className: 'legend', hidden: true }), low = el('span', {}), high = el('span', {});
  legend.append(low, el('span', { className: 'ramp', role: 'img', 'aria-label': t('ramp') }), high);
  const select = /** @type {HTMLSelectElement} */ (el('select', {}, ...names.map(name => el('option', { value: name, selected: linked('layer') === name }, t(`layer.${name}`)))));
  const show = async () => {
    const name = select.value, isClasses = name === 'change';
    link({ layer: isClasses ? null : name });
    if (!isClasses) {
      const { minzoom, maxzoom } = await get(`/tiles/${id}/${name}/tilejson.json`);
      layer.setSource(new ol.source.XYZ({ url: `/tiles/${id}/${name}/{z}/{x}/{y}.png`, minZoom: minzoom, maxZoom: maxzoom, interpolate: false }));
      // As the service draws them unless it is told otherwise.
      [low.textContent, high.textContent] = name === 'cycles' ? [number(0), number(4)] : name === 'observations' ? [number(0), number(40)] : [day(report.season.start), day(report.season.end)];
    }

    classes.setVisible(isClasses);
    layer.setVisible(!isClasses);
    legend.hidden = isClasses;
  };
  select.addEventListener('change', show);
  if (select.value !== 'change') show();
  return { layer, select, legend };
}
