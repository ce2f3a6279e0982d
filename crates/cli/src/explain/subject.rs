//! What can be explained, in words and as JSON.

use call_engine::CodeInfo;
use call_engine::code::{Family, Matter, Retry};
use serde_json::{Value, json};

use crate::exit;
use crate::generated::explanations::{CONTRADICTIONS, WORDS};
use crate::table::pairs;

/// A value of an enumeration.
#[derive(Debug)]
pub struct Word {
    /// The enumeration, such as `CallResult`.
    pub of: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What travels.
    pub wire: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Source documents.
    pub source: &'static [&'static str],
}

/// Where the vendor's documents contradict each other.
#[derive(Debug)]
pub struct Contradiction {
    /// Such as `C-9`.
    pub id: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// What the documents say.
    pub says: &'static str,
    /// What is made of it here.
    pub resolved: &'static str,
    /// Source documents.
    pub source: &'static [&'static str],
}

/// Something that can be explained.
#[derive(Debug, Clone, Copy)]
pub enum Subject {
    Code(&'static CodeInfo),
    Word(&'static Word),
    Contradiction(&'static Contradiction),
    /// An exit code of this program, with its line of the help.
    ExitCode(&'static str, &'static str),
}

impl Subject {
    /// Everything there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let codes = CodeInfo::all().iter().map(Self::Code);
        let words = WORDS.iter().map(Self::Word);
        let exit_codes = exit::CODES.lines().filter_map(|line| {
            let (code, meaning) = line.strip_prefix("  ")?.split_once("  ")?;
            code.parse::<u8>().ok()?;
            Some(Self::ExitCode(code, meaning.trim_start()))
        });
        let contradictions = CONTRADICTIONS.iter().map(Self::Contradiction);
        codes.chain(words).chain(contradictions).chain(exit_codes)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code(info) => info.name(),
            Self::Word(word) => word.name,
            Self::Contradiction(case) => case.id,
            Self::ExitCode(code, _) => code,
        }
    }

    /// What kind of thing it is.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Code(_) => "code",
            Self::Word(word) => word.of,
            Self::Contradiction(_) => "contradiction",
            Self::ExitCode(..) => "exit code",
        }
    }

    /// The code or value, where that is not the name.
    pub fn value(self) -> String {
        match self {
            Self::Code(info) => info.code().to_string(),
            Self::Word(word) => word.wire.to_owned(),
            Self::Contradiction(_) | Self::ExitCode(..) => String::new(),
        }
    }

    /// What it means, in a line or two.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Code(info) => info.meaning(),
            Self::Word(word) => word.meaning,
            Self::Contradiction(case) => case.title,
            Self::ExitCode(_, meaning) => meaning,
        }
    }

    fn source(self) -> &'static [&'static str] {
        match self {
            Self::Code(info) => info.source(),
            Self::Word(word) => word.source,
            Self::Contradiction(case) => case.source,
            Self::ExitCode(..) => &[],
        }
    }

    /// Whether a text in lower case stands somewhere in it.
    pub fn mentions(self, text: &str) -> bool {
        let more: &[&str] = match self {
            Self::Code(info) => &[info.remedy()],
            Self::Contradiction(case) => &[case.says, case.resolved],
            Self::Word(_) | Self::ExitCode(..) => &[],
        };
        let own = [self.name(), self.kind(), self.meaning()];
        own.iter()
            .chain(more)
            .any(|part| part.to_ascii_lowercase().contains(text))
    }

    /// For programs.
    pub fn json(self) -> Value {
        match self {
            Self::Code(info) => json!({
                "kind": "code",
                "code": info.code(),
                "name": info.name(),
                "family": family_of(info.family()),
                "about": info.about().map(matter_word),
                "meaning": info.meaning(),
                "may_have_run": info.may_have_run(),
                "retry": retry_word(info.retry()),
                "remedy": info.remedy(),
                "source": info.source(),
            }),
            Self::Word(word) => json!({
                "kind": word.of,
                "name": word.name,
                "value": word.wire,
                "meaning": word.meaning,
                "source": word.source,
            }),
            Self::Contradiction(case) => json!({
                "kind": "contradiction",
                "name": case.id,
                "meaning": case.title,
                "says": case.says,
                "resolved": case.resolved,
                "source": case.source,
            }),
            Self::ExitCode(code, meaning) => json!({
                "kind": "exit code",
                "code": code.parse::<u8>().ok(),
                "name": code,
                "meaning": meaning,
            }),
        }
    }

    /// For people.
    pub fn told(self) -> String {
        let text = |text: &str| Some(text.to_owned());
        let source = self.source().join(", ");
        let source = Some(source).filter(|source| !source.is_empty());
        match self {
            Self::Code(info) => pairs(&[
                ("Code", Some(format!("{} {}", info.code(), info.name()))),
                ("From", text(family_of(info.family()))),
                ("About", info.about().map(|about| matter(about).to_owned())),
                ("Meaning", text(info.meaning())),
                ("Executed", text(executed(info.may_have_run()))),
                ("Again", text(again(info.retry()))),
                ("To do", text(info.remedy())),
                ("Source", source),
            ]),
            Self::Word(word) => pairs(&[
                (word.of, text(word.name)),
                ("Value", text(word.wire).filter(|wire| wire != word.name)),
                ("Meaning", text(word.meaning)),
                ("Source", source),
            ]),
            Self::Contradiction(case) => pairs(&[
                ("Contradiction", text(case.id)),
                ("About", text(case.title)),
                ("Documents", text(case.says)),
                ("Here", text(case.resolved)),
                ("Source", source),
            ]),
            Self::ExitCode(code, meaning) => {
                pairs(&[("Exit code", text(code)), ("Meaning", text(meaning))])
            }
        }
    }
}

/// Who answers codes of a family.
pub fn family_of(family: Family) -> &'static str {
    match family {
        Family::Gateway => "the gateway in front of the services",
        Family::Account => "the account and UserSig service",
        Family::CallConfig => "the webhook configuration service",
        Family::Call => "the call engine and its records",
        _ => "another service",
    }
}

/// What a refusal is about, in the word of the catalogue.
fn matter_word(about: Matter) -> &'static str {
    match about {
        Matter::Site => "site",
        Matter::Signature => "signature",
        Matter::Administrator => "administrator",
        Matter::Package => "package",
        _ => "other",
    }
}

/// The same in a sentence.
fn matter(about: Matter) -> &'static str {
    match about {
        Matter::Site => "the application, and the site it belongs to",
        Matter::Signature => "who signs, and with what",
        Matter::Administrator => "whether who signs may use the API",
        Matter::Package => "what was bought, and how much of it is used",
        _ => "something else",
    }
}

fn executed(may_have_run: bool) -> &'static str {
    if may_have_run {
        "unknown: the command may have run, so look before you repeat it"
    } else {
        "no: the command did not run"
    }
}

fn retry_word(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "never",
        Retry::Delay => "delay",
        Retry::Reauth => "reauth",
        Retry::Idempotent => "idempotent",
        _ => "unknown",
    }
}

fn again(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "does not help: the same request fails again",
        Retry::Delay => "helps after a pause",
        Retry::Reauth => "once, with a new UserSig",
        Retry::Idempotent => "only what may run twice: never a start",
        _ => "nobody knows",
    }
}
