// The emulator's clock, which runs or stands, and everything on the page that counts by it.

import { at, moment, span } from "./dom.js";
import { order } from "./orders.js";

let shown = 0;
let shownAt = 0;
let runs = false;

/** The emulator's time, as far as it is known here. */
export const now = () => shown + (runs ? performance.now() - shownAt : 0);

/** Takes over what a snapshot says. */
export function set(snapshot) {
  shown = snapshot.now;
  shownAt = performance.now();
  runs = snapshot.clock_runs;
  at("runs").textContent = runs ? "running" : "standing still";
  at("runs").className = `chip ${runs ? "good" : "quiet"}`;
  tick();
}

/** An element that counts: down to `until`, or up from `since`. */
export function counter({ until, since }) {
  const element = document.createElement("time");
  if (until !== undefined) element.dataset.until = until;
  else element.dataset.since = since;
  write(element);
  return element;
}

function write(element) {
  const { until, since } = element.dataset;
  // Whoever counts down sees 0:01 until it is over.
  const text = until ? span(Number(until) - now() + 999) : span(now() - Number(since));
  if (element.textContent !== text) element.textContent = text;
}

function tick() {
  at("now").textContent = moment(now());
  document.querySelectorAll("time[data-until], time[data-since]").forEach(write);
}

setInterval(tick, 250);
at("clock").addEventListener("submit", (event) => {
  event.preventDefault();
  order("POST", "/clock", { advance_ms: Number(event.submitter.value) });
});
