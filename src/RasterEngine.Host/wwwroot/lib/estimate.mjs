// @ts-check
import { el, table } from './dom.mjs';
import { ha, number, t, term } from './words.mjs';

/** An estimate as it may be quoted: never without its interval. @param {any} report estimate.json */
export function estimateView(report) {
  const heading = report.evidence ? term('evidence', report.evidence) : t('notSettled');
  return el('section', { id: 'estimate', 'aria-label': heading }, el('h2', {}, heading),
    report.headline && el('p', { lang: 'en' }, report.headline),
    table(heading, [t('class'), `${t('hectares')} (${t('estimatedWord')})`, t('intervalOf', { percent: number(report.level * 100) }), t('standardError'), `${t('hectares')} (${t('mappedWord')})`, 'n'],
      report.estimates.map((/** @type {any} */ e) => [e.class, ha(e.hectares), interval(e), ha(e.standardError), ha(e.mappedHectares), number(e.n)])),
    ...report.warnings.map((/** @type {any} */ w) => el('p', { className: 'warning', lang: 'en' }, `${w.message} `, el('code', {}, w.code))));
}

/** @param {any} e */
export const interval = e => (e.interval ? `${ha(e.interval[0])} – ${ha(e.interval[1])}` : '–');
