//! Faults planted where the client could ring twice or show a secret, each refused by the test that is there for it.

use super::checkout::{Checkout, Outcome};
use super::planted::{self, Planted};
use crate::repository::Repository;

struct Fault {
    planted: Planted<'static>,
    /// Whether the contract was edited, so that the client must be generated anew.
    generate: bool,
    /// The test binary, and the test in it.
    test: [&'static str; 2],
    /// What the message of the panic must hold.
    words: &'static str,
}

const FAULTS: &[Fault] = &[
    Fault {
        planted: Planted {
            what: "the contract calls a start harmless",
            path: "spec/call-engine.yaml",
            from: "x-effect: places_call",
            to: "x-effect: idempotent",
        },
        generate: true,
        test: ["client", "fault_matrix::faults::something_else_answers"],
        words: "start_call_by_robot × 502 with HTML",
    },
    Fault {
        planted: Planted {
            what: "after a timeout nothing counts as sent",
            path: "crates/call-engine/src/error/meaning.rs",
            from: "Kind::Connect(_) => Happened::NoConnection,",
            to: "Kind::Connect(_) | Kind::Timeout(_) => Happened::NoConnection,",
        },
        generate: false,
        test: [
            "client",
            "fault_matrix::faults::the_answer_does_not_come_in_time",
        ],
        words: "× stall",
    },
    Fault {
        planted: Planted {
            what: "the catalogue says of a code that the command did not run",
            path: "spec/errors.yaml",
            from: "retry: idempotent\n  executed: unknown",
            to: "retry: delay\n  executed: never",
        },
        generate: true,
        test: ["client", "fault_matrix::codes::with_a_secret_key"],
        words: "× 60008",
    },
    Fault {
        planted: Planted {
            what: "an error of the HTTP library keeps its URL",
            path: "crates/call-engine/src/received.rs",
            from: "let error = error.without_url();",
            to: "",
        },
        generate: false,
        test: ["traces", "no_log_of_any_crate_holds_a_secret"],
        words: "left: Some(",
    },
    Fault {
        planted: Planted {
            what: "the query is logged",
            path: "crates/call-engine/src/transport.rs",
            from: "None => Ok(http.execute(message)),",
            to: "None => {\n tracing::trace!(\"sending {}\", message.url());\n Ok(http.execute(message))\n}",
        },
        generate: false,
        test: ["traces", "no_log_of_any_crate_holds_a_secret"],
        words: "left: Some(",
    },
    Fault {
        planted: Planted {
            what: "a UserSig is renewed only after its end",
            path: "crates/call-engine/src/credentials.rs",
            from: "now + LIFE.as_secs() / 2",
            to: "now + LIFE.as_secs() * 2",
        },
        generate: false,
        test: [
            "client",
            "requests::the_ticket_is_reused_by_all_clones_and_renewed_long_before_it_expires",
        ],
        words: "s are left",
    },
];

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    // What fails without a fault says nothing about one.
    for binary in ["client", "traces"] {
        test(&checkout, [binary, ""])?.expect(&format!("{binary}, without a fault,"))?;
    }
    for fault in FAULTS {
        let [binary, name] = fault.test;
        let look = |checkout: &Checkout| {
            if fault.generate {
                checkout.xtask(&["generate"])?.expect("generate")?;
            }
            test(checkout, [binary, name])
        };
        let file = match name.split_once("::") {
            Some((module, _)) => format!("{binary}/{module}"),
            None => binary.to_owned(),
        };
        let place = format!("panicked at crates/call-engine/tests/{file}");
        planted::refused(&checkout, &fault.planted, look, |text| {
            planted::panic(text, &place, fault.words)
        })?;
    }
    Ok(())
}

fn test(checkout: &Checkout, [binary, name]: [&str; 2]) -> Result<Outcome, String> {
    let arguments = [
        "test",
        "--quiet",
        "--package",
        "call-engine",
        "--features",
        "tracing",
        "--test",
        binary,
        name,
    ];
    let named = arguments.len() - usize::from(name.is_empty());
    checkout.cargo(&arguments[..named])
}
