//! The table: what a change of each thing does to callers, to servers and to the crate.
//!
//! A caller breaks when one written for the base meets a server of the head; a server breaks when one written for the
//! base meets a caller of the head. So what narrows a request breaks callers, what widens it breaks servers, and on
//! the way back it is the other way round.

use super::difference::{Change, Flow, Level, Step};

/// Who breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody.
    Neither,
    /// Nobody: these are words.
    Documentation,
    /// Callers.
    Callers,
    /// Servers.
    Servers,
    /// Callers and servers.
    Both,
    /// Nobody can say.
    Unknown,
}

impl Verdict {
    /// What it is for callers and for servers.
    pub fn levels(self) -> (Level, Level) {
        match self {
            Self::Neither => (Level::Compatible, Level::Compatible),
            Self::Documentation => (Level::Documentation, Level::Documentation),
            Self::Callers => (Level::Breaking, Level::Compatible),
            Self::Servers => (Level::Compatible, Level::Breaking),
            Self::Both => (Level::Breaking, Level::Breaking),
            Self::Unknown => (Level::NotUnderstood, Level::NotUnderstood),
        }
    }

    /// The word of the printed table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Neither => "neither",
            Self::Documentation => "documentation",
            Self::Callers => "callers",
            Self::Servers => "servers",
            Self::Both => "both",
            Self::Unknown => "unknown",
        }
    }
}

/// How the generated Rust feels a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rust {
    /// As callers do.
    AsCallers,
    /// It is in the types or names: every change is a breaking one.
    Types,
    /// Only what is taken away is a breaking change: a value, a field, a method.
    Items,
    /// It decides what `new` wants of a request.
    Arguments,
    /// Not at all, but it is worth a new version.
    Tables,
}

/// A row of the table.
#[derive(Debug)]
pub struct Rule {
    /// The keyword or the thing, in kebab-case.
    pub subject: &'static str,
    /// Who breaks when callers write: added, removed, widened, narrowed, changed.
    pub request: [Verdict; 5],
    /// Who breaks when servers write.
    pub answer: [Verdict; 5],
    /// How the generated Rust feels it.
    pub rust: Rust,
    /// What to know besides, and when.
    pub note: Option<(Flow, Change, &'static str)>,
}

impl Rule {
    /// The rule of a subject; the rule of unknown words for a subject that has none.
    pub(super) fn of(subject: &str) -> &'static Self {
        let rule = RULES.iter().find(|rule| rule.subject == subject);
        rule.unwrap_or(&NOT_UNDERSTOOD)
    }

    /// Who breaks.
    pub fn verdict(&self, flow: Flow, change: Change) -> Verdict {
        let verdicts = match flow {
            Flow::Request => self.request,
            Flow::Answer => self.answer,
        };
        verdicts[change as usize]
    }

    /// The step of the crate's version.
    pub fn step(&self, flow: Flow, change: Change) -> Step {
        let (callers, servers) = self.verdict(flow, change).levels();
        let takes_away = matches!(change, Change::Removed | Change::Narrowed | Change::Changed);
        let breaks_types = match self.rust {
            Rust::AsCallers | Rust::Tables => false,
            Rust::Types => true,
            Rust::Items => takes_away,
            Rust::Arguments => flow == Flow::Request,
        };
        match callers {
            Level::Breaking | Level::NotUnderstood => Step::Major,
            _ if breaks_types => Step::Major,
            Level::Documentation if servers == Level::Documentation => Step::Patch,
            _ => Step::Minor,
        }
    }

    /// What to know besides.
    pub fn note(&self, flow: Flow, change: Change) -> Option<&'static str> {
        let (of_flow, of_change, note) = self.note?;
        (of_flow == flow && of_change == change).then_some(note)
    }
}

use Change::{Added, Changed, Widened};
use Flow::{Answer, Request};
use Rust::{Arguments, AsCallers, Items, Tables, Types};
use Verdict::{
    Both as B, Callers as C, Documentation as D, Neither as N, Servers as S, Unknown as U,
};

type Verdicts = [Verdict; 5];

/// A keyword that takes values away: its presence narrows.
const LIMIT: [Verdicts; 2] = [[C, S, S, C, B], [S, C, C, S, B]];
/// The same, where readers are open to more than they know.
const OPEN: [Verdicts; 2] = [[C, S, S, C, B], [S, N, N, S, S]];
/// A keyword that permits: its presence widens.
const PERMIT: [Verdicts; 2] = [[S, C, S, C, B], [C, S, C, S, B]];
const WORDS: [Verdicts; 2] = [[D; 5]; 2];
const HARMLESS: [Verdicts; 2] = [[N; 5]; 2];
const BREAKS: [Verdicts; 2] = [[B; 5]; 2];
/// Something optional that writers may give.
const OPTIONAL: [Verdicts; 2] = [[N, C, N, C, B]; 2];
/// Something that writers must give.
const REQUIRED: [Verdicts; 2] = [[C, B, C, B, B], [S, C, S, C, B]];
/// Something that is offered and may be chosen.
const OFFER: [Verdicts; 2] = [[S, C, S, C, B]; 2];

