// The emulator's page: a call is started by the SDK, a person picks up here, and the SDK sees it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { browser, managed, setting } from "./stage.js";

const PROGRAM = setting("CALL_ENGINE");
const SHOTS = setting("DOCS_SHOTS");
let chromium, engine, page, complaints;

/** The command line, which is the SDK at a terminal. */
function sdk(...words) {
  const run = spawnSync(PROGRAM, words, { env: engine.environment, encoding: "utf8" });
  assert.ifError(run.error);
  return run;
}

function call(...callees) {
  const named = callees.flatMap((callee) => ["--callee", callee]);
  const push = ["--push-title", "Your taxi", "--push-desc", "is at the door"];
  const run = sdk("call", "start", "--robot", "robot", "--video", ...named, ...push, "--output", "json");
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout).CallId;
}

const button = (name) => `button[aria-label="${name}"]`;
const gone = (selector) => page.waitForFunction((s) => !document.querySelector(s), {}, selector);

before(async () => {
  await mkdir(SHOTS, { recursive: true });
  [chromium, engine] = await Promise.all([browser(), managed(PROGRAM)]);
});
after(async () => {
  await chromium?.close();
  engine?.end();
});
beforeEach(async () => {
  await page?.close();
  page = await chromium.newPage();
  complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(engine.page)) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(engine.page);
});

test("a phone rings, is answered on the page, and the SDK sees it", async () => {
  const id = call("jack");
  await page.waitForSelector(button("Answer as jack"));
  const card = await page.$eval("#phones li", (li) => li.textContent);
  for (const part of ["jack — ringing", "Your taxi: is at the door", "from robot", "one to one"]) {
    assert.ok(card.includes(part), card);
  }
  await page.click(button("Answer as jack"));
  await page.waitForSelector(button("Hang up as jack"));
  assert.match(sdk("call", "info", id).stdout, /jack +Calling/);
  await page.click(button("Hang up as jack"));
  await gone("#calls li");
  const line = await page.$$eval("#line summary", (all) => all.map((one) => one.textContent));
  assert.ok(line.some((one) => one.includes("event ended: NormalEnd")), line.join("\n"));
  assert.ok(line.some((one) => one.includes("command start_call_by_robot OK")), line.join("\n"));
  assert.deepEqual(complaints, []);
});

test("one of a group refuses, and the clock lets the others' phones ring out", async () => {
  call("anna", "rose");
  await page.waitForSelector(button("Refuse as anna"));
  await page.click(button("Refuse as anna"));
  await gone(button("Refuse as anna"));
  assert.ok(await page.$(button("Answer as rose")));
  await page.click('#clock button[value="60000"]');
  await gone("#phones li");
  assert.deepEqual(complaints, []);
});

test("keys are enough, and what is looked at stays open while more comes", async () => {
  call("jack");
  await page.waitForSelector(button("Answer as jack"));
  await page.focus("#line summary");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#line details[open] pre");
  const opened = await page.$eval("#line details[open] summary", (one) => one.textContent);
  await page.focus(button("Answer as jack"));
  await page.keyboard.press("Enter");
  await page.waitForSelector(button("Hang up as jack"));
  const still = await page.$$eval("#line details[open] summary", (all) => all.map((one) => one.textContent));
  assert.ok(still.includes(opened), `${opened} is closed`);
  await page.focus(button("Hang up as jack"));
  await page.keyboard.press("Enter");
  await gone("#calls li");
});

test("an order that comes too late is told", async () => {
  const id = call("jack");
  await page.waitForSelector(button("Answer as jack"));
  // The page does not know yet that the call has ended.
  await page.evaluate(() => {
    window.fetch = ((fetch) => (url, ...rest) => (url === "/snapshot" ? new Promise(() => {}) : fetch(url, ...rest)))(window.fetch);
  });
  sdk("call", "end", id);
  await page.click(button("Answer as jack"));
  await page.waitForFunction(() => document.querySelector("#trouble").textContent.includes("ended"));
});

test("it fits every width, light and dark", async () => {
  call("jack");
  call("anna", "rose");
  await page.waitForSelector(button("Answer as anna"));
  await page.click(button("Answer as anna"));
  await page.waitForSelector(button("Hang up as anna"));
  for (const [width, scheme] of [[1440, "light"], [1440, "dark"], [390, "light"], [390, "dark"]]) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${width}: ${wide} px too wide`);
    await page.screenshot({ path: path.join(SHOTS, `phones-${width}-${scheme}.png`) });
  }
  assert.deepEqual(complaints, []);
});
