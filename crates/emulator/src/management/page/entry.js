// What an entry of the time line holds when it is opened: request and answer with their finding, event, webhook.

import { button, make, moment, spoken } from "./dom.js";
import { fetched, order } from "./orders.js";
import { json, written } from "./body.js";
import { wrong } from "./words.js";

/** The whole of an entry. */
export async function whole({ kind, number }) {
  try {
    if (kind === "command") return command(await fetched(`/requests/${number}`));
    if (kind === "event") return event(await fetched(`/events/${number}`));
    return webhook(await fetched(`/deliveries/${number}`));
  } catch (error) {
    return [make("p", "bad", error.message)];
  }
}

function part(title, ...children) {
  return make("section", "part", undefined, make("h4", "", title), ...children);
}

/** The parameters of a URL, one a line; the one with the finding is marked. */
function parameters(query, finding) {
  const list = make("dl", "query");
  const blamed = finding?.in === "url" ? finding.field : null;
  for (const [name, value] of query) {
    const marked = name === blamed;
    list.append(make("div", marked ? "found" : "", undefined,
      make("dt", "", name), make("dd", "", value),
      marked && make("p", "rule", `◄ ${finding.rule}`, spoken(" (the finding)"))));
  }
  if (blamed && !query.some(([name]) => name === blamed)) {
    list.append(make("div", "found", undefined, make("dt", "", blamed), make("dd", "", "—"),
      make("p", "rule", `◄ ${finding.rule || "is missing"}`, spoken(" (the finding)"))));
  }
  return list;
}

function verdict({ code, meaning, finding, fault }) {
  if (code === 0 && !fault) return null;
  const box = make("div", "finding", undefined);
  if (fault) box.append(make("p", "", undefined, make("strong", "", "Fault on purpose: "), wrong(fault)));
  if (code !== 0) {
    box.append(make("p", "", undefined, make("strong", "", `${code} `), meaning ?? ""));
  }
  if (finding) {
    const where = finding.field ? [make("code", "", finding.field), " "] : [];
    box.append(make("p", "", undefined, `Refused by the ${finding.check} check: `, ...where, finding.rule || ""));
  }
  return box;
}

function command(one) {
  const cut = one.answer.length > 0 && one.answer_length > new TextEncoder().encode(one.answer).length;
  const answer = one.answer_length === 0
    ? make("p", "quiet", "No answer went out.")
    : written(one.answer, null, "Answer body");
  return [
    verdict(one),
    part("Request",
      make("p", "url", undefined, make("code", "", `${one.method} ${one.path}`)),
      make("details", "", undefined, make("summary", "", `${one.query.length} URL parameters`), parameters(one.query, one.finding)),
      one.body === "" ? make("p", "quiet", "No body came.") : written(one.body, one.finding, "Request body")),
    part("Answer", answer, cut && make("p", "quiet", `The first ${one.answer.length} of ${one.answer_length} bytes.`)),
  ].filter(Boolean).map(openIfBlamed(one.finding));
}

/** Parameters with a finding are shown without being asked for. */
function openIfBlamed(finding) {
  return (element) => {
    if (finding?.in === "url") element.querySelector("details")?.setAttribute("open", "");
    return element;
  };
}

function event(one) {
  return [part("Event", make("p", "quiet", `call ${one.call_id}`), json(one.what, "Event"))];
}

function attempt(one) {
  const text = one.failure ?? `answered ${one.status}`;
  const said = one.body === undefined || one.body === "" ? null : json(one.body, "Answer to the webhook");
  return make("li", "", undefined,
    make("p", "", undefined, make("span", "quiet", `${moment(one.at)} `), make("span", one.status === 200 ? "good" : "bad", text)),
    said);
}

function webhook(one) {
  const again = button("", "Send again", `Send webhook ${one.number} again`, () => order("POST", `/deliveries/${one.number}/again`));
  const sent = one.attempts.length
    ? make("ol", "attempts", undefined, ...one.attempts.map(attempt))
    : make("p", "quiet", one.done ? "It was never sent." : "It has not been sent yet.");
  return [
    part("Webhook", make("p", "url", undefined, make("code", "", one.url)), json(one.body, "Webhook body")),
    part(`Sent ${one.attempts.length === 1 ? "once" : `${one.attempts.length} times`}`, sent, make("div", "buttons", undefined, again)),
  ];
}
