//! How webhooks are written, where the vendor's documents disagree.

use serde::{Deserialize, Serialize};

use crate::engine::Change;

/// How webhooks are written. The default is what most of the documents say; a receiver should read the others too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a contradiction of its own"
)]
pub struct Spelling {
    /// Whether `CallInfo` calls its medium `CallMediaType`, as the sample does [W-1]. Default: no, `MediaType`.
    pub call_media_type: bool,
    /// Whether accounts that are decimal numbers are sent as JSON integers, as in the sample [W-2]. Default: no.
    pub integer_accounts: bool,
    /// Whether `RoomId` is empty while `RoomIdType` is 1, as in the sample [W-3]. Default: no.
    pub empty_room: bool,
    /// Whether `EventTime` of the end of a call lies before its `StartTime`, as in the sample [W-5]: by a year. Default: no.
    pub event_before_call: bool,
    /// Whether `CallResult` is a number, as the Chinese table says [W-15, C-11]. Which number stands for what is undocumented;
    /// here it is the place in the table of results, from 1. Default: no, text as in the sample.
    pub integer_result: bool,
    /// Which of the four lists of `ActionType` is used [W-6]. Default: that of the Chinese sample, `Accept` and `Hangup`.
    pub actions: ActionSpelling,
}

/// A list of `ActionType` in the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActionSpelling {
    /// The comment in the Chinese sample: `Accept`, `Hangup`.
    #[default]
    ChineseSample,
    /// The Chinese table: `Accept`, `HangUp`.
    ChineseTable,
    /// The comment in the English sample: `Answer`, `Hangup`.
    EnglishSample,
    /// The English table: `Accept`, `Hang Up`.
    EnglishTable,
}

impl ActionSpelling {
    /// The word for a change. That somebody was busy has none in the documents and is told as a refusal (inferred).
    pub(crate) fn word(self, change: Change) -> &'static str {
        match (change, self) {
            (Change::Accepted, Self::EnglishSample) => "Answer",
            (Change::Accepted, _) => "Accept",
            (Change::Rejected | Change::WasBusy, _) => "Reject",
            (Change::NotAnswered, _) => "NotAnswer",
            (Change::HungUp, Self::EnglishTable) => "Hang Up",
            (Change::HungUp, Self::ChineseTable) => "HangUp",
            (Change::HungUp, _) => "Hangup",
            (Change::WentOffline, _) => "Offline",
        }
    }
}
