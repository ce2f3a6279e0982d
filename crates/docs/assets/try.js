// "Try it": posts to an emulator on this machine, and only there.
(() => {
  // The application the emulator plays unless told otherwise. The key is the vendor's published sample.
  const application = { sdkappid: 1400000000, key: "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e" };
  const identifier = "administrator";
  const bytes = (text) => new TextEncoder().encode(text);
  const base64 = (data) => btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));

  // A zlib stream of one stored block: nothing has to be compressed.
  const zlib = (data) => {
    let [a, b] = [1, 0];
    for (const byte of data) {
      a = (a + byte) % 65521;
      b = (b + a) % 65521;
    }
    const [low, high] = [data.length & 255, data.length >> 8];
    return Uint8Array.of(0x78, 0x01, 1, low, high, low ^ 255, high ^ 255, ...data, b >> 8, b & 255, a >> 8, a & 255);
  };

  // Steps as in the guide's page about UserSig.
  const ticket = async () => {
    if (!globalThis.crypto?.subtle) throw new Error("This page may not sign here. Paste a UserSig into its field.");
    const time = Math.floor(Date.now() / 1000);
    const expire = 3600;
    const text = `TLS.identifier:${identifier}\nTLS.sdkappid:${application.sdkappid}\nTLS.time:${time}\nTLS.expire:${expire}\n`;
    const key = await crypto.subtle.importKey("raw", bytes(application.key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(text)));
    const claims = {
      "TLS.ver": "2.0",
      "TLS.identifier": identifier,
      "TLS.sdkappid": application.sdkappid,
      "TLS.expire": expire,
      "TLS.time": time,
      "TLS.sig": base64(signature),
    };
    return base64(zlib(bytes(JSON.stringify(claims)))).replace(/[+/=]/g, (c) => ({ "+": "*", "/": "-", "=": "_" })[c]);
  };

  const local = (text) => {
    let url;
    try {
      url = new URL(text);
    } catch {
      throw new Error(`“${text}” is no address. An emulator says its own when it starts.`);
    }
    if (url.protocol !== "http:" || !["127.0.0.1", "localhost"].includes(url.hostname)) {
      throw new Error("This form talks to an emulator on this machine only: http://127.0.0.1:PORT.");
    }
    return url.origin;
  };

  for (const form of document.querySelectorAll(".try form")) {
    const field = (id) => form.querySelector(`#${id}`);
    const outcome = form.querySelector(".outcome");
    const say = (head, body, failed) => {
      const line = document.createElement("p");
      line.textContent = head;
      line.className = failed ? "failed" : "done";
      outcome.replaceChildren(line);
      if (body === undefined) return;
      const box = document.createElement("pre");
      box.className = "code";
      box.tabIndex = 0;
      box.textContent = body;
      outcome.append(box);
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      try {
        const origin = local(field("try-url").value.trim());
        const usersig = field("try-sig").value.trim() || (await ticket());
        const query = new URLSearchParams({
          sdkappid: application.sdkappid,
          identifier,
          usersig,
          random: Math.floor(Math.random() * 2 ** 32),
          contenttype: "json",
        });
        const started = performance.now();
        let response;
        try {
          response = await fetch(`${origin}${form.dataset.path}?${query}`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: field("try-body").value,
            signal: AbortSignal.timeout(10_000),
          });
        } catch {
          throw new Error(`No emulator answers at ${origin}. Start one: call-engine emulator`);
        }
        const text = await response.text();
        const took = Math.round(performance.now() - started);
        let shown = text;
        let code = null;
        try {
          const answer = JSON.parse(text);
          shown = JSON.stringify(answer, null, 2);
          code = answer.ErrorCode;
        } catch {
          // Not an answer of the emulator; shown as it came.
        }
        say(`HTTP ${response.status}, ErrorCode ${code ?? "missing"}, ${took} ms`, shown, code !== 0);
      } catch (error) {
        say(error.message, undefined, true);
      } finally {
        button.disabled = false;
      }
    });
  }
})();
