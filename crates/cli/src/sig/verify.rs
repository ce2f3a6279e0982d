//! Whether a ticket holds.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use usersig::{Claims, Expected, UserBufRule, VerifyError};

use super::command::now;
use super::{given, inspect};
use crate::connection::{Connection, Signer};
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span;
use crate::table::{pairs, plain};

#[derive(Debug, Args)]
pub struct Verify {
    /// File that holds the ticket, - for stdin [default: stdin, else CALL_ENGINE_USER_SIG]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// User it must be for [default: anybody]
    #[arg(long, value_name = "USER")]
    user: Option<String>,
}

/// Why a ticket does not hold, with the code the service is likely to answer.
type Reason = (u32, String);

pub fn run(verify: &Verify, connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    let signer = connection.signer()?;
    let ticket = given::ticket(verify.file.as_deref())?;
    let claims =
        Claims::decode(&ticket).map_err(|error| refused(&[(error.code(), error.to_string())]))?;
    let now = now()?;
    let genuine = is_genuine(&signer, &claims);
    let reasons = reasons(verify, &signer, &claims, now, genuine);
    let mut value = inspect::json(&claims, now);
    value["genuine"] = json!(genuine);
    value["holds"] = json!(reasons.is_empty());
    value["reasons"] = reasons
        .iter()
        .map(|(code, reason)| json!({"code": code, "reason": reason}))
        .collect();
    output.value(&value, || {
        let mut lines = inspect::lines(&claims, now);
        let made_by = if genuine { "this key" } else { "another key" };
        lines.push(("Signed by", Some(made_by.to_owned())));
        pairs(&lines)
    })?;
    if reasons.is_empty() {
        talk("It holds.");
        Ok(())
    } else {
        Err(refused(&reasons))
    }
}

/// Whether the key has signed exactly this, whatever it says.
fn is_genuine(signer: &Signer, claims: &Claims) -> bool {
    let rule = match claims.userbuf {
        Some(_) => UserBufRule::Present,
        None => UserBufRule::Absent,
    };
    let itself = Expected::new(claims.sdk_app_id, &claims.identifier, claims.issued_at);
    signer
        .key
        .verify_claims(claims, &itself.userbuf(rule))
        .is_ok()
}

/// Everything that is wrong, not only what the service would notice first.
fn reasons(
    verify: &Verify,
    signer: &Signer,
    claims: &Claims,
    now: u64,
    genuine: bool,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if !genuine {
        let why = "it was signed with another key, or changed afterwards";
        reasons.push((VerifyError::Signature.code(), why.to_owned()));
    }
    if claims.sdk_app_id != signer.sdk_app_id {
        let why = format!(
            "it is for application {}, not {}",
            claims.sdk_app_id, signer.sdk_app_id
        );
        let other = VerifyError::SdkAppId {
            ticket: claims.sdk_app_id,
            expected: signer.sdk_app_id,
        };
        reasons.push((other.code(), why));
    }
    if let Some(user) = verify
        .user
        .as_ref()
        .filter(|user| **user != claims.identifier)
    {
        let why = format!("it is for user {:?}, not {user:?}", claims.identifier);
        reasons.push((VerifyError::Identifier.code(), why));
    }
    let at = claims.expires_at();
    if now > at {
        let why = format!("it has expired: {}", span::beside(at, now));
        reasons.push((VerifyError::Expired { at, now }.code(), why));
    }
    reasons
}

fn refused(reasons: &[Reason]) -> Failure {
    let lines = reasons.iter().map(|(code, reason)| {
        format!(
            "\n  {} (the service is likely to answer {code})",
            plain(reason)
        )
    });
    Failure::Differs(format!(
        "the ticket does not hold:{}",
        lines.collect::<String>()
    ))
}
