// @ts-check
import { call, get } from '../lib/api.mjs';
import { el, field, say } from '../lib/dom.mjs';
import { page } from '../lib/shell.mjs';
import { moment, t, term } from '../lib/words.mjs';
import { label } from './label.mjs';

const asked = new URLSearchParams(location.search);

page('labelling', async (main, session) => {
  const sample = asked.get('sample'), job = asked.get('job');
  if (sample) await label(main, sample, session.role);
  else if (job) await drawing(main, job);
  else await list(main);
});

/** @param {HTMLElement} main */
async function list(main) {
  const { samples } = await get('/samples');
  main.append(samples.length === 0 ? el('p', {}, t('noSamples')) : el('ul', { className: 'scans' }, ...samples.map((/** @type {any} */ s) =>
    el('li', {}, el('a', { href: `?sample=${s.id}` }, s.name), el('span', {}, t('unitCount', { number: s.units })), el('span', { className: 'soft' }, moment(s.created))))));
}

/** @param {HTMLElement} main @param {string} job */
async function drawing(main, job) {
  const { report } = await get(`/jobs/${job}/results`);
  const classes = report.classes.map((/** @type {any} */ c) => c.name).filter((/** @type {string} */ n) => n !== 'undetermined');
  const target = /** @type {HTMLSelectElement} */ (el('select', {}, ...classes.map((/** @type {string} */ c) => el('option', { value: c, selected: c === 'gained' }, term('class', c)))));
  const first = text('crop', true), other = text('other', true), definition = text(report.target?.definition ?? '', true);
  const size = /** @type {HTMLInputElement} */ (el('input', { type: 'number', required: true }));
  Object.assign(size, { min: '2', max: '5000', step: '1', value: '300' });
  const status = el('p', { role: 'alert' }), button = el('button', { className: 'primary' }, t('draw'));
  main.append(el('form', { className: 'card', onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const made = await call('POST', '/samples', { job, name: `${report.name}: ${first.value}`, design: {
        target: target.value, definition: definition.value, size: size.valueAsNumber, referenceClasses: [first.value, other.value], floor: Math.min(30, Math.floor(size.valueAsNumber / classes.length)),
        mapTo: { [first.value]: [target.value], [other.value]: classes.filter((/** @type {string} */ c) => c !== target.value) }, seed: crypto.getRandomValues(new Uint32Array(1))[0] >>> 1 } });
      location.href = `/label.html?sample=${made.id}`;
    } catch (error) {
      say(status, /** @type {Error} */ (error).message, true);
      button.disabled = false;
    }
  } },
  el('h2', {}, t('drawSample', { name: report.name })), el('p', { className: 'soft' }, t('drawHint')),
  el('div', { className: 'columns' }, field(t('targetClass'), target), field(t('targetName'), first), field(t('otherName'), other), field(t('sampleSize'), size)),
  field(t('definition'), definition, t('definitionHint')), button, status));
}

/** @param {string} value @param {boolean} required */
const text = (value, required) => /** @type {HTMLInputElement} */ (el('input', { value, required }));
