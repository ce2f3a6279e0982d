//! No request is ever sent with a UserSig that has expired, and those who need a new one at once share it.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use call_engine::{Client, SecretKey};
use tokio::task::JoinSet;
use usersig::Expected;

use crate::support::{APP, KEY, Server, builder, builder_at, json};

const START: u64 = 1_700_000_000;
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// A clock that goes on by a second whenever somebody looks, so that two mints never give the same ticket.
#[derive(Clone)]
struct Clock(Arc<AtomicU64>);

impl Clock {
    fn new() -> Self {
        Self(Arc::new(AtomicU64::new(START)))
    }

    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    fn client(&self, server: &Server) -> Client {
        let clock = self.clone();
        let look = move || UNIX_EPOCH + Duration::from_secs(clock.0.fetch_add(1, Ordering::SeqCst));
        builder(server).clock(look).build().expect("a client")
    }
}

async fn burst(client: &Client, size: usize) {
    let mut requests = JoinSet::new();
    for _ in 0..size {
        let client = client.clone();
        requests.spawn(async move { client.end_call("c1").await });
    }
    for done in requests.join_all().await {
        done.expect("a success");
    }
}

/// Checks the tickets that came since the last time as the service would, at this moment; their number and what they are.
fn checked(server: &Server, now: u64) -> (usize, HashSet<String>) {
    let key = SecretKey::new(KEY).expect("a key");
    let expected = Expected::new(APP, "administrator", now);
    let requests = server.take();
    let tickets = requests.iter().map(|request| request.parameter("usersig"));
    let tickets = tickets.inspect(|ticket| {
        let claims = key.verify(ticket, &expected).expect("a valid ticket");
        assert!(claims.expires_at() >= now + 60, "it outlives the way");
    });
    (requests.len(), tickets.collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_of_two_hundred_days_never_sends_an_expired_ticket() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let clock = Clock::new();
    let client = clock.client(&server);
    let mut seen = 0;
    let mut tickets = HashSet::new();
    let mut round: u64 = 0;
    while clock.now() < START + 200 * DAY {
        // Hours apart, at times days; every ninth time by many at once.
        clock.advance(if round % 23 == 22 {
            3 * DAY + 7
        } else {
            5 * HOUR + 11
        });
        burst(&client, if round % 9 == 8 { 12 } else { 1 }).await;
        let (requests, sent) = checked(&server, clock.now());
        seen += requests;
        tickets.extend(sent);
        round += 1;
    }
    assert!(seen > 1000, "{seen} requests");
    // One a day where requests come that often, and no more.
    assert!(
        (100..=200).contains(&tickets.len()),
        "{} tickets",
        tickets.len()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callers_who_all_need_a_ticket_share_one() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let clock = Clock::new();
    let client = clock.client(&server);
    for pause in [0, 2 * DAY, 100 * DAY] {
        clock.advance(pause);
        burst(&client, 40).await;
        let (requests, tickets) = checked(&server, clock.now());
        assert_eq!((requests, tickets.len()), (40, 1), "{pause}");
    }
}

#[tokio::test]
async fn a_ticket_past_its_half_is_renewed_by_one_while_the_others_go_on_with_it() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let clock = Clock::new();
    let client = clock.client(&server);
    client.end_call("c1").await.expect("a success");
    let (_, old) = checked(&server, clock.now());
    clock.advance(DAY);
    burst(&client, 40).await;
    let (_, tickets) = checked(&server, clock.now());
    assert_eq!(tickets.difference(&old).count(), 1);
    client.end_call("c1").await.expect("a success");
    assert!(checked(&server, clock.now()).1.is_disjoint(&old));
}

#[tokio::test]
async fn a_key_is_taken_as_a_value_too_and_the_last_way_to_sign_counts() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let key = SecretKey::new(KEY).expect("a key");
    let client = builder_at(&server.url())
        .user_sig("a-ready-one")
        .signing_key(key.clone())
        .build()
        .expect("a client");
    client.end_call("c1").await.expect("a success");
    let client = builder_at(&server.url()).user_sig("a-ready-one").build();
    client
        .expect("a client")
        .end_call("c1")
        .await
        .expect("a success");
    let requests = server.requests();
    let now = UNIX_EPOCH.elapsed().expect("after 1970").as_secs();
    let expected = Expected::new(APP, "administrator", now);
    key.verify(&requests[0].parameter("usersig"), &expected)
        .expect("a valid ticket");
    assert_eq!(requests[1].parameter("usersig"), "a-ready-one");
}
