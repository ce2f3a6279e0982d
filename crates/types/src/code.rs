//! What a code means.

use crate::generated::catalogue;

/// Who produces a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Family {
    /// The REST gateway in front of the services.
    Gateway,
    /// The account and UserSig service.
    Account,
    /// The webhook configuration service.
    CallConfig,
    /// The call engine and the call records.
    Call,
}

/// What a refusal is about, where that is one thing other than the request itself. Our judgement, not the vendor's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Matter {
    /// The application, and the site it belongs to.
    Site,
    /// Who signs, and with what.
    Signature,
    /// Whether who signs may use the API.
    Administrator,
    /// What was bought, and how much of it is used.
    Package,
}

/// Whether repeating a request can help. Our judgement, not the vendor's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// The same request fails again.
    Never,
    /// Safe after a pause.
    Delay,
    /// Once, with a new UserSig.
    Reauth,
    /// The outcome is unknown: only for commands that may run twice.
    Idempotent,
}

/// An entry of the error catalogue.
///
/// ```
/// use call_engine_types::CodeInfo;
///
/// let info = CodeInfo::find(60008).expect("a code of the gateway");
/// assert_eq!(info.name(), "TimeoutOrBadFormat");
/// assert!(info.may_have_run());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeInfo {
    pub(crate) code: i64,
    pub(crate) family: Family,
    pub(crate) about: Option<Matter>,
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) remedy: &'static str,
    pub(crate) retry: Retry,
    pub(crate) may_have_run: bool,
    pub(crate) source: &'static [&'static str],
}

impl CodeInfo {
    /// The entry of a code, if the catalogue has it.
    pub fn find(code: i64) -> Option<&'static Self> {
        let codes = catalogue::CODES;
        codes
            .binary_search_by_key(&code, |info| info.code)
            .ok()
            .map(|index| &codes[index])
    }

    /// Every entry, sorted by code.
    pub fn all() -> &'static [Self] {
        catalogue::CODES
    }

    /// The number.
    pub fn code(&self) -> i64 {
        self.code
    }

    /// Who produces it.
    pub fn family(&self) -> Family {
        self.family
    }

    /// What a refusal with it is about, where that is one thing; `None` for those about the request itself or the service.
    pub fn about(&self) -> Option<Matter> {
        self.about
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What it means.
    pub fn meaning(&self) -> &'static str {
        self.meaning
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        self.remedy
    }

    /// Whether repeating the request can help.
    pub fn retry(&self) -> Retry {
        self.retry
    }

    /// Whether the command may have run although it answered this code.
    pub fn may_have_run(&self) -> bool {
        self.may_have_run
    }

    /// Source documents.
    pub fn source(&self) -> &'static [&'static str] {
        self.source
    }
}
