// The calls that the pages show, run as they stand against an emulator.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { browser, emulator, serve, setting } from "./stage.js";

const PROGRAM = setting("CALL_ENGINE");
let chromium, site, engine, folder, calls, environment, mint;

/** What the sample ticket of the page's form signs with; here it is taken from the form itself. */
async function ticket(page) {
  let usersig;
  page.on("request", (request) => {
    usersig ??= new URL(request.url()).searchParams.get("usersig");
  });
  await page.$eval("#try-url", (input, to) => (input.value = to), engine.url);
  await page.click(".try button");
  await page.waitForSelector(".outcome .done");
  return usersig;
}

before(async () => {
  [chromium, site, engine] = await Promise.all([browser(), serve(setting("DOCS_SITE")), emulator(PROGRAM)]);
  folder = await mkdtemp(path.join(tmpdir(), "docs-calls-"));
  const page = await chromium.newPage();
  const root = `${site.url}/${setting("DOCS_VERSION")}`;
  await page.goto(`${root}/index.html`);
  const commands = await page.$$eval("tbody th a", (links) => links.map((link) => link.textContent));
  assert.ok(commands.length >= 8);
  calls = {};
  for (const command of commands) {
    await page.goto(`${root}/commands/${command}.html`);
    calls[command] = await page.$$eval("details[name=call]", (all) =>
      Object.fromEntries(all.map((one) => [one.querySelector("summary").textContent, one.querySelector("pre").textContent])),
    );
  }
  await page.goto(`${root}/guide/usersig.html`);
  mint = await page.$$eval("pre", (all) => all.map((one) => one.textContent).find((text) => text.includes("hmac.digest(")));
  await page.goto(`${root}/commands/start_call_by_robot.html`);
  environment = {
    ...process.env,
    PATH: `${path.dirname(PROGRAM)}${path.delimiter}${process.env.PATH}`,
    CALL_ENGINE_ENDPOINT: engine.url,
    CALL_ENGINE_SDK_APP_ID: "1400000000",
    CALL_ENGINE_USER_SIG: await ticket(page),
  };
});
after(async () => {
  await chromium?.close();
  site?.end();
  engine?.end();
  if (folder) await rm(folder, { recursive: true });
});

const languages = {
  curl: [".sh", (file) => ["bash", file]],
  "Command line": [".sh", (file) => ["bash", file]],
  Python: [".py", (file) => ["python3", file]],
  JavaScript: [".mjs", (file) => ["node", file]],
  Go: [".go", (file) => ["go", "run", file]],
};

for (const [language, [ending, line]] of Object.entries(languages)) {
  test(`${language}: every call reaches its command`, async () => {
    for (const [command, texts] of Object.entries(calls)) {
      const file = path.join(folder, command + ending);
      await writeFile(file, texts[language]);
      const [program, ...words] = line(file);
      const run = spawnSync(program, words, { env: environment, encoding: "utf8" });
      assert.ifError(run.error);
      const said = run.stdout + run.stderr;
      // The example names a call and a configuration that are not there: that is the command's own answer.
      const answered = run.status === 0 || /\b(101004|101050|100301)\b/.test(said);
      assert.ok(answered, `${pathToFileURL(file)}\n${texts[language]}\n${said}`);
      // Curl succeeds with every answer.
      assert.doesNotMatch(said, /"ErrorCode":\s*(6\d{4}|7\d{4}|10[01]002)/, `${command}: ${said}`);
    }
  });
}

test("the UserSig that the guide makes with Python starts a call with curl", async () => {
  const file = path.join(folder, "usersig.py");
  await writeFile(file, mint);
  const made = spawnSync("python3", [file], {
    env: { ...environment, CALL_ENGINE_SECRET_KEY: engine.key },
    encoding: "utf8",
  });
  assert.equal(made.status, 0, made.stderr);
  const start = path.join(folder, "start.sh");
  await writeFile(start, calls.start_call_by_robot.curl);
  const run = spawnSync("bash", [start], {
    env: { ...environment, CALL_ENGINE_USER_SIG: made.stdout.trim() },
    encoding: "utf8",
  });
  assert.equal(JSON.parse(run.stdout).ErrorCode, 0, run.stdout + run.stderr);
});
