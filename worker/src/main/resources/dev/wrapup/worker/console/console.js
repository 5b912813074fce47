// The page: what it knows, what it asks, and where it is. Every view is a function of the state.

import { html, nothing, render } from './lit-html.js';
import { SOON, ask, tell, token } from './ask.js';
import { draw } from './charts.js';
import { cameOfReplay, letterPage } from './letter.js';
import { filterOf, follow, lettersPage, questionOf } from './letters.js';
import { overviewPage } from './overview.js';
import { resolveDialog } from './resolve.js';
import { searchPage } from './search.js';
import { clockTime, number } from './show.js';

const EVERY = 2000; // milliseconds between two looks
const STALE = 6000; // milliseconds without an answer before the page says so
const SERIES_EVERY = 20_000; // milliseconds
const REST = 20; // times as long as an answer took, before the same is asked again: it may have read a whole topic
const AFTER_FAILURE = 10_000; // milliseconds until what failed, or was refused for want of room, is asked again

const state = { view: 'overview', theme: localStorage.getItem('wrapup-theme') ?? '' };

// ---- where we are

function route() {
  const [path, query = ''] = location.hash.slice(1).split('?');
  const [, first, second] = path.split('/').map(decoded);
  const before = `${state.view} ${state.place} ${state.conversation}`;
  if (first === 'dead-letters' && second) Object.assign(state, { view: 'letter', place: second, letter: null, letterFailure: null });
  else if (first === 'dead-letters') Object.assign(state, { view: 'letters', filter: filterOf(new URLSearchParams(query)), letters: null, lettersFailure: null });
  else if (first === 'conversations' && second) Object.assign(state, { view: 'search', conversation: second, trace: null, traceFailure: null });
  else state.view = 'overview';
  show();
  if (state.view === 'letters') follow(state.filter);
  if (before !== `${state.view} ${state.place} ${state.conversation}`) document.getElementById('main')?.focus();
  load();
}

/** An address can be typed: what means nothing is taken as it stands. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const TITLES = { overview: () => 'Overview', letters: () => 'Dead letters', letter: () => `Dead letter ${state.place}`, search: () => state.conversation };

// ---- what the view shows beside the overview

let asked = null; // what the view asked last: of which state of affairs, and from when on it may ask again

/** Asks it now. An answer that comes when the view has changed, or has asked anew, is let go. */
async function load() {
  asked = null;
  const question = viewsQuestion();
  if (!question || !token.get()) return;
  const [name, path] = question;
  const mine = { of: affairs(), notBefore: Infinity, failed: false };
  asked = mine;
  const began = Date.now();
  try {
    const answer = await ask(path);
    if (asked === mine) Object.assign(state, { [name]: answer, [`${name}Failure`]: null });
  } catch (failure) {
    if (asked !== mine || refused(failure)) return show();
    state[`${name}Failure`] = failure;
    mine.failed = failure.status === 0 || failure.status >= 500;
  }
  const now = Date.now();
  mine.notBefore = now + (mine.failed ? AFTER_FAILURE : Math.max(EVERY, REST * (now - began)));
  show();
}

function viewsQuestion() {
  if (state.view === 'letters') return ['letters', questionOf(state.filter)];
  if (state.view === 'letter') return ['letter', `dead-letters/${encodeURIComponent(state.place)}`];
  if (state.view === 'search') return ['trace', `conversations/${encodeURIComponent(state.conversation)}`];
  return null;
}

/** Whether the answer may be another by now, and enough time has passed to ask again. */
function isDue() {
  if (!asked || Date.now() < asked.notBefore) return false;
  if (asked.failed) return true;
  if (state.view === 'search') return isGoingOn(state.trace);
  return asked.of !== affairs() || (state.view === 'letter' && isOnItsWay(state.letter));
}

/** What tells that dead letters came, or that something was decided of them. */
const affairs = () => JSON.stringify([state.overview?.deadLetters?.groups, state.overview?.errand?.number, state.overview?.errand?.stage]);

const isOnItsWay = (letter) => letter?.deadLetter.resolution?.outcome === 'REPLAYED' && cameOfReplay(letter).length === 0;

/** Whether a conversation waits, or was replayed and has not come to an end since. */
function isGoingOn(trace) {
  if (!trace) return false;
  const last = new Map(trace.history.map((entry) => [entry.organizationId, entry.outcome]));
  return trace.waiting.length > 0 || [...last.values()].includes('REPLAYED');
}

function refused(failure) {
  if (failure.refused) {
    forget(failure.status === 401 ? 'That is not the token: it is admin.token of the configuration.' : failure.message);
    dialog()?.close();
  }
  return failure.refused;
}

