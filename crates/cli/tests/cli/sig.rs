use std::time::{SystemTime, UNIX_EPOCH};

use call_engine_emulator::SAMPLE_SDK_APP_ID;
use usersig::{Claims, Expected, SecretKey};

use crate::stage::{KEY, Stage, bare, run, run_with_input};

#[test]
fn a_usersig_is_made_and_is_good_for_the_engine() {
    let stage = Stage::new();
    let minted = run(&mut stage.command(&["sig", "mint"]));
    let ticket = minted.data().trim();
    assert!(minted.stderr.contains("administrator"), "{minted:?}");
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time");
    let expected = Expected::new(SAMPLE_SDK_APP_ID, "administrator", now.as_secs());
    let key = SecretKey::new(KEY).expect("a key");
    key.verify(ticket, &expected).expect("a good one");
    // As good as a ready one in the environment.
    let mut ready = bare(&["record", "list"]);
    ready
        .env("CALL_ENGINE_ENDPOINT", stage.emulator.url())
        .env("CALL_ENGINE_SDK_APP_ID", SAMPLE_SDK_APP_ID.to_string())
        .env("CALL_ENGINE_USER_SIG", ticket);
    run(&mut ready).data();
}

#[test]
fn whom_it_is_for_and_how_long_is_said() {
    let stage = Stage::new();
    let words = ["sig", "mint", "jack", "--valid", "1h", "--output", "json"];
    let minted = run(&mut stage.command(&words)).json();
    let claims = Claims::decode(minted["user_sig"].as_str().expect("a text")).expect("a ticket");
    assert_eq!(claims.identifier, "jack");
    assert_eq!(minted["identifier"], "jack");
    assert_eq!(minted["expires_at"], claims.expires_at());
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time");
    assert!(claims.expires_at() <= now.as_secs() + 3_600);
}

#[test]
fn without_a_key_there_is_none() {
    let said = run(bare(&["sig", "mint"]).env("CALL_ENGINE_SDK_APP_ID", "7"));
    assert!(said.failed(2).contains("secret key is missing"), "{said:?}");
    let mut ready = bare(&["sig", "mint", "--sdk-app-id", "7"]);
    let said = run(ready.env("CALL_ENGINE_USER_SIG", "eJw-a-ticket"));
    assert!(said.failed(2).contains("secret key is missing"), "{said:?}");
}

fn minted(stage: &Stage, words: &[&str]) -> String {
    let minted = run(&mut stage.command(&[&["sig"], words].concat()));
    minted.data().trim().to_owned()
}

#[test]
fn a_ticket_is_read_without_a_key_from_stdin_file_or_environment() {
    let stage = Stage::new();
    let ticket = minted(&stage, &["mint", "jack", "--valid", "1h"]);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ticket");
    std::fs::write(&file, format!("{ticket}\n")).expect("a written file");
    let file = file.to_str().expect("a plain path");
    let by_file = run(&mut bare(&["sig", "inspect", file]));
    let by_stdin = run_with_input(&mut bare(&["sig", "inspect"]), &ticket);
    let by_dash = run_with_input(&mut bare(&["sig", "inspect", "-"]), &ticket);
    let mut command = bare(&["sig", "inspect"]);
    let by_environment = run_with_input(command.env("CALL_ENGINE_USER_SIG", &ticket), "");
    for read in [by_file, by_stdin, by_dash, by_environment] {
        for part in [
            "Ticket    UserSig",
            "Version   2.0",
            "User      jack",
            "in 59m",
            &SAMPLE_SDK_APP_ID.to_string(),
        ] {
            let part = part.replace("in 59m", ", in ");
            assert!(read.data().contains(&part), "{part}: {read:?}");
        }
        assert!(!read.stdout.contains(&ticket[20..]), "{read:?}");
    }
    let value = run_with_input(&mut bare(&["sig", "inspect", "-o", "json"]), &ticket).json();
    let claims = Claims::decode(&ticket).expect("a ticket");
    assert_eq!(value["expires_at"], claims.expires_at());
    assert_eq!(value["expired"], false);
    assert_eq!(value["kind"], "UserSig");
}

