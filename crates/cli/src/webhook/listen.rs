//! `webhook listen`: receives webhooks, shows them, and hands them on.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::mpsc::Receiver as Inbox;

use super::came::Proof;
use super::desk::{Desk, News};
use super::forward::{Forward, Passed};
use super::registration::{self, Registration};
use super::secrets::Secrets;
use super::sender::{Sender, Trust};
use super::server::Server;
use super::store::{self, Store, StoreArguments};
use super::target::Target;
use super::{events, summary};
use crate::connection::{Connection, write};
use crate::emulator::reachable;
use crate::exit::Failure;
use crate::output::{BAD, Output, pretty, talk, talk_as};
use crate::stop::Stop;
use crate::table::plain;

/// Longest wait for whoever webhooks are handed on to.
const PATIENCE: Duration = Duration::from_secs(10);

/// Stands for our own address where one is registered.
const OWN: &str = "";

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  call-engine webhook listen --register https://abc.tunnel.example/ --forward http://localhost:3000/webhooks
  call-engine webhook listen --register            with an emulator on this machine
  call-engine webhook listen --event after-end-call -o ndjson --query 'body.CallRecord'

Each webhook is answered at once, since the service may wait no longer than 2 s, and handed on beside that, to each \
address in order; what your program answers is shown and goes no further. Only webhooks that are accepted are handed \
on. They go there byte for byte: method, query, headers, body. An address without a path takes that of the webhook.

A line says who vouches for it: `signed` the token, `secret` the secret of the address, `unsigned` nobody, since the \
number of the application is known to many. What is refused is told with the reason. Without a signature, which no \
page documents for Call, a secret in the address is what there is: --register adds it to the address by itself.

Ctrl-C ends it, after the webhook configuration that --register has replaced is put back.")]
pub struct ListenArguments {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4242")]
    listen: SocketAddr,
    /// Hand each webhook on to this address, byte for byte; repeatable
    #[arg(long, value_name = "URL", value_parser = Target::parse)]
    forward: Vec<Target>,
    /// Show and hand on only this event: after-start-call, after-end-call, after-member-changed; repeatable. --register asks
    /// the service for no others [default: all]
    #[arg(long = "event", value_name = "EVENT", value_parser = events::wanted)]
    events: Vec<String>,
    /// Have the service send webhooks to this public address, which leads here, until this ends. Without a value: to the
    /// address listened on, if the service is an emulator on this machine
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = OWN)]
    register: Option<String>,
    /// Refuse webhooks without signature
    #[arg(long)]
    require_signature: bool,
    #[command(flatten)]
    secrets: Secrets,
    #[command(flatten)]
    store: StoreArguments,
    /// Keep no webhooks
    #[arg(long, conflicts_with = "store")]
    no_store: bool,
    #[command(flatten)]
    trust: Trust,
}

pub async fn run(
    arguments: ListenArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    if connection.globals().dry_run {
        return show(&arguments, connection, output).await;
    }
    let application = connection.application()?;
    let secrets = &arguments.secrets;
    let receiver = secrets.receiver(application, arguments.require_signature)?;
    let secret = secrets.of_the_address()?;
    let register = arguments.register.as_deref();
    let public = register.map(|text| Public::of(text, arguments.listen, connection));
    let public = public.transpose()?;
    let store = kept(&arguments)?;
    let folder = store::memory();
    let limit = connection.globals().timeout.unwrap_or(PATIENCE);
    let sender = Arc::new(Sender::new(&arguments.trust, limit)?);
    // Before anything is told, so that whoever reads it can end us.
    let mut stop = Stop::listen()?;
    let unsigned = if secret.is_some() {
        Proof::Secret
    } else {
        Proof::None
    };
    let (desk, mut inbox) = Desk::new(
        receiver,
        unsigned,
        arguments.events.clone(),
        store,
        |news| {
            let targets = arguments.forward.iter().cloned();
            let start = |target| Forward::start(target, Arc::clone(&sender), news.clone());
            targets.map(start).collect()
        },
    );
    let server = Server::start(arguments.listen, Arc::new(desk)).await?;
    let port = server.address.port();
    let circle = arguments.forward.iter().find(|to| to.is_port_here(port));
    if let Some(circle) = circle {
        return Err(Failure::local(format!(
            "--forward {circle} is the address that is listened on: each webhook would come again and again"
        )));
    }
    let target = public.map(|public| public.target(server.address));
    let target = target.transpose()?;
    let target = target.map(|target| match &secret {
        Some((name, value)) => target.with_parameter(name, value),
        None => target,
    });
    let registration = match &target {
        Some(target) => {
            let made = Registration::make(connection, target, &arguments.events, &folder).await;
            Some(made?)
        }
        None => None,
    };
    let mut teller = Teller {
        output,
        whole: connection.globals().verbose,
    };
    let told = async {
        teller.opening(
            &own(server.address),
            application,
            target.as_ref(),
            registration.as_ref(),
        )?;
        if !server.address.ip().is_loopback() {
            talk("Others in your network can reach it.");
        }
        teller.tell(&mut inbox, &mut stop).await
    };
    let mut told = told.await;
    let restored = match registration {
        Some(registration) => restore(registration, &mut stop).await,
        None => Ok(()),
    };
    server.stop().await;
    // What came while the configuration was put back.
    while told.is_ok()
        && let Ok(news) = inbox.try_recv()
    {
        told = teller.one(news);
    }
    match (told, restored) {
        (told, Ok(())) => told,
        (Ok(()), restored) => restored,
        (Err(first), Err(second)) => {
            first.report();
            Err(second)
        }
    }
}

