//! Where webhooks go, and whether somebody is there.

use super::here::Here;
use super::reach::{Target, connect, is_private};
use super::report::{Check, Report};
use super::service::Answered;
use super::way::opened;
use crate::exit::Failure;

const NAME: &str = "webhook-address";

pub async fn look(here: &Here, answered: Answered, report: &mut Report<'_>) -> Result<(), Failure> {
    let configuration = match answered {
        Ok(Some(configuration)) => configuration,
        Ok(None) => {
            let none = "none is configured; `call-engine webhook set URL` has events sent to you";
            report.add(Check::ok("webhook", none))?;
            return report.skip(&[NAME], "none is configured");
        }
        Err(why) => return report.skip(&[NAME], why),
    };
    let target = match Target::parse(configuration.url()) {
        Ok(target) => target,
        Err(why) => {
            let remedy = "Set another one: call-engine webhook set URL.";
            report.add(Check::wrong("webhook", why, remedy))?;
            return report.skip(&[NAME], "there is no address");
        }
    };
    let events = configuration.callback_command_list().len();
    // Its query may hold a secret.
    let scheme = if target.https { "https" } else { "http" };
    let message = format!("{events} kinds of events go to {target} by {scheme}");
    report.add(if target.https || here.service.is_loopback() {
        Check::ok("webhook", message)
    } else {
        Check::warning(
            "webhook",
            message,
            "Others can read and forge events of plain http: use https.",
        )
    })?;
    report.add(address(here, &target).await)
}

/// Whether somebody answers there, seen from here.
async fn address(here: &Here, target: &Target) -> Check {
    let remedy = "Start the receiver, or set another address: call-engine webhook set URL.";
    let addresses = match target.resolve(here.step).await {
        Ok(addresses) => addresses,
        Err(why) => {
            let message = format!("{} is not known here: {why}", target.host);
            return Check::wrong(NAME, message, remedy);
        }
    };
    let private = target.is_private() || addresses.iter().all(|one| is_private(one.ip()));
    let stream = match connect(&addresses, here.step).await {
        Ok((stream, ..)) => stream,
        Err(why) => return Check::wrong(NAME, format!("nobody answers: {why}"), remedy),
    };
    let status = match opened(here, target, stream).await {
        Ok((_, Ok(head))) => head.status,
        Ok((_, Err(why))) => return Check::wrong(NAME, why, remedy),
        Err(problem) => return Check::wrong(NAME, problem.message, problem.remedy),
    };
    let message = format!("answers from here, with HTTP {status}");
    // An engine of this machine reaches what this machine reaches.
    if private && !here.service.is_loopback() {
        let message = format!(
            "{} is of a private network: {message}, but the service cannot reach it",
            target.host
        );
        return Check::warning(
            NAME,
            message,
            "Give an address that the internet knows, such as that of a tunnel.",
        );
    }
    match status {
        404 => Check::warning(NAME, message, "Check the path of the address."),
        500.. => Check::warning(NAME, message, "Look at the log of the receiver."),
        _ => Check::ok(NAME, message),
    }
}
