//! The signals that ask a program to end.

use std::sync::LazyLock;

use crate::exit::Failure;

/// Whether the hang-up was ignored when this was first asked, which is before it is heard. Only Linux tells.
static HANG_UP_IGNORED: LazyLock<bool> = LazyLock::new(|| {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // Signal 1 is the lowest bit.
    ignored.is_some_and(|mask| mask & 1 == 1)
});

/// What asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C: somebody may be there to be asked.
    Interrupt,
    /// What ends services, or a terminal that is gone: nobody is there.
    End,
}

/// Hears Ctrl-C and, where there are such, the signals that end services and tell that the terminal is gone.
pub struct Stop {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    /// Not there where it was ignored from the start, as under `nohup`: the program is to outlive its terminal then.
    #[cfg(unix)]
    hang_up: Option<tokio::signal::unix::Signal>,
}

impl Stop {
    #[cfg(unix)]
    pub fn listen() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        let hear = |kind| {
            let wrong = |error| Failure::local(format!("signals cannot be heard: {error}"));
            signal(kind).map_err(wrong)
        };
        Ok(Self {
            interrupt: hear(SignalKind::interrupt())?,
            terminate: hear(SignalKind::terminate())?,
            hang_up: if *HANG_UP_IGNORED {
                None
            } else {
                Some(hear(SignalKind::hangup())?)
            },
        })
    }

    /// Waits for the next one.
    #[cfg(unix)]
    pub async fn heard(&mut self) -> Signal {
        let hang_up = async {
            match &mut self.hang_up {
                Some(signal) => signal.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.interrupt.recv() => Signal::Interrupt,
            _ = self.terminate.recv() => Signal::End,
            _ = hang_up => Signal::End,
        }
    }

    #[cfg(not(unix))]
    #[allow(clippy::unnecessary_wraps)]
    pub fn listen() -> Result<Self, Failure> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    pub async fn heard(&mut self) -> Signal {
        if tokio::signal::ctrl_c().await.is_err() {
            // What cannot be heard never comes.
            std::future::pending::<()>().await;
        }
        Signal::Interrupt
    }
}
