// What the tests stand on: the site on a port of this machine, an emulator, a browser. All of it ends with the tests.
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import { deflateSync } from "node:zlib";
import puppeteer from "puppeteer-core";

/** A setting that `cargo xtask prove docs` gives. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run \`cargo xtask prove docs\``);
  return value;
}

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json" };

/** Serves a folder on loopback and returns its address. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const relative = path.normalize(decodeURIComponent(new URL(request.url, "http://local").pathname));
    try {
      const bytes = await readFile(path.join(folder, relative));
      response.setHeader("Content-Type", `${TYPES[path.extname(relative)] ?? "text/plain"}; charset=utf-8`);
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Starts an emulator on a free port and returns its address and its key. */
export async function emulator(program) {
  const child = spawn(program, ["emulator", "--listen", "127.0.0.1:0", "--no-management"], { stdio: ["ignore", "pipe", "inherit"] });
  const told = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^export CALL_ENGINE_(ENDPOINT|SECRET_KEY)=(\S+)$/.exec(line);
    if (found) told[found[1]] = found[2];
    if (told.ENDPOINT && told.SECRET_KEY) return { url: told.ENDPOINT, key: told.SECRET_KEY, end: () => child.kill() };
  }
  throw new Error("the emulator ended without saying its address and key");
}

/** A Chromium of this machine. */
export function browser() {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error("there is no Chromium; install it, or name it in CHROMIUM");
  // The sandbox refuses to run for root, which is who runs in containers.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return puppeteer.launch({ executablePath, args: [...args, "--hide-scrollbars"] });
}

/** Starts an emulator nobody picks up for, with its page, and returns the page's address and what a caller needs. */
export async function managed(program) {
  const words = ["emulator", "--listen", "127.0.0.1:0"];
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  const environment = { ...process.env };
  let page;
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^export (CALL_ENGINE_\w+)=(\S+)$/.exec(line);
    if (found) environment[found[1]] = found[2];
    if (environment.CALL_ENGINE_SECRET_KEY) break;
  }
  for await (const line of createInterface({ input: child.stderr })) {
    page ??= /^Its page is at (\S+): /.exec(line)?.[1];
    if (page) return { page, environment, end: () => child.kill() };
  }
  throw new Error("the emulator ended without saying where its page is");
}

/** Opens a page that must load nothing from elsewhere; `complaints` holds what it says or does wrong. */
export async function opened(chromium, address) {
  const page = await chromium.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) complaints.push(`asked for ${request.url()}`);
  });
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(address);
  return { page, complaints };
}

/** Who sends commands to an emulator as any program does, thousands of them a second if need be. */
export function caller({ CALL_ENGINE_ENDPOINT: endpoint, CALL_ENGINE_SECRET_KEY: key, CALL_ENGINE_SDK_APP_ID: app }) {
  const identifier = "administrator";
  const [time, expire] = [Math.floor(Date.now() / 1000), 86_400];
  const signed = `TLS.identifier:${identifier}\nTLS.sdkappid:${app}\nTLS.time:${time}\nTLS.expire:${expire}\n`;
  const ticket = {
    "TLS.ver": "2.0", "TLS.identifier": identifier, "TLS.sdkappid": Number(app), "TLS.time": time, "TLS.expire": expire,
    "TLS.sig": createHmac("sha256", key).update(signed).digest("base64"),
  };
  const usersig = deflateSync(JSON.stringify(ticket)).toString("base64").replace(/[+/=]/g, (sign) => ({ "+": "*", "/": "-", "=": "_" })[sign]);
  const query = new URLSearchParams({ sdkappid: app, identifier, usersig, random: "1", contenttype: "json" });
  return async (command, body, headers = {}) => {
    const sent = typeof body === "string" ? body : JSON.stringify(body);
    const answer = await fetch(`${endpoint}/v4/${command}?${query}`, { method: "POST", headers, body: sent });
    return answer.json();
  };
}
