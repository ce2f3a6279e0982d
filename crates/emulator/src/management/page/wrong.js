// What goes wrong on purpose: rules for requests and for webhooks, with what is left of each.

import { at, button, make, show } from "./dom.js";
import { order } from "./orders.js";
import { wrong } from "./words.js";

const FAULTS = [
  ["Accepted, then the connection drops", { connection: "drop", when: "after" }],
  ["Dropped before it is carried out", { connection: "drop" }],
  ["Answers 60008, a failure inside the service", { code: 60008 }],
  ["HTTP 502 with a page of HTML", { http: 502 }],
  ["No answer at all", { connection: "stall", when: "after" }],
  ["5 s late", { delay_ms: 5000, when: "after" }],
  ["Answer cut in half", { answer: "truncated", when: "after" }],
];
const FATES = [
  ["5 s late", { fate: "late", by_ms: 5000 }],
  ["Twice, a second apart", { fate: "twice", by_ms: 1000 }],
  ["After the next one of its call", { fate: "after_next" }],
  ["Never", { fate: "never" }],
];
const TITLES = { late: "late", twice: "twice", after_next: "after the next of its call", never: "never sent", prompt: "at once" };

function choices(form, name, list, value = (one) => one) {
  form.elements.namedItem(name).append(...list.map(([text, meant]) => {
    const option = make("option", "", text);
    option.value = value(meant);
    return option;
  }));
}

const left = (times, one, many) => (!times ? "until taken away" : times === 1 ? one : `${times} ${many}`);

function rule(path, what, where, more) {
  return ({ id }) => make("li", "", undefined,
    make("p", "", undefined, make("strong", "", what), ` ${where}`),
    make("p", "quiet", more),
    button("", "Take away", `Take away: ${what} ${where}`, () => order("DELETE", `${path}/${id}`)));
}

function fault(one) {
  const where = [one.command ?? "any command", one.account && `naming ${one.account}`].filter(Boolean).join(", ");
  const chance = one.probability < 1 ? `${Math.round(one.probability * 100)} % of them, ` : "";
  return rule("/faults", wrong(one.fault), `for ${where}`, chance + left(one.times, "the next time", "times left"))(one);
}

function webhook(one) {
  const by = one.by_ms ? `, by ${one.by_ms / 1000} s` : "";
  const where = [one.command ?? "any webhook", one.call_id && `of call ${one.call_id}`].filter(Boolean).join(" ");
  return rule("/webhook-rules", TITLES[one.fate] + by, `for ${where}`, left(one.times, "the next one", "left"))(one);
}

/** Offers the commands of the contract, once; the last choice is any of them. */
function offer(commands) {
  if (at("fault").elements.namedItem("command").length === 0) {
    choices(at("fault"), "command", [...commands.map((name) => [name, name]), ["any command", ""]]);
  }
}

/** Shows the rules of a snapshot. */
export function showWrong({ commands, faults, webhook_rules: rules, callback }) {
  offer(commands);
  show(at("faults"), faults, (one) => String(one.id), fault);
  at("no-faults").hidden = faults.length > 0;
  at("clear-faults").hidden = faults.length < 2;
  show(at("webhook-rules"), rules, (one) => String(one.id), webhook);
  at("clear-webhook-rules").hidden = rules.length < 2;
  const active = faults.length + rules.length;
  at("wrong-count").textContent = active ? `${active} active` : "nothing";
  at("wrong-count").className = `chip ${active ? "bad" : "quiet"}`;
  at("callback").textContent = callback
    ? `Webhooks go to ${callback.url.split("?")[0]}.`
    : "No webhook is sent until set_callback names an address.";
}

function form(id, path, read) {
  at(id).addEventListener("submit", (event) => {
    event.preventDefault();
    const value = (name) => event.target.elements.namedItem(name)?.value;
    const times = value("times");
    order("POST", path, { ...read(value), ...(times && { times: Number(times) }) });
  });
}

choices(at("fault"), "fault", FAULTS, JSON.stringify);
choices(at("webhook-rule"), "fate", FATES, JSON.stringify);
form("fault", "/faults", (value) => ({
  fault: JSON.parse(value("fault")),
  ...(value("command") && { command: value("command") }),
}));
form("webhook-rule", "/webhook-rules", (value) => JSON.parse(value("fate")));
// Where there is room for a column of its own it is open.
at("wrong").open = matchMedia("(min-width: 100rem)").matches;
at("clear-faults").addEventListener("click", () => order("DELETE", "/faults"));
at("clear-webhook-rules").addEventListener("click", () => order("DELETE", "/webhook-rules"));
