//! What the engine tells about the course of calls.

use std::sync::Arc;

use super::call::{CallId, MediaType, Room, Status, UserId};
use super::hand::Change;
use super::record::Record;

/// Something that happened to a call.
#[derive(Debug, Clone)]
pub struct Event {
    /// When it happened, in Unix milliseconds.
    pub at: u64,
    /// The call.
    pub call_id: CallId,
    /// What happened.
    pub kind: EventKind,
}

impl Event {
    /// What keeping it costs, about.
    pub(crate) fn bytes(&self) -> usize {
        let users = match &self.kind {
            EventKind::Started { members, .. } => members.len(),
            EventKind::MembersChanged { members, changed } => members.len() + changed.len(),
            EventKind::Ended { record } => record.callees.len(),
        };
        256 + 64 * users
    }
}

/// What happened to a call.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum EventKind {
    /// It began.
    Started {
        /// Whether it has pictures.
        media: MediaType,
        /// Its room.
        room: Room,
        /// Who takes part.
        members: Vec<(UserId, Status)>,
    },
    /// Members changed.
    MembersChanged {
        /// Who takes part after the change.
        members: Vec<(UserId, Status)>,
        /// Who changed, and how.
        changed: Vec<(UserId, Change)>,
    },
    /// It ended.
    Ended {
        /// What is kept of it.
        record: Arc<Record>,
    },
}
