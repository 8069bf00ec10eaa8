// @ts-check
import { el } from './dom.mjs';
import { t, term } from './words.mjs';

/** A job's status as a word in a colour. @param {any} job */
export function statusBadge(job) {
  const kind = job.status === 'successful' && job.review ? 'review' : job.status;
  const word = job.status === 'running' ? `${term('status', job.status)} ${job.progress ?? 0} %` : term('status', job.status);
  return el('span', { className: `badge ${kind}` }, kind === 'review' ? `${word}, ${t('review')}` : word);
}
