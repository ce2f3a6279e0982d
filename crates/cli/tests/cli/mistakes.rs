use std::io::Read as _;
use std::net::TcpListener;

use crate::stage::{Stage, bare, run};

#[test]
fn missing_credentials_are_named_with_every_way_to_give_them() {
    let stage = Stage::new();
    let mut command = stage.command(&["call", "info", "c"]);
    command.env_remove("CALL_ENGINE_SECRET_KEY");
    let said = run(&mut command);
    for way in [
        "CALL_ENGINE_SECRET_KEY",
        "--secret-key-file",
        "CALL_ENGINE_USER_SIG",
    ] {
        assert!(said.failed(2).contains(way), "{said:?}");
    }
    let said = run(&mut bare(&["call", "info", "c"]));
    for way in [
        "--site",
        "CALL_ENGINE_SITE",
        "--endpoint",
        "CALL_ENGINE_ENDPOINT",
        "singapore",
    ] {
        assert!(said.failed(2).contains(way), "{said:?}");
    }
    let said = run(&mut bare(&["call", "info", "c", "--site", "singapore"]));
    assert!(said.failed(2).contains("--sdk-app-id"), "{said:?}");
}

#[test]
fn a_ring_time_out_of_range_names_the_rule_and_the_flag() {
    let stage = Stage::new();
    let said = stage.run(&[
        "call", "start", "--robot", "robot", "--callee", "jack", "--ring", "1s",
    ]);
    let text = said.failed(2);
    assert!(
        text.contains("from 10000 to 600000 ms") && text.contains("--ring"),
        "{text}"
    );
    assert!(stage.sent().is_empty());
    let said = stage.run(&[
        "call", "start", "--robot", "robot", "--callee", "jack", "--ring", "30",
    ]);
    assert!(
        said.failed(2).contains("30s for seconds or 30ms"),
        "{said:?}"
    );
}

#[test]
fn what_is_missing_in_a_request_is_named_by_its_flags() {
    let stage = Stage::new();
    let said = stage.run(&["api", "start_call_by_robot", "--robot-account", "robot"]);
    let flags = "required and not given: --callee-list-account, --timeout, --call-info.media-type";
    assert!(said.failed(2).contains(flags), "{said:?}");
    let said = stage.run(&["api", "end_call", "--body", "[1]"]);
    assert!(said.failed(2).contains("one JSON object"), "{said:?}");
    let said = stage.run(&["api", "get_record_by_filter", "--page", "two"]);
    assert!(
        said.failed(2).contains("--page: \"two\" is not an integer"),
        "{said:?}"
    );
    let words = [
        "api",
        "start_call_by_robot",
        "--body",
        r#"{"CallInfo":3}"#,
        "--call-info.room-id",
        "x",
    ];
    assert!(stage.run(&words).failed(2).contains("--call-info.room-id"));
    assert!(stage.sent().is_empty());
}

#[test]
fn a_field_that_breaks_a_rule_is_named_by_its_flag() {
    let stage = Stage::new();
    let words = [
        "api",
        "start_call_by_robot",
        "--robot-account",
        "robot",
        "--callee-list-account",
        "jack",
        "--timeout",
        "30s",
        "--call-info.media-type",
        "Audio",
        "--call-info.room-id",
        "",
    ];
    let said = stage.run(&words);
    assert!(
        said.failed(2)
            .contains("CallInfo.RoomId is given by --call-info.room-id"),
        "{said:?}"
    );
}

#[test]
fn an_address_that_would_show_the_usersig_is_refused() {
    let stage = Stage::new();
    let said = stage.run(&["call", "info", "c", "--endpoint", "http://192.0.2.1"]);
    assert!(said.failed(2).contains("--allow-plain-http"), "{said:?}");
    let words = [
        "call",
        "info",
        "c",
        "--endpoint",
        "http://192.0.2.1:1",
        "--allow-plain-http",
        "--timeout",
        "200ms",
    ];
    stage.run(&words).failed(3);
}

#[test]
fn an_unknown_call_exits_4_with_name_remedy_and_request_id() {
    let stage = Stage::new();
    for words in [
        ["call", "info", "c"],
        ["call", "end", "c"],
        ["record", "get", "c"],
    ] {
        let said = stage.run(&words);
        let text = said.failed(4);
        assert!(
            text.contains("NotFound") && text.contains("RequestId"),
            "{text}"
        );
    }
}

#[test]
fn a_wrong_key_is_refused_with_1() {
    let stage = Stage::new();
    let mut command = stage.command(&["call", "info", "c"]);
    command.env("CALL_ENGINE_SECRET_KEY", "0".repeat(64));
    let said = run(&mut command);
    assert!(said.failed(1).contains("70009"), "{said:?}");
}

#[test]
fn a_mistyped_word_is_answered_with_a_similar_one() {
    let said = run(&mut bare(&["api", "start_call"]));
    assert!(said.failed(2).contains("start_call_by_robot"), "{said:?}");
    let said = run(&mut bare(&["call", "start", "--calee", "jack"]));
    assert!(said.failed(2).contains("--callee"), "{said:?}");
}

