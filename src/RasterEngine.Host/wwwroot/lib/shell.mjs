// @ts-check
import { ApiError, call, get } from './api.mjs';
import { el, field, say } from './dom.mjs';
import { language, setLanguage, t } from './words.mjs';

const pages = [['/', 'scans'], ['/new.html', 'newScan'], ['/schedules.html', 'schedules'], ['/label.html', 'labelling']];

/**
 * Draws the page's frame, asks for a key when nobody is signed in, and then has the page drawn.
 * @param {string} title key of the words
 * @param {(main: HTMLElement, session: { name: string, role: string, tenant: string }) => Promise<void> | void} draw
 */
export async function page(title, draw) {
  document.documentElement.lang = language;
  document.title = `${t(title)} – RasterEngine`;
  const main = /** @type {HTMLElement} */ (document.getElementById('main'));
  const skip = document.querySelector('.skip');
  if (skip) skip.textContent = t('skip');
  let session = null;
  try {
    session = await get('/session');
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) {
      frame(null);
      main.replaceChildren(el('h1', {}, t(title)), el('p', { className: 'status error', role: 'alert' }, String(/** @type {Error} */ (error).message)));
      return;
    }
  }
  frame(session);
  if (!session) {
    signIn(main, () => page(title, draw));
    return;
  }
  main.replaceChildren(el('h1', {}, t(title)));
  try {
    await draw(main, session);
  } catch (error) {
    main.append(el('p', { className: 'status error', role: 'alert' }, String(/** @type {Error} */ (error).message)));
    if (!(error instanceof ApiError)) throw error;
  }
}

/** @param {{ name: string, tenant: string } | null} session */
function frame(session) {
  const top = /** @type {HTMLElement} */ (document.getElementById('top'));
  const other = language === 'es' ? 'en' : 'es';
  top.replaceChildren(
    el('a', { className: 'brand', href: '/' }, 'RasterEngine'),
    el('nav', { 'aria-label': t('pages') }, ...(session ? pages : []).map(([href, key]) =>
      el('a', { href, 'aria-current': location.pathname === href || (href === '/' && location.pathname === '/index.html') ? 'page' : null }, t(key)))),
    el('span', { className: 'who' },
      el('button', { type: 'button', className: 'plain', lang: other, onclick: () => setLanguage(other) }, other === 'es' ? 'Español' : 'English'),
      session && el('span', { className: 'holder' }, `${session.name} · ${session.tenant}`),
      session && el('button', { type: 'button', className: 'plain', onclick: async () => { await call('DELETE', '/session'); location.reload(); } }, t('signOut'))));
}

/** @param {HTMLElement} main @param {() => void} done */
function signIn(main, done) {
  const key = /** @type {HTMLInputElement} */ (el('input', { type: 'password', name: 'key', autocomplete: 'current-password', required: true, spellcheck: false }));
  const status = el('p', { role: 'alert' });
  main.replaceChildren(
    el('h1', {}, t('signIn')),
    el('form', { className: 'card narrow', onsubmit: async (/** @type {Event} */ event) => {
      event.preventDefault();
      try {
        await call('POST', '/session', undefined, { 'X-Api-Key': key.value.trim() });
        done();
      } catch (error) {
        say(status, error instanceof ApiError && error.status === 401 ? t('wrongKey') : /** @type {Error} */ (error).message, true);
        key.select();
      }
    } }, field(t('apiKey'), key, t('apiKeyHint')), el('button', { className: 'primary' }, t('signIn')), status));
  key.focus();
}
