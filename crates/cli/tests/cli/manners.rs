use std::process::Stdio;

use crate::stage::{KEY, Stage, bare, run};

#[test]
fn nothing_secret_is_ever_printed() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let start = ["call", "start", "--robot", "robot", "--callee", "jill"];
    let lines: &[&[&str]] = &[
        &start,
        &["call", "info", &id],
        &["call", "info", "unknown", "--output", "json"],
        &["api", "get_call_info", "--call-id", &id],
        &["api", "/v4/service/command"],
        &[
            "api",
            "end_call",
            "--call-id",
            &id,
            "--dry-run",
            "--output",
            "json",
        ],
        &["call", "info", &id, "--endpoint", "http://127.0.0.1:1"],
        &[
            "call",
            "info",
            &id,
            "--endpoint",
            "https://127.0.0.1:1",
            "--timeout",
            "1s",
        ],
        &["call", "info", &id, "--secret-key", KEY],
        &["call", "info", &id, &format!("--secret-key={KEY}")],
    ];
    let mut printed = String::new();
    for words in lines {
        let done = stage.run(words);
        printed.push_str(&done.stdout);
        printed.push_str(&done.stderr);
    }
    let mut command = stage.command(&["call", "info", &id]);
    command.env("CALL_ENGINE_SECRET_KEY", format!("{KEY}\u{7f}"));
    printed.push_str(&run(&mut command).stderr);
    let tickets = stage.tickets();
    assert!(tickets.len() >= 5, "{}", tickets.len());
    assert!(!printed.contains(KEY), "{printed}");
    for ticket in tickets {
        assert!(!printed.contains(&ticket), "{printed}");
    }
}

#[test]
fn the_secret_comes_from_a_file_or_as_a_ready_usersig() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("key");
    std::fs::write(&file, format!("{KEY}\n")).expect("a written file");
    let file = file.to_str().expect("a plain path");
    let mut command = stage.command(&["record", "list", "--secret-key-file", file]);
    command.env("CALL_ENGINE_SECRET_KEY", "the file wins");
    run(&mut command).data();

    let ticket = stage.tickets().remove(0);
    let mut command = stage.command(&["record", "list"]);
    command
        .env_remove("CALL_ENGINE_SECRET_KEY")
        .env("CALL_ENGINE_USER_SIG", &ticket);
    run(&mut command).data();
    assert_eq!(stage.tickets(), [ticket.clone(), ticket]);
}

#[test]
fn a_reader_who_leaves_is_no_failure() {
    let stage = Stage::new();
    for words in [&["help-tree"] as &[&str], &["demo"], &["record", "list"]] {
        let mut child = stage
            .command(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        drop(child.stdout.take());
        drop(child.stderr.take());
        let status = child.wait().expect("an end");
        assert_eq!(status.code(), Some(0), "{words:?}");
    }
}

#[test]
fn the_tree_is_printed_in_full_and_always_the_same() {
    let tree = || run(&mut bare(&["help-tree"]));
    let text = tree();
    for part in [
        "call-engine call start: Ring people in the name of a robot\n",
        "call-engine api set_callback (also set-callback): Choose where webhooks go\n",
        "    --call-info.room-id <TEXT>: Room to hold the call in",
        "    <CALL_ID>: Identifier of the call\n",
    ] {
        assert!(text.data().contains(part), "{part}");
    }
    assert_eq!(text.data(), tree().data());
}

#[test]
fn help_names_every_exit_code() {
    let help = run(&mut bare(&["--help"]));
    for code in 0..=5 {
        assert!(help.data().contains(&format!("\n  {code}  ")), "{code}");
    }
}

#[test]
fn no_argument_makes_it_panic() {
    let stage = Stage::new();
    let words: &[&[&str]] = &[
        &["record", "list", "--since", "99999999999999d"],
        &["record", "list", "--since", "9223372036854775807"],
        &["record", "get", ""],
        &["call", "info", "\u{1b}[31mé", "--dry-run"],
        &["webhook", "set", "", "--event", ""],
        &[
            "api",
            "start_call_by_robot",
            "--timeout",
            "18446744073709551615d",
        ],
        &[
            "api",
            "start_call_by_robot",
            "--call-info",
            "@/no/such/file",
        ],
        &["api", "/v4/../..", "--body", "{}"],
        &["call", "info", "c", "--identifier", ""],
        &["call", "info", "c", "--endpoint", "http://[::1"],
        &["call", "info", "c", "--timeout", "0s"],
        &["call", "watch", "\u{1b}[31mé", "--dry-run"],
        &["call", "watch", ""],
        &["call", "watch", "c", "--ring", "9999999999d", "--dry-run"],
        &[
            "call",
            "find",
            "--room-text",
            "",
            "--since",
            "9223372036854775807",
            "--ring",
            "99999999999d",
        ],
        &["call", "find", "--room-number", "7", "--since", "-5"],
        &["explain", "\u{1b}[31mé", ""],
        &["explain", "99999999999999999999999999"],
        &["man", "\u{1b}[31m"],
        &["man", "--out", "/dev/null/x"],
        &["sig", "inspect", "/dev/null"],
        &["sig", "verify", "/"],
        &["sig", "room-key", "", "--room", "7", "--valid", "0s"],
        &["\u{1b}[31mé"],
    ];
    for words in words {
        let done = stage.run(words);
        assert!(matches!(done.code, Some(0..=5)), "{words:?} {done:?}");
        assert!(!done.stderr.contains("panicked"), "{words:?} {done:?}");
    }
}
