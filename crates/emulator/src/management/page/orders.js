// Talking to the management.

import { at } from "./dom.js";

/** Fetches JSON; what is refused is an error with the reason. */
export async function fetched(path) {
  const answer = await fetch(path);
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error ?? answer.statusText);
  return said;
}

/** Gives an order, and tells what is wrong with it if it is refused. */
export async function order(method, path, body) {
  at("trouble").textContent = "";
  try {
    const answer = await fetch(path, { method, body: body && JSON.stringify(body) });
    if (answer.ok) return true;
    const said = await answer.json().catch(() => ({}));
    at("trouble").textContent = said.error ?? answer.statusText;
  } catch {
    at("trouble").textContent = "The emulator does not answer.";
  }
  return false;
}

let told = [];

/** Tells screen readers what happened, all of one look in one breath. */
export function announce(text) {
  told.push(text);
  if (told.length > 1) return;
  queueMicrotask(() => {
    const many = told.length > 3 ? [...told.slice(0, 3), `and ${told.length - 3} more changes`] : told;
    at("announcer").textContent = `${many.join("; ")}.`;
    told = [];
  });
}
