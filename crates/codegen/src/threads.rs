//! Independent work on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use call_engine_contract::{Finding, Place};

/// Most threads that are started.
const THREADS: usize = 8;

/// What `work` makes of each item, in the order of the items.
///
/// Syntax trees stay on the thread that makes them, so `work` gives text.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Result<Vec<R>, Vec<Finding>> {
    let count = thread::available_parallelism().map_or(1, usize::from);
    let count = count.min(THREADS).min(items.len());
    if count < 2 {
        return Ok(items.iter().map(work).collect());
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut made = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return made;
            };
            made.push((index, work(item)));
        }
    };
    let workers: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..count).map(|_| scope.spawn(take)).collect();
        workers
            .into_iter()
            .map(thread::ScopedJoinHandle::join)
            .collect()
    });
    let mut made = Vec::with_capacity(items.len());
    for worker in workers {
        made.extend(worker.map_err(|_| vec![stopped("a thread of the generator")])?);
    }
    made.sort_by_key(|(index, _)| *index);
    Ok(made.into_iter().map(|(_, result)| result).collect())
}

/// A finding for code that panicked; it has said why on the standard error output.
pub(crate) fn stopped(what: &str) -> Finding {
    Finding::new(
        "generator",
        Place::default(),
        format!("{what} stopped at something it cannot express"),
        "write the contract with simpler words; see the shape rules of spec/README.md",
    )
}
