// @ts-check

/** The pictures of both dates and of the mask: those that the report itself shows. @param {string} id @returns {Promise<{ before?: string, after?: string, mask?: string }>} */
export async function pictures(id) {
  const response = await fetch(`/jobs/${id}/results/report.html`, { credentials: 'same-origin' });
  if (!response.ok) return {};
  // Not parsed as a page: its style is its own, which the policy of this page does not allow.
  const found = [...(await response.text()).matchAll(/src="(data:image\/(jpeg|png);base64,[^"]+)"/g)];
  const of = (/** @type {string} */ kind) => found.filter(([, , k]) => k === kind).map(([, address]) => address);
  const [before, after] = of('jpeg');
  return { before, after, mask: of('png')[0] };
}
