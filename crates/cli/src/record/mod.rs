//! Records of finished calls.
//!
//! | Module | Concept |
//! |---|---|
//! | `get` | the record of one call |
//! | `list` | records for people, a page or all |
//! | `export` | records for files |
//! | `wanted` | which records are asked for |
//! | `slices`, `reader` | all records of a span, a slice of time after the other, each record once |
//! | `form` | a record as a line of CSV or NDJSON |
//! | `files`, `checkpoint` | files that grow beside their place, and where to go on after an interruption |
//! | `progress`, `summary` | how far it is, and what it came to |
//! | `table` | how records look |

mod checkpoint;
mod export;
mod files;
mod form;
mod get;
mod list;
mod progress;
mod reader;
mod slices;
mod summary;
mod table;
mod wanted;

use clap::Subcommand;

use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::Output;

pub use table::details;

#[derive(Debug, Subcommand)]
pub enum RecordTask {
    /// Read how one call went
    #[command(after_help = "\
Example: call-engine record get 35fd577d-1d10-4201-a40d-6d7316560986
A record is readable about 5 s after the end of its call, and for seven days.")]
    Get(get::GetArguments),
    /// List the records of the last seven days, a page at a time or all of them
    #[command(after_help = "\
Examples:
  call-engine record list --since 2d --result not-answer
  call-engine record list --all -o ndjson --query CallId

Times are those of this machine's time zone (TZ is heeded); JSON stays as the service sent it. For files there is \
`record export`.")]
    List(list::ListArguments),
    /// Write all records of a span to a file, or a file for each day
    #[command(after_help = export::HELP)]
    Export(Box<export::ExportArguments>),
}

pub async fn run(
    task: RecordTask,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    match task {
        RecordTask::Get(arguments) => get::run(&arguments, connection, output).await,
        RecordTask::List(arguments) => list::run(arguments, connection, output).await,
        RecordTask::Export(arguments) => export::run(*arguments, connection, output).await,
    }
}
