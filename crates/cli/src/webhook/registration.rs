//! The service sends webhooks here for as long as `listen` runs; then everything is as it was.

use std::io;
use std::path::{Path, PathBuf};

use call_engine::Client;
use call_engine::types::{GetCallbackResponse, SetCallbackRequest, WebhookCommand};

use super::ledger::{Ledger, Own};
use super::target::Target;
use crate::connection::Connection;
use crate::curl::quoted;
use crate::exit::Failure;
use crate::output::{WAITING, talk, talk_as};

/// What was there before, and what to do to have it again.
pub struct Registration {
    client: Client,
    url: String,
    replaced: bool,
    folder: PathBuf,
    application: u32,
    own: Own,
    /// The options of commands that are to be run by hand.
    words: String,
    /// What to run by hand when there is no time to look again.
    by_hand: String,
}

impl Registration {
    /// Has webhooks sent to an address. What was there is read first, and written down in the folder.
    pub async fn make(
        connection: &Connection,
        target: &Target,
        events: &[String],
        folder: &Path,
    ) -> Result<Self, Failure> {
        let client = connection.client()?;
        let application = connection.application()?;
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let unwritten = |error: io::Error| {
            Failure::local(format!(
                "the configuration that is there cannot be written down in {}, so it stays as it is: {error}",
                folder.display()
            ))
        };
        let ledger = Ledger::open(&folder, application)
            .await
            .map_err(&unwritten)?;
        let earlier = client.webhook_configuration().await?;
        let earlier = earlier.map(|earlier| request(&earlier));
        let replaced = earlier.is_some();
        let url = target.whole();
        let own = ledger.enter(&url, earlier).map_err(&unwritten)?;
        let before = ledger.before(&own);
        if before.is_of_another() {
            talk(
                "What is configured is the address of a `listen` that was killed, or could not put back what was there before it; at the \
                 end of this one that is put back.",
            );
        }
        let words = connection.words();
        for file in ledger.leftovers() {
            tell_of_leftover(&file, &words);
        }
        let registration = Self {
            by_hand: by_hand(before.file.as_deref(), &words),
            client,
            url,
            replaced,
            folder,
            application,
            own,
            words,
        };
        let set = registration
            .client
            .set_webhook(&*registration.url, wanted(events));
        let Err(error) = set.await else {
            return Ok(registration);
        };
        if error.may_have_taken_effect() {
            drop(ledger);
            registration.restore().await?;
        } else {
            ledger.undo(&registration.own);
        }
        Err(error.into())
    }

    /// Has everything as it was before, unless somebody changed it meanwhile.
    pub async fn restore(self) -> Result<(), Failure> {
        let opened = Ledger::open(&self.folder, self.application).await;
        let ledger = opened.map_err(|error| {
            let why = format!("{}: {error}", self.folder.display());
            not_restored(Failure::Late(why), &self.by_hand)
        })?;
        if ledger.is_replaced(&self.own) {
            talk(
                "Another `listen` of this machine has replaced the webhook configuration; it brings back what was there before both.",
            );
            return Ok(());
        }
        let before = ledger.before(&self.own);
        let by_hand = by_hand(before.file.as_deref(), &self.words);
        match self.put_back(before.configuration.as_ref()).await {
            Ok(true) => {
                ledger.settle(&before);
                talk(match before.configuration {
                    Some(_) => "The webhook configuration is as it was before.",
                    None => "The service sends no more webhooks, as before.",
                });
                Ok(())
            }
            Ok(false) => {
                ledger.withdraw(&self.own);
                talk(
                    "The webhook configuration is left as it is: somebody has changed it meanwhile.",
                );
                if before.configuration.is_some() {
                    let text = format!("what was there before is put back by\n  {by_hand}");
                    talk_as(WAITING, "hint", &text);
                }
                Ok(())
            }
            Err(failure) => Err(not_restored(failure, &by_hand)),
        }
    }

    /// Whether there was a configuration before.
    pub fn replaced(&self) -> bool {
        self.replaced
    }

    /// What to run by hand when there was no time to restore.
    pub fn by_hand(&self) -> &str {
        &self.by_hand
    }

    /// Says whether it is as before; not if somebody else has changed it.
    async fn put_back(&self, before: Option<&SetCallbackRequest>) -> Result<bool, Failure> {
        let now = self.client.webhook_configuration().await?;
        match (now, before) {
            (None, None) => {}
            (Some(now), Some(before)) if is_same(&now, before) => {}
            (Some(now), Some(before)) if now.url() == self.url => {
                self.client.set_callback(before.clone()).await?;
            }
            (Some(now), None) if now.url() == self.url => {
                self.client.delete_webhook().await?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

fn not_restored(failure: Failure, by_hand: &str) -> Failure {
    failure.with_hint(format!(
        "the webhook configuration is not as it was before; this makes it so:\n  {by_hand}"
    ))
}

fn is_same(one: &GetCallbackResponse, other: &SetCallbackRequest) -> bool {
    one.url() == other.url && *one.callback_command_list() == *other.callback_command_list
}

/// Shows what would be sent.
pub fn request_for(target: &Target, events: &[String]) -> SetCallbackRequest {
    SetCallbackRequest::new(target.to_string(), wanted(events))
}

fn wanted(events: &[String]) -> Vec<WebhookCommand> {
    if events.is_empty() {
        return WebhookCommand::KNOWN.to_vec();
    }
    let events = events
        .iter()
        .map(|event| WebhookCommand::from(event.as_str()));
    events.collect()
}

fn request(earlier: &GetCallbackResponse) -> SetCallbackRequest {
    SetCallbackRequest::new(earlier.url(), earlier.callback_command_list().to_vec())
}

/// The command that restores. The address, which may hold a secret, is in the file and not on the line.
fn by_hand(file: Option<&Path>, words: &str) -> String {
    match file {
        Some(file) => {
            let file = quoted(&file.display().to_string());
            format!("call-engine api set_callback --body {file}{words}")
        }
        None => format!("call-engine webhook delete{words}"),
    }
}

fn tell_of_leftover(file: &Path, words: &str) {
    let text = format!(
        "a `listen` was killed, or could not put the webhook configuration back. If nobody has done it since:\n  {}\n  rm {}",
        by_hand(Some(file), words),
        quoted(&file.display().to_string())
    );
    talk_as(WAITING, "hint", &text);
}
