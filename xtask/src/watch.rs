//! Generating again whenever the contract changes.

use std::io::{self, IsTerminal};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use call_engine_contract::lint::lint;
use call_engine_contract::{Contract, Finding, Sources};
use notify::{EventKind, RecursiveMode, Watcher};

use crate::repository::{Repository, in_spec};
use crate::{derived, examples, generate};

/// How long nothing must happen before the texts are read: saving is several events.
const QUIET: Duration = Duration::from_millis(60);

/// Generates, and again after every change of the contract, until it is interrupted.
///
/// What is wrong with the contract is printed and waits for the next change, as does what `check` would say of it.
pub fn run(repository: &Repository) -> Result<(), String> {
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading the texts is an event too.
        let read = matches!(&event, Ok(event) if matches!(event.kind, EventKind::Access(_)));
        if !read {
            // It fails only when nobody waits any more.
            let _ = sender.send(event);
        }
    })
    .map_err(|error| format!("changes cannot be watched: {error}"))?;
    watcher
        .watch(&repository.spec(), RecursiveMode::Recursive)
        .map_err(|error| format!("{} cannot be watched: {error}", repository.spec().display()))?;
    let mut last = None;
    loop {
        let sources = repository.sources();
        // A file that was saved as it was, or one of an editor's own, changes nothing.
        if last.as_ref() != Some(&sources) {
            round(repository, &sources);
            println!("watching spec/, Ctrl-C ends");
        }
        last = Some(sources);
        match changes.recv() {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => println!("changes may be missed: {error}"),
            Err(mpsc::RecvError) => return Err("changes are not watched any more".to_owned()),
        }
        while changes.recv_timeout(QUIET).is_ok() {}
    }
}

/// Generates once, and prints what changed or what is wrong.
fn round(repository: &Repository, sources: &Result<Sources, Vec<Finding>>) {
    let started = Instant::now();
    let findings = match contract(sources) {
        Ok((sources, contract)) => match derived::files(sources, &contract) {
            Ok(files) => {
                let written = generate::write(repository, &contract, &files, started, true);
                if let Err(message) = written {
                    println!("{message}");
                }
                let mut findings = lint(&contract);
                findings.extend(examples::check(&contract));
                findings
            }
            Err(findings) => findings,
        },
        Err(findings) => findings,
    };
    if !findings.is_empty() {
        let terminal = io::stdout().is_terminal();
        println!("{}", repository.text(&in_spec(&findings), terminal));
    }
}

fn contract(sources: &Result<Sources, Vec<Finding>>) -> Result<(&Sources, Contract), Vec<Finding>> {
    let sources = sources.as_ref().map_err(Clone::clone)?;
    Ok((sources, Contract::load(sources)?))
}
