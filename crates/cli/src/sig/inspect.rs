//! What a ticket says.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use usersig::{Claims, UserBuf};

use super::command::now;
use super::given;
use super::room_key::{PRIVILEGES, room_json, told};
use crate::exit::Failure;
use crate::output::Output;
use crate::span;
use crate::table::pairs;

#[derive(Debug, Args)]
pub struct Inspect {
    /// File that holds the ticket, - for stdin [default: stdin, else CALL_ENGINE_USER_SIG]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub fn run(inspect: &Inspect, output: &mut Output) -> Result<(), Failure> {
    let ticket = given::ticket(inspect.file.as_deref())?;
    let claims = Claims::decode(&ticket).map_err(|error| Failure::local(error.to_string()))?;
    let now = now()?;
    output.value(&json(&claims, now), || pairs(&lines(&claims, now)))
}

/// The claims for programs.
pub fn json(claims: &Claims, now: u64) -> Value {
    let mut value = json!({
        "kind": kind(claims),
        "version": claims.version,
        "sdk_app_id": claims.sdk_app_id,
        "identifier": claims.identifier,
        "issued_at": claims.issued_at,
        "expires_at": claims.expires_at(),
        "expired": now > claims.expires_at(),
    });
    if let Some(bytes) = &claims.userbuf {
        value["userbuf"] = match UserBuf::parse(bytes) {
            Ok(userbuf) => json!({
                "identifier": userbuf.account,
                "sdk_app_id": userbuf.sdk_app_id,
                "room": room_json(&userbuf.room),
                "expires_at": userbuf.expires_at,
                "privileges": userbuf.privileges.bits(),
                "account_type": userbuf.account_type,
            }),
            Err(error) => json!({"bytes": bytes.len(), "fault": error.to_string()}),
        };
    }
    value
}

fn kind(claims: &Claims) -> &'static str {
    if claims.userbuf.is_some() {
        "PrivateMapKey"
    } else {
        "UserSig"
    }
}

/// The claims for people.
pub fn lines(claims: &Claims, now: u64) -> Vec<(&'static str, Option<String>)> {
    let mut lines = vec![
        ("Ticket", Some(kind(claims).to_owned())),
        ("Version", claims.version.clone()),
        ("SDKAppID", Some(claims.sdk_app_id.to_string())),
        ("User", Some(claims.identifier.clone())),
        ("Made", Some(span::beside(claims.issued_at, now))),
        ("Expires", Some(span::beside(claims.expires_at(), now))),
    ];
    let Some(bytes) = &claims.userbuf else {
        return lines;
    };
    let userbuf = match UserBuf::parse(bytes) {
        Ok(userbuf) => userbuf,
        Err(error) => {
            lines.push(("Userbuf", Some(error.to_string())));
            return lines;
        }
    };
    let words = PRIVILEGES
        .iter()
        .filter(|(_, privilege)| userbuf.privileges.contains(*privilege))
        .map(|(word, _)| *word);
    let words = words.collect::<Vec<_>>().join(", ");
    let bits = userbuf.privileges.bits();
    lines.extend([
        ("Room", Some(told(&userbuf.room))),
        ("Privileges", Some(format!("{bits}: {words}"))),
    ]);
    // What stands twice in a ticket is told twice only where it differs.
    if userbuf.account != claims.identifier {
        lines.push(("Room user", Some(userbuf.account)));
    }
    if userbuf.sdk_app_id != claims.sdk_app_id {
        lines.push(("Room SDKAppID", Some(userbuf.sdk_app_id.to_string())));
    }
    if userbuf.expires_at != claims.expires_at() {
        lines.push(("Room expires", Some(span::beside(userbuf.expires_at, now))));
    }
    lines
}
