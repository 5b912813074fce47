// The page: what it knows, what it asks, and where it is. Every view is a function of the state.

import { html, nothing, render } from './lit-html.js';
import { ask, tell, token } from './ask.js';
import { draw } from './charts.js';
import { letterPage } from './letter.js';
import { filterOf, lettersPage, questionOf } from './letters.js';
import { overviewPage } from './overview.js';
import { errandStrip, resolveDialog } from './resolve.js';
import { searchPage } from './search.js';
import { clockTime } from './show.js';

const EVERY = 2000; // milliseconds between two looks
const STALE = 3; // looks that may be missed before the page says so
const SERIES_EVERY = 10; // looks

const state = { view: 'overview', theme: localStorage.getItem('wrapup-theme') ?? '' };

// ---- where we are

function route() {
  const [path, query = ''] = location.hash.slice(1).split('?');
  const [, first, second] = path.split('/').map(decodeURIComponent);
  const before = `${state.view} ${state.place} ${state.conversation}`;
  if (first === 'dead-letters' && second) Object.assign(state, { view: 'letter', place: second, letter: null, letterFailure: null });
  else if (first === 'dead-letters') Object.assign(state, { view: 'letters', filter: filterOf(new URLSearchParams(query)), letters: null, lettersFailure: null });
  else if (first === 'conversations' && second) Object.assign(state, { view: 'search', conversation: second, trace: null, traceFailure: null });
  else state.view = 'overview';
  show();
  if (before !== `${state.view} ${state.place} ${state.conversation}`) document.getElementById('main')?.focus();
  load();
}

const TITLES = { overview: () => 'Overview', letters: () => 'Dead letters', letter: () => `Dead letter ${state.place}`, search: () => state.conversation };

/** What the view needs beside the overview. An answer that comes when the view has changed is let go. */
async function load() {
  if (!token.get()) return;
  if (state.view === 'letters') {
    const { filter } = state;
    await keep('letters', questionOf(filter), () => state.filter === filter);
  } else if (state.view === 'letter') {
    const { place } = state;
    await keep('letter', `dead-letters/${encodeURIComponent(place)}`, () => state.place === place);
  } else if (state.view === 'search') {
    const { conversation } = state;
    await keep('trace', `conversations/${encodeURIComponent(conversation)}`, () => state.conversation === conversation);
  }
}

async function keep(name, question, isWanted) {
  try {
    const answer = await ask(question);
    if (isWanted()) Object.assign(state, { [name]: answer, [`${name}Failure`]: null });
  } catch (failure) {
    if (!refused(failure) && isWanted()) state[`${name}Failure`] = failure;
  }
  show();
}

function refused(failure) {
  if (failure.refused) {
    token.forget();
    Object.assign(state, { overview: null, series: null, letters: null, letter: null, trace: null, resolving: null, refusal: failure.message });
  }
  return failure.refused;
}

// ---- looking, again and again

let looks = 0;

async function look() {
  if (document.hidden || !token.get()) return;
  try {
    const before = state.overview;
    state.overview = await ask('overview');
    Object.assign(state, { lastSeen: Date.now(), missed: 0, why: null, refusal: null });
    looks++;
    if (state.view === 'overview' && (looks % SERIES_EVERY === 0 || !state.series)) await loadSeries();
    if (hasChanged(before)) await load();
  } catch (failure) {
    if (!refused(failure)) Object.assign(state, { missed: (state.missed ?? 0) + 1, why: failure.message });
  }
  show();
}

async function loadSeries() {
  const org = state.seriesOrg ?? '';
  const series = await ask(`series?org=${encodeURIComponent(org)}`);
  if ((state.seriesOrg ?? '') === org) state.series = series;
}

/** Whether what the view shows beside the overview may be another by now. */
function hasChanged(before) {
  if (state.view === 'letters') return groups(before) !== groups(state.overview);
  if (state.view === 'letter') return state.overview.errand?.stage === 'RUNNING' || isOnItsWay(state.letter) || groups(before) !== groups(state.overview);
  return state.view === 'search' && state.trace && !state.trace.history.some((entry) => entry.outcome === 'DELIVERED') && looks % 3 === 0;
}

const groups = (overview) => JSON.stringify(overview?.deadLetters?.groups ?? null);

const isOnItsWay = (letter) => letter?.deadLetter.resolution?.outcome === 'REPLAYED' && !letter.history.some((entry) => entry.outcome === 'DELIVERED');

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
    const body = { outcome, filter: { ...filter, until: plan.until }, expected: plan.count, by, note, perSecond: rate };
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
  try {
    await tell('errand/stop', {});
  } catch (failure) {
    if (!refused(failure)) state.resolving.failure = failure;
  }
  await look();
}

function closed() {
  state.resolving = null;
  show();
  load();
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
    <main id="main" tabindex="-1">${token.get() ? html`${freshness()}${errandStrip({ errand: state.overview?.errand, watch, resolving: state.resolving })}
      ${VIEWS[state.view]({ ...state, resolve, chooseSeries })}` : door()}</main>
    <footer>${state.lastSeen && token.get() ? `Seen at ${clockTime(state.lastSeen)}; looks again every 2 s.` : 'Wrapup console'}</footer>
    <dialog id="resolve" aria-labelledby="resolve-title" @close=${closed}>${resolveDialog({
      resolving: state.resolving, errand: state.overview?.errand, act, stop, close: () => dialog().close() })}</dialog>`;
}

const freshness = () =>
  html`<div role="status">${(state.missed ?? 0) >= STALE || (state.missed && !state.overview)
    ? html`<p class="notice bad"><span aria-hidden="true">✕</span> ${state.lastSeen ? `What you see is from ${clockTime(state.lastSeen)}.` : 'Nothing could be seen yet.'} ${state.why}</p>` : nothing}</div>`;

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
  await look();
  await load();
  document.getElementById('main').focus();
}

function leave() {
  token.forget();
  Object.assign(state, { overview: null, series: null, letters: null, letter: null, trace: null, refusal: null });
  show();
}

function searched(event) {
  event.preventDefault();
  const id = new FormData(event.currentTarget).get('id').trim().toLowerCase();
  location.hash = `#/conversations/${id}`;
}

async function chooseSeries(org) {
  Object.assign(state, { seriesOrg: org, series: null });
  show();
  await look();
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
