//! What fuzzing starts from: the examples of the contract, put in front of each target in its own form.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::checkout::Checkout;

/// First inputs of a target, and words to make more of.
pub struct Seeds {
    /// By file name.
    pub inputs: Vec<(String, Vec<u8>)>,
    pub words: BTreeSet<String>,
}

const EXAMPLES: &str = "spec/examples";
/// A contract of one command and one webhook.
const SPECIMEN: &str = "crates/contract/tests/specimen";
/// The worked examples of tickets.
const TICKETS: &str = "crates/usersig/tests/support/mod.rs";
/// The types of the target `answer`, in its order; the digit in front of an input chooses.
const ANSWERS: [&str; 8] = [
    "start_call_by_robot",
    "get_call_info",
    "get_record_by_callid",
    "get_record_by_filter",
    "get_callback",
    "set_callback",
    "end_call",
    "delete_callback",
];
/// Longest word of a dictionary; libFuzzer takes 64 bytes.
const WORD_MAX: usize = 60;

pub fn of(checkout: &Checkout, target: &str) -> Result<Seeds, String> {
    match target {
        "webhook" => webhooks(checkout),
        "answer" => answers(checkout),
        "usersig" => tickets(checkout),
        "contract" => contract(checkout),
        other => Err(format!("nothing is known to start {other} from")),
    }
}

fn webhooks(checkout: &Checkout) -> Result<Seeds, String> {
    let mut seeds = Seeds::none();
    for folder in checkout.names(EXAMPLES)? {
        for (name, text) in examples(checkout, &folder)? {
            if name.starts_with("event-") {
                seeds.json(&text)?;
                seeds.add(format!("{folder}-{name}"), text);
            }
        }
    }
    Ok(seeds)
}

fn answers(checkout: &Checkout) -> Result<Seeds, String> {
    let mut seeds = Seeds::none();
    for (digit, folder) in ANSWERS.iter().enumerate() {
        for (name, text) in examples(checkout, folder)? {
            seeds.json(&text)?;
            seeds.add(format!("{folder}-{name}"), format!("{digit}{text}"));
        }
    }
    Ok(seeds)
}

/// The texts in the worked examples, at the depth they belong to.
fn tickets(checkout: &Checkout) -> Result<Seeds, String> {
    let mut seeds = Seeds::none();
    let source = checkout.read(TICKETS)?;
    let texts = source.split('"').filter(|text| text.starts_with("eA"));
    let jsons = source
        .split("r#\"")
        .skip(1)
        .filter_map(|rest| rest.split_once("\"#"))
        .map(|(json, _)| json);
    for text in texts {
        seeds.number("text", format!("0{text}"));
    }
    for json in jsons {
        seeds.json(json)?;
        seeds.number("json", format!("2{json}"));
    }
    let hex = source.split('"').filter(|text| {
        let digits = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        digits && (text.starts_with("0000") || text.starts_with("0100"))
    });
    for hex in hex {
        let bytes = (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16))
            .collect::<Result<Vec<u8>, _>>()
            .map_err(|error| format!("{TICKETS}: {hex}: {error}"))?;
        seeds.number("userbuf", [b"3", &bytes[..]].concat());
    }
    // Application, moment, room, length of the identifier, life.
    seeds.number(
        "minted",
        b"4\x53\x72\x4e\x00\x65\x53\xf1\x00\x01\x0d\x01\x51administratorroomid-1234",
    );
    Ok(seeds)
}

fn contract(checkout: &Checkout) -> Result<Seeds, String> {
    let mut seeds = Seeds::none();
    let read = |name: &str| checkout.read(&format!("{SPECIMEN}/{name}"));
    let document = read("call-engine.yaml")?;
    let parts = [
        document.clone(),
        read("errors.yaml")?,
        read("examples/ping/request-minimal.json")?,
    ];
    seeds.add("specimen".to_owned(), parts.join("\0"));
    seeds.add("document".to_owned(), document);
    // The words of the real contract, as the published form has all of them in JSON.
    let published = checkout.read("crates/types/contract/call-engine.json")?;
    let value: Value = serde_json::from_str(&published).map_err(|error| error.to_string())?;
    seeds.words(&value, &|word| word.to_owned());
    Ok(seeds)
}

fn examples(checkout: &Checkout, folder: &str) -> Result<Vec<(String, String)>, String> {
    let folder = format!("{EXAMPLES}/{folder}");
    let names = checkout.names(&folder)?;
    names
        .into_iter()
        .map(|name| {
            let text = checkout.read(&format!("{folder}/{name}"))?;
            Ok((name, text))
        })
        .collect()
}

impl Seeds {
    fn none() -> Self {
        Self {
            inputs: Vec::new(),
            words: BTreeSet::new(),
        }
    }

    fn add(&mut self, name: String, bytes: impl Into<Vec<u8>>) {
        self.inputs.push((name, bytes.into()));
    }

    fn number(&mut self, kind: &str, bytes: impl Into<Vec<u8>>) {
        self.add(format!("{kind}-{}", self.inputs.len()), bytes);
    }

    /// Adds the words of a JSON text, in their quotes.
    fn json(&mut self, text: &str) -> Result<(), String> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| format!("{error} in {text}"))?;
        self.words(&value, &|word| Value::from(word).to_string());
        Ok(())
    }

    fn words(&mut self, value: &Value, written: &dyn Fn(&str) -> String) {
        match value {
            Value::String(text) => self.word(text, written),
            Value::Array(items) => items.iter().for_each(|item| self.words(item, written)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.word(name, written);
                    self.words(value, written);
                }
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str, written: &dyn Fn(&str) -> String) {
        let word = written(word);
        if (1..=WORD_MAX).contains(&word.len()) && word.is_ascii() {
            self.words.insert(word);
        }
    }
}
