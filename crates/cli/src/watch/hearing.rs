//! Webhooks that tell of changes before the next look does, and why.

use std::future;
use std::net::SocketAddr;
use std::time::Duration;

use call_engine::types::ActionType;
use call_engine::webhook::WebhookEvent;
use clap::Args;

use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::talk;
use crate::webhook::arrivals::Arrivals;
use crate::webhook::secrets::Secrets;

/// Where they come to when nothing else is said: beside `webhook listen`, which hands them on.
const BESIDE_LISTEN: &str = "127.0.0.1:4243";
/// The pause between two looks when webhooks tell what happens between them.
const SELDOM: Duration = Duration::from_secs(10);

#[derive(Debug, Args)]
pub struct HearingArguments {
    /// Also heed webhooks that come to this address: changes are seen at once and with their reason, and looks are 10s
    /// apart [default address: 127.0.0.1:4243]
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = BESIDE_LISTEN)]
    webhooks: Option<SocketAddr>,
    #[command(flatten)]
    secrets: Secrets,
}

impl HearingArguments {
    /// One of its flags that is given.
    pub fn given(&self) -> Option<&'static str> {
        self.webhooks
            .map(|_| "--webhooks")
            .or_else(|| self.secrets.given())
    }

    /// The pause between two looks, unless another was asked for.
    pub fn interval(&self) -> Option<Duration> {
        self.webhooks.map(|_| SELDOM)
    }

    pub async fn start(&self, connection: &Connection) -> Result<Hearing, Failure> {
        let Some(address) = self.webhooks else {
            return Ok(Hearing::default());
        };
        let arrivals = Arrivals::at(address, &self.secrets, connection).await?;
        let text = format!(
            "Webhooks are heeded at http://{}/, such as those that `webhook listen --forward` hands on.",
            arrivals.address
        );
        talk(&text);
        Ok(Hearing(Some(arrivals)))
    }
}

/// Webhooks, or none.
#[derive(Default)]
pub struct Hearing(Option<Arrivals>);

/// Something happened in the call that is watched.
pub struct Heard {
    /// Who left, and why.
    pub left: Vec<(String, String)>,
}

impl Hearing {
    /// What is heard next of a call; never, without webhooks.
    pub async fn next(&mut self, call_id: &str) -> Heard {
        if let Some(arrivals) = &mut self.0 {
            while let Some(event) = arrivals.next().await {
                if event.call_id() == call_id {
                    return Heard { left: left(&event) };
                }
            }
        }
        future::pending().await
    }
}

fn left(event: &WebhookEvent) -> Vec<(String, String)> {
    let WebhookEvent::AfterMemberChanged(changed) = event else {
        return Vec::new();
    };
    let users = changed.changed_user_list().iter();
    let left = users.filter_map(|user| {
        let why = why(user.action_type.as_ref()?)?;
        Some((user.user_account.as_ref()?.to_string(), why))
    });
    left.collect()
}

/// Why somebody is no longer there; `None` for those who come.
fn why(action: &ActionType) -> Option<String> {
    let why = match action {
        ActionType::Accept | ActionType::Join | ActionType::Invite => return None,
        ActionType::Reject => "refused",
        ActionType::NotAnswer => "did not answer in time",
        ActionType::Hangup => "hung up",
        ActionType::Offline => "lost its connection",
        ActionType::CancelInvite => "is no longer invited",
        other => other.as_str(),
    };
    Some(why.to_owned())
}
