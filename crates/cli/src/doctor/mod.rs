//! What is wrong with the way from here to the service, and what to do about it.
//!
//! | Module | Concept |
//! |---|---|
//! | `report` | checks with their status, told as they are made |
//! | `here`, `proxy` | what needs no network: settings, files, UserSig; the proxy on the way |
//! | `way` | name, connection, TLS, clock |
//! | `reach` | an address and one look at it |
//! | `trust` | TLS, and its problems in words |
//! | `service` | what the service says: site, signature, administrator, package, its services |
//! | `webhook` | where webhooks go, and whether somebody is there |

mod here;
mod proxy;
mod reach;
mod report;
mod service;
mod trust;
mod way;
mod webhook;

use clap::Args;

use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::Output;

use report::Report;

pub const HELP: &str = "\
Examples:
  call-engine doctor
  call-engine doctor --profile staging -o json --query \"[?status!='ok']\"
  call-engine doctor --offline

Every check is ok, a warning, wrong, or skipped because an earlier one is wrong. It sends only commands that read: get_callback, \
get_record_by_filter of one second, get_call_info of a call that does not exist; nothing rings and nothing is changed. The address of \
webhooks is asked for its head, without the query. Exit code 1 says that something is wrong.";

/// Names of the checks that need the network, in their order.
const NETWORK: &[&str] = &[
    "name",
    "connection",
    "tls",
    "clock",
    "site",
    "signature",
    "administrator",
    "package",
    "records",
    "calls",
    "webhook",
    "webhook-address",
];

#[derive(Debug, Args)]
pub struct DoctorArguments {
    /// Only what needs no network
    #[arg(long)]
    offline: bool,
}

pub async fn run(
    arguments: &DoctorArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut report = Report::new(output);
    let Some(here) = here::look(connection, &mut report)? else {
        report.skip(NETWORK, "the settings are not complete")?;
        return report.end();
    };
    if arguments.offline || connection.is_dry_run() {
        report.skip(NETWORK, "it needs the network")?;
        return report.end();
    }
    if way::look(&here, &mut report).await? {
        let answered = service::look(connection, &mut report).await?;
        webhook::look(&here, answered, &mut report).await?;
    } else {
        report.skip(&NETWORK[4..], "the service was not reached")?;
    }
    report.end()
}
