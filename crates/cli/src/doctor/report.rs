//! Checks with their status, told as they are made.

use anstyle::Style;
use serde::Serialize;
use serde_json::{Value, json};

use crate::exit::Failure;
use crate::output::{ASIDE, BAD, GOOD, Output, WAITING};
use crate::table::plain;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Ok,
    Warning,
    Wrong,
    Skipped,
}

impl Status {
    fn word(self) -> (&'static str, Style) {
        match self {
            Self::Ok => ("ok", GOOD),
            Self::Warning => ("warning", WAITING),
            Self::Wrong => ("wrong", BAD.bold()),
            Self::Skipped => ("skipped", ASIDE),
        }
    }
}

/// What was found out.
#[derive(Debug, Clone)]
pub struct Check {
    name: &'static str,
    pub status: Status,
    message: String,
    remedy: Option<String>,
}

impl Check {
    pub fn ok(name: &'static str, message: impl Into<String>) -> Self {
        Self {
            name,
            status: Status::Ok,
            message: message.into(),
            remedy: None,
        }
    }

    pub fn warning(
        name: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            status: Status::Warning,
            remedy: Some(remedy.into()),
            ..Self::ok(name, message)
        }
    }

    pub fn wrong(
        name: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            status: Status::Wrong,
            ..Self::warning(name, message, remedy)
        }
    }

    pub fn skipped(name: &'static str, why: impl Into<String>) -> Self {
        Self {
            status: Status::Skipped,
            ..Self::ok(name, why)
        }
    }

    fn value(&self) -> Value {
        json!({
            "check": self.name,
            "status": self.status,
            "message": self.message,
            "remedy": self.remedy,
        })
    }

    fn line(&self) -> String {
        let (word, style) = self.status.word();
        let head = format!(
            "{style}{word:<8}{style:#} {:<16} {}\n",
            self.name,
            plain(&self.message)
        );
        let remedies = self.remedy.iter().flat_map(|remedy| remedy.lines());
        let below =
            remedies.map(|line| format!("{:26}{WAITING}->{WAITING:#} {}\n", "", plain(line)));
        std::iter::once(head).chain(below).collect()
    }
}

/// The checks so far.
pub struct Report<'a> {
    output: &'a mut Output,
    checks: Vec<Check>,
}

impl<'a> Report<'a> {
    pub fn new(output: &'a mut Output) -> Self {
        Self {
            output,
            checks: Vec::new(),
        }
    }

    pub fn add(&mut self, check: Check) -> Result<(), Failure> {
        if self.output.is_for_people() || self.is_told_in_lines() {
            self.output.item(&check.value(), || check.line())?;
        }
        self.checks.push(check);
        Ok(())
    }

    pub fn skip(&mut self, names: &[&'static str], why: &str) -> Result<(), Failure> {
        for name in names {
            self.add(Check::skipped(name, why))?;
        }
        Ok(())
    }

    /// Everything was checked.
    pub fn end(self) -> Result<(), Failure> {
        if !self.output.is_for_people() && !self.is_told_in_lines() {
            let checks = self.checks.iter().map(Check::value).collect();
            self.output.value(&checks, String::new)?;
        }
        let wrong = self
            .checks
            .iter()
            .filter(|check| check.status == Status::Wrong);
        match wrong.count() {
            0 => Ok(()),
            1 => Err(Failure::Differs("one thing is wrong".to_owned())),
            count => Err(Failure::Differs(format!("{count} things are wrong"))),
        }
    }

    fn is_told_in_lines(&self) -> bool {
        self.output.is_ndjson() && !self.output.has_query()
    }
}
