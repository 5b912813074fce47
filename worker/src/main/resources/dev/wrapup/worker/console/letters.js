// Dead letters: filters, and what they mean.

import { html, nothing } from './lit-html.js';
import { DEAD_REASONS, count, failure, number, outcome, reason, reasonText, relative, table } from './show.js';
import { linkTo } from './overview.js';

const LIMIT = 100;

/** The filter as the address has it. */
export const filterOf = (query) => ({
  org: query.get('org') ?? '',
  reason: query.get('reason') ?? '',
  conversation: query.get('conversation') ?? '',
  since: query.get('since') ?? '',
  until: query.get('until') ?? '',
  all: query.get('all') === 'true' ? 'true' : '',
});

export const questionOf = (filter) =>
  `dead-letters?${new URLSearchParams({ ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value)), limit: LIMIT })}`;

/** The same, as changes are told it. */
export const meaningOf = ({ org, reason: code, conversation, since, until }) => ({
  org: org || null,
  reason: code ? [code] : null,
  conversation: conversation || null,
  since: since || null,
  until: until || null,
});

export const lettersPage = ({ overview, filter, letters, lettersFailure, resolve }) => html`
  <h1>Dead letters</h1>
  ${form(filter, overview)}
  ${lettersFailure ? failure(lettersFailure) : nothing}
  ${letters ? list(letters, filter, overview, resolve) : lettersFailure ? nothing : html`<p>They are being read …</p>`}`;

function form(filter, overview) {
  const organizations = overview?.organizations.map((org) => org.name) ?? [];
  const strangers = new Set((overview?.deadLetters?.groups ?? []).filter((each) => !each.organization && each.organizationId).map((each) => each.organizationId));
  const names = [...new Set([...organizations, ...strangers, ...(filter.org ? [filter.org] : [])])];
  const reasons = [...new Set([...DEAD_REASONS, ...(filter.reason ? [filter.reason] : [])])];
  return html`<form class="filters" aria-label="Filters" @submit=${submitted} @change=${(event) => event.currentTarget.requestSubmit()}>
    <label>Organization <select name="org"><option value="">any</option>
      ${names.map((name) => html`<option value=${name} .selected=${filter.org === name}>${name}</option>`)}</select></label>
    <label>Reason <select name="reason"><option value="">any</option>
      ${reasons.map((code) => html`<option value=${code} .selected=${filter.reason === code}>${reasonText(code)}</option>`)}</select></label>
    <label>Conversation <input name="conversation" .value=${filter.conversation} placeholder="its id" spellcheck="false" autocomplete="off"></label>
    <label>Died since <input type="datetime-local" name="since" .value=${local(filter.since)}></label>
    <label>Died before <input type="datetime-local" name="until" .value=${local(filter.until)}></label>
    <label class="check"><input type="checkbox" name="all" value="true" .checked=${filter.all === 'true'}> also decided ones</label>
    <button type="submit" class="secondary">Filter</button>
  </form>`;
}

/** Puts the form's fields to what the address says, whatever was typed or chosen meanwhile. */
export function follow(filter) {
  const fields = document.querySelector('form.filters')?.elements;
  if (!fields) return;
  for (const name of ['org', 'reason', 'conversation']) fields[name].value = filter[name];
  for (const name of ['since', 'until']) fields[name].value = local(filter[name]);
  fields.all.checked = filter.all === 'true';
}

function submitted(event) {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.currentTarget));
  location.hash = linkTo({ ...fields, conversation: fields.conversation.trim(), since: instant(fields.since), until: instant(fields.until) });
}

const instant = (text) => (text ? new Date(text).toISOString() : '');

/** An instant as a field for the reader's own time has it; empty where the address has none. */
function local(text) {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const list = ({ count: all, letters }, filter, overview, resolve) => html`
  <div class="heading"><p role="status">${count(all, 'dead letter', 'dead letters')}${letters.length < all ? `, of which the oldest ${number(letters.length)} are shown` : ''}</p>
    ${all > 0 && !filter.all ? html`<div class="actions">
      <button type="button" @click=${() => resolve('REPLAYED', meaningOf(filter))}>Replay these …</button>
      <button type="button" class="secondary" @click=${() => resolve('DISCARDED', meaningOf(filter))}>Discard these …</button>
    </div>` : nothing}</div>
  ${table('Dead letters, the oldest first', [
    { title: 'Place', cell: (row) => html`<a href="#/dead-letters/${row.place}">${row.place}</a>` },
    { title: 'Died', cell: (row) => relative(row.diedAt, overview?.at ?? new Date()) },
    { title: 'Organization', cell: (row) => row.organization ?? row.organizationId ?? 'not known' },
    { title: 'Reason', cell: (row) => reason(row.reason) },
    { title: 'Conversation', cell: (row) => (row.conversationId ? html`<a href="#/conversations/${row.conversationId}"><code>${row.conversationId}</code></a>` : '–') },
    { title: 'Replays', numeric: true, cell: (row) => number(row.replays) },
    ...(filter.all ? [{ title: 'Decided', cell: (row) => (row.resolution ? html`${outcome(row.resolution.outcome)} by ${row.resolution.by}` : 'open') }] : []),
  ], letters, 'None that this filter means.')}`;
