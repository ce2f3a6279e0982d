use call_engine_emulator::SAMPLE_SDK_APP_ID;
use serde_json::Value;

use crate::stage::{bare, run};

#[test]
fn a_code_is_explained_without_account_or_network() {
    let said = run(&mut bare(&["explain", "60008", "101004"]));
    for part in [
        "60008 TimeoutOrBadFormat",
        "101004 CallNotFound",
        "the command may have run",
        "the command did not run",
        "never a start",
        "647/68926",
    ] {
        assert!(said.data().contains(part), "{part}: {said:?}");
    }
    // What is in the environment is not even looked at.
    let mut broken = bare(&["explain", "70009"]);
    broken
        .env("CALL_ENGINE_SDK_APP_ID", SAMPLE_SDK_APP_ID.to_string())
        .env("CALL_ENGINE_PROFILE", "no-such-profile");
    assert!(run(&mut broken).data().contains("UserSigWrongKey"));
}

#[test]
fn programs_get_a_list_and_lines() {
    let said = run(&mut bare(&[
        "explain", "60008", "C-9", "60026", "-o", "json",
    ]))
    .json();
    assert_eq!(said[0]["code"], 60008);
    assert!(said[0]["about"].is_null());
    assert_eq!(said[2]["about"], "site");
    assert_eq!(said[0]["may_have_run"], true);
    assert_eq!(said[0]["retry"], "idempotent");
    assert_eq!(said[1]["kind"], "contradiction");
    let lines = run(&mut bare(&["explain", "usersig", "-o", "ndjson"]));
    let lines: Vec<Value> = lines
        .data()
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert!(lines.len() > 5 && lines.iter().any(|line| line["code"] == 70001));
    let names = run(&mut bare(&["explain", "60008", "--query", "[].name"]));
    assert_eq!(names.data(), "TimeoutOrBadFormat\n");
    let nothing = run(&mut bare(&["explain", "60008", "--query", "name"]));
    assert_eq!(nothing.data(), "");
    assert!(
        nothing
            .stderr
            .contains("--query found nothing, or null; there is a list"),
        "{nothing:?}"
    );
}

#[test]
fn what_is_unknown_is_told_with_what_is_near_and_exits_4() {
    let said = run(&mut bare(&["explain", "60022"]));
    let text = said.failed(4);
    assert!(text.contains("60021 CallerIpForbidden"), "{text}");
    assert!(text.contains("60002 to 60028"), "{text}");
    let said = run(&mut bare(&["explain", "UserSigExpird"]));
    assert!(said.failed(4).contains("UserSigExpired"), "{said:?}");
    let said = run(&mut bare(&["explain", "-1"]));
    assert!(
        said.failed(4).contains("-1 is not in the catalogue"),
        "{said:?}"
    );
    // What is known of several is printed all the same.
    let said = run(&mut bare(&["explain", "101004", "60022"]));
    assert_eq!(said.code, Some(4));
    assert!(said.stdout.contains("CallNotFound"), "{said:?}");
}

#[test]
fn results_rooms_and_exit_codes_are_explained_too() {
    for (word, meaning) in [
        ("NotAnswer", "before the time-out"),
        ("RoomIdType", "RoomIdType"),
        ("W-3", "Contradiction"),
        ("130", "Ctrl-C"),
        ("Call.CallbackAfterEndCall", "AfterEndCall"),
    ] {
        let said = run(&mut bare(&["explain", word]));
        assert!(said.data().contains(meaning), "{word}: {said:?}");
    }
}
