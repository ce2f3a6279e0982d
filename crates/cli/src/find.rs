//! `call find`: the call of a start whose answer was lost.

use std::time::{Duration, SystemTime};

use call_engine::{Found, FoundCall, Ring, Room};
use clap::Args;
use serde_json::json;

use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::record;
use crate::span::{self, Times};
use crate::start::room_number;
use crate::table::pairs;

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("room").required(true).args(["room_text", "room_number"])))]
pub struct FindArguments {
    /// Text room of the call
    #[arg(long, value_name = "ROOM")]
    room_text: Option<String>,
    /// Numeric room of the call; number 42 and text "42" are two rooms
    #[arg(long, value_name = "NUMBER", value_parser = room_number)]
    room_number: Option<u32>,
    /// Robot that called; in a room that others use too only a call of theirs is the one
    #[arg(long, value_name = "USER", requires = "callees")]
    robot: Option<String>,
    /// User that was called; repeatable
    #[arg(long = "callee", value_name = "USER", requires = "robot")]
    callees: Vec<String>,
    /// When it was started: a moment (RFC 3339 or Unix seconds), or how long ago it was at the most (2m)
    #[arg(long, value_name = "MOMENT", default_value = "10m", value_parser = Since::parse)]
    since: Since,
    /// How long it may have rung
    #[arg(long, value_name = "SPAN", default_value = "30s", value_parser = span::parse)]
    ring: Duration,
    /// Looks again until the record of a call that nobody answered would be there
    #[arg(long)]
    wait: bool,
}

pub async fn run(
    arguments: &FindArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    if connection.is_dry_run() {
        return Err(Failure::local(
            "call find is several requests; see one of them with: call-engine record list --dry-run",
        ));
    }
    let room = match (&arguments.room_text, arguments.room_number) {
        (Some(text), _) => Room::from(text.as_str()),
        (None, number) => Room::from(number.unwrap_or_default()),
    };
    let alone = room.is_of_one_call();
    // Nobody is rung by this.
    let robot = arguments.robot.as_deref().unwrap_or_default();
    let ring = Ring::audio(robot, &arguments.callees);
    let since = Duration::from_secs(u64::try_from(arguments.since.at).unwrap_or_default());
    // A call that began this moment may ring on, unless it is known when it began.
    let later = if arguments.since.is_exact {
        0
    } else {
        span::now().saturating_sub(arguments.since.at)
    };
    let later = Duration::from_secs(u64::try_from(later).unwrap_or_default());
    let ring = ring
        .timeout(arguments.ring.saturating_add(later))
        .room(room);
    let at = SystemTime::UNIX_EPOCH.checked_add(since);
    let at = at.ok_or_else(|| Failure::local("--since: no clock reaches that moment"))?;
    let mut attempt = ring.attempt(at);
    if alone || arguments.robot.is_none() {
        // Only room and time tell.
        attempt = attempt.room_is_its_own();
    }
    let client = connection.client()?;
    let mut find = client.find_call(&attempt);
    if arguments.wait {
        find = find.wait();
    }
    match find.await? {
        Found::Call(found) => {
            show(&found, output)?;
            talk(if alone || arguments.robot.is_some() {
                "It rang; this is its record."
            } else {
                "This is the first call in that room since then. Others may use the room: --robot and --callee say whose it is."
            });
            Ok(())
        }
        Found::TooEarly { look_again } => {
            let left = look_again.duration_since(SystemTime::now()).unwrap_or_default();
            Err(Failure::Late(format!(
                "nothing yet, which says nothing: a call that rings is in no record. \
                 Look again in {}, or with --wait",
                span::whole(left + Duration::from_secs(1))
            )))
        }
        Found::Nothing => Err(Failure::Late(
            "no record of a call in that room: either it did not ring, or somebody answered and it still goes on, which only \
             webhooks show"
                .to_owned(),
        )),
        Found::TooLate => Err(Failure::Late(
            "no record of a call in that room, but records that old are no longer kept: nobody can say".to_owned(),
        )),
    }
}

fn show(found: &FoundCall, output: &mut Output) -> Result<(), Failure> {
    let value = json!({"call_id": found.call().id(), "record": found.record()});
    output.value(&value, || {
        let record = found.record().cloned().unwrap_or_default();
        pairs(&record::details(&record, Times::Local))
    })
}

/// When a call was started.
#[derive(Debug, Clone, Copy)]
struct Since {
    /// In Unix seconds.
    at: i64,
    /// Or at any time from then on.
    is_exact: bool,
}

impl Since {
    fn parse(text: &str) -> Result<Self, String> {
        Ok(Self {
            at: span::moment(text)?,
            is_exact: text.trim() != "now" && span::parse(text).is_err(),
        })
    }
}
