//! Duplicates are told within bounds, and the bounds hold.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use call_engine::webhook::{self, EventKey, Guard, MemoryGuard, Seen, WebhookEvent};
use proptest::prelude::*;
use serde_json::{Value, json};

fn key(body: &Value) -> EventKey {
    EventKey::of(&read(body))
}

fn read(body: &Value) -> WebhookEvent {
    webhook::read(body.to_string().as_bytes()).expect("a webhook")
}

fn change(call: &str, time: i64, changes: &Value) -> Value {
    json!({"CallbackCommand": "Call.CallbackAfterMemberChanged", "CallId": call, "EventTime": time,
        "ChangedUserList": changes})
}

#[test]
fn an_event_is_known_by_call_command_time_and_changes() {
    let jack = json!([{"User_Account": "jack", "ActionType": "Accept"}]);
    let first = change("c1", 1, &jack);
    // What a repetition may differ in.
    for same in [
        change(
            "c1",
            1,
            &json!([{"User_Account": "jack", "ActionType": "Answer"}]),
        ),
        {
            let mut more = first.clone();
            more["UserList"] = json!([{"User_Account": "jack"}]);
            more["New"] = json!(1);
            more
        },
    ] {
        assert_eq!(key(&first), key(&same), "{same}");
    }
    let two = |a: &str, b: &str| json!([{"User_Account": a}, {"User_Account": b}]);
    assert_eq!(
        key(&change("c1", 1, &two("a", "b"))),
        key(&change("c1", 1, &two("b", "a")))
    );
    // What makes it another event.
    for other in [
        change("c2", 1, &jack),
        change("c1", 2, &jack),
        change(
            "c1",
            1,
            &json!([{"User_Account": "jack", "ActionType": "Reject"}]),
        ),
        change(
            "c1",
            1,
            &json!([{"User_Account": "jill", "ActionType": "Accept"}]),
        ),
        change("c1", 1, &json!([])),
        json!({"CallbackCommand": "Call.CallbackAfterStartCall", "CallInfo": {"CallId": "c1"}, "EventTime": 1}),
        json!({"CallbackCommand": "Call.CallbackAfterEndCall", "CallRecord": {"CallId": "c1"}, "EventTime": 1}),
    ] {
        assert_ne!(key(&first), key(&other), "{other}");
    }
    // No text passes for the end of another.
    let odd = |account: &str, action: &str| {
        change(
            "c1",
            1,
            &json!([{"User_Account": account, "ActionType": action}]),
        )
    };
    assert_ne!(key(&odd("a\",\"b", "c")), key(&odd("a", "b\",\"c")));
    assert_ne!(key(&odd("a,b", "c")), key(&odd("a", "b,c")));
}

#[test]
fn events_that_do_not_say_which_are_known_by_all_they_say() {
    let end = |record: &Value| json!({"CallbackCommand": "Call.CallbackAfterEndCall", "CallRecord": record});
    assert_ne!(
        key(&end(&json!({"CallId": "c1", "StartTime": 1}))),
        key(&end(&json!({"CallId": "c1"})))
    );
    assert_eq!(
        key(&end(&json!({"CallId": "c1"}))),
        key(&end(&json!({"CallId": "c1"})))
    );
    let lunch = |what: &str| json!({"CallbackCommand": "Lunch", "CallId": "c1", "EventTime": 1, "What": what});
    assert_ne!(key(&lunch("soup")), key(&lunch("salad")));
    assert_eq!(key(&lunch("soup")), key(&lunch("soup")));
}

#[test]
fn a_key_is_short_however_long_the_event() {
    let long = change(&"c".repeat(100_000), 1, &json!([]));
    let shown = key(&long).to_string();
    assert_eq!(shown.len(), 64);
    assert!(
        shown
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    );
    assert_eq!(key(&long).as_bytes().len(), 32);
}

#[test]
fn an_event_is_forgotten_when_its_age_has_come() {
    let seconds = Arc::new(AtomicU64::new(1_000));
    let clock = Arc::clone(&seconds);
    let guard = MemoryGuard::new(10, Duration::from_secs(60))
        .clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)));
    let one = key(&change("c1", 1, &json!([])));
    assert_eq!(guard.seen(one), Seen::First);
    seconds.store(1_059, Ordering::Relaxed);
    assert_eq!(guard.seen(one), Seen::Again);
    // A clock that goes back forgets nothing.
    seconds.store(5, Ordering::Relaxed);
    assert_eq!(guard.seen(one), Seen::Again);
    seconds.store(1_060, Ordering::Relaxed);
    assert_eq!(guard.seen(one), Seen::First);
    assert_eq!(guard.len(), 1);
}

#[tokio::test]
async fn a_guard_is_an_object_that_may_take_its_time() {
    let guard: Arc<dyn Guard> = Arc::new(MemoryGuard::default());
    let one = key(&change("c1", 1, &json!([])));
    assert_eq!(guard.check(one).await.expect("an opinion"), Seen::First);
    assert_eq!(guard.check(one).await.expect("an opinion"), Seen::Again);
}

#[test]
fn a_guard_without_room_remembers_nothing() {
    let guard = MemoryGuard::new(0, Duration::from_secs(60));
    let one = key(&change("c1", 1, &json!([])));
    assert_eq!(
        (guard.seen(one), guard.seen(one)),
        (Seen::First, Seen::First)
    );
    assert!(guard.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// A model that forgets nothing decides what is within bounds.
    #[test]
    fn a_duplicate_within_bounds_is_always_told_and_memory_is_bounded(
        capacity in 1_usize..8,
        steps in prop::collection::vec((0_i64..12, 0_u64..20), 1..80),
    ) {
        let now = Arc::new(AtomicU64::new(0));
        let clock = Arc::clone(&now);
        let age = 30;
        let guard = MemoryGuard::new(capacity, Duration::from_secs(age))
            .clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)));
        let mut model: VecDeque<(i64, u64)> = VecDeque::new();
        for (event, pause) in steps {
            let time = now.fetch_add(pause, Ordering::Relaxed) + pause;
            model.retain(|(_, since)| time - since < age);
            let known = model.iter().any(|(there, _)| *there == event);
            if !known {
                model.push_back((event, time));
                if model.len() > capacity {
                    model.pop_front();
                }
            }
            let expected = if known { Seen::Again } else { Seen::First };
            prop_assert_eq!(guard.seen(key(&change("c1", event, &json!([])))), expected);
            prop_assert!(guard.len() <= capacity);
        }
    }
}
