// @ts-check
import { el, table } from '../lib/dom.mjs';
import { day, ha, number, percent, t, term } from '../lib/words.mjs';

/** What the classes are called between these two dates. @param {any} report @param {string} name */
export function className(report, name) {
  // Without a land mask the season rule says nothing about crops: a savanna passes it.
  if (name === 'cropped' && report.evidence !== 'cropped') return t('class.passesRule');
  const seasonal = { gained: 'greened', lost: 'browned' };
  return term('class', report.compare === 'within-season' ? (/** @type {any} */ (seasonal))[name] ?? name : name);
}

/** The heading of a result, which its evidence has to earn. @param {any} report */
export const subject = report => term('evidence', report.evidence);

/** @param {any} report */
export function headline(report) {
  const season = report.season;
  const tiles = season
    ? [[`${ha(season.figures.cropped.hectares)} ha`, `${subject(report)}, ${day(season.start)} – ${day(season.end)}`, 'cropped'],
       [`${ha(season.figures.undetermined.hectares)} ha`, term('class', 'undetermined'), 'undetermined'],
       ...(report.earlier ? [[`${ha(report.earlier.figures.cropped.hectares)} ha`, `${subject(report)}, ${day(report.earlier.start)} – ${day(report.earlier.end)}`, 'cropped']] : [])]
    : [[`${ha(report.before.vegetated.hectares)} ha`, `${subject(report)} ${t('onDate', { date: day(report.before.date) })}`, ''],
       [`${ha(report.after.vegetated.hectares)} ha`, `${subject(report)} ${t('onDate', { date: day(report.after.date) })}`, ''],
       ...['gained', 'lost'].map(name => [`${ha(classOf(report, name)?.hectares)} ha`, className(report, name), name])];
  return el('section', { 'aria-label': subject(report) },
    el('p', { className: 'subject' }, el('b', {}, subject(report)), ` · ${report.index}${report.rule ? ` ≥ ${number(report.rule.vegetatedAt, 6)}` : ''}`, report.compare && t(`compare.${report.compare}`) !== `compare.${report.compare}` ? ` · ${t(`compare.${report.compare}`)}` : ''),
    el('div', { className: 'tiles' }, ...tiles.map(([figure, words, kind]) => el('div', { className: `tile ${kind}` }, el('b', {}, figure), words))),
    el('p', { className: 'soft' }, t(season ? 'ofSeenSeason' : 'ofSeen', { whole: ha(report.observed.hectares), share: percent(report.observedShare) }), '. ', t(season && report.evidence !== 'cropped' ? 'meaning.season' : `meaning.${report.evidence}`), ' ', report.areaKind === 'mapped' ? t('mapped') : ''));
}

/** @param {any} entry a report or a zone of it @param {string} name */
export const classOf = (entry, name) => entry.classes?.find((/** @type {any} */ c) => c.name === name);

/** @param {any} report */
export function classTable(report) {
  const values = { T: number(report.rule?.vegetatedAt, 6), D: number(report.rule?.changeOf, 6) };
  // What a season's classes mean stands in its method.
  const meaning = (/** @type {string} */ text) => (report.season ? [] : [text]);
  const rows = report.classes.map((/** @type {any} */ c) => [
    el('span', { className: `key ${c.name}` }, className(report, c.name)), number(c.pixels), ha(c.hectares), percent(c.hectares, report.observed.hectares), ...meaning(report.rule ? t(`classMeaning.${c.name}`, values) : '')]);
  rows.push([t(report.season ? 'seen' : 'seenBoth'), number(report.observed.pixels), ha(report.observed.hectares), percent(1), ...meaning('')]);
  rows.push([term('class', 'notSeen'), number(report.notSeen.pixels), ha(report.notSeen.hectares), '', ...meaning('')]);
  return el('section', {}, el('h2', {}, t('hectaresByClass')),
    table(t('hectaresByClass'), [t('class'), t('pixels'), t('hectares'), t('share'), ...meaning(t('meaning'))], rows, { text: [4], sum: [rows.length - 2] }));
}

/** @param {any} report */
export function zoneTable(report) {
  if (!report.zones?.length) return el('div', {});
  const what = subject(report);
  const names = report.classes.map((/** @type {any} */ c) => c.name).filter((/** @type {string} */ n) => !['kept', 'other'].includes(n));
  const dates = report.season ? [] : [['before', report.before.date], ['after', report.after.date]];
  return el('section', {}, el('h2', {}, t('zones')),
    table(t('zones'),
      [t('zone'), t('zoneGround'), t('seen'), ...dates.map(([, date]) => t('vegetatedOn', { what, date: day(date) })), ...names.map((/** @type {string} */ n) => className(report, n))],
      report.zones.map((/** @type {any} */ zone) => [
        zone.id, ha(zone.hectares), zone.observedShare === null || zone.observedShare === undefined ? term('class', 'notSeen') : percent(zone.observedShare),
        ...dates.map(([which]) => ha(zone[which]?.vegetated.hectares)),
        ...names.map((/** @type {string} */ n) => ha(classOf(zone, n)?.hectares))])));
}

/** Warnings, method and provenance: in the report's own words. @param {any} report */
export function notes(report) {
  return el('section', { lang: 'en' },
    report.warnings.length > 0 && el('h2', {}, t('warnings')),
    ...report.warnings.map((/** @type {any} */ w) => el('p', { className: 'warning' }, `${w.message} `, el('code', {}, w.code))),
    el('details', {}, el('summary', {}, t('method')), el('p', {}, report.method)),
    el('details', {}, el('summary', {}, t('provenance')),
      table(t('provenance'), [t('file'), 'XXH128', 'Bytes'], report.inputs.map((/** @type {any} */ i) => [i.path, el('code', {}, i.xxh128), number(i.bytes)]), { text: [1] }),
      el('p', { className: 'soft' }, `${report.engine.name} ${report.engine.version} · `, el('code', {}, report.scanId))));
}
