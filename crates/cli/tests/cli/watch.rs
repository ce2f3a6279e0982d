use std::io::{BufRead, BufReader, Read as _};
use std::iter;
use std::net::TcpListener;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};

use call_engine_emulator::fault::{Fault, FaultRule, Strike};
use serde_json::Value;

use crate::stage::{Stage, hangs_up};

/// The binary while it runs.
struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
}

impl Running {
    fn new(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        Self {
            stdout: BufReader::new(child.stdout.take().expect("stdout")),
            stderr: BufReader::new(child.stderr.take().expect("stderr")),
            child,
        }
    }

    /// The next line that contains a text.
    #[track_caller]
    fn line(&mut self, part: &str) -> String {
        until(&mut self.stdout, part)
    }

    #[track_caller]
    fn talk(&mut self, part: &str) -> String {
        until(&mut self.stderr, part)
    }

    #[track_caller]
    fn event(&mut self, part: &str) -> Value {
        serde_json::from_str(&self.line(part)).expect("a line of JSON")
    }

    fn interrupt(&self) {
        self.signal("-INT");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args([signal, &id]).status();
        assert!(killed.expect("kill runs").success());
    }

    /// What is left on both streams, of a run that ends with this code.
    #[track_caller]
    fn ended(mut self, code: i32) -> (String, String) {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout.read_to_string(&mut stdout).expect("UTF-8");
        self.stderr.read_to_string(&mut stderr).expect("UTF-8");
        let status = self.child.wait().expect("an end");
        assert_eq!(status.code(), Some(code), "{stdout}\n{stderr}");
        (stdout, stderr)
    }
}

#[track_caller]
fn until(lines: &mut impl BufRead, part: &str) -> String {
    let mut seen = String::new();
    loop {
        let mut line = String::new();
        let count = lines.read_line(&mut line).expect("UTF-8");
        assert!(count > 0, "{part:?} is not among:\n{seen}");
        if line.contains(part) {
            return line;
        }
        seen.push_str(&line);
    }
}

fn watch(stage: &Stage, id: &str, more: &[&str]) -> Running {
    let words = ["call", "watch", id, "--interval", "200ms"];
    Running::new(stage.command(&[&words[..], more].concat()))
}

#[test]
fn every_change_is_a_line_where_nobody_sits_at_a_terminal() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let mut running = watch(&stage, &id, &[]);
    assert!(running.line("Call ").contains(&id));
    running.line("jack  rings");
    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    running.line("jack  answered");
    stage.run(&["call", "end", &id]).data();
    running.line("jack  left");
    running.talk("The call is over");
    let (record, _) = running.ended(0);
    assert!(record.contains("Result   NormalEnd\n"), "{record}");
    assert!(!record.contains('\u{1b}'), "{record}");
}

#[test]
fn programs_get_a_line_of_json_for_every_change() {
    let stage = Stage::new();
    let words = [
        "call", "start", "--robot", "robot", "--callee", "jack", "--callee", "jill", "--watch",
        "-o", "ndjson",
    ];
    let mut running = Running::new(stage.command(&words));
    let started = running.event("started");
    let id = started["call_id"].as_str().expect("a CallId");
    assert_eq!(started["answer"]["CallId"], id);
    let call = running.event("\"call\"");
    assert_eq!(call["call_info"]["CallId"], id);
    let rings = running.event("jill");
    assert_eq!(
        (&rings["event"], &rings["state"]),
        (&"member".into(), &"ringing".into())
    );
    assert_eq!(rings["before"], "invited");
    assert!(
        rings["elapsed_ms"].is_u64() && rings["at"].is_string(),
        "{rings}"
    );
    stage.emulator.refuse(id, "jill").expect("a ringing phone");
    let gone = running.event("jill");
    assert_eq!(
        (&gone["state"], &gone["before"]),
        (&"gone".into(), &"ringing".into())
    );
    stage.emulator.answer(id, "jack").expect("a ringing phone");
    assert_eq!(running.event("jack")["state"], "in_call");
    stage.run(&["call", "end", id]).data();
    let outcome = running.event("outcome");
    assert_eq!(outcome["result"], "NormalEnd");
    assert_eq!(outcome["record"]["CallId"], id);
    assert_eq!(running.ended(0).0, "");
}

