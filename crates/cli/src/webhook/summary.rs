//! A webhook in a line for people.

use std::fmt::Write as _;

use call_engine::types::CallRecord;
use call_engine::webhook::WebhookEvent;

use super::came::{Came, Proof};
use super::events;
use crate::output::{ASIDE, BAD, GOOD, WAITING};
use crate::span;
use crate::table::{Cell, plain};

/// When, which event of which call, what shows who sent it, and what happened.
pub fn line(came: &Came) -> String {
    let head = head(came.at, came.number);
    if let Some(why) = &came.outcome.refused {
        let status = came.outcome.status;
        return format!("{head}  {BAD}refused {status}{BAD:#}  {}", plain(why));
    }
    let Some(event) = came.event() else {
        return head;
    };
    let style = match came.outcome.proof {
        Proof::None => WAITING,
        Proof::Secret | Proof::Signature => GOOD,
    };
    format!(
        "{head}  {:20}  {:36}  {style}{:8}{style:#}  {}",
        plain(&events::name(event.command())),
        plain(event.call_id()),
        came.outcome.proof.word(),
        plain(&what(&event)),
    )
}

/// The beginning of a line: the time on the wall, and the number.
pub fn head(at: i64, number: u64) -> String {
    let time = span::local(at, "%H:%M:%S");
    format!("{ASIDE}{time}{ASIDE:#}  {:>4}", format!("#{number}"))
}

/// What happened to whom.
pub fn what(event: &WebhookEvent) -> String {
    match event {
        WebhookEvent::AfterStartCall(started) => {
            let media = started.call_info.as_ref().and_then(|info| {
                let media = info.media_type.as_ref().or(info.call_media_type.as_ref());
                media.map(ToString::to_string)
            });
            let users: Vec<String> = started
                .user_list()
                .iter()
                .map(|user| pair(user.user_account.as_ref(), user.status.as_ref()))
                .collect();
            [media.unwrap_or_default(), users.join(", ")].join("  ")
        }
        WebhookEvent::AfterEndCall(ended) => {
            ended.call_record.as_ref().map(record).unwrap_or_default()
        }
        WebhookEvent::AfterMemberChanged(changed) => {
            let users: Vec<String> = changed
                .changed_user_list()
                .iter()
                .map(|user| pair(user.user_account.as_ref(), user.action_type.as_ref()))
                .collect();
            users.join(", ")
        }
        _ => String::new(),
    }
}

fn record(record: &CallRecord) -> String {
    let result = record.call_result.as_ref().map(ToString::to_string);
    let caller = record.caller_account.as_deref().unwrap_or("-");
    let callees: Vec<&str> = record.callees().collect();
    let mut text = format!(
        "{}  {caller} -> {}",
        result.unwrap_or_default(),
        callees.join(", ")
    );
    let answered = record.accept_time.filter(|at| *at > 0);
    if let Some((answered, ended)) = answered.zip(record.end_time) {
        let _ = write!(text, "  {}", span::seconds(ended.saturating_sub(answered)));
    }
    text
}

fn pair(user: Option<&impl ToString>, word: Option<&impl ToString>) -> String {
    let text = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let user = text(user.map(ToString::to_string));
    format!("{user} {}", text(word.map(ToString::to_string)))
}

/// What became of it, for a table.
pub fn outcome(came: &Came) -> Cell {
    match (&came.outcome.refused, came.outcome.proof) {
        (Some(_), _) => Cell::styled(format!("refused {}", came.outcome.status), BAD),
        (None, Proof::None) => Cell::styled(Proof::None.word(), WAITING),
        (None, proof) => Cell::styled(proof.word(), GOOD),
    }
}
