//! Who calls: parameters of the URL, ticket, administrator.

use std::collections::BTreeSet;
use std::error::Error;

use usersig::{Expected, SecretKey, VerifyError};

use super::Incoming;
use super::query;
use super::tickets::GoodTickets;
use crate::options::Options;
use crate::refused::Refused;
use crate::request_log::Check;

/// The application the emulator plays.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) sdk_app_id: u32,
    pub(crate) key: SecretKey,
    pub(crate) administrators: BTreeSet<String>,
    pub(crate) good_tickets: GoodTickets,
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
    query: &'a [query::Pair<'_>],
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
    let foreign = url.sdk_app_id != app.sdk_app_id;
    if !foreign && app.good_tickets.hold(url.ticket, url.identifier, now) {
        return Ok(());
    }
    let expected = Expected::new(url.sdk_app_id, url.identifier, now);
    match app.key.verify(url.ticket, &expected) {
        // Without the foreign application's key its signature says nothing.
        Ok(_) | Err(VerifyError::Signature) if foreign => Err(Refused::new(
            Check::Application,
            options.unknown_app_code,
            format!("this emulator plays application {}", app.sdk_app_id),
        )
        .of("sdkappid")),
        Ok(claims) => {
            app.good_tickets.keep(url.ticket, claims);
            Ok(())
        }
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::random::Random;
    use crate::{SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};

    const OTHER_KEY: &str = "0000000000000000000000000000000000000000000000000000000000000000";

    fn app() -> App {
        App {
            sdk_app_id: SAMPLE_SDK_APP_ID,
            key: SecretKey::new(SAMPLE_SECRET_KEY).unwrap(),
            administrators: BTreeSet::new(),
            good_tickets: GoodTickets::default(),
        }
    }

    /// Tickets good and bad, of two applications, users and keys, for short and long.
    fn tickets() -> Vec<String> {
        let mut tickets = vec![String::new(), "no ticket".to_owned()];
        for key in [SAMPLE_SECRET_KEY, OTHER_KEY] {
            let key = SecretKey::new(key).unwrap();
            for app in [SAMPLE_SDK_APP_ID, 1] {
                for user in ["administrator", "Administrator", "rose"] {
                    for life in [10, 60] {
                        let life = Duration::from_secs(life);
                        let ticket = key.mint(app, user, 1_000, life).unwrap();
                        let text = ticket.expose().to_owned();
                        tickets.push(format!("{}x", &text[..text.len() / 2]));
                        tickets.push(text);
                    }
                }
            }
        }
        tickets
    }

    #[test]
    fn a_remembered_ticket_is_refused_as_one_that_is_not() {
        let (tickets, remembering, options) = (tickets(), app(), Options::default());
        let mut random = Random::new(1);
        let mut draw = |below: usize| usize::try_from(random.next_u64() % below as u64).unwrap();
        let mut good = 0;
        for _ in 0..4_000 {
            let url = Parameters {
                sdk_app_id: [SAMPLE_SDK_APP_ID, 1][draw(2)],
                identifier: ["administrator", "Administrator", "rose"][draw(3)],
                ticket: &tickets[draw(tickets.len())],
            };
            // The clock may go back, too.
            let now = 1_000 + draw(70) as u64;
            let found = check_ticket(&url, &remembering, &options, now);
            assert_eq!(found, check_ticket(&url, &app(), &options, now));
            good += usize::from(found.is_ok());
        }
        assert!(good > 20, "{good}");
    }
}
