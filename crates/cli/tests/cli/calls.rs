use serde_json::json;

use crate::stage::Stage;

#[test]
fn a_call_is_started_looked_at_ended_and_read() {
    let stage = Stage::new();
    let words = [
        "call",
        "start",
        "--robot",
        "robot",
        "--callee",
        "jack",
        "--callee",
        "jill",
        "--video",
        "--ring",
        "45s",
        "--room-text",
        "lobby",
        "--user-data",
        "hello",
        "--push-title",
        "Ring",
        "--output",
        "json",
    ];
    let started = stage.run(&words).json();
    let id = started["CallId"].as_str().expect("a CallId");
    let body = json!({
        "Robot_Account": "robot",
        "CalleeList_Account": ["jack", "jill"],
        "Timeout": 45_000,
        "UserData": "hello",
        "CallInfo": {"MediaType": "Video", "RoomId": "lobby", "RoomIdType": 2},
        "OfflinePushInfo": {"Title": "Ring"},
    });
    assert_eq!(
        stage.sent()[0],
        (
            "/v4/call_engine_http_srv/start_call_by_robot".to_owned(),
            body
        )
    );

    stage.emulator.answer(id, "jack").expect("a ringing phone");
    let info = stage.run(&["call", "info", id, "--output", "json"]).json();
    assert_eq!(info["CallInfo"]["RoomId"], "lobby");
    assert_eq!(
        info["UserList"][1],
        json!({"User_Account": "jack", "Status": "Calling"})
    );
    let table = stage.run(&["call", "info", id]);
    assert!(table.data().contains("jill    Waiting"), "{table:?}");

    assert_eq!(
        stage.run(&["call", "end", id, "--output", "json"]).json(),
        json!({})
    );
    let record = stage.run(&["--output", "json", "record", "get", id]).json();
    assert_eq!(record["CallRecord"]["CallResult"], "NormalEnd");
    let table = stage.run(&["record", "get", id]);
    assert!(table.data().contains("Callees  jack, jill\n"), "{table:?}");
    assert!(table.data().contains("Started  20"), "{table:?}");
}

#[test]
fn a_numeric_room_is_another_room_than_its_text() {
    let stage = Stage::new();
    let room = |flag| {
        let words = [
            "call",
            "start",
            "--robot",
            "robot",
            "--callee",
            "jack",
            flag,
            "42",
            "--dry-run",
            "--output",
            "json",
        ];
        stage.run(&words).json()["body"]["CallInfo"]["RoomIdType"].clone()
    };
    assert_eq!(room("--room-number"), 1);
    assert_eq!(room("--room-text"), 2);
}

#[test]
fn records_are_listed_as_asked() {
    let stage = Stage::new();
    let answered = stage.start_call("jack");
    stage
        .emulator
        .answer(&answered, "jack")
        .expect("a ringing phone");
    stage.run(&["call", "end", &answered]).data();
    let cancelled = stage.start_call("jill");
    stage.run(&["call", "end", &cancelled]).data();

    let all = stage.run(&["record", "list", "--since", "2d", "--until", "now"]);
    assert!(
        all.data().contains(&answered) && all.data().contains(&cancelled),
        "{all:?}"
    );
    assert_eq!(all.stderr, "2 of 2 records, page 1\n");
    let words = [
        "record",
        "list",
        "--result",
        "normal-end",
        "--output",
        "json",
    ];
    let some = stage.run(&words).json();
    assert_eq!(some["CallRecordList"][0]["CallId"], *answered);
    assert_eq!(some["CallRecordList"].as_array().map(Vec::len), Some(1));
    let second = stage.run(&["record", "list", "--page", "2", "--per-page", "1"]);
    assert_eq!(second.data().lines().count(), 2, "{second:?}");
    assert_eq!(
        stage
            .run(&["record", "list", "--type", "MultiCall", "--output", "json"])
            .json()["TotalNum"],
        0
    );
}

#[test]
fn webhooks_are_set_shown_and_deleted() {
    let stage = Stage::new();
    stage.run(&["webhook", "get"]).failed(4);
    let set = stage.run(&[
        "webhook",
        "set",
        "https://example.com/hook",
        "--event",
        "after-end-call",
    ]);
    assert_eq!(set.data(), "");
    let shown = stage.run(&["webhook", "get"]);
    assert_eq!(
        shown.data(),
        "Url    https://example.com/hook\nEvent  Call.CallbackAfterEndCall\n"
    );
    let nothing = stage.run(&["webhook", "get", "--query", "url"]);
    assert_eq!(nothing.data(), "");
    assert!(
        nothing.stderr.contains("there is Url, CallbackCommandList"),
        "{nothing:?}"
    );
    stage
        .run(&["webhook", "set", "https://example.com/hook"])
        .data();
    let shown = stage.run(&["webhook", "get", "--output", "json"]).json();
    assert_eq!(
        shown["CallbackCommandList"].as_array().map(Vec::len),
        Some(3)
    );
    stage.run(&["webhook", "delete"]).data();
    stage.run(&["webhook", "delete"]).data();
    stage.run(&["webhook", "get"]).failed(4);
}
