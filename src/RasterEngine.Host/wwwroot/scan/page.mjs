// @ts-check
import { call, follow, get, getOrNull } from '../lib/api.mjs';
import { el } from '../lib/dom.mjs';
import { page } from '../lib/shell.mjs';
import { statusBadge } from '../lib/status.mjs';
import { moment, t } from '../lib/words.mjs';
import { downloads } from './downloads.mjs';
import { headline, classTable, notes, zoneTable } from './hectares.mjs';
import { map } from './map.mjs';
import { qgis } from './qgis.mjs';
import { series } from './series.mjs';
import { whatIf } from './whatif.mjs';

const id = new URLSearchParams(location.search).get('id') ?? '';

page('scan', async (main, session) => {
  if (!/^[0-9a-f-]{36}$/i.test(id)) {
    main.append(el('p', { className: 'status error', role: 'alert' }, t('noSuchScan')));
    return;
  }

  const job = await get(`/jobs/${id}`);
  document.title = `${job.name} – RasterEngine`;
  main.replaceChildren(el('h1', {}, job.name));
  if (job.status === 'successful') await result(main, job, session.role);
  else progress(main, job, session.role);
});

/** @param {HTMLElement} main @param {any} job @param {string} role */
function progress(main, job, role) {
  const badge = el('p', { className: 'now', 'aria-live': 'polite' }), bar = el('progress', { max: 100, 'aria-label': t('progress') }), message = el('p', {});
  main.append(badge, bar, message, el('p', { className: 'soft' }, `${t('asked')} ${moment(job.created)}`), actions(job, role));
  const show = (/** @type {any} */ now) => {
    badge.replaceChildren(statusBadge(now));
    bar.hidden = !['accepted', 'running'].includes(now.status);
    if (now.status === 'running') bar.value = now.progress;
    else bar.removeAttribute('value');
    message.textContent = now.message ?? '';
  };
  show(job);
  if (!['accepted', 'running'].includes(job.status)) return;
  follow(id, now => (now.status === 'successful' ? location.reload() : show(now)));
}

/** @param {HTMLElement} main @param {any} job @param {string} role */
async function result(main, job, role) {
  const [{ report }, histogram, request] = await Promise.all([get(`/jobs/${id}/results`), getOrNull(`/jobs/${id}/results/histogram.json`), getOrNull(`/jobs/${id}/document`)]);
  const place = el('div', {}), charts = el('div', {});
  main.append(
    headline(report),
    job.review ? el('p', { className: 'warning' }, el('b', {}, t('reviewLong'))) : '',
    place,
    classTable(report),
    zoneTable(report),
    report.rule && report.before ? whatIf(report, histogram) : '',
    charts,
    notes(report),
    downloads(id, report, histogram !== null),
    qgis(id, report),
    actions(job, role, request));
  await Promise.all([map(place, id, report), series(charts, job, report)]);
}

/** @param {any} job @param {string} role @param {any} [request] */
function actions(job, role, request) {
  if (role === 'viewer') return el('p', {});
  const isOpen = ['accepted', 'running'].includes(job.status);
  return el('p', { className: 'row' },
    request && el('a', { className: 'button', href: `/new.html?from=${job.jobID}` }, t('again')),
    request && el('a', { className: 'button', href: `/label.html?job=${job.jobID}` }, t('labelASample')),
    job.status !== 'dismissed' && el('button', { type: 'button', className: 'danger', onclick: async () => {
      if (!isOpen && !confirm(t('removeSure'))) return;
      await call('DELETE', `/jobs/${job.jobID}`);
      if (isOpen) location.reload();
      else location.href = '/';
    } }, t(isOpen ? 'dismiss' : 'remove')));
}
