//! `webhook listen --register`: everything is as it was afterwards.

#![cfg(unix)]

use call_engine_emulator::fault::{Fault, FaultRule, Strike};

use crate::ear::Listening;
use crate::stage::{Stage, run};
use crate::webhook_listen::text;

#[test]
fn without_an_earlier_configuration_there_is_none_afterwards() {
    let stage = Stage::new();
    for signal in ["-INT", "-TERM", "-HUP"] {
        let listen = ["webhook", "listen", "--register", "--no-store"];
        let listening = Listening::start(&mut stage.command(&listen));
        assert!(stage.emulator.callback().is_some());
        let (code, said) = listening.end(signal);
        assert_eq!(code, Some(0), "{said}");
        assert!(stage.emulator.callback().is_none(), "{signal}");
    }
}

#[test]
fn what_somebody_else_configured_meanwhile_stays() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    stage.run(&["webhook", "set", "http://192.0.2.1/"]).data();
    let mut command = stage.command(&["webhook", "listen", "--register"]);
    let listening = Listening::start(command.args(["--store", text(folder.path())]));
    stage.run(&["webhook", "set", "http://192.0.2.2/"]).data();
    let (code, said) = listening.end("-INT");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("somebody has changed it"), "{said}");
    let left = stage.emulator.callback().expect("a configuration");
    assert_eq!(left.url, "http://192.0.2.2/");
    let kept = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(
        kept, 2,
        "the earlier configuration, which the talk names, and the note for another one"
    );
}

#[test]
fn a_registration_that_is_refused_leaves_everything_as_it_was() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    stage.run(&["webhook", "set", "http://192.0.2.1/"]).data();
    let refused = Fault::before(Strike::Code(100_002));
    let rule = FaultRule::new(refused).command("set_callback");
    stage.emulator.add_fault_rule(rule);
    let words = [
        "webhook",
        "listen",
        "--register",
        "--listen",
        "127.0.0.1:0",
        "--store",
    ];
    let said = stage.run(&[&words[..], &[text(folder.path())]].concat());
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stderr.contains("100002"), "{said:?}");
    let left = stage.emulator.callback().expect("a configuration");
    assert_eq!(left.url, "http://192.0.2.1/");
    let kept = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(kept, 0);
}

#[test]
fn what_cannot_be_put_back_is_put_back_by_the_command_that_is_named() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let earlier = "http://192.0.2.1/hook?token=earlier-s3cr3t";
    stage
        .run(&["webhook", "set", earlier, "--event", "after-end-call"])
        .data();
    let mut command = stage.command(&["webhook", "listen", "--register"]);
    command.args(["--store", text(folder.path())]);
    let listening = Listening::start(&mut command);
    drop(stage);
    let (code, said) = listening.end("-INT");
    assert_eq!(code, Some(3), "{said}");
    assert!(!said.contains("earlier-s3cr3t"), "{said}");
    let command = said
        .lines()
        .find_map(|line| line.trim().strip_prefix("call-engine "))
        .expect("a command to run");
    let words: Vec<&str> = command.split(' ').collect();

    let stage = Stage::new();
    stage.run(&words).data();
    let put_back = stage.emulator.callback().expect("a configuration");
    assert_eq!(put_back.url, earlier);
    assert_eq!(put_back.commands, ["Call.CallbackAfterEndCall"]);

    let listen = [
        "webhook",
        "listen",
        "--register",
        "--store",
        text(folder.path()),
    ];
    let listening = Listening::start(&mut stage.command(&listen));
    let (_, said) = listening.end("-INT");
    assert!(
        said.contains("was killed") && said.contains(words[3]),
        "{said}"
    );
}

#[test]
fn a_reader_who_leaves_ends_it_and_the_configuration_comes_back() {
    use std::io::{BufRead as _, BufReader};
    use std::process::Stdio;
    let stage = Stage::new();
    let mut command = stage.command(&["webhook", "listen", "--register", "--no-store"]);
    command.args(["--listen", "127.0.0.1:0", "--output", "ndjson"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    stdout.read_line(&mut String::new()).expect("its address");
    drop(stdout);
    stage.start_call("jack");
    let status = child.wait().expect("an end");
    assert_eq!(status.code(), Some(0));
    assert!(stage.emulator.callback().is_none());
}

#[test]
fn an_address_the_service_cannot_reach_is_not_registered() {
    let stage = Stage::new();
    let mut command = stage.command(&["webhook", "listen", "--register"]);
    command.env("CALL_ENGINE_ENDPOINT", "https://192.0.2.1");
    assert!(run(&mut command).failed(2).contains("public address"));
    let said = stage.run(&["webhook", "listen", "--register", "nonsense"]);
    assert!(said.failed(2).contains("http://"), "{said:?}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = taken
        .local_addr()
        .map(|address| (taken, address))
        .expect("an address");
    let said = stage.run(&[
        "webhook",
        "listen",
        "--no-store",
        "--register",
        "--listen",
        &taken.1.to_string(),
    ]);
    assert!(said.failed(2).contains("port 0"), "{said:?}");
    assert!(stage.sent().is_empty());
    let shown = stage.run(&[
        "webhook",
        "listen",
        "--register",
        "https://h/?token=s3cr3t",
        "--dry-run",
    ]);
    assert!(
        shown.data().contains("set_callback") && !shown.data().contains("s3cr3t"),
        "{shown:?}"
    );
    assert!(stage.sent().is_empty());
}

#[test]
fn of_two_that_listen_the_last_to_end_brings_back_what_was_before_both() {
    for earlier in [None, Some("http://192.0.2.1/")] {
        let stage = Stage::new();
        let folder = tempfile::tempdir().expect("a folder");
        if let Some(earlier) = earlier {
            stage.run(&["webhook", "set", earlier]).data();
        }
        let listen = || {
            let mut command = stage.command(&["webhook", "listen", "--register"]);
            Listening::start(command.args(["--store", text(folder.path())]))
        };
        let first = listen();
        let second = listen();
        let third = listen();
        let (code, said) = first.end("-INT");
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("before both"), "{said}");
        second.end("-INT");
        let (code, said) = third.end("-INT");
        assert_eq!(code, Some(0), "{said}");
        let left = stage.emulator.callback();
        assert_eq!(left.as_ref().map(|left| left.url.as_str()), earlier);
        let kept = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(kept, 0, "{said}");
    }
}
