//! What must come of each command and each fault: written down by hand from the documents, not taken from the client.

use std::collections::BTreeSet;

/// What repeating a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Somebody's phone rings again.
    Rings,
    /// Nothing more than once would.
    Twice,
    /// Nothing at all.
    Looks,
}

/// Every command of the documents with its nature. It does not follow the contract: a contract that calls a start
/// harmless is wrong.
pub const COMMANDS: [(&str, Nature); 8] = [
    ("start_call_by_robot", Nature::Rings),
    ("get_call_info", Nature::Looks),
    ("end_call", Nature::Twice),
    ("get_record_by_callid", Nature::Looks),
    ("get_record_by_filter", Nature::Looks),
    ("set_callback", Nature::Twice),
    ("get_callback", Nature::Looks),
    ("delete_callback", Nature::Twice),
];

/// Attempts that the client is allowed.
pub const MOST: usize = 3;

/// What is known after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing was sent: again is always safe.
    NotSent,
    /// It was sent, and what came of it is unknown.
    Unknown,
    /// It was sent, what came of it is unknown, and the same would come again.
    Settled,
}

/// How a cell must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    pub attempts: usize,
    pub may_have_taken_effect: bool,
}

/// The end of a fault without a code.
pub fn of_fault(nature: Nature, known: Known) -> Expected {
    let attempts = match (known, nature) {
        (Known::NotSent, _) | (Known::Unknown, Nature::Twice | Nature::Looks) => MOST,
        (Known::Unknown, Nature::Rings) | (Known::Settled, _) => 1,
    };
    Expected {
        attempts,
        may_have_taken_effect: known != Known::NotSent && nature != Nature::Looks,
    }
}

/// A code of the documents.
pub struct Code {
    pub number: i64,
    retry: &'static str,
    /// Whether the command certainly did not run.
    pub never_ran: bool,
}

impl Code {
    /// The end of a command that is answered the code, by a client that can make new UserSigs or not.
    pub fn end(&self, nature: Nature, renews: bool) -> Expected {
        let harmless = self.never_ran || nature != Nature::Rings;
        let attempts = match self.retry {
            "delay" if harmless => MOST,
            // Its meaning in the documents: only where running twice does no harm.
            "idempotent" if nature != Nature::Rings => MOST,
            "reauth" if renews && harmless => 2,
            "never" | "delay" | "idempotent" | "reauth" => 1,
            other => panic!("{}: nobody knows {other:?}", self.number),
        };
        Expected {
            attempts,
            may_have_taken_effect: !self.never_ran && nature != Nature::Looks,
        }
    }
}

/// Every code of the catalogue, as the documents call it. A new code needs a line here: whether it may be repeated is
/// for a person to decide.
pub fn codes() -> Vec<Code> {
    let table = include_str!("codes.csv");
    let mut seen = BTreeSet::new();
    let lines = table.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        let mut cell = || cells.next().unwrap_or_else(|| panic!("a cell in {line:?}"));
        let code = cell().parse().expect("a code");
        assert!(seen.insert(code), "{code} is listed twice");
        Code {
            number: code,
            retry: cell(),
            never_ran: match cell() {
                "never" => true,
                "unknown" => false,
                other => panic!("{code}: nobody knows {other:?}"),
            },
        }
    });
    lines.collect()
}
