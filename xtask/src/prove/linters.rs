//! The published contract pleases what its readers will hold it against.

use super::workshop::Workshop;
use crate::repository::Repository;

/// Both published forms.
const FORMS: &[&str] = &["call-engine.yaml", "call-engine.json"];

pub fn prove(repository: &Repository) -> Result<(), String> {
    let workshop = Workshop::open(repository, "linters")?;
    workshop.npm()?;
    workshop.venv()?;
    // Each must also refuse something, or its silence says nothing.
    spoil(&workshop)?;
    for tool in TOOLS {
        for form in FORMS {
            tool.run(&workshop, form)?;
        }
        if tool.run(&workshop, SPOILT).is_ok() {
            return Err(format!(
                "{} finds nothing in a contract without a title",
                tool.name
            ));
        }
        println!("   {}: YAML and JSON are clean", tool.name);
    }
    Ok(())
}

const SPOILT: &str = "spoilt.json";

fn spoil(workshop: &Workshop) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{SPOILT}: {error}");
    let text = std::fs::read_to_string(workshop.path("call-engine.json"))
        .map_err(|error| failed(&error))?;
    let mut contract: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| failed(&error))?;
    if let Some(info) = contract["info"].as_object_mut() {
        info.remove("title");
    }
    std::fs::write(workshop.path(SPOILT), contract.to_string()).map_err(|error| failed(&error))
}

/// A program that judges a file and fails on the smallest remark.
struct Tool {
    name: &'static str,
    program: Program,
    before: &'static [&'static str],
    after: &'static [&'static str],
}

enum Program {
    Npm(&'static str),
    Venv(&'static str),
}

const TOOLS: &[Tool] = &[
    Tool {
        name: "openapi-spec-validator",
        program: Program::Venv("openapi-spec-validator"),
        before: &[],
        after: &[],
    },
    Tool {
        name: "openapi-schema-validator",
        program: Program::Npm("validate-api"),
        before: &[],
        after: &[],
    },
    Tool {
        name: "Spectral",
        program: Program::Npm("spectral"),
        before: &[
            "lint",
            "--ruleset",
            "spectral.yaml",
            "--fail-severity",
            "hint",
        ],
        after: &[],
    },
    Tool {
        name: "Redocly",
        program: Program::Npm("redocly"),
        before: &["lint"],
        after: &["--config", "redocly.yaml"],
    },
];

impl Tool {
    fn run(&self, workshop: &Workshop, file: &str) -> Result<(), String> {
        let program = match self.program {
            Program::Npm(name) => workshop.npm_program(name),
            Program::Venv(name) => workshop.venv_program(name),
        };
        let arguments = [self.before, &[file], self.after].concat();
        workshop.run(program, &arguments).map(drop)
    }
}
