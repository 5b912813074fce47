// One look says whether all is well; below it, who does what, what waits, and who works.

import { html, nothing } from './lit-html.js';
import { badge, cause, clockTime, count, facts, millis, number, percent, reason, relative, sparkline, table } from './show.js';
import { charts } from './charts.js';

export const linkTo = (filter) => {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  return `#/dead-letters${query.size ? `?${query}` : ''}`;
};

/** What needs a look, the worst first. */
export function concerns(overview) {
  const found = [];
  const add = (level, text, link) => found.push({ level, text, link });
  const { hour, status, deadLetters } = overview.sources;
  for (const [name, source] of [['The last hour', hour], ['What waits', status], ['The dead letters', deadLetters]]) {
    if (source.failure) add('bad', `${name} cannot be read. ${source.failure}`);
  }
  if (hour.at && !overview.workers.some((worker) => !worker.silent)) add('bad', 'No worker is there.');
  for (const worker of overview.workers) {
    if (worker.silent) add('watch', `${worker.instance} has been silent for ${millis(new Date(overview.at) - new Date(worker.at))}.`, '#/');
    else if (worker.settling.failingSince) add('bad', `${worker.instance} cannot settle what it has done.`, '#/');
  }
  for (const org of overview.organizations) {
    if (org.keptBack) add('bad', `${org.name} is kept back: ${org.keptBack.reason}. ${org.keptBack.detail}`);
    else if (org.breaker && org.breaker !== 'CLOSED') add('bad', `${org.name}: the circuit breaker is ${org.breaker.toLowerCase().replace('_', ' ')}.`);
    else if (hour.at && !org.worker && overview.workers.some((worker) => !worker.silent)) add('bad', `${org.name}: no worker has it.`);
    if (org.calls.notInOrganization > 0) add('watch', `${org.name}: ${count(org.calls.notInOrganization, 'conversation', 'conversations')} of the last five minutes not in this organization.`);
  }
  if (overview.deadLetters?.count > 0) {
    add('watch', `${count(overview.deadLetters.count, 'dead letter needs', 'dead letters need')} a decision.`, linkTo({}));
  }
  return found.sort((one, other) => (one.level === other.level ? 0 : one.level === 'bad' ? -1 : 1));
}

export const overviewPage = ({ overview, series, seriesOrg, chooseSeries }) => {
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
      ${charts(series)}
    </section>
    <section aria-labelledby="waits"><h2 id="waits">What waits</h2>${waits(overview)}</section>
    <section aria-labelledby="workers"><h2 id="workers">Workers</h2>${workers(overview)}</section>
    <section aria-labelledby="dead"><h2 id="dead">Open dead letters</h2>${deadLetters(overview)}</section>`;
};

function verdict(overview) {
  const found = concerns(overview);
  if (!overview.sources.hour.at && found.length === 0) {
    return html`<div class="verdict calm"><p class="headline">Reading the last hour …</p></div>`;
  }
  if (found.length === 0) {
    return html`<div class="verdict good"><p class="headline"><span aria-hidden="true">✓</span> All is well</p>
      <p>${number(total(overview))} deliveries in the last minute, ${count(overview.workers.length, 'worker', 'workers')}, no open dead letter.</p></div>`;
  }
  const level = found[0].level;
  return html`<div class="verdict ${level}">
    <p class="headline"><span aria-hidden="true">${level === 'bad' ? '✕' : '!'}</span> ${
      level === 'bad' ? count(found.length, 'thing needs help', 'things need help') : count(found.length, 'thing to look at', 'things to look at')}</p>
    <ul>${found.slice(0, 6).map((each) => html`<li>${each.link ? html`<a href=${each.link}>${each.text}</a>` : each.text}</li>`)}
      ${found.length > 6 ? html`<li>and ${found.length - 6} more, below</li>` : nothing}</ul></div>`;
}

const total = (overview) => overview.organizations.reduce((sum, org) => sum + org.perMinute, 0);

function tile(org, overview) {
  return html`<article class="tile" aria-labelledby="org-${org.id}" data-org=${org.name}>
    <header><h3 id="org-${org.id}">${org.name}</h3>${standing(org, overview)}</header>
    <p class="rate"><strong data-figure="per-minute">${number(org.perMinute)}</strong> <span>delivered in the last minute</span></p>
    ${sparkline(org.deliveries)}
    ${facts([
      ['Ready to delivered', quantiles(org.readyToDelivered)],
      ['Readiness lag', quantiles(org.readinessLag)],
      ['404s of API calls', html`${percent(org.calls.notFound, org.calls.total)}${org.calls.mainCause ? html` <span class="quiet">${cause(org.calls.mainCause)}</span>` : nothing}`],
      ['Budget used', org.limit ? html`<meter min="0" max="1" high="0.9" value=${org.limit.used} aria-label="Budget used"></meter> ${percent(org.limit.used, 1)}` : '–'],
      ['In flight, waiting', org.lane ? `${number(org.lane.inFlight + org.lane.resting)}, ${number(org.waiting ?? org.lane.waiting)}` : '–'],
      ['Open dead letters', org.deadLetters ? html`<a href=${linkTo({ org: org.name })}>${number(org.deadLetters)}</a>` : number(org.deadLetters)],
    ])}
  </article>`;
}

const quantiles = (times) =>
  times.p50Millis === undefined || times.p50Millis === null ? '–' : html`${millis(times.p50Millis)} <span class="quiet">95 %: ${millis(times.p95Millis)}</span>`;

function standing(org, overview) {
  if (org.keptBack) return badge('bad', 'kept back');
  if (org.breaker && org.breaker !== 'CLOSED') return badge('bad', `breaker ${org.breaker.toLowerCase().replace('_', ' ')}`);
  if (!org.worker) return overview.sources.hour.at ? badge('bad', 'no worker') : badge('calm', 'being read');
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
    { title: 'State', cell: (row) => (row.silent ? badge('watch', 'silent') : row.settling.failingSince ? badge('bad', 'cannot settle') : badge('good', 'works')) },
    { title: 'Partitions', cell: (row) => row.partitions.join(', ') || 'none' },
    { title: 'Organizations', cell: (row) => row.organizations.join(', ') || 'none' },
    { title: 'In flight', numeric: true, cell: (row) => number(row.inFlight) },
    { title: 'Resting', numeric: true, cell: (row) => number(row.resting) },
    { title: 'In line', numeric: true, cell: (row) => number(row.waiting) },
    { title: 'Last settled in', numeric: true, cell: (row) => millis(row.settling.lastMillis) },
    { title: 'Since', cell: (row) => relative(row.startedAt, overview.at) },
  ], overview.workers, overview.sources.hour.at ? 'No worker has told of itself in the last ten minutes.' : 'They are being read …');

const deadLetters = (overview) =>
  table('Dead letters that nobody has decided anything of', [
    { title: 'Organization', cell: (row) => row.organization ?? row.organizationId ?? 'not known' },
    { title: 'Reason', cell: (row) => reason(row.reason) },
    { title: 'How many', numeric: true, cell: (row) => html`<a href=${linkTo({ org: row.organization ?? row.organizationId, reason: row.reason })}>${number(row.count)}</a>` },
    { title: 'Oldest', cell: (row) => relative(row.oldest, overview.at) },
    { title: 'Newest', cell: (row) => relative(row.newest, overview.at) },
  ], overview.deadLetters?.groups ?? [], overview.deadLetters ? 'None: nothing needs a decision.' : 'They are being counted …');
