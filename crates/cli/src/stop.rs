//! The signals that ask a program to end.

use crate::exit::Failure;

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
    #[cfg(unix)]
    hang_up: tokio::signal::unix::Signal,
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
            hang_up: hear(SignalKind::hangup())?,
        })
    }

    /// Waits for the next one.
    #[cfg(unix)]
    pub async fn heard(&mut self) -> Signal {
        tokio::select! {
            _ = self.interrupt.recv() => Signal::Interrupt,
            _ = self.terminate.recv() => Signal::End,
            _ = self.hang_up.recv() => Signal::End,
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
