// @ts-check
import { el, table } from '../lib/dom.mjs';
import { link, linked } from '../lib/permalink.mjs';
import { day, ha, number, t } from '../lib/words.mjs';
import { classOf, className, subject } from './hectares.mjs';
import { at, nearestEdge } from './joint.mjs';

/** Both thresholds as sliders, the hectares beside the report's. @param {any} report @param {any} histogram */
export function whatIf(report, histogram) {
  const heading = el('h2', {}, t('whatIf'));
  if (!histogram) return el('section', { id: 'what-if' }, heading, el('p', { className: 'soft' }, t('noHistogram')));
  const edges = histogram.edges, own = { t: nearestEdge(edges, report.rule.vegetatedAt), d: report.rule.changeOf };
  const isOnEdge = Math.abs(edges[own.t] - report.rule.vegetatedAt) < 1e-9;
  const asked = (/** @type {string} */ name, /** @type {number} */ otherwise) => (linked(name) === null ? otherwise : Number(linked(name)));

  const before = slider(edges.findIndex((/** @type {number} */ e) => e >= -0.2), edges.findIndex((/** @type {number} */ e) => e >= 0.98), 1, nearestEdge(edges, asked('t', edges[own.t])));
  const after = slider(Number(before.input.min), Number(before.input.max), 1, nearestEdge(edges, asked('t2', edges[before.input.valueAsNumber])));
  const change = slider(0, 1, 0.01, asked('d', own.d));
  const apart = /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', checked: linked('t2') !== null }));
  const zone = /** @type {HTMLSelectElement} */ (el('select', {}, el('option', { value: '' }, t('whole')),
    ...histogram.zones.map((/** @type {any} */ z) => el('option', { value: z.id, selected: z.id === linked('zone') }, z.id))));
  const result = el('div', {}), note = el('p', { className: 'soft', 'aria-live': 'polite' });
  const beforeName = el('span', { className: 'name' });
  const afterField = el('label', { className: 'field' }, el('span', { className: 'name' }, t('vegetatedFromOn', { date: day(report.after.date) })), after.input, after.output);

  const show = () => {
    afterField.hidden = !apart.checked;
    if (!apart.checked) after.input.value = before.input.value;
    beforeName.textContent = apart.checked ? t('vegetatedFromOn', { date: day(report.before.date) }) : t('vegetatedAt');
    const [t1, t2, d] = [before.input.valueAsNumber, after.input.valueAsNumber, change.input.valueAsNumber];
    before.output.value = `${report.index} ≥ ${number(edges[t1], 2)}`;
    after.output.value = `${report.index} ≥ ${number(edges[t2], 2)}`;
    change.output.value = number(d, 2);
    const isOwn = isOnEdge && t1 === own.t && t2 === own.t && Math.abs(d - own.d) < 1e-9;
    const of = zone.value ? histogram.zones.find((/** @type {any} */ z) => z.id === zone.value).histogram : histogram.all;
    const entry = zone.value ? report.zones.find((/** @type {any} */ z) => z.id === zone.value) : report;
    result.replaceChildren(numbers(report, entry, at(of, edges, t1, t2, d), isOwn));
    note.textContent = isOwn ? t('asReported') : `${t('boundsNote', { width: number(0.02, 2) })}${report.minimumMappingUnit ? ` ${t('patchesNote')}` : ''}`;
    link({ t: t1 === own.t ? null : edges[t1], t2: apart.checked ? edges[t2] : null, d: Math.abs(d - own.d) < 1e-9 ? null : d, zone: zone.value || null });
  };
  for (const input of [before.input, after.input, change.input, apart, zone]) input.addEventListener('input', show);
  const back = el('button', { type: 'button', onclick: () => {
    before.input.value = after.input.value = String(own.t);
    change.input.value = String(own.d);
    apart.checked = false;
    show();
  } }, t('backToReport'));
  show();
  return el('section', { id: 'what-if' }, heading, el('p', { className: 'soft' }, t('whatIfHint')),
    el('div', { className: 'controls' },
      el('label', { className: 'field' }, beforeName, before.input, before.output), afterField,
      el('label', { className: 'field' }, el('span', { className: 'name' }, t('changeOf')), change.input, change.output),
      histogram.zones.length > 0 && el('label', { className: 'field' }, el('span', { className: 'name' }, t('about')), zone),
      el('label', { className: 'check' }, apart, t('separate')), back),
    result, note);
}

/** @param {number} min @param {number} max @param {number} step @param {number} value */
function slider(min, max, step, value) {
  const input = /** @type {HTMLInputElement} */ (el('input', { type: 'range' }));
  Object.assign(input, { min: String(min), max: String(max), step: String(step) });
  input.value = String(value);
  return { input, output: /** @type {HTMLOutputElement} */ (el('output', {})) };
}

/** @param {any} report @param {any} entry the report or a zone of it @param {ReturnType<typeof at>} here @param {boolean} isOwn */
function numbers(report, entry, here, isOwn) {
  const what = subject(report);
  const row = (/** @type {string} */ words, /** @type {number | undefined} */ reported, /** @type {number | { low: number, middle: number, high: number }} */ now) => {
    const value = isOwn && reported !== undefined ? reported : typeof now === 'number' ? now : now.middle;
    const isExact = isOwn || typeof now === 'number' || now.high - now.low < 5e-5;
    return [words, ha(reported), isExact ? ha(value) : t('between', { value: ha(value), low: ha(/** @type {any} */ (now).low), high: ha(/** @type {any} */ (now).high) }),
      reported === undefined ? '–' : `${value - reported > 0 ? '+' : ''}${ha(Math.round((value - reported) * 1e4) / 1e4)}`];
  };
  return table(t('whatIf'), [t('hectares'), t('reported'), t('here'), t('difference')], [
    row(t('vegetatedOn', { what, date: day(report.before.date) }), entry.before?.vegetated.hectares, here.before),
    row(t('vegetatedOn', { what, date: day(report.after.date) }), entry.after?.vegetated.hectares, here.after),
    row(className(report, 'gained'), classOf(entry, 'gained')?.hectares, here.gained),
    row(className(report, 'lost'), classOf(entry, 'lost')?.hectares, here.lost),
    row(className(report, 'kept'), classOf(entry, 'kept')?.hectares, here.kept),
    row(className(report, 'other'), classOf(entry, 'other')?.hectares, here.other),
    row(t('crossedUp'), sum(entry, 'up', 'upSmall'), here.up),
    row(t('crossedDown'), sum(entry, 'down', 'downSmall'), here.down),
  ]);
}

/** @param {any} entry @param {string} first @param {string} second */
const sum = (entry, first, second) => (entry.transitions ? Math.round((entry.transitions[first].hectares + entry.transitions[second].hectares) * 1e8) / 1e8 : undefined);
