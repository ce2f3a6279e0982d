//! What outlives the process, and what is taken from one emulator to another.

use std::fs;
use std::path::Path;
use std::time::Duration;

use call_engine_emulator::fault::{Fault, FaultRule, Strike};
use call_engine_emulator::webhook::{Fate, Rule};
use call_engine_emulator::{Builder, Clock, Phone};
use serde_json::{Value, json};

use crate::common::{Api, END, NOW, Receiver, SET_CALLBACK, call_to, code};

/// An emulator that keeps its data in a folder.
async fn kept(folder: &Path, change: impl FnOnce(Builder) -> Builder) -> Api {
    crate::common::start_with(|b| change(b.data(folder))).await
}

/// The exported state, but for how often it began.
fn state(api: &Api) -> Value {
    let mut state: Value = serde_json::from_slice(&api.emulator.export()).expect("JSON");
    state["origin"]["starts"] = json!(0);
    state
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("a name")
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

#[tokio::test]
async fn calls_records_and_settings_outlive_the_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let phones = |b: Builder| b.phone("anna", Phone::answers_after(Duration::from_secs(3)));
    let api = kept(folder.path(), phones).await;
    let config = json!({"Url": "http://127.0.0.1:1/hook", "CallbackCommandList": ["Call.CallbackAfterEndCall"]});
    assert_eq!(code(&api.send(SET_CALLBACK, &config).await), 0);
    api.emulator.set_phone("rose", Phone::Busy);
    let ended = api.call(&["jack"]).await;
    api.pass(2);
    api.send(END, &json!({"CallId": ended})).await;
    let live = api.call(&["jack", "anna"]).await;
    api.pass(4);
    assert_eq!(
        api.info(&live).await["Response"]["UserList"][2]["Status"],
        "Calling"
    );
    let mut before = state(&api);
    api.emulator.shutdown().await;

    let api = kept(folder.path(), phones).await;
    // The clock that stood at its beginning has caught up.
    assert_eq!(api.clock.now_millis(), NOW + 6_000);
    let mut after = state(&api);
    // The phones given at a start are put there again, which changes nothing.
    assert_eq!(before["engine"].take(), after["engine"].take());
    assert_eq!(before["webhooks"].take(), after["webhooks"].take());
    let info = api.info(&live).await;
    assert_eq!(
        info["Response"]["UserList"][2]["Status"], "Calling",
        "{info}"
    );
    assert_eq!(
        api.emulator.callback().expect("a configuration").url,
        "http://127.0.0.1:1/hook"
    );
    api.pass(5);
    assert_eq!(
        api.record(&ended).await["Response"]["CallRecord"]["CallResult"],
        "Cancel"
    );
    // Timers go on: jack's phone rings out at its time, and anna stays with the robot.
    api.pass(21);
    let info = api.info(&live).await;
    assert_eq!(
        info["Response"]["UserList"].as_array().map(Vec::len),
        Some(2),
        "{info}"
    );
    // Numbers go on too: no identifier comes twice.
    let next = api.call(&["rose"]).await;
    assert!(next != live && next != ended);
    assert_eq!(code(&api.info(&next).await), 101_004, "rose is busy");
}

#[tokio::test]
async fn what_was_due_meanwhile_happened_in_its_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let api = kept(folder.path(), |b| b).await;
    let call = api.call(&["jack"]).await;
    api.emulator.shutdown().await;
    let later = Clock::manual(NOW + 3_600_000);
    let api = kept(folder.path(), |b| b.clock(later)).await;
    let record = api.record(&call).await;
    let record = &record["Response"]["CallRecord"];
    assert_eq!(record["CallResult"], "NotAnswer");
    assert_eq!(record["EndTime"], json!((NOW + 30_000) / 1_000), "{record}");
}

#[tokio::test]
async fn webhooks_that_waited_are_sent_and_those_sent_are_not_sent_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let receiver = Receiver::start().await;
    let late = || {
        Rule::new(Fate::Late(Duration::from_secs(60)))
            .command("AfterStartCall")
            .times(1)
    };
    let api = kept(folder.path(), |b| b.webhook_rule(late())).await;
    let config = json!({"Url": receiver.url("/"), "CallbackCommandList": ["Call.CallbackAfterStartCall", "Call.CallbackAfterEndCall"]});
    api.send(SET_CALLBACK, &config).await;
    let call = api.call(&["jack"]).await;
    api.send(END, &json!({"CallId": call})).await;
    receiver.wait_for(1).await;
    api.emulator.webhooks_settled().await;
    assert_eq!(receiver.commands(), ["AfterEndCall"]);
    api.emulator.shutdown().await;

    let api = kept(folder.path(), |b| b.webhook_rule(late())).await;
    api.emulator.webhooks_settled().await;
    api.pass(60);
    receiver.wait_for(2).await;
    api.emulator.webhooks_settled().await;
    assert_eq!(receiver.commands(), ["AfterEndCall", "AfterStartCall"]);
    // The rule was for one webhook, and a restart does not make it new.
    api.call(&["rose"]).await;
    receiver.wait_for(3).await;
}

