//! Scenarios: files that set up an emulator and say what happens then.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use call_engine_emulator::scenario::{Report, SCHEMA, Scenario};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::exit::Failure;
use crate::output::{Output, talk};

#[derive(Debug, Subcommand)]
pub enum ScenarioTask {
    /// Run the steps of scenarios, each against an emulator of its own, and tell what is not as expected
    #[command(after_help = "\
Each emulator lives inside this program, with a stopped clock unless the scenario says otherwise, so nobody waits and two runs \
are the same. A scenario ends at the first step that is not as expected; the exit code is 1 then. \
`call-engine emulator --scenario FILE` starts an emulator with the settings of a scenario and lets you do the steps.")]
    Run(RunArguments),
    /// Print the JSON Schema of scenario files, by which editors complete them
    #[command(after_help = "\
Editors that speak the YAML language server take it from a first line such as
# yaml-language-server: $schema=scenario.schema.json")]
    Schema,
}

#[derive(Debug, Args)]
pub struct RunArguments {
    /// Scenario files (YAML or JSON)
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Number that identifiers, rooms and chance come from, instead of that of the scenario
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// File that gets all requests, answers and webhooks
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
}

/// Reads a scenario, or says where it is wrong.
pub fn read(path: &Path) -> Result<Scenario, Failure> {
    Scenario::from_file(path).map_err(|error| Failure::local(error.to_string()))
}

pub async fn run(task: ScenarioTask, output: &mut Output) -> Result<(), Failure> {
    match task {
        ScenarioTask::Schema => output.text(SCHEMA),
        ScenarioTask::Run(arguments) => run_all(&arguments, output).await,
    }
}

async fn run_all(arguments: &RunArguments, output: &mut Output) -> Result<(), Failure> {
    // All are read before any is run, so that a slip of the pen is told at once.
    let scenarios: Vec<Scenario> = arguments
        .files
        .iter()
        .map(|path| read(path))
        .collect::<Result<_, _>>()?;
    let mut reports = Vec::with_capacity(scenarios.len());
    for scenario in &scenarios {
        let change = |builder: call_engine_emulator::Builder| match arguments.seed {
            Some(seed) => builder.seed(seed),
            None => builder,
        };
        let report = scenario.run_with(change).await.map_err(|error| {
            Failure::local(format!(
                "{}: the emulator does not start: {error}",
                scenario.name()
            ))
        })?;
        reports.push(report);
    }
    if let Some(path) = &arguments.transcript {
        let wrong = |error| {
            Failure::Late(format!(
                "the transcript cannot be written to {}: {error}",
                path.display()
            ))
        };
        std::fs::write(path, transcript(&reports)).map_err(wrong)?;
    }
    let values: Vec<Value> = reports.iter().map(as_json).collect();
    output.value(&Value::Array(values), || {
        reports.iter().map(ToString::to_string).collect()
    })?;
    let failed = reports.iter().filter(|report| !report.passed()).count();
    match (failed, reports.len()) {
        (0, 1) => talk("The scenario holds."),
        (0, count) => talk(&format!("All {count} scenarios hold.")),
        (failed, count) => {
            return Err(Failure::Differs(format!(
                "{failed} of {count} scenarios went otherwise than expected"
            )));
        }
    }
    Ok(())
}

/// All transcripts in one text, each under the name of its scenario.
fn transcript(reports: &[Report]) -> String {
    let mut text = String::new();
    for report in reports {
        let _ = write!(text, "## {}\n{}", report.name, report.transcript);
    }
    text
}

fn as_json(report: &Report) -> Value {
    let steps: Vec<Value> = report
        .steps
        .iter()
        .map(|step| {
            let differences: Vec<Value> = step
                .differences
                .iter()
                .map(|one| json!({"line": one.line, "message": one.message}))
                .collect();
            json!({"line": step.line, "what": step.what, "differences": differences})
        })
        .collect();
    json!({
        "scenario": report.name,
        "passed": report.passed(),
        "steps": steps,
        "not_run": report.left,
    })
}
