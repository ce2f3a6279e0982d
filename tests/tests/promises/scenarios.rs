//! The scenarios of `tests/scenarios`: each holds, repeats byte for byte, and would be told if it did not.

use std::path::{Path, PathBuf};

use call_engine_contract::yaml;
use call_engine_emulator::scenario::{Report, SCHEMA, Scenario};
use serde_json::Value;

/// The files, in the order of their names.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = std::fs::read_dir(&folder).expect("the folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 10, "{paths:?}");
    paths
}

fn all() -> Vec<Scenario> {
    let read = |path| Scenario::from_file(path).unwrap_or_else(|error| panic!("{error}"));
    files().into_iter().map(read).collect()
}

#[tokio::test]
async fn every_scenario_holds() {
    for scenario in all() {
        assert!(scenario.step_count() > 0, "{}", scenario.name());
        let report = scenario.run().await.expect("it runs");
        assert!(report.passed(), "{report}");
    }
}

/// What two runs said: every request, answer and webhook, with method, path, query and body.
#[tokio::test]
async fn two_runs_of_a_scenario_are_byte_identical_and_another_seed_is_not() {
    let (mut answers, mut webhooks) = (0, 0);
    for scenario in all() {
        let first = scenario.run().await.expect("it runs").transcript;
        let second = scenario.run().await.expect("it runs").transcript;
        assert!(
            first == second,
            "{}: {}",
            scenario.name(),
            differing(&first, &second)
        );
        answers += first.lines().filter(|line| line.starts_with("< ")).count();
        webhooks += first.lines().filter(|line| line.starts_with("* ")).count();
        let other = scenario.run_with(|builder| builder.seed(4_711)).await;
        let other = other.expect("it runs").transcript;
        assert_ne!(ids(&first), ids(&other), "{}", scenario.name());
    }
    println!("{answers} answers and {webhooks} webhooks were the same in two runs");
    assert!(answers > 50 && webhooks > 30, "{answers}, {webhooks}");
}

/// On four threads, where the network decides which of sixty webhooks comes first, the transcript does not tell.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn webhooks_of_many_calls_at_once_stand_in_an_order_that_repeats() {
    let mut text = "steps:
- send:
    command: set_callback
    body: {Url: '${receiver}/h', CallbackCommandList: [Call.CallbackAfterMemberChanged, Call.CallbackAfterEndCall]}
"
    .to_owned();
    for n in 0..60 {
        let body = format!(
            "{{Robot_Account: robot, CalleeList_Account: [user-{n}], Timeout: 10000, CallInfo: {{MediaType: Audio}}}}"
        );
        text += &[
            "- send: {command: start_call_by_robot, body: ",
            &body,
            "}\n",
        ]
        .concat();
    }
    text.push_str("- advance_ms: 10000\n");
    let first = run(&text).await.transcript;
    assert_eq!(
        first.lines().filter(|line| line.starts_with("* ")).count(),
        120
    );
    for _ in 0..5 {
        let again = run(&text).await.transcript;
        assert!(first == again, "{}", differing(&first, &again));
    }
}

/// The first line in which two texts differ.
fn differing(one: &str, other: &str) -> String {
    let pairs = one.lines().zip(other.lines());
    let mut numbered = pairs.enumerate().map(|(index, pair)| (index + 1, pair));
    match numbered.find(|(_, (one, other))| one != other) {
        Some((line, (one, other))) => format!("line {line}\n{one}\n{other}"),
        None => "one is longer".to_owned(),
    }
}

