//! What was asked, for tests to look at.

use std::fmt;
use std::sync::{Arc, OnceLock};

use axum::http::request::Parts;

use crate::fault::Fault;
use crate::gateway::query;
use crate::generated::routes::CODES;
use crate::ring::Weight;

/// One request, as it came, and the code it was answered with.
#[derive(Clone)]
pub struct LoggedRequest(Arc<Entry>);

/// In few pieces: taking and dropping entries was a third of the work on a request.
pub(crate) struct Entry {
    pub(crate) at: u64,
    /// Method and target, with a blank between them.
    line: Box<str>,
    /// A line for each header, with `: ` after its name. Copies, since the originals would keep the buffers of their connection.
    headers: Box<str>,
    /// Decoded when somebody asks for it.
    query: OnceLock<Vec<(String, String)>>,
    pub(crate) body: Box<[u8]>,
    pub(crate) code: i64,
    pub(crate) finding: Option<Finding>,
    /// The beginning of what was answered; nothing if nothing was.
    pub(crate) answer: Box<[u8]>,
    /// How long the whole answer was.
    pub(crate) answer_length: usize,
    pub(crate) fault: Option<Fault>,
}

/// Most bytes that are kept of an answer.
const KEPT_OF_ANSWER: usize = 64 * 1024;

/// What refused a request, in the order in which they look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Check {
    /// The method is POST.
    Method,
    /// The path is a command's.
    Path,
    /// The parameters of the URL are there and have their form.
    Query,
    /// The UserSig is a ticket for this application and caller, signed and not expired.
    UserSig,
    /// The application is the emulator's.
    Application,
    /// The caller is an administrator.
    Administrator,
    /// Not more requests of the command came in a second than there may.
    Rate,
    /// The body is not too long, and JSON.
    Body,
    /// Accounts in the body are strings.
    Accounts,
    /// The body is as the contract says.
    Contract,
    /// What the command names is there.
    Engine,
}

impl Check {
    /// Its name in few words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::Path => "path",
            Self::Query => "URL parameters",
            Self::UserSig => "UserSig",
            Self::Application => "application",
            Self::Administrator => "administrator",
            Self::Rate => "rate limit",
            Self::Body => "JSON body",
            Self::Accounts => "accounts",
            Self::Contract => "contract",
            Self::Engine => "call engine",
        }
    }

    /// Whether the field it blames is a parameter of the URL, and not a field of the body.
    pub fn looks_at_the_url(self) -> bool {
        matches!(
            self,
            Self::Method
                | Self::Path
                | Self::Query
                | Self::UserSig
                | Self::Application
                | Self::Administrator
        )
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Which check it did not pass.
    pub check: Check,
    /// The parameter of the URL, or the field of the body such as `CallInfo.RoomId` or `CalleeList_Account[2]`; `body` is the
    /// whole of it.
    pub field: Option<String>,
    /// The rule it broke; may be empty where the code says it all.
    pub rule: String,
}

impl Entry {
    /// What came, before anything is known of its answer.
    pub(crate) fn new(at: u64, parts: &Parts, body: &[u8]) -> Self {
        let target = parts
            .uri
            .path_and_query()
            .map_or("", |target| target.as_str());
        let mut headers = String::with_capacity(256);
        for (name, value) in &parts.headers {
            // A value that is text has no line end.
            if let Ok(value) = value.to_str() {
                headers.extend([name.as_str(), ": ", value, "\n"]);
            }
        }
        Self {
            at,
            line: [parts.method.as_str(), " ", target].concat().into(),
            headers: headers.into(),
            query: OnceLock::new(),
            body: body.into(),
            code: 0,
            finding: None,
            answer: Box::default(),
            answer_length: 0,
            fault: None,
        }
    }

    /// What it was answered with, as it went out.
    pub(crate) fn answered(&mut self, answer: &[u8]) {
        self.answer = answer[..answer.len().min(KEPT_OF_ANSWER)].into();
        self.answer_length = answer.len();
    }

    fn method_and_target(&self) -> (&str, &str) {
        self.line.split_once(' ').unwrap_or_default()
    }

    fn path_and_query(&self) -> (&str, &str) {
        let (_, target) = self.method_and_target();
        target.split_once('?').unwrap_or((target, ""))
    }
}

impl LoggedRequest {
    pub(crate) fn new(entry: Entry) -> Self {
        Self(Arc::new(entry))
    }

    /// When it came, in Unix milliseconds of the emulator's clock.
    pub fn at(&self) -> u64 {
        self.0.at
    }

    /// The method, like `POST`.
    pub fn method(&self) -> &str {
        self.0.method_and_target().0
    }

    /// The path of the URL, as it was sent.
    pub fn path(&self) -> &str {
        self.0.path_and_query().0
    }

    /// The query, decoded, in its order; empty if it could not be decoded. It holds the caller's UserSig.
    pub fn query(&self) -> &[(String, String)] {
        self.0.query.get_or_init(|| {
            let pairs = query::parse(self.0.path_and_query().1).unwrap_or_default();
            let owned = |(name, value): query::Pair<'_>| (name.into(), value.into());
            pairs.into_iter().map(owned).collect()
        })
    }

    /// The first query parameter of that name.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        query::get(self.query(), name)
    }

    /// All headers, names in lower case. A value that is no text is left out.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.0.headers.split_terminator('\n');
        lines.filter_map(|line| line.split_once(": "))
    }

    /// The first header of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The body; empty if it was longer than allowed.
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// The `ErrorCode` it was answered with; 0 also if a fault kept it from the service.
    pub fn code(&self) -> i64 {
        self.0.code
    }

    /// What that code means, if the contract's catalogue has it.
    pub fn meaning(&self) -> Option<&'static str> {
        let known = CODES.iter().find(|known| known.code == self.0.code);
        known.map(|known| known.meaning)
    }

    /// Why it was refused, if it was.
    pub fn finding(&self) -> Option<&Finding> {
        self.0.finding.as_ref()
    }

    /// What was answered, at most the first 65,536 bytes; empty if a fault left it without an answer.
    pub fn answer(&self) -> &[u8] {
        &self.0.answer
    }

    /// How many bytes the whole answer had.
    pub fn answer_length(&self) -> usize {
        self.0.answer_length
    }

    /// What went wrong with it on purpose.
    pub fn fault(&self) -> Option<&Fault> {
        self.0.fault.as_ref()
    }
}

impl Weight for LoggedRequest {
    fn bytes(&self) -> usize {
        // Twice the line: its query may have been decoded.
        let line = 2 * self.0.line.len();
        512 + line + self.0.headers.len() + self.0.body.len() + self.0.answer.len()
    }
}

/// Without query, headers and body: they hold credentials and what people say.
impl fmt::Debug for LoggedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoggedRequest")
            .field("at", &self.0.at)
            .field("method", &self.method())
            .field("path", &self.path())
            .field("code", &self.0.code)
            .finish_non_exhaustive()
    }
}
