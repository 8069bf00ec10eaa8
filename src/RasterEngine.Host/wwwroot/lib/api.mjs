// @ts-check

/** What a problem document (RFC 9457) says. */
export class ApiError extends Error {
  /** @param {number} status @param {string} detail */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/**
 * One request; the answer's JSON, or null where there is none.
 * @param {string} method @param {string} path @param {any} [body] @param {Record<string, string>} [headers]
 */
export async function call(method, path, body, headers = {}) {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: { Accept: 'application/json', 'X-Requested-With': 'RasterEngine', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
  const answer = isJson ? await response.json() : null;
  if (!response.ok) throw new ApiError(response.status, answer?.detail ?? answer?.title ?? `${response.status} ${response.statusText}`);
  return answer;
}

/** @param {string} path */
export const get = path => call('GET', path);

/** The JSON, or null where there is none of that name. @param {string} path */
export async function getOrNull(path) {
  try {
    return await call('GET', path);
  } catch (error) {
    if (error instanceof ApiError && error.status !== 401) return null;
    throw error;
  }
}

/**
 * A job's status whenever it changes, until it has ended: by server-sent events, and by asking every two seconds where these do not come.
 * @param {string} id @param {(job: any) => void} onStatus
 */
export function follow(id, onStatus) {
  const isOver = (/** @type {any} */ job) => !['accepted', 'running'].includes(job.status);
  let events = /** @type {EventSource | null} */ (new EventSource(`/jobs/${id}/events`));
  const stop = () => { events?.close(); events = null; };
  const hear = (/** @type {MessageEvent} */ message) => {
    const job = JSON.parse(message.data);
    if (isOver(job)) stop();
    onStatus(job);
  };
  events.addEventListener('status', hear);
  events.addEventListener('progress', hear);
  events.onerror = () => {
    if (!events || events.readyState !== EventSource.CLOSED) return;
    stop();
    const ask = async () => {
      const job = await getOrNull(`/jobs/${id}`);
      if (job) onStatus(job);
      if (!job || !isOver(job)) setTimeout(ask, 2000);
    };
    ask();
  };
}

/**
 * Calls whenever something about the jobs of a list may have changed: by server-sent events, and every few seconds where these do not come. Not while
 * the page is hidden.
 * @param {() => Promise<boolean>} refresh draws the list, and answers whether a job of it is under way
 */
export async function followAll(refresh) {
  /** @type {EventSource | null} */
  let events = null;
  /** @type {number | undefined} */
  let timer;
  const ask = async () => {
    clearTimeout(timer);
    const isMoving = await refresh().catch(() => false);
    if (!events && !document.hidden) timer = setTimeout(ask, isMoving ? 2000 : 15_000);
  };
  const listen = () => {
    events = new EventSource('/jobs/events');
    events.addEventListener('status', ask);
    // The browser opens a broken stream again by itself; one that is refused it gives up.
    events.onerror = () => {
      if (events?.readyState !== EventSource.CLOSED) return;
      events = null;
      ask();
    };
  };
  document.addEventListener('visibilitychange', () => {
    events?.close();
    events = null;
    clearTimeout(timer);
    if (document.hidden) return;
    listen();
    ask();
  });
  await refresh();
  listen();
}
