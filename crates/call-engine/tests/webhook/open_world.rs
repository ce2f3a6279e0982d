//! Whatever else an answer holds, in whatever order and spelling: it is read, and written back the same.

use std::fmt::Debug;

use call_engine::types;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::examples::examples;

/// Small decisions, taken one after the other and over again.
struct Choices<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Choices<'_> {
    fn next(&mut self, below: usize) -> usize {
        self.at += 1;
        let byte = self.bytes[self.at % self.bytes.len()];
        (usize::from(byte) + self.at / self.bytes.len()) % below.max(1)
    }
}

/// Reads and writes a payload as the command's own type.
fn through<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::to_value(serde_json::from_str::<T>(text)?)
}

type Through = fn(&str) -> Result<Value, serde_json::Error>;

/// The answers with a payload.
const ANSWERS: [(&str, Through); 5] = [
    (
        "start_call_by_robot",
        through::<types::StartCallByRobotResponse>,
    ),
    ("get_call_info", through::<types::GetCallInfoResponse>),
    (
        "get_record_by_callid",
        through::<types::GetRecordByCallidResponse>,
    ),
    (
        "get_record_by_filter",
        through::<types::GetRecordByFilterResponse>,
    ),
    ("get_callback", through::<types::GetCallbackResponse>),
];

/// Whether a text is a value that the contract knows.
fn known<T: DeserializeOwned + Debug>(text: &str) -> bool {
    let read: Result<T, _> = serde_json::from_value(text.into());
    read.is_ok_and(|value| !format!("{value:?}").contains("Other"))
}

/// Whether a field holds a known value of an enumeration.
fn enumerated(field: &str, text: &str) -> bool {
    match field {
        "MediaType" => known::<types::MediaType>(text),
        "CallType" => known::<types::CallType>(text),
        "CallResult" => known::<types::CallResult>(text),
        "Status" => known::<types::MemberStatus>(text),
        "CallbackCommandList" => known::<types::WebhookCommand>(text),
        _ => false,
    }
}

/// Adds fields that the contract does not know to every object.
fn add(value: &mut Value, noise: &[(String, Value)], choices: &mut Choices<'_>) {
    match value {
        Value::Object(fields) => {
            fields
                .values_mut()
                .for_each(|field| add(field, noise, choices));
            for (name, value) in noise {
                if choices.next(3) > 0 {
                    fields.insert(format!("Zz{name}"), value.clone());
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|one| add(one, noise, choices)),
        _ => {}
    }
}

/// Writes JSON with fields in any order, space between them, and enumerated values in another spelling.
fn write(value: &Value, field: &str, choices: &mut Choices<'_>, text: &mut String) {
    match value {
        Value::Object(fields) => write_object(fields, choices, text),
        Value::Array(list) => {
            text.push('[');
            for (index, one) in list.iter().enumerate() {
                text.push_str(if index > 0 { " , " } else { "" });
                write(one, field, choices, text);
            }
            text.push(']');
        }
        Value::String(known) if enumerated(field, known) => {
            text.push('"');
            for (index, letter) in known.chars().enumerate() {
                let between = ["", "", "", "_", "-", " "][choices.next(6)];
                text.push_str(if index > 0 { between } else { "" });
                if choices.next(2) == 0 {
                    text.extend(letter.to_uppercase());
                } else {
                    text.extend(letter.to_lowercase());
                }
            }
            text.push('"');
        }
        other => text.push_str(&other.to_string()),
    }
}

fn write_object(fields: &Map<String, Value>, choices: &mut Choices<'_>, text: &mut String) {
    let mut fields: Vec<_> = fields.iter().collect();
    for last in (1..fields.len()).rev() {
        fields.swap(last, choices.next(last + 1));
    }
    text.push('{');
    for (index, (name, value)) in fields.into_iter().enumerate() {
        text.push_str(if index > 0 { ",\n" } else { "" });
        text.push_str(&Value::from(name.as_str()).to_string());
        text.push_str(": ");
        write(value, name, choices, text);
    }
    text.push('}');
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[A-Za-z_]{1,8}", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

#[test]
fn unknown_fields_other_orders_and_other_spellings_are_read_and_written_back() {
    let mut respelt = 0;
    for (command, through) in ANSWERS {
        let answers = examples(command, "answer-");
        let payloads = answers
            .iter()
            .filter_map(|one| one.json().get("Response").cloned());
        let payloads: Vec<Value> = payloads
            .map(|payload| through(&payload.to_string()).expect("an example is read"))
            .collect();
        assert!(!payloads.is_empty(), "{command}");
        let noise = prop::collection::vec(("[A-Za-z]{1,8}", any_json()), 0..4);
        let choices = prop::collection::vec(any::<u8>(), 1..64);
        let mut runner = TestRunner::new(Config {
            cases: 96,
            failure_persistence: None,
            ..Config::default()
        });
        let run = runner.run(
            &(noise, choices, 0..payloads.len()),
            |(noise, bytes, index)| {
                let mut choices = Choices {
                    bytes: &bytes,
                    at: 0,
                };
                let mut expected = payloads[index].clone();
                add(&mut expected, &noise, &mut choices);
                let mut text = String::new();
                write(&expected, "", &mut choices, &mut text);
                let read = through(&text)
                    .map_err(|error| TestCaseError::fail(format!("{command}: {error}: {text}")))?;
                prop_assert_eq!(&read, &expected, "{}: {}", command, text);
                // And once more, from what was written.
                let again = through(&read.to_string()).expect("our own text");
                prop_assert_eq!(again, expected);
                Ok(())
            },
        );
        run.unwrap_or_else(|error| panic!("{command}: {error}"));
        respelt += usize::from(payloads.iter().any(|payload| {
            let mut text = String::new();
            write(
                payload,
                "",
                &mut Choices {
                    bytes: &[0, 4],
                    at: 0,
                },
                &mut text,
            );
            serde_json::from_str::<Value>(&text).expect("JSON") != *payload
        }));
    }
    assert!(
        respelt >= 4,
        "enumerated values are respelt in {respelt} answers only"
    );
}
