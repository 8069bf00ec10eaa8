// @ts-check
import { call, get } from './lib/api.mjs';
import { el, field, say } from './lib/dom.mjs';
import { page } from './lib/shell.mjs';
import { language, moment, t } from './lib/words.mjs';

/** A cron expression as a sentence, or null where it is none or the library is missing. @param {string} cron */
function inWords(cron) {
  const library = /** @type {any} */ (window).cronstrue;
  if (!library || cron.trim().split(/\s+/).length !== 5) return null;
  try {
    return library.toString(cron, { locale: language, use24HourTimeFormat: true, verbose: true });
  } catch {
    return null;
  }
}

page('schedules', async (main, session) => {
  const mayChange = session.role !== 'viewer', list = el('div', {});
  main.append(list);
  const draw = async () => {
    const { schedules } = await get('/schedules');
    list.replaceChildren(schedules.length === 0 ? el('p', {}, t('noSchedules')) : el('ul', { className: 'scans' }, ...schedules.map((/** @type {any} */ s) => row(s, mayChange, draw))));
  };
  await draw();
  if (mayChange) main.append(form(draw));
});

/** @param {any} schedule @param {boolean} mayChange @param {() => Promise<void>} redraw */
function row(schedule, mayChange, redraw) {
  const status = el('span', { className: 'wide', role: 'status' });
  const change = async (/** @type {() => Promise<any>} */ action) => {
    try {
      await action();
      await redraw();
    } catch (error) {
      say(status, /** @type {Error} */ (error).message, true);
    }
  };
  const { name, next, ...document } = schedule;
  return el('li', {},
    el('b', {}, name), el('span', {}, inWords(schedule.cron) ?? '', ' ', el('code', {}, schedule.cron), ` · ${schedule.timeZone ?? 'UTC'}`),
    el('span', { className: 'soft' }, schedule.enabled === false ? t('paused') : t('nextAt', { time: moment(next) })),
    el('span', { className: 'soft' }, t('regionCount', { number: schedule.regions?.length || 1 })),
    mayChange && el('button', { type: 'button', onclick: () => change(() => call('PUT', `/schedules/${encodeURIComponent(name)}`, { ...document, enabled: schedule.enabled === false })) }, t(schedule.enabled === false ? 'resume' : 'pause')),
    mayChange && el('button', { type: 'button', className: 'danger', onclick: () => confirm(t('removeScheduleSure', { name })) && change(() => call('DELETE', `/schedules/${encodeURIComponent(name)}`)) }, t('remove')),
    status);
}

/** @param {() => Promise<void>} redraw */
function form(redraw) {
  const name = /** @type {HTMLInputElement} */ (el('input', { required: true, pattern: '[A-Za-z0-9._\\-]+' }));
  const cron = /** @type {HTMLInputElement} */ (el('input', { required: true, value: '30 3 * * 1', spellcheck: false }));
  const zone = /** @type {HTMLInputElement} */ (el('input', { required: true, value: Intl.DateTimeFormat().resolvedOptions().timeZone }));
  const template = /** @type {HTMLTextAreaElement} */ (el('textarea', { required: true, rows: 12, spellcheck: false }));
  template.value = JSON.stringify({
    before: { collection: 'S2', within: 'P30D', until: '-P1Y', maxCloudPercent: 20 }, after: { collection: 'S2', within: 'P30D', maxCloudPercent: 20 },
    rule: { vegetatedAt: 0.4, changeOf: 0.15 }, histogram: true,
  }, null, 2);
  const words = el('p', { className: 'soft', 'aria-live': 'polite' }), status = el('p', { role: 'alert' });
  const tell = () => { words.textContent = inWords(cron.value) ?? t('notCron'); };
  cron.addEventListener('input', tell);
  setTimeout(tell);
  return el('form', { className: 'card', onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await call('PUT', `/schedules/${encodeURIComponent(name.value)}`, { cron: cron.value.trim(), timeZone: zone.value.trim(), template: JSON.parse(template.value) });
      say(status, '');
      await redraw();
    } catch (error) {
      say(status, /** @type {Error} */ (error).message, true);
    }
  } },
  el('h2', {}, t('newSchedule')),
  el('div', { className: 'columns' }, field(t('name'), name), field(t('cron'), cron, t('cronHint')), field(t('timeZone'), zone)), words,
  field(t('template'), template, t('templateHint')), el('button', { className: 'primary' }, t('save')), status);
}
