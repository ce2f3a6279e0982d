//! The service sends webhooks here for as long as `listen` runs; then everything is as it was.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use call_engine::Client;
use call_engine::types::{GetCallbackResponse, SetCallbackRequest, WebhookCommand};

use super::handed_over::{self, Note};
use super::target::Target;
use crate::connection::{Connection, write};
use crate::curl::quoted;
use crate::exit::Failure;
use crate::output::{WAITING, talk, talk_as};
use crate::private;

/// What was there before, and what to do to have it again.
pub struct Registration {
    client: Client,
    application: u32,
    url: String,
    earlier: Option<SetCallbackRequest>,
    /// Where this machine's `listen`s leave what others need.
    folder: PathBuf,
    /// Where the earlier configuration is written down while this lasts.
    file: Option<PathBuf>,
    /// What to run by hand for it.
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
        tell_of_leftovers(folder, application, connection);
        let earlier = client.webhook_configuration().await?;
        let earlier = earlier.map(|earlier| request(&earlier));
        let file = match &earlier {
            Some(earlier) => Some(write_down(folder, application, earlier)?),
            None => None,
        };
        let registration = Self {
            by_hand: by_hand(file.as_deref(), connection),
            client,
            application,
            url: target.whole(),
            earlier,
            folder: folder.to_owned(),
            file,
        };
        // What an earlier one at this address left is about another time.
        handed_over::take(folder, application, &registration.url);
        let set = registration
            .client
            .set_webhook(&*registration.url, wanted(events));
        let Err(error) = set.await else {
            return Ok(registration);
        };
        if error.may_have_taken_effect() {
            registration.restore().await?;
        } else {
            registration.forget();
        }
        Err(error.into())
    }

    /// Has everything as it was before, unless somebody changed it meanwhile.
    pub async fn restore(mut self) -> Result<(), Failure> {
        let earlier = self.earlier.take();
        self.earlier = handed_over::follow(&self.folder, self.application, earlier);
        let put_back = self.put_back().await;
        match put_back {
            Ok(true) => {
                self.forget();
                talk(match &self.earlier {
                    Some(_) => "The webhook configuration is as it was before.",
                    None => "The service sends no more webhooks, as before.",
                });
                Ok(())
            }
            Ok(false) => {
                talk(
                    "The webhook configuration is left as it is: somebody has changed it meanwhile. If that was another `listen` of \
                     this machine, it puts back what was there before both.",
                );
                self.hand_over();
                if self.earlier.is_some() {
                    let text = format!("what was there before is put back by\n  {}", self.by_hand);
                    talk_as(WAITING, "hint", &text);
                }
                Ok(())
            }
            Err(failure) => {
                let hint = format!(
                    "the webhook configuration is not as it was before; this makes it so:\n  {}",
                    self.by_hand
                );
                Err(failure.with_hint(hint))
            }
        }
    }

    /// Whether there was a configuration before.
    pub fn replaced(&self) -> bool {
        self.earlier.is_some()
    }

    /// What to run by hand when there was no time to restore.
    pub fn by_hand(&self) -> &str {
        &self.by_hand
    }

    /// Says whether it is as before; not if somebody else has changed it.
    async fn put_back(&self) -> Result<bool, Failure> {
        let now = self.client.webhook_configuration().await?;
        match (now, &self.earlier) {
            (None, None) => {}
            (Some(now), Some(earlier)) if is_same(&now, earlier) => {}
            (Some(now), Some(earlier)) if now.url() == self.url => {
                self.client.set_callback(earlier.clone()).await?;
            }
            (Some(now), None) if now.url() == self.url => {
                self.client.delete_webhook().await?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// For a `listen` that has begun meanwhile. Where it cannot be written, the command to run by hand is told all the same.
    fn hand_over(&self) {
        let note = Note {
            application: self.application,
            url: self.url.clone(),
            earlier: self.earlier.clone(),
            file: self.file.clone(),
        };
        let _ = note.leave(&self.folder);
    }

    fn forget(&self) {
        if let Some(file) = &self.file {
            let _ = std::fs::remove_file(file);
        }
    }
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
fn by_hand(file: Option<&Path>, connection: &Connection) -> String {
    let words = connection.words();
    match file {
        Some(file) => {
            let file = quoted(&file.display().to_string());
            format!("call-engine api set_callback --body {file}{words}")
        }
        None => format!("call-engine webhook delete{words}"),
    }
}

/// Files of earlier configurations are called so.
fn beginning(application: u32) -> String {
    format!("earlier-configuration-{application}-")
}

fn write_down(
    folder: &Path,
    application: u32,
    earlier: &SetCallbackRequest,
) -> Result<PathBuf, Failure> {
    // Never the name of another one's: in a container every program has the same number.
    let now = jiff::Timestamp::now().as_millisecond();
    let name = format!(
        "{}{now}-{}.json",
        beginning(application),
        std::process::id()
    );
    let file = folder.join(name);
    let body = write(earlier)?;
    let written =
        private::folder(folder).and_then(|()| writeln!(private::file(&file)?, "{body:#}"));
    written.map_err(|error| {
        Failure::local(format!(
            "the configuration that is there cannot be written down in {}, so it stays as it is: {error}",
            file.display()
        ))
    })?;
    Ok(std::path::absolute(&file).unwrap_or(file))
}

/// A `listen` that was killed has left its file.
fn tell_of_leftovers(folder: &Path, application: u32, connection: &Connection) {
    let beginning = beginning(application);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        if !entry.file_name().to_string_lossy().starts_with(&beginning) {
            continue;
        }
        let file = entry.path();
        talk_as(
            WAITING,
            "hint",
            &format!(
                "another `listen` still runs, or was killed before it put the webhook configuration back. If it was killed:\n  \
                 {}\n  rm {}",
                by_hand(Some(&file), connection),
                quoted(&file.display().to_string())
            ),
        );
    }
}
