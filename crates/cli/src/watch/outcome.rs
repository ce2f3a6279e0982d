//! What came of it: in words, as JSON and as an exit code.

use call_engine::types::{CallRecord, CallResult};
use serde_json::{Value, json};

use super::scene::Scene;
use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::talk;
use crate::record;
use crate::span::Times;
use crate::table::{pairs, plain};

/// How the watching ended.
#[derive(Debug)]
pub enum Outcome {
    /// Somebody is in the call, which goes on.
    Answered { by: Vec<String> },
    /// The call is over; its record may not have come.
    Over { record: Option<Box<CallRecord>> },
    /// Whoever watched left, and the call goes on.
    Left,
}

impl Outcome {
    /// For programs.
    pub fn value(&self, call_id: &str) -> Value {
        match self {
            Self::Answered { by } => {
                json!({"call_id": call_id, "outcome": "answered", "by": by})
            }
            Self::Over { record } => {
                json!({"call_id": call_id, "outcome": "over", "result": result(record.as_deref()), "record": record})
            }
            Self::Left => json!({"call_id": call_id, "outcome": "left"}),
        }
    }

    /// For people.
    pub fn told(&self, scene: &Scene) -> String {
        match self {
            Self::Answered { by } => {
                format!("{} answered; the call goes on.\n", plain(&by.join(", ")))
            }
            Self::Over {
                record: Some(record),
            } => pairs(&record::details(record, Times::Local)),
            Self::Over { record: None } => format!(
                "The call is over, and its record has not come. Look again: {}\n",
                scene.record
            ),
            Self::Left => String::new(),
        }
    }

    /// The end of the program. `strict`: success is an answer, or a call that ended normally.
    pub fn finish(
        &self,
        call_id: &str,
        strict: bool,
        connection: &Connection,
    ) -> Result<(), Failure> {
        let watch = connection.by_hand(&["call", "watch", call_id]);
        let end = connection.by_hand(&["call", "end", call_id]);
        match self {
            Self::Answered { .. } => {
                talk(&format!("End it with: {end}"));
                Ok(())
            }
            Self::Over { record } => {
                let ended = record
                    .as_ref()
                    .and_then(|record| record.call_result.as_ref());
                if !strict || ended == Some(&CallResult::NormalEnd) {
                    return Ok(());
                }
                let how = result(record.as_deref());
                Err(Failure::Differs(match how.as_str() {
                    Some(how) => format!("the call ended as {how}, not as NormalEnd"),
                    None => "how the call ended is not known".to_owned(),
                }))
            }
            Self::Left => {
                talk(&format!(
                    "The call goes on.\n  {watch}   to look at it again\n  {end}     to end it for everybody"
                ));
                Err(Failure::Interrupted(None))
            }
        }
    }
}

fn result(record: Option<&CallRecord>) -> Value {
    let result = record.and_then(|record| record.call_result.as_ref());
    result.map_or(Value::Null, |result| Value::String(result.to_string()))
}
