// @ts-check
import { get, getOrNull } from '../lib/api.mjs';
import { chart } from '../lib/chart.mjs';
import { el, table } from '../lib/dom.mjs';
import { interval } from '../lib/estimate.mjs';
import { day, ha, number, percent, t, term } from '../lib/words.mjs';
import { subject } from './hectares.mjs';

const mostScans = 60;

/** What was mapped date by date: of a season its index, of two dates the hectares of all scans of one name. @param {HTMLElement} place @param {any} job @param {any} report */
export async function series(place, job, report) {
  if (report.season) {
    season(place, report);
    return;
  }

  const { jobs } = await get('/jobs?status=successful&limit=200');
  const others = jobs.filter((/** @type {any} */ j) => j.name === job.name && j.jobID !== job.jobID).slice(0, mostScans);
  const reports = [report, ...(await Promise.all(others.map((/** @type {any} */ j) => getOrNull(`/jobs/${j.jobID}/results`)))).filter(Boolean).map(r => r.report)];
  /** @type {Map<string, any>} */
  const dates = new Map();
  for (const other of reports.reverse()) {
    // Only what is one quantity: the same words, index and threshold.
    if (other.season || other.evidence !== report.evidence || other.index !== report.index || other.rule?.vegetatedAt !== report.rule.vegetatedAt) continue;
    for (const date of [other.before, other.after]) if (date.date) dates.set(date.date, date.alone);
  }

  const rows = [...dates].sort(([a], [b]) => a.localeCompare(b));
  if (rows.length === 0) return;
  const what = subject(report), title = t('seriesMapped', { what });
  place.append(el('section', { id: 'series' }, el('h2', {}, t('series')),
    chart(title, rows.map(([date]) => date), [{ label: `${what}, ha`, values: rows.map(([, alone]) => alone.vegetated.hectares) }]),
    table(title, [t('date'), `${what}, ha`, t('seen')], rows.map(([date, alone]) => [day(date), ha(alone.vegetated.hectares), ha(alone.observed.hectares)])),
    el('p', { className: 'soft' }, t('seriesNote', { name: job.name }))));
  await estimates(place, job, [job, ...others]);
}

/** Estimates of the same scans, each with its interval. @param {HTMLElement} place @param {any} job @param {any[]} jobs */
async function estimates(place, job, jobs) {
  const { samples } = await get('/samples'), ids = new Set(jobs.map(j => j.jobID));
  const reports = (await Promise.all(samples.filter((/** @type {any} */ s) => ids.has(s.job)).map((/** @type {any} */ s) => getOrNull(`/samples/${s.id}/estimate`)))).filter(r => r?.evidence);
  const rows = reports.flatMap(r => r.estimates.filter((/** @type {any} */ e) => e.class === r.target && e.interval).map((/** @type {any} */ e) => ({ ...e, date: r.date?.split(' to ').at(-1) })))
    .filter(e => e.date).sort((a, b) => a.date.localeCompare(b.date));
  if (rows.length === 0) return;
  const what = term('evidence', 'estimated'), title = t('seriesEstimated', { what });
  place.append(el('section', { id: 'estimates' }, el('h2', {}, title),
    chart(title, rows.map(e => e.date), [
      { label: `${what}, ha`, values: rows.map(e => e.hectares) },
      { label: `${t('interval')} ↓`, kind: 'edge', values: rows.map(e => e.interval[0]) },
      { label: `${t('interval')} ↑`, kind: 'edge', values: rows.map(e => e.interval[1]) }]),
    table(title, [t('date'), t('class'), `${what}, ha`, t('interval'), 'n'], rows.map(e => [day(e.date), e.class, ha(e.hectares), interval(e), number(e.n)]), { text: [1] }),
    el('p', { className: 'soft' }, t('estimatesNote', { name: job.name }))));
}

/** @param {HTMLElement} place @param {any} report */
function season(place, report) {
  const seen = report.season.series.filter((/** @type {any} */ s) => s.median !== null), title = t('seriesIndex', { index: report.index });
  place.append(el('section', { id: 'series' }, el('h2', {}, t('series')),
    chart(title, seen.map((/** @type {any} */ s) => s.date), [
      { label: t('median'), values: seen.map((/** @type {any} */ s) => s.median) },
      { label: `${t('quartiles')} ↓`, kind: 'edge', values: seen.map((/** @type {any} */ s) => s.lowerQuartile) },
      { label: `${t('quartiles')} ↑`, kind: 'edge', values: seen.map((/** @type {any} */ s) => s.upperQuartile) }]),
    table(title, [t('date'), t('median'), t('quartiles'), t('clear')], report.season.series.map((/** @type {any} */ s) =>
      [day(s.date), number(s.median, 3), s.median === null ? '–' : `${number(s.lowerQuartile, 3)} – ${number(s.upperQuartile, 3)}`, percent(s.clearShare)]))));
}
