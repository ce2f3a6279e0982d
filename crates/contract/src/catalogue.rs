//! The error catalogue.

use serde_json::Value;

use crate::document::Document;
use crate::finding::{Finding, Place};
use crate::yaml;

/// Root field of a bundle that holds the catalogue.
pub const EXTENSION: &str = "x-error-catalogue";

/// A code the API answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// The number.
    pub code: i64,
    /// Who produces it.
    pub family: Family,
    /// What a refusal with it is about, where that is one thing.
    pub about: Option<Matter>,
    /// Name, UpperCamel.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether repeating the request can help.
    pub retry: Retry,
    /// Whether the command may have run.
    pub executed: Executed,
    /// Source documents.
    pub source: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// The words of the contract, in order.
            pub const WORDS: &[&str] = &[$($word),*];

            /// Reads the word of the contract.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// The word of the contract.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

words! {
    /// Who produces a code.
    Family {
        /// The REST gateway in front of the services.
        Gateway = "gateway",
        /// The account and UserSig service.
        Account = "account",
        /// The webhook configuration service.
        CallConfig = "call_config",
        /// The call engine and the call records.
        Call = "call",
    }
}

words! {
    /// What a refusal is about, where that is one thing other than the request itself.
    Matter {
        /// The application, and the site it belongs to.
        Site = "site",
        /// Who signs, and with what.
        Signature = "signature",
        /// Whether who signs may use the API.
        Administrator = "administrator",
        /// What was bought, and how much of it is used.
        Package = "package",
    }
}

words! {
    /// Whether repeating a request can help.
    Retry {
        /// The same request fails again.
        Never = "never",
        /// Safe after a pause.
        Delay = "delay",
        /// Once, with a new UserSig.
        Reauth = "reauth",
        /// The outcome is unknown: only for commands that may run twice.
        Idempotent = "idempotent",
    }
}

words! {
    /// Whether a command that failed may have run.
    Executed {
        /// It certainly did not.
        Never = "never",
        /// It may have.
        Unknown = "unknown",
    }
}

/// Reads the catalogue kept by hand.
pub(crate) fn read(file: &str, text: &str, findings: &mut Vec<Finding>) -> Vec<CatalogueEntry> {
    match yaml::read(file, text) {
        Ok((value, lines)) => entries(&value, &|pointer| lines.place(pointer), findings),
        Err(finding) => {
            findings.push(finding);
            Vec::new()
        }
    }
}

/// Reads the catalogue a bundle carries.
pub(crate) fn bundled(document: &Document, findings: &mut Vec<Finding>) -> Vec<CatalogueEntry> {
    let Some(value) = document.value().get(EXTENSION) else {
        findings.push(Finding::new(
            "catalogue",
            document.place(""),
            "there is no error catalogue",
            "restore `errors.yaml` beside the document",
        ));
        return Vec::new();
    };
    let root = format!("/{EXTENSION}");
    entries(
        value,
        &|pointer| document.place(&format!("{root}{pointer}")),
        findings,
    )
}

fn entries(
    value: &Value,
    place: &dyn Fn(&str) -> Place,
    findings: &mut Vec<Finding>,
) -> Vec<CatalogueEntry> {
    let Some(items) = value.as_array() else {
        findings.push(Finding::new(
            "catalogue",
            place(""),
            "the catalogue is not a list",
            "write one `- code: …` entry per code",
        ));
        return Vec::new();
    };
    let mut entries = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let mut entry = EntryReader {
            item,
            pointer: format!("/{index}"),
            place,
            findings,
        };
        entries.extend(entry.read());
    }
    entries
}

const KEYS: &[&str] = &[
    "code", "family", "about", "name", "meaning", "remedy", "retry", "executed", "source",
];

struct EntryReader<'a> {
    item: &'a Value,
    pointer: String,
    place: &'a dyn Fn(&str) -> Place,
    findings: &'a mut Vec<Finding>,
}

impl EntryReader<'_> {
    fn refuse(&mut self, key: &str, message: String, remedy: String) {
        let place = (self.place)(&yaml::step(&self.pointer, key));
        self.findings
            .push(Finding::new("catalogue", place, message, remedy));
    }

    fn read(&mut self) -> Option<CatalogueEntry> {
        if let Some(map) = self.item.as_object() {
            for key in map.keys().filter(|key| !KEYS.contains(&key.as_str())) {
                self.refuse(
                    key,
                    format!("unknown field `{key}`"),
                    format!("use {}", KEYS.join(", ")),
                );
            }
        }
        let code = self.item.get("code").and_then(Value::as_i64);
        if code.is_none() {
            let message = "`code` is missing or not an integer".to_owned();
            self.refuse(
                "code",
                message,
                "give the number the vendor answers".to_owned(),
            );
        }
        let family = self.word("family", Family::WORDS, Family::from_word);
        let about = match self.item.get("about") {
            Some(_) => self
                .word("about", Matter::WORDS, Matter::from_word)
                .map(Some),
            None => Some(None),
        };
        let name = self.text("name");
        let meaning = self.text("meaning");
        let remedy = self.text("remedy");
        let retry = self.word("retry", Retry::WORDS, Retry::from_word);
        let executed = self.word("executed", Executed::WORDS, Executed::from_word);
        let source = self
            .item
            .get("source")
            .and_then(Value::as_array)
            .map(|list| {
                list.iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            });
        if source.as_ref().is_none_or(Vec::is_empty) {
            let message = "`source` is missing or empty".to_owned();
            self.refuse("source", message, "list the source documents".to_owned());
        }
        Some(CatalogueEntry {
            code: code?,
            family: family?,
            about: about?,
            name: name?,
            meaning: meaning?,
            remedy: remedy?,
            retry: retry?,
            executed: executed?,
            source: source?,
            place: (self.place)(&self.pointer),
        })
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let text = self
            .item
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty());
        if text.is_none() {
            self.refuse(
                key,
                format!("`{key}` is missing or empty"),
                "fill it in".to_owned(),
            );
        }
        text.map(str::to_owned)
    }

    fn word<T>(&mut self, key: &str, words: &[&str], read: fn(&str) -> Option<T>) -> Option<T> {
        let word = self.item.get(key).and_then(Value::as_str).and_then(read);
        if word.is_none() {
            let message = format!("`{key}` is missing or an unknown word");
            self.refuse(key, message, format!("use one of: {}", words.join(", ")));
        }
        word
    }
}
