// The emulator's page: what was asked and answered, what is to go wrong, and webhooks.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { browser, caller, managed, opened, setting } from "./stage.js";

const START = "call_engine_http_srv/start_call_by_robot";
const CALL = { Robot_Account: "robot", CalleeList_Account: ["jack"], Timeout: 30_000, CallInfo: { MediaType: "Video" } };
let chromium, engine, send, page, complaints;

before(async () => {
  [chromium, engine] = await Promise.all([browser(), managed(setting("CALL_ENGINE"))]);
  send = caller(engine.environment);
});
after(async () => {
  await chromium?.close();
  engine?.end();
});
beforeEach(async () => {
  await page?.close();
  await fetch(new URL("/requests", engine.page), { method: "DELETE" });
  ({ page, complaints } = await opened(chromium, engine.page));
  await page.click("#wrong > summary");
});

const button = (name) => `button[aria-label="${name}"]`;
const says = (selector, text) =>
  page.waitForFunction((s, t) => document.querySelector(s)?.textContent.includes(t), {}, selector, text);
/** Lines of a body, the marked one with a sign. */
const rows = (place) => page.$$eval(place, (all) => all.map((one) => (one.localName === "mark" ? "!" : "") + one.textContent.trimEnd()));

/** Opens the latest command on the time line. */
async function openCommand() {
  await page.waitForSelector("#line li:has(.kind.command)");
  await page.click("#line li:has(.kind.command) summary");
  await page.waitForSelector("#line details[open] .whole pre");
}

test("a command shows its request, its answer, and the field with the finding", async () => {
  await send(START, { ...CALL, CallInfo: { MediaType: "Video", RoomIdType: 3 } });
  await says("#line", "101002 · CallInfo.RoomIdType");
  await openCommand();
  const request = await rows('#line pre[aria-label="Request body"] .row');
  assert.ok(request.includes('!    "RoomIdType": 3  ◄ must be one of [1,2] (the finding)'), request.join("\n"));
  assert.equal(request.filter((row) => row.startsWith("!")).length, 1);
  const answer = await rows('#line pre[aria-label="Answer body"] .row');
  assert.ok(answer.includes('  "ErrorCode": 101002,'), answer.join("\n"));
  await says("#line .finding", "Refused by the contract check: CallInfo.RoomIdType must be one of [1,2]");
  assert.deepEqual(complaints, []);
});

test("a finding is shown wherever it is: missing, in a list, in the URL, in a text that is no JSON", async () => {
  const { Timeout, ...without } = CALL;
  assert.equal(Timeout, 30_000);
  await send(START, without);
  await openCommand();
  assert.ok((await rows("#line mark")).includes('!  "Timeout": is not there  ◄ is required (the finding)'));
  await send(START, { ...CALL, CalleeList_Account: ["jack", "x".repeat(65)] });
  await says("#line", "CalleeList_Account[1]");
  await openCommand();
  const marked = await rows("#line mark");
  assert.ok(marked.some((row) => /^! {4}"x+" {2}◄ must match /.test(row)), marked.join("\n"));
  await send(START, '{\n  "Robot_Account" "robot"\n}');
  await says("#line", "60003");
  await openCommand();
  await says("#line details[open] pre", '◄ expected `:` at line 2 column 19');
  const url = `${engine.environment.CALL_ENGINE_ENDPOINT}/v4/${START}?sdkappid=x&identifier=administrator`;
  await fetch(url, { method: "POST", body: "{}" });
  await says("#line", "60025 · sdkappid");
  await openCommand();
  await says("#line .found", "sdkappidx◄ sdkappid is not an unsigned 32-bit number");
  assert.deepEqual(complaints, []);
});

test("no ticket is on the page", async () => {
  await send(START, CALL);
  await openCommand();
  await page.click("#line .whole details summary");
  await says("#line dl", "usersig…");
  assert.doesNotMatch(await page.content(), /usersig=e|eJ[\w*-]{20}/);
  await page.click('button[aria-label^="End the call"]');
});

test("faults are chosen, seen with what is left of them, and taken away", async () => {
  await page.select('#fault [name="fault"]', JSON.stringify({ http: 502 }));
  await page.select('#fault [name="command"]', "get_callback");
  await page.select('#fault [name="times"]', "3");
  await page.click('#fault button[type="submit"]');
  await says("#faults", "HTTP 502 with HTML for get_callback3 times left");
  await assert.rejects(send("call_config/get_callback", {}), SyntaxError);
  await says("#faults", "2 times left");
  await says("#line", "fault: HTTP 502 with HTML");
  await page.click(button("Take away: HTTP 502 with HTML for get_callback"));
  await page.waitForFunction(() => !document.querySelector("#faults li"));
  // The one to try first comes first.
  const [first] = await page.$$eval('#fault [name="fault"] option', (all) => all.map((one) => one.value));
  assert.deepEqual(JSON.parse(first), { connection: "drop", when: "after" });
  await page.select('#fault [name="fault"]', first);
  await page.click('#fault button[type="submit"]');
  await says("#faults", "accepted, then dropped");
  await page.select('#fault [name="fault"]', JSON.stringify({ code: 60008 }));
  await page.click('#fault button[type="submit"]');
  await says("#faults", "answers 60008");
  await page.click("#clear-faults");
  await page.waitForSelector("#no-faults:not([hidden])");
  assert.deepEqual(complaints, []);
});

test("a webhook shows its attempts, is sent again, and comes late if it is told to", async () => {
  let bell;
  const receiver = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      response.end('{"ErrorCode": 0}');
      bell?.();
    });
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  try {
    const Url = `http://127.0.0.1:${receiver.address().port}/hook`;
    await send("call_config/set_callback", { Url, CallbackCommandList: ["Call.CallbackAfterEndCall"] });
    await says("#callback", Url);
    const end = async () => {
      const { Response } = await send(START, CALL);
      await send("call_engine_http_srv/end_call", { CallId: Response.CallId });
    };
    await end();
    await says("#line", "AfterEndCall ✓ arrived");
    await page.click("#line li:has(.kind.webhook) summary");
    await says("#line details[open]", "Sent once");
    const again = new Promise((resolve) => (bell = resolve));
    await page.click(button("Send webhook 1 again"));
    await again;
    await says("#line details[open]", "Sent 2 times");
    // Whoever wants it a third time stands where he stood.
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Send again");
    await says("#line", "arrived, 2 sent");
    await page.select('#webhook-rule [name="fate"]', JSON.stringify({ fate: "late", by_ms: 5000 }));
    await page.click('#webhook-rule button[type="submit"]');
    await says("#webhook-rules", "late, by 5 s for any webhookthe next one");
    await end();
    await says("#line", "AfterEndCall … waits");
    await page.click('#clock button[value="10000"]');
    await page.waitForFunction(() => !document.querySelector("#line").textContent.includes("waits"));
    assert.equal(await page.$("#webhook-rules li"), null);
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
  assert.deepEqual(complaints, []);
});
