//! Planted faults of the comparison, each refused by the tests of its table.

use super::checkout::{Checkout, Outcome};
use super::planted::{self, Planted};
use crate::repository::Repository;

struct Fault {
    what: &'static str,
    /// File under `crates/contract/src/diff`.
    path: &'static str,
    from: &'static str,
    to: &'static str,
    /// Which test must say what: where it gives up, and the cell or the change it names.
    said: [&'static str; 2],
}

const TABLE: &str = "panicked at crates/contract/tests/contract/diff_table.rs";
const DOCUMENTS: &str = "panicked at crates/contract/tests/contract/diff_documents.rs";

const FAULTS: &[Fault] = &[
    Fault {
        what: "request and answer change places in one rule",
        path: "rules.rs",
        from: "row(\"min-items\",              LIMIT,",
        to: "row(\"min-items\",              [LIMIT[1], LIMIT[0]],",
        said: [TABLE, "minItems added in Request"],
    },
    Fault {
        what: "a bound is compared the wrong way",
        path: "bounds.rs",
        from: "(Some(Ordering::Less), true) | (Some(Ordering::Greater), false)",
        to: "(Some(Ordering::Less), false) | (Some(Ordering::Greater), true)",
        said: [TABLE, "minimum widened in Request"],
    },
    Fault {
        what: "a keyword is passed over",
        path: "bounds.rs",
        from: "    (\"maxItems\", true),\n",
        to: "",
        said: [TABLE, "maxItems added in Request"],
    },
    Fault {
        what: "nobody looks into `allOf`",
        path: "view.rs",
        from: "if let Some(branches) = at.child(\"allOf\")",
        to: "if let Some(branches) = at.child(\"anyOf\")",
        said: [TABLE, "allOf"],
    },
    Fault {
        what: "a value more in a request breaks callers",
        path: "rules.rs",
        from: "row(\"enum\",                   OPEN,",
        to: "row(\"enum\",                   [[C, S, C, C, B], OPEN[1]],",
        said: [TABLE, "enum widened in Request"],
    },
    Fault {
        what: "a value more in an answer breaks callers",
        path: "rules.rs",
        from: "row(\"enum\",                   OPEN,",
        to: "row(\"enum\",                   LIMIT,",
        said: [TABLE, "enum removed in Answer"],
    },
    Fault {
        what: "the body of a webhook is judged as a request",
        path: "bodies.rs",
        from: "(Side::WebhookEvent, \"event-media-type\")",
        to: "(Side::Request, \"event-media-type\")",
        said: [TABLE, " in Event"],
    },
    Fault {
        what: "a body that becomes required is passed over",
        path: "bodies.rs",
        from: "self.demand(&spot, \"request-body-required\", \"the body\", &from, &to);",
        to: "",
        said: [DOCUMENTS, "request-body-required"],
    },
];

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    // What fails without a fault says nothing about one.
    tests(&checkout)?.expect("the tests of the comparison, without a fault,")?;
    for fault in FAULTS {
        let path = format!("crates/contract/src/diff/{}", fault.path);
        let planted = Planted {
            what: fault.what,
            path: &path,
            from: fault.from,
            to: fault.to,
        };
        let [place, cell] = fault.said;
        planted::refused(&checkout, &planted, tests, |text| {
            planted::panic(text, place, cell)
        })?;
    }
    Ok(())
}

fn tests(checkout: &Checkout) -> Result<Outcome, String> {
    checkout.cargo(&[
        "test",
        "--quiet",
        "--no-fail-fast",
        "--package",
        "call-engine-contract",
        "--test",
        "contract",
        "--",
        "diff_table::",
        "diff_documents::",
    ])
}
