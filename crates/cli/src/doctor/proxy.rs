//! The proxy on the way, if there is one.

use call_engine::{Setting, Settings};

use super::here::given;
use super::reach::Target;
use super::report::{Check, Report};
use crate::exit::Failure;

/// Which proxy requests go through, as the SDK decides.
pub fn look(
    settings: &Settings,
    service: &Target,
    report: &mut Report<'_>,
) -> Result<Option<Target>, Failure> {
    let variable = |name: &str| {
        let text = std::env::var(name)
            .ok()
            .filter(|text| !text.trim().is_empty());
        text.map(|text| (text, name.to_owned()))
    };
    let set = given(settings, Setting::Proxy);
    if set.and_then(|given| given.text) == Some("none") {
        report.add(Check::ok("proxy", "none, as is set"))?;
        return Ok(None);
    }
    let found = if let Some(given) = set {
        // One with a password is not told by the settings, but the environment has it.
        let text = given.text.map(str::to_owned);
        let text = text.or_else(|| std::env::var("CALL_ENGINE_PROXY").ok());
        text.map(|text| (text, given.origin.to_owned()))
    } else if service.is_loopback() {
        None
    } else {
        let names: &[&str] = if service.https {
            &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
        } else {
            &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
        };
        let around = ["NO_PROXY", "no_proxy"].into_iter().find_map(variable);
        let around = around.is_some_and(|(list, _)| goes_around(&list, &service.host));
        names
            .iter()
            .find_map(|name| variable(name))
            .filter(|_| !around)
    };
    let Some((text, origin)) = found else {
        if set.is_some() {
            report.add(Check::ok(
                "proxy",
                "one with a password, which is not looked at here",
            ))?;
        } else {
            report.add(Check::ok("proxy", "none"))?;
        }
        return Ok(None);
    };
    // Without a scheme it is http, as the SDK takes it.
    let address = if text.contains("://") {
        text
    } else {
        format!("http://{text}")
    };
    match Target::parse(&address) {
        Ok(target) => {
            report.add(Check::ok("proxy", format!("{target}, {origin}")))?;
            Ok(Some(target))
        }
        Err(why) => {
            let message = format!("{origin}: {why}");
            report.add(Check::wrong(
                "proxy",
                message,
                format!("Correct or unset {origin}."),
            ))?;
            Ok(None)
        }
    }
}

/// Whether a list of hosts without a proxy holds this one.
fn goes_around(list: &str, host: &str) -> bool {
    list.split(',').map(str::trim).any(|entry| {
        let entry = entry.trim_start_matches("*.").trim_start_matches('.');
        let below = host
            .strip_suffix(entry)
            .is_some_and(|rest| rest.ends_with('.'));
        !entry.is_empty() && (entry == "*" || entry == host || below)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_hosts_without_a_proxy_holds_those_below_too() {
        for (list, host) in [
            ("a.example, b.example", "b.example"),
            (".example", "x.example"),
            ("*", "x"),
        ] {
            assert!(goes_around(list, host), "{list} {host}");
        }
        for (list, host) in [("", "x"), ("ample", "x.example"), ("x.example", "example")] {
            assert!(!goes_around(list, host), "{list} {host}");
        }
    }
}
