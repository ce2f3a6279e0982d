//! Webhooks from end to end: the client rings through the emulator, and its own receiver is told.

use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use axum::Router;
use call_engine::types::{ActionType, CallResult, WebhookCommand};
use call_engine::webhook::{
    Endpoint, MemoryGuard, Placement, Received, Receiver, Seen as First, Timelines, WebhookEvent,
};
use call_engine::{Client, Found, Ring, Seen};
use call_engine_emulator::webhook::{ActionSpelling, Fate, Rule, Spelling};
use call_engine_emulator::{Builder, Emulator, Phone, SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use tokio::net::TcpListener;

const TOKEN: &str = "s3cr3t-token";
const EVERY: [WebhookCommand; 3] = [
    WebhookCommand::CallbackAfterStartCall,
    WebhookCommand::CallbackAfterMemberChanged,
    WebhookCommand::CallbackAfterEndCall,
];

/// A client, the emulator it talks to, and what its endpoint was told.
struct House {
    emulator: Emulator,
    client: Client,
    inbox: Mutex<std::sync::mpsc::Receiver<Received>>,
}

impl House {
    async fn open(change: impl FnOnce(Builder) -> Builder) -> Self {
        let builder = Emulator::builder().webhook_token(TOKEN);
        let emulator = change(builder).start().await.expect("an emulator");
        let client = Client::builder()
            .base_url(emulator.url())
            .sdk_app_id(SAMPLE_SDK_APP_ID)
            .secret_key(SAMPLE_SECRET_KEY)
            .build()
            .expect("a client");
        let receiver = Receiver::builder(SAMPLE_SDK_APP_ID)
            .token(TOKEN)
            .url_secret("own", "secret")
            .build()
            .expect("a receiver");
        let (inbox, told) = sync_channel(100);
        let endpoint = Endpoint::with_log(receiver, inbox, |error| panic!("{error}"));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!(
            "http://{}/webhooks?own=secret",
            listener.local_addr().expect("an address")
        );
        let router = Router::new().route_service("/webhooks", endpoint);
        tokio::spawn(async move { axum::serve(listener, router).await });
        client.set_webhook(url, EVERY).await.expect("it is set");
        Self {
            emulator,
            client,
            inbox: Mutex::new(told),
        }
    }

    /// Everything that was told until now.
    async fn told(&self) -> Vec<Received> {
        self.emulator.webhooks_settled().await;
        self.inbox.lock().unwrap().try_iter().collect()
    }
}

fn answers_and_hangs_up() -> Phone {
    Phone::answers_after(Duration::ZERO).then_hangs_up_after(Duration::ZERO)
}

#[tokio::test]
async fn every_spelling_is_understood_alike() {
    let sample = |actions| {
        let mut spelling = Spelling::default();
        spelling.call_media_type = true;
        spelling.integer_accounts = true;
        spelling.empty_room = true;
        spelling.event_before_call = true;
        spelling.actions = actions;
        spelling
    };
    for spelling in [
        Spelling::default(),
        sample(ActionSpelling::ChineseTable),
        sample(ActionSpelling::EnglishSample),
        sample(ActionSpelling::EnglishTable),
    ] {
        let house = House::open(|builder| {
            builder
                .phone("144115212830834855", answers_and_hangs_up())
                .options(|options| options.webhook_spelling = spelling)
        })
        .await;
        let call = house
            .client
            .ring(Ring::audio("robot", ["144115212830834855"]));
        let call = call.await.expect("it rings");
        let told = house.told().await;
        let mut actions = Vec::new();
        let mut result = None;
        for received in &told {
            assert_eq!(received.event().call_id(), call.id().unwrap_or_default());
            match received.event() {
                WebhookEvent::AfterStartCall(event) => {
                    let user = &event.user_list()[1];
                    let account = user.user_account.as_ref().map(ToString::to_string);
                    assert_eq!(account.as_deref(), Some("144115212830834855"));
                }
                WebhookEvent::AfterMemberChanged(event) => actions.extend(
                    event
                        .changed_user_list()
                        .iter()
                        .filter_map(|user| user.action_type.clone()),
                ),
                WebhookEvent::AfterEndCall(event) => {
                    let record = event.call_record.as_ref();
                    result = record.and_then(|record| record.call_result.clone());
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(
            actions,
            [ActionType::Accept, ActionType::Hangup],
            "{spelling:?}"
        );
        assert_eq!(result, Some(CallResult::NormalEnd));
    }
}

#[tokio::test]
async fn a_result_that_is_a_number_is_kept_as_it_came() {
    let house = House::open(|builder| {
        builder
            .phone("jack", answers_and_hangs_up())
            .options(|options| options.webhook_spelling.integer_result = true)
    })
    .await;
    let call = house.client.ring(Ring::audio("robot", ["jack"]));
    call.await.expect("it rings");
    let told = house.told().await;
    let results = told.iter().filter_map(|received| match received.event() {
        WebhookEvent::AfterEndCall(event) => event.call_record.as_ref(),
        _ => None,
    });
    let results = results.map(|record| serde_json::to_value(&record.call_result));
    let results: Result<Vec<_>, _> = results.collect();
    assert_eq!(results.expect("JSON"), [serde_json::json!(4)]);
}

#[tokio::test]
async fn twice_and_out_of_order_an_ended_call_stays_ended_and_is_told_once() {
    let house = House::open(|builder| {
        builder
            .phone("jack", Phone::refuses_after(Duration::ZERO))
            .webhook_rule(Rule::new(Fate::AfterNext).command("AfterMemberChanged"))
            .webhook_rule(Rule::new(Fate::Twice(Duration::ZERO)).command("AfterEndCall"))
    })
    .await;
    let ringing = house.client.ring(Ring::video("robot", ["jack"]));
    let call = ringing.await.expect("it rings");
    let (guard, mut timelines) = (MemoryGuard::default(), Timelines::default());
    let (mut repeated, mut late) = (0, 0);
    for received in house.told().await {
        if guard.seen(received.key()) != First::First {
            repeated += 1;
        } else if timelines.place(received.event().clone()) == Placement::AfterEnd {
            late += 1;
        }
    }
    assert_eq!((repeated, late), (1, 1));
    let timeline = timelines.get(call.id().unwrap_or_default());
    let timeline = timeline.expect("a time line");
    assert!(timeline.has_ended());
    assert_eq!(timeline.events().len(), 3);
}

#[tokio::test]
async fn a_call_whose_answer_was_lost_is_found_by_what_webhooks_told() {
    let house =
        House::open(|builder| builder.options(|options| options.start_answer_has_response = false))
            .await;
    let ringing = house.client.ring(Ring::audio("robot", ["jack"]));
    let call = ringing.await.expect("it rings");
    assert_eq!(call.id(), None);
    let seen = Seen::new();
    for received in house.told().await {
        seen.note(received.event());
    }
    let attempt = call.attempt().expect("it was rung here");
    let found = house.client.find_call(attempt).seen(&seen).await;
    let Found::Call(found) = found.expect("an answer") else {
        panic!("it is not found");
    };
    assert_eq!(
        found.call().id(),
        house
            .emulator
            .calls()
            .first()
            .map(|call| call.id.to_string())
            .as_deref()
    );
}
