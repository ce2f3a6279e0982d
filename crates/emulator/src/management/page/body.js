// Bodies, written out a line for each value, with the field that has a finding marked in them.

import { make, spoken } from "./dom.js";

/** Longest text that is written out with marks; a longer one is shown as it came. */
const LONGEST = 200_000;

/** The name of a field as findings have it: `CallInfo.RoomId`, `CalleeList_Account[2]`. */
function step(path, name) {
  const short = [...String(name)].slice(0, 64).join("");
  return path ? `${path}.${short}` : short;
}

class Writer {
  constructor(finding) {
    this.finding = finding;
    this.found = false;
    this.lines = [];
  }

  blames(path) {
    return this.finding?.field === (path || "body");
  }

  line(depth, text, blamed) {
    const indent = "  ".repeat(depth);
    if (!blamed) {
      this.lines.push(make("span", "row", `${indent}${text}\n`));
      return;
    }
    this.found = true;
    const rule = this.finding.rule || "this is what it was refused for";
    this.lines.push(make("mark", "row", `${indent}${text}`, make("span", "rule", `  ◄ ${rule}`), spoken(" (the finding)"), "\n"));
  }

  value(value, path, depth, head, tail) {
    const blamed = this.blames(path);
    if (value === null || typeof value !== "object" || Object.keys(value).length === 0) {
      this.line(depth, `${head}${JSON.stringify(value)}${tail}`, blamed);
      return;
    }
    const list = Array.isArray(value);
    this.line(depth, `${head}${list ? "[" : "{"}`, blamed);
    const fields = Object.entries(value);
    fields.forEach(([name, inner], i) => {
      const comma = i + 1 < fields.length ? "," : "";
      if (list) this.value(inner, `${path}[${name}]`, depth + 1, "", comma);
      else this.value(inner, step(path, name), depth + 1, `${JSON.stringify(name)}: `, comma);
    });
    this.missing(value, path, depth + 1);
    this.line(depth, `${list ? "]" : "}"}${tail}`, false);
  }

  /** A field that should be here and is not has a line of its own. */
  missing(value, path, depth) {
    const field = this.finding?.field;
    if (!field || this.found || Array.isArray(value)) return;
    const before = path ? `${path}.` : "";
    const name = field.startsWith(before) ? field.slice(before.length) : "";
    if (name && !/[.[]/.test(name) && field !== "body" && !Object.hasOwn(value, name)) {
      this.line(depth, `${JSON.stringify(name)}: is not there`, true);
    }
  }
}

function block(label, ...children) {
  const pre = make("pre", "body", undefined, ...children);
  // It scrolls, so it can be reached by key.
  pre.tabIndex = 0;
  pre.setAttribute("role", "group");
  pre.setAttribute("aria-label", label);
  return pre;
}

/** A value, written out. */
export function json(value, label, finding = null) {
  if (typeof value === "string") return written(value, finding, label);
  const writer = new Writer(finding);
  if (value !== null && typeof value === "object" && Object.keys(value).length === 0) {
    writer.line(0, JSON.stringify(value), writer.blames(""));
    writer.missing(value, "", 1);
  } else {
    writer.value(value, "", 0, "", "");
  }
  return block(label, ...writer.lines);
}

/** A text: as JSON if it is, else as it came, with the place marked where reading it failed. */
export function written(text, finding, label) {
  const own = finding?.in === "body" ? finding : null;
  if (text.length <= LONGEST) {
    try {
      const value = JSON.parse(text);
      if (typeof value !== "string") return json(value, label, own);
    } catch {
      // Shown as it came.
    }
  }
  const place = /at line (\d+) column (\d+)/.exec(own?.rule ?? "");
  if (!place) return block(label, text.slice(0, LONGEST));
  const lines = text.slice(0, LONGEST).split("\n");
  const number = Math.min(Number(place[1]), lines.length) - 1;
  const column = Math.max(0, Math.min(Number(place[2]), lines[number].length) - 1);
  const above = lines.slice(0, number).map((line) => `${line}\n`).join("");
  const mark = make("mark", "", lines[number].slice(column, column + 1) || "⏎");
  const rule = make("mark", "rule", `  ◄ ${own.rule}`, spoken(" (the finding)"));
  const below = lines.slice(number + 1).map((line) => `\n${line}`).join("");
  return block(label, above, lines[number].slice(0, column), mark, lines[number].slice(column + 1), rule, below);
}
