//! The emulator as a library: settings, log, life and death.

use std::time::Duration;

use call_engine_emulator::engine::{CallResult, EventKind};
use call_engine_emulator::{Clock, Emulator, Phone};
use serde_json::json;

use crate::common::{END, GET_CALLBACK, INFO, START, call_to, code};

#[tokio::test]
async fn requests_are_logged_with_all_they_came_with() {
    let api = crate::common::start().await;
    api.send(INFO, &json!({"CallId": "x"})).await;
    api.get(END).await;
    let requests = api.emulator.requests();
    assert_eq!(requests.len(), 2);
    let first = &requests[0];
    assert_eq!(first.method(), "POST");
    assert_eq!(first.path(), format!("/v4/{INFO}"));
    assert_eq!(first.query()[0].0, "sdkappid");
    assert_eq!(first.query_value("random"), Some("99999999"));
    assert!(first.header("Host").is_some());
    assert!(first.headers().count() >= 2);
    assert_eq!(first.body(), br#"{"CallId":"x"}"#);
    assert_eq!(first.code(), 101_004);
    assert_eq!(first.at(), crate::common::NOW);
    assert_eq!((requests[1].method(), requests[1].code()), ("GET", 60_002));
    api.emulator.clear_requests();
    assert!(api.emulator.requests().is_empty());
}

#[tokio::test]
async fn answers_are_dated_by_the_clock_of_the_emulator() {
    let dated = |clock: Clock| async {
        let emulator = Emulator::builder().clock(clock).start().await;
        let emulator = emulator.expect("an emulator");
        let answer = crate::common::http_client()
            .get(emulator.url())
            .send()
            .await;
        let answer = answer.expect("an answer");
        let date = answer.headers().get("date").expect("a date");
        date.to_str().expect("text").to_owned()
    };
    let date = dated(Clock::manual(1_700_000_000_999)).await;
    assert_eq!(date, "Tue, 14 Nov 2023 22:13:20 GMT");
    // A moved clock is no longer the machine's; one that is beyond all dates has the machine's.
    let moved = Clock::system();
    moved.advance(Duration::from_secs(1_000 * 366 * 86_400));
    assert!(dated(moved).await.contains(" 3"));
    assert!(dated(Clock::manual(u64::MAX)).await.contains(" 20"));
}

#[tokio::test]
async fn debug_texts_show_neither_tickets_nor_keys() {
    let secret = "a-key-nobody-may-see";
    let builder = Emulator::builder().secret_key(secret);
    assert!(!format!("{builder:?}").contains(secret));
    let api = crate::common::start().await;
    api.send(INFO, &json!({"CallId": "x"})).await;
    let text = format!("{:?} {:?}", api.emulator, api.emulator.requests());
    let ticket = &crate::common::query()[2].1;
    assert!(!text.contains(ticket.as_str()));
    assert!(!text.contains(call_engine_emulator::SAMPLE_SECRET_KEY));
}

#[tokio::test]
async fn events_tell_the_course_of_a_call() {
    let api = crate::common::start_with(|builder| {
        builder.default_phone(Phone::answers_after(Duration::from_secs(1)))
    })
    .await;
    let id = api.call(&["jack"]).await;
    api.pass(1);
    api.send(END, &json!({"CallId": id})).await;
    let events = api.emulator.events();
    assert_eq!(events.len(), 3);
    assert!(events.iter().all(|event| event.call_id.to_string() == id));
    assert!(matches!(events[0].kind, EventKind::Started { .. }));
    assert!(matches!(events[1].kind, EventKind::MembersChanged { .. }));
    assert_eq!(events[1].at, crate::common::NOW + 1_000);
    match &events[2].kind {
        EventKind::Ended { record } => assert_eq!(record.result, CallResult::NormalEnd),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn equal_seeds_and_equal_requests_give_equal_answers() {
    async fn run(seed: u64) -> Vec<String> {
        let api = crate::common::start_with(|builder| builder.seed(seed)).await;
        let mut answers = Vec::new();
        let started = api.send(START, &call_to(&["jack"])).await;
        let id = started["Response"]["CallId"].clone();
        answers.push(started.to_string());
        answers.push(api.info(id.as_str().unwrap()).await.to_string());
        answers
    }
    assert_eq!(run(1).await, run(1).await);
    assert_ne!(run(1).await, run(2).await);
}

#[tokio::test]
async fn another_application_with_another_key_can_be_played() {
    let api = crate::common::start_with(|builder| {
        builder
            .sdk_app_id(88_888_888)
            .secret_key("key")
            .administrators(["boss"])
    })
    .await;
    assert_eq!(api.emulator.sdk_app_id(), 88_888_888);
    let usersig =
        crate::common::ticket_with("key", 88_888_888, "boss", crate::common::NOW / 1_000, 60);
    let query =
        format!("sdkappid=88888888&identifier=boss&usersig={usersig}&random=1&contenttype=json");
    assert_eq!(
        code(&api.send_raw(GET_CALLBACK, &query, "{}").await),
        100_301
    );
    let query = query.replace("boss", "admin");
    assert_eq!(
        code(&api.send_raw(GET_CALLBACK, &query, "{}").await),
        70_013
    );
}

#[tokio::test]
async fn a_key_that_is_none_is_an_error_at_the_start() {
    let error = Emulator::builder()
        .secret_key("")
        .start()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
}

#[tokio::test]
async fn an_address_in_use_is_an_error_at_the_start() {
    let first = Emulator::builder().start().await.unwrap();
    assert!(
        Emulator::builder()
            .listen(first.addr())
            .start()
            .await
            .is_err()
    );
}

#[tokio::test]
async fn after_a_shutdown_nobody_listens() {
    let emulator = Emulator::builder().start().await.unwrap();
    let address = emulator.addr();
    let open = tokio::net::TcpStream::connect(address).await.unwrap();
    emulator.shutdown().await;
    drop(open);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_call_is_looked_at_as_of_now() {
    let api = crate::common::start_with(|builder| {
        builder.default_phone(Phone::answers_after(Duration::from_secs(1)))
    })
    .await;
    let id = api.call(&["jack"]).await;
    assert!(api.emulator.call(&id).unwrap().accepted_at.is_none());
    api.pass(5);
    let call = api.emulator.call(&id).unwrap();
    assert_eq!(call.accepted_at, Some(crate::common::NOW + 1_000));
    api.emulator.set_phone("rose", Phone::Busy);
    let busy = api.call(&["rose"]).await;
    assert!(api.emulator.call(&busy).is_none());
    assert_eq!(api.emulator.calls().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_callers_at_once_get_calls_of_their_own() {
    let api = std::sync::Arc::new(crate::common::start().await);
    let callers: Vec<_> = (0..8)
        .map(|caller| {
            let api = std::sync::Arc::clone(&api);
            tokio::spawn(async move {
                for n in 0..20 {
                    let id = api.call(&[format!("u-{caller}-{n}").as_str()]).await;
                    assert_eq!(code(&api.info(&id).await), 0);
                    assert_eq!(code(&api.send(END, &json!({"CallId": id})).await), 0);
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
    assert!(api.emulator.calls().is_empty());
    assert_eq!(api.emulator.requests().len(), 8 * 20 * 3);
}