#[tokio::test]
async fn rules_that_were_added_outlive_the_process_and_their_counts_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let api = kept(folder.path(), |b| b).await;
    api.emulator
        .add_fault_rule(FaultRule::new(Fault::before(Strike::Code(60_008))).times(2));
    assert_eq!(code(&api.info("x").await), 60_008);
    api.emulator.shutdown().await;
    let api = kept(folder.path(), |b| b).await;
    assert_eq!(code(&api.info("x").await), 60_008);
    assert_eq!(code(&api.info("x").await), 101_004);
}

#[tokio::test]
async fn a_line_without_end_was_never_answered_and_a_spoilt_one_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let api = kept(folder.path(), |b| b).await;
    let call = api.call(&["jack"]).await;
    api.emulator.shutdown().await;
    assert_eq!(names(folder.path()), ["journal-0.jsonl", "lock"]);
    let journal = folder.path().join("journal-0.jsonl");
    let whole = fs::read_to_string(&journal).expect("a journal");
    assert_eq!(whole.lines().count(), 3, "{whole}");
    fs::write(&journal, format!("{whole}{{\"at\":1700")).expect("it is written");
    let api = kept(folder.path(), |b| b).await;
    assert_eq!(code(&api.info(&call).await), 0);
    api.emulator.shutdown().await;
    let text = fs::read_to_string(&journal).expect("a journal");
    assert!(
        text.starts_with(&whole) && text.lines().count() == 5,
        "{text}"
    );

    fs::write(
        &journal,
        text.replacen("start_call_by_robot", "start_call_by_horse", 1),
    )
    .expect("it is written");
    let refused = crate::common::try_start(|b| b.data(folder.path())).await;
    let said = refused.err().expect("it is spoilt").to_string();
    assert!(
        said.contains("journal-0.jsonl:2: no command start_call_by_horse"),
        "{said}"
    );
}

#[tokio::test]
async fn a_folder_serves_one_emulator_at_a_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let api = kept(folder.path(), |b| b).await;
    let refused = crate::common::try_start(|b| b.data(folder.path())).await;
    let said = refused.err().expect("it is in use").to_string();
    assert!(said.contains("in use by another emulator"), "{said}");
    api.emulator.shutdown().await;
    kept(folder.path(), |b| b).await;
}

#[tokio::test]
async fn a_state_goes_from_one_emulator_to_another() {
    let one = crate::common::start().await;
    let call = one.call(&["jack", "anna"]).await;
    one.pass(2);
    one.emulator.answer(&call, "jack").expect("it rings");
    let gone = one.call(&["rose"]).await;
    one.send(END, &json!({"CallId": gone})).await;
    let text = one.emulator.export();

    let folder = tempfile::tempdir().expect("a folder");
    let other = kept(folder.path(), |b| b.seed(9)).await;
    let own = other.call(&["jack"]).await;
    other.emulator.import(&text).expect("a state");
    assert_eq!(code(&other.info(&own).await), 101_004, "it is gone");
    assert_eq!(
        other.info(&call).await["Response"],
        one.info(&call).await["Response"]
    );
    one.pass(5);
    other.pass(5);
    assert_eq!(
        other.record(&gone).await["Response"],
        one.record(&gone).await["Response"]
    );
    let before = state(&other);
    other.emulator.shutdown().await;
    let other = kept(folder.path(), |b| b.seed(9)).await;
    assert_eq!(
        state(&other)["engine"],
        before["engine"],
        "an import is kept too"
    );

    for (text, said) in [
        ("{}", "emulator_state is missing"),
        (r#"{"emulator_state": 99}"#, "form 99"),
        ("[", "EOF"),
        (r#"{"emulator_state": 1, "sesame": 1}"#, "sesame"),
    ] {
        let error = other
            .emulator
            .import(text.as_bytes())
            .expect_err(text)
            .to_string();
        assert!(error.contains(said), "{error}");
    }
    assert_eq!(code(&other.info(&call).await), 0, "nothing has changed");
}

#[tokio::test]
async fn a_reset_begins_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let api = kept(folder.path(), |b| b).await;
    api.emulator.set_phone("rose", Phone::Busy);
    let first = api.call(&["jack"]).await;
    api.emulator.reset();
    assert!(api.emulator.calls().is_empty() && api.emulator.requests().is_empty());
    assert!(api.emulator.events().is_empty());
    assert_eq!(
        api.call(&["jack"]).await,
        first,
        "the same identifiers come again"
    );
    assert_eq!(
        code(&api.send(crate::common::START, &call_to(&["rose"])).await),
        0
    );
    assert_eq!(api.emulator.calls().len(), 1, "rose is busy still");
    let before = state(&api);
    api.emulator.shutdown().await;
    let api = kept(folder.path(), |b| b).await;
    assert_eq!(state(&api)["engine"], before["engine"]);
}
