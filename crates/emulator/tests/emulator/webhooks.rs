//! Webhooks over real sockets.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine_emulator::webhook::{Fate, Outcome, Rule};
use call_engine_emulator::{Builder, Clock, Phone, SAMPLE_SDK_APP_ID};
use serde_json::{Value, json};

use crate::common::{
    Api, DELETE_CALLBACK, NOW, Receiver, SET_CALLBACK, START, call_to, joined, query,
};

const ALL: [&str; 3] = [
    "Call.CallbackAfterStartCall",
    "Call.CallbackAfterMemberChanged",
    "Call.CallbackAfterEndCall",
];

async fn send_to(api: &Api, url: &str, commands: &[&str]) {
    let body = json!({"Url": url, "CallbackCommandList": commands});
    let answer = api.send(SET_CALLBACK, &body).await;
    assert_eq!(answer["ErrorCode"], 0, "{answer}");
}

/// An emulator whose webhooks go to the receiver.
async fn configured(receiver: &Receiver, change: impl FnOnce(Builder) -> Builder) -> Api {
    let api = crate::common::start_with(change).await;
    send_to(&api, &receiver.url("/hook?token=own"), &ALL).await;
    api
}

#[tokio::test]
async fn a_call_is_told_from_its_start_to_its_end() {
    let receiver = Receiver::start().await;
    let api = configured(&receiver, |b| b).await;
    let call = api.call(&["jack"]).await;
    api.pass(2);
    api.emulator.answer(&call, "jack").expect("it rings");
    api.pass(60);
    api.emulator.hang_up(&call, "jack").expect("he is in it");
    api.emulator.webhooks_settled().await;
    let webhooks = receiver.received();
    let expected = [
        "AfterStartCall",
        "AfterMemberChanged",
        "AfterMemberChanged",
        "AfterEndCall",
    ];
    assert_eq!(receiver.commands(), expected);
    for one in &webhooks {
        let command = one.body["CallbackCommand"].as_str().unwrap_or_default();
        assert_eq!(
            one.target,
            format!(
                "/hook?token=own&SdkAppid={SAMPLE_SDK_APP_ID}&CallbackCommand={command}&contenttype=json&ClientIP=127.0.0.1&OptPlatform=RESTAPI"
            )
        );
    }
    assert_eq!(webhooks[0].body["EventTime"], json!(NOW));
    assert_eq!(
        webhooks[1].body["ChangedUserList"],
        json!([{"User_Account": "jack", "ActionType": "Accept"}])
    );
    let record = &webhooks[3].body["CallRecord"];
    assert_eq!(
        (&record["CallId"], &record["CallResult"]),
        (&json!(call), &json!("NormalEnd"))
    );
    let deliveries = api.emulator.deliveries();
    assert!(deliveries.iter().all(|d| d.done && d.arrived()));
}

#[tokio::test]
async fn nobody_has_to_ask_for_a_call_to_go_on() {
    let receiver = Receiver::start().await;
    let api = configured(&receiver, |b| b).await;
    api.call(&["jack"]).await;
    receiver.wait_for(1).await;
    // Moving the clock is all that is done; what is due happens and is told.
    api.pass(30);
    receiver.wait_for(3).await;
    let expected = ["AfterStartCall", "AfterMemberChanged", "AfterEndCall"];
    assert_eq!(receiver.commands(), expected);
    let record = &receiver.received()[2].body["CallRecord"];
    assert_eq!(record["CallResult"], json!("NotAnswer"));
}

#[tokio::test]
async fn by_the_machines_clock_a_phone_acts_by_itself() {
    let receiver = Receiver::start().await;
    let phone = Phone::refuses_after(Duration::from_millis(20));
    let api = crate::common::start_with(|b| b.clock(Clock::system()).phone("jack", phone)).await;
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time after 1970");
    let mut query = query();
    query[2].1 = crate::common::ticket(SAMPLE_SDK_APP_ID, "administrator", now.as_secs(), 86_400);
    let config = json!({"Url": receiver.url("/"), "CallbackCommandList": ALL});
    for (command, body) in [(SET_CALLBACK, config), (START, call_to(&["jack"]))] {
        let answer = api
            .send_raw(command, &joined(&query), body.to_string())
            .await;
        assert_eq!(answer["ErrorCode"], 0, "{answer}");
    }
    receiver.wait_for(3).await;
    let record = &receiver.received()[2].body["CallRecord"];
    assert_eq!(record["CallResult"], json!("Reject"));
}

#[tokio::test]
async fn webhooks_come_late_twice_out_of_order_or_never() {
    let receiver = Receiver::start().await;
    let once = |fate, command: &str| Rule::new(fate).command(command).times(1);
    let api = configured(&receiver, |b| {
        b.phone("jack", Phone::refuses_after(Duration::ZERO))
            .webhook_rule(once(Fate::AfterNext, "AfterStartCall"))
            .webhook_rule(once(
                Fate::Late(Duration::from_secs(9)),
                "AfterMemberChanged",
            ))
            .webhook_rule(once(Fate::Twice(Duration::from_secs(5)), "AfterEndCall"))
    })
    .await;
    api.call(&["jack"]).await;
    api.emulator.webhooks_settled().await;
    assert_eq!(receiver.commands(), ["AfterStartCall", "AfterEndCall"]);
    for seconds in [5, 4] {
        api.pass(seconds);
        api.emulator.webhooks_settled().await;
    }
    let expected = [
        "AfterStartCall",
        "AfterEndCall",
        "AfterEndCall",
        "AfterMemberChanged",
    ];
    assert_eq!(receiver.commands(), expected);
    api.emulator.add_webhook_rule(Rule::new(Fate::Never));
    api.call(&["jack"]).await;
    api.emulator.webhooks_settled().await;
    assert_eq!(receiver.received().len(), 4);
    let lost = api.emulator.deliveries().split_off(4);
    assert_eq!(lost.len(), 3);
    assert!(lost.iter().all(|d| d.done && d.attempts.is_empty()));
    assert!(api.emulator.deliver_again(lost[0].number));
    assert!(!api.emulator.deliver_again(99));
    api.emulator.webhooks_settled().await;
    assert_eq!(receiver.received().len(), 5);
}

