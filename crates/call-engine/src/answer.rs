//! A successful answer.

use std::fmt;
use std::ops::Deref;

/// A successful answer: its payload and the RequestId to quote to the vendor's support.
#[derive(Clone, PartialEq)]
pub struct Answer<T> {
    value: T,
    request_id: Option<String>,
}

impl<T> Answer<T> {
    pub(crate) fn new(value: T, request_id: Option<String>) -> Self {
        Self { value, request_id }
    }

    /// The RequestId, if the answer had one (C-17).
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The payload.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Answer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("value", &self.value)
            .field("request_id", &self.request_id)
            .finish()
    }
}
