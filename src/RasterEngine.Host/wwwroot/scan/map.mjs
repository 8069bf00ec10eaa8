// @ts-check
import { getOrNull } from '../lib/api.mjs';
import { baseMap } from '../lib/basemap.mjs';
import { chart } from '../lib/chart.mjs';
import { el } from '../lib/dom.mjs';
import { link, linked } from '../lib/permalink.mjs';
import { projectionOf } from '../lib/projection.mjs';
import { day, ha, number, t } from '../lib/words.mjs';
import { className, classOf, subject } from './hectares.mjs';
import { pictures } from './pictures.mjs';
import { seasonLayers } from './seasonlayers.mjs';
import { swipe } from './swipe.mjs';
import { zoneLayer } from './zones.mjs';

/**
 * The scan's place: both dates under a swipe, the change over them, zones, and what lies where one clicks. Drawn in the grid's own projection.
 * @param {HTMLElement} place @param {string} id @param {any} report
 */
export async function map(place, id, report) {
  const ol = /** @type {any} */ (window).ol;
  const heading = el('h2', {}, t('map'));
  if (!ol) {
    place.append(el('section', {}, heading, el('p', { className: 'soft' }, t('mapMissing')), el('img', { className: 'preview', src: `/jobs/${id}/results/preview.png`, alt: t('map') })));
    return;
  }

  const { crs, width, height, pixelSize, origin } = report.grid;
  const extent = [origin[0], origin[1] - height * pixelSize[1], origin[0] + width * pixelSize[0], origin[1]];
  // Projections that the library cannot transform still serve as a plane; then there is no graticule and no link to longitude and latitude.
  const known = projectionOf(ol, crs);
  const projection = known ?? new ol.proj.Projection({ code: crs.length < 40 ? crs : 'grid', units: 'm', extent });
  const images = await pictures(id);
  const image = (/** @type {string} */ url) => new ol.layer.Image({ source: new ol.source.ImageStatic({ url, imageExtent: extent, projection, interpolate: false }) });
  const before = report.before && images.before && image(images.before), after = report.before && images.after && image(images.after), change = images.mask && image(images.mask);
  const zones = await zoneLayer(ol, id, report, projection), season = known && report.season && change ? seasonLayers(ol, id, report, change, extent) : null;
  const graticule = known && new ol.layer.Graticule({ strokeStyle: new ol.style.Stroke({ color: 'rgba(128,128,128,.5)', width: 1, lineDash: [3, 4] }), showLabels: true, wrapX: false, targetSize: 170 });
  const outline = new ol.layer.Vector({
    source: new ol.source.Vector({ features: [new ol.Feature(ol.geom.Polygon.fromExtent(extent))] }),
    style: new ol.style.Style({ stroke: new ol.style.Stroke({ color: '#888', width: 1.5 }) }),
  });
  const target = el('div', { className: 'map', tabIndex: 0, role: 'application', 'aria-label': t('mapLabel') });
  const view = new ol.View({ projection, center: ol.extent.getCenter(extent), showFullExtent: true });
  const drawn = new ol.Map({
    target, view, layers: [known && await baseMap(ol), before, after, change, season?.layer, outline, graticule, zones].filter(Boolean),
    controls: ol.control.defaults.defaults({ zoomOptions: { zoomInTipLabel: '+', zoomOutTipLabel: '−' } }).extend([new ol.control.ScaleLine()]),
  });

  const answer = el('div', { className: 'answer', 'aria-live': 'polite' }, el('p', { className: 'soft' }, t('clickHint')));
  // Over nothing it needs not be looked through.
  const usual = before || after ? '40' : '100';
  const opacity = /** @type {HTMLInputElement} */ (el('input', { type: 'range', min: '0', max: '100', value: linked('opacity') ?? usual }));
  const fade = () => [change, season?.layer].forEach(layer => layer?.setOpacity(opacity.valueAsNumber / 100));
  opacity.addEventListener('input', () => { fade(); link({ opacity: opacity.value === usual ? null : opacity.value }); });
  fade();
  const curtain = before && after ? swipe(drawn, after, Number(linked('swipe') ?? 50), value => link({ swipe: value === 50 ? null : value })) : null;
  const colours = zones && /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', checked: true, onchange: (/** @type {any} */ e) => zones.set('isColoured', e.target.checked) }));
  place.append(el('section', { id: 'map' }, heading, target,
    el('div', { className: 'controls' },
      curtain && el('label', { className: 'field' }, el('span', { className: 'name' }, t('swipe', { before: day(report.before?.date), after: day(report.after?.date) })), curtain),
      season && el('label', { className: 'field' }, el('span', { className: 'name' }, t('shown')), season.select),
      el('label', { className: 'field' }, el('span', { className: 'name' }, t('opacity')), opacity),
      colours && el('label', { className: 'check' }, colours, t('zoneColours'))),
    season?.legend,
    el('p', { className: 'legend', 'aria-label': t('legend') }, ...report.classes.map((/** @type {any} */ c) => el('span', { className: `key ${c.name}` }, className(report, c.name)))),
    answer));
  const centre = linked('at')?.split(',').map(Number);
  drawn.updateSize();
  view.fit(extent, { padding: [12, 12, 12, 12] });
  new ResizeObserver(() => drawn.updateSize()).observe(target);
  if (centre?.length === 3 && centre.every(Number.isFinite)) {
    view.setCenter(centre.slice(0, 2));
    view.setResolution(centre[2]);
  }

  drawn.on('moveend', () => {
    const [x, y] = view.getCenter();
    target.dataset.drawn = 'yes';
    link({ at: `${x.toFixed(5)},${y.toFixed(5)},${view.getResolution().toPrecision(6)}` });
  });
  const ask = (/** @type {number[]} */ at) => tell(answer, ol, id, report, zones, known && ol.proj.toLonLat(at, projection), at, extent);
  drawn.on('singleclick', (/** @type {any} */ e) => ask(e.coordinate));
  target.addEventListener('keydown', e => { if (e.key === 'Enter') ask(view.getCenter()); });
}