#[tokio::test]
async fn what_waits_for_the_next_webhook_comes_after_it() {
    let receiver = Receiver::start().await;
    let rule = Rule::new(Fate::AfterNext).command("AfterMemberChanged");
    let api = configured(&receiver, |b| {
        b.phone("jack", Phone::refuses_after(Duration::ZERO))
            .webhook_rule(rule)
    })
    .await;
    api.call(&["jack"]).await;
    api.emulator.webhooks_settled().await;
    let expected = ["AfterStartCall", "AfterEndCall", "AfterMemberChanged"];
    assert_eq!(receiver.commands(), expected);
}

#[tokio::test]
async fn a_receiver_that_fails_is_asked_again_only_if_told_so() {
    let receiver = Receiver::start().await;
    receiver.answers(503);
    let pauses = [1, 2].map(Duration::from_secs);
    let api = configured(&receiver, |b| {
        b.options(|o| o.webhook_retries = pauses.to_vec())
    })
    .await;
    api.call(&["jack"]).await;
    api.emulator.webhooks_settled().await;
    assert_eq!(receiver.received().len(), 1);
    api.pass(1);
    api.emulator.webhooks_settled().await;
    receiver.answers(200);
    api.pass(2);
    api.emulator.webhooks_settled().await;
    let deliveries = api.emulator.deliveries();
    let [delivery] = &deliveries[..] else {
        panic!("{deliveries:?}");
    };
    let status = |outcome: &Outcome| match outcome {
        Outcome::Answered { status, .. } => Some(*status),
        _ => None,
    };
    let statuses: Vec<Option<u16>> = delivery
        .attempts
        .iter()
        .map(|a| status(&a.outcome))
        .collect();
    assert_eq!(statuses, [Some(503), Some(503), Some(200)]);
    assert!(delivery.done && delivery.arrived());
    api.pass(9);
    api.emulator.webhooks_settled().await;
    assert_eq!(receiver.received().len(), 3);
}

#[tokio::test]
async fn what_cannot_be_delivered_says_why() {
    let receiver = Receiver::start().await;
    receiver.stalls();
    let limit = Duration::from_secs(1);
    let api = configured(&receiver, |b| b.options(|o| o.webhook_timeout = limit)).await;
    api.call(&["jack"]).await;
    api.emulator.webhooks_settled().await;
    assert_eq!(
        api.emulator.deliveries()[0].attempts[0].outcome,
        Outcome::TimedOut
    );
    let secure = if cfg!(feature = "tls") {
        "onnect"
    } else {
        "feature `tls`"
    };
    for (url, said) in [
        ("http://127.0.0.1:9/hook", "onnect"),
        ("https://127.0.0.1:9/hook", secure),
    ] {
        send_to(&api, url, &ALL).await;
        api.call(&["rose"]).await;
        api.emulator.webhooks_settled().await;
        let last = api.emulator.deliveries().pop().expect("a webhook");
        let Outcome::Failed(why) = &last.attempts[0].outcome else {
            panic!("{last:?}");
        };
        assert!(why.contains(said), "{why}");
    }
}

#[tokio::test]
async fn only_what_is_wanted_is_sent_and_a_token_signs_it() {
    let receiver = Receiver::start().await;
    let api = configured(&receiver, |b| {
        b.phone("jack", Phone::refuses_after(Duration::ZERO))
            .webhook_token("xxxxyyyy")
    })
    .await;
    send_to(&api, &receiver.url("/only"), &ALL[2..]).await;
    api.call(&["jack"]).await;
    api.emulator.webhooks_settled().await;
    assert_eq!(receiver.commands(), ["AfterEndCall"]);
    let target = &receiver.received()[0].target;
    assert!(target.contains("&RequestTime=1700000000&Sign="), "{target}");
    api.send(DELETE_CALLBACK, &Value::Object(serde_json::Map::new()))
        .await;
    api.call(&["jack"]).await;
    api.emulator.webhooks_settled().await;
    assert_eq!(receiver.received().len(), 1);
}

/// An hour and a half of ringing and talking passes in a second: whoever slept through it would make this test wait for good.
#[tokio::test]
async fn an_accelerated_clock_wakes_phones_and_webhooks_in_time() {
    let receiver = Receiver::start().await;
    let hour = Duration::from_secs(3_600);
    let api = crate::common::start_with(|b| {
        b.clock(Clock::accelerated_from(crate::common::NOW, 5_400))
            .phone(
                "jack",
                Phone::answers_after(Duration::ZERO).then_hangs_up_after(hour),
            )
            .webhook_rule(Rule::new(Fate::Late(hour / 2)).command("AfterEndCall"))
    })
    .await;
    send_to(&api, &receiver.url("/hook"), &ALL).await;
    api.call(&["jack"]).await;
    receiver.wait_for(4).await;
    let told = [
        "AfterStartCall",
        "AfterMemberChanged",
        "AfterMemberChanged",
        "AfterEndCall",
    ];
    assert_eq!(receiver.commands(), told);
    let last = api.emulator.deliveries().pop().expect("a webhook");
    assert!(last.event_at >= crate::common::NOW + 3_600_000);
}
