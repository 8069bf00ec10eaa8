// @ts-check
// Thresholds moved on the joint histogram (schemas/histogram.json). Sums are of whole square centimetres, so they agree with the report to the last digit.

const perHectare = 1e8;

/** @typedef {{ pixels: number, units: number }} Sum units: square centimetres */

/** The edge nearest to a threshold. @param {number[]} edges @param {number} threshold */
export const nearestEdge = (edges, threshold) => edges.reduce((best, edge, i) => (Math.abs(edge - threshold) < Math.abs(edges[best] - threshold) ? i : best), 0);

/**
 * Hectares when a pixel is vegetated from edges[before] on the earlier and edges[after] on the later date, and a change is one of at least changeOf.
 * What crosses in bins that the least change divides is told by two limits; in between, as if evenly spread over the bins.
 * @param {any} histogram of all or of a zone @param {number[]} edges @param {number} before @param {number} after @param {number} changeOf
 */
export function at(histogram, edges, before, after, changeOf) {
  const sums = { before: 0, after: 0, up: 0, down: 0, observed: 0 };
  const gained = { low: 0, middle: 0, high: 0 }, lost = { low: 0, middle: 0, high: 0 };
  for (const row of histogram.rows) {
    for (let i = 0; i < row.after.length; i++) {
      const b = row.before, a = row.after[i], units = Math.round(row.hectares[i] * perHectare);
      const wasAbove = b > before, isAbove = a > after;
      sums.observed += units;
      if (wasAbove) sums.before += units;
      if (isAbove) sums.after += units;
      if (!wasAbove && isAbove) {
        sums.up += units;
        add(gained, units, edges, b, a, changeOf);
      }
      if (wasAbove && !isAbove) {
        sums.down += units;
        add(lost, units, edges, a, b, changeOf);
      }
    }
  }
  const hectares = (/** @type {number} */ units) => units / perHectare;
  const limits = (/** @type {typeof gained} */ of) => ({ low: hectares(of.low), middle: hectares(Math.round(of.middle)), high: hectares(of.high) });
  const g = limits(gained), l = limits(lost);
  return {
    before: hectares(sums.before), after: hectares(sums.after), up: hectares(sums.up), down: hectares(sums.down), gained: g, lost: l,
    kept: { low: hectares(sums.before - lost.high), middle: hectares(sums.before) - l.middle, high: hectares(sums.before - lost.low) },
    other: { low: hectares(sums.observed - sums.before - gained.high), middle: hectares(sums.observed - sums.before) - g.middle, high: hectares(sums.observed - sums.before - gained.low) },
  };
}

// A rise from bin `from` to bin `to` is more than the nearest edges are apart and less than the farthest ones.
/** @param {{ low: number, middle: number, high: number }} sum @param {number} units @param {number[]} edges @param {number} from @param {number} to @param {number} changeOf */
function add(sum, units, edges, from, to, changeOf) {
  const least = edges[to - 1] - edges[from], most = (to < edges.length ? edges[to] : Infinity) - (from > 0 ? edges[from - 1] : -Infinity);
  const rounding = 1e-9;
  if (least >= changeOf - rounding) sum.low += units;
  if (most > changeOf + rounding) sum.high += units;
  sum.middle += units * share(changeOf, least, most);
}

// Two numbers spread evenly over bins of one width differ by a triangle between least and most.
/** @param {number} changeOf @param {number} least @param {number} most */
function share(changeOf, least, most) {
  if (changeOf <= least) return 1;
  if (changeOf >= most) return 0;
  if (!Number.isFinite(most)) return 0.5;
  const x = (changeOf - least) / (most - least);
  return x <= 0.5 ? 1 - 2 * x * x : 2 * (1 - x) * (1 - x);
}
