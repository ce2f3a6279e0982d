//! How often, how long and with what a request is tried.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use call_engine::observer::{Observer, RetryDecided};
use call_engine::{Backoff, RetryBudget, RetryPolicy};

use crate::support::{Act, Nobody, Server, at_once, builder, builder_at, json, quick, ring};

const BUSY: &str = r#"{"ErrorCode":60007}"#;
const OK: &str = r#"{"ErrorCode":0}"#;

/// Remembers the pauses.
#[derive(Clone, Default)]
struct Pauses(Arc<Mutex<Vec<Duration>>>);

impl Observer for Pauses {
    fn retry_decided(&self, event: &RetryDecided<'_>) {
        self.0.lock().expect("no panic").push(event.pause);
    }
}

#[tokio::test]
async fn a_request_is_tried_three_times_unless_the_policy_says_otherwise() {
    let server = Server::always(json(BUSY)).await;
    let client = quick(&server);
    for (policy, attempts) in [
        (None, 3),
        (Some(at_once().attempts(5)), 5),
        (Some(at_once().attempts(1)), 1),
        (Some(at_once().attempts(0)), 1),
        (Some(RetryPolicy::never()), 1),
    ] {
        let before = server.requests().len();
        let client = policy.map_or(client.clone(), |policy| client.with_retry(policy));
        let error = client.start_call_by_robot(ring()).await;
        assert_eq!(error.expect_err("a failure").attempts(), attempts);
        assert_eq!(server.requests().len() - before, attempts as usize);
    }
}

