// @ts-check
import { el } from '../lib/dom.mjs';
import { t } from '../lib/words.mjs';
import { classOf } from './hectares.mjs';

/** @param {string} id @param {any} report @param {boolean} hasHistogram */
export function downloads(id, report, hasHistogram) {
  const files = ['report.html', 'report.json', report.outputs.mask.path, ...(report.season ? [report.outputs.season.path] : ['mask.qml']), ...(hasHistogram ? ['histogram.json'] : [])];
  return el('section', { id: 'downloads' }, el('h2', {}, t('downloads')), el('ul', {},
    el('li', {}, el('a', { href: URL.createObjectURL(new Blob([csv(report)], { type: 'text/csv' })), download: `${report.name}.csv` }, t('download.csv'))),
    ...files.map(file => el('li', {}, el('a', { href: `/jobs/${id}/results/${file}`, download: file === 'report.html' ? null : `${report.name}-${file}` }, t(`download.${file}`))))));
}

/** Hectares as rows, everything and every zone, with what they are a part of. @param {any} report */
function csv(report) {
  const rows = [['zone', 'date', 'evidence', 'class', 'pixels', 'hectares', 'observedHectares', 'observedShare', 'scanId']];
  for (const [zone, entry] of [['', report], ...(report.zones ?? []).map((/** @type {any} */ z) => [z.id, z])]) {
    const line = (/** @type {any} */ date, /** @type {string} */ name, /** @type {any} */ extent) => rows.push(
      [zone, date ?? '', report.evidence, name, extent?.pixels ?? '', extent?.hectares ?? '', entry.observed?.hectares ?? '', entry.observedShare ?? '', report.scanId]);
    for (const which of report.season ? [] : ['before', 'after']) line(report[which].date, 'vegetated', entry[which]?.vegetated);
    const span = report.season ? `${report.season.start}/${report.season.end}` : `${report.before.date ?? ''}/${report.after.date ?? ''}`;
    for (const { name } of report.classes) line(span, name, classOf(entry, name));
  }
  return `\ufeff${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

// A name that a spreadsheet would take for a formula begins with an apostrophe.
/** @param {string | number} value */
function cell(value) {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
