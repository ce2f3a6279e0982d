//! Five faults, five findings of `check`, each with place and remedy.

use super::checkout::Checkout;
use crate::repository::Repository;

struct Fault {
    what: &'static str,
    path: &'static str,
    from: &'static str,
    to: &'static str,
    /// Parts of the finding: file, place and remedy.
    said: &'static [&'static str],
}

const FAULTS: &[Fault] = &[
    Fault {
        what: "an edited generated file",
        path: "crates/types/src/generated/sites.rs",
        from: "singapore",
        to: "singapour",
        said: &[
            "crates/types/src/generated/sites.rs",
            "[generated-current]",
            "run `cargo xtask generate`",
        ],
    },
    Fault {
        what: "a broken reference",
        path: "spec/call-engine.yaml",
        from: "$ref: '#/components/schemas/StartCallInfo'",
        to: "$ref: '#/components/schemas/StartCalInfo'",
        said: &[
            "spec/call-engine.yaml:",
            "#/components/schemas/",
            "[ref-resolves]",
            "or write `#/components/schemas/StartCallInfo`",
        ],
    },
    Fault {
        what: "an example that breaks its schema",
        path: "spec/examples/start_call_by_robot/request-minimal.json",
        from: "\"Timeout\": ",
        to: "\"Timeout\": 9",
        said: &[
            "spec/examples/start_call_by_robot/request-minimal.json:",
            "#/Timeout",
            "[example-schema]",
            "mend the example",
        ],
    },
    Fault {
        what: "an unknown key in an example",
        path: "spec/examples/start_call_by_robot/request-minimal.json",
        from: "\"Timeout\"",
        to: "\"Timeouts\": 30000,\n  \"Timeout\"",
        said: &[
            "spec/examples/start_call_by_robot/request-minimal.json:",
            "#/Timeouts",
            "[example-unknown-field]",
            "use one of: Robot_Account",
        ],
    },
    Fault {
        what: "YAML with a tab",
        path: "spec/call-engine.yaml",
        from: "\n  title:",
        to: "\n\ttitle:",
        said: &[
            "spec/call-engine.yaml:",
            "[yaml-syntax]",
            "indent with spaces",
        ],
    },
];

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    for fault in FAULTS {
        checkout.edit(fault.path, fault.from, fault.to)?;
        let outcome = checkout.xtask(&["check"])?;
        checkout.restore()?;
        if outcome.success {
            return Err(format!("{}: `check` says nothing", fault.what));
        }
        let found = outcome
            .text
            .lines()
            .find(|line| fault.said.iter().all(|part| line.contains(part)));
        match found {
            Some(line) => println!("   {}:\n     {line}", fault.what),
            None => {
                return Err(format!(
                    "{}: expected {:?}, `check` says:\n{}",
                    fault.what, fault.said, outcome.text
                ));
            }
        }
    }
    Ok(())
}