#[tokio::test]
async fn never_means_that_a_new_user_sig_waits_for_the_next_request() {
    let server = Server::script([json(r#"{"ErrorCode":70001}"#), json(OK)]).await;
    let now = Arc::new(AtomicU32::new(1_740_464_128));
    let clock = Arc::clone(&now);
    let client = builder(&server)
        .retry(RetryPolicy::never())
        .clock(move || {
            let seconds = clock.fetch_add(1, Ordering::Relaxed);
            std::time::UNIX_EPOCH + Duration::from_secs(seconds.into())
        })
        .build()
        .expect("a client");
    client.get_callback().await.expect_err("refused");
    client.get_callback().await.expect("a success");
    let requests = server.requests();
    assert_ne!(
        requests[0].encoded("usersig"),
        requests[1].encoded("usersig")
    );
}

#[tokio::test]
async fn each_attempt_has_a_random_number_of_its_own() {
    let server = Server::always(json(BUSY)).await;
    let next = AtomicU32::new(0);
    let client = builder(&server)
        .random(move || next.fetch_add(1, Ordering::Relaxed))
        .retry(at_once().attempts(10))
        .build()
        .expect("a client");
    client.get_callback().await.expect_err("a failure");
    let requests = server.requests();
    let randoms: HashSet<_> = requests
        .iter()
        .map(|request| request.encoded("random"))
        .collect();
    assert_eq!(randoms.len(), 10);
    let first = &requests[0];
    assert!(
        requests
            .iter()
            .all(|request| request.body == first.body && request.path == first.path)
    );
    assert_eq!(
        first.parameters(),
        ["sdkappid", "identifier", "usersig", "random", "contenttype"]
    );
    assert!(
        requests
            .iter()
            .all(|request| request.parameters() == first.parameters())
    );
}

#[tokio::test]
async fn pauses_come_from_the_random_source_below_a_doubling_ceiling() {
    let server = Server::always(json(BUSY)).await;
    let millis = Duration::from_millis;
    for (random, expected) in [
        (0, [0, 0, 0, 0]),
        (u32::MAX / 2, [1, 2, 3, 3]),
        (u32::MAX, [2, 4, 6, 6]),
    ] {
        let pauses = Pauses::default();
        let client = builder(&server)
            .random(move || random)
            .observer(pauses.clone())
            .retry(
                RetryPolicy::default()
                    .attempts(5)
                    .backoff(Backoff::new(millis(2), millis(6))),
            )
            .build()
            .expect("a client");
        let begun = Instant::now();
        client.get_callback().await.expect_err("a failure");
        let pauses = pauses.0.lock().expect("no panic").clone();
        assert!(
            begun.elapsed() >= pauses.iter().sum::<Duration>(),
            "{pauses:?}"
        );
        let rounded: Vec<_> = pauses
            .iter()
            .map(|pause| (pause.as_secs_f64() * 1e3).round())
            .collect();
        assert_eq!(rounded, expected.map(f64::from));
    }
}

#[test]
fn the_default_pauses_are_documented() {
    let ceilings: Vec<_> = (1..=7)
        .map(|n| Backoff::default().ceiling(n).as_millis())
        .collect();
    assert_eq!(ceilings, [250, 500, 1000, 2000, 4000, 5000, 5000]);
    assert_eq!(Backoff::default().ceiling(u32::MAX), Duration::from_secs(5));
    assert_eq!(Backoff::none().ceiling(9), Duration::ZERO);
}

#[tokio::test]
async fn a_retry_that_cannot_begin_before_the_end_is_not_waited_for() {
    let server = Server::always(json(BUSY)).await;
    let hour = Duration::from_secs(3600);
    let client = builder(&server)
        .random(|| u32::MAX)
        .retry(RetryPolicy::default().backoff(Backoff::new(hour, hour)))
        .build()
        .expect("a client");
    // The pause would be an hour, and the total time is half a minute.
    let error = tokio::time::timeout(Duration::from_secs(20), client.get_callback()).await;
    let error = error.expect("an end at once").expect_err("a failure");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn an_attempt_ends_with_the_total_time() {
    let server = Server::always(Act::Stall(Vec::new())).await;
    let client = builder(&server)
        .retry(
            at_once()
                .attempts(1000)
                .total_time(Duration::from_millis(300)),
        )
        .build()
        .expect("a client");
    let begun = Instant::now();
    let error = client.get_callback().await.expect_err("a failure");
    assert!(error.is_timeout(), "{error:?}");
    // The limit of one attempt alone is ten seconds.
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_start_is_repeated_only_while_the_service_has_its_time() {
    let short = at_once().total_time(Duration::from_secs(2));
    for (timeout, sent) in [(10_000, 1), (500, 3)] {
        let server = Server::always(json(BUSY)).await;
        let client = builder(&server)
            .timeout(Duration::from_millis(timeout))
            .retry(short.clone())
            .build()
            .expect("a client");
        let error = client.start_call_by_robot(ring()).await;
        assert_eq!(
            error.expect_err("a failure").attempts(),
            sent,
            "{timeout} ms"
        );
        let error = client.get_callback().await.expect_err("a failure");
        assert_eq!(error.attempts(), 3, "reading takes what is left");
    }
}

#[tokio::test]
async fn a_limit_for_one_attempt_can_be_set_for_one_request() {
    let server = Server::always(Act::Stall(Vec::new())).await;
    let client = builder(&server).retry(RetryPolicy::never()).build();
    let client = client.expect("a client");
    let short = client.with_timeout(Duration::from_millis(200));
    let error = short
        .start_call_by_robot(ring())
        .await
        .expect_err("a failure");
    assert!(error.message().contains("200ms"), "{error}");
}

#[tokio::test]
async fn an_outage_uses_the_budget_up_and_successes_fill_it_again() {
    let nobody = Nobody::new();
    let budget = RetryBudget::new(3);
    let policy = at_once().budget(budget.clone());
    let client = builder_at(&nobody.url()).retry(policy.clone()).build();
    let client = client.expect("a client");
    let mut attempts = Vec::new();
    for _ in 0..4 {
        attempts.push(
            client
                .end_call("c1")
                .await
                .expect_err("a failure")
                .attempts(),
        );
    }
    assert_eq!(attempts, [3, 2, 1, 1]);
    assert_eq!(budget.left(), 0);
    // Another client with the same budget.
    let server = Server::always(json(OK)).await;
    let other = builder(&server).retry(policy).build().expect("a client");
    for _ in 0..9 {
        other.end_call("c1").await.expect("a success");
    }
    assert_eq!(budget.left(), 0);
    for _ in 0..40 {
        other.end_call("c1").await.expect("a success");
    }
    assert_eq!(budget.left(), 3, "never more than it holds");
}

#[tokio::test]
async fn clones_with_another_policy_share_the_budget_of_their_client() {
    let nobody = Nobody::new();
    let client = builder_at(&nobody.url()).retry(at_once()).build();
    let client = client.expect("a client");
    let eager = client.with_retry(at_once().attempts(1000));
    let error = eager.end_call("c1").await.expect_err("a failure");
    assert_eq!(error.attempts(), 51, "the default budget is 50 retries");
    let error = client.end_call("c1").await.expect_err("a failure");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_failure_that_is_not_repeated_costs_nothing() {
    let server = Server::always(json(r#"{"ErrorCode":101002}"#)).await;
    let budget = RetryBudget::new(5);
    let client = builder(&server)
        .retry(at_once().budget(budget.clone()))
        .build();
    let client = client.expect("a client");
    for _ in 0..20 {
        client.end_call("c1").await.expect_err("a failure");
    }
    assert_eq!(budget.left(), 5);
}