/** Nothing that was seen with a token stays when the token goes. */
function forget(refusal) {
  token.forget();
  asked = null;
  seriesAsked = null;
  shown = looks + 1;
  Object.assign(state, { overview: null, series: null, letters: null, letter: null, trace: null, resolving: null, lastSeen: null, why: null, stale: false, refusal });
}

// ---- looking, again and again

let looks = 0;
let shown = 0; // the look whose answer is on the page: an older one that comes later is let go
let waitsSince = Date.now();
let seriesAsked = null;

async function look() {
  if (document.hidden || !token.get()) return;
  const mine = ++looks;
  try {
    const overview = await ask('overview', SOON);
    if (mine < shown) return;
    shown = mine;
    Object.assign(state, { overview, lastSeen: Date.now(), stale: false, why: null, refusal: null });
    if (overview.errand?.stage === 'RUNNING') state.seenRunning = overview.errand.number;
    if (state.view === 'overview' && overview.sources.hour.at && Date.now() >= (seriesAsked?.notBefore ?? 0)) loadSeries();
    if (isDue()) load();
  } catch (failure) {
    if (mine >= shown && !refused(failure)) state.why = failure.message;
  }
  show();
}

/** By a clock of its own: an answer that hangs must not look like a fresh one. */
function grow() {
  if (document.hidden || !token.get()) return;
  const stale = Date.now() - (state.lastSeen ?? waitsSince) > STALE;
  if (stale === Boolean(state.stale)) return;
  state.stale = stale;
  show();
}

async function loadSeries() {
  const mine = { notBefore: Date.now() + SERIES_EVERY };
  seriesAsked = mine;
  try {
    const series = await ask(`series?org=${encodeURIComponent(state.seriesOrg ?? '')}`, SOON);
    if (seriesAsked === mine) Object.assign(state, { series, seriesFailure: null });
  } catch (failure) {
    if (seriesAsked === mine && !refused(failure)) state.seriesFailure = failure;
  }
  show();
}

async function looking() {
  await look();
  setTimeout(looking, EVERY);
}

// ---- deciding

const dialog = () => document.getElementById('resolve');

async function resolve(outcome, filter) {
  const resolving = { outcome, filter, rate: 50, by: sessionStorage.getItem('wrapup-by') ?? '', change };
  state.resolving = resolving;
  show();
  dialog().showModal();
  document.getElementById('resolve-title').focus();
  try {
    resolving.plan = await tell('plan', { outcome, filter });
  } catch (failure) {
    if (!refused(failure)) resolving.failure = failure;
  }
  show();

  function change(rate) {
    resolving.rate = rate;
    show();
  }
}

async function act({ by, note, rate }) {
  const { resolving } = state;
  sessionStorage.setItem('wrapup-by', by);
  Object.assign(resolving, { busy: true, failure: null });
  show();
  try {
    const { outcome, filter, plan } = resolving;
    const body = { outcome, filter: { ...filter, until: plan.until }, expected: plan.count, fingerprint: plan.fingerprint, by, note, perSecond: rate };
    const { errand } = await tell('errand', body);
    Object.assign(resolving, { begun: true });
    if (state.overview) state.overview.errand = errand;
  } catch (failure) {
    if (!refused(failure)) Object.assign(resolving, { failure, busy: false });
  }
  show();
}

function watch(errand) {
  state.resolving = { outcome: errand.outcome, begun: true };
  show();
  dialog().showModal();
}

async function stop() {
  const { resolving } = state; // it may be closed before the answer comes
  try {
    await tell('errand/stop', {});
  } catch (failure) {
    if (!refused(failure)) resolving.failure = failure;
  }
  await look();
}

async function closed() {
  state.resolving = null;
  show();
  await load();
  if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true }); // what opened it is gone
}

// ---- the frame around every view

const VIEWS = { overview: overviewPage, letters: lettersPage, letter: letterPage, search: searchPage };

