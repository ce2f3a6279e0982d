//! Who calls: parameters of the URL, ticket, administrator.

use std::collections::BTreeSet;
use std::error::Error;

use usersig::{Expected, SecretKey, VerifyError};

use super::Incoming;
use super::query;
use crate::options::Options;
use crate::refused::Refused;
use crate::request_log::Check;

/// The application the emulator plays.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) sdk_app_id: u32,
    pub(crate) key: SecretKey,
    pub(crate) administrators: BTreeSet<String>,
}

/// Checks everything a request says outside of its body. `now` in Unix seconds.
pub(crate) fn check_caller(
    incoming: &Incoming<'_>,
    app: &App,
    options: &Options,
    now: u64,
) -> Result<(), Refused> {
    let query = incoming
        .query
        .map_err(|wrong| Refused::new(Check::Query, 60_002, wrong))?;
    let url = read_parameters(query, options)?;
    check_ticket(&url, app, options, now)?;
    if app.administrators.contains(url.identifier) {
        Ok(())
    } else {
        let code = options.not_administrator_code;
        let why = "the identifier is no administrator of the application";
        Err(Refused::new(Check::Administrator, code, why).of("identifier"))
    }
}

struct Parameters<'a> {
    sdk_app_id: u32,
    identifier: &'a str,
    ticket: &'a str,
}

fn read_parameters<'a>(
    query: &'a [(String, String)],
    options: &Options,
) -> Result<Parameters<'a>, Refused> {
    let mismatch = |field: &'static str, what: &'static str| {
        Refused::new(Check::Query, 60_025, format!("{field} {what}")).of(field)
    };
    let sdk_app_id = query::get(query, "sdkappid")
        .filter(|text| !text.is_empty())
        .ok_or_else(|| Refused::new(Check::Query, 60_012, "").of("sdkappid"))?;
    let sdk_app_id = number(sdk_app_id)
        .and_then(|number| u32::try_from(number).ok())
        .ok_or_else(|| mismatch("sdkappid", "is not an unsigned 32-bit number"))?;
    let identifier = query::get(query, "identifier")
        .filter(|text| !text.is_empty())
        .ok_or_else(|| mismatch("identifier", "is missing"))?;
    let ticket = query::get(query, "usersig").ok_or_else(|| mismatch("usersig", "is missing"))?;
    match query::get(query, "random") {
        None if options.random_is_required => return Err(mismatch("random", "is missing")),
        // Wider than documented: a caller with 63 bits has been seen in production.
        Some(text) if number(text).is_none() => {
            return Err(mismatch("random", "is not an unsigned number"));
        }
        _ => {}
    }
    match query::get(query, "contenttype") {
        Some("json") => {}
        Some(text) if options.content_type_ignores_case && text.eq_ignore_ascii_case("json") => {}
        Some(_) => return Err(mismatch("contenttype", "must be json")),
        None => return Err(mismatch("contenttype", "is missing")),
    }
    Ok(Parameters {
        sdk_app_id,
        identifier,
        ticket,
    })
}

/// Digits only; the usual parsing would let a sign pass.
fn number(text: &str) -> Option<u64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

fn check_ticket(
    url: &Parameters<'_>,
    app: &App,
    options: &Options,
    now: u64,
) -> Result<(), Refused> {
    if url.ticket.is_empty() {
        return Err(Refused::new(Check::UserSig, 70_002, "").of("usersig"));
    }
    let expected = Expected::new(url.sdk_app_id, url.identifier, now);
    let verified = app.key.verify(url.ticket, &expected);
    let foreign = url.sdk_app_id != app.sdk_app_id;
    match verified {
        // Without the foreign application's key its signature says nothing.
        Ok(_) | Err(VerifyError::Signature) if foreign => Err(Refused::new(
            Check::Application,
            options.unknown_app_code,
            format!("this emulator plays application {}", app.sdk_app_id),
        )
        .of("sdkappid")),
        Ok(_) => Ok(()),
        Err(error) => {
            let code = i64::from(error.code());
            let detail = match error.source() {
                Some(source) => format!("{error}: {source}"),
                None => error.to_string(),
            };
            Err(Refused::new(Check::UserSig, code, detail).of("usersig"))
        }
    }
}
