// @ts-check

/** Addresses of the pictures of both dates and of the mask: those that the report itself shows. @param {string} id @returns {Promise<{ before?: string, after?: string, mask: string }>} */
export async function pictures(id) {
  const mask = `/jobs/${id}/results/preview.png`;
  const response = await fetch(`/jobs/${id}/results/report.html`, { credentials: 'same-origin' });
  if (!response.ok) return { mask };
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const [before, after] = [...page.querySelectorAll('.pair img')].map(image => image.getAttribute('src') ?? undefined);
  return { before, after, mask };
}