#[test]
fn no_connection_exits_3_and_a_lost_answer_exits_5() {
    let stage = Stage::new();
    let start = ["call", "start", "--robot", "robot", "--callee", "jack"];
    let with = |endpoint: &str, words: &[&str]| {
        run(stage.command(words).env("CALL_ENGINE_ENDPOINT", endpoint))
    };
    let closed = TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("an address");
    with(&format!("http://{closed}"), &start).failed(3);

    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let endpoint = format!("http://{}", silent.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for mut stream in silent.incoming().flatten() {
            let _ = stream.read(&mut [0; 64]);
        }
    });
    let said = with(&endpoint, &start);
    assert!(said.failed(5).contains("may have"), "{said:?}");
    with(&endpoint, &["call", "info", "c"]).failed(3);
}

#[test]
fn an_answer_that_does_not_come_in_time_is_waited_for_no_longer() {
    let stage = Stage::new();
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let endpoint = format!("http://{}", silent.local_addr().expect("an address"));
    let with = |words: &[&str]| run(stage.command(words).env("CALL_ENGINE_ENDPOINT", &endpoint));
    let said = with(&["call", "info", "c", "--timeout", "200ms"]);
    assert!(
        said.failed(3).contains("no answer within 200ms"),
        "{said:?}"
    );
    with(&["--timeout", "200ms", "call", "end", "c"]).failed(5);
}

#[test]
fn what_people_try_is_answered_with_what_there_is() {
    for (words, answer) in [
        (&["start"] as &[&str], "call-engine call start"),
        (&["call", "list"], "no command that lists running calls"),
        (&["call", "list"], "call-engine record list"),
        (
            &["start_call_by_robot"],
            "call-engine api start_call_by_robot",
        ),
        (&["login"], "a profile"),
        (&["record", "list", "--json"], "-o json"),
        (
            &["record", "list", "--format", "json"],
            "-o table|json|ndjson",
        ),
        (
            &["call", "start", "--room", "lobby"],
            "--room-text ROOM, or --room-number",
        ),
        (
            &["sig", "mint", "--endpoint", "https://x"],
            "no use for --endpoint",
        ),
        (&["recrod", "list"], "'record'"),
        (&["record", "list", "--output", "yaml"], "ndjson"),
    ] {
        let said = run(&mut bare(words));
        assert!(said.failed(2).contains(answer), "{words:?} {said:?}");
    }
}

#[test]
fn a_room_of_the_wrong_kind_is_told_the_right_flag() {
    let start = [
        "call",
        "start",
        "--robot",
        "robot",
        "--callee",
        "jack",
        "--room-number",
    ];
    for wrong in ["lobby", "0", "4294967295", "-1"] {
        let flag = format!("--room-number={wrong}");
        let said = run(&mut bare(&[&start[..6], &[&flag]].concat()));
        let text = said.failed(2);
        assert!(text.contains("from 1 to 4294967294"), "{text}");
        assert!(text.contains(&format!("--room-text {wrong}")), "{text}");
    }
}

#[test]
fn a_secret_on_the_command_line_is_refused_and_not_repeated() {
    let stage = Stage::new();
    let said = stage.run(&["call", "info", "c", "--secret-key", "0123456789"]);
    let text = said.failed(2);
    assert!(text.contains("CALL_ENGINE_SECRET_KEY"), "{text}");
    assert!(!text.contains("0123456789"), "{text}");
}

#[test]
fn what_cannot_end_well_is_refused_at_once() {
    let stage = Stage::new();
    let with_password = "http://user:s3cr3t@127.0.0.1:1/";
    let words = [
        "call",
        "info",
        "c",
        "--dry-run",
        "--endpoint",
        with_password,
    ];
    let said = stage.run(&words);
    let text = said.failed(2);
    assert!(
        text.contains("password") && !text.contains("s3cr3t"),
        "{text}"
    );
    let said = stage.run(&["webhook", "set", "http://user:s3cr3t@192.0.2.1/cb"]);
    assert!(!said.stderr.contains("s3cr3t"), "{said:?}");
    let said = stage.run(&["call", "info", "c", "--timeout", "0s"]);
    assert!(said.failed(2).contains("no time"), "{said:?}");
    let port = TcpListener::bind("127.0.0.1:0").expect("a port");
    let here = port.local_addr().expect("an address").to_string();
    drop(port);
    let words = [
        "webhook",
        "listen",
        "--listen",
        &here,
        "--no-store",
        "--forward",
        &here,
    ];
    let said = stage.run(&words);
    assert!(said.failed(2).contains("again and again"), "{said:?}");
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_not_read_to_its_end() {
    let stage = Stage::new();
    for words in [
        &["call", "info", "c", "--secret-key-file", "/dev/zero"] as &[&str],
        &["api", "get_call_info", "--body", "@/dev/zero"],
        &["webhook", "verify", "--url", "x=1", "/dev/zero"],
    ] {
        let mut command = stage.command(words);
        command.env_remove("CALL_ENGINE_SECRET_KEY");
        let said = run(&mut command);
        assert!(said.failed(2).contains("longer than"), "{words:?} {said:?}");
    }
    let mut command = bare(&["call", "info", "c", "--profile", "x"]);
    let said = run(command.env("CALL_ENGINE_PROFILES_FILE", "/dev/zero"));
    assert!(said.failed(2).contains("longer than"), "{said:?}");
}
