//! The proxy on the way, if there is one.

use call_engine::{Setting, Settings};
use hyper_util::client::proxy::matcher::Matcher;

use super::here::given;
use super::reach::Target;
use super::report::{Check, Report};
use crate::exit::Failure;

const NAME: &str = "proxy";

/// Which proxy requests go through: what is set, or what the environment says in the reading of the SDK's HTTP library.
pub fn look(
    settings: &Settings,
    service: &Target,
    report: &mut Report<'_>,
) -> Result<Option<Target>, Failure> {
    let set = given(settings, Setting::Proxy);
    if set.and_then(|given| given.text) == Some("none") {
        report.add(Check::ok(NAME, "none, as is set"))?;
        return Ok(None);
    }
    let (text, origin) = if let Some(given) = set {
        // One with a password is not told by the settings, but the environment has it.
        let text = given.text.map(str::to_owned);
        let Some(text) = text.or_else(|| std::env::var("CALL_ENGINE_PROXY").ok()) else {
            let message = "one with a password, which is not looked at here";
            report.add(Check::ok(NAME, message))?;
            return Ok(None);
        };
        (text, given.origin)
    } else {
        let variable = variable(service.https);
        let found = match service.uri() {
            // What is allowed to travel readably because it stays on this machine goes through none.
            Some(uri) if !service.is_loopback() => Matcher::from_system().intercept(&uri),
            _ => None,
        };
        let Some(found) = found else {
            report.add(Check::ok(
                NAME,
                match variable {
                    Some(name) => format!("none for {}, although {name} is set", service.host),
                    None => "none".to_owned(),
                },
            ))?;
            return Ok(None);
        };
        let origin = variable.unwrap_or("as this system says");
        (found.uri().to_string(), origin)
    };
    // Without a scheme it is http, as the SDK takes it.
    let address = if text.contains("://") {
        text
    } else {
        format!("http://{text}")
    };
    match Target::parse(&address) {
        Ok(target) => {
            report.add(Check::ok(NAME, format!("{target}, {origin}")))?;
            Ok(Some(target))
        }
        Err(why) => {
            let message = format!("{origin}: {why}");
            let remedy = format!("Correct or unset {origin}.");
            report.add(Check::wrong(NAME, message, remedy))?;
            Ok(None)
        }
    }
}

/// The variable that names a proxy for such an address.
fn variable(https: bool) -> Option<&'static str> {
    let names: [&str; 4] = if https {
        ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
    } else {
        ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
    };
    let is_set = |name: &&str| std::env::var_os(name).is_some_and(|text| !text.is_empty());
    names.into_iter().find(is_set)
}
