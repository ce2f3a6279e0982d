//! What an observer sees of requests, and what it never sees.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use call_engine::observer::{
    AttemptEnded, AttemptStarted, ClockDiffers, Finished, Observer, Outcome, Paced, RetryDecided,
};
use call_engine::{ClientBuilder, RetryPolicy};

use crate::support::{Act, Nobody, Server, answer, at_once, builder, builder_at, http, json, ring};

/// Writes down what it sees, without durations.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Notes {
    fn note(&self, text: &str) {
        let mut notes = self.0.lock().expect("no panic");
        writeln!(notes, "{text}").expect("a string");
    }

    fn taken(&self) -> String {
        std::mem::take(&mut *self.0.lock().expect("no panic"))
    }
}

impl Observer for Notes {
    fn paced(&self, _: &Paced<'_>) {
        self.note("paced");
    }

    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        let backup = if event.backup { " at the backup" } else { "" };
        self.note(&format!(
            "{} {} started{backup}",
            event.command, event.attempt
        ));
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        let AttemptEnded {
            attempt,
            outcome,
            code,
            http_status,
            request_id,
            ..
        } = event;
        assert!(event.duration < Duration::from_secs(60));
        let facts = [
            code.map(|code| code.to_string()),
            http_status.map(|status| format!("HTTP {status}")),
            request_id.map(str::to_owned),
        ];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        self.note(&format!("{attempt} ended: {outcome} {}", facts.join(" ")));
    }

    fn retry_decided(&self, event: &RetryDecided<'_>) {
        let RetryDecided {
            attempt,
            after,
            code,
            pause,
            renewed,
            ..
        } = event;
        let with = if *renewed { " with a new UserSig" } else { "" };
        self.note(&format!(
            "again after {attempt} ({after}, {code:?}) in {pause:?}{with}"
        ));
    }

    fn clock_differs(&self, event: &ClockDiffers<'_>) {
        self.note(&format!("behind {}", event.behind > 0));
    }

    fn finished(&self, event: &Finished<'_>) {
        let Finished {
            attempts,
            outcome,
            code,
            may_have_taken_effect,
            request_id,
            ..
        } = event;
        self.note(&format!(
            "finished: {attempts} {outcome} {code:?} {may_have_taken_effect} {request_id:?}"
        ));
    }
}

fn noted(builder: ClientBuilder) -> (call_engine::Client, Notes) {
    let notes = Notes::default();
    let client = builder.retry(at_once()).observer(notes.clone()).build();
    (client.expect("a client"), notes)
}

