// Asks the API. The token lives in this tab alone: it goes into a header, and never into an address.

const TOKEN = 'wrapup-token';

export const token = {
  get: () => sessionStorage.getItem(TOKEN),
  set: (value) => sessionStorage.setItem(TOKEN, value),
  forget: () => sessionStorage.removeItem(TOKEN),
};

/** What went wrong, in words for the person who looks; refused means that the token is not the right one. */
export class Failure extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
    this.refused = status === 401 || status === 403;
  }
}

/** How long an answer may take, in milliseconds: what is asked every few seconds, and all else. */
export const SOON = 10_000;
const LATE = 15_000;

export const ask = (path, within = LATE) => call(path, {}, within);

export const tell = (path, body) =>
  call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }, LATE);

async function call(path, options, within) {
  const headers = { ...options.headers, Authorization: `Bearer ${token.get() ?? ''}` };
  const signal = AbortSignal.timeout(within);
  let response;
  try {
    response = await fetch(`api/${path}`, { ...options, headers, signal, credentials: 'omit', redirect: 'error' });
  } catch {
    throw silence(signal, within);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Failure(response.status, body?.error ?? `The console answered ${response.status}.`);
  if (body === null) throw silence(signal, within); // it broke off
  return body;
}

const silence = (signal, within) =>
  new Failure(0, signal.aborted ? `The console did not answer within ${within / 1000} s.` : 'The console does not answer.');
