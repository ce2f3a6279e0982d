//! People are being rung already: whatever goes wrong then says so, and how to look at the call.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Duration;

use call_engine_emulator::Phone;
use call_engine_emulator::fault::{Connection, Fault, FaultRule, Strike};

use crate::stage::{KEY, Stage, run};

const START: [&str; 6] = ["call", "start", "--robot", "robot", "--callee", "jack"];

#[test]
fn the_secret_is_read_once() {
    let stage = Stage::with(|builder| {
        builder.default_phone(Phone::answers_after(Duration::from_millis(100)))
    });
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("key");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    let writer = {
        let pipe = pipe.clone();
        std::thread::spawn(move || std::fs::write(pipe, KEY))
    };
    let file = pipe.to_str().expect("a plain path");
    let words = [&START[..], &["--wait", "--secret-key-file", file]].concat();
    let mut command = stage.command(&words);
    command.env_remove("CALL_ENGINE_SECRET_KEY");
    let waited = run(&mut command);
    assert!(waited.data().contains("jack answered"), "{waited:?}");
    writer.join().expect("a writer").expect("a reader");
}

#[test]
fn an_output_that_cannot_be_written_does_not_hide_the_call() {
    let stage = Stage::new();
    for more in [&[] as &[&str], &["--query", "sum(@)"]] {
        let mut command = stage.command(&[&START[..], more].concat());
        if more.is_empty() {
            let Ok(full) = File::options().write(true).open("/dev/full") else {
                continue;
            };
            command.stdout(Stdio::from(full));
        }
        let said = run(&mut command);
        assert_eq!(said.code, Some(5), "{said:?}");
        let id = stage.emulator.calls()[0].id.to_string();
        let hint = format!("it rings. Watch it with: call-engine call watch {id}");
        assert!(said.stderr.contains(&hint), "{said:?}");
        stage.run(&["call", "end", &id]).data();
    }
}

#[test]
fn commands_to_be_run_by_hand_are_about_the_same_application() {
    let stage = Stage::new();
    let address = stage.emulator.url();
    let words = [
        &START[..],
        &["--endpoint", &address, "--room-text", "lobby"],
    ]
    .concat();
    let started = stage.run(&words);
    started.data();
    assert!(
        started.stderr.contains(&format!(" --endpoint {address}")),
        "{started:?}"
    );
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", silent.local_addr().expect("an address"));
    let more = [
        "--endpoint",
        &address,
        "--room-text",
        "lobby",
        "--timeout",
        "200ms",
    ];
    let said = stage.run(&[&START[..], &more].concat());
    let hint = "call find --room-text lobby --since ";
    let text = said.failed(5);
    assert!(text.contains(hint), "{text}");
    assert!(
        text.contains(&format!(
            " --ring 30s --robot robot --callee jack --wait --endpoint {address}"
        )),
        "{text}"
    );
}

#[test]
fn the_first_call_in_a_room_of_others_is_not_taken_for_ours() {
    let stage = Stage::new();
    let in_the_lobby = |callee: &str| {
        let words = [
            "call",
            "start",
            "--robot",
            "robot",
            "--callee",
            callee,
            "--room-text",
            "lobby",
            "--query",
            "CallId",
        ];
        let id = stage.run(&words).data().trim().to_owned();
        stage.run(&["call", "end", &id]).data();
        id
    };
    let theirs = in_the_lobby("jill");
    let ours = in_the_lobby("jack");
    let find = |more: &[&str]| {
        let words = [
            "call",
            "find",
            "--room-text",
            "lobby",
            "--since",
            "10s",
            "--query",
            "call_id",
        ];
        stage.run(&[&words[..], more].concat())
    };
    let first = find(&[]);
    assert_eq!(first.data().trim(), theirs);
    assert!(first.stderr.contains("--robot and --callee"), "{first:?}");
    let found = find(&["--robot", "robot", "--callee", "jack"]);
    assert_eq!(found.data().trim(), ours);
    assert!(found.stderr.contains("It rang"), "{found:?}");
}

#[test]
fn a_start_by_the_table_says_how_to_look_too() {
    let stage = Stage::new();
    let lost = Fault::after(Strike::Connection(Connection::Drop));
    let rule = FaultRule::new(lost).command("start_call_by_robot");
    stage.emulator.add_fault_rule(rule);
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
        "lobby",
    ];
    let said = stage.run(&words);
    let text = said.failed(5);
    assert!(text.contains("call-engine record list --since "), "{text}");
    assert!(text.contains("its room is lobby"), "{text}");
    assert_eq!(stage.emulator.calls().len(), 1);
}
