//! What a receiver answered, and whether the service would be content with it.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Value, json};

use crate::output::{BAD, GOOD, WAITING};
use crate::span::millis;
use crate::table::plain;

/// Longest wait of the service: a rule of the neighbours, undocumented for Call (W-14).
const PATIENCE: Duration = Duration::from_secs(2);
/// Characters of a body that a line shows.
const SHOWN: usize = 200;

/// What a receiver answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    pub took: Duration,
}

impl Answer {
    /// Why the service would count this webhook as lost; `None` if it would not.
    pub fn fault(&self) -> Option<String> {
        if self.status != 200 {
            let code = self.status;
            return Some(format!("the status is {code}, and the service expects 200"));
        }
        (self.took > PATIENCE).then(|| {
            format!(
                "it took {}, and the service waits {} s (the neighbours' rule, undocumented for Call)",
                millis(self.took),
                PATIENCE.as_secs()
            )
        })
    }

    /// What the documents would have otherwise, although the service does not look into it.
    pub fn remark(&self) -> Option<String> {
        const EXPECTED: &str = call_engine::webhook::ANSWER;
        let body: Result<Value, _> = serde_json::from_slice(&self.body);
        let why = match &body {
            Err(_) if self.body.is_empty() => "the body is empty".to_owned(),
            Err(_) => "the body is no JSON".to_owned(),
            Ok(body) if body["ActionStatus"] != "OK" => {
                format!("ActionStatus is {}", body["ActionStatus"])
            }
            Ok(body) if body["ErrorCode"] != 0 => format!("ErrorCode is {}", body["ErrorCode"]),
            Ok(body) if !body["ErrorInfo"].is_string() => "ErrorInfo is no text".to_owned(),
            Ok(_) => return None,
        };
        Some(format!(
            "{why}; the documents want {EXPECTED}, although the service does not look into it"
        ))
    }

    /// For programs.
    pub fn to_json(&self) -> Value {
        let text = || Value::from(String::from_utf8_lossy(&self.body));
        let body = serde_json::from_slice(&self.body).unwrap_or_else(|_| text());
        json!({
            "status": self.status,
            "ms": (self.took.as_secs_f64() * 100_000.0).round() / 100.0,
            "body": body,
            "as_expected": self.fault().is_none(),
            "fault": self.fault(),
            "remark": self.remark(),
        })
    }

    /// For people: status and time, and what is wrong.
    pub fn line(&self) -> String {
        let style = match (self.fault(), self.remark()) {
            (Some(_), _) => BAD,
            (None, Some(_)) => WAITING,
            (None, None) => GOOD,
        };
        let mut line = format!("{style}{}{style:#}  {}", self.status, millis(self.took));
        if let Some(wrong) = self.fault().or_else(|| self.remark()) {
            let _ = write!(line, "  {}", plain(&wrong));
        }
        line
    }

    /// The beginning of the body, for people.
    pub fn excerpt(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let mut shown: String = text.trim().chars().take(SHOWN).collect();
        if shown.len() < text.trim().len() {
            shown.push('…');
        }
        plain(&shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str, millis: u64) -> Answer {
        Answer {
            status,
            body: body.as_bytes().to_vec(),
            took: Duration::from_millis(millis),
        }
    }

    #[test]
    fn what_the_service_expects_is_known() {
        let good = answer(200, call_engine::webhook::ANSWER, 12);
        assert_eq!((good.fault(), good.remark()), (None, None));
        for (status, millis) in [(204, 1), (302, 1), (500, 1), (200, 2_001)] {
            assert!(answer(status, "{}", millis).fault().is_some(), "{status}");
        }
        for body in [
            "",
            "ok",
            "[]",
            r#"{"ActionStatus":"FAIL","ErrorCode":0,"ErrorInfo":""}"#,
        ] {
            let other = answer(200, body, 1);
            assert!(
                other.fault().is_none() && other.remark().is_some(),
                "{body}"
            );
        }
    }
}
