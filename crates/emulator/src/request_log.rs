//! What was asked, for tests to look at.

use std::fmt;
use std::sync::Arc;

use crate::fault::Fault;
use crate::ring::Weight;

/// One request, as it came, and the code it was answered with.
#[derive(Clone)]
pub struct LoggedRequest(Arc<Entry>);

pub(crate) struct Entry {
    pub(crate) at: u64,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    /// Copies, since the originals would keep the buffers of their connection.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) code: i64,
    pub(crate) fault: Option<Fault>,
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
        &self.0.method
    }

    /// The path of the URL, as it was sent.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The query, decoded, in its order; empty if it could not be decoded. It holds the caller's UserSig.
    pub fn query(&self) -> &[(String, String)] {
        &self.0.query
    }

    /// The first query parameter of that name.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        crate::gateway::query::get(&self.0.query, name)
    }

    /// All headers, names in lower case. A value that is no text is left out.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
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
        let pairs = self.0.query.iter().chain(&self.0.headers);
        let texts: usize = pairs.map(|(name, value)| name.len() + value.len()).sum();
        512 + self.0.path.len() + self.0.body.len() + texts
    }
}

/// Without query, headers and body: they hold credentials and what people say.
impl fmt::Debug for LoggedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoggedRequest")
            .field("at", &self.0.at)
            .field("method", &self.0.method)
            .field("path", &self.0.path)
            .field("code", &self.0.code)
            .finish_non_exhaustive()
    }
}
