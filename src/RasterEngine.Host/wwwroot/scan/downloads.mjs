// @ts-check
import { el } from '../lib/dom.mjs';
import { t } from '../lib/words.mjs';

const tables = [['csv', 'csv'], ['geojson', 'geojson'], ['gpkg', 'gpkg'], ['parquet', 'parquet']];

/** The scan's files, and its numbers as tables. @param {string} id @param {any} report @param {boolean} hasHistogram */
export function downloads(id, report, hasHistogram) {
  const files = [
    'report.html', 'report.json', report.outputs.mask.path, ...(report.outputs.composite ? [report.outputs.composite.path] : []),
    ...(report.season ? [report.outputs.season.path] : ['mask.qml']), ...(hasHistogram ? ['histogram.json'] : [])];
  const link = (/** @type {string} */ href, /** @type {string} */ words, /** @type {string | null} */ download) => el('li', {}, el('a', { href, download }, words));
  return el('section', { id: 'downloads' }, el('h2', {}, t('downloads')), el('ul', {},
    ...tables.map(([format, ending]) => link(`/collections/estimates/items?jobId=${id}&limit=10000&f=${format}`, t(`download.${format}`), `${report.name}.${ending}`)),
    ...files.map(file => link(`/jobs/${id}/results/${file}`, t(`download.${file}`), file === 'report.html' ? null : `${report.name}-${file}`))));
}
