//! What the generated command tree is made of.

use std::fmt::Write as _;

/// What repeating a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing changes.
    Read,
    /// The second run changes nothing more.
    Idempotent,
    /// Somebody's phone rings again.
    PlacesCall,
}

/// A command of the contract.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// The command word.
    pub name: &'static str,
    /// The path.
    pub path: &'static str,
    /// What it does, in a line without a full stop.
    pub summary: &'static str,
    /// What it does, in full.
    pub about: &'static str,
    /// What repeating it does.
    pub effect: Effect,
    /// The smallest request as JSON.
    pub example: &'static str,
    /// A flag for every field of the request.
    pub flags: &'static [Flag],
}

/// A field of a request as a flag.
#[derive(Debug, Clone, Copy)]
pub struct Flag {
    /// Name without dashes, nested fields dotted, such as `call-info.media-type`.
    pub name: &'static str,
    /// JSON pointer of the field.
    pub pointer: &'static str,
    /// What it takes.
    pub kind: FlagKind,
    /// Whether the request needs it.
    pub required: bool,
    /// What the field is, in full sentences.
    pub help: &'static str,
    /// Ranges, lengths and defaults in short phrases; may be empty.
    pub rules: &'static str,
}

/// What a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagKind {
    /// Text.
    Text,
    /// Text, as often as wanted.
    TextList,
    /// An integer.
    Integer,
    /// An integer, as often as wanted.
    IntegerList,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A span of time: `30s`, `2m`, `1500ms`; sent in milliseconds.
    Milliseconds,
    /// One of these words; others are sent too.
    Choice(&'static [&'static str]),
    /// One of these words, as often as wanted.
    ChoiceList(&'static [&'static str]),
    /// One of these integers; others are sent too.
    IntegerChoice(&'static [&'static str]),
    /// JSON text, or `@file`.
    Json,
}

impl Flag {
    /// Name of the argument, apart from all others.
    pub fn id(&self) -> String {
        format!("field{}", self.pointer)
    }

    /// Name after the two dashes. A field with the name of a flag that every command has is told apart.
    pub fn long(&self) -> String {
        match self.name {
            "body" | "help" => format!("field.{}", self.name),
            name => name.to_owned(),
        }
    }

    /// The field as the client names it: `CallInfo.RoomId`.
    pub fn field(&self) -> String {
        self.pointer.trim_start_matches('/').replace('/', ".")
    }

    /// The first sentence.
    pub fn short_help(&self) -> String {
        let end = self
            .help
            .find(". ")
            .unwrap_or_else(|| self.help.trim_end_matches('.').len());
        self.help[..end].to_owned()
    }

    /// Everything that is known about the field.
    pub fn long_help(&self, words: &[&str]) -> String {
        let mut text = self.help.to_owned();
        let mut line = |name: &str, value: &str| {
            if !value.is_empty() {
                let _ = write!(text, "\n{name}: {value}.");
            }
        };
        line("Rules", self.rules);
        line("One of", &words.join(", "));
        match self.kind {
            FlagKind::TextList | FlagKind::IntegerList | FlagKind::ChoiceList(_) => {
                line("Repeatable", "each gives one item");
            }
            FlagKind::Milliseconds => line("Written", "30s, 1500ms, 2m"),
            _ => {}
        }
        text
    }
}
