//! `call watch`.

use std::time::Duration;

use call_engine::operations;
use call_engine::types::GetCallInfoRequest;
use clap::Args;

use super::display::Display;
use super::hearing::HearingArguments;
use super::interrupt::OnInterrupt;
use super::members::Members;
use super::scene::Scene;
use super::watching::{Until, Watching};
use crate::call::CALL_ID;
use crate::connection::{Connection, write};
use crate::exit::Failure;
use crate::output::Output;
use crate::span;
use crate::stop::Stop;

/// The shortest and the longest pause between two looks.
const INTERVALS: std::ops::RangeInclusive<Duration> =
    Duration::from_millis(200)..=Duration::from_secs(60);

/// The pause where none is asked for.
pub const INTERVAL: Duration = Duration::from_secs(1);

#[derive(Debug, Args)]
pub struct WatchArguments {
    /// Identifier of the call
    call_id: String,
    /// Pause between two looks, 200ms to 1m [default: 1s, with --webhooks 10s]
    #[arg(long, value_name = "SPAN", value_parser = interval)]
    interval: Option<Duration>,
    /// How long it may ring from now on, to show what is left of it
    #[arg(long, value_name = "SPAN", value_parser = span::parse)]
    ring: Option<Duration>,
    /// Robot that calls; left out, who answered is told by who rang before
    #[arg(long, value_name = "USER")]
    robot: Option<String>,
    /// What is enough: somebody answers, or the call is over
    #[arg(
        long,
        value_name = "answered|over",
        default_value = "over",
        hide_possible_values = true
    )]
    until: Until,
    #[command(flatten)]
    ending: Ending,
    #[command(flatten)]
    hearing: HearingArguments,
}

/// How watching ends.
#[derive(Debug, Default, Args)]
pub struct Ending {
    /// End the call on Ctrl-C, SIGTERM or a hang-up, without asking
    #[arg(long, conflicts_with = "no_end")]
    end_on_interrupt: bool,
    /// Leave the call alone on Ctrl-C, without asking
    #[arg(long)]
    no_end: bool,
    /// Exit with 1 unless somebody answered, or the call ended as NormalEnd
    #[arg(long)]
    pub exit_status: bool,
}

impl Ending {
    /// One of its flags that is given.
    pub fn given(&self) -> Option<&'static str> {
        [
            (self.end_on_interrupt, "--end-on-interrupt"),
            (self.no_end, "--no-end"),
            (self.exit_status, "--exit-status"),
        ]
        .into_iter()
        .find_map(|(given, flag)| given.then_some(flag))
    }

    pub fn on_interrupt(&self) -> OnInterrupt {
        OnInterrupt::of(self.end_on_interrupt, self.no_end)
    }
}

fn interval(text: &str) -> Result<Duration, String> {
    let interval = span::parse(text)?;
    if INTERVALS.contains(&interval) {
        Ok(interval)
    } else {
        Err("every look is a request: write a pause from 200ms to 1m".to_owned())
    }
}

pub async fn run(
    arguments: WatchArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let call_id = arguments.call_id;
    if connection.is_dry_run() {
        let body = write(&GetCallInfoRequest::new(&call_id))?;
        let operation = &operations::GET_CALL_INFO;
        return connection
            .send(operation, body, CALL_ID, output)
            .await
            .map(drop);
    }
    let mut scene = Scene::new(call_id.clone(), Members::new(arguments.robot), connection);
    scene.rings_until = arguments
        .ring
        .and_then(|ring| scene.began.checked_add(ring));
    let interval = arguments.interval.or_else(|| arguments.hearing.interval());
    let interval = interval.unwrap_or(INTERVAL);
    // Before anything is told, so that whoever waits for that is heard.
    let stop = Stop::listen()?;
    let watching = Watching {
        call: connection.client()?.call(&call_id),
        scene,
        display: Display::new(output, connection.is_verbose()),
        interval,
        hearing: arguments.hearing.start(connection).await?,
        until: arguments.until,
        on_interrupt: arguments.ending.on_interrupt(),
        stop,
    };
    let outcome = watching.run(output).await?;
    outcome.finish(&call_id, arguments.ending.exit_status, connection)
}
