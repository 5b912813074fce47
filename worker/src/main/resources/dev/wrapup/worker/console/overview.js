// One look says whether all is well; below it, who does what, what waits, and who works.

import { html, nothing } from './lit-html.js';
import { badge, cause, clockTime, count, facts, failure, millis, number, percent, reason, relative, sparkline, table } from './show.js';
import { charts } from './charts.js';

export const linkTo = (filter) => {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  return `#/dead-letters${query.size ? `?${query}` : ''}`;
};

const FRESH = 15_000; // milliseconds; a worker tells of itself every five seconds, and is silent after sixteen

/** Whether what is shown of the last minutes is of now. */
function isKnown({ at, sources: { hour } }) {
  return Boolean(hour.at) && new Date(at) - new Date(hour.at) <= FRESH;
}

/** The same of workers. If not, nothing is said of who is there or silent. */
const isKnownOfWorkers = (overview) => isKnown(overview) && Boolean(overview.sources.workers.at);

const SOURCES = [['hour', 'the last hour'], ['workers', 'what workers tell'], ['status', 'what waits'], ['deadLetters', 'the dead letters']];

const isBeingRead = (source) => !source.at && !source.failure;

/** What stands where nothing can be said. */
const unknown = (...sources) => (sources.every(isBeingRead) ? 'being read' : 'not known');

/** The same of workers: what they tell is read with the last hour. */
const unknownOfWorkers = ({ sources: { hour, workers: theirs } }) => unknown(hour, theirs);

/** What needs a look, the worst first. */
export function concerns(overview) {
  const found = [];
  const add = (level, text, link) => found.push({ level, text, link });
  for (const [key, name] of SOURCES) {
    const source = overview.sources[key];
    const isStale = key === 'hour' && source.at && !isKnown(overview);
    if (source.failure || isStale) add('bad', [`${capitalized(name)} cannot be read${source.at ? ` since ${clockTime(source.at)}` : ''}.`, source.failure].filter(Boolean).join(' '));
  }
  const known = isKnownOfWorkers(overview);
  const somebodyWorks = overview.workers.some((worker) => !worker.silent);
  if (known && !somebodyWorks) add('bad', 'No worker is there.');
  for (const worker of known ? overview.workers : []) {
    if (worker.silent) add('watch', `${worker.instance} has been silent for ${millis(new Date(overview.at) - new Date(worker.at))}.`, '#/');
    else if (worker.settling.failingSince) add('bad', `${worker.instance} cannot settle what it has done.`, '#/');
  }
  for (const org of overview.organizations) {
    if (org.keptBack) add('bad', `${org.name} is kept back: ${org.keptBack.reason}. ${org.keptBack.detail}`);
    else if (org.breaker && org.breaker !== 'CLOSED') add('bad', `${org.name}: the circuit breaker is ${org.breaker.toLowerCase().replace('_', ' ')}.`);
    else if (known && somebodyWorks && !org.worker) add('bad', `${org.name}: no worker has it.`);
    if (org.calls?.notInOrganization > 0) add('watch', `${org.name}: ${count(org.calls.notInOrganization, 'conversation', 'conversations')} of the last five minutes not in this organization.`);
  }
  if (overview.deadLetters?.count > 0) {
    add('watch', `${count(overview.deadLetters.count, 'dead letter needs', 'dead letters need')} a decision.`, linkTo({}));
  }
  return found.sort((one, other) => (one.level === other.level ? 0 : one.level === 'bad' ? -1 : 1));
}

const capitalized = (text) => text[0].toUpperCase() + text.slice(1);

