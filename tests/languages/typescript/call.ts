// The seed's call: start it, look at it, end it, look again.
import { strict as assert } from "node:assert";
import { randomInt } from "node:crypto";

import createClient from "openapi-fetch";
import vendor from "tls-sig-api-v2";

import type { components, paths } from "./schema.js";

function environment(name: string): string {
  const value = process.env[name];
  assert(value, `the environment variable ${name} is not set`);
  return value;
}

const sdkappid = Number(environment("CALL_ENGINE_SDK_APP_ID"));
const signer = new vendor.Api(sdkappid, environment("CALL_ENGINE_SECRET_KEY"));
const client = createClient<paths>({ baseUrl: environment("CALL_ENGINE_ENDPOINT") });

function credentials() {
  const identifier = "administrator";
  return {
    sdkappid,
    identifier,
    usersig: signer.genUserSig(identifier, 3600),
    random: randomInt(0, 2 ** 32),
    contenttype: "json" as const,
  };
}

const request: components["schemas"]["StartCallByRobotRequest"] = {
  Robot_Account: "robot",
  CalleeList_Account: ["jack"],
  Timeout: 300_000,
  UserData: "userdata-12345687",
  CallInfo: { MediaType: "Video", RoomId: "roomid-test", RoomIdType: 2 },
  OfflinePushInfo: {
    PushFlag: 0,
    Title: "This is the push title",
    Desc: "This is offline push content",
    Ext: JSON.stringify({ entity: { key1: "value1", key2: "value2" } }),
  },
};
const started = await client.POST("/v4/call_engine_http_srv/start_call_by_robot", {
  params: { query: credentials() },
  body: request,
});
assert.equal(started.data?.ErrorCode, 0, started.data?.ErrorInfo);
assert.deepEqual(started.data.Response?.CallResult, [{ Callee_Account: "jack", ResultCode: 0 }]);
const CallId = started.data.Response.CallId;
assert(CallId);
console.log(`CallId ${CallId}`);

const look = () =>
  client.POST("/v4/call_engine_http_srv/get_call_info", { params: { query: credentials() }, body: { CallId } });
const seen = (await look()).data;
assert.equal(seen?.ErrorCode, 0, seen?.ErrorInfo);
const info = seen.Response?.CallInfo;
assert.equal(info?.CallId, CallId);
assert.equal(info.MediaType, "Video");
assert.equal(info.RoomId, "roomid-test");
assert.equal(info.RoomIdType, 2);
const members = seen.Response?.UserList?.map((member) => member.User_Account);
assert(members?.includes("jack"), `jack is not among ${members}`);

const ended = await client.POST("/v4/call_engine_http_srv/end_call", {
  params: { query: credentials() },
  body: { CallId },
});
assert.equal(ended.data?.ErrorCode, 0, ended.data?.ErrorInfo);
assert.equal((await look()).data?.ErrorCode, 101004, "an ended call is not running any more");
