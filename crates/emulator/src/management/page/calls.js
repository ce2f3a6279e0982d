// Calls in progress, as the people in them see them.

import { at, button, make, names, show, spoken } from "./dom.js";
import { announce, order } from "./orders.js";
import { counter } from "./clock.js";
import { CHANGES } from "./words.js";

/** Most phones of one call that are shown before somebody asks for all. */
const FEW = 8;
const whole = new Set();

const BY_ITSELF = { answer: "answers", refuse: "refuses", busy: "is busy", hang_up: "hangs up", lose: "is lost" };

function act(id, user, name, className, text, label) {
  let sent = false;
  const made = button(className, text, label ?? `${text} as ${user}`, async () => {
    // Not disabled: that would take the focus away.
    if (sent) return;
    sent = true;
    const path = `/calls/${id}/members/${encodeURIComponent(user)}`;
    sent = await order("POST", path, { act: name });
  });
  return made;
}

/** What a phone does without anybody's help. */
function habit(plan) {
  if (!plan) return null;
  const head = make("p", "robotic", undefined, make("span", "", "acts by itself: "));
  if (plan.act === "ignore") head.append("nobody ever reacts");
  else head.append(`${BY_ITSELF[plan.act]} in `, counter({ until: plan.at }));
  return head;
}

function ringing({ id, user, plan, caller, media, title, text, data }) {
  return make("li", "phone ringing", undefined,
    make("p", "who", user, spoken(", "), make("span", "chip accent", "rings")),
    make("p", "quiet", `${media === "Video" ? "Video" : "Voice"} call from ${caller}`),
    (title || text) && make("p", "push", undefined, title && make("strong", "", title), text && make("span", "", text)),
    data && make("p", "data quiet", data),
    habit(plan),
    make("div", "buttons", undefined,
      act(id, user, "answer", "good", "Answer"), act(id, user, "refuse", "bad", "Refuse")));
}

function talking({ id, user, plan }) {
  return make("li", "phone talking", undefined,
    make("p", "who", user, spoken(", "), make("span", "chip good", "in the call")),
    habit(plan),
    make("div", "buttons", undefined, act(id, user, "hang_up", "bad", "Hang up")));
}

function left({ user, change }) {
  return make("li", "phone left", undefined,
    make("p", "who", user, spoken(", "), make("span", "chip quiet", CHANGES[change] ?? "left")));
}

function phone(item) {
  if (item.state === "left") return left(item);
  return item.state === "Waiting" ? ringing(item) : talking(item);
}

/** What there is to see of each callee's phone, in the order of the request: nobody changes his place. */
function phones(call) {
  const members = new Map(call.members.map((member) => [member.user, member]));
  const gone = new Map(call.left.map((member) => [member.user, member.change]));
  return call.callees.map((user) => {
    const member = members.get(user);
    if (!member) return { user, state: "left", change: gone.get(user) };
    const { status: state, by_itself: plan } = member;
    const seen = state === "Waiting" && {
      caller: call.caller, media: call.media, title: call.push_title, text: call.push_text, data: call.user_data,
    };
    return { id: call.call_id, user, state, plan, ...seen };
  });
}

function status(call) {
  const rings = call.members.filter((member) => member.status === "Waiting").length;
  const parts = [];
  if (call.answered_at) parts.push(make("span", "chip good", "in a call ", counter({ since: call.answered_at })));
  if (rings && call.rings_until) {
    const text = call.answered_at ? `${rings} still ringing, ` : "ringing, ";
    parts.push(make("span", "chip accent", text, counter({ until: call.rings_until }), " left"));
  }
  return parts;
}

/** The parts of a card that never change, and places for those that do. */
function card(call) {
  const group = call.call_type === "MultiCall";
  const room = call.room.id ? `room ${call.room.id}` : "no room";
  const kind = `${group ? `group call of ${call.callees.length}` : "1 to 1"} · ${call.media.toLowerCase()} · ${room}`;
  const callees = names(call.callees.slice(0, 3), call.callees.length);
  const made = make("li", "card call", undefined,
    make("div", "head", undefined,
      make("h3", "", undefined, make("span", "from", call.caller), spoken(" calls "), make("span", "arrow", ""), make("span", "", callees)),
      make("p", "chips")),
    make("p", "quiet", kind),
    make("ul", "phones"),
    button("more", "", null, () => {
      whole.add(call.call_id);
      update(made, call);
      made.querySelectorAll(".phones > li")[FEW]?.querySelector("button")?.focus();
    }),
    make("div", "foot", undefined,
      make("code", "quiet id", call.call_id),
      make("div", "buttons", undefined,
        act(call.call_id, call.caller, "hang_up", "caller", "Caller hangs up", `The caller ${call.caller} hangs up`),
        button("", "End call", `End the call from ${call.caller} to ${callees}`, () => order("DELETE", `/calls/${call.call_id}`)))));
  update(made, call);
  return made;
}

function update(element, call) {
  element.classList.toggle("answered", call.answered_at !== null);
  element.querySelector(".chips").replaceChildren(...status(call));
  const all = phones(call);
  const shown = whole.has(call.call_id) ? all : all.slice(0, FEW);
  show(element.querySelector(".phones"), shown, (one) => one.user, phone);
  element.querySelector(".caller").hidden = !call.members.some((member) => member.user === call.caller);
  const more = element.querySelector(".more");
  more.hidden = shown.length === all.length;
  more.textContent = `Show ${all.length - shown.length} more phones`;
}

let known = null;

/** Says which phones began to ring and which calls are gone, but not what was there before anybody looked. */
function tell(calls) {
  const rings = new Map();
  for (const call of calls) {
    for (const member of call.members) {
      if (member.status === "Waiting") rings.set(`${call.call_id} ${member.user}`, `${member.user}'s phone rings`);
    }
  }
  if (known) {
    for (const [key, text] of rings) if (!known.rings.has(key)) announce(text);
    const there = new Set(calls.map((call) => call.call_id));
    for (const [id, text] of known.calls) if (!there.has(id)) announce(text);
  }
  const ended = (call) => `the call to ${names(call.callees.slice(0, 3), call.callees.length)} has ended`;
  known = { rings, calls: new Map(calls.map((call) => [call.call_id, ended(call)])) };
  for (const id of whole) if (!known.calls.has(id)) whole.delete(id);
}

/** Shows the calls of a snapshot. */
export function showCalls({ calls, call_count: count }) {
  show(at("calls"), calls, (call) => call.call_id, card, update);
  at("no-calls").hidden = count > 0;
  at("calls-count").textContent = count > calls.length ? `${count.toLocaleString("en")}, the latest ${calls.length} shown` : count || "";
  document.title = count ? `(${count}) Call engine emulator` : "Call engine emulator";
  tell(calls);
}
