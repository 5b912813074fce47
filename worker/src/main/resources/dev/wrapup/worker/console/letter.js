// One dead letter: what became of it, its event, its headers, and what the ledger knows of its conversation.

import { html, nothing } from './lit-html.js';
import { count, facts, failure, history, moment, number, outcome, reason, relative } from './show.js';

export const letterPage = ({ place, letter, letterFailure, overview, resolve }) => html`
  <nav aria-label="Breadcrumb" class="crumbs"><a href="#/dead-letters">Dead letters</a> › ${place}</nav>
  <h1>Dead letter ${place}</h1>
  ${letterFailure ? failure(letterFailure) : nothing}
  ${letter ? body(letter, overview?.at ?? new Date(), resolve) : letterFailure ? nothing : html`<p>It is being read …</p>`}`;

const body = ({ deadLetter: card, contents, history: entries, unseen = [] }, now, resolve) => html`
  ${standing(card, entries, resolve)}
  <section aria-labelledby="what"><h2 id="what">What happened</h2>
    ${facts([
      ['Reason', reason(card.reason)],
      ['In words', card.detail],
      ['Organization', card.organization ?? card.organizationId ?? 'not known'],
      ['Conversation', card.conversationId ? html`<a href="#/conversations/${card.conversationId}"><code>${card.conversationId}</code></a>` : null],
      ['Died', html`${moment(card.diedAt)} <span class="quiet">${relative(card.diedAt, now)}</span>`],
      ['Closed', card.closedAt ? moment(card.closedAt) : null],
      ['First seen', html`${moment(card.firstSeenAt)} <span class="quiet">as ${card.origin}</span>`],
      ['Effort', [count(card.passes, 'pass', 'passes'), count(card.polls, 'poll', 'polls'), count(card.apiCalls, 'API call', 'API calls'), count(card.replays, 'replay', 'replays')].join(', ')],
      ['Correlation id', card.correlationId ? html`<code>${card.correlationId}</code>` : null],
      ['Size', card.bytes === undefined ? null : `${number(card.bytes)} bytes`],
    ])}
  </section>
  <section aria-labelledby="history"><h2 id="history">History of its conversation</h2>
    ${unseen.length ? html`<p>Could not be seen: ${unseen.join('; ')}.</p>` : nothing}
    ${entries.length ? history(entries, now) : html`<p class="empty">${card.conversationId ? 'The ledger has nothing of it, or nothing any more.' : 'Its bytes name no conversation, so the ledger’s entries cannot be found by one.'}</p>`}
  </section>
  <section aria-labelledby="event"><h2 id="event">Event</h2>
    ${contents.event ? html`<pre tabindex="0" role="region" aria-label="The event's bytes">${shown(contents.event)}</pre>` : html`<p class="empty">It was too large to be moved here: its detail says where it stands.</p>`}
  </section>
  <section aria-labelledby="headers"><h2 id="headers">Headers</h2>
    ${contents.headers.length ? facts(contents.headers.map((line) => [html`<code>${line.name}</code>`, html`<code>${shown(line)}</code>`])) : html`<p class="empty">None.</p>`}
  </section>`;

const shown = (line) => {
  if (line.json !== undefined) return JSON.stringify(line.json, null, 2);
  if (line.text !== undefined) return line.text;
  return line.hex === undefined ? '(none)' : `(hex) ${line.hex}`;
};

const ENDS = new Set(['DELIVERED', 'DEAD', 'DISCARDED']);

/** What a replay came to, the oldest first: what was before it does not count. */
export const cameOfReplay = ({ deadLetter: { resolution }, history: entries }) =>
  entries.filter((entry) => ENDS.has(entry.outcome) && new Date(entry.settledAt) > new Date(resolution.at));

/** Open, or what a person decided and what came of it. */
function standing(card, entries, resolve) {
  if (!card.resolution) {
    return html`<div class="heading"><p>Nobody has decided anything of it yet.</p><div class="actions">
      <button type="button" @click=${() => resolve('REPLAYED', { place: [card.place] })}>Replay …</button>
      <button type="button" class="secondary" @click=${() => resolve('DISCARDED', { place: [card.place] })}>Discard …</button>
    </div></div>`;
  }
  return html`<div class="heading"><p>${outcome(card.resolution.outcome)} by ${card.resolution.by}${
    card.resolution.note ? html`: “${card.resolution.note}”` : nothing}, ${moment(card.resolution.at)}.
    <span role="status">${card.resolution.outcome === 'REPLAYED' ? came(cameOfReplay({ deadLetter: card, history: entries })) : nothing}</span></p></div>`;
}

function came(ends) {
  if (ends.length === 0) return 'On its way again.';
  const end = ends.find((entry) => entry.outcome === 'DELIVERED') ?? ends.at(-1);
  return html`<span data-outcome=${end.outcome.toLowerCase()}>Since then: ${outcome(end.outcome)}</span>`;
}
