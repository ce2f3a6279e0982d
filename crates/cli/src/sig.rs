//! Tickets that say who calls.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::{Args, Subcommand};
use serde_json::json;

use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span;

#[derive(Debug, Subcommand)]
pub enum SigTask {
    /// Make a UserSig with the secret key and print it
    #[command(after_help = "\
Whoever has it can act as that user until it expires: keep it out of logs and shell histories.\n\
\n  curl \"$URL?sdkappid=$ID&identifier=administrator&usersig=$(call-engine sig mint)&random=1&contenttype=json\" -d @body.json")]
    Mint(Mint),
}

#[derive(Debug, Args)]
pub struct Mint {
    /// User it is for [default: the --identifier, else administrator]
    #[arg(value_name = "USER")]
    user: Option<String>,
    /// How long it is good for
    #[arg(long, value_name = "SPAN", default_value = "1d", value_parser = span::parse)]
    valid: Duration,
}

pub fn run(task: &SigTask, connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    let SigTask::Mint(mint) = task;
    let signer = connection.signer()?;
    let user = mint.user.as_deref().unwrap_or(&signer.identifier);
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_err(|_| Failure::local("the clock of this machine stands before 1970"))?;
    let minted = signer
        .key
        .mint(signer.sdk_app_id, user, now.as_secs(), mint.valid)
        .map_err(|error| Failure::local(format!("no UserSig can be made: {error}")))?;
    let value = json!({
        "user_sig": minted.expose(),
        "sdk_app_id": signer.sdk_app_id,
        "identifier": user,
        "expires_at": minted.expires_at(),
    });
    output.value(&value, || minted.expose().to_owned())?;
    talk(&format!(
        "A UserSig of {user} for application {}, good until {}.",
        signer.sdk_app_id,
        span::utc(i64::try_from(minted.expires_at()).unwrap_or(i64::MAX))
    ));
    Ok(())
}
