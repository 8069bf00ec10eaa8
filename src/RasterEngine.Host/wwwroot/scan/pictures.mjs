// @ts-check

/** The pictures of both dates and of the mask: those that the report itself shows. @param {string} id @returns {Promise<{ before?: string, after?: string, mask?: string }>} */
export async function pictures(id) {
  const response = await fetch(`/jobs/${id}/results/report.html`, { credentials: 'same-origin' });
  if (!response.ok) return {};
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const sources = (/** @type {string} */ where) => [...page.querySelectorAll(where)].map(image => image.getAttribute('src') ?? undefined);
  const [before, after] = sources('.pair img');
  return { before, after, mask: sources('figure img').find(source => source?.startsWith('data:image/png')) };
}
