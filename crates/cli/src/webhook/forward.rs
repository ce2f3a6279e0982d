//! Hands webhooks on to another address, one after the other, byte for byte.

use std::sync::Arc;

use hyper::Method;
use tokio::sync::mpsc;

use super::answer::Answer;
use super::came::Came;
use super::desk::{News, tell};
use super::sender::{Parcel, Sender};
use super::target::Target;

/// Most webhooks that wait for one address.
const WAITING: usize = 1_024;

/// What became of a webhook that was handed on.
pub struct Passed {
    pub number: u64,
    pub target: Target,
    pub answer: Result<Answer, String>,
}

/// One address.
pub struct Forward {
    target: Target,
    queue: mpsc::Sender<Came>,
    news: mpsc::Sender<News>,
}

impl Forward {
    /// Sends in the order in which webhooks came, each after the answer to the one before.
    pub fn start(target: Target, sender: Arc<Sender>, news: mpsc::Sender<News>) -> Self {
        let (queue, mut waiting) = mpsc::channel::<Came>(WAITING);
        let (to, told) = (target.clone(), news.clone());
        tokio::spawn(async move {
            while let Some(came) = waiting.recv().await {
                let passed = Passed {
                    number: came.number,
                    answer: pass(&came, &to, &sender).await,
                    target: to.clone(),
                };
                // Waits for room: what was handed on is worth telling.
                if told.send(News::Passed(passed)).await.is_err() {
                    return;
                }
            }
        });
        Self {
            target,
            queue,
            news,
        }
    }

    /// Takes a webhook; when too many wait already, it is told as not handed on.
    pub fn put(&self, came: &Came) {
        if self.queue.try_send(came.clone()).is_err() {
            let passed = Passed {
                number: came.number,
                target: self.target.clone(),
                answer: Err(format!(
                    "{WAITING} wait already; `call-engine webhook resend` can send it later"
                )),
            };
            tell(&self.news, News::Passed(passed));
        }
    }
}

/// Sends what came to an address.
pub async fn pass(came: &Came, target: &Target, sender: &Sender) -> Result<Answer, String> {
    let method = Method::from_bytes(came.method.as_bytes()).map_err(|error| error.to_string())?;
    let parcel = Parcel {
        method,
        uri: target.of(&came.path, &came.query)?,
        headers: came.forwarded_headers(),
        body: came.body.clone(),
    };
    sender.send(parcel).await
}
