// What happened to this conversation.

import { html, nothing } from './lit-html.js';
import { badge, count, failure, history, moment, outcome, reason, relative, table } from './show.js';

export const searchPage = ({ conversation, trace, traceFailure, overview }) => html`
  <h1>What happened to <code class="id">${conversation}</code></h1>
  ${traceFailure ? failure(traceFailure) : nothing}
  ${trace ? body(trace, overview?.at ?? new Date()) : traceFailure ? nothing : html`<p role="status">The ledger is being searched …</p>`}`;

const body = (trace, now) => html`
  <div class="verdict ${answer(trace)[0]}" role="status"><p class="headline">${answer(trace)[1]}</p>${answer(trace)[2] ? html`<p>${answer(trace)[2]}</p>` : nothing}</div>
  ${trace.history.length ? html`<section aria-labelledby="ledger"><h2 id="ledger">Ledger</h2>${history(trace.history, now)}</section>` : nothing}
  ${trace.waiting.length ? html`<section aria-labelledby="waiting"><h2 id="waiting">Waits</h2>${table('Records of it that no worker has finished', [
    { title: 'Where', cell: (row) => html`<code>${row.place}</code>` },
    { title: 'Due', cell: (row) => relative(row.due, now) },
    { title: 'Because', cell: (row) => (row.reason ? reason(row.reason) : '–') },
    { title: 'First seen', cell: (row) => moment(row.firstSeenAt) },
  ], trace.waiting, '')}</section>` : nothing}
  ${trace.deadLetters.length ? html`<section aria-labelledby="letters"><h2 id="letters">Dead letters</h2>${table('Dead letters of it', [
    { title: 'Place', cell: (row) => html`<a href="#/dead-letters/${row.place}">${row.place}</a>` },
    { title: 'Died', cell: (row) => moment(row.diedAt) },
    { title: 'Reason', cell: (row) => reason(row.reason) },
    { title: 'Decided', cell: (row) => (row.resolution ? html`${outcome(row.resolution.outcome)} by ${row.resolution.by}` : badge('watch', 'open')) },
  ], trace.deadLetters, '')}</section>` : nothing}
  <p class="quiet">${trace.searched ? `${count(trace.searched, 'ledger entry was', 'ledger entries were')} searched` : 'The ledger is empty'}${trace.since ? html`, back to ${moment(trace.since)}` : nothing}.${
    trace.unseen.length ? html` Could not be seen: ${trace.unseen.join('; ')}.` : nothing}</p>`;

/** How it stands, in one line: level, headline, more. */
function answer({ history: entries, deadLetters, waiting, organization }) {
  const whose = organization ? ` in ${organization}` : '';
  const delivered = entries.find((entry) => entry.outcome === 'DELIVERED');
  if (delivered) return ['good', html`<span aria-hidden="true">✓</span> Delivered${whose}`, html`on ${moment(delivered.settledAt)}, ${delivered.reason}`];
  if (waiting.length) return ['calm', html`<span aria-hidden="true">•</span> It waits${whose}`, html`in ${waiting[0].place}`];
  const last = entries.at(-1);
  if (last?.outcome === 'DISCARDED') return ['calm', html`<span aria-hidden="true">•</span> Discarded${whose}`, html`by ${last.resolution.by}, ${moment(last.settledAt)}`];
  if (last?.outcome === 'REPLAYED') return ['calm', html`<span aria-hidden="true">•</span> Replayed${whose}, and on its way`, nothing];
  if (last || deadLetters.length) return ['bad', html`<span aria-hidden="true">✕</span> Not delivered${whose}: it is a dead letter`, last?.detail ?? nothing];
  return ['watch', html`<span aria-hidden="true">!</span> Nothing is known of it`, 'No closure of it has come this far, or it is older than the ledger reaches back.'];
}
