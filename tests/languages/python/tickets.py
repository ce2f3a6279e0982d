"""Signs with the vendor's package (`sign`), or takes our tickets apart and signs their content again with it (`check`)."""

import base64
import json
import struct
import sys
import time
import zlib
from typing import Any

from TLSSigAPIv2 import TLSSigAPIv2, base64_decode_url

Terms = dict[str, Any]


def userbuf(terms: Terms, expires_at: int) -> bytes | None:
    """The userbuf of a PrivateMapKey. The published package signs any, but makes none."""
    room = terms.get("room")
    if room is None:
        return None
    account: bytes = terms["identifier"].encode()
    text = room.encode() if isinstance(room, str) else None
    layout: bytes = struct.pack(">BH", 0 if text is None else 1, len(account)) + account
    layout += struct.pack(
        ">IIIII",
        terms["sdk_app_id"],
        room if text is None else 0,
        expires_at,
        terms["privileges"],
        0,
    )
    return layout if text is None else layout + struct.pack(">H", len(text)) + text


def sign(terms: Terms) -> str:
    api = TLSSigAPIv2(terms["sdk_app_id"], terms["key"])
    identifier, life = terms["identifier"], terms["life"]
    layout = userbuf(terms, int(time.time()) + life)
    if layout is None:
        return str(api.gen_sig(identifier, life))
    return str(api.gen_sig_with_userbuf(identifier, life, layout))


def fault(terms: Terms) -> str | None:
    found = json.loads(zlib.decompress(base64_decode_url(terms["ticket"].encode())))
    layout = userbuf(terms, terms["issued_at"] + terms["life"])
    text = None if layout is None else base64.b64encode(layout).decode()

    def hmac(key: str) -> str:
        # Its only way to sign for another moment than now is a private method.
        api = TLSSigAPIv2(terms["sdk_app_id"], key)
        signature: bytes = api._TLSSigAPIv2__hmacsha256(
            terms["identifier"], terms["issued_at"], terms["life"], text
        )
        return signature.decode()

    wanted = {
        "TLS.ver": "2.0",
        "TLS.identifier": terms["identifier"],
        "TLS.sdkappid": terms["sdk_app_id"],
        "TLS.time": terms["issued_at"],
        "TLS.expire": terms["life"],
        "TLS.userbuf": text,
        "TLS.sig": hmac(terms["key"]),
    }
    for name, value in wanted.items():
        if found.get(name) != value:
            return f"{name} differs"
    if found["TLS.sig"] == hmac(terms["key"] + "x"):
        return "TLS.sig does not depend on the key"
    return None


def main() -> None:
    signing = sys.argv[1:] == ["sign"]
    for line in sys.stdin:
        terms = json.loads(line)
        answer = {"ticket": sign(terms)} if signing else {"fault": fault(terms)}
        print(json.dumps(answer))


main()
