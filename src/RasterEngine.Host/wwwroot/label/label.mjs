// @ts-check
import { call, get } from '../lib/api.mjs';
import { chart } from '../lib/chart.mjs';
import { el, say, table } from '../lib/dom.mjs';
import { estimateView } from '../lib/estimate.mjs';
import { link, linked } from '../lib/permalink.mjs';
import { day, number, percent, t } from '../lib/words.mjs';
import { chips, preload } from './chips.mjs';

/** One unit at a time, by keyboard. @param {HTMLElement} main @param {string} id @param {string} role */
export async function label(main, id, role) {
  const path = `/samples/${id}`, mayLabel = role !== 'viewer';
  let sample = await get(path), isAdjudicating = linked('adjudicate') === 'yes';
  const place = el('div', {}), status = el('p', { role: 'status' }), sides = el('div', {}), result = el('div', {});
  main.replaceChildren(el('h1', {}, sample.name), el('p', { className: 'soft' }, sample.definition ?? ''), place, status, sides, result);

  const queue = () => (isAdjudicating ? sample.adjudicate.map((/** @type {any} */ a) => a.unit) : sample.units.map((/** @type {any} */ u) => u.unit));
  const nextOpen = (/** @type {number} */ after) => {
    const open = queue().filter((/** @type {number} */ u) => isAdjudicating || !(u in sample.mine));
    return open.find((/** @type {number} */ u) => u > after) ?? open[0];
  };
  let unit = Number(linked('unit')) || nextOpen(0) || 1;

  const answer = async (/** @type {string | null} */ reference) => {
    if (!mayLabel) return;
    const of = unit;
    try {
      await call('PUT', `${path}/units/${of}/${isAdjudicating ? 'adjudication' : 'label'}`, { reference });
    } catch (error) {
      say(status, /** @type {Error} */ (error).message, true);
      return;
    }

    if (isAdjudicating) sample = await get(path);
    else sample.mine[of] = reference;
    unit = nextOpen(of) ?? of;
    draw();
    say(status, t('answered', { unit: of, answer: reference ?? t('cannotSay') }) + (isAdjudicating || unit !== of ? '' : ` ${t('allAnswered')}`));
    if (!isAdjudicating && Object.keys(sample.mine).length === sample.units.length) {
      sample = await get(path);
      draw();
    }
  };
  const move = (/** @type {number} */ by) => {
    const units = queue(), at = units.indexOf(unit);
    unit = units[Math.min(units.length - 1, Math.max(0, at + by))] ?? unit;
    draw();
  };
  const estimate = async () => {
    try {
      result.replaceChildren(estimateView(await get(`${path}/estimate`)));
    } catch (error) {
      result.replaceChildren(el('p', { className: 'status error', role: 'alert' }, /** @type {Error} */ (error).message));
    }
  };
  const draw = () => {
    link({ unit, adjudicate: isAdjudicating ? 'yes' : null });
    place.replaceChildren(isAdjudicating && sample.adjudicate.length === 0 ? el('p', {}, t('nothingToAdjudicate')) : unitView(sample, path, unit, isAdjudicating, mayLabel, answer));
    sides.replaceChildren(...overview(sample, path, isAdjudicating, mayLabel, () => { isAdjudicating = !isAdjudicating; unit = nextOpen(0) ?? 1; say(status, ''); draw(); }, estimate));
    preload(path, nextOpen(unit));
  };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || /INPUT|SELECT|TEXTAREA/.test(/** @type {HTMLElement} */ (event.target).tagName)) return;
    const digit = /^[0-9]$/.test(event.key) ? Number(event.key) : -1;
    if (digit === 0) answer(null);
    else if (digit > 0 && digit <= sample.classes.length) answer(sample.classes[digit - 1]);
    else if (event.key === 'ArrowLeft') move(-1);
    else if (event.key === 'ArrowRight') move(1);
    else if (event.key.toLowerCase() === 'u') { unit = nextOpen(unit) ?? unit; draw(); }
    else return;
    event.preventDefault();
  });
  draw();
}

/** @param {any} sample @param {string} path @param {number} unit @param {boolean} isAdjudicating @param {boolean} mayLabel @param {(reference: string | null) => void} answer */
function unitView(sample, path, unit, isAdjudicating, mayLabel, answer) {
  const { series } = sample.units[unit - 1], title = t('seriesOf', { index: sample.index, unit }), said = isAdjudicating ? sample.adjudicated[unit] : sample.mine[unit];
  const isAnswered = String(unit) in (isAdjudicating ? sample.adjudicated : sample.mine), dispute = sample.adjudicate.find((/** @type {any} */ a) => a.unit === unit);
  const dated = sample.dates.map((/** @type {string | null} */ date, /** @type {number} */ i) => ({ date, value: series[i] })).filter((/** @type {any} */ d) => d.date);
  return el('section', { 'aria-label': t('unitOf', { unit, number: sample.units.length }), className: 'unit' },
    el('h2', {}, t('unitOf', { unit, number: sample.units.length })),
    isAdjudicating && dispute && el('p', { className: 'warning' }, t('saidBy', { said: dispute.said.join(', ') })),
    chips(sample, path, unit),
    mayLabel ? el('p', { className: 'row answers' }, ...[...sample.classes, null].map((/** @type {string | null} */ name, /** @type {number} */ i) =>
      el('button', { type: 'button', 'aria-pressed': String(isAnswered && said === name), onclick: () => answer(name) }, el('kbd', {}, name === null ? '0' : String(i + 1)), ` ${name ?? t('cannotSay')}`))) : el('p', {}, t('viewersDoNotLabel')),
    el('p', { className: 'soft' }, t('yourAnswer', { answer: isAnswered ? said ?? t('cannotSay') : t('noAnswer') }), '. ', t('keysHint')),
    dated.length > 0 && el('h3', {}, title),
    dated.length > 0 && chart(title, dated.map((/** @type {any} */ d) => d.date), [{ label: sample.index, values: dated.map((/** @type {any} */ d) => d.value) }], 170),
    el('details', {}, el('summary', {}, title), table(title, [t('date'), sample.index], sample.dates.map((/** @type {string | null} */ d, /** @type {number} */ i) => [day(d), number(series[i], 3)]))));
}

/** @param {any} sample @param {string} path @param {boolean} isAdjudicating @param {boolean} mayLabel @param {() => void} change @param {() => void} estimate */
function overview(sample, path, isAdjudicating, mayLabel, change, estimate) {
  const done = Object.keys(sample.mine).length;
  return [
    el('p', {}, el('progress', { max: sample.units.length, value: done, 'aria-label': t('progress') }), t('myProgress', { done, number: sample.units.length })),
    sample.interpreters.length > 0 && table(t('interpretersAre'), [t('interpreter'), t('unitCount', { number: '' })], sample.interpreters.map((/** @type {any} */ i) => [i.name, number(i.labelled)])),
    sample.agreement?.compared > 0 && el('p', {}, t('agreementOf', { agreed: number(sample.agreement.agreed), compared: number(sample.agreement.compared), share: percent(sample.agreement.share), kappa: number(sample.agreement.kappa, 2) })),
    el('p', { className: 'row' },
      mayLabel && (isAdjudicating || sample.adjudicate.length > 0) && el('button', { type: 'button', onclick: change }, isAdjudicating ? t('backToLabels') : t('adjudicate', { number: sample.adjudicate.length })),
      el('button', { type: 'button', onclick: estimate }, t('estimateNow')),
      el('a', { href: `${path}/labels.csv`, download: 'labels.csv' }, t('labelsCsv'))),
  ].filter(part => part instanceof Node);
}