#[test]
fn webhooks_tell_at_once_and_why() {
    let stage = Stage::new();
    let start = [
        "call", "start", "--robot", "robot", "--callee", "jack", "--callee", "jill", "--query",
        "CallId",
    ];
    let id = stage.run(&start).data().trim().to_owned();
    // Between two looks there is a minute, so it is webhooks that tell.
    let words = [
        "call",
        "watch",
        &id,
        "--interval",
        "1m",
        "--webhooks",
        "127.0.0.1:0",
        "-o",
        "ndjson",
    ];
    let mut running = Running::new(stage.command(&words));
    let heeded = running.talk("Webhooks are heeded at ");
    let address = heeded.split_whitespace().nth(4).expect("an address");
    stage
        .run(&["webhook", "set", address.trim_end_matches(',')])
        .data();
    assert_eq!(running.event("jill")["state"], "ringing");
    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    assert_eq!(running.event("in_call")["user"], "jack");
    stage.emulator.refuse(&id, "jill").expect("a ringing phone");
    let gone = running.event("gone");
    assert_eq!(
        (&gone["user"], &gone["why"]),
        (&"jill".into(), &"refused".into())
    );
    // Of another call nothing is told.
    let other = stage.start_call("joe");
    stage
        .emulator
        .refuse(&other, "joe")
        .expect("a ringing phone");
    stage
        .emulator
        .hang_up(&id, "jack")
        .expect("a phone in the call");
    let left = running.event("hung up");
    assert_eq!(
        (&left["user"], &left["state"]),
        (&"jack".into(), &"left".into())
    );
    assert_eq!(running.event("outcome")["result"], "NormalEnd");
    running.ended(0);
}

#[test]
fn whoever_starts_a_call_can_heed_webhooks_too() {
    let stage = Stage::new();
    let start = |more: &[&str]| {
        let words = [
            "call", "start", "--robot", "robot", "--callee", "jack", "-o", "ndjson",
        ];
        stage.command(&[&words[..], more].concat())
    };
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    for (more, why) in [
        (vec!["--webhooks"], "add --watch or --wait"),
        (
            vec!["--token-env", "TOKEN"],
            "--token-env is about a call that is watched",
        ),
        (vec!["--watch", "--webhooks", &address], &*address),
    ] {
        let (_, stderr) = Running::new(start(&more)).ended(2);
        assert!(stderr.contains(why), "{stderr}");
    }
    assert!(stage.sent().is_empty(), "nobody is rung");

    let mut running = Running::new(start(&["--watch", "--webhooks", "127.0.0.1:0"]));
    let heeded = running.talk("Webhooks are heeded at ");
    let address = heeded.split_whitespace().nth(4).expect("an address");
    let started = running.event("started");
    let id = started["call_id"].as_str().expect("a CallId");
    stage
        .run(&["webhook", "set", address.trim_end_matches(',')])
        .data();
    let jack = running.event("ringing");
    assert_eq!(jack["user"], "jack");
    stage.emulator.refuse(id, "jack").expect("a ringing phone");
    assert_eq!(running.event("gone")["why"], "refused");
    running.ended(0);
}

#[test]
fn a_script_waits_for_the_outcome() {
    let stage = Stage::new();
    let start = |callee: &str| {
        let words = [
            "call",
            "start",
            "--robot",
            "robot",
            "--callee",
            callee,
            "--wait",
            "--exit-status",
            "-o",
            "json",
        ];
        let mut running = Running::new(stage.command(&words));
        let told = running.talk("rings for up to 30s");
        let id = told.split_whitespace().nth(1).expect("a CallId").to_owned();
        (running, id)
    };
    let (running, id) = start("jack");
    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    let (stdout, _) = running.ended(0);
    let outcome: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(outcome["outcome"], "answered");
    assert_eq!(outcome["by"], serde_json::json!(["jack"]));

    let (running, id) = start("jill");
    stage.emulator.refuse(&id, "jill").expect("a ringing phone");
    let (stdout, stderr) = running.ended(1);
    let outcome: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(outcome["result"], "Reject");
    assert!(stderr.contains("ended as Reject"), "{stderr}");
}

#[test]
fn without_exit_status_a_refused_call_is_no_failure() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let mut running = watch(&stage, &id, &["--until", "answered"]);
    running.line("rings");
    stage.emulator.refuse(&id, "jack").expect("a ringing phone");
    running.line("Result   Reject");
    running.ended(0);
    // It is over, so it is shown as it was.
    let (record, _) = watch(&stage, &id, &["--exit-status"]).ended(1);
    assert!(record.contains("Result   Reject"), "{record}");
}

#[test]
fn ctrl_c_leaves_the_call_alone_unless_told_otherwise() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let mut running = watch(&stage, &id, &[]);
    running.line("rings");
    running.interrupt();
    let (_, stderr) = running.ended(130);
    assert!(
        stderr.contains(&format!("call-engine call end {id}")),
        "{stderr}"
    );
    stage.run(&["call", "info", &id]).data();

    let mut running = watch(&stage, &id, &["--end-on-interrupt", "-o", "ndjson"]);
    running.line("ringing");
    running.interrupt();
    assert_eq!(running.event("outcome")["result"], "Cancel");
    running.ended(0);
    stage.run(&["call", "info", &id]).failed(4);
}

