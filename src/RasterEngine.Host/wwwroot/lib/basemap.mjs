// @ts-check
import { getOrNull } from './api.mjs';

/** The tiles an administrator put under the maps; null without. @param {any} ol */
export async function baseMap(ol) {
  const settings = await getOrNull('/pages.json');
  return settings?.baseMap ? new ol.layer.Tile({ source: new ol.source.XYZ({ url: settings.baseMap, attributions: settings.attribution ?? undefined, crossOrigin: 'anonymous' }) }) : null;
}