#[test]
fn a_ticket_on_the_command_line_is_refused_and_not_repeated() {
    let stage = Stage::new();
    let ticket = minted(&stage, &["mint"]);
    let cut_off = &ticket[..ticket.len() - 9];
    for text in [&*ticket, cut_off] {
        let said = run(&mut bare(&["sig", "inspect", text]));
        assert!(
            said.failed(2).contains("Others can read the command line"),
            "{said:?}"
        );
        assert!(!said.stderr.contains(&text[..30]), "{said:?}");
    }
    let said = run(&mut bare(&["sig", "inspect", "/no/such/file"]));
    assert!(said.failed(2).contains("/no/such/file"), "{said:?}");
    let said = run_with_input(&mut bare(&["sig", "inspect"]), "");
    assert!(said.failed(2).contains("CALL_ENGINE_USER_SIG"), "{said:?}");
    let said = run_with_input(&mut bare(&["sig", "inspect"]), cut_off);
    said.failed(2);
    assert!(!said.stderr.contains(&ticket[..30]), "{said:?}");
}

#[test]
fn a_ticket_is_verified_and_every_reason_is_told() {
    let stage = Stage::new();
    let ticket = minted(&stage, &["mint", "jack"]);
    let verify = |more: &[&str], key: &str| {
        let mut command = stage.command(&[&["sig", "verify"], more].concat());
        run_with_input(command.env("CALL_ENGINE_SECRET_KEY", key), &ticket)
    };
    let good = verify(&["--user", "jack"], KEY);
    assert!(good.data().contains("this key"), "{good:?}");
    assert!(good.stderr.contains("It holds"), "{good:?}");

    let bad = verify(&["--user", "jill", "--sdk-app-id", "7"], &"0".repeat(64));
    assert_eq!(bad.code, Some(1), "{bad:?}");
    for reason in [
        "another key",
        "70009",
        "for user \"jack\"",
        "70013",
        "not 7",
        "70014",
    ] {
        assert!(bad.stderr.contains(reason), "{reason}: {bad:?}");
    }
    let value = verify(&["-o", "json"], KEY).json();
    assert_eq!(
        (&value["genuine"], &value["holds"]),
        (&true.into(), &true.into())
    );
    assert_eq!(value["reasons"], serde_json::json!([]));

    // Long over.
    let key = SecretKey::new(KEY).expect("a key");
    let old = key
        .mint(
            SAMPLE_SDK_APP_ID,
            "jack",
            1_700_000_000,
            std::time::Duration::from_secs(60),
        )
        .expect("a ticket");
    let said = run_with_input(&mut stage.command(&["sig", "verify"]), old.expose());
    assert_eq!(said.code, Some(1));
    assert!(
        said.stderr.contains("expired") && said.stderr.contains("70001"),
        "{said:?}"
    );
    // Changed: what is no ticket holds nothing.
    let said = run_with_input(&mut stage.command(&["sig", "verify"]), "no-ticket");
    assert!(said.failed(1).contains("70003"), "{said:?}");
}

#[test]
fn a_room_key_is_for_one_room_and_says_what_may_be_done() {
    let stage = Stage::new();
    let words = [
        "room-key",
        "jack",
        "--room-text",
        "42",
        "--privileges",
        "enter-room,receive-audio",
    ];
    let ticket = minted(&stage, &words);
    let read = run_with_input(&mut bare(&["sig", "inspect"]), &ticket);
    for part in [
        "PrivateMapKey",
        "the text room \"42\"",
        "10: enter-room, receive-audio",
    ] {
        assert!(read.data().contains(part), "{part}: {read:?}");
    }
    run_with_input(&mut stage.command(&["sig", "verify"]), &ticket).data();
    let ticket = minted(&stage, &["room-key", "jack", "--room", "42"]);
    let value = run_with_input(&mut bare(&["sig", "inspect", "-o", "json"]), &ticket).json();
    assert_eq!(value["userbuf"]["room"], 42);
    assert_eq!(value["userbuf"]["privileges"], 255);
    let said = stage.run(&["sig", "room-key", "jack", "--room", "lobby"]);
    assert!(said.failed(2).contains("--room-text lobby"), "{said:?}");
    stage.run(&["sig", "room-key", "jack"]).failed(2);
    let said = stage.run(&[
        "sig",
        "room-key",
        "jack",
        "--room",
        "7",
        "--privileges",
        "fly",
    ]);
    assert!(said.failed(2).contains("receive-aux-video"), "{said:?}");
}

#[test]
fn what_sends_nothing_takes_no_options_of_sending() {
    for (task, has) in [
        ("mint", true),
        ("verify", true),
        ("room-key", true),
        ("inspect", false),
    ] {
        let help = run(&mut bare(&["sig", task, "--help"]));
        assert_eq!(help.data().contains("--secret-key-file"), has, "{task}");
        assert!(help.data().contains("--output"), "{task}");
        for none in [
            "--endpoint",
            "--site",
            "--timeout",
            "--allow-plain-http",
            "--dry-run",
            "--verbose",
        ] {
            assert!(!help.data().contains(none), "{task} {none}");
        }
    }
}
