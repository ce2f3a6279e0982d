use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine_emulator::fault::{Connection, Fault, FaultRule, Strike};
use serde_json::Value;

use crate::stage::{Run, Stage, run};

const START: &[&str] = &[
    "call", "start", "--robot", "robot", "--callee", "jack", "--ring", "10s",
];

/// What the hint of a failure says to run.
fn hinted(said: &Run) -> Vec<String> {
    let text = said.failed(5);
    let line = text
        .lines()
        .find(|line| line.contains("call find"))
        .unwrap_or_else(|| panic!("{text}"));
    let words = line.split("call-engine ").nth(1).expect("a command");
    words.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn the_call_of_a_lost_answer_is_found_by_what_the_error_says() {
    let stage = Stage::new();
    // The call rings, and its answer never comes.
    let lost = Fault::after(Strike::Connection(Connection::Drop));
    let lost = FaultRule::new(lost).command("start_call_by_robot");
    stage.emulator.add_fault_rule(lost);
    let said = stage.run(START);
    stage.emulator.clear_fault_rules();
    let find = hinted(&said);
    assert!(find.iter().any(|word| word.starts_with("ce-")), "{find:?}");
    assert_eq!(stage.emulator.calls().len(), 1, "it must not ring twice");

    // A call that rings is in no record.
    let words: Vec<&str> = find.iter().map(String::as_str).collect();
    let once: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| *word != "--wait")
        .collect();
    assert!(stage.run(&once).failed(5).contains("--wait"));

    let id = stage.emulator.calls()[0].id.to_string();
    stage.run(&["call", "end", &id]).data();
    let found = run(stage.command(&words).args(["-o", "json"])).json();
    assert_eq!(found["call_id"], id);
    assert_eq!(found["record"]["CallResult"], "Cancel");
}

#[test]
fn a_room_where_nothing_rang_is_told_apart_from_too_early() {
    let stage = Stage::new();
    let ago = |seconds: u64| {
        let moment = SystemTime::now() - Duration::from_secs(seconds);
        let moment = moment.duration_since(UNIX_EPOCH).expect("a moment");
        moment.as_secs().to_string()
    };
    // Nothing of it proves that nobody was rung, so none of it says that there is no such call.
    let said = stage.run(&[
        "call",
        "find",
        "--room-text",
        "lobby",
        "--since",
        &ago(3_600),
    ]);
    assert!(said.failed(5).contains("did not ring"), "{said:?}");
    let said = stage.run(&[
        "call",
        "find",
        "--room-number",
        "7",
        "--since",
        &ago(8 * 86_400),
    ]);
    assert!(said.failed(5).contains("no longer kept"), "{said:?}");
    // It may have begun a moment ago.
    for since in ["1h", "2m", "10m"] {
        let said = stage.run(&["call", "find", "--room-text", "lobby", "--since", since]);
        assert!(said.failed(5).contains("nothing yet"), "{since}: {said:?}");
    }
    stage.run(&["call", "find"]).failed(2);
}

#[test]
fn each_call_has_a_room_of_its_own_unless_one_is_named() {
    let stage = Stage::new();
    let room = |more: &[&str]| {
        let shown = stage
            .run(&[START, more, &["--dry-run", "-o", "json"]].concat())
            .json();
        shown["body"]["CallInfo"]["RoomId"].clone()
    };
    let (one, other) = (room(&[]), room(&[]));
    assert!(one.as_str().is_some_and(|room| room.len() == 35), "{one}");
    assert_ne!(one, other);
    assert_eq!(room(&["--room-text", "lobby"]), "lobby");
    assert_eq!(room(&["--room-by-service"]), Value::Null);
    assert!(stage.sent().is_empty());
}
