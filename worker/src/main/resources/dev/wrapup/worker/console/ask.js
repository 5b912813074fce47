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

export const ask = (path) => call(path, {});

export const tell = (path, body) =>
  call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

async function call(path, options) {
  const headers = { ...options.headers, Authorization: `Bearer ${token.get() ?? ''}` };
  let response;
  try {
    response = await fetch(`api/${path}`, { ...options, headers, credentials: 'omit', redirect: 'error' });
  } catch {
    throw new Failure(0, 'The console does not answer.');
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Failure(response.status, body.error ?? `The console answered ${response.status}.`);
  }
  return body;
}
