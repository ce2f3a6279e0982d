//! In any second, not more requests of a command begin than the service allows, and who comes first is served first.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use call_engine::observer::{Observer, Paced};
use call_engine::{LocalPace, Pace, TooLate, Turn, operations};
use serde_json::json as value;
use tokio::time::Instant;

use crate::support::{Server, at_once, builder, json, ring};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const COMMAND: &str = "get_call_info";
const OK: &str = r#"{"ErrorCode":0,"Response":{"CallId":"c1"}}"#;

async fn turn(pace: &dyn Pace, limit: u32, within: Duration) -> Result<Instant, TooLate> {
    match pace.turn(COMMAND, limit, within) {
        Turn::Now => {}
        Turn::Later(wait) => wait.await?,
    }
    Ok(Instant::now())
}

/// No window of a second holds more starts than the limit.
#[track_caller]
fn within_limit(starts: &mut [Instant], limit: usize) {
    starts.sort_unstable();
    for window in starts.windows(limit + 1) {
        let length = window[limit] - window[0];
        assert!(length >= SECOND, "{} starts within {length:?}", limit + 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_callers_at_once_begin_at_the_full_rate_and_never_faster() {
    let pace = Arc::new(LocalPace::new());
    let begun = Instant::now();
    let callers = (0..1000).map(|_| {
        let pace = Arc::clone(&pace);
        tokio::spawn(async move { turn(&*pace, 200, MINUTE).await })
    });
    let mut starts = Vec::new();
    for caller in callers.collect::<Vec<_>>() {
        starts.push(caller.await.expect("no panic").expect("a turn"));
    }
    within_limit(&mut starts, 200);
    let last = starts[999] - begun;
    // 200 at once, and 800 more take four seconds.
    assert!(last >= 4 * SECOND, "{last:?}");
    assert!(last < 4 * SECOND + Duration::from_millis(20), "{last:?}");
}

#[tokio::test(start_paused = true)]
async fn callers_that_come_in_steps_and_bursts_keep_to_every_window() {
    let pace = Arc::new(LocalPace::new());
    let random = Mutex::new(fastrand());
    let mut callers = Vec::new();
    for _ in 0..2000 {
        let pause = random.lock().expect("no panic").next().expect("endless");
        tokio::time::sleep(Duration::from_millis(u64::from(pause))).await;
        let pace = Arc::clone(&pace);
        callers.push(tokio::spawn(
            async move { turn(&*pace, 20, MINUTE * 60).await },
        ));
    }
    let mut starts = Vec::new();
    for caller in callers {
        starts.push(caller.await.expect("no panic").expect("a turn"));
    }
    assert!(starts.is_sorted(), "who comes first is served first");
    within_limit(&mut starts, 20);
}

/// Pauses between nothing and 200 ms, most of them nothing; the same in every run.
fn fastrand() -> impl Iterator<Item = u32> {
    let mut state = 7_u32;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let part = state >> 16;
        if part.is_multiple_of(4) {
            part % 200
        } else {
            0
        }
    })
}

#[tokio::test(start_paused = true)]
async fn who_comes_first_is_served_first() {
    let pace = Arc::new(LocalPace::new());
    let order = Arc::new(Mutex::new(Vec::new()));
    let callers = (0..100).map(|number| {
        let (pace, order) = (Arc::clone(&pace), Arc::clone(&order));
        tokio::spawn(async move {
            turn(&*pace, 7, MINUTE).await.expect("a turn");
            order.lock().expect("no panic").push(number);
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.expect("no panic");
    }
    assert!(order.lock().expect("no panic").is_sorted());
}

#[tokio::test(start_paused = true)]
async fn whoever_is_dropped_leaves_the_queue() {
    let pace = LocalPace::new();
    for _ in 0..5 {
        turn(&pace, 5, MINUTE).await.expect("a turn");
    }
    let mut waiting: Vec<_> = (0..50)
        .map(|_| match pace.turn(COMMAND, 5, MINUTE) {
            Turn::Later(wait) => wait,
            Turn::Now => panic!("the second is full"),
        })
        .collect();
    // The first ones are polled, so that they are in the queue and not only about to be.
    for wait in &mut waiting {
        let polled = tokio::time::timeout(Duration::ZERO, wait).await;
        assert!(polled.is_err());
    }
    let begun = Instant::now();
    drop(waiting);
    let next = turn(&pace, 5, MINUTE).await.expect("a turn");
    assert!(
        next - begun <= SECOND + Duration::from_millis(5),
        "{:?}",
        next - begun
    );
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_cannot_fit_is_refused_at_once() {
    let pace = LocalPace::new();
    let begun = Instant::now();
    turn(&pace, 1, Duration::ZERO).await.expect("a turn");
    let late = turn(&pace, 1, SECOND / 2)
        .await
        .expect_err("half a second is too short");
    assert_eq!((late.wait(), begun.elapsed()), (SECOND, Duration::ZERO));
    let wait = pace.turn(COMMAND, 1, SECOND);
    assert!(matches!(wait, Turn::Later(_)), "a second fits");
    let late = turn(&pace, 1, SECOND).await.expect_err("another is before");
    assert_eq!(late.wait(), 2 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn every_command_has_a_limit_of_its_own() {
    let pace = LocalPace::new();
    for operation in operations::OPERATIONS {
        for _ in 0..operation.rate_limit() {
            let turn = pace.turn(operation.id(), operation.rate_limit(), Duration::ZERO);
            assert!(matches!(turn, Turn::Now));
        }
        let turn = pace.turn(operation.id(), operation.rate_limit(), MINUTE);
        assert!(matches!(turn, Turn::Later(_)));
    }
}

#[tokio::test]
async fn a_client_keeps_to_the_limit_unless_told_otherwise() {
    let server = Server::always(json(OK)).await;
    let short = at_once().total_time(Duration::from_millis(10));
    let client = builder(&server).build().expect("a client");
    // 200 of a command fit into a second; the slowest machine needs less for them.
    let all = (0..201).map(|_| {
        let client = client.with_retry(at_once());
        tokio::spawn(async move { client.get_call_info("c1").await.map(|_| ()) })
    });
    let begun = Instant::now();
    for one in all.collect::<Vec<_>>() {
        one.await.expect("no panic").expect("a success");
    }
    assert!(begun.elapsed() >= SECOND, "the last one waited");
    assert_eq!(server.requests().len(), 201);
    // What would have to wait for its turn is too late for this one, if it had a pace.
    let free = builder(&server).pace(None).retry(short).build();
    let free = free.expect("a client");
    for _ in 0..201 {
        let outcome = free.get_call_info("c1").await;
        assert!(!outcome.is_err_and(|error| error.is_too_late()));
    }
}

/// Lets the first ones pass and refuses all others.
struct Few(AtomicUsize);

impl Pace for Few {
    fn turn<'a>(&'a self, _: &'a str, _: u32, _: Duration) -> Turn<'a> {
        let before = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(1)
            });
        match before {
            Ok(_) => Turn::Now,
            Err(_) => Turn::Later(Box::pin(async { Err(TooLate::after(MINUTE)) })),
        }
    }
}

#[tokio::test]
async fn a_turn_that_comes_too_late_is_an_error_that_says_nothing_was_sent() {
    let server = Server::always(json(OK)).await;
    let few = Arc::new(Few(AtomicUsize::new(1)));
    let first = builder(&server)
        .pace(Some(few.clone()))
        .build()
        .expect("a client");
    let second = builder(&server).pace(Some(few)).build().expect("a client");
    first.start_call_by_robot(ring()).await.expect("a success");
    let error = second
        .start_call_by_robot(ring())
        .await
        .expect_err("too late");
    assert!(error.is_too_late() && error.is_retryable(), "{error:?}");
    assert!(!error.may_have_taken_effect() && !error.is_connect() && !error.is_setup());
    assert_eq!(error.attempts(), 0);
    assert_eq!(
        error.to_string(),
        "start_call_by_robot: the request was not sent: its turn would come in 60s, after the total time limit. \
         Send less, or allow more time."
    );
    let error = first.raw("/v4/new_srv/new_command", &value!({})).await;
    assert!(
        error.expect_err("too late").is_too_late(),
        "raw commands wait too"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_retry_that_gets_no_turn_tells_what_the_attempt_before_it_met() {
    let server = Server::always(json(r#"{"ErrorCode":60007}"#)).await;
    let few = Few(AtomicUsize::new(2));
    let client = builder(&server).retry(at_once()).pace(Some(Arc::new(few)));
    let error = client.build().expect("a client").get_callback().await;
    let error = error.expect_err("a failure");
    assert_eq!((error.code(), error.attempts()), (Some(60_007), 2));
    assert!(error.is_rate_limited());
}

/// A pace whose turns never come.
struct Endless;

impl Pace for Endless {
    fn turn<'a>(&'a self, _: &'a str, _: u32, _: Duration) -> Turn<'a> {
        Turn::Later(Box::pin(std::future::pending()))
    }
}

#[tokio::test]
async fn waiting_counts_towards_the_total_time() {
    let server = Server::always(json(OK)).await;
    let client = builder(&server)
        .pace(Some(Arc::new(Endless)))
        .retry(at_once().total_time(Duration::from_millis(50)))
        .build()
        .expect("a client");
    let error = client.get_callback().await.expect_err("too late");
    assert!(error.is_too_late(), "{error:?}");
    assert_eq!(server.connections().await, 0);
}

/// Each turn comes at the second look.
struct Soon;

impl Pace for Soon {
    fn turn<'a>(&'a self, _: &'a str, _: u32, _: Duration) -> Turn<'a> {
        Turn::Later(Box::pin(async {
            tokio::task::yield_now().await;
            Ok(())
        }))
    }
}

#[derive(Clone, Default)]
struct Waits(Arc<Mutex<Vec<(String, u32)>>>);

impl Observer for Waits {
    fn paced(&self, event: &Paced<'_>) {
        let mut waits = self.0.lock().expect("no panic");
        waits.push((event.command.to_owned(), event.attempt));
    }
}

#[tokio::test]
async fn every_attempt_waits_for_a_turn_of_its_own() {
    let server = Server::script([json(r#"{"ErrorCode":60007}"#), json(OK)]).await;
    let waits = Waits::default();
    let client = builder(&server).retry(at_once()).pace(Some(Arc::new(Soon)));
    let client = client.observer(waits.clone()).build().expect("a client");
    client.get_callback().await.expect("a success");
    let command = "get_callback".to_owned();
    assert_eq!(
        *waits.0.lock().expect("no panic"),
        [(command.clone(), 1), (command, 2)]
    );
}
