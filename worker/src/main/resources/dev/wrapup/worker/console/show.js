// How things are shown, the same everywhere.

import { html, svg, nothing } from './lit-html.js';

const NUMBER = new Intl.NumberFormat('en');

export const number = (value) => (value === undefined || value === null ? '–' : NUMBER.format(value));

export const count = (value, one, many) => `${number(value)} ${value === 1 ? one : many}`;

export const percent = (part, whole) => {
  if (!whole) return '–';
  const share = (100 * part) / whole;
  return `${share > 0 && share < 10 ? share.toFixed(1) : Math.round(share)} %`;
};

/** In the unit that people would say it in. */
export const millis = (value) => {
  if (value === undefined || value === null) return '–';
  if (value < 1000) return `${Math.round(value)} ms`;
  const seconds = value / 1000;
  if (seconds < 90) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} d`;
};

const pad = (value) => String(value).padStart(2, '0');

export const clockTime = (instant) => {
  const at = new Date(instant);
  return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
};

const dateTime = (instant) => {
  const at = new Date(instant);
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${clockTime(at)}`;
};

/** A moment, exactly, in the reader's own time zone. */
export const moment = (instant) =>
  instant ? html`<time datetime=${instant} title=${instant}>${dateTime(instant)}</time>` : '–';

/** How long ago, or in how long, from when the console looked. */
export const relative = (instant, now) => {
  if (!instant) return '–';
  const away = new Date(instant) - new Date(now);
  const text = Math.abs(away) < 1000 ? 'now' : away > 0 ? `in ${millis(away)}` : `${millis(-away)} ago`;
  return html`<time datetime=${instant} title=${dateTime(instant)}>${text}</time>`;
};

const SIGNS = { good: '✓', watch: '!', bad: '✕', calm: '•' };

/** A state: a sign and a word, and only then a colour. */
export const badge = (level, text) =>
  html`<span class="badge ${level}"><span aria-hidden="true">${SIGNS[level]}</span> ${text}</span>`;

/** A table; on a phone each row is a card, so its parts keep their roles by name. */
export const table = (caption, columns, rows, empty) =>
  rows.length === 0
    ? html`<p class="empty">${empty}</p>`
    : html`<table role="table">
        <caption>${caption}</caption>
        <thead role="rowgroup">
          <tr role="row">${columns.map((each) => html`<th role="columnheader" scope="col" class=${each.numeric ? 'numeric' : ''}>${each.title}</th>`)}</tr>
        </thead>
        <tbody role="rowgroup">
          ${rows.map((row) => html`<tr role="row">${columns.map((each) =>
            html`<td role="cell" class=${each.numeric ? 'numeric' : ''}><span class="label" aria-hidden="true">${each.title}</span><span class="value">${each.cell(row)}</span></td>`)}</tr>`)}
        </tbody>
      </table>`;

export const facts = (pairs) =>
  html`<dl class="facts">${pairs.map(([name, value]) =>
    value === undefined || value === null || value === nothing ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** The course of an hour, for the eye alone: the number beside it says the same to everybody. */
export const sparkline = (values) => {
  if (!values) return nothing; // not known yet
  const highest = Math.max(1, ...values);
  const points = values.map((value, at) => `${(at * 120) / (values.length - 1)},${30 - (28 * value) / highest}`).join(' ');
  return html`<svg class="spark" viewBox="0 0 120 32" preserveAspectRatio="none" aria-hidden="true" focusable="false">${svg`<polyline points=${points}></polyline>`}</svg>`;
};

const WORDS = {
  race: 'not ready yet',
  notInOrganization: 'not in this organization',
  unverified: 'unverified',
};

export const cause = (name) => WORDS[name] ?? name;

const REASONS = {
  NOT_READY_EXHAUSTED: 'Not ready to the end',
  CONVERSATION_NOT_IN_ORGANIZATION: 'Not in this organization',
  EXPIRED: 'Too old',
  REJECTED: 'Refused by the platform',
  MALFORMED: 'No closure',
  UNKNOWN_ORGANIZATION: 'Organization not configured',
};

export const DEAD_REASONS = Object.keys(REASONS);

/** A reason in words, with its code. */
export const reason = (code) =>
  REASONS[code] ? html`<span class="reason">${REASONS[code]} <code>${code}</code></span>` : html`<code>${code}</code>`;

export const reasonText = (code) => (REASONS[code] ? `${REASONS[code]} (${code})` : code);

const OUTCOMES = {
  DELIVERED: ['good', 'Delivered'],
  DEAD: ['bad', 'Dead letter'],
  REPLAYED: ['calm', 'Replayed'],
  DISCARDED: ['calm', 'Discarded'],
};

export const outcome = (name) => badge(...(OUTCOMES[name] ?? ['calm', name]));

export const failure = (error) => html`<p class="notice bad" role="alert"><span aria-hidden="true">✕</span> ${error.message}</p>`;

/** What the ledger knows of a conversation, the oldest first; with names by id, each says whose it is. */
export const history = (entries, now, names) =>
  html`<ol class="history">${entries.map((entry) => html`<li>
    <p>${outcome(entry.outcome)}${names ? ` in ${names.get(entry.organizationId) ?? entry.organizationId ?? 'an organization that is not known'},` : nothing} ${moment(entry.settledAt)} <span class="quiet">${relative(entry.settledAt, now)}</span></p>
    <p>${reason(entry.reason)}${entry.detail ? html`: ${entry.detail}` : nothing}</p>
    ${entry.resolution ? html`<p>by ${entry.resolution.by}${entry.resolution.note ? html`: “${entry.resolution.note}”` : nothing}</p>` : nothing}
    <p class="quiet">${count(entry.passes, 'pass', 'passes')}, ${count(entry.apiCalls, 'API call', 'API calls')}${entry.replays ? `, replay ${entry.replays}` : ''}, by ${entry.worker}${
      entry.correlationId ? html`, correlation id <code>${entry.correlationId}</code>` : nothing}</p>
  </li>`)}</ol>`;
