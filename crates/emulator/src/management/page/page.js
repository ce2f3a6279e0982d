"use strict";

const at = (id) => document.getElementById(id);

/** Makes an element with a text and children. */
function make(name, className, text, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  element.append(...children);
  return element;
}

/** Shows a list: what did not change stays, with its focus and what is open in it. */
function show(list, items, key, render) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const children = items.map((item) => {
    const name = key(item);
    const text = JSON.stringify(item);
    const known = old.get(name);
    if (known && known.dataset.text === text) return known;
    const made = render(item);
    made.dataset.key = name;
    made.dataset.text = text;
    if (known) {
      const open = known.querySelector("details[open]");
      if (open) made.querySelector("details")?.setAttribute("open", "");
    }
    return made;
  });
  const same = children.length === list.children.length && children.every((child, i) => child === list.children[i]);
  if (!same) list.replaceChildren(...children);
}

async function send(method, path, body) {
  at("trouble").textContent = "";
  const answer = await fetch(path, { method, body: body && JSON.stringify(body) });
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({ error: answer.statusText }));
    at("trouble").textContent = said.error;
  }
  await look();
}

function act(call, user, name, label) {
  const button = make("button", name === "answer" ? "good" : "bad", label);
  button.type = "button";
  button.setAttribute("aria-label", `${label} as ${user}`);
  button.addEventListener("click", () =>
    send("POST", `/calls/${call}/members/${encodeURIComponent(user)}`, { act: name }));
  return button;
}

function phone(item) {
  const { call, user, rings } = item;
  const people = call.callees.length > 1 ? `group of ${call.callees.length}` : "one to one";
  const card = make("li", rings ? "ringing" : "",
    undefined,
    make("p", "who", rings ? `${user} — ringing` : `${user} — in a call`),
    make("p", "quiet", `${call.media}, from ${call.caller}, ${people}`));
  if (call.push_title || call.push_text) {
    card.append(make("p", "", [call.push_title, call.push_text].filter(Boolean).join(": ")));
  }
  if (call.user_data) card.append(make("p", "quiet", call.user_data));
  const buttons = rings
    ? [act(call.call_id, user, "answer", "Answer"), act(call.call_id, user, "refuse", "Refuse")]
    : [act(call.call_id, user, "hang_up", "Hang up")];
  card.append(make("div", "buttons", undefined, ...buttons));
  return card;
}

function call(item) {
  const members = item.members.map((member) => `${member.user} (${member.status})`).join(", ");
  return make("li", "", undefined,
    make("p", "who", `${item.caller} → ${item.callees.join(", ")}`),
    make("p", "quiet", `${item.media}, ${item.call_type}, room ${item.room.id || "none"}`),
    make("p", "", members),
    make("p", "quiet", item.call_id));
}

function time(millis) {
  return new Date(millis).toISOString().slice(11, 23);
}

function entry(item) {
  const { kind, at: moment, title, verdict, more } = item;
  const head = make("summary", "", undefined,
    make("span", "quiet", `${time(moment)} ${kind} `), make("span", "", `${title} `));
  if (verdict) head.append(make("span", verdict.good ? "good" : "bad", verdict.text));
  const details = make("details", "", undefined, head);
  // Written out only when somebody looks.
  details.addEventListener("toggle", () => {
    if (details.open && !details.querySelector("pre")) {
      details.append(make("pre", "", JSON.stringify(more, null, 2)));
    }
  });
  return make("li", "", undefined, details);
}

/** What an event says, in a line. */
function happened({ kind, what }) {
  const names = (list) => list.map((one) => one.user).join(", ");
  if (kind === "started") return `started: ${names(what.members)}`;
  if (kind === "ended") return `ended: ${what.record.result}`;
  return what.changed.map((one) => `${one.user} ${one.change}`).join(", ");
}

function line(snapshot) {
  const requests = snapshot.requests.map((one, i) => ({
    id: `r${snapshot.first_request + i}`, kind: "command", at: one.at, title: one.path.split("/").pop(),
    verdict: one.fault ? { good: false, text: "fault" } : { good: one.code === 0, text: one.code === 0 ? "OK" : String(one.code) },
    more: one,
  }));
  const events = snapshot.events.map((one, i) => ({
    id: `e${snapshot.first_event + i}`, kind: "event", at: one.at, title: happened(one), more: one,
  }));
  const deliveries = snapshot.deliveries.map((one) => ({
    id: `d${one.number}`, kind: "webhook", at: one.event_at, title: one.command.replace("Call.Callback", ""),
    verdict: one.done ? { good: one.arrived, text: one.arrived ? "arrived" : "not delivered" } : undefined,
    more: one,
  }));
  return [...requests, ...events, ...deliveries].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, 200);
}

let looking = false;
let again = false;

/** Fetches what is to be seen; a change in the meantime is looked at afterwards. */
async function look() {
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  try {
    do {
      again = false;
      const snapshot = await (await fetch("/snapshot")).json();
      const phones = snapshot.calls.flatMap((call) => call.members
        .filter((member) => member.user !== call.caller)
        .map((member) => ({ call, user: member.user, rings: member.status === "Waiting" })));
      phones.sort((a, b) => b.rings - a.rings);
      show(at("phones"), phones, (one) => `${one.call.call_id} ${one.user}`, phone);
      at("no-phones").hidden = phones.length > 0;
      show(at("calls"), snapshot.calls, (one) => one.call_id, call);
      at("calls-count").textContent = `(${snapshot.call_count})`;
      show(at("line"), line(snapshot), (one) => one.id, entry);
      at("state").textContent = `Application ${snapshot.sdk_app_id}`;
      at("now").textContent = new Date(snapshot.now).toISOString().replace("T", " ").slice(0, 19);
    } while (again);
  } catch {
    at("state").textContent = "The emulator does not answer.";
  } finally {
    looking = false;
  }
}

at("clock").addEventListener("submit", (event) => {
  event.preventDefault();
  send("POST", "/clock", { advance_ms: Number(event.submitter.value) });
});

const live = new EventSource("/live");
live.addEventListener("change", look);
live.addEventListener("error", () => { at("state").textContent = "The emulator does not answer."; });
look();
