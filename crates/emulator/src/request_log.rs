//! What was asked, for tests to look at.

use std::fmt;
use std::sync::{Arc, OnceLock};

use axum::http::request::Parts;

use crate::fault::Fault;
use crate::gateway::query;
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
    pub(crate) fault: Option<Fault>,
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
            fault: None,
        }
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

    /// What went wrong with it on purpose.
    pub fn fault(&self) -> Option<&Fault> {
        self.0.fault.as_ref()
    }
}

impl Weight for LoggedRequest {
    fn bytes(&self) -> usize {
        // Twice the line: its query may have been decoded.
        512 + 2 * self.0.line.len() + self.0.headers.len() + self.0.body.len()
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
