//! The tasks about tickets.

use std::time::{SystemTime, UNIX_EPOCH};

use clap::Subcommand;

use super::inspect::{self, Inspect};
use super::mint::{self, Mint};
use super::room_key::{self, RoomKey};
use super::verify::{self, Verify};
use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub enum SigTask {
    /// Make a UserSig with the secret key and print it
    #[command(after_help = "\
Whoever has it can act as that user until it expires: keep it out of logs and shell histories.\n\
\n  curl \"$URL?sdkappid=$ID&identifier=administrator&usersig=$(call-engine sig mint)&random=1&contenttype=json\" -d @body.json")]
    Mint(Mint),
    /// Show what a UserSig or PrivateMapKey says; needs no key
    #[command(after_help = "\
Examples:
  call-engine sig mint jack | call-engine sig inspect
  call-engine sig inspect ticket.txt -o json
  call-engine sig inspect                      # that of CALL_ENGINE_USER_SIG

What it says is a claim until `call-engine sig verify` has checked it. The signature is not shown.")]
    Inspect(Inspect),
    /// Check a UserSig or PrivateMapKey with the secret key
    #[command(after_help = "\
Examples:
  call-engine sig verify ticket.txt --secret-key-file app.key --sdk-app-id 1400000000
  echo \"$TICKET\" | call-engine sig verify --user jack && echo good

Exit code 1: it does not hold, and every reason is told with the code the service is likely to answer.")]
    Verify(Verify),
    /// Make a PrivateMapKey, by which a user enters a room
    #[command(after_help = "\
Examples:
  call-engine sig room-key jack --room-number 42
  call-engine sig room-key jack --room-text lobby --valid 1h --privileges enter-room,receive-audio,receive-video

Only applications with advanced permission control need it. Number 42 and text \"42\" are two rooms.")]
    RoomKey(RoomKey),
}

pub fn run(task: SigTask, connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    match task {
        SigTask::Mint(mint) => mint::run(&mint, connection, output),
        SigTask::Inspect(inspect) => inspect::run(&inspect, output),
        SigTask::Verify(verify) => verify::run(&verify, connection, output),
        SigTask::RoomKey(key) => room_key::run(&key, connection, output),
    }
}

/// Now, in Unix seconds.
pub fn now() -> Result<u64, Failure> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_err(|_| Failure::local("the clock of this machine stands before 1970"))?;
    Ok(now.as_secs())
}
