// @ts-check
import { call } from '../lib/api.mjs';
import { el, say } from '../lib/dom.mjs';
import { moment, t } from '../lib/words.mjs';

/** Addresses for QGIS, signed for a week, made when they are asked for. @param {string} id @param {any} report */
export function qgis(id, report) {
  const place = el('div', { className: 'addresses' }), status = el('p', { role: 'status' });
  const make = async () => {
    try {
      const answer = await call('POST', `/jobs/${id}/links`);
      const link = (/** @type {string} */ title) => answer.links.find((/** @type {any} */ l) => l.title === title)?.href;
      place.replaceChildren(el('p', { className: 'soft' }, t('qgisHint', { until: moment(answer.expires) })),
        ...[['qgis.cog', `/vsicurl/${link(report.outputs.mask.path)}`], ['qgis.qml', link('mask.qml')]].filter(([, address]) => address).map(([key, address]) => addressField(t(key), String(address), status)),
        ...(answer.tiles ?? []).map((/** @type {any} */ tiles) => addressField(t(`qgis.xyz.${tiles.title}`), tiles.href, status)),
        addressField(t('qgis.oapif'), `${location.origin}/`, status));
    } catch (error) {
      say(status, /** @type {Error} */ (error).message, true);
    }
  };
  return el('section', { id: 'qgis' }, el('h2', {}, t('qgis')), place, el('p', {}, el('button', { type: 'button', onclick: make }, t('makeAddresses'))), status);
}

/** @param {string} label @param {string} address @param {HTMLElement} status */
function addressField(label, address, status) {
  const input = /** @type {HTMLInputElement} */ (el('input', { readOnly: true, value: address, onfocus: () => input.select() }));
  return el('p', {}, el('label', { className: 'field' }, el('span', { className: 'name' }, label), input),
    el('button', { type: 'button', onclick: async () => {
      input.select();
      // Only a page served over HTTPS or from this machine may write to the clipboard.
      if (navigator.clipboard) await navigator.clipboard.writeText(address);
      say(status, t(navigator.clipboard ? 'copied' : 'copyByHand'));
    } }, t('copy')));
}