export const overviewPage = ({ overview, series, seriesFailure, seriesOrg, chooseSeries }) => {
  if (!overview) return html`<h1>Overview</h1><p>The console looks …</p>`;
  return html`
    <h1 class="visually-hidden">Overview</h1>
    ${verdict(overview)}
    <section aria-labelledby="organizations"><h2 id="organizations">Organizations</h2>
      <div class="tiles">${overview.organizations.map((org) => tile(org, overview))}</div>
    </section>
    <section aria-labelledby="hour"><div class="heading"><h2 id="hour">The last hour</h2>
      <label>Of <select @change=${(event) => chooseSeries(event.target.value)}>
        <option value="" .selected=${!seriesOrg}>all organizations</option>
        ${overview.organizations.map((org) => html`<option value=${org.id} .selected=${seriesOrg === org.id}>${org.name}</option>`)}
      </select></label></div>
      ${seriesFailure ? failure(seriesFailure) : nothing}
      ${charts(series)}
    </section>
    <section aria-labelledby="waits"><h2 id="waits">What waits</h2>${waits(overview)}</section>
    <section aria-labelledby="workers"><h2 id="workers">Workers</h2>${workers(overview)}</section>
    <section aria-labelledby="dead"><h2 id="dead">Open dead letters</h2>${deadLetters(overview)}</section>`;
};

/** Only the headline is said aloud: it changes when its meaning does, and stays one element to be heard. */
function verdict(overview) {
  const found = concerns(overview);
  const [level, sign, headline] = standingOf(overview, found);
  return html`<div class="verdict ${level}">
    <p class="headline" role="status"><span aria-hidden="true">${sign}</span> ${headline}</p>
    ${level === 'good' ? html`<p>${number(total(overview))} deliveries in the last minute, ${count(overview.workers.length, 'worker', 'workers')}, no open dead letter.</p>` : nothing}
    ${found.length ? html`<ul>${found.slice(0, 6).map((each) => html`<li>${each.link ? html`<a href=${each.link}>${each.text}</a>` : each.text}</li>`)}
      ${found.length > 6 ? html`<li>and ${found.length - 6} more, below</li>` : nothing}</ul>` : nothing}</div>`;
}

function standingOf(overview, found) {
  const beingRead = SOURCES.filter(([key]) => isBeingRead(overview.sources[key])).map(([, name]) => name);
  if (found.length === 0) return beingRead.length ? ['calm', '•', `Reading ${beingRead.join(', ')} …`] : ['good', '✓', 'All is well'];
  return found[0].level === 'bad'
    ? ['bad', '✕', count(found.length, 'thing needs help', 'things need help')]
    : ['watch', '!', count(found.length, 'thing to look at', 'things to look at')];
}

const total = (overview) => overview.organizations.reduce((sum, org) => sum + org.perMinute, 0);

function tile(org, overview) {
  const known = isKnown(overview);
  const knownOfWorkers = isKnownOfWorkers(overview);
  return html`<article class="tile" aria-labelledby="org-${org.id}" data-org=${org.name}>
    <header><h3 id="org-${org.id}">${org.name}</h3>${standing(org, overview)}</header>
    <p class="rate"><strong data-figure="per-minute">${number(known ? org.perMinute : null)}</strong> <span>delivered in the last minute</span></p>
    ${sparkline(known ? org.deliveries : [])}
    ${facts([
      ['Ready to delivered', known ? quantiles(org.readyToDelivered) : '–'],
      ['Readiness lag', known ? quantiles(org.readinessLag) : '–'],
      ['404s of API calls', !knownOfWorkers ? '–' : html`${percent(org.calls.notFound, org.calls.total)}${org.calls.mainCause ? html` <span class="quiet">${cause(org.calls.mainCause)}</span>` : nothing}`],
      ['Budget used', knownOfWorkers && org.limit ? html`<meter min="0" max="1" high="0.9" value=${org.limit.used} aria-label="Budget used"></meter> ${percent(org.limit.used, 1)}` : '–'],
      ['In flight, waiting', knownOfWorkers && org.lane ? `${number(org.lane.inFlight + org.lane.resting)}, ${number(org.waiting ?? org.lane.waiting)}` : '–'],
      ['Open dead letters', org.deadLetters ? html`<a href=${linkTo({ org: org.name })}>${number(org.deadLetters)}</a>` : number(org.deadLetters)],
    ])}
  </article>`;
}

const quantiles = (times) =>
  (times?.p50Millis ?? null) === null ? '–' : html`${millis(times.p50Millis)} <span class="quiet">95 %: ${millis(times.p95Millis)}</span>`;

