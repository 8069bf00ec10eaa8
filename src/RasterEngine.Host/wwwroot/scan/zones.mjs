// @ts-check
import { getOrNull } from '../lib/api.mjs';
import { classOf } from './hectares.mjs';

const colours = [[-1, '#b35806'], [-0.25, '#e08214'], [-0.05, '#fdb863'], [0.05, '#d9d9d9'], [0.25, '#a6dba0'], [1, '#1b7837']];

/** The zones' outlines, coloured by net change as a share of what was seen in each. @param {any} ol @param {string} id @param {any} report @param {any} projection */
export async function zoneLayer(ol, id, report, projection) {
  if (!report.zones?.length) return null;
  const collection = await getOrNull(`/jobs/${id}/zones`);
  if (!collection) return null;
  const features = new ol.format.GeoJSON().readFeatures(collection, { dataProjection: 'EPSG:4326', featureProjection: projection });
  const layer = new ol.layer.Vector({ source: new ol.source.Vector({ features }), style: (/** @type {any} */ feature) => style(ol, report, feature, layer.get('isColoured') !== false) });
  layer.on('propertychange', () => layer.changed());
  return layer;
}

/** @param {any} ol @param {any} report @param {any} feature @param {boolean} isColoured */
function style(ol, report, feature, isColoured) {
  const zone = report.zones.find((/** @type {any} */ z) => z.id === feature.get('zone'));
  const seen = zone?.observed?.hectares, net = seen ? ((classOf(zone, 'gained')?.hectares ?? 0) - (classOf(zone, 'lost')?.hectares ?? 0)) / seen : null;
  const colour = net === null ? '#888888' : colours.find(([most]) => net <= most)?.[1] ?? '#1b7837';
  return new ol.style.Style({
    stroke: new ol.style.Stroke({ color: '#222', width: 1.5 }),
    fill: new ol.style.Fill({ color: isColoured ? `${colour}66` : 'rgba(0,0,0,0)' }),
    text: new ol.style.Text({ text: String(feature.get('zone')), fill: new ol.style.Fill({ color: '#000' }), stroke: new ol.style.Stroke({ color: '#fff', width: 3 }), overflow: false }),
  });
}
