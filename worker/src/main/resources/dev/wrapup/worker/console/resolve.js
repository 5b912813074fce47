// Replay and discard: the plan before the act, then how far it has come, then what became of it.

import { html, nothing } from './lit-html.js';
import { count, failure, millis, moment, number, reason, reasonText, table } from './show.js';

const VERBS = { REPLAYED: ['Replay', 'replayed'], DISCARDED: ['Discard', 'discarded'] };

/** The dialog's contents; it holds the focus by itself, and Escape closes it. */
export const resolveDialog = ({ resolving, errand, act, stop, close }) => {
  if (!resolving) return nothing;
  const [verb, done] = VERBS[resolving.outcome];
  return html`<form method="dialog" @submit=${(event) => submitted(event, act)}>
    <h2 id="resolve-title" tabindex="-1">${verb} dead letters</h2>
    ${resolving.failure ? failure(resolving.failure) : nothing}
    ${resolving.begun ? progress(errand, done) : resolving.plan ? plan(resolving, verb) : resolving.failure ? nothing : html`<p role="status">The plan is being made …</p>`}
    <div class="actions">
      ${resolving.begun
        ? errand?.stage === 'RUNNING' ? html`<button type="button" class="secondary" @click=${stop}>Stop</button>` : nothing
        : resolving.plan?.count ? html`<button type="submit" ?disabled=${resolving.busy}>${verb} ${count(resolving.plan.count, 'dead letter', 'dead letters')}</button>` : nothing}
      <button type="button" class="secondary" @click=${close}>${resolving.begun ? 'Close' : 'Cancel'}</button>
    </div>
  </form>`;
};

const plan = ({ plan: made, filter, rate, by, change, outcome }, verb) => html`
  <p>Meant are the open dead letters ${words(filter)}.</p>
  ${made.elsewhere ? html`<p class="notice watch"><span aria-hidden="true">!</span> ${made.elsewhere.by} decides dead letters by another process, last ${moment(made.elsewhere.at)}. Whoever begins now ends that.</p>` : nothing}
  <p role="status">${made.count === 0 ? 'There is nothing to do: the filter means no open dead letter.' : html`The plan: ${verb.toLowerCase()} <strong>${count(made.count, 'dead letter', 'dead letters')}</strong>${
    outcome === 'REPLAYED' ? '. Workers take them up anew, each once.' : '. Nothing more is done about them; their events stay where they are.'}`}</p>
  ${made.left ? html`<p>${number(made.left)} more cannot be replayed: too large for a worker.</p>` : nothing}
  ${made.count === 0 ? nothing : html`${table('The plan, by organization and reason', [
    { title: 'How many', numeric: true, cell: (row) => number(row.count) },
    { title: 'Organization', cell: (row) => row.organization ?? row.organizationId ?? 'not known' },
    { title: 'Reason', cell: (row) => reason(row.reason) },
    { title: 'Oldest', cell: (row) => moment(row.oldest) },
    { title: 'Newest', cell: (row) => moment(row.newest) },
  ], made.groups, '')}
  <div class="fields">
    <label>Who decides this <input name="by" required maxlength="100" .value=${by} autocomplete="name"></label>
    <label>Why <input name="note" maxlength="500" placeholder="for the ledger"></label>
    <label>At most so many a second <input name="rate" type="number" min="1" max="10000" required .value=${String(rate)} @input=${(event) => change(Number(event.target.value))}></label>
  </div>
  <p>It takes about ${millis((1000 * made.count) / Math.max(1, rate))}. What dies from now on is not part of it.</p>`}`;

/** The filter, as a person would say it. */
function words(filter) {
  const parts = [
    filter.place?.length ? html`at <code>${filter.place.join(', ')}</code>` : null,
    filter.org ? html`of <strong>${filter.org}</strong>` : null,
    filter.reason?.length ? html`with the reason <strong>${filter.reason.map(reasonText).join(' or ')}</strong>` : null,
    filter.conversation ? html`of the conversation <code class="id">${filter.conversation}</code>` : null,
    filter.since ? html`that died since ${moment(filter.since)}` : null,
    filter.until ? html`that died before ${moment(filter.until)}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? html`of <strong>all organizations</strong>, whatever their reason and age` : parts.map((part, at) => html`${at === 0 ? '' : ', '}${part}`);
}

function submitted(event, act) {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.currentTarget));
  act({ by: fields.by, note: fields.note, rate: Number(fields.rate) });
}

const ENDS = { DONE: 'Done', STOPPED: 'Stopped', REFUSED: 'Nothing was done', FAILED: 'It failed' };

const progress = (errand, done) => {
  if (!errand) return html`<p role="status">It begins …</p>`;
  return html`<label class="progress">${number(errand.done)} of ${number(errand.planned)} ${done}
      <progress max=${errand.planned} value=${errand.done}></progress></label>
    <p role="status">${errand.stage === 'RUNNING' ? 'It goes on …' : html`${ENDS[errand.stage]}${errand.message ? `: ${errand.message}` : ''}.`}
    ${errand.outcome === 'REPLAYED' && errand.done > 0 ? html`Of what was replayed since: <strong data-figure="delivered">${number(errand.delivered)}</strong> delivered, ${number(errand.deadAgain)} dead again.` : nothing}</p>`;
};
