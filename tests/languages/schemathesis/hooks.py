"""What schemathesis has to know of a service that answers everything with HTTP 200."""

import atexit
import collections
import itertools
import json
import os
import pathlib
import urllib.parse

import requests
import schemathesis
from TLSSigAPIv2 import TLSSigAPIv2

ENDPOINT = os.environ["CALL_ENGINE_ENDPOINT"]
SDK_APP_ID = int(os.environ["CALL_ENGINE_SDK_APP_ID"])
# A fault that the emulator is asked for with every request, to see that it is found.
FAULT = os.environ.get("PLANTED_FAULT")
QUERY = {
    "sdkappid": str(SDK_APP_ID),
    "identifier": "administrator",
    "usersig": TLSSigAPIv2(SDK_APP_ID, os.environ["CALL_ENGINE_SECRET_KEY"]).gen_sig(
        "administrator", 86_400
    ),
    "random": "99999999",
    "contenttype": "json",
}

# Codes that say: this request is malformed.
INVALID = {60003, 60015, 100002, 101002}

COUNTS: dict[str, collections.Counter[str]] = collections.defaultdict(
    collections.Counter
)
# Each call that is made ready has a callee of its own, since one who is in a call is busy.
NUMBERS = itertools.count()


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Leaves the query to `before_call`: a case is right or wrong by its body alone."""
    for path in raw_schema["paths"].values():
        for operation in path.values():
            operation.pop("parameters", None)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Adds the query, and names a call that is there in half of the cases that should be accepted."""
    case.query = dict(QUERY)
    if FAULT:
        case.headers["x-emulator-fault"] = FAULT
    if wanted(case) == "right" and isinstance(case.body, dict) and "CallId" in case.body:
        number = next(NUMBERS)
        if number % 2:
            call_id = a_call(number, ended="record" in case.path)
            case.body = {**case.body, "CallId": call_id}


@schemathesis.check
def outcome(context, response, case):
    """What the contract allows is not refused as malformed, and what it does not allow is refused."""
    if response.status_code != 200:
        return  # The tool's own checks say what is wrong with that.
    answer = response.json()
    code, info = answer.get("ErrorCode"), answer.get("ErrorInfo")
    assert (answer.get("ActionStatus") == "OK") == (code == 0), "the envelope contradicts itself"
    want = wanted(case)
    counts = COUNTS[command_of(case)]
    counts[want] += 1
    counts["accepted" if code == 0 else "refused"] += 1
    if want == "right":
        assert code not in INVALID or beyond(case.body), f"refused: {code} {info}"
    elif want == "wrong":
        assert code != 0 or wide(case.body), "accepted, although the contract does not allow it"
    elif case.method.upper() != "POST":
        assert code == 60002, f"a method that is not POST gets {code} {info}"


def wanted(case):
    """`right` or `wrong` by the contract, or `other` when it is not the body that is unusual."""
    # What a body is, the parameter `contenttype` says, and not the header.
    if case.method.upper() != "POST" or case.media_type != "application/json" or "Content-Type" in (case.headers or {}):
        return "other"
    return "right" if case.meta.generation.mode.is_positive else "wrong"


def beyond(body):
    """Whether a body breaks a documented rule that OpenAPI has no word for."""
    if not isinstance(body, dict):
        return False
    url = body.get("Url")
    if isinstance(url, str):
        address = url.lower()
        return not (address.startswith(("http://", "https://")) and address.partition("//")[2])
    room = body.get("CallInfo", {})
    return (
        # x-max-bytes counts bytes.
        any(len(text.encode()) > limit for text, limit in limited(body))
        # x-room-kind: the name of a numeric room is a number.
        or (room.get("RoomIdType") == 1 and "RoomId" in room and not is_room_number(room["RoomId"]))
        # The emulator's reading of what is undocumented.
        or body.get("Robot_Account") in body.get("CalleeList_Account", [])
    )


def limited(body):
    """The texts of `x-max-bytes` that no pattern limits."""
    activity = body.get("OfflinePushInfo", {}).get("ApnsInfo", {}).get("LiveActivity", {})
    for fields, name, limit in ((body, "UserData", 1000), (activity, "LaId", 64)):
        if isinstance(fields.get(name), str):
            yield fields[name], limit


def is_room_number(text):
    digits = text.isascii() and text.isdigit() and not text.startswith("0")
    return digits and int(text) <= 4_294_967_294


def wide(value):
    """Whether there is a number of more than 32 bits: what the service does with it is undocumented."""
    if isinstance(value, dict):
        return any(map(wide, value.values()))
    if isinstance(value, list):
        return any(map(wide, value))
    return isinstance(value, int) and not -(2**31) <= value < 2**31


def command_of(case):
    return case.operation.path.rpartition("/")[2]


def a_call(number, *, ended):
    """The ID of a call that goes on, or has ended and is on record."""
    start = {
        "Robot_Account": "robot",
        "CalleeList_Account": [f"callee {number}"],
        "Timeout": 600_000,
        "CallInfo": {"MediaType": "Video"},
    }
    call_id = post("call_engine_http_srv/start_call_by_robot", start)["Response"]["CallId"]
    if ended:
        post("call_engine_http_srv/end_call", {"CallId": call_id})
    return call_id


def post(path, body):
    query = urllib.parse.urlencode(QUERY)
    answer = requests.post(f"{ENDPOINT}/v4/{path}?{query}", json=body, timeout=10)
    return answer.json()


@atexit.register
def report():
    """Leaves the number of cases of each command to whoever started this."""
    text = json.dumps({name: dict(counts) for name, counts in COUNTS.items()})
    pathlib.Path("counts.json").write_text(text)
