// @ts-check
// What the reader has set stands behind the # of the address, so that the address can be sent to somebody.

const state = new URLSearchParams(location.hash.slice(1));

/** @param {string} name */
export const linked = name => state.get(name);

/** @param {Record<string, string | number | null>} values null forgets */
export function link(values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) state.delete(name);
    else state.set(name, String(value));
  }
  history.replaceState(null, '', `${location.pathname}${location.search}${state.size ? `#${state}` : ''}`);
}
