//! Tickets of others verified by ours, and ours taken apart by theirs.

use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use fastrand::Rng;
use serde_json::{Value, json};

use super::workshop::filter;

/// Random inputs in each direction.
const COUNT: usize = 1000;
/// Longest life that is drawn; the documents agree on ten years at least.
const LIFE_MAX: u64 = 10 * 365 * 86_400;
/// Moments of issue that are drawn: from 2017 to 2033.
const MOMENTS: RangeInclusive<u64> = 1_500_000_000..=2_000_000_000;
/// What a string room may hold beside letters and digits.
const ROOM_SIGNS: &[u8] = b" !#$%&()+-:;<=.>?@[]^_{}|~,";

/// The inputs, and our side.
pub struct Tickets {
    ours: PathBuf,
    terms: Vec<Value>,
    /// When they were drawn; no ticket of a package that asks the clock is older.
    drawn: u64,
}

impl Tickets {
    /// Draws the inputs. `ours` is the program that mints and verifies with our crate.
    pub fn draw(ours: PathBuf, seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let terms = (0..COUNT).map(|_| terms(&mut rng)).collect();
        Self {
            ours,
            terms,
            drawn: now(),
        }
    }

    /// Compares with a program that can `sign` and `check`.
    pub fn compare(&self, theirs: impl Fn(&str) -> Command) -> Result<String, String> {
        self.theirs_by_ours(&theirs)?;
        self.ours_by_theirs(&theirs)?;
        let kinds =
            |wanted: fn(&Value) -> bool| self.terms.iter().filter(|t| wanted(&t["room"])).count();
        Ok(format!(
            "{COUNT} of theirs and {COUNT} of ours agree ({} plain, {} numeric rooms, {} string rooms)",
            kinds(Value::is_null),
            kinds(Value::is_u64),
            kinds(Value::is_string),
        ))
    }

    /// Verifies with ours what a program can `sign`.
    pub fn theirs_by_ours(&self, theirs: &impl Fn(&str) -> Command) -> Result<(), String> {
        let tickets = ask(theirs("sign"), &self.terms)?;
        let now = now();
        let requests: Vec<Value> = self
            .terms
            .iter()
            .zip(&tickets)
            .map(|(terms, answer)| {
                let mut request = terms.clone();
                request["do"] = "verify".into();
                request["ticket"] = answer["ticket"].clone();
                request["now"] = now.into();
                request["userbuf"] = terms["room"].is_null().eq(&false).into();
                request
            })
            .collect();
        let claims = ask(Command::new(&self.ours), &requests)?;
        for (terms, answer) in self.terms.iter().zip(&claims) {
            agree(terms, answer, self.drawn..=now)
                .map_err(|what| format!("theirs by ours: {what}\n{}", shown(terms)))?;
        }
        let wrong: Vec<Value> = requests
            .into_iter()
            .map(|mut request| {
                request["key"] = format!("{}x", request["key"].as_str().unwrap_or_default()).into();
                request
            })
            .collect();
        let refusals = ask(Command::new(&self.ours), &wrong)?;
        match refusals.iter().find(|answer| answer["error"].is_null()) {
            Some(_) => Err("theirs by ours: a ticket holds under another key".to_owned()),
            None => Ok(()),
        }
    }

    fn ours_by_theirs(&self, theirs: &impl Fn(&str) -> Command) -> Result<(), String> {
        let requests: Vec<Value> = self
            .terms
            .iter()
            .map(|terms| {
                let mut request = terms.clone();
                request["do"] = "mint".into();
                request
            })
            .collect();
        let minted = ask(Command::new(&self.ours), &requests)?;
        let signed: Vec<Value> = self
            .terms
            .iter()
            .zip(&minted)
            .map(|(terms, answer)| {
                let mut signed = terms.clone();
                signed["ticket"] = answer["ticket"].clone();
                signed
            })
            .collect();
        if let Some(answer) = minted.iter().find(|answer| !answer["ticket"].is_string()) {
            return Err(format!("ours refuses to mint: {}", answer["error"]));
        }
        let faults = ask(theirs("check"), &signed)?;
        for (terms, answer) in self.terms.iter().zip(&faults) {
            if answer.get("fault") != Some(&Value::Null) {
                return Err(format!(
                    "ours by theirs: {}\n{}",
                    answer["fault"],
                    shown(terms)
                ));
            }
        }
        Ok(())
    }
}

