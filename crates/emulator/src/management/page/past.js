// Calls that have ended: a page of them at a time, so that it makes no difference how many there are.

import { at, make, moment, names, show, span, spoken } from "./dom.js";
import { fetched } from "./orders.js";
import { entries, entry } from "./line.js";

/** Calls on a page. */
const PAGE = 25;

let before = null;
let next = null;
let ended = null;
let asked = 0;
const open = new Set();

const contains = () => at("past-filter").elements.namedItem("contains").value.trim();

function result(record) {
  const good = record.result === "NormalEnd";
  return make("span", `chip ${good ? "good" : "quiet"}`, record.result);
}

/** How long a call was, or how long it rang in vain. */
function length({ answered_at: answered, started_at: started, ended_at: end }) {
  return answered === null ? `rang ${span(end - started)}` : `talked ${span(end - answered)}`;
}

/** Fetches the time line of a call when it is opened. */
async function whole(record) {
  try {
    const { line } = await fetched(`/calls/${record.call_id}`);
    const shown = entries(line);
    const room = record.room.id ? `room ${record.room.id}` : "no room";
    const head = make("p", "quiet", `${record.call_type === "MultiCall" ? "group call" : "1 to 1"} · ${record.media.toLowerCase()} · ${room} · `);
    head.append(make("code", "id", record.call_id));
    const list = make("ol", "line", undefined, ...shown.map((item) => entry({ ...item, id: `${record.call_id} ${item.id}` })));
    return [head, shown.length ? list : make("p", "quiet", "Its commands, events and webhooks are no longer remembered.")];
  } catch (error) {
    return [make("p", "bad", error.message)];
  }
}

function row(record) {
  const head = make("summary", "", undefined,
    make("time", "quiet", moment(record.ended_at)), spoken(" "), result(record), spoken(" "),
    make("span", "title", `${record.caller} → ${names(record.callees.slice(0, 3), record.callees.length)}`), spoken(", "),
    make("span", "quiet length", length(record)));
  const details = make("details", "", undefined, head);
  details.addEventListener("toggle", async () => {
    if (details.open) open.add(record.number);
    else open.delete(record.number);
    if (!details.open || details.querySelector(".whole")) return;
    const place = details.appendChild(make("div", "whole", "…"));
    place.replaceChildren(...(await whole(record)));
  });
  details.open = open.has(record.number);
  return make("li", "", undefined, details);
}

/** Looks, and tells if that fails. */
async function look() {
  try {
    await fetchPage();
  } catch (error) {
    at("trouble").textContent = error.message;
  }
}

/** Fetches a page; with a filter the emulator looks through a part of the past at a time, so it is asked until a page is full. */
async function fetchPage() {
  const own = ++asked;
  const text = contains();
  let found = [];
  let from = before;
  do {
    const query = new URLSearchParams({ limit: PAGE - found.length });
    if (from !== null) query.set("before", from);
    // Written with %20 for a blank: a plus sign is a plus sign there.
    const filter = text && `&contains=${encodeURIComponent(text)}`;
    const page = await fetched(`/records?${query}${filter}`);
    // Somebody has asked for something else meanwhile.
    if (own !== asked) return;
    found = [...found, ...page.records];
    from = page.next;
  } while (from !== null && found.length < PAGE);
  next = from;
  show(at("past"), found, (record) => String(record.number), row);
  at("older").disabled = next === null;
  at("newest").disabled = before === null;
  const said = found.length > 0 ? "" : text ? `No past call has “${text}”.` : before === null ? "No call has ended yet." : "No older calls.";
  if (at("past-said").textContent !== said) at("past-said").textContent = said;
}

/** Looks again if calls have ended since, unless somebody reads in an earlier page. */
export async function showPast({ record_count: count, ended_ever: ever }) {
  at("past-count").textContent = count ? count.toLocaleString("en") : "";
  if (ended === ever || (before !== null && ended !== null)) return;
  ended = ever;
  await look();
}

async function turn(to) {
  before = to;
  await look();
  at("past-title").focus();
}

at("older").addEventListener("click", () => turn(next));
at("newest").addEventListener("click", () => turn(null));
at("past-filter").addEventListener("submit", (event) => event.preventDefault());
at("past-filter").addEventListener("input", () => {
  before = null;
  look();
});
