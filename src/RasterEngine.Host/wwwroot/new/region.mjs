// @ts-check
import { baseMap } from '../lib/basemap.mjs';
import { el, field } from '../lib/dom.mjs';
import { t } from '../lib/words.mjs';

/**
 * Regions drawn on a map, by hand or by keyboard (a box by its four sides), as zones of the question.
 * @param {() => number[][]} boxes of the chosen scenes, degrees @param {any} asked a FeatureCollection of an earlier question
 */
export function regionMap(boxes, asked) {
  const ol = /** @type {any} */ (window).ol;
  if (!ol) return { element: el('p', { className: 'soft' }, t('mapMissingDraw')), features: () => asked ?? null, refit: () => {} };
  const format = new ol.format.GeoJSON(), projection = { dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' };
  const drawn = new ol.source.Vector({ features: asked ? format.readFeatures(asked, projection) : [] }), scenes = new ol.source.Vector();
  const stroke = (/** @type {string} */ color, /** @type {number[]} */ lineDash = []) => new ol.style.Style({ stroke: new ol.style.Stroke({ color, width: 2, lineDash }), fill: new ol.style.Fill({ color: lineDash.length ? 'rgba(0,0,0,0)' : `${color}33` }) });
  const target = el('div', { className: 'map short', tabIndex: 0, role: 'application', 'aria-label': t('drawLabel') });
  const view = new ol.View({ center: [0, 2e6], zoom: 2, showFullExtent: true });
  const map = new ol.Map({
    target, view,
    layers: [
      new ol.layer.Graticule({ strokeStyle: new ol.style.Stroke({ color: 'rgba(128,128,128,.5)', width: 1, lineDash: [3, 4] }), showLabels: true, wrapX: false, targetSize: 170 }),
      new ol.layer.Vector({ source: scenes, style: stroke('#888888', [6, 4]) }), new ol.layer.Vector({ source: drawn, style: stroke('#1f6b45') })],
  });
  baseMap(ol).then(tiles => { if (tiles) map.getLayers().insertAt(0, tiles); });
  new ResizeObserver(() => map.updateSize()).observe(target);
  let draw = /** @type {any} */ (null);
  const tools = ['box', 'polygon'].map(kind => el('button', { type: 'button', 'aria-pressed': 'false', onclick: () => start(kind) }, t(`draw.${kind}`)));
  const list = el('ul', { className: 'regions' });

  /** @param {string} kind */
  const start = kind => {
    const isOn = draw?.get('kind') === kind;
    if (draw) map.removeInteraction(draw);
    draw = isOn ? null : new ol.interaction.Draw({ source: drawn, type: kind === 'box' ? 'Circle' : 'Polygon', geometryFunction: kind === 'box' ? ol.interaction.Draw.createBox() : undefined });
    draw?.set('kind', kind);
    if (draw) map.addInteraction(draw);
    for (const [i, tool] of tools.entries()) tool.setAttribute('aria-pressed', String(!isOn && ['box', 'polygon'][i] === kind));
  };
  const sides = ['west', 'south', 'east', 'north'].map(side => {
    const input = /** @type {HTMLInputElement} */ (el('input', { type: 'number', step: 'any' }));
    return { side, input };
  });
  const addBox = () => {
    const [west, south, east, north] = sides.map(s => s.input.valueAsNumber);
    if (![west, south, east, north].every(Number.isFinite) || west >= east || south >= north) return;
    drawn.addFeature(new ol.Feature(ol.geom.Polygon.fromExtent(ol.proj.transformExtent([west, south, east, north], 'EPSG:4326', 'EPSG:3857'))));
  };
  const names = () => list.replaceChildren(...drawn.getFeatures().map((/** @type {any} */ feature, /** @type {number} */ i) => {
    if (!feature.get('name')) feature.set('name', t('regionName', { number: i + 1 }), true);
    return el('li', {}, el('label', {}, `${t('name')} `, el('input', { value: feature.get('name'), required: true, oninput: (/** @type {any} */ e) => feature.set('name', e.target.value, true) })),
      ' ', el('button', { type: 'button', className: 'danger', onclick: () => drawn.removeFeature(feature) }, t('removeRegion')));
  }));
  drawn.on(['addfeature', 'removefeature'], names);
  names();
  const refit = () => {
    scenes.clear();
    for (const box of boxes()) scenes.addFeature(new ol.Feature(ol.geom.Polygon.fromExtent(ol.proj.transformExtent(box, 'EPSG:4326', 'EPSG:3857'))));
    const all = ol.extent.createEmpty();
    for (const source of [scenes, drawn]) ol.extent.extend(all, source.getExtent());
    if (!ol.extent.isEmpty(all)) setTimeout(() => { map.updateSize(); view.fit(all, { padding: [20, 20, 20, 20] }); target.dataset.fitted = 'yes'; });
  };
  refit();
  return {
    element: el('div', {},
      el('p', { className: 'soft' }, t('regionHint')), el('p', { className: 'row' }, ...tools), target, list,
      el('details', {}, el('summary', {}, t('boxByNumbers')), el('div', { className: 'columns' }, ...sides.map(s => field(t(`side.${s.side}`), s.input))), el('button', { type: 'button', onclick: addBox }, t('addBox')))),
    features: () => (drawn.getFeatures().length === 0 ? null : JSON.parse(format.writeFeatures(drawn.getFeatures(), { ...projection, decimals: 7, rightHanded: true }))),
    refit,
  };
}