const fn row(
    subject: &'static str,
    [request, answer]: [Verdicts; 2],
    rust: Rust,
    note: Option<(Flow, Change, &'static str)>,
) -> Rule {
    Rule {
        subject,
        request,
        answer,
        rust,
        note,
    }
}

const OPEN_ENUMS: &str = "enumerations are open, so callers keep working";
const OPEN_OBJECTS: &str = "readers ignore fields they do not know";

const NOT_UNDERSTOOD: Rule = row("not-understood", [[U; 5]; 2], AsCallers, None);

/// Every rule. The order is that of the manual.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // Values that are allowed.
    row("type",                   LIMIT,    Types,     None),
    row("format",                 LIMIT,    Types,     None),
    row("nullable",               PERMIT,   Types,     None),
    row("enum",                   OPEN,     Items,     Some((Answer, Widened, OPEN_ENUMS))),
    row("minimum",                LIMIT,    AsCallers, None),
    row("maximum",                LIMIT,    AsCallers, None),
    row("exclusive-minimum",      LIMIT,    AsCallers, None),
    row("exclusive-maximum",      LIMIT,    AsCallers, None),
    row("multiple-of",            LIMIT,    AsCallers, None),
    row("min-length",             LIMIT,    AsCallers, None),
    row("max-length",             LIMIT,    AsCallers, None),
    row("x-max-bytes",            LIMIT,    AsCallers, None),
    row("x-room-kind",            LIMIT,    AsCallers, None),
    row("pattern",                LIMIT,    AsCallers, None),
    row("min-items",              LIMIT,    AsCallers, None),
    row("max-items",              LIMIT,    AsCallers, None),
    row("unique-items",           LIMIT,    AsCallers, None),
    row("min-properties",         LIMIT,    AsCallers, None),
    row("max-properties",         LIMIT,    AsCallers, None),
    row("items",                  LIMIT,    Types,     None),
    row("not",                    LIMIT,    AsCallers, None),
    row("one-of",                 LIMIT,    Types,     None),
    row("any-of",                 LIMIT,    Types,     None),
    row("choice",                 WORDS,    Types,     Some((Request, Changed, "`oneOf` wants exactly one, `anyOf` at least one"))),
    row("discriminator",          LIMIT,    Types,     None),
    row("x-ignore-case",          [[S, C, S, C, B], [N, S, N, S, S]], AsCallers, None),
    // Fields of an object.
    row("property",               OPTIONAL, Items,     Some((Answer, Added, OPEN_OBJECTS))),
    row("required-property",      REQUIRED, Items,     Some((Answer, Added, OPEN_OBJECTS))),
    row("closed-property",        [[S, C, S, C, B], [N, C, N, C, B]], Items, Some((Answer, Added, OPEN_OBJECTS))),
    row("required",               LIMIT,    Arguments, None),
    row("additional-properties",  OPEN,     AsCallers, Some((Answer, Widened, OPEN_OBJECTS))),
    // What a value means, and who may write it.
    row("default",                [[S, C, B, B, B]; 2], AsCallers, Some((Request, Changed, "leaving the field out means something else"))),
    row("read-only",              [[C, N, N, C, B], [N; 5]], AsCallers, None),
    row("write-only",             [[N; 5], [C, N, N, C, B]], AsCallers, None),
    row("x-unit",                 [[N, N, B, B, B]; 2], Types, Some((Request, Added, "the field of the Rust type becomes a span of time or a moment"))),
    row("xml",                    BREAKS,   AsCallers, None),
    // Words for people and for the generator.
    row("deprecated",             WORDS,    AsCallers, None),
    row("title",                  WORDS,    AsCallers, None),
    row("summary",                WORDS,    AsCallers, None),
    row("description",            WORDS,    AsCallers, None),
    row("example",                WORDS,    AsCallers, None),
    row("external-docs",          WORDS,    AsCallers, None),
    row("x-source",               WORDS,    AsCallers, None),
    row("x-enum-names",           WORDS,    Items,     None),
    row("x-enum-descriptions",    WORDS,    AsCallers, None),
    row("x-synonyms",             WORDS,    AsCallers, None),
    row("x-string-or-integer",    WORDS,    Types,     None),
    row("x-module",               WORDS,    AsCallers, None),
    row("component",              WORDS,    Items,     Some((Request, Changed, "the Rust type is called after the component"))),
    // Commands and webhooks.
    row("operation",              OPTIONAL, Items,     None),
    row("operation-id",           HARMLESS, Items,     Some((Request, Changed, "the Rust method is called after it"))),
    row("operation-deprecated",   WORDS,    AsCallers, None),
    row("path",                   BREAKS,   Tables,    None),
    row("path-parameter-name",    WORDS,    AsCallers, None),
    row("tags",                   WORDS,    AsCallers, None),
    row("x-effect",               LIMIT,    AsCallers, Some((Request, Change::Narrowed, "repeating the command does more than before"))),
    row("x-rate-limit",           LIMIT,    AsCallers, None),
    row("x-error-codes",          HARMLESS, Tables,    Some((Request, Widened, "codes are open, so callers keep working"))),
    row("webhook",                OPTIONAL, Items,     Some((Answer, Added, "receivers acknowledge events they do not know"))),
    row("webhook-id",             WORDS,    AsCallers, Some((Answer, Changed, "events are known by their `CallbackCommand`"))),
    row("webhook-address",        BREAKS,   Tables,    None),
    row("x-webhook",              BREAKS,   Types,     None),
    // Parameters.
    row("parameter",              OPTIONAL, AsCallers, None),
    row("required-parameter",     REQUIRED, AsCallers, None),
    row("parameter-required",     LIMIT,    AsCallers, None),
    row("parameter-in",           BREAKS,   AsCallers, None),
    row("parameter-content",      BREAKS,   AsCallers, None),
    row("style",                  BREAKS,   AsCallers, None),
    row("explode",                BREAKS,   AsCallers, None),
    row("allow-reserved",         BREAKS,   AsCallers, None),
    row("allow-empty-value",      PERMIT,   AsCallers, None),
    // Bodies and answers.
    row("request-body",           OPTIONAL, Items,     None),
    row("required-request-body",  REQUIRED, Items,     None),
    row("request-body-required",  LIMIT,    Arguments, None),
    row("media-type",             OFFER,    AsCallers, None),
    row("event-media-type",       LIMIT_OF_EVENTS, AsCallers, None),
    row("success-response",       [[S, B, S, B, B], [C, B, C, B, B]], AsCallers, None),
    row("failure-response",       HARMLESS, Tables,    Some((Answer, Added, "callers take a status they do not know for a failure"))),
    row("header",                 OPTIONAL, AsCallers, None),
    row("required-header",        REQUIRED, AsCallers, None),
    row("header-required",        LIMIT,    AsCallers, None),
    row("links",                  WORDS,    AsCallers, None),
    row("encoding",               BREAKS,   AsCallers, None),
    // Security and servers.
    row("security",               OFFER,    AsCallers, None),
    row("security-scheme",        [[D, D, D, D, B]; 2], AsCallers, None),
    row("server",                 [[N, C, N, C, B]; 2], Items, None),
    row("server-variables",       BREAKS,   AsCallers, None),
    row("x-site",                 WORDS,    Types,     Some((Request, Changed, "the Rust constant is called after it"))),
    row("x-backup",               HARMLESS, Tables,    None),
    // The document, the catalogue and the examples.
    row("openapi",                WORDS,    AsCallers, None),
    row("info",                   WORDS,    AsCallers, None),
    row("tag",                    WORDS,    AsCallers, None),
    row("code",                   HARMLESS, Tables,    Some((Request, Added, "codes are open, so callers keep working"))),
    row("code-family",            HARMLESS, Tables,    None),
    row("code-about",             HARMLESS, Tables,    None),
    row("code-name",              HARMLESS, Tables,    None),
    row("code-retry",             HARMLESS, Tables,    Some((Request, Changed, "what callers do by themselves after this code changes"))),
    row("code-executed",          LIMIT,    AsCallers, Some((Request, Change::Narrowed, "repeating the command is not safe after this code any more"))),
    row("code-text",              WORDS,    AsCallers, None),
    NOT_UNDERSTOOD,
];

/// What a server may send without being asked for it.
const LIMIT_OF_EVENTS: [Verdicts; 2] = [[S, C, S, C, B], [C, S, C, S, B]];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_subject_has_one_row() {
        let subjects: HashSet<&str> = RULES.iter().map(|rule| rule.subject).collect();
        assert_eq!(subjects.len(), RULES.len());
    }

    #[test]
    fn what_is_taken_from_the_types_is_major_even_when_the_wire_goes_on() {
        let rule = Rule::of("enum");
        assert_eq!(rule.verdict(Answer, Change::Narrowed), Verdict::Servers);
        assert_eq!(rule.step(Answer, Change::Narrowed), Step::Major);
        assert_eq!(rule.step(Answer, Widened), Step::Minor);
        assert_eq!(
            Rule::of("required").step(Request, Change::Removed),
            Step::Major
        );
    }
}
