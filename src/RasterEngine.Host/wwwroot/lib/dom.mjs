// @ts-check

/**
 * An element with its properties, attributes (names with a dash, role, for), listeners (on…) and children. Text is always text, never HTML.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string | number | null | undefined | false)} children
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role' || name === 'for' || name === 'list') element.setAttribute(name, String(value));
    else /** @type {any} */ (element)[name] = value;
  }
  element.append(...children.filter(c => c !== null && c !== undefined && c !== false).map(c => (c instanceof Node ? c : String(c))));
  return element;
}

/**
 * A table: first column names the row, numbers stand right.
 * @param {string} caption
 * @param {string[]} heads
 * @param {(Node | string)[][]} rows
 * @param {{ text?: number[], sum?: number[] }} [kinds] columns of text besides the first; rows that add up
 */
export function table(caption, heads, rows, kinds = {}) {
  const text = new Set([0, ...(kinds.text ?? [])]);
  return el('div', { className: 'scroll', role: 'region', 'aria-label': caption, tabIndex: 0 },
    el('table', {},
      el('caption', {}, caption),
      el('thead', {}, el('tr', {}, ...heads.map((head, i) => el('th', { scope: 'col', className: text.has(i) ? 'text' : '' }, head)))),
      el('tbody', {}, ...rows.map((row, r) => el('tr', { className: kinds.sum?.includes(r) ? 'sum' : '' },
        ...row.map((cell, i) => (i === 0 ? el('th', { scope: 'row', className: 'text' }, cell) : el('td', { className: text.has(i) ? 'text' : '' }, cell))))))));
}

/**
 * A labelled field.
 * @param {string} label
 * @param {HTMLElement} input
 * @param {string} [hint]
 */
export function field(label, input, hint) {
  const hintElement = hint ? el('span', { className: 'hint' }, hint) : null;
  return el('label', { className: 'field' }, el('span', { className: 'name' }, label), input, hintElement);
}

/** Says something to those who see and to those who listen. @param {HTMLElement} where @param {string} text @param {boolean} [isError] */
export function say(where, text, isError = false) {
  where.textContent = text;
  where.className = isError ? 'status error' : 'status';
}
