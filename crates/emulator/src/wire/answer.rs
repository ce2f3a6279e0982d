//! From answers of the engine to bytes.

use serde::Serialize;

use crate::engine::{
    Answer, CallId, CallResult, CallType, MediaType, Record, Room, Status, UserId,
};
use crate::envelope::Envelope;
use crate::options::Options;

/// The whole answer, envelope included.
pub(crate) fn write_answer(request_id: String, answer: &Answer, options: &Options) -> Vec<u8> {
    match answer {
        Answer::Done => Envelope::<()>::success(request_id, None),
        Answer::Started { .. } if !options.start_answer_has_response => {
            Envelope::<()>::success(request_id, None)
        }
        Answer::Started { call_id, results } => {
            let call_result = results.iter().map(CalleeResult::of).collect();
            let started = Started {
                call_id: *call_id,
                call_result,
            };
            Envelope::success(request_id, Some(started))
        }
        Answer::CallInfo {
            call_id,
            media,
            room,
            members,
        } => {
            let info = Info {
                call_info: CallInfo::of(*call_id, *media, room),
                user_list: members.iter().map(Member::of).collect(),
            };
            Envelope::success(request_id, Some(info))
        }
        Answer::Record(record) => {
            let one = OneRecord {
                call_record: CallRecord::of(record, options),
            };
            Envelope::success(request_id, Some(one))
        }
        Answer::Records {
            total,
            page,
            records,
        } => {
            let found = FoundRecords {
                total_num: *total,
                page: *page,
                call_record_list: records.iter().map(|r| CallRecord::of(r, options)).collect(),
            };
            Envelope::success(request_id, Some(found))
        }
        Answer::Callback(config) => {
            let callback = Callback {
                url: &config.url,
                callback_command_list: &config.commands,
            };
            Envelope::success(request_id, Some(callback))
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Started<'a> {
    call_id: CallId,
    call_result: Vec<CalleeResult<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CalleeResult<'a> {
    #[serde(rename = "Callee_Account")]
    callee: &'a str,
    result_code: i64,
}

impl<'a> CalleeResult<'a> {
    fn of((user, code): &'a (UserId, i64)) -> Self {
        Self {
            callee: user,
            result_code: *code,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Info<'a> {
    call_info: CallInfo<'a>,
    user_list: Vec<Member<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CallInfo<'a> {
    call_id: CallId,
    media_type: MediaType,
    chat_group_id: &'static str,
    room_id: &'a str,
    room_id_type: u8,
}

impl<'a> CallInfo<'a> {
    fn of(call_id: CallId, media_type: MediaType, room: &'a Room) -> Self {
        Self {
            call_id,
            media_type,
            // A robot's call belongs to no chat group.
            chat_group_id: "",
            room_id: &room.id,
            room_id_type: room.kind,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Member<'a> {
    #[serde(rename = "User_Account")]
    user: &'a str,
    status: Status,
}

impl<'a> Member<'a> {
    fn of((user, status): &'a (UserId, Status)) -> Self {
        Self {
            user,
            status: *status,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct OneRecord<'a> {
    call_record: CallRecord<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct FoundRecords<'a> {
    total_num: u64,
    page: u64,
    call_record_list: Vec<CallRecord<'a>>,
}

/// A result, by its name or by a number.
#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Word(CallResult),
    Number(u8),
}

/// A record as it is written everywhere.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CallRecord<'a> {
    call_id: CallId,
    #[serde(rename = "Caller_Account")]
    caller: &'a str,
    media_type: MediaType,
    call_type: CallType,
    start_time: u64,
    end_time: u64,
    accept_time: u64,
    call_result: Outcome,
    #[serde(rename = "CalleeList_Account")]
    callees: Vec<&'a str>,
    room_id: &'a str,
    room_id_type: u8,
}

impl<'a> CallRecord<'a> {
    pub(crate) fn of(record: &'a Record, options: &Options) -> Self {
        let caller = options.caller_among_callees.then_some(&*record.caller);
        let callees = record.callees.iter().map(|user| &**user);
        Self {
            call_id: record.call_id,
            caller: &record.caller,
            media_type: record.media,
            call_type: record.call_type,
            start_time: record.started_at / 1_000,
            end_time: record.ended_at / 1_000,
            accept_time: record.accepted_at.map_or(0, |at| at / 1_000),
            call_result: Outcome::Word(record.result),
            callees: caller.into_iter().chain(callees).collect(),
            room_id: &record.room.id,
            room_id_type: record.room.kind,
        }
    }
}

impl CallRecord<'_> {
    /// The same with a number in place of the result's name.
    pub(crate) fn numbered(mut self) -> Self {
        if let Outcome::Word(result) = self.call_result {
            self.call_result = Outcome::Number(result.number());
        }
        self
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Callback<'a> {
    url: &'a str,
    callback_command_list: &'a [String],
}
