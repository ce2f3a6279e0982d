// The emulator's page with a long history: it opens and follows as fast with 10,000 past calls as with ten.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { browser, caller, managed, opened, setting } from "./stage.js";

const SHOTS = setting("DOCS_SHOTS");
const START = "call_engine_http_srv/start_call_by_robot";
const MANY = 10_000;
let chromium, engine, send;

before(async () => {
  await mkdir(SHOTS, { recursive: true });
  [chromium, engine] = await Promise.all([browser(), managed(setting("CALL_ENGINE"))]);
  send = caller(engine.environment);
  await Promise.all(PEOPLE.map((name, i) => manage("PUT", `/phones/${name}`, POLICIES[i % 3])));
});
after(async () => {
  await chromium?.close();
  engine?.end();
});

async function manage(method, where, body) {
  const answer = await fetch(new URL(where, engine.page), { method, body: body && JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer;
}

const body = (callee, RoomId = "here") =>
  ({ Robot_Account: "robot", CalleeList_Account: [callee], Timeout: 30_000, CallInfo: { MediaType: "Video", RoomId, RoomIdType: 2 } });
const room = (number) => `room-${String(number).padStart(5, "0")}`;

/** People whose calls are over at once, each in a way of his own. */
const PEOPLE = Array.from({ length: 60 }, (_, i) => `${["anna", "rose", "jack", "lily", "tom"][i % 5]}${i}`);
const POLICIES = [{ policy: "refuse" }, { policy: "busy" }, { policy: "answer", hang_up_after_ms: 0 }];

/** Real calls, each started by a command and ended by its phone. */
async function haveCalls(from, to) {
  let next = from;
  const work = async () => {
    while (next < to) {
      const number = next++;
      const answer = await send(START, body(PEOPLE[number % PEOPLE.length], room(number)));
      assert.equal(answer.ErrorCode, 0, JSON.stringify(answer));
    }
  };
  // No more at once than there are people.
  await Promise.all(Array.from({ length: 16 }, work));
}

/** Median of five runs, in milliseconds. */
async function median(run) {
  const times = [];
  for (let i = 0; i < 5; i++) times.push(await run());
  return times.sort((a, b) => a - b)[2];
}

/** From the order to open the page until the past is on it. */
async function opening() {
  const begun = performance.now();
  const { page } = await opened(chromium, engine.page);
  await page.waitForSelector("#past li");
  const time = performance.now() - begun;
  await page.close();
  return time;
}

/** From a call's answer until its phone rings on an open page. */
async function update(page) {
  const user = `live${Math.random().toString(36).slice(2)}`;
  const { Response } = await send(START, body(user));
  const begun = performance.now();
  await page.waitForSelector(`button[aria-label="Answer as ${user}"]`, { polling: "mutation" });
  const time = performance.now() - begun;
  await send("call_engine_http_srv/end_call", { CallId: Response.CallId });
  await page.waitForFunction((name) => !document.querySelector(`button[aria-label="Answer as ${name}"]`), {}, user);
  return time;
}

async function measured() {
  const open = await median(opening);
  const { page } = await opened(chromium, engine.page);
  await page.waitForSelector("#past li");
  const follow = await median(() => update(page));
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  await page.close();
  const snapshot = (await (await manage("GET", "/snapshot")).text()).length;
  return { open, follow, nodes, snapshot };
}

test("ten thousand past calls make the page no slower", async (context) => {
  // The first start of a browser's process is not what is measured.
  await haveCalls(0, 10);
  await opening();
  const few = await measured();
  const begun = performance.now();
  await haveCalls(10, MANY);
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const many = await measured();
  const line = (name) =>
    `${name}: ${few[name].toFixed(0)} with 10 past calls, ${many[name].toFixed(0)} with ${MANY}, ratio ${(many[name] / few[name]).toFixed(2)}`;
  context.diagnostic(`past calls made in ${seconds} s; ${["open", "follow"].map(line).join(" ms; ")} ms; ${line("nodes")}; ${line("snapshot")}`);
  assert.ok(many.open < few.open * 4, line("open"));
  assert.ok(many.follow < few.follow * 4, line("follow"));
  // The time line and the page of the past are full by then, and never more than full.
  assert.ok(many.nodes < 4_500 && many.snapshot < 150_000, `${line("nodes")}; ${line("snapshot")}`);
});

test("the past is paged, filtered, and a call of it opened", async () => {
  const { page, complaints } = await opened(chromium, engine.page);
  const titles = () => page.$$eval("#past .title", (all) => all.map((one) => one.textContent));
  await page.waitForSelector("#past li");
  assert.equal((await titles()).length, 25);
  const first = (await titles())[0];
  await page.click("#older");
  await page.waitForFunction((old) => document.querySelector("#past .title").textContent !== old, {}, first);
  assert.equal(await page.evaluate(() => document.activeElement.id), "past-title");
  await page.click("#newest");
  await page.waitForFunction((old) => document.querySelector("#past .title").textContent === old, {}, first);
  // One of the first calls, found at once among all.
  await page.type("#past-filter input", "ROOM-00013");
  await page.waitForFunction(() => document.querySelectorAll("#past li").length === 1);
  assert.deepEqual(await titles(), ["robot → lily13"]);
  await page.click("#past-filter input", { count: 3 });
  await page.type("#past-filter input", "nobody at all");
  await page.waitForFunction(() => document.querySelector("#past-said").textContent === "No past call has “nobody at all”.");
  await page.click("#past-filter input", { count: 3 });
  await page.keyboard.press("Backspace");
  await page.waitForFunction(() => document.querySelectorAll("#past li").length === 25);
  await page.click("#past summary");
  await page.waitForFunction(() => document.querySelector("#past .whole .line")?.textContent.includes("call started"));
  assert.match(await page.$eval("#past .whole", (one) => one.textContent), /start_call_by_robot/);
  await page.screenshot({ path: path.join(SHOTS, "past-1440-light.png"), fullPage: true });
  assert.deepEqual(complaints, []);
});