function standing(org, overview) {
  if (org.keptBack) return badge('bad', 'kept back');
  if (org.breaker && org.breaker !== 'CLOSED') return badge('bad', `breaker ${org.breaker.toLowerCase().replace('_', ' ')}`);
  if (!isKnownOfWorkers(overview)) return badge('calm', unknownOfWorkers(overview));
  if (!org.worker) return badge('bad', 'no worker');
  if (!overview.deadLetters) return badge('calm', unknown(overview.sources.deadLetters));
  return org.deadLetters ? badge('watch', 'dead letters') : badge('good', 'well');
}

const sum = (values) => values.reduce((one, other) => one + other, 0);

const earliest = (instants) => instants.filter((each) => each).sort()[0];

const about = (value, estimated) => `${estimated ? 'about ' : ''}${number(value)}`;

const waits = (overview) =>
  table(html`Records that no worker has finished, by topic${overview.sources.status.at ? `, as of ${clockTime(overview.sources.status.at)}` : ''}`, [
    { title: 'Topic', cell: (row) => html`<code>${row.topic}</code>` },
    { title: 'Waiting', numeric: true, cell: (row) => about(sum(row.backlogs.map((each) => each.waiting)), row.backlogs.some((each) => each.estimated)) },
    { title: 'Oldest', cell: (row) => relative(earliest(row.backlogs.map((each) => each.oldest)), overview.at) },
    { title: 'Next due', cell: (row) => relative(earliest(row.backlogs.map((each) => each.nextDue)), overview.at) },
    { title: 'Whose', cell: (row) => row.backlogs.map((each) => `${each.organization} ${about(each.waiting, each.estimated)}`).join(', ') || '–' },
  ], overview.topics ?? [], 'It is being read …');

const workers = (overview) =>
  table('Workers, as each last told of itself', [
    { title: 'Worker', cell: (row) => row.instance },
    { title: 'State', cell: (row) => condition(row, overview) },
    { title: 'Partitions', cell: (row) => row.partitions.join(', ') || 'none' },
    { title: 'Organizations', cell: (row) => row.organizations.join(', ') || 'none' },
    { title: 'In flight', numeric: true, cell: (row) => number(row.inFlight) },
    { title: 'Resting', numeric: true, cell: (row) => number(row.resting) },
    { title: 'In line', numeric: true, cell: (row) => number(row.waiting) },
    { title: 'Last settled in', numeric: true, cell: (row) => millis(row.settling.lastMillis) },
    { title: 'Since', cell: (row) => relative(row.startedAt, overview.at) },
  ], overview.workers, isKnownOfWorkers(overview) ? 'No worker has told of itself in the last ten minutes.' : unknownOfWorkers(overview) === 'being read' ? 'They are being read …' : 'It is not known who is there.');

function condition(worker, overview) {
  if (!isKnownOfWorkers(overview)) return badge('calm', unknownOfWorkers(overview));
  if (worker.silent) return badge('watch', 'silent');
  return worker.settling.failingSince ? badge('bad', 'cannot settle') : badge('good', 'works');
}

const deadLetters = (overview) =>
  table('Dead letters that nobody has decided anything of', [
    { title: 'Organization', cell: (row) => row.organization ?? row.organizationId ?? 'not known' },
    { title: 'Reason', cell: (row) => reason(row.reason) },
    { title: 'How many', numeric: true, cell: (row) => howMany(row) },
    { title: 'Oldest', cell: (row) => relative(row.oldest, overview.at) },
    { title: 'Newest', cell: (row) => relative(row.newest, overview.at) },
  ], overview.deadLetters?.groups ?? [], overview.deadLetters ? 'None: nothing needs a decision.' : 'They are being counted …');

/** With a link to the very ones; no filter means those without an organization, and by their reason alone it would mean others too. */
function howMany({ organization, organizationId, reason: code, count: all }) {
  const org = organization ?? organizationId;
  return org ? html`<a href=${linkTo({ org, reason: code })}>${number(all)}</a>` : number(all);
}
