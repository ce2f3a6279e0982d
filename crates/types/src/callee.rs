//! How inviting somebody went.

use crate::types::CalleeResult;

impl CalleeResult {
    /// Whether the callee was invited: `ResultCode` 0. That any other code means not invited is inferred; `None` when
    /// there is no code.
    pub fn is_invited(&self) -> Option<bool> {
        self.result_code.map(|code| code == 0)
    }
}