function page() {
  return html`
    <a class="skip" href="#main" @click=${(event) => { event.preventDefault(); document.getElementById('main').focus(); }}>Skip to the content</a>
    <header class="top">
      <a class="brand" href="#/"><img src="icon.svg" alt="" width="28" height="28"> Wrapup</a>
      ${token.get() ? html`<nav aria-label="Main">
        <a href="#/" aria-current=${state.view === 'overview' ? 'page' : nothing}>Overview</a>
        <a href="#/dead-letters" aria-current=${state.view === 'letters' || state.view === 'letter' ? 'page' : nothing}>Dead letters${
          state.overview?.deadLetters?.count ? html` <span class="pill">${state.overview.deadLetters.count}</span>` : nothing}</a>
      </nav>
      <form class="search" role="search" @submit=${searched}>
        <label class="visually-hidden" for="search">What happened to this conversation?</label>
        <input id="search" name="id" type="search" placeholder="Conversation id" required spellcheck="false" autocomplete="off"
          pattern="\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*" title="a conversation's id: a UUID">
        <button type="submit" class="secondary">Find</button>
      </form>` : nothing}
      <div class="corner">
        <label class="visually-hidden" for="theme">Colours</label>
        <select id="theme" @change=${(event) => choose(event.target.value)}>
          ${[['', 'System colours'], ['light', 'Light'], ['dark', 'Dark']].map(([value, name]) => html`<option value=${value} .selected=${state.theme === value}>${name}</option>`)}
        </select>
        ${token.get() ? html`<button type="button" class="secondary" @click=${leave}>Sign out</button>` : nothing}
      </div>
    </header>
    <main id="main" tabindex="-1">${token.get() ? html`${freshness()}${errandStrip()}
      ${VIEWS[state.view]({ ...state, resolve, chooseSeries })}` : door()}</main>
    <footer>${state.lastSeen && token.get() ? `Seen at ${clockTime(state.lastSeen)}; looks again every 2 s.` : 'Wrapup console'}</footer>
    <dialog id="resolve" aria-labelledby="resolve-title" @close=${closed}>${resolveDialog({
      resolving: state.resolving, errand: state.overview?.errand, act, stop, close: () => dialog().close() })}</dialog>`;
}

const freshness = () =>
  html`<div role="status">${state.stale || (state.why && !state.overview)
    ? html`<p class="notice bad"><span aria-hidden="true">✕</span> ${state.lastSeen ? `What you see is from ${clockTime(state.lastSeen)}.` : 'Nothing could be seen yet.'} ${
      state.why ?? 'The console has not answered since.'}</p>` : nothing}</div>`;

/** For every view: something goes on in the background. Only that it began or ended is said aloud, not how far it has come. */
function errandStrip() {
  const { overview, resolving, seenRunning } = state;
  const errand = overview?.errand;
  const what = errand?.outcome === 'DISCARDED' ? 'Discard' : 'Replay';
  const runs = errand?.stage === 'RUNNING';
  return html`<div class="visually-hidden" role="status">${runs ? `${what} goes on.` : errand && errand.number === seenRunning ? `${what} ended.` : nothing}</div>
    ${runs && !resolving ? html`<div class="strip"><span>${what} goes on: ${number(errand.done)} of ${number(errand.planned)}.</span>
      <button type="button" class="secondary" @click=${() => watch(errand)}>Show</button></div>` : nothing}`;
}

const door = () => html`<div class="door"><h1>Wrapup console</h1>
  <p>It shows the whole installation to whoever brings <code>admin.token</code> of its configuration.</p>
  ${state.refusal ? html`<p class="notice bad" role="alert"><span aria-hidden="true">✕</span> ${state.refusal}</p>` : nothing}
  <form @submit=${entered}>
    <input type="text" name="username" value="wrapup" autocomplete="username" hidden>
    <label>Admin token <input name="token" type="password" required autocomplete="current-password"></label>
    <button type="submit">Sign in</button>
  </form></div>`;

async function entered(event) {
  event.preventDefault();
  const form = event.currentTarget;
  token.set(new FormData(form).get('token').trim());
  form.reset();
  state.refusal = null;
  waitsSince = Date.now();
  await look();
  load();
  document.getElementById('main').focus();
}

function leave() {
  forget(null);
  show();
}

function searched(event) {
  event.preventDefault();
  const id = new FormData(event.currentTarget).get('id').trim().toLowerCase();
  location.hash = `#/conversations/${id}`;
}

function chooseSeries(org) {
  Object.assign(state, { seriesOrg: org, series: null, seriesFailure: null });
  show();
  loadSeries();
}

function choose(theme) {
  state.theme = theme;
  localStorage.setItem('wrapup-theme', theme);
  dress();
  show();
}

function dress() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
}

function show() {
  document.title = `${TITLES[state.view]()} – Wrapup console`;
  render(page(), document.body);
  draw(state.view === 'overview' && token.get() ? state.series : null);
}

dress();
document.querySelector('noscript')?.remove();
addEventListener('hashchange', route);
addEventListener('resize', () => draw(state.view === 'overview' && token.get() ? state.series : null));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
document.addEventListener('visibilitychange', look);
route();
looking();
setInterval(grow, 1000);
