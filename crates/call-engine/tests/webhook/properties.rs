//! Any webhook is read and written back; nothing makes the receiver panic.

use call_engine::types::ActionType;
use call_engine::webhook::testing::Delivery;
use call_engine::webhook::{self, EventKey, Receiver, Timelines, WebhookEvent};
use http::{HeaderMap, HeaderValue};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

const APPLICATION: u32 = 1_400_000_000;

/// A value as it comes, and as it is written: canonical where the documents spell it in several ways.
type Pair = (String, Value);

fn same(value: &Value) -> Pair {
    (value.to_string(), value.clone())
}

/// A field that is there or not.
type Fields = Vec<(String, Pair)>;

/// An object as text, its fields in the order given.
fn object(fields: Fields) -> Pair {
    let mut text = Vec::new();
    let mut written = Map::new();
    for (name, (value, canonical)) in fields {
        // Names are unique, as in JSON they should be.
        if !written.contains_key(&name) {
            written.insert(name.clone(), canonical);
            text.push(format!("{} :\t{value}", Value::from(name)));
        }
    }
    (format!("{{{}}}", text.join(" ,\n")), Value::Object(written))
}

fn list(items: Vec<Pair>) -> Pair {
    let (texts, written): (Vec<_>, Vec<_>) = items.into_iter().unzip();
    (format!("[{}]", texts.join(",")), Value::Array(written))
}

/// What the contract does not know: any JSON.
fn anything() -> impl Strategy<Value = Pair> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    let tree = leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((".{0,6}", inner), 0..4)
                .prop_map(|fields| Value::from(fields.into_iter().collect::<Map<_, _>>())),
        ]
    });
    tree.prop_map(|value| same(&value))
}

fn text() -> impl Strategy<Value = Pair> {
    ".{0,12}".prop_map(|text| same(&Value::from(text)))
}

fn account() -> impl Strategy<Value = Pair> {
    prop_oneof![
        text(),
        any::<u64>().prop_map(|number| same(&Value::from(number))),
        any::<i64>().prop_map(|number| same(&Value::from(number))),
    ]
}

/// A known value in any spelling, or an unknown one.
fn action() -> impl Strategy<Value = Pair> {
    let known =
        (select(ActionType::KNOWN), vec(any::<(bool, bool)>(), 16)).prop_map(|(action, odd)| {
            let canonical = action.as_str();
            let mut spelling = String::new();
            for (letter, (upper, gap)) in canonical.chars().filter(|c| *c != '_').zip(odd) {
                if gap && !spelling.is_empty() {
                    spelling.push(if upper { '_' } else { ' ' });
                }
                spelling.push(if upper {
                    letter.to_ascii_uppercase()
                } else {
                    letter.to_ascii_lowercase()
                });
            }
            (Value::from(spelling).to_string(), Value::from(canonical))
        });
    let unknown = prop_oneof![Just(json!("Hold")), Just(json!(17)), Just(json!(""))];
    prop_oneof![3 => known, 1 => unknown.prop_map(|value| same(&value))]
}

fn integer() -> impl Strategy<Value = Pair> {
    any::<i64>().prop_map(|number| same(&Value::from(number)))
}

