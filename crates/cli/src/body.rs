//! The body of a request, from flags, a file or stdin.

use clap::ArgMatches;
use serde_json::{Map, Value};

use crate::exit::Failure;
use crate::flags::{Flag, FlagKind};
use crate::input;
use crate::span;

/// Makes the body: first `--body`, then flags of whole objects, then flags of single fields.
pub fn build(flags: &[Flag], matches: &ArgMatches) -> Result<Value, Failure> {
    let mut body = match matches.get_one::<String>("body") {
        Some(text) => whole(text)?,
        None => Value::Object(Map::new()),
    };
    let mut given: Vec<&Flag> = flags
        .iter()
        .filter(|flag| matches.contains_id(&flag.id()))
        .collect();
    given.sort_by_key(|flag| {
        let depth = flag.pointer.matches('/').count();
        if flag.kind == FlagKind::Json {
            (0, depth)
        } else {
            (1, 0)
        }
    });
    for flag in given {
        let texts: Vec<&String> = matches.get_many(&flag.id()).into_iter().flatten().collect();
        let value = value(flag, &texts)?;
        *place(&mut body, flag)? = value;
    }
    Ok(body)
}

/// Reads `--body`: JSON, a file (with or without `@`), or `-` for stdin.
pub fn whole(text: &str) -> Result<Value, Failure> {
    let value = if text.trim_start().starts_with(['{', '[']) {
        json(text, "--body")?
    } else {
        json(&load(text.trim_start_matches('@'), "--body")?, "--body")?
    };
    if value.is_object() {
        Ok(value)
    } else {
        Err(Failure::local("--body: a body is one JSON object"))
    }
}

fn json(text: &str, flag: &str) -> Result<Value, Failure> {
    serde_json::from_str(text)
        .map_err(|error| Failure::local(format!("{flag}: this is no JSON: {error}")))
}

/// A file, or stdin for `-`.
fn load(path: &str, flag: &str) -> Result<String, Failure> {
    input::text(path).map_err(|error| {
        Failure::local(format!("{flag}: the file {path:?} cannot be read: {error}"))
    })
}

/// The value of a flag; lists take every occurrence, anything else the last.
fn value(flag: &Flag, texts: &[&String]) -> Result<Value, Failure> {
    let each = |read: fn(&Flag, &str) -> Result<Value, Failure>| {
        let values: Result<Vec<Value>, Failure> =
            texts.iter().map(|text| read(flag, text)).collect();
        values.map(Value::Array)
    };
    match flag.kind {
        FlagKind::TextList | FlagKind::ChoiceList(_) => each(|_, text| Ok(Value::from(text))),
        FlagKind::IntegerList => each(integer),
        _ => single(flag, texts.last().map_or("", |text| text.as_str())),
    }
}

fn single(flag: &Flag, text: &str) -> Result<Value, Failure> {
    let wrong = |what: &str| Failure::local(format!("--{}: {text:?} is not {what}", flag.long()));
    match flag.kind {
        FlagKind::Text | FlagKind::TextList | FlagKind::Choice(_) | FlagKind::ChoiceList(_) => {
            Ok(Value::from(text))
        }
        FlagKind::Integer | FlagKind::IntegerList | FlagKind::IntegerChoice(_) => {
            integer(flag, text)
        }
        FlagKind::Number => serde_json::from_str(text)
            .ok()
            .filter(Value::is_number)
            .ok_or_else(|| wrong("a number")),
        FlagKind::Boolean => text
            .parse::<bool>()
            .map(Value::from)
            .map_err(|_| wrong("true or false")),
        FlagKind::Milliseconds => {
            let span = span::parse(text)
                .map_err(|error| Failure::local(format!("--{}: {error}", flag.long())))?;
            Ok(Value::from(
                u64::try_from(span.as_millis()).unwrap_or(u64::MAX),
            ))
        }
        FlagKind::Json => {
            let name = format!("--{}", flag.long());
            match text.strip_prefix('@') {
                Some(path) => json(&load(path, &name)?, &name),
                None => json(text, &name),
            }
        }
    }
}

fn integer(flag: &Flag, text: &str) -> Result<Value, Failure> {
    let text = text.trim();
    let number = text.parse::<i64>().map(Value::from);
    number
        .or_else(|_| text.parse::<u64>().map(Value::from))
        .map_err(|_| Failure::local(format!("--{}: {text:?} is not an integer", flag.long())))
}

/// The place of a field in the body; objects on the way are made.
fn place<'a>(body: &'a mut Value, flag: &Flag) -> Result<&'a mut Value, Failure> {
    let mut at = body;
    for step in flag.pointer.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        if at.is_null() {
            *at = Value::Object(Map::new());
        }
        let Value::Object(fields) = at else {
            return Err(Failure::local(format!(
                "--{}: {} is in the way: the body has something there that is no object",
                flag.long(),
                flag.pointer
            )));
        };
        at = fields.entry(name).or_insert(Value::Null);
    }
    Ok(at)
}
