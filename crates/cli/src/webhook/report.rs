//! What is told of webhooks that were sent.

use serde_json::{Value, json};

use super::answer::Answer;
use crate::exit::Failure;
use crate::output::{BAD, GOOD, Output, WAITING, talk, talk_as};
use crate::span::millis;
use crate::table::{Cell, columns, plain};

/// A webhook that was sent.
pub struct Sent {
    /// What tells it from the others, under its names in JSON.
    pub what: Vec<(&'static str, Value)>,
    /// The address, without secrets.
    pub to: String,
    /// The answer, or why there is none.
    pub answer: Result<Answer, String>,
}

impl Sent {
    fn to_json(&self) -> Value {
        let mut value = json!({});
        for (name, what) in &self.what {
            value[*name] = what.clone();
        }
        value["to"] = Value::from(self.to.as_str());
        let answer = match &self.answer {
            Ok(answer) => answer.to_json(),
            Err(why) => json!({"as_expected": false, "error": why}),
        };
        if let (Value::Object(all), Value::Object(more)) = (&mut value, answer) {
            all.extend(more);
        }
        value
    }

    fn row(&self) -> Vec<Cell> {
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            Value::Null => "-".to_owned(),
            value => value.to_string(),
        };
        let mut row: Vec<Cell> = self
            .what
            .iter()
            .map(|(_, what)| text(what).into())
            .collect();
        match &self.answer {
            Ok(answer) => {
                let style = match (answer.fault(), answer.remark()) {
                    (Some(_), _) => BAD,
                    (None, Some(_)) => WAITING,
                    (None, None) => GOOD,
                };
                row.push(Cell::styled(answer.status.to_string(), style));
                row.push(millis(answer.took).into());
                row.push(answer.excerpt().into());
            }
            Err(why) => {
                row.extend([Cell::styled("-", BAD), "-".into()]);
                row.push(Cell::styled(why.as_str(), BAD));
            }
        }
        row
    }

    fn fault(&self) -> Option<String> {
        match &self.answer {
            Ok(answer) => answer.fault(),
            Err(why) => Some(why.clone()),
        }
    }
}

/// Tells what was answered, and fails unless all of it is as the service expects.
pub fn report(sent: &[Sent], output: &mut Output) -> Result<(), Failure> {
    let value = match sent {
        [one] => one.to_json(),
        many => many.iter().map(Sent::to_json).collect(),
    };
    output.value(&value, || {
        let names = sent.first().map_or(&[][..], |one| &one.what[..]);
        let names = names.iter().map(|(name, _)| name.to_uppercase());
        let heading: Vec<String> = names
            .chain(["STATUS", "TIME", "ANSWER"].map(str::to_owned))
            .collect();
        let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
        columns(&heading, sent.iter().map(Sent::row).collect())
    })?;
    let faults: Vec<String> = sent.iter().filter_map(Sent::fault).collect();
    if let Some(first) = faults.first() {
        let first = plain(first);
        let silent = sent.iter().all(|one| one.answer.is_err());
        let text = match sent {
            _ if silent => format!("nobody answers: {first}"),
            [_] => format!("the receiver does not answer as the service expects: {first}"),
            many => format!(
                "{} of {} were not answered as the service expects; the first: {first}",
                faults.len(),
                many.len()
            ),
        };
        return Err(if silent {
            Failure::Unreachable(text)
        } else {
            Failure::Differs(text)
        });
    }
    let mut remarks = sent
        .iter()
        .filter_map(|one| one.answer.as_ref().ok()?.remark());
    match remarks.next() {
        Some(remark) => talk_as(WAITING, "hint", &plain(&remark)),
        None if sent.len() == 1 => talk("The receiver answers as the service expects."),
        None => talk(&format!(
            "All {} were answered as the service expects.",
            sent.len()
        )),
    }
    Ok(())
}
