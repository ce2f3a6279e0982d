//! The body of a webhook that is sent by hand: one of the contract, with fields changed.

use hyper::body::Bytes;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::exit::Failure;
use crate::input;

/// The moment of the event, in every webhook.
const TIME: &str = "EventTime";

/// A body of the contract with changes. Its moment is now, unless it is to stay.
pub fn of_the_contract(body: &str, changes: &[String], keep_time: bool) -> Result<Bytes, Failure> {
    let mut body: Value = serde_json::from_str(body)
        .map_err(|error| Failure::local(format!("the sample is no JSON: {error}")))?;
    if !keep_time && body.get(TIME).is_some() {
        body[TIME] = Value::from(Timestamp::now().as_millisecond());
    }
    change(&mut body, changes)?;
    Ok(body.to_string().into())
}

/// A body of somebody's own: as it is, byte for byte, unless something is changed in it.
pub fn of_ones_own(text: &str, changes: &[String]) -> Result<Bytes, Failure> {
    let bytes = match text.strip_prefix('@') {
        Some(file) => read(file)?,
        None if text == "-" => read("-")?,
        None => text.as_bytes().to_vec(),
    };
    if changes.is_empty() {
        return Ok(bytes.into());
    }
    let mut body = serde_json::from_slice(&bytes).map_err(|error| {
        Failure::local(format!(
            "--set changes fields of JSON, and --body is none: {error}"
        ))
    })?;
    change(&mut body, changes)?;
    Ok(body.to_string().into())
}

/// A file, or stdin for `-`, as bytes.
pub fn read(file: &str) -> Result<Vec<u8>, Failure> {
    input::bytes(file)
        .map_err(|error| Failure::local(format!("the file {file:?} cannot be read: {error}")))
}

fn change(body: &mut Value, changes: &[String]) -> Result<(), Failure> {
    for one in changes {
        set(body, one).map_err(|why| Failure::local(format!("--set {one}: {why}")))?;
    }
    Ok(())
}

/// `A.B[0].C=text` or `A.B[0].C:=JSON`.
fn set(body: &mut Value, change: &str) -> Result<(), String> {
    let (path, text) = change
        .split_once('=')
        .ok_or("write it as FIELD=VALUE, or FIELD:=JSON")?;
    let (path, json) = match path.strip_suffix(':') {
        Some(path) => (path, true),
        None => (path, false),
    };
    let path = path.replace('[', ".").replace(']', "");
    let mut at = body;
    let mut so_far = String::new();
    for step in path.split('.') {
        if step.is_empty() {
            return Err("a name in the path is empty".to_owned());
        }
        at = below(at, step, &so_far)?;
        so_far = format!("{so_far}.{step}");
    }
    *at = if json {
        serde_json::from_str(text).map_err(|error| format!("{text:?} is no JSON: {error}"))?
    } else {
        like(at, text)
    };
    Ok(())
}

fn below<'a>(at: &'a mut Value, step: &str, so_far: &str) -> Result<&'a mut Value, String> {
    let place = so_far.trim_start_matches('.');
    if at.is_null() {
        *at = Value::Object(Map::new());
    }
    match at {
        Value::Object(fields) => Ok(fields.entry(step).or_insert(Value::Null)),
        Value::Array(items) => {
            let length = items.len();
            let index: Option<usize> = step.parse().ok().filter(|index| *index <= length);
            let index = index.ok_or_else(|| {
                format!("{place} is a list of {length}, so {step} is no place in it")
            })?;
            if index == length {
                items.push(Value::Null);
            }
            Ok(&mut items[index])
        }
        _ => Err(format!("{place} is neither an object nor a list")),
    }
}

/// What is text stays text; anything else becomes what it looks like.
fn like(there: &Value, text: &str) -> Value {
    if there.is_string() {
        return Value::from(text);
    }
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn changed(changes: &[&str]) -> Result<Value, Failure> {
        let mut body = json!({"A": "x", "N": 1, "L": [{"S": "y"}], "O": {}});
        let changes: Vec<String> = changes.iter().map(|&one| one.to_owned()).collect();
        change(&mut body, &changes)?;
        Ok(body)
    }

    #[test]
    fn a_field_is_changed_wherever_it_is() {
        let body = changed(&[
            "A=5",
            "N=7",
            "L[0].S=z",
            "L.1.S=new",
            "O.P.Q=true",
            "A2=a=b",
        ]);
        let expected = json!({
            "A": "5", "N": 7, "L": [{"S": "z"}, {"S": "new"}], "O": {"P": {"Q": true}}, "A2": "a=b",
        });
        assert_eq!(body.expect("good changes"), expected);
        let body = changed(&["A:=144115212830834855", "N:=\"1\"", "N=text"]);
        let expected =
            json!({"A": 144_115_212_830_834_855_u64, "N": "text", "L": [{"S": "y"}], "O": {}});
        assert_eq!(body.expect("good changes"), expected);
    }

    #[test]
    fn a_change_that_cannot_be_made_says_why() {
        for (wrong, why) in [
            ("A", "FIELD=VALUE"),
            ("A..B=1", "empty"),
            ("=1", "empty"),
            ("A.B=1", "A is neither"),
            ("L[3].S=1", "list of 1"),
            ("L.x=1", "list of 1"),
            ("A:=x", "no JSON"),
        ] {
            let Err(Failure::Local(message)) = changed(&[wrong]) else {
                panic!("{wrong} was accepted");
            };
            assert!(message.contains(why), "{message}");
        }
    }

    #[test]
    fn the_moment_is_now_unless_it_is_to_stay() {
        let sample = r#"{"EventTime":5,"A":1}"#;
        let kept = of_the_contract(sample, &[], true).expect("a body");
        assert_eq!(kept, sample);
        let fresh = of_the_contract(sample, &["A=2".to_owned()], false).expect("a body");
        let fresh: Value = serde_json::from_slice(&fresh).expect("JSON");
        assert!(fresh["EventTime"].as_i64().expect("a number") > 1_700_000_000_000);
        assert_eq!(fresh["A"], 2);
    }

    #[test]
    fn a_body_of_ones_own_is_sent_as_it_is() {
        let body = of_ones_own("{ \"a\" :1 }", &[]).expect("a body");
        assert_eq!(body, "{ \"a\" :1 }");
        assert!(of_ones_own("rubbish", &["A=1".to_owned()]).is_err());
    }
}
