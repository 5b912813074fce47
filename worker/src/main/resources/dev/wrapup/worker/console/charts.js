// The last hour as charts. Each has its figures in words beside it: a canvas says nothing to a screen reader.

import { html, nothing } from './lit-html.js';
import uPlot from './uPlot.esm.js';
import { millis, number } from './show.js';

const share = (value) => `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %`;

const CHARTS = [
  { title: 'Deliveries a minute', lines: [['Delivered', 'delivered', '--line-1']], text: number },
  { title: '404s of all API calls', lines: [['404 share', 'notFoundShare', '--line-2']], text: share },
  {
    title: 'Readiness lag',
    lines: [['Half within', 'lagP50Millis', '--line-1'], ['95 % within', 'lagP95Millis', '--line-2']],
    text: millis,
  },
  { title: 'Dead letters a minute', lines: [['Dead letters', 'dead', '--line-3']], text: number },
];

/** What an axis reaches to at least: an idle hour is a flat line, and no mountain. */
const LOWEST_TOP = new Map([[share, 0.05], [millis, 1000], [number, 4]]);

const HEIGHT = 170;

/** Empty figures; draw() fills them. */
export const charts = (series) =>
  html`<div class="charts">${CHARTS.map((chart, at) => html`<figure>
    <figcaption>${chart.title}</figcaption>
    <div class="canvas" id="chart-${at}" aria-hidden="true"></div>
    <p class="chart-text">${series ? chart.lines.map((line) => inWords(chart, line, series)) : 'is being read …'}</p>
  </figure>`)}</div>`;

function inWords(chart, [name, key], series) {
  const known = series[key].slice(0, -1).filter((value) => value !== null);
  const text = known.length === 0
    ? 'nothing in this hour'
    : `last ${chart.text(known.at(-1))}, lowest ${chart.text(Math.min(...known))}, highest ${chart.text(Math.max(...known))}`;
  return html`<span>${chart.lines.length > 1 ? html`<i class="key" data-key=${key}></i>` : nothing}${name}: ${text}. </span>`;
}

const drawn = new Map();

/** Draws the series into the figures that are on the page; once more wherever the page, its colours or its width changed. */
export function draw(series) {
  CHARTS.forEach((chart, at) => {
    const place = document.getElementById(`chart-${at}`);
    if (!place || !series) {
      drawn.get(at)?.plot.destroy();
      drawn.delete(at);
      return;
    }
    const look = `${document.documentElement.dataset.theme ?? ''} ${matchMedia('(prefers-color-scheme: dark)').matches}`;
    const last = drawn.get(at);
    if (last && last.place === place && last.look === look && last.series === series && last.width === place.clientWidth) return;
    last?.plot.destroy();
    const plot = new uPlot(options(chart, place), values(chart, series), place);
    drawn.set(at, { plot, place, look, series, width: place.clientWidth });
  });
}

function values(chart, series) {
  const from = Date.parse(series.from) / 1000;
  const minutes = series.delivered.map((_, at) => from + 60 * at).slice(0, -1); // the last minute is not over
  return [minutes, ...chart.lines.map(([, key]) => series[key].slice(0, -1))];
}

function options(chart, place) {
  const ink = color(place, '--quiet');
  const grid = { stroke: color(place, '--rule'), width: 1 };
  return {
    width: place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, lowest, highest) => [0, Math.max(highest ?? 0, LOWEST_TOP.get(chart.text))] } },
    axes: [
      { stroke: ink, grid: { show: false }, values: (_, ticks) => ticks.map(hour), space: 60 },
      { stroke: ink, grid, values: (_, ticks) => ticks.map((tick) => (chart.text === number && tick % 1 ? '' : chart.text(tick))), size: 62 },
    ],
    series: [
      {},
      ...chart.lines.map(([name, , hue]) => ({
        label: name,
        stroke: color(place, hue),
        width: 2,
        fill: chart.lines.length === 1 ? color(place, `${hue}-area`) : undefined,
        points: { size: 4 },
      })),
    ],
  };
}

const hour = (seconds) => {
  const at = new Date(seconds * 1000);
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
};

/** As the page's own style has it now: a canvas knows no variables. */
function color(place, name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  place.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
