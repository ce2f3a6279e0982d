//! Which room a call is held in.

use super::call::{CallId, Room};
use super::command::{Refusal, StartCall};
use crate::options::{ChosenRoom, Options, Reaction, RoomKind};
use crate::random::Random;

const NUMERIC: u8 = 1;
const TEXT: u8 = 2;

/// The room of a new call: the wanted one, or one the engine chooses.
pub(crate) fn room_of(
    start: &StartCall,
    id: CallId,
    options: &Options,
    random: &mut Random,
) -> Result<Room, Refusal> {
    if let Some(name) = start.room_id.as_deref().filter(|name| !name.is_empty()) {
        let kind = start
            .room_kind
            .unwrap_or(match options.kind_of_untyped_room {
                RoomKind::Numeric => NUMERIC,
                RoomKind::Text => TEXT,
            });
        let refuses = options.non_numeric_room == Reaction::Refuse;
        if kind == NUMERIC && refuses && !is_room_number(name, options.highest_numeric_room) {
            let highest = options.highest_numeric_room;
            return Err(Refusal::parameter(
                "CallInfo.RoomId",
                format!("with RoomIdType 1 it must be a number from 1 to {highest}"),
            ));
        }
        return Ok(Room {
            id: name.into(),
            kind,
        });
    }
    let chosen = match start.room_kind {
        Some(NUMERIC) => ChosenRoom::Numeric,
        Some(TEXT) => ChosenRoom::Text,
        _ => options.room_when_absent,
    };
    Ok(match chosen {
        ChosenRoom::Numeric => Room {
            id: random
                .one_to(options.highest_numeric_room)
                .to_string()
                .into(),
            kind: NUMERIC,
        },
        ChosenRoom::Text => Room {
            id: format!("room-{id}").into(),
            kind: TEXT,
        },
        ChosenRoom::Empty => Room {
            id: "".into(),
            kind: 0,
        },
    })
}

/// Decimal digits without sign or leading zero: 07 and 7 would be two names of one room.
fn is_room_number(text: &str, highest: u32) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        && !text.starts_with('0')
        && text.parse::<u32>().is_ok_and(|number| number <= highest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_number_is_plain_decimal_and_in_range() {
        for good in ["1", "4294967294"] {
            assert!(is_room_number(good, 4_294_967_294), "{good}");
        }
        for bad in ["", "0", "007", "+7", "-1", "1.0", "4294967295", "room"] {
            assert!(!is_room_number(bad, 4_294_967_294), "{bad}");
        }
    }
}
