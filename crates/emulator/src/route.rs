//! What the contract says about a command, as the generated table states it.

/// One command of the contract.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// The command word, which is the operation's name in the contract.
    pub operation: &'static str,
    /// The path of the URL, from its first slash.
    pub path: &'static str,
    /// What repeating the request does.
    pub effect: Effect,
    /// Requests per second.
    pub rate_limit: u32,
    /// Codes the command's own pages name.
    pub error_codes: &'static [i64],
    /// JSON Schema (draft 2020-12) of the request body; complete in itself.
    pub request_schema: &'static str,
    /// The contract's example of a successful answer, envelope included.
    pub answer_example: &'static str,
}

/// What repeating a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing changes.
    Read,
    /// Repeating changes nothing further.
    Idempotent,
    /// Phones ring again.
    PlacesCall,
}

/// One entry of the contract's error catalogue.
#[derive(Debug, Clone, Copy)]
pub struct CodeMeaning {
    /// The number on the wire.
    pub code: i64,
    /// Its name in the catalogue.
    pub name: &'static str,
    /// One sentence on what it means.
    pub meaning: &'static str,
}

impl Route {
    /// The service the command belongs to: the part of the path before the command word.
    pub fn service(&self) -> &'static str {
        let mut parts = self.path.rsplit('/');
        parts.next();
        parts.next().unwrap_or_default()
    }

    /// The code with which this command's service refuses a parameter.
    pub fn invalid_parameter_code(&self) -> i64 {
        if self.service() == "call_config" {
            100_002
        } else {
            101_002
        }
    }
}
