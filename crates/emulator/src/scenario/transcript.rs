//! All that was said in a run, as text.

use std::fmt::Write as _;

use super::http::Answer;
use super::receiver::Received;

/// All that was said in a run, in an order that repeats.
#[derive(Debug)]
pub(super) struct Transcript {
    text: String,
    /// What is written in place of the receiver's address, whose port is another in every run.
    receiver: String,
}

impl Transcript {
    pub(super) fn new(receiver: String) -> Self {
        let text = String::new();
        Self { text, receiver }
    }

    pub(super) fn step(&mut self, number: usize, now: u64, what: &str) {
        self.line(&format!("# step {number} at {now}: {what}"));
    }

    pub(super) fn request(&mut self, target: &str, body: &str, answer: &Result<Answer, String>) {
        self.line(&format!("> POST {target}"));
        self.line(body);
        match answer {
            Ok(answer) => {
                self.line(&format!("< {}", answer.status));
                self.line(&String::from_utf8_lossy(&answer.body));
            }
            Err(_) => self.line("< no answer"),
        }
    }

    pub(super) fn webhook(&mut self, came: &Received) {
        self.line(&format!("* {} {}", came.method, came.target));
        self.line(&String::from_utf8_lossy(&came.body));
    }

    fn line(&mut self, line: &str) {
        let line = line.replace(&self.receiver, "${receiver}");
        let _ = writeln!(self.text, "{line}");
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
