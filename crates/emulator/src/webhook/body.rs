//! From what the engine tells to the body of a webhook.

use serde::{Serialize, Serializer};

use super::spelling::Spelling;
use crate::engine::{CallId, Event, EventKind, MediaType, Status, UserId};
use crate::options::Options;
use crate::wire::CallRecord;

/// The events that are told.
pub(super) const EVENTS: [&str; 3] = [STARTED, CHANGED, ENDED];

const STARTED: &str = "Call.CallbackAfterStartCall";
const CHANGED: &str = "Call.CallbackAfterMemberChanged";
const ENDED: &str = "Call.CallbackAfterEndCall";
/// A year in milliseconds: about what the sample's event is too early.
const YEAR: u64 = 365 * 24 * 60 * 60 * 1_000;

/// A webhook before it has an address.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) command: &'static str,
    pub(super) body: Vec<u8>,
}

/// Writes the webhook of an event.
pub(super) fn write(event: &Event, options: &Options) -> Written {
    let spelling = options.webhook_spelling;
    let (command, body) = match &event.kind {
        EventKind::Started {
            media,
            room,
            members,
        } => {
            let command = STARTED;
            let media = |wanted| (spelling.call_media_type == wanted).then_some(*media);
            let (room_id, room_id_type) = if spelling.empty_room {
                ("", 1)
            } else {
                (&*room.id, room.kind)
            };
            let body = Started {
                callback_command: command,
                call_info: CallInfo {
                    call_id: event.call_id,
                    media_type: media(false),
                    call_media_type: media(true),
                    chat_group_id: "",
                    room_id,
                    room_id_type,
                },
                user_list: users(members, spelling),
                event_time: event.at,
            };
            (command, serde_json::to_vec(&body))
        }
        EventKind::MembersChanged { members, changed } => {
            let command = CHANGED;
            let body = Changed {
                callback_command: command,
                call_id: event.call_id,
                user_list: users(members, spelling),
                changes: changed
                    .iter()
                    .map(|(user, change)| ChangedUser {
                        user: Account::of(user, spelling),
                        action_type: spelling.actions.word(*change),
                    })
                    .collect(),
                event_time: event.at,
            };
            (command, serde_json::to_vec(&body))
        }
        EventKind::Ended { record } => {
            let command = ENDED;
            let written = CallRecord::of(record, options);
            let body = Ended {
                callback_command: command,
                call_record: if spelling.integer_result {
                    written.numbered()
                } else {
                    written
                },
                event_time: if spelling.event_before_call {
                    record.started_at.saturating_sub(YEAR)
                } else {
                    event.at
                },
            };
            (command, serde_json::to_vec(&body))
        }
    };
    Written {
        command,
        // Texts and numbers only: nothing here can fail to be written.
        body: body.unwrap_or_default(),
    }
}

fn users(members: &[(UserId, Status)], spelling: Spelling) -> Vec<User<'_>> {
    members
        .iter()
        .map(|(user, status)| User {
            user: Account::of(user, spelling),
            status: *status,
        })
        .collect()
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Started<'a> {
    callback_command: &'static str,
    call_info: CallInfo<'a>,
    user_list: Vec<User<'a>>,
    event_time: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CallInfo<'a> {
    call_id: CallId,
    #[serde(skip_serializing_if = "Option::is_none")]
    media_type: Option<MediaType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    call_media_type: Option<MediaType>,
    chat_group_id: &'static str,
    room_id: &'a str,
    room_id_type: u8,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Changed<'a> {
    callback_command: &'static str,
    call_id: CallId,
    user_list: Vec<User<'a>>,
    #[serde(rename = "ChangedUserList")]
    changes: Vec<ChangedUser<'a>>,
    event_time: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Ended<'a> {
    callback_command: &'static str,
    call_record: CallRecord<'a>,
    event_time: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct User<'a> {
    #[serde(rename = "User_Account")]
    user: Account<'a>,
    status: Status,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ChangedUser<'a> {
    #[serde(rename = "User_Account")]
    user: Account<'a>,
    action_type: &'static str,
}

/// An account as text, or as the number it is.
enum Account<'a> {
    Text(&'a str),
    Integer(u64),
}

impl<'a> Account<'a> {
    fn of(user: &'a str, spelling: Spelling) -> Self {
        let plain = user.bytes().all(|byte| byte.is_ascii_digit()) && !user.starts_with('0');
        match user.parse() {
            Ok(number) if spelling.integer_accounts && plain => Self::Integer(number),
            _ => Self::Text(user),
        }
    }
}

