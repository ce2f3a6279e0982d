"""The seed's call: start it, look at it, end it, look again."""

import json
import os
import secrets

from TLSSigAPIv2 import TLSSigAPIv2

from call_engine import Client
from call_engine.api.call import end_call, get_call_info, start_call_by_robot
from call_engine.models import (
    ContentType,
    EndCallRequest,
    GetCallInfoAnswer,
    GetCallInfoRequest,
    MediaType,
    OfflinePushInfo,
    RoomIdType,
    StartCallByRobotRequest,
    StartCallInfo,
)
from call_engine.types import Unset

IDENTIFIER = "administrator"
SDK_APP_ID = int(os.environ["CALL_ENGINE_SDK_APP_ID"])
SIGNER = TLSSigAPIv2(SDK_APP_ID, os.environ["CALL_ENGINE_SECRET_KEY"])
CLIENT = Client(
    base_url=os.environ["CALL_ENGINE_ENDPOINT"], raise_on_unexpected_status=True
)


def user_sig() -> str:
    return str(SIGNER.gen_sig(IDENTIFIER, 3600))


def look(call_id: str) -> GetCallInfoAnswer:
    answer = get_call_info.sync(
        client=CLIENT,
        body=GetCallInfoRequest(call_id=call_id),
        sdkappid=SDK_APP_ID,
        identifier=IDENTIFIER,
        usersig=user_sig(),
        random=secrets.randbits(32),
        contenttype=ContentType.JSON,
    )
    assert answer is not None
    return answer


def main() -> None:
    request = StartCallByRobotRequest(
        robot_account="robot",
        callee_list_account=["jack"],
        timeout=300_000,
        user_data="userdata-12345687",
        call_info=StartCallInfo(
            media_type=MediaType.VIDEO,
            room_id="roomid-test",
            room_id_type=RoomIdType.TEXT,
        ),
        offline_push_info=OfflinePushInfo(
            push_flag=0,
            title="This is the push title",
            desc="This is offline push content",
            ext=json.dumps({"entity": {"key1": "value1", "key2": "value2"}}),
        ),
    )
    started = start_call_by_robot.sync(
        client=CLIENT,
        body=request,
        sdkappid=SDK_APP_ID,
        identifier=IDENTIFIER,
        usersig=user_sig(),
        random=secrets.randbits(32),
        contenttype=ContentType.JSON,
    )
    assert started is not None
    assert started.error_code == 0, started.error_info
    response = started.response
    assert not isinstance(response, Unset)
    assert not isinstance(response.call_result, Unset)
    invited = [
        (callee.callee_account, callee.result_code) for callee in response.call_result
    ]
    assert invited == [("jack", 0)], invited
    call_id = response.call_id
    assert isinstance(call_id, str) and call_id
    print(f"CallId {call_id}")

    seen = look(call_id)
    assert seen.error_code == 0, seen.error_info
    running = seen.response
    assert not isinstance(running, Unset)
    info = running.call_info
    assert not isinstance(info, Unset)
    assert info.call_id == call_id
    assert info.media_type is MediaType.VIDEO
    assert info.room_id == "roomid-test"
    assert info.room_id_type == 2
    assert not isinstance(running.user_list, Unset)
    members = [member.user_account for member in running.user_list]
    assert "jack" in members, members

    ended = end_call.sync(
        client=CLIENT,
        body=EndCallRequest(call_id=call_id),
        sdkappid=SDK_APP_ID,
        identifier=IDENTIFIER,
        usersig=user_sig(),
        random=secrets.randbits(32),
        contenttype=ContentType.JSON,
    )
    assert ended is not None
    assert ended.error_code == 0, ended.error_info
    again = look(call_id)
    assert again.error_code == 101004, "an ended call is not running any more"


main()
