//! The thread on which everything is sent.
//!
//! Connections live on one runtime of their own, so that it does not matter where the client is called: outside of any
//! runtime, in one, or in one that has only the thread that waits.

use std::pin::Pin;
use std::sync::mpsc;
use std::thread::{self, ThreadId};

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::builder::failed;
use crate::error::{Error, Kind};
use call_engine_types::Effect;

type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The thread; it ends by itself when this is dropped, and nobody waits for that.
pub(super) struct Thread {
    jobs: UnboundedSender<Job>,
    id: ThreadId,
}

impl Thread {
    pub(super) fn start() -> Result<Self, Error> {
        let wrong = |error| failed(format!("the thread of the client does not start: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(wrong)?;
        let (jobs, mut queue) = unbounded_channel::<Job>();
        let thread = thread::Builder::new()
            .name("call-engine".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    while let Some(job) = queue.recv().await {
                        // As a task of its own, so that a panic in it is not the end of the thread.
                        tokio::spawn(job);
                    }
                });
                // Not waiting for a look-up of a name that nobody wants any more.
                runtime.shutdown_background();
            })
            .map_err(wrong)?;
        Ok(Self {
            jobs,
            id: thread.thread().id(),
        })
    }

    /// Runs a future to its end while the caller waits.
    pub(super) fn run<T, F>(&self, command: &str, effect: Effect, future: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        if thread::current().id() == self.id {
            let message = "a blocking client cannot be called by what it waits for, such as its provider of UserSigs";
            return Err(Error::of(command, effect, Kind::Setup(message.to_owned())));
        }
        let (done, result) = mpsc::sync_channel(1);
        let job = Box::pin(async move {
            let _ = done.send(future.await);
        });
        // The queue is open for as long as this value lives; if not, the result never comes either.
        let _ = self.jobs.send(job);
        result.recv().unwrap_or_else(|_| {
            let message = "what was sending it stopped with a panic";
            Err(Error::of(
                command,
                effect,
                Kind::Transport(message.to_owned()),
            ))
        })
    }
}
