//! `webhook listen --register`: everything is as it was afterwards.

#![cfg(unix)]

use std::path::Path;

use call_engine_emulator::fault::{Fault, FaultRule, Strike};

use crate::ear::Listening;
use crate::stage::{Stage, hangs_up, run};
use crate::webhook_listen::text;

/// What the `listen`s of a machine have left, but for the lock that they share.
fn left(state: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(state.join("call-engine"))
        .into_iter()
        .flatten();
    let names = entries.map(|entry| {
        let name = entry.expect("an entry").file_name();
        name.to_string_lossy().into_owned()
    });
    names
        .filter(|name| name.contains("registration-"))
        .collect()
}

fn listen(stage: &Stage, more: &[&str]) -> Listening {
    let words = ["webhook", "listen", "--register"];
    Listening::start(stage.command(&words).args(more))
}

/// What is registered with the service.
fn registered(stage: &Stage) -> Option<String> {
    stage.emulator.callback().map(|callback| callback.url)
}

#[test]
fn without_an_earlier_configuration_there_is_none_afterwards() {
    let stage = Stage::new();
    for signal in ["-INT", "-TERM"].into_iter().chain(hangs_up()) {
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
    stage.run(&["webhook", "set", "http://192.0.2.1/"]).data();
    let listening = listen(&stage, &[]);
    stage.run(&["webhook", "set", "http://192.0.2.2/"]).data();
    let (code, said) = listening.end("-INT");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("somebody has changed it"), "{said}");
    assert_eq!(registered(&stage).as_deref(), Some("http://192.0.2.2/"));
    let [kept] = &left(stage.state.path())[..] else {
        panic!("the earlier configuration, which the talk names: {said}");
    };
    assert!(said.contains(kept), "{said}");
}

#[test]
fn a_registration_that_is_refused_leaves_everything_as_it_was() {
    let stage = Stage::new();
    stage.run(&["webhook", "set", "http://192.0.2.1/"]).data();
    let refused = Fault::before(Strike::Code(100_002));
    let rule = FaultRule::new(refused).command("set_callback");
    stage.emulator.add_fault_rule(rule);
    let said = stage.run(&["webhook", "listen", "--register", "--listen", "127.0.0.1:0"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stderr.contains("100002"), "{said:?}");
    assert_eq!(registered(&stage).as_deref(), Some("http://192.0.2.1/"));
    assert!(left(stage.state.path()).is_empty());
}

#[test]
fn what_cannot_be_put_back_is_put_back_by_the_command_that_is_named() {
    let stage = Stage::new();
    let kept = tempfile::tempdir().expect("a folder");
    let earlier = "http://192.0.2.1/hook?token=earlier-s3cr3t";
    stage
        .run(&["webhook", "set", earlier, "--event", "after-end-call"])
        .data();
    let words = ["webhook", "listen", "--register", "--no-store"];
    let start = |stage: &Stage| {
        let mut command = stage.command(&words);
        Listening::start(command.env("XDG_STATE_HOME", kept.path()))
    };
    // The second one found the address of the first, which is no answer to what was there before.
    let first = start(&stage);
    let second = start(&stage);
    first.end("-INT");
    drop(stage);
    let (code, said) = second.end("-INT");
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

    let (_, said) = start(&stage).end("-INT");
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
fn of_several_that_listen_the_last_to_end_brings_back_what_was_before_them_all() {
    for earlier in [None, Some("http://192.0.2.1/")] {
        let stage = Stage::new();
        if let Some(earlier) = earlier {
            stage.run(&["webhook", "set", earlier]).data();
        }
        let first = listen(&stage, &[]);
        let elsewhere = stage.state.path().join("elsewhere");
        let second = listen(&stage, &["--store", text(&elsewhere)]);
        let third = listen(&stage, &[]);
        // In the middle, at the beginning, and at the end of the chain.
        let (code, said) = second.end("-INT");
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("before both"), "{said}");
        first.end("-INT");
        let (code, said) = third.end("-INT");
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(registered(&stage).as_deref(), earlier);
        assert!(left(stage.state.path()).is_empty(), "{said}");
    }
}

#[test]
fn one_that_begins_again_at_the_same_address_takes_its_place_in_the_order() {
    let stage = Stage::new();
    let earlier = "http://192.0.2.1/";
    stage.run(&["webhook", "set", earlier]).data();
    let here = "http://127.0.0.1:1/here";
    let register = |address: &str| {
        let mut command = stage.command(&["webhook", "listen", "--no-store"]);
        Listening::start(command.args(["--register", address]))
    };
    let first = register(here);
    let second = register("http://127.0.0.1:1/there");
    first.end("-INT");
    let again = register(here);
    second.end("-INT");
    again.end("-INT");
    assert_eq!(registered(&stage).as_deref(), Some(earlier));
    assert!(left(stage.state.path()).is_empty());
}

#[test]
fn what_a_killed_one_replaced_is_brought_back_by_the_next() {
    let stage = Stage::new();
    let earlier = "http://192.0.2.1/";
    stage.run(&["webhook", "set", earlier]).data();
    listen(&stage, &[]).end("-KILL");
    assert_ne!(registered(&stage).as_deref(), Some(earlier));
    let (_, said) = listen(&stage, &[]).end("-INT");
    assert!(said.contains("a `listen` that was killed"), "{said}");
    assert_eq!(registered(&stage).as_deref(), Some(earlier));
    assert!(left(stage.state.path()).is_empty());
}

#[test]
fn several_that_are_ended_at_once_leave_no_address_of_theirs() {
    let stage = Stage::new();
    let earlier = "http://192.0.2.1/";
    stage.run(&["webhook", "set", earlier]).data();
    let all: Vec<Listening> = (0..4).map(|_| listen(&stage, &[])).collect();
    for one in &all {
        one.signal("-TERM");
    }
    for one in all {
        let (code, said) = one.ended();
        assert_eq!(code, Some(0), "{said}");
    }
    assert_eq!(registered(&stage).as_deref(), Some(earlier));
    assert!(left(stage.state.path()).is_empty());
}
