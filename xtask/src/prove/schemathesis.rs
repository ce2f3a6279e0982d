//! Requests that schemathesis makes of the contract, sent to the emulator.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::checkout::{Outcome, run};
use super::emulator::Emulator;
use super::languages::build;
use super::workshop::Workshop;
use crate::repository::Repository;

/// What is checked of every answer: the tool's own checks, and `outcome` of `hooks.py`.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance,outcome";
const CONTRACT: &str = "call-engine.json";
const SPOILT: &str = "spoilt.json";
/// Where `hooks.py` counts.
const COUNTS: &str = "counts.json";

pub fn prove(repository: &Repository) -> Result<(), String> {
    let programs = build(repository, &["--package", "call-engine-cli"])?;
    let workshop = Workshop::open(repository, "schemathesis")?;
    workshop.venv()?;
    let arguments = ["--seed", "1", "--ignore", "--record-delay", "0s"];
    let emulator = Emulator::start(&programs.join("call-engine"), &arguments)?;
    let text = run(&mut schemathesis(&workshop, &emulator, CONTRACT))?.expect("schemathesis")?;
    let summary = text.lines().find(|line| line.contains("generated"));
    println!("   {}", summary.unwrap_or("no summary").trim());
    print_counts(&workshop)?;
    for planted in PLANTED {
        planted.is_found(&workshop, &emulator)?;
        println!("   planted and found: {}", planted.what);
    }
    Ok(())
}

fn schemathesis(workshop: &Workshop, emulator: &Emulator, contract: &str) -> Command {
    let mut command = workshop.command(workshop.venv_program("schemathesis"));
    let endpoint = emulator
        .environment()
        .find(|(name, _)| *name == "CALL_ENGINE_ENDPOINT");
    command
        .args(["run", contract, "--checks", CHECKS, "--url"])
        .args(endpoint.map(|(_, url)| url))
        .envs(emulator.environment());
    command
}

fn print_counts(workshop: &Workshop) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{COUNTS}: {error}");
    let text = fs::read_to_string(workshop.path(COUNTS)).map_err(|error| failed(&error))?;
    let counts: Value = serde_json::from_str(&text).map_err(|error| failed(&error))?;
    let commands = counts
        .as_object()
        .filter(|commands| !commands.is_empty())
        .ok_or_else(|| failed(&"no case was judged"))?;
    println!("   command                  right  wrong  other form   accepted  refused");
    for (command, counts) in commands {
        let count = |name: &str| counts[name].as_u64().unwrap_or(0);
        println!(
            "   {command:<24} {:>5}  {:>5}  {:>10}   {:>8}  {:>7}",
            count("right"),
            count("wrong"),
            count("other"),
            count("accepted"),
            count("refused")
        );
        if ["right", "wrong", "accepted", "refused"]
            .iter()
            .any(|name| count(name) == 0)
        {
            return Err(format!("{command} was not tried from all sides"));
        }
    }
    Ok(())
}

/// A fault in what the emulator answers, or in the contract it is held against.
struct Planted {
    what: &'static str,
    /// A fault the emulator is asked for.
    fault: Option<&'static str>,
    /// A place of the contract, and what stands there then.
    change: Option<(&'static str, &'static str)>,
    /// What the tool calls it.
    finding: &'static str,
}

const PLANTED: &[Planted] = &[
    Planted {
        what: "an answer without ErrorCode",
        fault: Some(r#"{"without": ["ErrorCode"]}"#),
        change: None,
        finding: "Response violates schema",
    },
    Planted {
        what: "a page of HTML with status 502",
        fault: Some(r#"{"http": 502}"#),
        change: None,
        finding: "Server error",
    },
    Planted {
        what: "ResultCode is a number where the contract has a text",
        fault: None,
        change: Some((
            "/components/schemas/CalleeResult/properties/ResultCode/type",
            r#""string""#,
        )),
        finding: "Response violates schema",
    },
    Planted {
        what: "Timeout ends sooner than in the contract",
        fault: None,
        change: Some((
            "/components/schemas/StartCallByRobotRequest/properties/Timeout/maximum",
            "700000",
        )),
        finding: "refused: 101002",
    },
    Planted {
        what: "Timeout begins sooner than in the contract",
        fault: None,
        change: Some((
            "/components/schemas/StartCallByRobotRequest/properties/Timeout/minimum",
            "20000",
        )),
        finding: "accepted, although the contract does not allow it",
    },
];

impl Planted {
    fn is_found(&self, workshop: &Workshop, emulator: &Emulator) -> Result<(), String> {
        self.spoil(workshop)?;
        let mut command = schemathesis(workshop, emulator, SPOILT);
        command
            .args(["--include-operation-id", "start_call_by_robot"])
            .args(["--phases", "examples,coverage", "--max-failures", "3"])
            .envs(self.fault.map(|fault| ("PLANTED_FAULT", fault)));
        let Outcome { success, text } = run(&mut command)?;
        if success || !text.contains(self.finding) {
            return Err(format!("not found: {}\n{text}", self.what));
        }
        Ok(())
    }

    /// Writes the contract as it is to be held against the emulator.
    fn spoil(&self, workshop: &Workshop) -> Result<(), String> {
        let failed = |error: &dyn std::fmt::Display| format!("{SPOILT}: {error}");
        let text = fs::read_to_string(workshop.path(CONTRACT)).map_err(|error| failed(&error))?;
        let mut contract: Value = serde_json::from_str(&text).map_err(|error| failed(&error))?;
        if let Some((place, value)) = self.change {
            let there = contract.pointer_mut(place);
            let there = there.ok_or_else(|| failed(&format!("there is no {place}")))?;
            *there = serde_json::from_str(value).map_err(|error| failed(&error))?;
        }
        fs::write(workshop.path(SPOILT), contract.to_string()).map_err(|error| failed(&error))
    }
}
