//! What changed in the contract since a base, whom it breaks, and which step of the version that is.

mod public_api;
mod revision;

use std::process::ExitCode;

use call_engine_contract::Finding;
use call_engine_contract::diff::report::{self, Frame};
use call_engine_contract::diff::{self, Difference, Edition, Level, Step, manual};
use clap::ValueEnum;

use self::public_api::PublicApi;
use self::revision::Base;
use crate::repository::Repository;
use crate::terminal::print;

/// How the differences are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines by command, for a terminal.
    Text,
    /// A table, for a pull request.
    Markdown,
    /// One object, for programs.
    Json,
}

/// What makes the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A difference that breaks callers or servers or is not understood, or a version step that the Rust side
    /// contradicts.
    Breaking,
    /// Any difference.
    Any,
    /// Nothing.
    Never,
}

/// Nothing at the level of `--fail-on`: 0. Something: 1. The comparison could not be made: 2.
pub fn run(
    repository: &Repository,
    base: Option<&str>,
    format: Format,
    fail_on: FailOn,
) -> ExitCode {
    match compare(repository, base) {
        Ok(compared) => {
            print!("{}", compared.written(format));
            ExitCode::from(u8::from(compared.fails(fail_on)))
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// Prints every rule.
pub fn rules() -> Result<(), String> {
    print(&format!("{}\n", manual::list()))
}

/// Prints one rule.
pub fn explain(name: &str) -> Result<(), String> {
    match manual::explained(name) {
        Some(text) => print(&text),
        None => Err(format!(
            "there is no rule `{name}`; `cargo xtask diff --rules` lists them, and a finding names one such as `enum-widened`"
        )),
    }
}

/// Both sides of a change.
pub struct Compared {
    base: String,
    version: Option<String>,
    differences: Vec<Difference>,
    /// None when the base has no snapshots.
    rust: Option<PublicApi>,
}

/// Compares the checkout with a base.
pub fn compare(repository: &Repository, base: Option<&str>) -> Result<Compared, String> {
    let base = Base::find(repository, base)?;
    let old =
        Edition::read(&base.sources(repository)?).map_err(|findings| base.findings(findings))?;
    let wrong = |finding: Finding| repository.told(&[finding]);
    let sources = call_engine_contract::Sources::read(&repository.spec()).map_err(wrong)?;
    let new = Edition::read(&sources).map_err(|findings| repository.told(&findings))?;
    let differences = diff::diff(&old, &new);
    let rust = base.snapshots(repository)?;
    let rust = rust.map(|old| PublicApi::compare(&old, &public_api::snapshots(repository)));
    Ok(Compared {
        version: base.version(repository),
        base: base.name(),
        rust,
        differences,
    })
}

impl Compared {
    /// The step of the version that contract and public API need.
    pub fn step(&self) -> Step {
        let rust = self.rust.as_ref().map_or(Step::Same, PublicApi::step);
        diff::step(&self.differences).max(rust)
    }

    /// What changed in the contract, as Markdown; empty when nothing did.
    pub fn changelog(&self) -> String {
        if self.differences.is_empty() {
            return String::new();
        }
        report::markdown(&self.differences, self.frame())
    }

    /// What was not understood, and where contract and public API disagree.
    pub fn doubts(&self) -> Vec<String> {
        let unclear = self.differences.iter();
        let unclear = unclear.filter(|found| found.level() == Level::NotUnderstood);
        unclear
            .map(|found| format!("not understood: {}", found.what))
            .chain(self.disagreement())
            .collect()
    }

    fn frame(&self) -> Frame<'_> {
        Frame {
            base: &self.base,
            folder: "spec/",
            version: self.version.as_deref(),
        }
    }

    fn disagreement(&self) -> Option<String> {
        self.rust.as_ref()?.disagreement(&self.differences)
    }

    fn fails(&self, fail_on: FailOn) -> bool {
        let rust = self.rust.as_ref();
        match fail_on {
            FailOn::Breaking => {
                let breaks = |found: &Difference| found.level() >= Level::NotUnderstood;
                self.differences.iter().any(breaks) || self.disagreement().is_some()
            }
            FailOn::Any => {
                !self.differences.is_empty() || rust.is_some_and(|rust| !rust.is_empty())
            }
            FailOn::Never => false,
        }
    }

    /// The differences as they are printed.
    pub fn written(&self, format: Format) -> String {
        let disagreement = self.disagreement();
        match format {
            Format::Text => {
                let mut text = report::text(&self.differences, self.frame());
                text.push('\n');
                match &self.rust {
                    Some(rust) => text.push_str(&rust.text(disagreement.as_deref())),
                    None => text.push_str("Rust: the base has no snapshots of the public API\n"),
                }
                text
            }
            Format::Markdown => {
                let mut text = report::markdown(&self.differences, self.frame());
                if let Some(rust) = &self.rust {
                    text.push_str(&rust.markdown(disagreement.as_deref()));
                }
                text
            }
            Format::Json => {
                let mut value = report::json(&self.differences, self.frame());
                let rust = self.rust.as_ref();
                value["rust"] = rust
                    .map(|rust| rust.json(disagreement.as_deref()))
                    .unwrap_or_default();
                format!("{value:#}\n")
            }
        }
    }
}
