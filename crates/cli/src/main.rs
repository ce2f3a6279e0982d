//! The command line of the Tencent RTC Call REST API.
//!
//! | Module | Concept |
//! |---|---|
//! | `arguments` | the tree of commands: hand-written nouns and the generated `api` |
//! | `globals` | options that every command which talks to the service takes |
//! | `connection` | where to, as whom, with which secret; sends, or shows with `--dry-run` |
//! | `attempts`, `curl` | a request as it is sent, for `--verbose`, and as it would be, for `--dry-run` |
//! | `call`, `record`, `sig` | the nouns |
//! | `webhook` | where webhooks go; receiving, sending and judging them |
//! | `profile` | named settings in a file |
//! | `start`, `watch`, `find` | ringing, what becomes of it, and the call of a lost answer |
//! | `api`, `body` | any command of the contract: flags of its fields, and the body they make |
//! | `doctor` | what is wrong between here and the service |
//! | `demo`, `emulator` | the engine on this machine |
//! | `scenario` | files that set it up and say what happens then |
//! | `input`, `private` | files and stdin, read to an end; files that only their owner can read |
//! | `output`, `table`, `query` | stdout: tables and JSON from one value, or the part of it that is asked for; stderr: talk |
//! | `exit` | what went wrong, in words and as an exit code |
//! | `explain` | codes and words of the service |
//! | `mistakes` | what somebody probably meant |
//! | `completions`, `man` | scripts for shells, pages of the manual |
//! | `span` | spans and moments of time |
//! | `stop` | Ctrl-C and the signal that ends services |
//! | `tls` | certificates of the emulator |
//! | `tree` | the whole tree as text |
//! | `flags`, `generated` | the table of commands, made from the contract |

#![forbid(unsafe_code)]

mod api;
mod arguments;
mod attempts;
mod body;
mod call;
mod completions;
mod connection;
mod curl;
mod demo;
mod doctor;
mod emulator;
mod exit;
mod explain;
mod find;
#[allow(
    dead_code,
    reason = "which kinds of flags there are is up to the contract"
)]
mod flags;
#[rustfmt::skip]
mod generated;
mod globals;
mod input;
mod man;
mod mistakes;
mod output;
mod private;
mod profile;
mod query;
mod record;
mod scenario;
mod sig;
mod span;
mod start;
mod stop;
mod table;
mod tls;
mod tree;
mod watch;
mod webhook;

use std::process::ExitCode;

use clap::{ArgMatches, FromArgMatches as _};

use crate::arguments::{Arguments, Task};
use crate::connection::Connection;
use crate::exit::Failure;
use crate::globals::Globals;
use crate::output::Output;

fn main() -> ExitCode {
    let tree = arguments::tree(std::env::args_os());
    // Wrong usage ends here, with exit code 2.
    let matches = tree
        .clone()
        .try_get_matches()
        .unwrap_or_else(|error| mistakes::with_advice(error, &tree, std::env::args_os()).exit());
    match run(&tree, &matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(tree: &clap::Command, matches: &ArgMatches) -> Result<(), Failure> {
    let arguments = Arguments::from_arg_matches(matches).unwrap_or_else(|error| error.exit());
    let globals = Globals::read(matches);
    let mut output = Output::new(globals.format, globals.query.clone());
    // One thread starts faster; only a server has work for more.
    let mut runtime = match &arguments.task {
        Task::Emulator(_) => tokio::runtime::Builder::new_multi_thread(),
        Task::Webhook(task) if task.serves() => tokio::runtime::Builder::new_multi_thread(),
        _ => tokio::runtime::Builder::new_current_thread(),
    };
    let runtime = runtime
        .enable_all()
        .build()
        .map_err(|error| Failure::local(format!("the runtime does not start: {error}")))?;
    runtime.block_on(async {
        match arguments.task {
            Task::Demo(arguments) => demo::run(&arguments, &mut output).await,
            Task::Emulator(arguments) => emulator::run(*arguments, &mut output).await,
            Task::Scenario(task) => scenario::run(task, &mut output).await,
            Task::Call(task) => call::run(task, &Connection::new(globals), &mut output).await,
            Task::Record(task) => record::run(task, &Connection::new(globals), &mut output).await,
            Task::Webhook(task) => webhook::run(task, &Connection::new(globals), &mut output).await,
            Task::Doctor(task) => doctor::run(&task, &Connection::new(globals), &mut output).await,
            Task::Profile(task) => profile::run(task, &mut output),
            Task::Sig(task) => sig::run(task, &Connection::new(globals), &mut output),
            Task::Api(task) => api::run(&task, &Connection::new(globals), &mut output).await,
            Task::Explain(arguments) => explain::run(&arguments, &mut output),
            Task::Completions(arguments) => completions::run(&arguments, tree, &output),
            Task::Man(arguments) => man::run(&arguments, tree, &output),
            Task::HelpTree => output.text(&tree::dump(tree)),
        }
    })
}
