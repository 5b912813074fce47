// What happened to this conversation.

import { html, nothing } from './lit-html.js';
import { badge, count, failure, history, moment, outcome, reason, relative, table } from './show.js';

export const searchPage = ({ conversation, trace, traceFailure, overview }) => html`
  <h1>What happened to <code class="id">${conversation}</code></h1>
  ${traceFailure ? failure(traceFailure) : nothing}
  ${trace ? body(trace, overview?.at ?? new Date()) : traceFailure ? nothing : html`<p role="status">The ledger is being searched …</p>`}`;

const body = (trace, now) => html`
  ${verdicts(trace).map(([level, headline, more]) => html`<div class="verdict ${level}" role="status"><p class="headline">${headline}</p>${more ? html`<p>${more}</p>` : nothing}</div>`)}
  ${trace.unseen.length ? html`<p class="notice watch">Could not be seen: ${trace.unseen.join('; ')}.</p>` : nothing}
  ${trace.history.length ? html`<section aria-labelledby="ledger"><h2 id="ledger">Ledger</h2>${history(trace.history, now, names(trace))}</section>` : nothing}
  ${trace.waiting.length ? html`<section aria-labelledby="waiting"><h2 id="waiting">Waits</h2>${table('Records of it that no worker has finished', [
    { title: 'Where', cell: (row) => html`<code>${row.place}</code>` },
    { title: 'Organization', cell: (row) => row.organization ?? row.organizationId ?? 'not known' },
    { title: 'Due', cell: (row) => relative(row.due, now) },
    { title: 'Because', cell: (row) => (row.reason ? reason(row.reason) : '–') },
    { title: 'First seen', cell: (row) => moment(row.firstSeenAt) },
  ], trace.waiting, '')}</section>` : nothing}
  ${trace.deadLetters.length ? html`<section aria-labelledby="letters"><h2 id="letters">Dead letters</h2>${table('Dead letters of it', [
    { title: 'Place', cell: (row) => html`<a href="#/dead-letters/${row.place}">${row.place}</a>` },
    { title: 'Organization', cell: (row) => row.organization ?? row.organizationId ?? 'not known' },
    { title: 'Died', cell: (row) => moment(row.diedAt) },
    { title: 'Reason', cell: (row) => reason(row.reason) },
    { title: 'Decided', cell: (row) => (row.resolution ? html`${outcome(row.resolution.outcome)} by ${row.resolution.by}` : badge('watch', 'open')) },
  ], trace.deadLetters, '')}</section>` : nothing}
  <p class="quiet">${trace.searched ? `${count(trace.searched, 'ledger entry was', 'ledger entries were')} searched` : 'The ledger is empty'}${trace.since ? html`, back to ${moment(trace.since)}` : nothing}.</p>`;

/** Every organization that anything is known of, by its id: a conversation is in one, but closures may name another. */
function names({ standing, waiting, deadLetters }) {
  const all = [...standing.map(({ organization, entry }) => ({ organization, organizationId: entry.organizationId })), ...deadLetters, ...waiting];
  return new Map(all.map((each) => [each.organizationId, each.organization ?? each.organizationId]));
}

/** One for each organization: level, headline, more. */
function verdicts(trace) {
  const all = [...names(trace)].map(([id, name]) => {
    const ofIt = (each) => each.organizationId === id;
    return verdict(name, trace.standing.map((each) => each.entry).find(ofIt), trace.waiting.find(ofIt), trace.deadLetters.find(ofIt), trace);
  });
  if (all.length) return all;
  return trace.unseen.length
    ? [['watch', html`<span aria-hidden="true">!</span> Nothing was found of it, and not all could be seen`, nothing]]
    : [['watch', html`<span aria-hidden="true">!</span> Nothing is known of it`, 'No closure of it has come this far, or it is older than the ledger reaches back.']];
}

/** The ledger's last entry says it, where all of the ledger was read, whatever else could not be seen. */
function verdict(name, last, waits, deadLetter, { ledgerComplete, unseen }) {
  const whose = name ? ` in ${name}` : '';
  if (last?.outcome === 'DELIVERED') return ['good', html`<span aria-hidden="true">✓</span> Delivered${whose}`, html`on ${moment(last.settledAt)}, ${last.reason}`];
  if (waits) return ['calm', html`<span aria-hidden="true">•</span> It waits${whose}`, html`in ${waits.place}`];
  if (last ? !ledgerComplete : unseen.length) return ['watch', html`<span aria-hidden="true">!</span> Not known${whose}: not all could be seen`, nothing];
  if (last?.outcome === 'DISCARDED') return ['calm', html`<span aria-hidden="true">•</span> Discarded${whose}`, html`by ${last.resolution.by}, ${moment(last.settledAt)}`];
  if (last?.outcome === 'REPLAYED') return ['calm', html`<span aria-hidden="true">•</span> Replayed${whose}, and on its way`, nothing];
  return ['bad', html`<span aria-hidden="true">✕</span> Not delivered${whose}: it is a dead letter`, last?.detail ?? deadLetter?.detail ?? nothing];
}
