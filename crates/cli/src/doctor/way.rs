//! The way to the service: name, connection, TLS, clock.

use tokio::net::TcpStream;

use super::here::Here;
use super::reach::{Head, Target, connect};
use super::report::{Check, Report};
use super::trust::{Problem, secure};
use crate::exit::Failure;
use crate::span;

/// A difference of clocks that is worth a word: the SDK corrects beyond it.
const NOTED: i64 = 60;
/// A difference that half of a UserSig's life does not cover.
const WRONG: i64 = 24 * 60 * 60;

/// Looks at the way; whether the service can be asked.
pub async fn look(here: &Here, report: &mut Report<'_>) -> Result<bool, Failure> {
    // What is connected to is the proxy, if there is one.
    let (next, which) = match &here.proxy {
        Some(proxy) => (&proxy.target, "the proxy "),
        None => (&here.service, ""),
    };
    let remedy = |usual| match &here.proxy {
        Some(proxy) => proxy.remedy.as_str(),
        None => usual,
    };
    let addresses = match next.resolve(here.step).await {
        Ok(addresses) => addresses,
        Err(why) => {
            let message = format!("{which}{} is not known here: {why}", next.host);
            let usual =
                "Check the spelling of the host, the name server, and whether there is a network.";
            report.add(Check::wrong("name", message, remedy(usual)))?;
            report.skip(&["connection", "tls", "clock"], "the name is not known")?;
            return Ok(false);
        }
    };
    let mut ips: Vec<String> = addresses
        .iter()
        .map(|address| address.ip().to_string())
        .collect();
    ips.dedup();
    report.add(Check::ok(
        "name",
        match next.ip() {
            Some(ip) => format!("{ip} is an address"),
            None => format!("{} is {}", next.host, ips.join(", ")),
        },
    ))?;
    let stream = match connect(&addresses, here.step).await {
        Ok((stream, address, took)) => {
            let message = format!("{which}{address} answers after {}", span::millis(took));
            report.add(Check::ok("connection", message))?;
            stream
        }
        Err(why) => {
            let usual = "Check the port, the firewall, and whether it is running there.";
            let message = format!("{which}{why}");
            report.add(Check::wrong("connection", message, remedy(usual)))?;
            report.skip(&["tls", "clock"], "there is no connection")?;
            return Ok(false);
        }
    };
    if here.proxy.is_some() {
        report.skip(&["tls", "clock"], "they are seen only through the proxy")?;
        return Ok(true);
    }
    let head = match opened(here, &here.service, stream).await {
        Ok((how, head)) => {
            report.add(if here.service.https || here.service.is_loopback() {
                Check::ok("tls", how)
            } else {
                Check::warning("tls", how, "The UserSig travels readably: use https.")
            })?;
            head
        }
        Err(problem) => {
            report.add(Check::wrong("tls", problem.message, problem.remedy))?;
            report.skip(&["clock"], "there is no connection")?;
            return Ok(false);
        }
    };
    report.add(clock(head))?;
    Ok(true)
}

/// TLS where the address asks for it, and what the server says; how, and its head.
pub async fn opened(
    here: &Here,
    target: &Target,
    stream: TcpStream,
) -> Result<(String, Result<Head, String>), Problem> {
    if !target.https {
        let head = target.head(stream, here.step).await;
        return Ok(("plain http, as the address says".to_owned(), head));
    }
    let stream = secure(stream, target, here.roots.as_deref(), here.step).await?;
    let version = stream.get_ref().1.protocol_version();
    let version = version.map_or_else(|| "TLS".to_owned(), |version| format!("{version:?}"));
    let how = format!("{version}, with a good certificate of {}", target.host);
    Ok((how, target.head(stream, here.step).await))
}

fn clock(head: Result<Head, String>) -> Check {
    let name = "clock";
    let date = match head {
        Ok(Head {
            date: Some(date), ..
        }) => date,
        Ok(_) => return Check::skipped(name, "the answer has no date"),
        Err(why) => {
            let message = format!("the service does not answer a plain request: {why}");
            return Check::warning(name, message, "Check what stands between here and there.");
        }
    };
    let behind = date.saturating_sub(span::now());
    let by = span::seconds(behind.saturating_abs());
    if behind.saturating_abs() <= NOTED {
        return Check::ok(name, format!("differs from the service's by {by}"));
    }
    let message = match behind {
        1.. => format!("this machine's clock is {by} behind the service's"),
        _ => format!("this machine's clock is {by} ahead of the service's"),
    };
    let remedy = "Set the clock, best by NTP: UserSigs are made by it and are good for two days.";
    if behind.saturating_abs() < WRONG {
        Check::warning(name, message, remedy)
    } else {
        Check::wrong(name, message, remedy)
    }
}
