//! Webhooks: where they go, and everything about receiving them.
//!
//! | Module | Concept |
//! |---|---|
//! | `configuration` | where the service sends them: `set`, `get`, `delete` |
//! | `listen` | receives them, shows them, hands them on |
//! | `server`, `desk` | the port, and what happens to a webhook between request and answer |
//! | `arrivals` | received for another command, such as `call watch` |
//! | `registration` | the service sends them here for as long as `listen` runs |
//! | `ledger` | what the `listen`s of this machine have replaced |
//! | `forward` | on to other addresses, in order |
//! | `trigger`, `sample` | sends one of the contract, with fields of one's own |
//! | `store`, `came` | what came, byte for byte, and where it is kept |
//! | `history`, `resend` | looks at what is kept; sends it again |
//! | `verify`, `checks` | whether one is genuine, and if not, why |
//! | `secrets` | tokens and secrets of the address, from environment or files |
//! | `sender`, `target` | one way to send, and to which addresses |
//! | `answer`, `report` | what a receiver answered, and what is told of it |
//! | `summary` | a webhook in a line |
//! | `events` | the webhooks of the contract |

mod answer;
pub mod arrivals;
mod came;
mod checks;
mod configuration;
mod desk;
pub mod events;
mod forward;
mod history;
mod ledger;
mod listen;
mod registration;
mod report;
mod resend;
mod sample;
pub mod secrets;
mod sender;
mod server;
mod store;
mod summary;
mod target;
mod trigger;
mod verify;

use clap::Subcommand;

use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub enum WebhookTask {
    /// Have webhooks sent to an address; replaces the configuration that is there
    Set(configuration::SetArguments),
    /// Show the configuration
    Get,
    /// Stop all webhooks
    Delete,
    /// Receive webhooks on this machine, show them, and hand them on to your own program
    Listen(Box<listen::ListenArguments>),
    /// Send a webhook of the contract to an address, as the service would
    Trigger(Box<trigger::TriggerArguments>),
    /// Show the webhooks that `listen` has kept
    History(history::HistoryArguments),
    /// Send webhooks that `listen` has kept once more, byte for byte
    Resend(Box<resend::ResendArguments>),
    /// Say whether a webhook is genuine, and if not, what is wrong with it
    Verify(Box<verify::VerifyArguments>),
}

impl WebhookTask {
    /// Whether it has work for more than one thread.
    pub fn serves(&self) -> bool {
        matches!(self, Self::Listen(_))
    }
}

pub async fn run(
    task: WebhookTask,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    match task {
        WebhookTask::Set(arguments) => configuration::set(&arguments, connection, output).await,
        WebhookTask::Get => configuration::get(connection, output).await,
        WebhookTask::Delete => configuration::delete(connection, output).await,
        WebhookTask::Listen(arguments) => listen::run(*arguments, connection, output).await,
        WebhookTask::Trigger(arguments) => trigger::run(&arguments, connection, output).await,
        WebhookTask::History(arguments) => history::run(&arguments, output),
        WebhookTask::Resend(arguments) => resend::run(&arguments, connection, output).await,
        WebhookTask::Verify(arguments) => verify::run(&arguments, connection, output),
    }
}