/// One answer for each request.
fn ask(command: Command, requests: &[Value]) -> Result<Vec<Value>, String> {
    let what = format!("{command:?}");
    let mut input = String::new();
    for request in requests {
        // Writing to a `String` cannot fail.
        let _ = writeln!(input, "{request}");
    }
    let lines = filter(command, &input)?;
    if lines.len() != requests.len() {
        return Err(format!(
            "{what} answers {} of {} lines",
            lines.len(),
            requests.len()
        ));
    }
    lines
        .iter()
        .map(|line| serde_json::from_str(line).map_err(|error| format!("{what}: {error}")))
        .collect()
}

/// Whether a verified ticket says what it was made from.
fn agree(terms: &Value, answer: &Value, signed: RangeInclusive<u64>) -> Result<(), String> {
    let claims = &answer["claims"];
    if claims.is_null() {
        return Err(format!("refused: {}", answer["error"]));
    }
    let life = claims["life"].as_u64().unwrap_or_default();
    let issued_at = claims["issued_at"].as_u64().unwrap_or_default();
    if claims["life"] != terms["life"] {
        return Err(format!("the life is {life}"));
    }
    // Their packages sign for the moment they run in.
    if !signed.contains(&issued_at) {
        return Err(format!("issued at {issued_at} and not in {signed:?}"));
    }
    if terms["room"].is_null() {
        return if claims["userbuf"].is_null() {
            Ok(())
        } else {
            Err("a plain UserSig has a userbuf".to_owned())
        };
    }
    for (found, wanted) in [
        ("account", "identifier"),
        ("account_sdk_app_id", "sdk_app_id"),
        ("privileges", "privileges"),
        ("room", "room"),
    ] {
        if claims[found] != terms[wanted] {
            return Err(format!("{wanted} is {} in the userbuf", claims[found]));
        }
    }
    let expires_at = claims["expires_at"].as_u64().unwrap_or_default();
    if !signed.contains(&(expires_at.saturating_sub(life))) {
        return Err(format!("the userbuf expires at {expires_at}"));
    }
    Ok(())
}

fn terms(rng: &mut Rng) -> Value {
    let key = if rng.bool() {
        text(rng, 64, |byte| b"0123456789abcdef".contains(&byte))
    } else {
        let length = rng.usize(1..=80);
        text(rng, length, |byte| byte.is_ascii_graphic())
    };
    // Half of the UserIDs keep to the narrow set of the documents, half to all printable ASCII.
    let narrow = rng.bool();
    let length = rng.usize(1..=32);
    let identifier = text(rng, length, |byte| {
        if narrow {
            byte.is_ascii_alphanumeric() || b"_-".contains(&byte)
        } else {
            (b' '..=b'~').contains(&byte)
        }
    });
    let mut terms = json!({
        "key": key,
        "sdk_app_id": rng.u32(1..),
        "identifier": identifier,
        // Only ours can sign for a moment of one's choice.
        "issued_at": rng.u64(MOMENTS),
        // Long enough that none expires while the proof runs.
        "life": rng.u64(3600..=LIFE_MAX),
        "privileges": rng.u32(0..=255),
    });
    match rng.u8(0..3) {
        0 => {}
        1 => terms["room"] = rng.u32(1..u32::MAX).into(),
        _ => {
            let length = rng.usize(1..=64);
            let room = text(rng, length, |byte| {
                byte.is_ascii_alphanumeric() || ROOM_SIGNS.contains(&byte)
            });
            terms["room"] = room.into();
        }
    }
    terms
}

/// Random text of the characters wanted.
fn text(rng: &mut Rng, length: usize, wanted: impl Fn(u8) -> bool) -> String {
    let alphabet: Vec<char> = (0..=127_u8)
        .filter(|byte| wanted(*byte))
        .map(char::from)
        .collect();
    (0..length)
        .map(|_| rng.choice(&alphabet).copied().unwrap_or('a'))
        .collect()
}

/// The input without its key.
fn shown(terms: &Value) -> Value {
    let mut shown = terms.clone();
    if let Some(map) = shown.as_object_mut() {
        map.remove("key");
    }
    shown
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
