// @ts-check
import { el, field } from '../lib/dom.mjs';
import { day, number, t } from '../lib/words.mjs';

const roles = ['red', 'nir'];

/**
 * One date: a scene of the archive's catalogue, or a file by its path.
 * @param {'before' | 'after'} which @param {any[]} scenes @param {string[]} collections @param {any} asked of an earlier question
 */
export function scenePicker(which, scenes, collections, asked) {
  /** @type {(() => void)[]} */
  const listeners = [];
  const key = (/** @type {any} */ scene) => scene.item ?? scene.product;
  // Without an earlier question: the newest scene, and the newest of another day before it.
  const usual = scenes.find(s => which === 'after' || s.date !== scenes[0].date);
  const chosen = asked ? key(asked) : usual && key(usual);
  const collection = /** @type {HTMLSelectElement} */ (el('select', {}, el('option', { value: '' }, t('all')), ...collections.map(c => el('option', {}, c))));
  const scene = /** @type {HTMLSelectElement} */ (el('select', {}));
  const path = /** @type {HTMLInputElement} */ (el('input', { value: asked?.path ?? '', spellcheck: false }));
  const date = /** @type {HTMLInputElement} */ (el('input', { type: 'date', value: asked?.date ?? '' }));
  const bands = roles.map(role => {
    const input = /** @type {HTMLInputElement} */ (el('input', { type: 'number', min: '1', step: '1' }));
    input.value = typeof asked?.bands?.[role] === 'number' ? asked.bands[role] : '';
    return { role, input };
  });
  const file = el('div', {}, field(t('path'), path, t('pathHint')), field(t('date'), date), el('div', { className: 'columns' }, ...bands.map(b => field(t('bandOf', { role: b.role }), b.input))));
  const fill = () => {
    scene.replaceChildren(
      ...scenes.filter(s => !collection.value || s.collection === collection.value).map(s => el('option', { value: key(s), selected: key(s) === chosen },
        `${day(s.date)} · ${key(s)}${s.cloudPercent === null || s.cloudPercent === undefined ? '' : ` · ${t('cloud', { percent: number(s.cloudPercent) })}`}`)),
      el('option', { value: '', selected: scenes.length === 0 || (asked?.path !== undefined) }, t('byPath')));
    show();
  };
  const show = () => {
    file.hidden = scene.value !== '';
    path.required = date.required = !file.hidden;
    for (const listener of listeners) listener();
  };
  collection.addEventListener('change', fill);
  scene.addEventListener('change', show);
  fill();
  return {
    element: el('fieldset', {}, el('legend', {}, t(`date.${which}`)),
      collections.length > 1 && field(t('collection'), collection), field(t('scene'), scene), file),
    /** Of the chosen scene, degrees; null when nobody says. */
    box: () => scenes.find(s => key(s) === scene.value)?.bbox ?? null,
    scene: () => {
      const found = scenes.find(s => key(s) === scene.value);
      // An earlier question's quality mask and offsets stay with its scene.
      if (found) return asked && key(found) === key(asked) ? asked : { date: found.date, ...(found.item ? { item: found.item } : { product: found.product }) };
      const named = Object.fromEntries(bands.filter(b => b.input.value).map(b => [b.role, b.input.valueAsNumber]));
      return { ...(asked?.path === path.value ? asked : {}), date: date.value, path: path.value.trim(), ...(Object.keys(named).length ? { bands: named } : {}) };
    },
    /** @param {() => void} listener */
    onChange: listener => listeners.push(listener),
  };
}
