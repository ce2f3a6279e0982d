//! Making a UserSig.

use std::time::Duration;

use clap::Args;
use serde_json::json;

use super::command::now;
use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span;

#[derive(Debug, Args)]
pub struct Mint {
    /// User it is for [default: the --identifier, else administrator]
    #[arg(value_name = "USER")]
    user: Option<String>,
    /// How long it is good for
    #[arg(long, value_name = "SPAN", default_value = "1d", value_parser = span::parse)]
    valid: Duration,
}

pub fn run(mint: &Mint, connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    let signer = connection.signer()?;
    let user = mint.user.as_deref().unwrap_or(&signer.identifier);
    let minted = signer
        .key
        .mint(signer.sdk_app_id, user, now()?, mint.valid)
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
