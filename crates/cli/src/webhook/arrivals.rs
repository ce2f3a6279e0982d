//! Webhooks for another command of this program: received and checked as by `listen`, and not kept.

use std::net::SocketAddr;
use std::sync::Arc;

use call_engine::webhook::WebhookEvent;
use tokio::sync::mpsc;

use super::came::Proof;
use super::desk::{Desk, News};
use super::secrets::Secrets;
use super::server::Server;
use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::{WAITING, talk_as};
use crate::table::plain;

/// A port that webhooks come to.
pub struct Arrivals {
    pub address: SocketAddr,
    inbox: mpsc::Receiver<News>,
    /// Ends with this.
    _server: Server,
}

impl Arrivals {
    pub async fn at(
        listen: SocketAddr,
        secrets: &Secrets,
        connection: &Connection,
    ) -> Result<Self, Failure> {
        let receiver = secrets.receiver(connection.application()?, false)?;
        let (desk, inbox) = Desk::new(receiver, Proof::None, Vec::new(), None, |_| Vec::new());
        let server = Server::start(listen, Arc::new(desk)).await?;
        Ok(Self {
            address: server.address,
            inbox,
            _server: server,
        })
    }

    /// The next event that was accepted; what was refused is told.
    pub async fn next(&mut self) -> Option<WebhookEvent> {
        loop {
            match self.inbox.recv().await? {
                News::Came(came) => match (&came.outcome.refused, came.event()) {
                    (None, Some(event)) => return Some(event),
                    (None, None) => {}
                    (Some(why), _) => {
                        let text = format!("a webhook was refused: {}", plain(why));
                        talk_as(WAITING, "trouble", &text);
                    }
                },
                News::Trouble(why) => talk_as(WAITING, "trouble", &plain(&why)),
                News::Passed(_) => {}
            }
        }
    }
}
