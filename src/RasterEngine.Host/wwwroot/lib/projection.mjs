// @ts-check

/**
 * A projection the map library can transform, with the part of the world it is good for, which the graticule asks for; null for others.
 * @param {any} ol @param {string} code
 */
export function projectionOf(ol, code) {
  const projection = ol.proj.get(code);
  const utm = /^EPSG:32[67](\d\d)$/.exec(code);
  if (projection && utm && !projection.getWorldExtent()) {
    const middle = 6 * Number(utm[1]) - 183, isSouth = code[7] === '7';
    const world = [middle - 6, isSouth ? -80 : 0, middle + 6, isSouth ? 0 : 84];
    projection.setWorldExtent(world);
    projection.setExtent(ol.proj.transformExtent(world, 'EPSG:4326', projection));
  }

  return projection ?? null;
}
