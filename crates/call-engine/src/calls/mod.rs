//! Calls as people speak of them: ring, wait, end, find again.
//!
//! | Module | Concept |
//! |---|---|
//! | `ring` | whom to ring, how and where |
//! | `attempt` | what is known of a ring before its answer, and when there is none |
//! | `call` | a call that was started |
//! | `members` | who has answered |
//! | `waiting` | until somebody answers or the call is over |
//! | `recording` | the record of a call, once it can be read |
//! | `patience` | pauses between looks, and the failures that are sat out |
//! | `finding` | whether a ring without an answer became a call |
//! | `seen` | what webhooks told |

mod attempt;
mod call;
mod finding;
mod members;
mod patience;
mod recording;
mod ring;
mod seen;
mod waiting;

pub use attempt::{Attempt, RingError};
pub use call::Call;
pub(crate) use call::refused;
pub use finding::{FindCall, Found, FoundCall};
pub use recording::ReadRecord;
pub use ring::Ring;
pub use seen::Seen;
pub use waiting::{Outcome, Wait};
