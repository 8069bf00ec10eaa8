// @ts-check
import { call, get, getOrNull } from '../lib/api.mjs';
import { el, field, say } from '../lib/dom.mjs';
import { page } from '../lib/shell.mjs';
import { t } from '../lib/words.mjs';
import { regionMap } from './region.mjs';
import { scenePicker } from './scenes.mjs';

const from = new URLSearchParams(location.search).get('from');

page('newScan', async (main, session) => {
  if (session.role === 'viewer') {
    main.append(el('p', {}, t('viewersDoNotAsk')));
    return;
  }

  const [{ scenes, collections }, earlier] = await Promise.all([get('/scenes'), from ? getOrNull(`/jobs/${from}/document`) : null]);
  const asked = earlier ?? {};
  const name = /** @type {HTMLInputElement} */ (el('input', { required: true, value: asked.name ?? '', maxLength: 100 }));
  const before = scenePicker('before', scenes, collections, asked.before), after = scenePicker('after', scenes, collections, asked.after);
  const index = /** @type {HTMLSelectElement} */ (el('select', {}, ...['NDVI', 'GNDVI', 'SAVI', 'EVI2'].map(i => el('option', { selected: i === (asked.index ?? 'NDVI') }, i))));
  const at = number(typeof asked.rule?.vegetatedAt === 'number' ? asked.rule.vegetatedAt : 0.4, -1, 1.25), change = number(asked.rule?.changeOf ?? 0.15, 0, 2);
  const histogram = /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', checked: asked.histogram ?? true }));
  const parcels = /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', checked: asked.zones?.parcels ?? false }));
  const urgent = /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox' }));
  const region = regionMap(() => [before.box(), after.box()].filter(box => box !== null), asked.zones?.features);
  before.onChange(region.refit);
  after.onChange(region.refit);
  const status = el('p', { role: 'alert' });

  const question = () => {
    // What the form does not show of an earlier question is asked again as it was.
    const { features, ...zones } = asked.zones ?? {};
    const drawn = region.features();
    const document = { ...asked, name: name.value.trim(), before: before.scene(), after: after.scene(), index: index.value, rule: { vegetatedAt: at.valueAsNumber, changeOf: change.valueAsNumber }, histogram: histogram.checked };
    delete document.season;
    if (drawn) {
      const { path, ...rest } = zones;
      document.zones = { ...rest, features: drawn, id: 'name', ...(parcels.checked ? { parcels: true } : {}) };
    } else if (!zones.path) delete document.zones;
    return document;
  };
  main.append(el('form', { onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault();
    say(status, '');
    try {
      const job = await call('POST', '/processes/scan/execution', { inputs: { scan: question(), priority: urgent.checked ? 'urgent' : 'normal' } });
      location.href = `/scan.html?id=${job.jobID}`;
    } catch (error) {
      say(status, /** @type {Error} */ (error).message, true);
    }
  } },
  field(t('name'), name),
  el('div', { className: 'columns' }, before.element, after.element),
  el('fieldset', {}, el('legend', {}, t('ruleLegend')),
    el('div', { className: 'columns' }, field(t('index'), index), field(t('vegetatedAt'), at, t('vegetatedAtHint')), field(t('changeOf'), change, t('changeOfHint'))),
    el('label', { className: 'check' }, histogram, t('keepHistogram'))),
  el('fieldset', {}, el('legend', {}, t('regionLegend')), region.element, el('label', { className: 'check' }, parcels, t('areParcels'))),
  el('p', { className: 'row' }, el('button', { className: 'primary' }, t('ask')), el('label', { className: 'check' }, urgent, t('urgent'))), status));
});

/** @param {number} value @param {number} min @param {number} max */
function number(value, min, max) {
  const input = /** @type {HTMLInputElement} */ (el('input', { type: 'number', required: true }));
  Object.assign(input, { min: String(min), max: String(max), step: 'any', value: String(value) });
  return input;
}