#[tokio::test]
async fn a_success_is_one_attempt_with_its_request_id() {
    let server = Server::always(json(r#"{"ErrorCode":0,"RequestId":"Id-1"}"#)).await;
    let (client, notes) = noted(builder(&server));
    client.end_call("c1").await.expect("a success");
    let expected = "end_call 1 started\n1 ended: success HTTP 200 Id-1\nfinished: 1 success None false Some(\"Id-1\")\n";
    assert_eq!(notes.taken(), expected);
    client
        .raw("/v4/a/b", &serde_json::json!({}))
        .await
        .expect("a success");
    assert_eq!(notes.taken(), expected.replace("end_call", "/v4/a/b"));
}

#[tokio::test]
async fn every_attempt_and_every_decision_is_told() {
    let server = Server::script([
        json(r#"{"ErrorCode":70001,"RequestId":"Id-1"}"#),
        answer("502 Bad Gateway", "text/html", "x"),
        json(r#"{"ErrorCode":101002,"RequestId":"Id-3"}"#),
    ])
    .await;
    let (client, notes) = noted(builder(&server));
    client.end_call("c1").await.expect_err("a failure");
    assert_eq!(
        notes.taken(),
        "end_call 1 started\n\
         1 ended: code 70001 HTTP 200 Id-1\n\
         again after 1 (code, Some(70001)) in 0ns with a new UserSig\n\
         end_call 2 started\n\
         2 ended: not_the_service HTTP 502\n\
         again after 2 (not_the_service, None) in 0ns\n\
         end_call 3 started\n\
         3 ended: code 101002 HTTP 200 Id-3\n\
         finished: 3 code Some(101002) true Some(\"Id-3\")\n"
    );
}

#[tokio::test]
async fn an_attempt_at_the_backup_address_is_told_as_such() {
    let (nobody, server) = (
        Nobody::new(),
        Server::always(json(r#"{"ErrorCode":0}"#)).await,
    );
    let (client, notes) = noted(builder_at(&nobody.url()).backup_url(server.url()));
    client.start_call_by_robot(ring()).await.expect("a success");
    assert_eq!(
        notes.taken(),
        "start_call_by_robot 1 started\n\
         1 ended: no_connection \n\
         again after 1 (no_connection, None) in 0ns\n\
         start_call_by_robot 2 started at the backup\n\
         2 ended: success HTTP 200\n\
         finished: 2 success None false None\n"
    );
}

#[tokio::test]
async fn a_payload_that_cannot_be_read_is_a_failed_request() {
    let body = r#"{"ErrorCode":0,"RequestId":"Id-1","Response":[]}"#;
    let server = Server::always(json(body)).await;
    let (client, notes) = noted(builder(&server));
    client.get_call_info("c1").await.expect_err("a failure");
    let notes = notes.taken();
    assert!(
        notes.ends_with("finished: 1 unreadable None false Some(\"Id-1\")\n"),
        "{notes}"
    );
}

#[tokio::test]
async fn a_future_that_is_dropped_is_told_too() {
    for (may_have_rung, drop_at) in [(true, 1), (false, 0)] {
        let server = Server::always(Act::Stall(Vec::new())).await;
        let (client, notes) = noted(builder(&server));
        let request = client.start_call_by_robot(ring());
        if drop_at == 0 {
            drop(request);
            assert_eq!(notes.taken(), "", "it never began");
            continue;
        }
        tokio::select! {
            outcome = request => panic!("no answer comes: {outcome:?}"),
            () = server.until_requests(1) => {}
        }
        assert_eq!(
            notes.taken(),
            format!(
                "start_call_by_robot 1 started\n1 ended: abandoned \nfinished: 1 abandoned None {may_have_rung} None\n"
            )
        );
    }
}

#[tokio::test]
async fn a_request_that_breaks_a_rule_is_not_told() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let (client, notes) = noted(builder(&server));
    client.end_call("").await.expect_err("invalid");
    assert_eq!(notes.taken(), "");
}

#[tokio::test]
async fn no_event_shows_the_user_sig_even_if_the_server_repeats_it() {
    /// Debug of every event.
    #[derive(Clone, Default)]
    struct Everything(Notes);
    impl Observer for Everything {
        fn attempt_started(&self, event: &AttemptStarted<'_>) {
            self.0.note(&format!("{event:?}"));
        }
        fn attempt_ended(&self, event: &AttemptEnded<'_>) {
            self.0.note(&format!("{event:?}"));
        }
        fn retry_decided(&self, event: &RetryDecided<'_>) {
            self.0.note(&format!("{event:?}"));
        }
        fn finished(&self, event: &Finished<'_>) {
            self.0.note(&format!("{event:?}"));
        }
    }
    let ticket = "eJwtzMEKgkAUheF3uWvh-ticket*-_";
    for body in [
        format!(r#"{{"ErrorCode":0,"RequestId":"{ticket}"}}"#),
        format!(r#"{{"ErrorCode":60007,"ErrorInfo":"{ticket}","RequestId":"x{ticket}"}}"#),
        format!(r#"{{"ErrorCode":0,"Response":{{"{ticket}":"{ticket}"}},"RequestId":"{ticket}"}}"#),
        ticket.to_owned(),
    ] {
        let server = Server::always(json(&body)).await;
        let seen = Everything::default();
        let client = builder_at(&server.url()).user_sig(ticket).retry(at_once());
        let client = client.observer(seen.clone()).build().expect("a client");
        let _ = client.get_call_info("c1").await;
        let seen = seen.0.taken();
        assert!(
            seen.contains("AttemptEnded") && seen.contains("Finished"),
            "{seen}"
        );
        for part in [ticket, "usersig", "random=", "http:", "127.0.0.1"] {
            assert!(!seen.contains(part), "{part}: {seen}");
        }
    }
}

#[tokio::test]
async fn two_observers_see_the_same() {
    let server = Server::script([
        Act::Cut(http("200 OK", &[], "{")),
        json(r#"{"ErrorCode":0}"#),
    ])
    .await;
    let (one, other) = (Notes::default(), Notes::default());
    let client = builder(&server)
        .retry(at_once())
        .observer((one.clone(), other.clone()))
        .build()
        .expect("a client");
    client.get_callback().await.expect("a success");
    let notes = one.taken();
    assert_eq!(notes, other.taken());
    assert_eq!(notes.lines().count(), 6, "{notes}");
}

#[tokio::test]
async fn a_client_that_cannot_send_tells_it_too() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let (client, notes) = noted(builder(&server).identifier("ü"));
    client
        .with_retry(RetryPolicy::never())
        .end_call("c1")
        .await
        .expect_err("no ticket");
    assert_eq!(notes.taken(), "finished: 0 not_sent None false None\n");
}

#[test]
fn every_outcome_has_a_word_of_its_own() {
    let words: std::collections::HashSet<&str> = [
        Outcome::Success,
        Outcome::Code,
        Outcome::NoConnection,
        Outcome::Timeout,
        Outcome::Broken,
        Outcome::NotTheService,
        Outcome::TooLarge,
        Outcome::Unreadable,
        Outcome::TooLate,
        Outcome::NotSent,
        Outcome::Abandoned,
    ]
    .map(Outcome::name)
    .into();
    assert_eq!(words.len(), 11);
}