/// The fields that are known, some of them missing, with unknown ones, in any order.
fn fields(known: Vec<(&'static str, BoxedStrategy<Pair>)>) -> BoxedStrategy<Fields> {
    let known: Vec<_> = known
        .into_iter()
        .map(|(name, value)| {
            prop::option::weighted(0.8, value.prop_map(move |value| (name.to_owned(), value)))
        })
        .collect();
    // Unknown names start with a letter no field of the contract starts with.
    let unknown = vec(("x.{0,6}", anything()), 0..3);
    (known, unknown)
        .prop_map(|(known, unknown)| {
            known
                .into_iter()
                .flatten()
                .chain(unknown)
                .collect::<Vec<_>>()
        })
        .prop_shuffle()
        .boxed()
}

fn record(known: Vec<(&'static str, BoxedStrategy<Pair>)>) -> BoxedStrategy<Pair> {
    fields(known).prop_map(object).boxed()
}

fn people(second: &'static str, value: BoxedStrategy<Pair>) -> BoxedStrategy<Pair> {
    let person = record(vec![("User_Account", account().boxed()), (second, value)]);
    vec(person, 0..4).prop_map(list).boxed()
}

/// A body with its command.
fn body() -> impl Strategy<Value = (String, Pair)> {
    let status = prop_oneof![
        Just(json!("Calling")),
        Just(json!("Waiting")),
        Just(json!("Parked"))
    ];
    let status = status.prop_map(|value| same(&value)).boxed();
    let media = prop_oneof![Just(json!("Video")), Just(json!("Hologram"))];
    let media = media.prop_map(|value| same(&value)).boxed();
    let room_kind = prop_oneof![
        (0_i64..4).prop_map(|kind| same(&Value::from(kind))),
        // A number as text is written as the number (C-10).
        (1_i64..3).prop_map(|kind| (format!("\"{kind}\""), Value::from(kind))),
    ]
    .boxed();
    let call = record(vec![
        ("CallId", text().boxed()),
        ("MediaType", media.clone()),
        ("CallMediaType", media.clone()),
        ("RoomId", text().boxed()),
        ("RoomIdType", room_kind.clone()),
    ]);
    let ended = record(vec![
        ("CallId", text().boxed()),
        ("Caller_Account", text().boxed()),
        ("MediaType", media),
        ("StartTime", integer().boxed()),
        ("RoomIdType", room_kind),
        (
            "CalleeList_Account",
            vec(text(), 0..3).prop_map(list).boxed(),
        ),
    ]);
    let members = people("Status", status);
    let changes = people("ActionType", action().boxed());
    let time = integer().boxed();
    let of = |command: &'static str, known| (Just(command.to_owned()), fields(known)).boxed();
    let event = prop_oneof![
        of(
            "Call.CallbackAfterStartCall",
            vec![
                ("CallInfo", call),
                ("UserList", members.clone()),
                ("EventTime", time.clone())
            ]
        ),
        of(
            "Call.CallbackAfterEndCall",
            vec![("CallRecord", ended), ("EventTime", time.clone())]
        ),
        of(
            "Call.CallbackAfterMemberChanged",
            vec![
                ("CallId", text().boxed()),
                ("UserList", members),
                ("ChangedUserList", changes),
                ("EventTime", time.clone()),
            ]
        ),
        (
            "[A-Z][a-z.]{0,8}",
            fields(vec![("CallId", text().boxed()), ("EventTime", time)])
        ),
    ];
    (event, any::<prop::sample::Index>()).prop_map(|((command, mut fields), place)| {
        let place = place.index(fields.len() + 1);
        fields.insert(
            place,
            (
                "CallbackCommand".to_owned(),
                same(&Value::from(command.clone())),
            ),
        );
        (command, object(fields))
    })
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 192,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_webhook_is_read_and_written_back((command, (text, written)) in body()) {
        let event = webhook::read(text.as_bytes()).expect("a webhook");
        prop_assert_eq!(event.command(), &command);
        prop_assert_eq!(matches!(event, WebhookEvent::Unknown(_)), !WebhookEvent::COMMANDS.contains(&&*command));
        prop_assert_eq!(event.to_json().expect("JSON"), written.clone());
        // What was written is the same event, and says the same about itself.
        let again = webhook::read(written.to_string().as_bytes()).expect("a webhook");
        prop_assert_eq!(&again, &event);
        prop_assert_eq!(EventKey::of(&again), EventKey::of(&event));
        prop_assert_eq!((again.call_id(), again.event_time()), (event.call_id(), event.event_time()));
        let _ = event.time();
        Timelines::new(1, 1).place(event);
    }

    #[test]
    fn any_delivery_that_is_made_is_received(
        (command, (text, _)) in body(),
        token in "[^\0]{1,16}",
        secret in ".{1,16}",
        address in ".{1,16}",
        seconds in 0_u64..4_000_000_000,
    ) {
        let now = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        let delivery = Delivery::of_body(APPLICATION, &command, text)
            .client_ip(&address)
            .parameter("my secret&", &secret)
            .signed(&token, now);
        let receiver = Receiver::builder(APPLICATION)
            .url_secret("my secret&", secret)
            .token(token)
            .require_signature(true)
            .clock(move || now)
            .build()
            .expect("a receiver");
        let request = delivery.request("/webhooks?own=1").expect("a request");
        let received = receiver.receive_request(&request).expect("received");
        prop_assert_eq!(received.client_ip(), Some(&*address));
        prop_assert!(received.is_signed());
    }

    #[test]
    fn no_bytes_make_the_receiver_panic(
        query in prop_oneof![
            ".{0,80}",
            "(SdkAppid=1400000000|sign=[0-9a-f]{0,64}|RequestTime=[0-9]{0,20}|token=.{0,8}|[?&;=%+]){0,8}",
        ],
        body in prop_oneof![
            vec(any::<u8>(), 0..200),
            body().prop_map(|(_, (text, _))| text.into_bytes()),
        ],
        cut in any::<prop::sample::Index>(),
        length in any::<Option<u64>>(),
    ) {
        let receiver = Receiver::builder(APPLICATION)
            .url_secret("token", "x")
            .token("t")
            .clock(|| std::time::UNIX_EPOCH)
            .build()
            .expect("a receiver");
        let open = Receiver::builder(APPLICATION).build().expect("a receiver");
        let mut headers = HeaderMap::new();
        if let Some(length) = length {
            headers.insert("content-length", HeaderValue::from(length));
        }
        let body = &body[..cut.index(body.len() + 1)];
        for (receiver, query) in [(&receiver, &*query), (&open, "SdkAppid=1400000000")] {
            if let Err(error) = receiver.receive(query, &headers, body) {
                prop_assert!((400..600).contains(&error.status()));
                prop_assert!(serde_json::from_str::<Value>(error.reply().body()).is_ok());
                prop_assert!(error.to_string().starts_with("webhook not accepted: "));
                let _ = format!("{error:?}");
            }
        }
    }
}
