//! What came of a run.

use std::fmt;

/// What came of a run. As text it names each step, and below it whatever was not as expected.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report {
    /// What the scenario is called.
    pub name: String,
    /// The steps that were run. A step with differences is the last one.
    pub steps: Vec<StepReport>,
    /// How many steps were not run, because one before had differences.
    pub left: usize,
    /// All requests, answers and webhooks, as text. UserSigs are left out, and the address of the receiver, which differs from run to
    /// run, is written `${receiver}`.
    pub transcript: String,
}

/// What came of a step.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StepReport {
    /// The line it stands on.
    pub line: usize,
    /// What it does, in a few words.
    pub what: String,
    /// Whatever was not as expected.
    pub differences: Vec<Difference>,
}

/// Something that was not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The line of the expectation.
    pub line: usize,
    /// What differs.
    pub message: String,
}

impl Report {
    /// Whether everything was as expected.
    pub fn passed(&self) -> bool {
        self.left == 0 && self.steps.iter().all(|step| step.differences.is_empty())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        for step in &self.steps {
            let verdict = if step.differences.is_empty() {
                "ok  "
            } else {
                "FAIL"
            };
            writeln!(f, "{verdict} {name}:{}: {}", step.line, step.what)?;
            for difference in &step.differences {
                writeln!(f, "     {name}:{}: {}", difference.line, difference.message)?;
            }
        }
        match self.left {
            0 => Ok(()),
            1 => writeln!(f, "     1 step more was not run"),
            left => writeln!(f, "     {left} steps more were not run"),
        }
    }
}
