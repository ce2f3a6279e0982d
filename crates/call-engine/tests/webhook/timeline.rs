//! Events in order, and an ended call that stays ended.

use call_engine::webhook::{self, Placement, Timeline, Timelines, WebhookEvent};
use proptest::prelude::*;
use serde_json::{Value, json};

fn event(command: &str, call: &str, time: &Value) -> WebhookEvent {
    let body = json!({"CallbackCommand": format!("Call.CallbackAfter{command}"), "CallId": call,
        "CallInfo": {"CallId": call}, "CallRecord": {"CallId": call, "StartTime": 1_741_231_146}, "EventTime": time});
    webhook::read(body.to_string().as_bytes()).expect("a webhook")
}

fn changed(call: &str, time: i64) -> WebhookEvent {
    event("MemberChanged", call, &json!(time))
}

fn ended(call: &str, time: i64) -> WebhookEvent {
    event("EndCall", call, &json!(time))
}

fn times(timeline: Option<&Timeline>) -> Vec<Option<i64>> {
    let events = timeline.expect("a call").events();
    events.map(WebhookEvent::event_time).collect()
}

#[test]
fn events_are_in_order_however_they_come() {
    let mut calls = Timelines::default();
    assert_eq!(calls.place(changed("c1", 20)), Placement::Latest);
    assert_eq!(calls.place(changed("c2", 5)), Placement::Latest);
    assert_eq!(
        calls.place(event("StartCall", "c1", &json!(10))),
        Placement::Earlier
    );
    assert_eq!(calls.place(changed("c1", 20)), Placement::Latest);
    assert_eq!(calls.place(changed("c1", 30)), Placement::Latest);
    assert_eq!(
        times(calls.get("c1")),
        [Some(10), Some(20), Some(20), Some(30)]
    );
    assert_eq!(times(calls.get("c2")), [Some(5)]);
    assert!(!calls.get("c1").expect("a call").has_ended());
}

#[test]
fn an_ended_call_stays_ended_whatever_comes_late() {
    let mut calls = Timelines::new(10, 10);
    assert_eq!(calls.place(ended("c1", 50)), Placement::Latest);
    for late in [40, 50, 60, i64::MAX, i64::MIN] {
        assert_eq!(calls.place(changed("c1", late)), Placement::AfterEnd);
        assert!(calls.get("c1").expect("a call").has_ended());
    }
    assert_eq!(
        calls.place(event("StartCall", "c1", &json!(70))),
        Placement::AfterEnd
    );
    assert_eq!(calls.place(ended("c1", 50)), Placement::AfterEnd);
    let last = calls.get("c1").expect("a call").events().next_back();
    assert!(matches!(last, Some(WebhookEvent::AfterEndCall(_))));
}

#[test]
fn an_end_that_claims_to_be_before_its_call_ends_it_all_the_same() {
    // The vendor's sample: the EventTime of the end is over a year before the StartTime of the record (W-5).
    let mut calls = Timelines::new(10, 10);
    calls.place(event("StartCall", "c1", &json!(1_741_231_146_000_i64)));
    assert_eq!(
        calls.place(ended("c1", 1_703_589_922_780)),
        Placement::Latest
    );
    assert!(calls.get("c1").expect("a call").has_ended());
    assert_eq!(
        times(calls.get("c1")),
        [Some(1_741_231_146_000), Some(1_703_589_922_780)]
    );
}

#[test]
fn an_event_without_time_is_as_late_as_what_is_known() {
    let mut calls = Timelines::new(10, 10);
    assert_eq!(
        calls.place(event("MemberChanged", "c1", &Value::Null)),
        Placement::Latest
    );
    calls.place(changed("c1", 10));
    assert_eq!(
        calls.place(event("MemberChanged", "c1", &Value::Null)),
        Placement::Latest
    );
    assert_eq!(calls.place(changed("c1", 5)), Placement::Earlier);
    assert_eq!(times(calls.get("c1")), [None, Some(5), Some(10), None]);
}

#[test]
fn an_event_without_call_is_not_kept() {
    let mut calls = Timelines::new(10, 10);
    assert_eq!(calls.place(changed("", 1)), Placement::NoCall);
    assert!(calls.is_empty());
}

#[test]
fn the_call_untouched_for_longest_is_forgotten_first() {
    let mut calls = Timelines::new(2, 10);
    calls.place(changed("c1", 1));
    calls.place(changed("c2", 1));
    calls.place(changed("c1", 2));
    calls.place(changed("c3", 1));
    assert!(calls.get("c2").is_none());
    assert_eq!(times(calls.get("c1")), [Some(1), Some(2)]);
    assert!(calls.remove("c1").is_some());
    assert_eq!(calls.len(), 1);
    calls.place(changed("c4", 1));
    assert!(calls.get("c3").is_some() && calls.get("c4").is_some());
}

#[test]
fn the_end_is_remembered_when_early_events_are_forgotten() {
    let mut calls = Timelines::new(2, 2);
    calls.place(ended("c1", 9));
    for time in 1..=5 {
        assert_eq!(calls.place(changed("c1", time)), Placement::AfterEnd);
    }
    let call = calls.get("c1").expect("a call");
    assert!(call.has_ended());
    assert_eq!((call.events().len(), call.forgotten()), (2, 4));
    assert_eq!(times(Some(call)), [Some(5), Some(9)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_arrival_gives_the_same_line_within_bounds(
        arrivals in prop::collection::vec((0_u8..4, any::<Option<i64>>(), prop::bool::weighted(0.1)), 0..60),
        bound in 1_usize..6,
    ) {
        let mut calls = Timelines::new(bound, bound);
        for (call, time, end) in arrivals {
            let call = format!("c{call}");
            let ended_before = calls.get(&call).is_some_and(Timeline::has_ended);
            let command = if end { "EndCall" } else { "MemberChanged" };
            let placement = calls.place(event(command, &call, &json!(time)));
            let timeline = calls.get(&call).expect("the call just touched");
            prop_assert_eq!(placement == Placement::AfterEnd, ended_before);
            prop_assert_eq!(timeline.has_ended(), ended_before || end);
            prop_assert!(timeline.events().len() <= bound);
            prop_assert!(calls.len() <= bound);
            // Ends last, the rest by time.
            let is_end = |event: &WebhookEvent| matches!(event, WebhookEvent::AfterEndCall(_));
            let ends: Vec<bool> = timeline.events().map(is_end).collect();
            prop_assert!(ends.is_sorted());
            let alive = timeline.events().filter(|event| !is_end(event));
            prop_assert!(alive.filter_map(WebhookEvent::event_time).is_sorted());
        }
    }
}
