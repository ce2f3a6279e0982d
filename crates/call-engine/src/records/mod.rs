//! Records of finished calls, page after page.
//!
//! | Module | Concept |
//! |---|---|
//! | `time_range` | from when to when |
//! | `paging` | which page comes next, and when there is none |
//! | `stream` | the records as a stream |

mod paging;
mod stream;
mod time_range;

pub use stream::Records;
pub use time_range::TimeRange;
pub(crate) use time_range::unix_seconds;
