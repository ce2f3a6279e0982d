//! The proxy on the way, if there is one.

use std::env;

use call_engine::{Setting, Settings};
use hyper::Uri;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use super::here::given;
use super::reach::Target;
use super::report::{Check, Report};
use crate::exit::Failure;

const NAME: &str = "proxy";

/// A proxy, and what to do when it is not there.
pub struct Proxy {
    pub target: Target,
    pub remedy: String,
}

/// Which proxy requests go through: what is set, or what the environment says in the reading of the SDK's HTTP library.
pub fn look(
    settings: &Settings,
    service: &Target,
    report: &mut Report<'_>,
) -> Result<Option<Proxy>, Failure> {
    match given(settings, Setting::Proxy) {
        Some(given) if given.text == Some("none") => {
            report.add(Check::ok(NAME, "none, as is set"))?;
            Ok(None)
        }
        Some(given) => {
            // One with a password is not told by the settings, but the environment has it.
            let text = given.text.map(str::to_owned);
            let Some(text) = text.or_else(|| env::var("CALL_ENGINE_PROXY").ok()) else {
                let message = "one with a password, which is not looked at here";
                report.add(Check::ok(NAME, message))?;
                return Ok(None);
            };
            let origin = given.origin;
            let remedy = format!(
                "Check whether the proxy is running; correct or unset {origin}, or set it to none."
            );
            found(&text, origin, remedy, report)
        }
        None => of_the_environment(service, report),
    }
}

fn of_the_environment(service: &Target, report: &mut Report<'_>) -> Result<Option<Proxy>, Failure> {
    // What is allowed to travel readably because it stays on this machine goes through none.
    let uri = service.uri().filter(|_| !service.is_loopback());
    let Some(uri) = uri else {
        report.add(Check::ok(NAME, "none"))?;
        return Ok(None);
    };
    if let Some(chosen) = Matcher::from_system().intercept(&uri) {
        let proxy = chosen.uri().to_string();
        let names = |name: &&str| {
            let named = named_by(name, &uri);
            named.is_some_and(|named| named.uri() == chosen.uri())
        };
        let origin = variables(service).into_iter().find(names);
        let remedy = "Check whether the proxy is running; correct or unset the variable, or go around it: NO_PROXY, or CALL_ENGINE_PROXY=none.";
        let origin = origin.unwrap_or("as this system says");
        return found(&proxy, origin, remedy.to_owned(), report);
    }
    let set = variables(service)
        .into_iter()
        .find(|name| !variable(name).trim().is_empty());
    report.add(match set {
        None => Check::ok(NAME, "none"),
        Some(name) if named_by(name, &uri).is_some() => {
            let host = &service.host;
            Check::ok(NAME, format!("none for {host}, as NO_PROXY says"))
        }
        Some(name) => {
            let message =
                format!("{name} is set and names no proxy that can be used: there is none");
            Check::warning(NAME, message, format!("Correct or unset {name}."))
        }
    })?;
    Ok(None)
}

/// A proxy that was found. Without a scheme it is http, as the SDK takes it.
fn found(
    text: &str,
    origin: &str,
    remedy: String,
    report: &mut Report<'_>,
) -> Result<Option<Proxy>, Failure> {
    let address = if text.contains("://") {
        text.to_owned()
    } else {
        format!("http://{text}")
    };
    match Target::parse(&address) {
        Ok(target) => {
            report.add(Check::ok(NAME, format!("{target}, {origin}")))?;
            Ok(Some(Proxy { target, remedy }))
        }
        Err(why) => {
            let message = format!("{origin}: {why}");
            let remedy = format!("Correct or unset {origin}.");
            report.add(Check::wrong(NAME, message, remedy))?;
            Ok(None)
        }
    }
}

/// The variables that name a proxy for such an address, the one that wins first.
fn variables(service: &Target) -> [&'static str; 4] {
    if service.https {
        ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
    } else {
        ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
    }
}

/// The proxy that a variable alone would lead to.
fn named_by(name: &str, uri: &Uri) -> Option<Intercept> {
    let only = Matcher::builder().all(variable(name)).build();
    only.intercept(uri)
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}
