// @ts-check
import { followAll, get } from './lib/api.mjs';
import { el } from './lib/dom.mjs';
import { page } from './lib/shell.mjs';
import { statusBadge } from './lib/status.mjs';
import { moment, t, term } from './lib/words.mjs';

const rows = 25;
const asked = new URLSearchParams(location.search);

page('scans', async main => {
  const status = asked.get('status') ?? '';
  const list = el('div', { 'aria-live': 'off' });
  main.append(
    el('form', { className: 'row' },
      el('label', {}, `${t('show')} `, el('select', { name: 'status', onchange: (/** @type {any} */ e) => e.target.form.submit() },
        ...['', 'accepted', 'running', 'successful', 'failed', 'dismissed'].map(s => el('option', { value: s, selected: s === status }, s ? term('status', s) : t('all'))))),
      el('a', { className: 'button primary', href: '/new.html' }, t('newScan'))),
    list);

  await followAll(async () => {
    // The page's own address has the parameters of the list's.
    const answer = await get(`/jobs?${new URLSearchParams([['limit', String(rows)], ...[...asked].filter(([name, value]) => value && ['status', 'after', 'before'].includes(name))])}`);
    draw(list, answer);
    return answer.jobs.some((/** @type {any} */ job) => ['accepted', 'running'].includes(job.status));
  });
});

/** @param {HTMLElement} list @param {any} answer */
function draw(list, answer) {
  // The link that has the focus keeps it when the list is drawn anew.
  const focused = document.activeElement instanceof HTMLAnchorElement && list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  const to = (/** @type {string} */ rel) => answer.links.filter((/** @type {any} */ link) => link.rel === rel).map((/** @type {any} */ link) => new URL(link.href).search)[0];
  list.replaceChildren(
    answer.jobs.length === 0 ? el('p', {}, t('noScans')) : el('ul', { className: 'scans' }, ...answer.jobs.map(row)),
    el('nav', { className: 'row', 'aria-label': t('older') },
      to('prev') && el('a', { href: `/${to('prev')}` }, `← ${t('newer')}`),
      to('next') && el('a', { href: `/${to('next')}` }, `${t('older')} →`)));
  if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`a[href="${CSS.escape(focused)}"]`))?.focus();
}

/** @param {any} job */
function row(job) {
  return el('li', {},
    el('a', { href: `/scan.html?id=${job.jobID}` }, job.name),
    statusBadge(job),
    el('span', { className: 'soft' }, moment(job.created), job.schedule ? ` · ${t('fromSchedule', { name: job.schedule })}` : ''),
    job.status === 'running' && el('progress', { max: 100, value: job.progress, 'aria-label': t('progress') }),
    job.message && el('span', { className: 'soft wide' }, job.message));
}
