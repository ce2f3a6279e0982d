// Making elements, and changing a list without disturbing whoever reads it or stands in it.

export const at = (id) => document.getElementById(id);

/** Makes an element with a class, a text and children. */
export function make(name, className, text, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  element.append(...children.filter(Boolean));
  return element;
}

/** Makes a button; `label` is what it is called where its text alone says too little. */
export function button(className, text, label, act) {
  const made = make("button", className, text);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

/** Text for screen readers alone. */
export const spoken = (text) => make("span", "hidden", text);

/**
 * Shows a list: what did not change stays as it is, with its focus and what is open in it. What changed is rendered anew, or changed
 * in place by `update`. Where the focus was in something that went, it goes to the same control, else to the next best one, and
 * never to the top of the page.
 */
export function show(list, items, key, render, update) {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && placeOf(list, focused);
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let last = null;
  for (const item of items) {
    const name = key(item);
    const text = JSON.stringify(item);
    let child = old.get(name);
    if (child?.dataset.text !== text) {
      if (child && update) {
        update(child, item);
      } else {
        const made = render(item);
        made.dataset.key = name;
        if (child) child.replaceWith(made);
        child = made;
      }
      child.dataset.text = text;
    }
    old.delete(name);
    // Moved only if it has to be: moving takes the focus away.
    const next = last ? last.nextElementSibling : list.firstElementChild;
    if (child !== next) list.insertBefore(child, next);
    last = child;
  }
  for (const gone of old.values()) gone.remove();
  if (!focused || document.activeElement === focused) return;
  if (focused.isConnected) focused.focus({ preventScroll: true });
  // A list inside of this one may have found a place already.
  else if (!list.contains(document.activeElement)) refocus(list, place);
}

const controls = "button, summary, select, input";

function placeOf(list, focused) {
  const child = [...list.children].find((one) => one.contains(focused));
  return {
    key: child.dataset.key,
    number: [...list.children].indexOf(child),
    label: focused.getAttribute("aria-label") ?? focused.textContent,
    inside: [...child.querySelectorAll(controls)].indexOf(focused),
  };
}

function refocus(list, { key, number, label, inside }) {
  const children = [...list.children];
  const same = children.findIndex((one) => one.dataset.key === key);
  const from = same < 0 ? number : same;
  const within = (child) => [...child.querySelectorAll(controls)];
  const own = same < 0 ? [] : within(children[same]);
  const named = own.find((one) => (one.getAttribute("aria-label") ?? one.textContent) === label);
  const nearest = [...children.slice(from), ...children.slice(0, from).reverse()].flatMap(within)[0];
  const around = list.closest("li");
  const to = named ?? own[Math.min(inside, own.length - 1)] ?? nearest ?? (around && within(around)[0])
    ?? list.closest("section")?.querySelector("h2");
  to?.focus({ preventScroll: true });
}

/** The names of a list, the first of them. */
export function names(users, inAll = users.length) {
  const more = inAll - users.length;
  return users.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** A span of time as a person says it: 0:07, 12:30, 1:00:00. */
export function span(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** The time of day, in UTC like everything here. */
export const time = (millis) => new Date(millis).toISOString().slice(11, 23);

/** A moment with its day. */
export const moment = (millis) => new Date(millis).toISOString().replace("T", " ").slice(0, 19);
