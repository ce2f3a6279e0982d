// The emulator's page: a call is started by the SDK, a person picks up here, and the SDK sees it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { browser, caller, managed, opened, setting } from "./stage.js";

const PROGRAM = setting("CALL_ENGINE");
const SHOTS = setting("DOCS_SHOTS");
const START = "call_engine_http_srv/start_call_by_robot";
let chromium, engine, send, page, complaints;

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

async function manage(method, where, body) {
  const answer = await fetch(new URL(where, engine.page), { method, body: body && JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

const button = (name) => `button[aria-label="${name}"]`;
const gone = (selector) => page.waitForFunction((s) => !document.querySelector(s), {}, selector);
const says = (selector, text) =>
  page.waitForFunction((s, t) => document.querySelector(s)?.textContent.includes(t), {}, selector, text);
const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);

before(async () => {
  await mkdir(SHOTS, { recursive: true });
  [chromium, engine] = await Promise.all([browser(), managed(PROGRAM)]);
  send = caller(engine.environment);
});
after(async () => {
  await chromium?.close();
  engine?.end();
});
beforeEach(async () => {
  await page?.close();
  ({ page, complaints } = await opened(chromium, engine.page));
});

test("a phone rings, is answered on the page, and the SDK sees it", async () => {
  const id = call("jack");
  await page.waitForSelector(button("Answer as jack"));
  const card = await page.$eval("#calls > li", (li) => li.textContent);
  for (const part of ["jack, rings", "Your taxi", "is at the door", "Video call from robot", "1 to 1", "left"]) {
    assert.ok(card.includes(part), card);
  }
  await page.click(button("Answer as jack"));
  await page.waitForSelector(button("Hang up as jack"));
  await says("#calls > li", "in a call 0:0");
  assert.match(sdk("call", "info", id).stdout, /jack +Calling/);
  await page.click(button("Hang up as jack"));
  await gone("#calls > li");
  await says("#line", "call to jack ended: NormalEnd");
  await says("#line", "start_call_by_robot ✓ OK");
  await says("#past", "NormalEnd");
  assert.deepEqual(complaints, []);
});

test("of a group one refuses, one acts by itself, and the clock lets the last phone ring out", async () => {
  await manage("PUT", "/phones/robby", { policy: "answer", after_ms: 20_000, hang_up_after_ms: 60_000 });
  await manage("PUT", "/phones/mute", { policy: "ignore" });
  call("anna", "robby", "mute");
  await page.waitForSelector(button("Refuse as anna"));
  await says("#calls > li", "group call of 3");
  await says("#calls > li", "acts by itself: answers in 0:");
  await says("#calls > li", "acts by itself: nobody ever reacts");
  await page.click(button("Refuse as anna"));
  await gone(button("Refuse as anna"));
  await says("#calls .phone.left", "anna, refused");
  await page.click('#clock button[value="10000"]');
  await page.click('#clock button[value="10000"]');
  await page.waitForSelector(button("Hang up as robby"));
  await says("#calls > li", "acts by itself: hangs up in 0:");
  await page.click('#clock button[value="60000"]');
  await gone("#calls > li");
  assert.deepEqual(complaints, []);
});

test("of a large group all phones are shown to whoever wants them", async () => {
  call(...Array.from({ length: 12 }, (_, i) => `guest${i}`));
  await page.waitForSelector(button("Answer as guest7"));
  assert.equal((await page.$$("#calls .phone")).length, 8);
  await page.focus("#calls .more");
  await page.keyboard.press("Enter");
  await page.waitForSelector(button("Answer as guest11"));
  assert.equal(await focused(), "Answer as guest8");
  await page.click('button[aria-label^="End the call"]');
  await gone("#calls > li");
  assert.deepEqual(complaints, []);
});

test("the caller hangs up, and a call is ended for all", async () => {
  call("jack");
  await page.waitForSelector(button("The caller robot hangs up"));
  await page.click(button("The caller robot hangs up"));
  await gone("#calls > li");
  await says("#line", "call to jack ended: Cancel");
  call("jack", "rose");
  await page.waitForSelector(button("Answer as rose"));
  await page.click(button("Answer as rose"));
  await page.waitForSelector(button("Hang up as rose"));
  await page.click(button("End the call from robot to jack, rose"));
  await gone("#calls > li");
  await says("#line", "call to jack, rose ended: NormalEnd");
  assert.deepEqual(complaints, []);
});

test("keys are enough, the focus stays, and what is looked at stays open while more comes", async () => {
  call("jack");
  await page.waitForSelector(button("Answer as jack"));
  await page.focus("#line summary");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#line details[open] pre");
  const title = await page.$eval("#line details[open] .title", (one) => one.textContent);
  await page.focus(button("Answer as jack"));
  await page.keyboard.press("Enter");
  await page.waitForSelector(button("Hang up as jack"));
  // The button is another now, and in its place.
  assert.equal(await focused(), "Hang up as jack");
  call("rose");
  await page.waitForSelector(button("Answer as rose"));
  assert.equal(await focused(), "Hang up as jack");
  const still = await page.$$eval("#line details[open] .title", (all) => all.map((one) => one.textContent));
  assert.deepEqual(still, [title]);
  await page.keyboard.press("Enter");
  await gone(button("Hang up as jack"));
  // Its card is gone: the next one has the focus, not the top of the page.
  assert.equal(await focused(), "Answer as rose");
  await page.keyboard.press("Enter");
  await page.waitForSelector(button("Hang up as rose"));
  await page.keyboard.press("Enter");
  await gone("#calls > li");
  assert.match(await focused(), /^Live calls/);
});

test("every control has a name, and screen readers hear of calls without being flooded", async () => {
  await page.evaluate(() => {
    window.heard = [];
    const announcer = document.querySelector("#announcer");
    new MutationObserver(() => window.heard.push(announcer.textContent)).observe(announcer, { childList: true });
  });
  call("jack", "rose", "anna", "mute", "tom");
  await page.waitForSelector(button("Answer as tom"));
  await page.click('button[aria-label^="End the call"]');
  await gone("#calls > li");
  await page.waitForFunction(() => window.heard.length === 2);
  const heard = await page.evaluate(() => window.heard);
  assert.match(heard[0], /^jack's phone rings; .* and 2 more changes\.$/);
  assert.match(heard[1], /^the call to jack, rose, anna and 2 more has ended\.$/);
  const tree = await page.accessibility.snapshot({ interestingOnly: false });
  const controls = [];
  (function walk(node) {
    if (["button", "combobox", "checkbox", "searchbox", "textbox", "link", "DisclosureTriangle"].includes(node.role)) controls.push(node);
    node.children?.forEach(walk);
  })(tree);
  assert.ok(controls.length > 10);
  assert.deepEqual(controls.filter((one) => !one.name), []);
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
  await says("#trouble", "ended");
});

test("it fits every width, light and dark", async () => {
  await manage("PUT", "/phones/robby", { policy: "answer", after_ms: 200_000 });
  call("jack");
  call("anna", "rose", "robby", "lily");
  await page.waitForSelector(button("Answer as anna"));
  await page.click(button("Answer as anna"));
  await page.click(button("Refuse as lily"));
  await page.waitForSelector(button("Hang up as anna"));
  const wrong = { Robot_Account: "robot", CalleeList_Account: ["jack"], Timeout: 30_000, CallInfo: { MediaType: "Video", RoomIdType: 3 } };
  assert.equal((await send(START, wrong)).ErrorCode, 101002);
  for (const fault of [{ connection: "drop", when: "after" }, { http: 502 }]) {
    await manage("POST", "/faults", { fault, command: "get_callback", times: 3 });
  }
  await manage("POST", "/webhook-rules", { fate: "late", by_ms: 5000, times: 1 });
  await page.click("#wrong > summary");
  await page.waitForSelector("#line .verdict.bad");
  await page.click("#line li:has(.verdict.bad) summary");
  await page.waitForSelector("#line details[open] mark");
  for (const [width, scheme] of [[1800, "light"], [1440, "light"], [1440, "dark"], [768, "light"], [390, "light"], [390, "dark"], [320, "light"]]) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${width}: ${wide} px too wide`);
    await page.screenshot({ path: path.join(SHOTS, `phones-${width}-${scheme}.png`), fullPage: true });
  }
  assert.deepEqual(complaints, []);
});
