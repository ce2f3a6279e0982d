//! One difference between two editions of the contract.

use std::fmt;

use crate::finding::Place;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word for people and programs.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words! {
    /// What a difference does to one who was written for the base.
    Level {
        /// Nothing but words for people or for the generator.
        Documentation = "documentation",
        /// Everything goes on working.
        Compatible = "compatible",
        /// Nobody can say: the comparison does not know the keyword.
        NotUnderstood = "not understood",
        /// Something stops working.
        Breaking = "breaking",
    }
}

words! {
    /// What happened.
    Change {
        /// It was not there.
        Added = "added",
        /// It is not there any more.
        Removed = "removed",
        /// More is allowed.
        Widened = "widened",
        /// Less is allowed.
        Narrowed = "narrowed",
        /// It is something else.
        Changed = "changed",
    }
}

words! {
    /// Who writes and who reads.
    Flow {
        /// Callers write, servers read: requests, parameters, answers to webhooks.
        Request = "request",
        /// Servers write, callers read: answers, the bodies and parameters of webhooks.
        Answer = "answer",
    }
}

words! {
    /// The part of the contract.
    Side {
        /// What is true of a command as a whole.
        Command = "command",
        /// A parameter of a command.
        Parameter = "parameter",
        /// The body of a request.
        Request = "request",
        /// The answer to a command.
        Answer = "answer",
        /// What is true of a webhook as a whole.
        Webhook = "webhook",
        /// A parameter of a webhook.
        WebhookParameter = "webhook parameter",
        /// The body of a webhook.
        WebhookEvent = "webhook event",
        /// The answer to a webhook.
        WebhookAnswer = "webhook answer",
        /// The document, the catalogue or an example.
        Document = "whole document",
    }
}

impl Side {
    /// Who writes and who reads there.
    pub fn flow(self) -> Flow {
        match self {
            Self::Command
            | Self::Parameter
            | Self::Request
            | Self::WebhookAnswer
            | Self::Document => Flow::Request,
            Self::Answer | Self::Webhook | Self::WebhookParameter | Self::WebhookEvent => {
                Flow::Answer
            }
        }
    }
}

words! {
    /// The step of the crate's version.
    Step {
        /// There is nothing to publish.
        Same = "none",
        /// Words changed.
        Patch = "patch",
        /// Something was added.
        Minor = "minor",
        /// Something was taken away or means something else.
        Major = "major",
    }
}

impl Step {
    /// What the step does to a version; before 1.0 the second number stands for breaking changes.
    pub fn next(self, version: &str) -> Option<String> {
        let core = version.split(['-', '+']).next()?;
        let mut numbers = core.split('.').map(|number| number.parse::<u64>().ok());
        let (major, minor, patch) = (numbers.next()??, numbers.next()??, numbers.next()??);
        Some(match (self, major) {
            (Self::Same, _) => core.to_owned(),
            (Self::Major, 0) => format!("0.{}.0", minor + 1),
            (Self::Major, _) => format!("{}.0.0", major + 1),
            (Self::Minor, 1..) => format!("{major}.{}.0", minor + 1),
            (Self::Minor | Self::Patch, _) => format!("{major}.{minor}.{}", patch + 1),
        })
    }
}

/// Where a difference is felt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The command or webhook; none when the document as a whole is meant.
    pub command: Option<String>,
    /// The part of it.
    pub side: Side,
    /// The field in the words of the API, such as `CallInfo.RoomId`; empty for the part as a whole.
    pub field: String,
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.side)?;
        if !self.field.is_empty() {
            write!(f, " `{}`", self.field)?;
        }
        Ok(())
    }
}

/// One difference between two editions of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Name of the rule, such as `max-length-narrowed`.
    pub rule: String,
    /// What happened.
    pub change: Change,
    /// What it is, in one sentence.
    pub what: String,
    /// What to know besides.
    pub note: Option<&'static str>,
    /// What it does to callers written for the base.
    pub callers: Level,
    /// What it does to servers written for the base.
    pub servers: Level,
    /// The step of the crate's version it asks for.
    pub step: Step,
    /// Whether an item of the generated Rust comes or goes with it.
    pub in_types: bool,
    /// Where it is felt, at least once.
    pub uses: Vec<Use>,
    /// Where it stands in the head, or in the base when it was removed.
    pub place: Place,
    /// Whether the place is in the base.
    pub in_base: bool,
}

impl Difference {
    /// The worse of both levels.
    pub fn level(&self) -> Level {
        self.callers.max(self.servers)
    }
}

/// The step that all differences together ask for.
pub fn step(differences: &[Difference]) -> Step {
    let steps = differences.iter().map(|difference| difference.step);
    steps.max().unwrap_or(Step::Same)
}
