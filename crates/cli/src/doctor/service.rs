//! What the service says to commands that read.

use call_engine::code::{Family, Matter, Retry};
use call_engine::types::{GetCallInfoRequest, GetCallbackResponse, GetRecordByFilterRequest};
use call_engine::{Client, Error};

use super::report::{Check, Report};
use crate::connection::Connection;
use crate::exit::Failure;
use crate::span;

/// A call that does not exist.
const NO_CALL: &str = "call-engine-doctor-asks-for-no-call";
const STAGES: [&str; 4] = ["site", "signature", "administrator", "package"];

/// Where webhooks go: known, known not to be configured, or unknown.
pub type Answered = Result<Option<GetCallbackResponse>, &'static str>;

/// Asks; gives what `get_callback` answered.
pub async fn look(connection: &Connection, report: &mut Report<'_>) -> Result<Answered, Failure> {
    let client = connection.client()?;
    let answered = match client.get_callback().await {
        Ok(answer) => Ok(Some(answer.into_inner())),
        Err(error) if error.is_webhook_not_found() => Ok(None),
        Err(error) => Err(error),
    };
    let refused = answered.as_ref().err();
    let stage = refused.map(stage);
    match stage {
        None => {
            for (name, what) in STAGES.into_iter().zip([
                "the SDKAppID belongs to it",
                "the UserSig is accepted",
                "the identifier is one",
                "it is active",
            ]) {
                report.add(Check::ok(name, what))?;
            }
        }
        Some(stage) => {
            for (number, name) in STAGES.into_iter().enumerate() {
                report.add(match (stage, refused) {
                    (Some(at), Some(error)) if at == number => refusal(name, error),
                    // In the order of these checks nothing is documented, but who is no administrator has signed well,
                    // and a package is looked for where the application is known.
                    (Some(2), _) if number < 2 => Check::ok(name, "accepted"),
                    (Some(3), _) if number < 1 => Check::ok(name, "the SDKAppID belongs to it"),
                    _ => Check::skipped(name, "the request was refused before this could be seen"),
                })?;
            }
        }
    }
    // What the gateway refuses for good it refuses whatever the command.
    let for_good = |error: &Error| {
        let info = error.info();
        info.is_some_and(|info| info.family() == Family::Gateway && info.retry() == Retry::Never)
    };
    if stage.flatten().is_some() || refused.is_some_and(for_good) {
        report.skip(&["records", "calls"], "the request is refused")?;
    } else {
        report.add(records(&client).await)?;
        report.add(calls(&client).await)?;
    }
    match answered {
        Ok(answer) => Ok(Ok(answer)),
        // What none of the stages tells is told by the check of the command itself.
        Err(error) if stage == Some(None) => {
            report.add(refusal("webhook", &error))?;
            Ok(Err("the configuration is not known"))
        }
        Err(_) => {
            report.skip(&["webhook"], "the request is refused")?;
            Ok(Err("the configuration is not known"))
        }
    }
}

/// Which of the stages a refusal belongs to, if any.
fn stage(error: &Error) -> Option<usize> {
    match error.info()?.about()? {
        Matter::Site => Some(0),
        Matter::Signature => Some(1),
        Matter::Administrator => Some(2),
        Matter::Package => Some(3),
        _ => None,
    }
}

fn refusal(name: &'static str, error: &Error) -> Check {
    let message = match (error.code(), error.info()) {
        (Some(code), Some(info)) => {
            let meaning = info.meaning().trim_end_matches('.');
            let id = error.request_id();
            let id = id.map_or_else(String::new, |id| format!(" (RequestId {id})"));
            format!("{code} {}: {meaning}{id}", info.name())
        }
        _ => error.to_string(),
    };
    Check::wrong(name, message, error.remedy())
}

/// The records of one second.
async fn records(client: &Client) -> Check {
    let second = span::now();
    let request = GetRecordByFilterRequest::new()
        .start_time(second)
        .end_time(second)
        .number_per_page(1);
    match client.get_record_by_filter(request).await {
        Ok(_) => Check::ok("records", "the service of records answers"),
        Err(error) if error.is_record_not_found() => {
            Check::ok("records", "the service of records answers")
        }
        Err(error) => refusal("records", &error),
    }
}

async fn calls(client: &Client) -> Check {
    match client.get_call_info(GetCallInfoRequest::new(NO_CALL)).await {
        Err(error) if !error.is_call_not_found() => refusal("calls", &error),
        _ => Check::ok("calls", "the service of calls answers"),
    }
}
