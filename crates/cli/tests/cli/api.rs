use serde_json::json;

use crate::stage::{Stage, bare, run, run_with_input};

const FULL: &[&str] = &[
    "--robot-account",
    "robot",
    "--callee-list-account",
    "jack",
    "--callee-list-account",
    "jill",
    "--call-info.media-type",
    "Video",
];

#[test]
fn a_command_takes_its_body_from_flags() {
    let stage = Stage::new();
    for name in ["start_call_by_robot", "start-call-by-robot"] {
        let words = [
            &[
                "api",
                name,
                "--timeout",
                "30s",
                "--offline-push-info.apns-info.badge-mode",
                "1",
            ],
            FULL,
        ]
        .concat();
        stage.run(&words).data();
    }
    let body = json!({
        "Robot_Account": "robot",
        "CalleeList_Account": ["jack", "jill"],
        "Timeout": 30_000,
        "CallInfo": {"MediaType": "Video"},
        "OfflinePushInfo": {"ApnsInfo": {"BadgeMode": 1}},
    });
    assert_eq!(stage.sent()[0].1, body);
    assert_eq!(stage.sent()[1].1, body);
}

#[test]
fn flags_change_a_body_from_a_file_from_stdin_or_from_the_line() {
    let stage = Stage::new();
    let text = r#"{"Robot_Account":"robot","CalleeList_Account":["jack"],"Timeout":10000,"CallInfo":{"MediaType":"Audio"}}"#;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("body.json");
    std::fs::write(&file, text).expect("a written file");
    let file = file.to_str().expect("a plain path");
    let words = |body| {
        [
            "api",
            "start_call_by_robot",
            "--body",
            body,
            "--call-info.room-id",
            "lobby",
        ]
    };
    let at_file = format!("@{file}");
    for body in [text, file, &at_file] {
        stage.run(&words(body)).data();
    }
    run_with_input(&mut stage.command(&words("-")), text).data();
    let sent = stage.sent();
    assert_eq!(sent.len(), 4);
    for (_, body) in sent {
        assert_eq!(
            body["CallInfo"],
            json!({"MediaType": "Audio", "RoomId": "lobby"})
        );
        assert_eq!(body["Timeout"], 10_000);
    }
}

#[test]
fn a_whole_object_comes_from_json_or_a_file_and_fields_change_it() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("push.json");
    std::fs::write(&file, r#"{"Title":"old","Desc":"kept"}"#).expect("a written file");
    let push = format!("@{}", file.display());
    let words = [
        "api",
        "start_call_by_robot",
        "--robot-account",
        "robot",
        "--callee-list-account",
        "jack",
        "--timeout",
        "30s",
        "--offline-push-info.title",
        "new",
        "--offline-push-info",
        &push,
        "--call-info",
        r#"{"MediaType":"Audio"}"#,
    ];
    stage.run(&words).data();
    let body = &stage.sent()[0].1;
    assert_eq!(
        body["OfflinePushInfo"],
        json!({"Title": "new", "Desc": "kept"})
    );
    assert_eq!(body["CallInfo"], json!({"MediaType": "Audio"}));
}

#[test]
fn dry_run_shows_the_request_as_curl_without_the_usersig() {
    let stage = Stage::new();
    let words = ["api", "end_call", "--call-id", "c-1", "--dry-run"];
    let shown = stage.run(&words);
    let url = stage.emulator.url();
    let expected = format!(
        r#"curl "{url}/v4/call_engine_http_srv/end_call?sdkappid=1400000000&identifier=administrator&usersig=$(call-engine sig mint)&random=$RANDOM&contenttype=json" \
  -H 'Content-Type: application/json' \
  -d '{{
  "CallId": "c-1"
}}'
"#
    );
    assert_eq!(shown.data(), expected);
    assert!(stage.sent().is_empty());
    let without_credentials = run(&mut bare(&words));
    assert!(
        without_credentials.data().starts_with("curl \"{site}/v4/"),
        "{without_credentials:?}"
    );
}

#[test]
fn dry_run_checks_the_request_too() {
    let said = run(&mut bare(&[
        "api",
        "end_call",
        "--call-id",
        "",
        "--dry-run",
    ]));
    assert!(
        said.failed(2).contains("CallId: must not be empty"),
        "{said:?}"
    );
}

#[test]
fn a_path_sends_a_command_nobody_has_heard_of() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let body = json!({"CallId": id}).to_string();
    let path = "/v4/call_engine_http_srv/get_call_info";
    let whole = stage
        .run(&["api", path, "--body", &body, "--output", "json"])
        .json();
    assert_eq!(whole["ErrorCode"], 0);
    assert_eq!(whole["Response"]["CallInfo"]["CallId"], *id);
    let unknown = stage.run(&["api", "/v4/service/command", "--body", "{}"]);
    assert!(unknown.failed(1).contains("60009"), "{unknown:?}");
    stage.run(&["api", "/service/command"]).failed(2);
}

#[test]
fn help_lists_every_command_and_every_field() {
    let commands = run(&mut bare(&["api", "--help"]));
    for summary in [
        "start_call_by_robot   Call users in the name of a robot",
        "delete_callback       Stop all webhooks",
    ] {
        assert!(commands.data().contains(summary), "{commands:?}");
    }
    let fields = run(&mut bare(&["api", "start-call-by-robot", "--help"]));
    for part in [
        "--callee-list-account <TEXT>",
        "From 10000 to 600000 ms",
        "Video, Audio",
        "--offline-push-info.android-info.sound",
    ] {
        assert!(fields.data().contains(part), "{part}");
    }
}

#[test]
fn a_field_wins_over_an_option_of_the_same_name_which_then_comes_first() {
    let stage = Stage::new();
    let words = [
        &[
            "--timeout",
            "5s",
            "api",
            "start_call_by_robot",
            "--timeout",
            "20s",
        ],
        FULL,
    ]
    .concat();
    stage.run(&words).data();
    assert_eq!(stage.sent()[0].1["Timeout"], 20_000);
}