/// Puts the earlier configuration back; who asks again to end does not wait for that.
async fn restore(registration: Registration, stop: &mut Stop) -> Result<(), Failure> {
    let by_hand = registration.by_hand().to_owned();
    tokio::select! {
        restored = registration.restore() => restored,
        _ = stop.heard() => Err(Failure::Late(format!(
            "ended before the webhook configuration was put back; this makes it as it was before:\n  {by_hand}"
        ))),
    }
}

/// The address that is registered.
enum Public {
    Named(Target),
    /// The one that is listened on.
    Own,
}

impl Public {
    fn of(register: &str, listen: SocketAddr, connection: &Connection) -> Result<Self, Failure> {
        if register != OWN {
            if !register.contains("://") {
                return Err(Failure::local(
                    "--register: an address begins with http:// or https://",
                ));
            }
            let target = Target::parse(register);
            return target
                .map(Self::Named)
                .map_err(|why| Failure::local(format!("--register: {why}")));
        }
        let settings = connection.settings()?;
        let endpoint = settings.address().map_err(crate::connection::said)?;
        let local = |endpoint: &str| Target::parse(endpoint).is_ok_and(|there| there.is_local());
        let here = listen.ip().is_loopback() || listen.ip().is_unspecified();
        if here && endpoint.as_deref().is_some_and(local) {
            return Ok(Self::Own);
        }
        Err(Failure::local(
            "the service cannot reach this machine by itself: --register needs the public address that leads here, such as that of \
             a tunnel. Without a value it is for an emulator on this machine",
        ))
    }

    fn target(self, address: SocketAddr) -> Result<Target, Failure> {
        match self {
            Self::Named(target) => Ok(target),
            Self::Own => Target::parse(&own(address)).map_err(Failure::Local),
        }
    }
}

/// Our own address, for whoever is on this machine.
fn own(address: SocketAddr) -> String {
    format!("http://{}/", reachable(address))
}

/// Where webhooks are kept, if they are.
fn kept(arguments: &ListenArguments) -> Result<Option<Store>, Failure> {
    if arguments.no_store {
        return Ok(None);
    }
    let folder = arguments.store.folder()?;
    Store::open(&folder).map(Some)
}

/// `--dry-run`: the one request that would be sent.
async fn show(
    arguments: &ListenArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let Some(register) = &arguments.register else {
        return Err(Failure::local(
            "without --register `listen` sends nothing that --dry-run could show",
        ));
    };
    let public = Public::of(register, arguments.listen, connection)?;
    let target = public.target(arguments.listen)?;
    let body = write(&registration::request_for(&target, &arguments.events))?;
    let operation = &call_engine::operations::SET_CALLBACK;
    connection
        .send(operation, body, &[], output)
        .await
        .map(drop)
}

/// Tells what happens.
struct Teller<'a> {
    output: &'a mut Output,
    /// With `--verbose`: whole events.
    whole: bool,
}

impl Teller<'_> {
    fn opening(
        &mut self,
        own: &str,
        application: u32,
        target: Option<&Target>,
        registration: Option<&Registration>,
    ) -> Result<(), Failure> {
        talk(&format!(
            "Listening at {own} for webhooks of application {application}. Ctrl-C ends it."
        ));
        match target {
            Some(target) => talk(&format!("The service sends them to {target} until then.")),
            None => talk(
                "Have the service send them with --register, or send one: call-engine webhook trigger --help",
            ),
        }
        if self.output.is_for_people() {
            return Ok(());
        }
        let value = json!({
            "kind": "listening",
            "url": own,
            "application": application,
            "registered": target.map(ToString::to_string),
            "replaced": registration.is_some_and(Registration::replaced),
        });
        self.output.item(&value, String::new)
    }

    async fn tell(&mut self, inbox: &mut Inbox<News>, stop: &mut Stop) -> Result<(), Failure> {
        loop {
            tokio::select! {
                _ = stop.heard() => return Ok(()),
                Some(news) = inbox.recv() => self.one(news)?,
            }
        }
    }

    fn one(&mut self, news: News) -> Result<(), Failure> {
        match news {
            News::Came(came) => {
                let mut value = came.shown();
                value["kind"] = Value::from("webhook");
                let whole = self.whole;
                self.output.item(&value, || {
                    let line = summary::line(&came);
                    if whole {
                        let body = plain_lines(&pretty(&value["body"]));
                        format!("{line}\n{body}")
                    } else {
                        line
                    }
                })
            }
            News::Passed(passed) => self.passed(&passed),
            News::Trouble(why) => {
                talk_as(BAD.bold(), "error", &plain(&why));
                Ok(())
            }
        }
    }

    fn passed(&mut self, passed: &Passed) -> Result<(), Failure> {
        let mut value = match &passed.answer {
            Ok(answer) => answer.to_json(),
            Err(why) => json!({"error": why, "as_expected": false}),
        };
        value["kind"] = Value::from("forwarded");
        value["number"] = Value::from(passed.number);
        value["to"] = Value::from(passed.target.to_string());
        self.output.item(&value, || {
            let head = summary::head(Timestamp::now().as_millisecond(), passed.number);
            let to = plain(&passed.target.to_string());
            match &passed.answer {
                Ok(answer) => format!("{head}  -> {to}  {}", answer.line()),
                Err(why) => format!("{head}  -> {to}  {BAD}{}{BAD:#}", plain(why)),
            }
        })
    }
}

/// Text of the service, its lines kept.
fn plain_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(plain).collect();
    lines.join("\n")
}
