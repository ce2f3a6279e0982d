//! Finds out from webhooks whom to call back, whatever comes twice, late or in disorder.
//!
//! `cargo run -p call-engine --features webhook --example missed_calls` plays an evening's webhooks to itself.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine::types::{
    ActionType, AfterEndCall, AfterMemberChanged, CallRecord, CallResult, ChangedMember,
};
use call_engine::webhook::testing::Delivery;
use call_engine::webhook::{
    MemoryGuard, Placement, ReceiveError, Receiver, Reply, Seen, Timelines, WebhookEvent,
};

const APPLICATION: u32 = 1_400_000_000;

/// Somebody who was called in vain.
#[derive(Debug, PartialEq)]
struct Missed {
    callee: String,
    caller: String,
    refused: bool,
}

/// Follows calls and gathers who missed one.
struct Desk {
    receiver: Receiver,
    guard: MemoryGuard,
    calls: Timelines,
    missed: Vec<Missed>,
}

impl Desk {
    fn receive(&mut self, delivery: &Delivery) -> Reply {
        let received =
            self.receiver
                .receive(&delivery.query(), &delivery.headers(), delivery.body());
        match received {
            Ok(received) => {
                if self.guard.seen(received.key()) == Seen::First {
                    self.follow(received.into_event());
                }
                Reply::OK
            }
            Err(error) => {
                eprintln!("{error}");
                error.reply()
            }
        }
    }

    // docs: follow
    fn follow(&mut self, event: WebhookEvent) {
        let missed = missed(&event);
        match self.calls.place(event) {
            // News of a call that is over changes nothing any more.
            Placement::AfterEnd => {}
            _ => self.missed.extend(missed),
        }
    }
    // docs: end
}

// docs: missed
/// Who missed the call that has ended. A call that somebody accepted was missed by nobody.
fn missed(event: &WebhookEvent) -> Vec<Missed> {
    let WebhookEvent::AfterEndCall(end) = event else {
        return Vec::new();
    };
    let Some(record) = &end.call_record else {
        return Vec::new();
    };
    let refused = match record.call_result {
        Some(CallResult::NotAnswer | CallResult::Cancel | CallResult::CallBusy) => false,
        Some(CallResult::Reject) => true,
        _ => return Vec::new(),
    };
    let missed = |callee: &str| Missed {
        callee: callee.to_owned(),
        caller: record.caller_account().to_owned(),
        refused,
    };
    record.callees().map(missed).collect()
}
// docs: end

fn ended(call: &str, callee: &str, result: CallResult, time: i64) -> WebhookEvent {
    WebhookEvent::AfterEndCall(AfterEndCall {
        call_record: Some(CallRecord {
            call_id: Some(call.into()),
            caller_account: Some("robot".into()),
            callee_list_account: Some(vec!["robot".into(), callee.into()]),
            call_result: Some(result),
            ..CallRecord::default()
        }),
        event_time: Some(time),
        ..AfterEndCall::default()
    })
}

fn rang_out(call: &str, callee: &str, time: i64) -> WebhookEvent {
    WebhookEvent::AfterMemberChanged(AfterMemberChanged {
        call_id: Some(call.into()),
        changed_user_list: Some(vec![ChangedMember {
            user_account: Some(callee.into()),
            action_type: Some(ActionType::NotAnswer),
            ..ChangedMember::default()
        }]),
        event_time: Some(time),
        ..AfterMemberChanged::default()
    })
}

fn desk(now: SystemTime) -> Result<Desk, Box<dyn std::error::Error>> {
    let receiver = Receiver::builder(APPLICATION)
        .token("s3cr3t-token")
        .clock(move || now)
        .build()?;
    Ok(Desk {
        receiver,
        guard: MemoryGuard::default(),
        calls: Timelines::new(1_000, 64),
        missed: Vec::new(),
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let now = UNIX_EPOCH + Duration::from_secs(1_740_464_130);
    let mut desk = desk(now)?;
    let jack = ended("c1", "jack", CallResult::NotAnswer, 1_740_464_129_000);
    for event in [
        &jack,
        // Late, and twice.
        &rang_out("c1", "jack", 1_740_464_128_000),
        &jack,
        &ended("c2", "jill", CallResult::NormalEnd, 1_740_464_129_500),
        &ended("c3", "joan", CallResult::Reject, 1_740_464_129_700),
    ] {
        let delivery = Delivery::new(APPLICATION, event).signed("s3cr3t-token", now);
        assert_eq!(desk.receive(&delivery), Reply::OK);
    }
    // Somebody who does not know the token achieves nothing.
    let forged = Delivery::new(APPLICATION, &ended("c4", "jude", CallResult::NotAnswer, 1));
    let forged = forged.signed("guess", now);
    assert_eq!(desk.receive(&forged).status(), 403);
    let error: ReceiveError = desk
        .receiver
        .receive_request(&forged.request("/webhooks")?)
        .expect_err("forged");
    assert!(error.is_unverified());

    for missed in &desk.missed {
        let verb = if missed.refused { "refused" } else { "missed" };
        println!(
            "{} {verb} a call of {}: call back",
            missed.callee, missed.caller
        );
    }
    let names: Vec<&str> = desk.missed.iter().map(|missed| &*missed.callee).collect();
    assert_eq!(names, ["jack", "joan"]);
    Ok(())
}
