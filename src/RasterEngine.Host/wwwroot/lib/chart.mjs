// @ts-check
import { el } from './dom.mjs';
import { day, number, t } from './words.mjs';

/**
 * Lines over time with bands between a lower and an upper line; without the chart library a sentence that points at the table.
 * @param {string} label said to those who do not see it
 * @param {string[]} dates ISO
 * @param {{ label: string, values: (number | null)[], kind?: 'line' | 'points' | 'edge', colour?: string }[]} lines edges in pairs, lower first
 * @param {number} [height]
 */
export function chart(label, dates, lines, height = 240) {
  const Plot = /** @type {any} */ (window).uPlot;
  if (!Plot) return el('p', { className: 'soft' }, t('chartMissing'));
  const box = el('div', { className: 'chart', role: 'img', 'aria-label': label });
  const draw = () => {
    const style = getComputedStyle(document.documentElement), ink = style.getPropertyValue('--ink').trim(), rule = style.getPropertyValue('--line').trim(), accent = style.getPropertyValue('--accent').trim();
    const axis = { stroke: ink, grid: { stroke: rule, width: 1 }, ticks: { stroke: rule, width: 1 } };
    const edges = lines.flatMap((line, i) => (line.kind === 'edge' ? [i + 1] : []));
    box.replaceChildren();
    new Plot({
      width: Math.max(260, box.clientWidth), height, padding: [8, 44, 0, 0], cursor: { y: false }, legend: { live: true },
      scales: { x: { time: true }, y: { range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => [Math.min(0, low * 1.05), Math.max(high * 1.05, low === high && high === 0 ? 1 : 0)] } },
      axes: [{ ...axis, space: 90, values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(v => day(new Date(v * 1000).toISOString().slice(0, 10))) }, { ...axis, size: 64, values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(v => number(v, 2)) }],
      bands: edges.flatMap((e, i) => (i % 2 === 0 ? [{ series: [edges[i + 1], e], fill: `${accent}33` }] : [])),
      series: [{ label: t('date'), value: (/** @type {any} */ _, /** @type {number} */ v) => (v ? day(new Date(v * 1000).toISOString().slice(0, 10)) : '–') }, ...lines.map(line => ({
        label: line.label, stroke: line.kind === 'edge' ? `${accent}66` : line.colour ? style.getPropertyValue(line.colour).trim() : accent, width: line.kind === 'edge' ? 1 : 2, spanGaps: true,
        points: { show: line.kind !== 'edge' || dates.length < 3, size: line.kind === 'edge' ? 4 : 7 }, paths: line.kind === 'points' ? () => null : undefined, value: (/** @type {any} */ _, /** @type {number | null} */ v) => number(v, 4),
      }))],
    }, [dates.map(date => Date.parse(date.length === 4 ? `${date}-07-01` : date) / 1000), ...lines.map(line => line.values)], box);
  };
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    draw();
  }).observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  return box;
}
