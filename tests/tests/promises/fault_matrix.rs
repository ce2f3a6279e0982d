//! The client's fault matrix on the emulator: the ends written down for its own scripted server hold here too.

#[allow(dead_code)]
#[path = "../../../crates/call-engine/tests/client/fault_matrix/expectations.rs"]
mod expectations;

use std::time::Duration;

use call_engine::{Backoff, Client, Error, Operation, RetryBudget, RetryPolicy};
use call_engine_emulator::engine::EventKind;
use call_engine_emulator::fault::{Connection, Fault, FaultRule, SpoiltAnswer, Strike, When};
use call_engine_emulator::{Emulator, SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use expectations::{COMMANDS, Expected, Known, MOST, Nature, codes, of_fault};
use serde_json::Value;
use tokio::task::JoinSet;

fn example(command: &str) -> Value {
    let path = format!(
        "{}/../spec/examples/{command}/request-minimal.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).expect("JSON")
}

async fn stage(timeout: Duration) -> (Emulator, Client) {
    let emulator = Emulator::builder().start().await.expect("an emulator");
    let policy = RetryPolicy::default()
        .attempts(u32::try_from(MOST).expect("a few"))
        .backoff(Backoff::none())
        .budget(RetryBudget::new(10_000));
    let client = Client::builder()
        .base_url(emulator.url())
        .sdk_app_id(SAMPLE_SDK_APP_ID)
        .secret_key(SAMPLE_SECRET_KEY)
        .timeout(timeout)
        .pace(None)
        .retry(policy)
        .build()
        .expect("a client");
    (emulator, client)
}

fn started(emulator: &Emulator) -> usize {
    let events = emulator.events();
    let starts = events
        .iter()
        .filter(|event| matches!(event.kind, EventKind::Started { .. }));
    starts.count()
}

/// Sends a command that meets the fault each time, and compares what comes of it with the table.
async fn meet(
    (emulator, client): &(Emulator, Client),
    command: &str,
    fault: &Fault,
    expected: Expected,
    cell: &str,
) -> Error {
    emulator.clear_fault_rules();
    emulator.add_fault_rule(FaultRule::new(fault.clone()));
    let before = emulator.requests().len();
    let operation = Operation::find(command).expect("a command of the contract");
    let result = client.command(operation, example(command)).await;
    let error = result.expect_err(cell);
    let seen = Expected {
        attempts: error.attempts() as usize,
        may_have_taken_effect: error.may_have_taken_effect(),
    };
    assert_eq!(seen, expected, "{cell}: {error:?}");
    let sent = emulator.requests().len() - before;
    assert_eq!(sent, expected.attempts, "{cell}: seen by the emulator");
    error
}

#[tokio::test]
async fn every_command_meets_every_fault_without_a_code() {
    let no_answer = |connection| Strike::Connection(connection);
    let faults = [
        (
            "dropped before",
            Fault::before(no_answer(Connection::Drop)),
            Known::Unknown,
        ),
        (
            "dropped after",
            Fault::accepted_then_dropped(),
            Known::Unknown,
        ),
        (
            "silent after",
            Fault::after(no_answer(Connection::Stall)),
            Known::Unknown,
        ),
        ("502 after", Fault::after(Strike::Http(502)), Known::Unknown),
        (
            "HTML",
            Fault::after(Strike::Answer(SpoiltAnswer::Html)),
            Known::Unknown,
        ),
        (
            "half an answer",
            Fault::after(Strike::Answer(SpoiltAnswer::Truncated)),
            Known::Unknown,
        ),
        (
            "an empty answer",
            Fault::after(Strike::Answer(SpoiltAnswer::Empty)),
            Known::Unknown,
        ),
        (
            "a list",
            Fault::after(Strike::Answer(SpoiltAnswer::List)),
            Known::Settled,
        ),
        (
            "no code",
            Fault::after(Strike::Without(vec!["ErrorCode".to_owned()])),
            Known::Settled,
        ),
    ];
    let mut rows = JoinSet::new();
    for (command, nature) in COMMANDS {
        let faults = faults.clone();
        rows.spawn(async move {
            for (name, fault, known) in faults {
                let silent = fault.strike == Some(no_answer(Connection::Stall));
                let limit = if silent { 1_000 } else { 30_000 };
                let stage = stage(Duration::from_millis(limit)).await;
                let cell = format!("{command} × {name}");
                meet(&stage, command, &fault, of_fault(nature, known), &cell).await;
                let rings = nature == Nature::Rings && name != "dropped before";
                assert_eq!(
                    started(&stage.0),
                    usize::from(rings),
                    "{cell}: calls started"
                );
            }
        });
    }
    rows.join_all().await;
}

#[tokio::test]
async fn every_command_meets_every_code() {
    let mut rows = JoinSet::new();
    for (command, nature) in COMMANDS {
        rows.spawn(async move {
            let stage = stage(Duration::from_secs(30)).await;
            let mut rung = 0;
            for code in codes() {
                let cell = format!("{command} × {}", code.number);
                let mut fault = Fault::before(Strike::Code(code.number));
                if !code.never_ran {
                    // The worst that the documents allow.
                    fault.when = When::After;
                    rung += usize::from(nature == Nature::Rings);
                }
                let expected = code.end(nature, true);
                let error = meet(&stage, command, &fault, expected, &cell).await;
                assert_eq!(error.code(), Some(code.number), "{cell}");
                assert_eq!(started(&stage.0), rung, "{cell}: calls started");
            }
        });
    }
    rows.join_all().await;
}
