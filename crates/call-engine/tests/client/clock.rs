//! A UserSig that has expired is renewed, and a clock that is wrong corrected by the service's.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine::observer::{ClockDiffers, Observer};
use call_engine::{Client, ClientBuilder};
use usersig::{Claims, Expected, SecretKey};

use crate::support::{APP, Act, KEY, Server, at_once, builder, http, json, quick};

/// `Tue, 25 Feb 2025 06:15:28 GMT`
const NOW: u64 = 1_740_464_128;
const DATE: &str = "Tue, 25 Feb 2025 06:15:28 GMT";
const DAY: u64 = 24 * 60 * 60;
const OK: &str = r#"{"ErrorCode":0}"#;

fn expired(date: &str) -> Act {
    let body = r#"{"ErrorCode":70001,"ErrorInfo":"expired"}"#;
    Act::Answer(http("200 OK", &[("date", date)], body))
}

fn at(builder: ClientBuilder, seconds: u64) -> ClientBuilder {
    builder
        .retry(at_once())
        .clock(move || UNIX_EPOCH + Duration::from_secs(seconds))
}

fn claims(ticket: &str) -> Claims {
    let key = SecretKey::new(KEY).expect("a key");
    let expected = Expected::new(APP, "administrator", NOW);
    let claims = key.verify(ticket, &expected);
    claims.expect("a good ticket by the service's clock")
}

#[derive(Clone, Default)]
struct Differences(Arc<Mutex<Vec<i64>>>);

impl Observer for Differences {
    fn clock_differs(&self, event: &ClockDiffers<'_>) {
        self.0.lock().expect("no panic").push(event.behind);
    }
}

#[tokio::test]
async fn a_clock_that_is_days_behind_mints_by_the_service_s_clock() {
    let server = Server::script([expired(DATE), json(OK), json(OK)]).await;
    let seen = Differences::default();
    let client = at(builder(&server), NOW - 3 * DAY).observer(seen.clone());
    let client = client.build().expect("a client");
    client
        .get_callback()
        .await
        .expect("a success with a new ticket");
    client.get_callback().await.expect("and again");
    let tickets: Vec<String> = server
        .requests()
        .iter()
        .map(|request| request.parameter("usersig"))
        .collect();
    assert_ne!(tickets[0], tickets[1]);
    assert_eq!(tickets[1], tickets[2], "it is kept");
    claims(&tickets[1]);
    assert_eq!(*seen.0.lock().expect("no panic"), [3 * 86_400]);
}

#[tokio::test]
async fn the_error_tells_that_the_clock_is_wrong() {
    for (clock, told) in [
        (
            NOW - 3 * DAY,
            "This machine's clock is 259200 s behind the service's.",
        ),
        (
            NOW + 100,
            "This machine's clock is 100 s ahead of the service's.",
        ),
    ] {
        let server = Server::always(expired(DATE)).await;
        let ready = Client::builder()
            .base_url(server.url())
            .sdk_app_id(APP)
            .user_sig("a-ticket-that-is-ready-made");
        let client = at(ready, clock).build().expect("a client");
        let error = client.get_callback().await.expect_err("a failure");
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[tokio::test]
async fn a_clock_that_is_right_is_left_alone() {
    for (date, code) in [
        (DATE, 70001),
        ("yesterday", 70001),
        ("Tue, 25 Feb 2025 06:16:28 GMT", 70001),
        ("Sat, 01 Mar 2025 00:00:00 GMT", 70003),
    ] {
        let body = format!(r#"{{"ErrorCode":{code}}}"#);
        let server = Server::always(Act::Answer(http("200 OK", &[("date", date)], &body))).await;
        let seen = Differences::default();
        let client = at(builder(&server), NOW).observer(seen.clone());
        let client = client.build().expect("a client");
        let error = client.get_callback().await.expect_err("a failure");
        assert!(!error.to_string().contains("clock is"), "{date}: {error}");
        assert!(seen.0.lock().expect("no panic").is_empty(), "{date}");
        assert_eq!(server.requests().len(), 2, "renewed once all the same");
    }
}

#[tokio::test]
async fn a_ticket_that_was_refused_is_not_used_again() {
    let server =
        Server::script([json(OK), json(r#"{"ErrorCode":70052}"#), json(OK), json(OK)]).await;
    let now = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&now);
    let client = builder(&server).retry(at_once()).clock(move || {
        let passed = clock.load(Ordering::Relaxed).unsigned_abs();
        SystemTime::UNIX_EPOCH + Duration::from_secs(NOW + passed)
    });
    let client = client.build().expect("a client");
    client.get_callback().await.expect("a success");
    now.store(10, Ordering::Relaxed);
    client
        .get_callback()
        .await
        .expect("a success with a new ticket");
    client.get_callback().await.expect("and again");
    let tickets: Vec<String> = server
        .requests()
        .iter()
        .map(|request| request.parameter("usersig"))
        .collect();
    assert_eq!(tickets[0], tickets[1]);
    assert_ne!(tickets[1], tickets[2]);
    assert_eq!(tickets[2], tickets[3]);
}

#[tokio::test]
async fn many_refused_requests_make_one_new_ticket() {
    // Every request with the first ticket is refused; the clock moves with every look at it, so two tickets would differ.
    let first = OnceLock::new();
    let server = Server::by(move |request| {
        let ticket = request.parameter("usersig");
        let refused = *first.get_or_init(|| ticket.clone()) == ticket;
        json(if refused {
            r#"{"ErrorCode":70001}"#
        } else {
            OK
        })
    })
    .await;
    let looks = AtomicI64::new(0);
    let client = builder(&server).retry(at_once()).clock(move || {
        let look = looks.fetch_add(1, Ordering::Relaxed).unsigned_abs();
        UNIX_EPOCH + Duration::from_secs(NOW + look)
    });
    let client = client.build().expect("a client");
    let requests = (0..20).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.get_callback().await })
    });
    for request in requests.collect::<Vec<_>>() {
        request.await.expect("no panic").expect("a success");
    }
    let requests = server.requests();
    let tickets: std::collections::HashSet<String> = requests
        .iter()
        .map(|request| request.parameter("usersig"))
        .collect();
    assert_eq!(tickets.len(), 2, "the refused one and one new one");
}

#[tokio::test]
async fn a_success_needs_no_date() {
    let server = Server::always(json(OK)).await;
    quick(&server).get_callback().await.expect("a success");
}