let asks = 0;

/** What is known of a place. @param {HTMLElement} answer @param {any} ol @param {string} id @param {any} report @param {any} zones @param {number[] | null} lonLat @param {number[]} at @param {number[]} extent */
async function tell(answer, ol, id, report, zones, lonLat, at, extent) {
  const own = ++asks, parts = [];
  answer.replaceChildren(el('p', { className: 'soft' }, '…'));
  const zoneId = zones?.getSource().getFeatures().find((/** @type {any} */ f) => f.getGeometry().intersectsCoordinate(at))?.get('zone');
  const zone = report.zones?.find((/** @type {any} */ z) => z.id === zoneId);
  if (lonLat) parts.push(el('p', {}, el('b', {}, t('atPlace', { lon: number(lonLat[0], 5), lat: number(lonLat[1], 5) }))));
  if (!ol.extent.containsCoordinate(extent, at)) parts.push(el('p', {}, t('notThere')));
  else if (lonLat) {
    const point = await getOrNull(`/jobs/${id}/point?lon=${lonLat[0]}&lat=${lonLat[1]}`);
    if (point) parts.push(pointList(report, point));
  }

  if (zone) {
    parts.push(el('p', {}, el('b', {}, `${t('zone')} ${zone.id}`), `: ${ha(zone.hectares)} ha`), el('dl', {},
      ...['before', 'after'].flatMap(which => (zone[which] ? [el('dt', {}, `${subject(report)}, ${day(report[which].date)}`), el('dd', {}, `${ha(zone[which].vegetated.hectares)} ha`)] : [])),
      ...report.classes.flatMap((/** @type {any} */ c) => [el('dt', {}, className(report, c.name)), el('dd', {}, `${ha(classOf(zone, c.name)?.hectares)} ha`)])));
  }

  if (own === asks) answer.replaceChildren(...parts);
}

/** @param {any} report @param {any} point */
function pointList(report, point) {
  const seen = point.dates.filter((/** @type {any} */ d) => d.date && d.index !== null), title = t('seriesAt', { index: point.index });
  return el('div', {},
    el('dl', {},
      el('dt', {}, t('class')), el('dd', {}, point.class ? className(report, point.class) : t('class.notSeen')),
      ...(point.dates.length > 6 ? [] : point.dates).flatMap((/** @type {any} */ d) => [el('dt', {}, `${point.index}, ${day(d.date)}`), el('dd', {}, number(d.index, 4))])),
    // A season's dates are many: a line says more than a list.
    point.dates.length > 6 && chart(title, seen.map((/** @type {any} */ d) => d.date), [{ label: point.index, values: seen.map((/** @type {any} */ d) => d.index) }], 170));
}