/// The request IDs of a transcript, which every answer of the service has.
fn ids(transcript: &str) -> Vec<&str> {
    let parts = transcript.split("\"RequestId\":\"").skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

async fn run(text: &str) -> Report {
    let scenario = Scenario::from_yaml("x.yaml", text).unwrap_or_else(|error| panic!("{error}"));
    scenario.run().await.expect("it runs")
}

/// Every kind of expectation fails, on its line, when it is not met, and what comes after is not run.
#[tokio::test]
async fn what_is_not_as_expected_is_told_with_its_line() {
    const CALL: &str = "steps:
- send:
    command: set_callback
    body: {Url: '${receiver}/h', CallbackCommandList: [Call.CallbackAfterStartCall]}
- send:
    name: call
    command: start_call_by_robot
    body: {Robot_Account: robot, CalleeList_Account: [jack], Timeout: 30000, CallInfo: {MediaType: Audio}}
";
    for (step, line, said) in [
        (
            "- send:\n    command: get_callback\n    expect:\n      ErrorCode: 0\n      Response:\n        Url: x",
            14,
            "expected \"x\", there is \"http://",
        ),
        (
            "- send: {command: get_call_info, body: {CallId: x}}",
            9,
            "expected 0, there is 101004",
        ),
        (
            "- send:\n    command: get_callback\n    lacks: [Response.Url]",
            11,
            "expected no `Response.Url`",
        ),
        (
            "- send: {command: get_callback, no_answer: true}",
            9,
            "expected no answer",
        ),
        (
            "- send: {command: get_callback, status: 502}",
            9,
            "expected status 502, there is 200",
        ),
        (
            "- send: {command: get_callback, fault: {connection: drop}}",
            9,
            "an answer was expected",
        ),
        (
            "- send: {command: get_callback, fault: {answer: html}}",
            9,
            "the answer is no JSON",
        ),
        (
            "- send: {command: get_call_info, body: {CallId: '${ring.CallId}'}}",
            9,
            "steps before are named call",
        ),
        (
            "- members:\n    call: ${call.CallId}\n    are:\n      robot: Calling\n      jack: Calling",
            13,
            "there is \"Waiting\"",
        ),
        (
            "- members: {call: '${call.CallId}', are: {robot: Calling}}",
            9,
            "`jack` is a member too",
        ),
        ("- members: {call: x, are: {}}", 9, "101004"),
        (
            "- record: {call: '${call.CallId}', expect: {}}",
            9,
            "101050",
        ),
        (
            "- act: {call: '${call.CallId}', user: jack, act: hang_up}",
            9,
            "jack cannot",
        ),
        (
            "- act: {call: '${call.CallId}', user: jack, act: answer, refused: true}",
            9,
            "he can",
        ),
        (
            "- webhooks: []",
            9,
            "expected 0 webhooks, 1 came: Call.CallbackAfterStartCall",
        ),
        (
            "- webhooks: [AfterEndCall]",
            9,
            "Call.CallbackAfterStartCall came",
        ),
        (
            "- webhooks:\n  - CallInfo:\n      MediaType: Video",
            11,
            "expected \"Video\"",
        ),
    ] {
        let report = run(&format!("{CALL}{step}\n- advance_ms: 1\n")).await;
        assert!(!report.passed() && report.left == 1, "{step}: {report}");
        let last = report.steps.last().expect("a step");
        assert_eq!(last.line, 9, "{report}");
        let first = &last.differences[0];
        assert_eq!(first.line, line, "{report}");
        assert!(first.message.contains(said), "{report}");
        assert!(
            report
                .to_string()
                .contains(&format!("     x.yaml:{line}: ")),
            "{report}"
        );
    }
    assert!(run(CALL).await.passed());
}

#[test]
fn what_is_no_scenario_is_told_with_its_line() {
    for (text, place, said) in [
        (
            "phones:\n  jack: {policy: sing}",
            "x.yaml:2: #/phones/jack",
            "unknown variant `sing`",
        ),
        (
            "seed: 1\nphone: {}",
            "x.yaml:2: #/phone",
            "unknown field `phone`, expected one of",
        ),
        (
            "options:\n  record_delay_ms: 0\n  empty_result: nothing",
            "x.yaml:3: #/options/empty_result",
            "empty_list",
        ),
        (
            "options:\n  record_delay: 0",
            "x.yaml:2: #/options/record_delay",
            "unknown field",
        ),
        (
            "clock:\n  pace: x0",
            "x.yaml:2: #/clock/pace",
            "stopped, real, or x10",
        ),
        (
            "clock:\n  pace: real\n  start: yesterday",
            "x.yaml:3: #/clock/start",
            "RFC 3339",
        ),
        (
            "fault_rules:\n- fault: {code: 1}\n- fault: {code: 0}",
            "x.yaml:3: #/fault_rules/1/fault",
            "code 0 is success",
        ),
        (
            "webhook_rules:\n- fate: lost",
            "x.yaml:2: #/webhook_rules/0/fate",
            "unknown variant `lost`",
        ),
        (
            "steps:\n- advance_ms: 5\n- wait: 5",
            "x.yaml:3: #/steps/1",
            "unknown variant `wait`, expected one of `send`",
        ),
        (
            "steps:\n- send:\n    command: start_call",
            "x.yaml:3: #/steps/0/send/command",
            "write one of start_call_by_robot",
        ),
        (
            "steps:\n- send: {command: get_callback, fault: {http: 5}}",
            "x.yaml:2: #/steps/0/send/fault",
            "status from 200",
        ),
        (
            "steps:\n- send: {command: get_callback, name: a}\n- send:\n    command: get_callback\n    name: a",
            "x.yaml:5: #/steps/1/send/name",
            "named `a` too",
        ),
        (
            "steps:\n- send: {command: get_callback, name: now}",
            "x.yaml:2: #/steps/0/send/name",
            "not receiver",
        ),
        (
            "steps:\n- act: {call: x, user: jack, act: sing}",
            "x.yaml:2: #/steps/0/act/act",
            "unknown variant `sing`",
        ),
        ("[]", "x.yaml:1", "a scenario is an object"),
        ("a: [", "x.yaml:2", "not YAML"),
        ("seed: 1\nseed: 2", "x.yaml:2", "twice"),
    ] {
        let error = Scenario::from_yaml("x.yaml", text).unwrap_err().to_string();
        assert!(
            error.starts_with(place) && error.contains(said),
            "{text}\n{error}"
        );
    }
    let missing = Scenario::from_file("no/such.yaml").unwrap_err().to_string();
    assert!(
        missing.starts_with("no/such.yaml: the file cannot be read"),
        "{missing}"
    );
}

/// Editors complete scenarios by the schema, so it knows what the reader knows.
#[test]
fn the_published_schema_is_that_of_the_types_and_takes_every_scenario() {
    assert!(
        SCHEMA.trim() == format!("{:#}", Scenario::schema()),
        "write it anew: cargo run -p call-engine-emulator --features schemars --example scenario_schema > crates/emulator/scenario.schema.json"
    );
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a file");
        let (value, _) = yaml::read("x", &text).expect("YAML");
        if let Err(error) = schema.validate(&value) {
            panic!("{}: {}: {error}", path.display(), error.instance_path());
        }
    }
    for wrong in [
        "phone: {}",
        "phones: {jack: {policy: sing}}",
        "options: {record_delay: 0}",
        "clock: {pace: x0}",
        "fault_rules: [{fault: {cod: 1}}]",
        "webhook_rules: [{fate: lost}]",
        "steps: [{wait: 5}]",
        "steps: [{send: {}}]",
    ] {
        let (value, _) = yaml::read("x", wrong).expect("YAML");
        assert!(!schema.is_valid(&value), "{wrong}");
    }
}