impl Serialize for Account<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_u64(*number),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::spelling::ActionSpelling;
    use super::*;
    use crate::engine::{CallResult, CallType, Change, Record, Room};

    const CALL: &str = "055662e1-bc8a-469c-a334-1126c8c17d58";

    fn started() -> Event {
        Event {
            at: 1_740_464_128_807,
            call_id: CallId::parse(CALL).unwrap(),
            kind: EventKind::Started {
                media: MediaType::Audio,
                room: Room {
                    id: "roomid-1434".into(),
                    kind: 2,
                },
                members: vec![
                    ("144115212830834855".into(), Status::Calling),
                    ("user2".into(), Status::Waiting),
                ],
            },
        }
    }

    fn body(event: &Event, spelling: Spelling) -> Value {
        let options = Options {
            webhook_spelling: spelling,
            ..Options::default()
        };
        serde_json::from_slice(&write(event, &options).body).unwrap()
    }

    #[test]
    fn a_start_is_written_as_the_table_says_unless_told_otherwise() {
        let plain = body(&started(), Spelling::default());
        assert_eq!(
            plain,
            json!({
                "CallbackCommand": "Call.CallbackAfterStartCall",
                "CallInfo": {
                    "CallId": CALL, "MediaType": "Audio", "ChatGroupId": "",
                    "RoomId": "roomid-1434", "RoomIdType": 2,
                },
                "UserList": [
                    {"User_Account": "144115212830834855", "Status": "Calling"},
                    {"User_Account": "user2", "Status": "Waiting"},
                ],
                "EventTime": 1_740_464_128_807_i64,
            })
        );
        let sample = body(
            &started(),
            Spelling {
                call_media_type: true,
                integer_accounts: true,
                empty_room: true,
                ..Spelling::default()
            },
        );
        assert_eq!(
            sample["CallInfo"],
            json!({"CallId": CALL, "CallMediaType": "Audio", "ChatGroupId": "", "RoomId": "", "RoomIdType": 1})
        );
        assert_eq!(
            sample["UserList"][0]["User_Account"],
            json!(144_115_212_830_834_855_u64)
        );
        assert_eq!(sample["UserList"][1]["User_Account"], json!("user2"));
    }

    #[test]
    fn an_end_may_come_before_its_call_and_with_a_number_for_its_result() {
        let record = Record {
            call_id: CallId::parse(CALL).unwrap(),
            caller: "robot".into(),
            media: MediaType::Audio,
            call_type: CallType::SingleCall,
            started_at: 1_740_464_100_000,
            ended_at: 1_740_464_128_807,
            accepted_at: None,
            result: CallResult::NormalEnd,
            callees: vec!["user1".into()].into(),
            room: Room {
                id: "roomid-1434".into(),
                kind: 2,
            },
        };
        let record = std::sync::Arc::new(record);
        let event = Event {
            kind: EventKind::Ended { record },
            ..started()
        };
        let plain = body(&event, Spelling::default());
        assert_eq!(plain["EventTime"], json!(1_740_464_128_807_u64));
        assert_eq!(plain["CallRecord"]["CallResult"], json!("NormalEnd"));
        let other = Spelling {
            event_before_call: true,
            integer_result: true,
            ..Spelling::default()
        };
        let odd = body(&event, other);
        assert_eq!(odd["CallRecord"]["StartTime"], json!(1_740_464_100));
        assert_eq!(odd["EventTime"], json!(1_708_928_100_000_u64));
        assert_eq!(odd["CallRecord"]["CallResult"], json!(4));
    }

    #[test]
    fn a_change_has_the_words_of_one_list() {
        let event = Event {
            kind: EventKind::MembersChanged {
                members: vec![("user1".into(), Status::Calling)],
                changed: vec![
                    ("user2".into(), Change::HungUp),
                    ("user3".into(), Change::Accepted),
                ],
            },
            ..started()
        };
        for (actions, words) in [
            (ActionSpelling::ChineseSample, ["Hangup", "Accept"]),
            (ActionSpelling::ChineseTable, ["HangUp", "Accept"]),
            (ActionSpelling::EnglishSample, ["Hangup", "Answer"]),
            (ActionSpelling::EnglishTable, ["Hang Up", "Accept"]),
        ] {
            let spelling = Spelling {
                actions,
                ..Spelling::default()
            };
            let body = body(&event, spelling);
            let list = &body["ChangedUserList"];
            assert_eq!([&list[0]["ActionType"], &list[1]["ActionType"]], words);
        }
    }
}
