//! What `${…}` in a step stands for.

use std::collections::BTreeMap;

use serde_json::Value;

/// What a step may refer to.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Answers by name.
    pub(super) answers: BTreeMap<String, Value>,
    /// Where webhooks are received.
    pub(super) receiver: String,
    /// Unix seconds.
    pub(super) now: u64,
}

/// Stands for whatever is there.
pub(super) const ANY: &str = "${any}";

impl Known {
    /// A value with everything filled in that it refers to.
    pub(super) fn fill(&self, value: &Value) -> Result<Value, String> {
        Ok(match value {
            Value::String(text) => self.fill_text(text)?,
            Value::Array(items) => {
                let items = items.iter().map(|item| self.fill(item));
                Value::Array(items.collect::<Result<_, _>>()?)
            }
            Value::Object(fields) => Value::Object(self.fill_fields(fields)?),
            plain => plain.clone(),
        })
    }

    /// The same of the fields of an object. Names of fields refer to nothing.
    pub(super) fn fill_fields(
        &self,
        fields: &serde_json::Map<String, Value>,
    ) -> Result<serde_json::Map<String, Value>, String> {
        let fields = fields.iter();
        fields
            .map(|(name, value)| Ok((name.clone(), self.fill(value)?)))
            .collect()
    }

    /// A text that ends up as text, such as a CallId.
    pub(super) fn text(&self, text: &str) -> Result<String, String> {
        Ok(match self.fill_text(text)? {
            Value::String(text) => text,
            other => other.to_string(),
        })
    }

    /// What a text stands for. A reference alone keeps its type; among other text it becomes text.
    fn fill_text(&self, text: &str) -> Result<Value, String> {
        if text == ANY {
            return Ok(Value::String(text.to_owned()));
        }
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find("${") {
            if let Some(before) = rest[..start].strip_suffix('$') {
                filled.push_str(before);
                filled.push_str("${");
                rest = &rest[start + 2..];
                continue;
            }
            filled.push_str(&rest[..start]);
            let after = &rest[start + 2..];
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| format!("`{text}` opens a reference and lacks its `}}`"))?;
            let value = self.look_up(name)?;
            if start == 0 && after.is_empty() && filled.is_empty() {
                return Ok(value);
            }
            match &value {
                Value::String(text) => filled.push_str(text),
                other => filled.push_str(&other.to_string()),
            }
            rest = after;
        }
        filled.push_str(rest);
        Ok(Value::String(filled))
    }

    fn look_up(&self, reference: &str) -> Result<Value, String> {
        match reference {
            "receiver" => return Ok(Value::String(self.receiver.clone())),
            "now" => return Ok(Value::from(self.now)),
            _ => {}
        }
        let (name, path) = reference.split_once('.').unwrap_or((reference, ""));
        let answer = self.answers.get(name).ok_or_else(|| {
            let names: Vec<&str> = self.answers.keys().map(String::as_str).collect();
            let known = match names.as_slice() {
                [] => "no step before has a `name`".to_owned(),
                names => format!("steps before are named {}", names.join(", ")),
            };
            format!("`${{{reference}}}`: there is no answer named `{name}`; {known}")
        })?;
        at(answer, path)
            .or_else(|| at(answer.get("Response")?, path))
            .cloned()
            .ok_or_else(|| format!("`${{{reference}}}`: the answer has no `{path}`: {answer}"))
    }
}

/// What stands at a path such as `CallRecordList.0.CallId`.
pub(super) fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    if path.is_empty() {
        return Some(value);
    }
    path.split('.').try_fold(value, |value, step| match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        value => value.get(step),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn known() -> Known {
        let answer = json!({"ErrorCode": 0, "Response": {"CallId": "c1", "CallResult": [{"ResultCode": 7}]}});
        Known {
            answers: BTreeMap::from([("call".to_owned(), answer)]),
            receiver: "http://127.0.0.1:1".to_owned(),
            now: 12,
        }
    }

    #[test]
    fn a_reference_alone_keeps_its_type_and_among_text_becomes_text() {
        let known = known();
        for (text, value) in [
            ("${call.CallId}", json!("c1")),
            ("${call.Response.CallId}", json!("c1")),
            ("${call.CallResult.0.ResultCode}", json!(7)),
            ("<${call.ErrorCode}>", json!("<0>")),
            ("${receiver}/a?b=${now}", json!("http://127.0.0.1:1/a?b=12")),
            ("${now}", json!(12)),
            ("$${now} costs $5", json!("${now} costs $5")),
            ("${any}", json!("${any}")),
        ] {
            assert_eq!(known.fill(&json!({"a": [text]})), Ok(json!({"a": [value]})));
        }
    }

    #[test]
    fn a_reference_that_leads_nowhere_says_what_there_is() {
        let known = known();
        for (text, said) in [
            ("${ring.CallId}", "steps before are named call"),
            ("${call.CalId}", "has no `CalId`"),
            ("${call.CallId", "lacks its `}`"),
        ] {
            let error = known.fill(&json!(text)).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
