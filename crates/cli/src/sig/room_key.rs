//! Making a PrivateMapKey.

use std::time::Duration;

use clap::Args;
use serde_json::json;
use usersig::{Privileges, Room};

use super::command::now;
use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span;
use crate::start::room_number;

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("room-of-key").required(true).args(["room_number", "room_text"])))]
pub struct RoomKey {
    /// User who may enter
    #[arg(value_name = "USER")]
    user: String,
    /// Numeric room; number 42 and text "42" are two rooms
    #[arg(long, visible_alias = "room", value_name = "NUMBER", value_parser = room_number)]
    room_number: Option<u32>,
    /// Text room
    #[arg(long, value_name = "ROOM")]
    room_text: Option<String>,
    /// How long it is good for
    #[arg(long, value_name = "SPAN", default_value = "1d", value_parser = span::parse)]
    valid: Duration,
    /// What the user may do there, such as enter-room,receive-audio; or the number of the privilege map
    #[arg(long, value_name = "LIST", default_value = "all", value_parser = privileges)]
    privileges: Privileges,
}

/// The privileges by their words.
pub const PRIVILEGES: &[(&str, Privileges)] = &[
    ("create-room", Privileges::CREATE_ROOM),
    ("enter-room", Privileges::ENTER_ROOM),
    ("send-audio", Privileges::SEND_AUDIO),
    ("receive-audio", Privileges::RECEIVE_AUDIO),
    ("send-video", Privileges::SEND_VIDEO),
    ("receive-video", Privileges::RECEIVE_VIDEO),
    ("send-aux-video", Privileges::SEND_AUX_VIDEO),
    ("receive-aux-video", Privileges::RECEIVE_AUX_VIDEO),
];

fn privileges(text: &str) -> Result<Privileges, String> {
    if let Ok(bits) = text.parse() {
        return Ok(Privileges::from_bits(bits));
    }
    let mut sum = Privileges::NONE;
    for word in text.split(',') {
        let word = word.trim().to_ascii_lowercase().replace('_', "-");
        sum |= match word.as_str() {
            "all" => Privileges::ALL,
            word => *PRIVILEGES
                .iter()
                .find_map(|(name, privilege)| (*name == word).then_some(privilege))
                .ok_or_else(|| {
                    let words: Vec<&str> = PRIVILEGES.iter().map(|(name, _)| *name).collect();
                    format!(
                        "{word:?} is no privilege: write all, or some of {}",
                        words.join(",")
                    )
                })?,
        };
    }
    Ok(sum)
}

pub fn run(wish: &RoomKey, connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    let signer = connection.signer()?;
    let room = match (&wish.room_text, wish.room_number) {
        (Some(text), _) => Room::Text(text.clone()),
        (None, number) => Room::Numeric(number.unwrap_or_default()),
    };
    let (user, sdk_app_id) = (&wish.user, signer.sdk_app_id);
    let minted = signer
        .key
        .mint_private_map_key(sdk_app_id, user, now()?, wish.valid, &room, wish.privileges)
        .map_err(|error| Failure::local(format!("no PrivateMapKey can be made: {error}")))?;
    let value = json!({
        "private_map_key": minted.expose(),
        "sdk_app_id": sdk_app_id,
        "identifier": user,
        "room": room_json(&room),
        "privileges": wish.privileges.bits(),
        "expires_at": minted.expires_at(),
    });
    output.value(&value, || minted.expose().to_owned())?;
    talk(&format!(
        "A PrivateMapKey of {user} for {} of application {sdk_app_id}, good until {}.",
        told(&room),
        span::utc(i64::try_from(minted.expires_at()).unwrap_or(i64::MAX))
    ));
    Ok(())
}

/// A room for people, with its kind.
pub fn told(room: &Room) -> String {
    match room {
        Room::Numeric(number) => format!("the numeric room {number}"),
        Room::Text(text) => format!("the text room {text:?}"),
    }
}

/// A room for programs: a number or a text.
pub fn room_json(room: &Room) -> serde_json::Value {
    match room {
        Room::Numeric(number) => json!(number),
        Room::Text(text) => json!(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn privileges_are_words_or_the_number_of_the_map() {
        assert_eq!(privileges("all"), Ok(Privileges::ALL));
        assert_eq!(privileges("42"), Ok(Privileges::from_bits(42)));
        let bits = privileges("ENTER_ROOM, receive-audio,receive-video").map(Privileges::bits);
        assert_eq!(bits, Ok(42));
        let error = privileges("enter").unwrap_err();
        assert!(error.contains("enter-room"), "{error}");
        assert!(privileges("").is_err());
    }

    #[test]
    fn every_privilege_has_a_word() {
        let sum = PRIVILEGES
            .iter()
            .fold(Privileges::NONE, |sum, (_, one)| sum | *one);
        assert_eq!(sum, Privileges::ALL);
    }
}
