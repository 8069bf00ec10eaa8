// @ts-check
import { dictionary } from './dictionary.mjs';

const stored = localStorage.getItem('language');

/** What the page speaks: the reader's choice, else what the browser asks for. @type {'en' | 'es'} */
export const language = stored === 'en' || stored === 'es' ? stored : navigator.languages.find(l => /^(en|es)\b/.test(l))?.startsWith('es') ? 'es' : 'en';

// Numbers as the reader writes them: of Spain or of Mexico, of Kenya or of the United States.
const locale = navigator.languages.find(l => l.startsWith(language)) ?? language;

/** @param {string} other */
export function setLanguage(other) {
  localStorage.setItem('language', other);
  location.reload();
}

/** Words by their key, with {names} filled in. @param {string} key @param {Record<string, string | number>} [values] */
export function t(key, values = {}) {
  const entry = /** @type {Record<string, string[]>} */ (dictionary)[key];
  if (!entry) return key;
  return entry[language === 'es' ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** Words for a name of the API's, or the name itself. @param {string} group @param {string} name */
export const term = (group, name) => (`${group}.${name}` in dictionary ? t(`${group}.${name}`) : name);

/** 1,424.6: a decimal from 100 ha on, two below, four below 1 ha; a dash for what was not seen. @param {number | null | undefined} hectares */
export function ha(hectares) {
  if (hectares === null || hectares === undefined) return '–';
  const digits = hectares === 0 ? 0 : Math.abs(hectares) >= 100 ? 1 : Math.abs(hectares) >= 1 ? 2 : 4;
  return new Intl.NumberFormat(locale, { minimumFractionDigits: Math.min(digits, 2), maximumFractionDigits: digits }).format(hectares);
}

/** @param {number | null | undefined} value @param {number} [digits] */
export const number = (value, digits = 0) => (value === null || value === undefined ? '–' : new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value));

/** @param {number | null | undefined} part @param {number} [whole] */
export const percent = (part, whole = 1) => (part === null || part === undefined || whole === 0 ? '–' : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(part / whole));

/** 2021-06-17 as the reader writes it; years and months stay what they are. @param {string | null | undefined} date */
export function day(date) {
  if (!date) return '–';
  const parts = date.split('-').map(Number);
  if (parts.length === 1) return date;
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', ...(parts.length > 2 ? { day: 'numeric' } : {}), timeZone: 'UTC' }).format(new Date(Date.UTC(parts[0], parts[1] - 1, parts[2] ?? 1)));
}

/** A moment in the reader's own time zone. @param {string | null | undefined} time */
export const moment = time => (time ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time)) : '–');
