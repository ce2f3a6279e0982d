//! What asks the program to end, and the question whether the call is to end too.

use std::io::{self, IsTerminal as _};
use std::thread;

use tokio::sync::oneshot;

use crate::output::is_watched;
use crate::stop::{Signal, Stop};

/// What Ctrl-C does while a call is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnInterrupt {
    /// Asks whoever sits at the terminal; leaves when nobody does.
    #[default]
    Ask,
    /// Ends the call.
    End,
    /// Leaves, and the call goes on.
    Leave,
}

/// What is to become of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    End,
    Leave,
}

impl OnInterrupt {
    pub fn of(end: bool, leave: bool) -> Self {
        match (end, leave) {
            (true, _) => Self::End,
            (_, true) => Self::Leave,
            _ => Self::Ask,
        }
    }

    /// Decides, if need be by asking. Whoever presses Ctrl-C again leaves.
    pub async fn choose(self, signal: Signal, stop: &mut Stop) -> Choice {
        match self {
            Self::End => Choice::End,
            Self::Ask if signal == Signal::Interrupt && is_attended() => tokio::select! {
                choice = ask() => choice,
                _ = stop.heard() => {
                    anstream::eprintln!();
                    Choice::Leave
                }
            },
            Self::Ask | Self::Leave => Choice::Leave,
        }
    }
}

/// Whether somebody can be asked.
fn is_attended() -> bool {
    io::stdin().is_terminal() && is_watched()
}

async fn ask() -> Choice {
    anstream::eprint!("End the call for everybody? [y/N] ");
    let (answer, answered) = oneshot::channel();
    // A thread of its own: what reads a terminal cannot be called off, and the end of the program shall not wait for it.
    thread::spawn(move || {
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line);
        let _ = answer.send(read.map(|_| line).unwrap_or_default());
    });
    let line = answered.await.unwrap_or_default();
    match line.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Choice::End,
        _ => Choice::Leave,
    }
}
