//! What is known of a call that is watched.

use std::time::Duration;

use call_engine::types::{CallInfo, GetCallInfoResponse};
use tokio::time::Instant;

use super::display::View;
use super::members::{Change, Members};
use crate::connection::Connection;

/// What the looks so far have given.
#[derive(Debug)]
pub struct Scene {
    pub call_id: String,
    pub members: Members,
    /// When the call, or the watching, began.
    pub began: Instant,
    /// The command that reads its record by hand.
    pub record: String,
    /// When ringing ends, if it is known.
    pub rings_until: Option<Instant>,
    /// The call itself, once it was seen.
    info: Option<CallInfo>,
    /// Why the last look failed, and how many did one after the other.
    trouble: Option<(String, u32)>,
}

impl Scene {
    pub fn new(call_id: String, members: Members, connection: &Connection) -> Self {
        Self {
            record: connection.by_hand(&["record", "get", &call_id]),
            call_id,
            members,
            began: Instant::now(),
            rings_until: None,
            info: None,
            trouble: None,
        }
    }

    pub fn was_seen(&self) -> bool {
        self.info.is_some()
    }

    /// How many looks have failed since the last good one.
    pub fn failed(&self) -> u32 {
        self.trouble.as_ref().map_or(0, |(_, failed)| *failed)
    }

    pub fn look(&mut self, answer: &GetCallInfoResponse) -> Vec<Change> {
        self.trouble = None;
        self.info = Some(answer.call_info.clone().unwrap_or_default());
        self.members.look(answer.user_list(), self.began.elapsed())
    }

    /// Takes what a webhook says of members that left.
    pub fn hear(&mut self, left: Vec<(String, String)>) -> Vec<Change> {
        let changes = left
            .into_iter()
            .filter_map(|(user, why)| self.members.hear(&user, why));
        changes.collect()
    }

    /// Nobody is there any more.
    pub fn leave(&mut self) -> Vec<Change> {
        self.members.look(&[], self.began.elapsed())
    }

    pub fn fail(&mut self, why: String) {
        self.trouble = Some((why, self.failed() + 1));
    }

    pub fn view(&self) -> View<'_> {
        View {
            call_id: &self.call_id,
            info: self.info.as_ref(),
            members: &self.members,
            elapsed: self.began.elapsed(),
            ringing: self.left_to_ring(),
            trouble: self.trouble.as_ref().map(|(why, _)| why.as_str()),
        }
    }

    fn left_to_ring(&self) -> Option<Duration> {
        let until = self.rings_until?;
        Some(until.saturating_duration_since(Instant::now()))
    }
}
