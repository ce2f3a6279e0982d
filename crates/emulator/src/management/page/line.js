// The time line: commands, what happened to calls, webhooks, the latest first.

import { at, make, names, show, spoken, time } from "./dom.js";
import { whole } from "./entry.js";
import { CHANGES, wrong } from "./words.js";

/** Entries on the page at first, and when somebody asks for more. */
const FEW = 40;
const MOST = 200;
const KINDS = { command: "command", event: "call", webhook: "webhook" };

/** What an event says, in a line. */
function happened({ kind, users, users_in_all: all, change, result }) {
  const who = names(users, all);
  if (kind === "started") return `call started: ${who}`;
  if (kind === "ended") return `call to ${who} ended: ${result}`;
  return `${who} ${CHANGES[change] ?? change}`;
}

/** The entries of a snapshot or of one call, the latest first. */
export function entries({ commands, events, webhooks }) {
  const all = [
    ...commands.map((one) => ({
      id: `c${one.number}`, kind: "command", at: one.at, order: 0, number: one.number, title: one.name,
      verdict: one.fault ? { good: false, text: `fault: ${wrong(one.fault)}` }
        : one.code === 0 ? { good: true, text: "OK" }
        : { good: false, text: one.field ? `${one.code} · ${one.field}` : String(one.code) },
    })),
    ...events.map((one) => ({
      id: `e${one.number}`, kind: "event", at: one.at, order: 1, number: one.number, title: happened(one),
    })),
    ...webhooks.map((one) => ({
      id: `w${one.number}`, kind: "webhook", at: one.at, order: 2, number: one.number,
      title: one.name.replace("Call.Callback", ""),
      // Part of what is compared: an open entry is fetched again when there is more to it.
      attempts: one.attempts,
      verdict: !one.done ? { text: one.attempts ? `waits, ${one.attempts} sent` : "waits" }
        : one.arrived ? { good: true, text: one.attempts > 1 ? `arrived, ${one.attempts} sent` : "arrived" }
        : { good: false, text: one.last ? `not delivered: ${one.last}` : "never sent" },
    })),
  ];
  return all.sort((a, b) => b.at - a.at || b.order - a.order || b.number - a.number);
}

const open = new Set();

/** The line of an entry. */
function head({ kind, at: moment, title, verdict }) {
  const parts = [
    make("time", "quiet", time(moment)),
    spoken(" "), make("span", `kind ${kind}`, KINDS[kind]), spoken(" "),
    make("span", "title", title), spoken(" "),
  ];
  if (verdict) {
    const sign = verdict.good === undefined ? "… " : verdict.good ? "✓ " : "✗ ";
    const look = verdict.good === undefined ? "quiet" : verdict.good ? "good" : "bad";
    const mark = make("span", "", sign);
    mark.setAttribute("aria-hidden", "true");
    parts.push(make("span", `verdict ${look}`, undefined, mark, make("span", "", verdict.text)));
  }
  return parts;
}

/** Fetches the rest of an entry. Whoever stands on a button in it stands on the same one afterwards. */
async function fill(place, item) {
  const parts = await whole(item);
  const label = place.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
  place.replaceChildren(...parts);
  if (label) place.querySelector(`[aria-label="${CSS.escape(label)}"]`)?.focus({ preventScroll: true });
}

/** One entry, which fetches the rest of itself when it is opened. */
export function entry(item) {
  const details = make("details", "", undefined, make("summary", "", undefined, ...head(item)));
  details.addEventListener("toggle", () => {
    if (details.open) open.add(item.id);
    else open.delete(item.id);
    if (!details.open || details.querySelector(".whole")) return;
    fill(details.appendChild(make("div", "whole", "…")), item);
  });
  details.open = open.has(item.id);
  return make("li", "", undefined, details);
}

/** An entry that there is more to now: a webhook that was sent. */
function update(element, item) {
  element.querySelector("summary").replaceChildren(...head(item));
  const place = element.querySelector(".whole");
  if (element.querySelector("details").open) fill(place, item);
  else place?.remove();
}

let latest = null;
let most = FEW;

function draw() {
  const wanted = (kind) => at("kinds").elements.namedItem(kind).checked;
  const all = entries(latest).filter((one) => wanted(one.kind)).slice(0, MOST);
  const shown = all.slice(0, most);
  show(at("line"), shown, (one) => one.id, entry, update);
  at("more-line").hidden = shown.length === all.length;
  at("more-line").textContent = `Show ${all.length - shown.length} earlier entries`;
  at("no-line").hidden = shown.length > 0;
}

/** Shows the time line of a snapshot. */
export function showLine({ line }) {
  latest = line;
  draw();
}

at("more-line").addEventListener("click", () => {
  const first = at("line").children.length;
  most = MOST;
  draw();
  at("line").children[first]?.querySelector("summary").focus();
});
at("kinds").addEventListener("change", () => latest && draw());
