//! Which records are asked for.

use call_engine::types::{
    CallRecord, CallResult, CallResultFilter, CallType, GetRecordByFilterRequest,
};
use clap::Args;

use crate::span;

#[derive(Debug, Clone, Args)]
pub struct Wanted {
    /// Earliest moment: how long ago (2d, 90m), a day or time of this machine's zone (2025-12-05, "2025-12-05 10:00"),
    /// RFC 3339 or Unix seconds [default: 7d, all that is kept]
    #[arg(long, value_name = "MOMENT", value_parser = span::moment)]
    pub since: Option<i64>,
    /// Latest moment, written the same way [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = span::moment)]
    pub until: Option<i64>,
    /// Only calls that ended like this: Cancel, Reject, NotAnswer, NormalEnd, CallBusy, Interrupt, Offline
    #[arg(long, value_name = "RESULT")]
    pub result: Option<String>,
    /// Only calls of this size: SingleCall, MultiCall
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
}

pub const FLAGS: &[(&str, &str)] = &[
    ("StartTime", "--since"),
    ("EndTime", "--until"),
    ("CallResult", "--result"),
    ("CallType", "--type"),
    ("Page", "--page"),
    ("NumberPerPage", "--per-page"),
];

impl Wanted {
    /// The request for them, without a page.
    pub fn request(&self) -> GetRecordByFilterRequest {
        let mut request = GetRecordByFilterRequest::new();
        request.start_time = self.since;
        request.end_time = self.until;
        request.call_result = self.result();
        request.call_type = self.kind();
        request
    }

    /// Whether a record is one of them: the service may not heed the filters (C-9).
    pub fn includes(&self, record: &CallRecord) -> bool {
        let result = match (self.result(), &record.call_result) {
            (None, _) => true,
            (Some(_), None) => false,
            // What a number means is undocumented (C-10), so it is left to the service.
            (Some(_), Some(CallResult::Other(text))) if text.was_integer() => true,
            (Some(wanted), Some(result)) => CallResultFilter::from(result.as_str()) == wanted,
        };
        let wanted = self.kind();
        result && (wanted.is_none() || record.call_type == wanted)
    }

    /// Whether records are chosen at all.
    pub fn filters(&self) -> bool {
        self.result.is_some() || self.kind.is_some()
    }

    fn result(&self) -> Option<CallResultFilter> {
        self.result.as_deref().map(CallResultFilter::from)
    }

    fn kind(&self) -> Option<CallType> {
        self.kind.as_deref().map(CallType::from)
    }
}