#[test]
fn what_ends_services_leaves_the_call_alone_and_is_told_how_to_go_on() {
    let stage = Stage::new();
    let words = [
        "call", "start", "--robot", "robot", "--callee", "jack", "--watch",
    ];
    for signal in iter::once("-TERM").chain(hangs_up()) {
        let mut running = Running::new(stage.command(&words));
        let id = running.line("CallId").replace("CallId", "");
        running.line("rings");
        running.signal(signal);
        let (_, stderr) = running.ended(130);
        let end = format!("call-engine call end {}", id.trim());
        assert!(stderr.contains(&end), "{stderr}");
        stage.run(&["call", "end", id.trim()]).data();
    }
}

#[test]
fn whoever_wants_the_call_ended_gets_that_by_any_signal() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let mut running = watch(&stage, &id, &["--end-on-interrupt"]);
    running.line("rings");
    running.signal("-TERM");
    running.ended(0);
    stage.run(&["call", "info", &id]).failed(4);
}

#[cfg(target_os = "linux")]
#[test]
fn a_hang_up_that_is_ignored_ends_nothing() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let watch = stage.command(&["call", "watch", &id, "--interval", "200ms"]);
    let mut command = Command::new("nohup");
    command.arg(watch.get_program()).args(watch.get_args());
    for (name, value) in watch.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let mut running = Running::new(command);
    running.line("rings");
    running.signal("-HUP");
    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    running.line("answered");
    running.signal("-TERM");
    running.ended(130);
}

#[test]
fn a_failure_that_passes_is_told_and_watching_goes_on() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let mut running = watch(&stage, &id, &[]);
    running.line("rings");
    let busy = FaultRule::new(Fault::before(Strike::Code(60_008)));
    stage.emulator.add_fault_rule(busy.command("get_call_info"));
    assert!(running.talk("trouble").contains("60008"));
    stage.emulator.clear_fault_rules();
    running.talk("It answers again");
    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    running.line("answered");
    stage.run(&["call", "end", &id]).data();
    running.ended(0);
}

#[test]
fn an_unknown_call_and_a_hasty_interval_are_refused() {
    let stage = Stage::new();
    let start = [
        "call",
        "start",
        "--robot",
        "robot",
        "--callee",
        "jack",
        "--exit-status",
    ];
    assert!(stage.run(&start).failed(2).contains("--watch or --wait"));
    assert!(stage.sent().is_empty());
    let said = stage.run(&["call", "watch", "c"]);
    assert!(
        said.failed(4).contains("neither a running call"),
        "{said:?}"
    );
    for interval in ["0s", "199ms", "61s", "1"] {
        let said = stage.run(&["call", "watch", "c", "--interval", interval]);
        said.failed(2);
    }
    let sent = stage.sent().len();
    let shown = stage.run(&["call", "watch", "c", "--dry-run"]);
    assert!(shown.data().contains("get_call_info"), "{shown:?}");
    assert_eq!(stage.sent().len(), sent);
}

#[test]
fn whoever_stops_a_start_before_its_answer_is_told_how_to_find_the_call() {
    let stage = Stage::new();
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let endpoint = format!("http://{}", silent.local_addr().expect("an address"));
    let mut command = stage.command(&["call", "start", "--robot", "robot", "--callee", "jack"]);
    command
        .env("CALL_ENGINE_ENDPOINT", endpoint)
        .args(["--timeout", "5m"]);
    let running = Running::new(command);
    let (mut stream, _) = silent.accept().expect("a connection");
    let mut byte = [0];
    stream.read_exact(&mut byte).expect("a request");
    running.interrupt();
    let (stdout, stderr) = running.ended(5);
    assert_eq!(stdout, "");
    assert!(
        stderr.contains("may ring") && stderr.contains("call find --room-text ce-"),
        "{stderr}"
    );
}

#[test]
fn somebody_who_is_busy_is_told_too() {
    let stage = Stage::new();
    let busy = stage.start_call("jack");
    stage
        .emulator
        .answer(&busy, "jack")
        .expect("a ringing phone");
    let words = [
        "call",
        "start",
        "--robot",
        "robot",
        "--callee",
        "jack",
        "--callee",
        "jill",
        "--watch",
        "--end-on-interrupt",
    ];
    let mut running = Running::new(stage.command(&words));
    running.line("jill  rings");
    running.line("jack  does not ring");
    running.interrupt();
    running.ended(0);
}
