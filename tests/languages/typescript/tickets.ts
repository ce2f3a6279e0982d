// Signs with the vendor's package (`sign`), or takes our tickets apart and signs their content again with it (`check`).
import { createInterface } from "node:readline";
import { inflateSync } from "node:zlib";

import vendor from "tls-sig-api-v2";

interface Terms {
  key: string;
  sdk_app_id: number;
  identifier: string;
  life: number;
  issued_at: number;
  room?: number | string;
  privileges: number;
  ticket: string;
}

interface Document {
  "TLS.ver": string;
  "TLS.identifier": string;
  "TLS.sdkappid": number;
  "TLS.time": number;
  "TLS.expire": number;
  "TLS.userbuf"?: string;
  "TLS.sig": string;
}

function sign(terms: Terms): string {
  const { identifier, life, room, privileges } = terms;
  const api = new vendor.Api(terms.sdk_app_id, terms.key);
  switch (typeof room) {
    case "number":
      return api.genPrivateMapKey(identifier, life, room, privileges);
    case "string":
      return api.genPrivateMapKeyWithStringRoomID(identifier, life, room, privileges);
    default:
      return api.genUserSig(identifier, life);
  }
}

function decode(ticket: string): Document {
  const base64 = ticket.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  return JSON.parse(inflateSync(Buffer.from(base64, "base64")).toString()) as Document;
}

/** The vendor's userbuf, but with the moment of expiry of the terms: the package takes it from its clock. */
function userbuf(terms: Terms): string | null {
  const { room } = terms;
  if (room === undefined) return null;
  const [number, text] = typeof room === "number" ? [room, null] : [0, room];
  const api = new vendor.Api(terms.sdk_app_id, terms.key);
  const bytes = api._genUserbuf(terms.identifier, number, 0, terms.privileges, 0, text);
  bytes.writeUInt32BE(terms.issued_at + terms.life, 11 + terms.identifier.length);
  return bytes.toString("base64");
}

function fault(terms: Terms): string | null {
  const found = decode(terms.ticket);
  const wanted = userbuf(terms);
  const hmac = (key: string) =>
    new vendor.Api(terms.sdk_app_id, key)._hmacsha256(terms.identifier, terms.issued_at, terms.life, wanted);
  if (found["TLS.ver"] !== "2.0") return "TLS.ver differs";
  if (found["TLS.identifier"] !== terms.identifier) return "TLS.identifier differs";
  if (found["TLS.sdkappid"] !== terms.sdk_app_id) return "TLS.sdkappid differs";
  if (found["TLS.time"] !== terms.issued_at) return "TLS.time differs";
  if (found["TLS.expire"] !== terms.life) return "TLS.expire differs";
  if ((found["TLS.userbuf"] ?? null) !== wanted) return "TLS.userbuf differs";
  if (found["TLS.sig"] !== hmac(terms.key)) return "TLS.sig differs";
  if (found["TLS.sig"] === hmac(`${terms.key}x`)) return "TLS.sig does not depend on the key";
  return null;
}

const signing = process.argv[2] === "sign";
for await (const line of createInterface({ input: process.stdin })) {
  const terms = JSON.parse(line) as Terms;
  console.log(JSON.stringify(signing ? { ticket: sign(terms) } : { fault: fault(terms) }));
}
