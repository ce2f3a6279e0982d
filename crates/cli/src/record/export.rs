//! All records of a span, for files.

use std::path::{Path, PathBuf};

use clap::Args;

use super::checkpoint::{Checkpoint, Task};
use super::files::{Files, there};
use super::form::{Form, note_others};
use super::progress::Progress;
use super::reader::{Place, Reader, Step};
use super::summary::{summary, tell, warn_of_missing};
use super::wanted::Wanted;
use crate::connection::Connection;
use crate::curl;
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span::{self, Times};
use crate::stop::Stop;

pub const HELP: &str = "\
Examples:
  call-engine record export --since 2d --out calls.csv
  call-engine record export --by-day --out calls/ --format ndjson
  call-engine record export --result not-answer | sort

CSV has the columns CallId, Caller_Account, CalleeList_Account (its users with ; between them), MediaType, CallType, CallResult, \
RoomId, RoomIdType, StartTime, AcceptTime, EndTime (RFC 3339 in UTC; empty if it never happened) and TalkSeconds. A text that a \
spreadsheet would take for a formula begins with an apostrophe. NDJSON has every record exactly as it came.

Records come oldest first, each once. A file grows as FILE.part, with FILE.part.json beside it, and comes to its place when it is \
whole. After Ctrl-C, a lost connection or a kill, the same command with --resume goes on. The end of the span is fixed \
at the start; records of calls that end later are for the next export.";

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct ExportArguments {
    #[command(flatten)]
    wanted: Wanted,
    /// Form of the records [default: by the name of the file, else csv; ndjson with -o ndjson]
    #[arg(
        long,
        value_enum,
        value_name = "csv|ndjson",
        hide_possible_values = true
    )]
    format: Option<Form>,
    /// File to write, or with --by-day a folder; - is stdout [default: -]
    #[arg(long, value_name = "FILE|FOLDER")]
    out: Option<PathBuf>,
    /// A file for each day on which calls started, such as 2025-12-05.csv, in the folder --out
    #[arg(long, requires = "out")]
    by_day: bool,
    /// Days of --by-day in UTC instead of this machine's time zone
    #[arg(long, requires = "by_day")]
    utc: bool,
    /// Goes on where an interrupted export stopped; begins if there is none
    #[arg(long, requires = "out", conflicts_with = "force")]
    resume: bool,
    /// Replaces files that are there, and forgets an interrupted export
    #[arg(long, requires = "out")]
    force: bool,
    /// Records per request [default: 100]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    per_page: Option<i64>,
}

impl ExportArguments {
    /// The file or folder; `None` for stdout.
    fn out(&self) -> Option<&Path> {
        self.out.as_deref().filter(|out| *out != Path::new("-"))
    }

    fn form(&self, output: &Output) -> Result<Form, Failure> {
        let file = self.out().filter(|_| !self.by_day);
        match (self.format, file) {
            (Some(form), _) => Ok(form),
            (None, Some(file)) => Form::of(file).ok_or_else(|| {
                Failure::local(format!(
                    "the name {} does not tell the form: end it in .csv or .ndjson, or give --format",
                    file.display()
                ))
            }),
            (None, None) if output.is_ndjson() => Ok(Form::Ndjson),
            (None, None) => Ok(Form::Csv),
        }
    }
}

pub async fn run(
    arguments: ExportArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let in_the_way = arguments
        .out()
        .filter(|out| !arguments.by_day && out.exists() && !out.is_file());
    if let Some(out) = in_the_way {
        return Err(Failure::local(if out.is_dir() {
            format!(
                "--out {} is a folder: name a file in it, or use --by-day",
                out.display()
            )
        } else {
            // A file comes to its place whole, which would put it in the place of a pipe or a device.
            format!(
                "--out {out} is no file but a pipe or a device: leave --out away, and let the shell write there (> {out})",
                out = curl::quoted(&out.display().to_string())
            )
        }));
    }
    let form = arguments.form(output)?;
    let Some(out) = arguments.out() else {
        if arguments.by_day || arguments.resume {
            return Err(Failure::local(
                "--by-day and --resume need files: give --out a name",
            ));
        }
        return to_stdout(arguments, form, connection, output).await;
    };
    let files = if arguments.by_day {
        let times = Times::in_utc(arguments.utc);
        Files::by_day(out, form, times, arguments.force)
    } else {
        Files::one(out, form, arguments.force)?
    };
    let out = out.to_owned();
    to_files(arguments, &out, form, files, connection, output).await
}

/// Streams to stdout; an interruption there ends it as any other program.
async fn to_stdout(
    arguments: ExportArguments,
    form: Form,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    if output.is_json() {
        return Err(Failure::local(
            "-o json would hold every record in memory: use -o ndjson, or --out FILE",
        ));
    }
    if output.has_query() && !output.is_ndjson() {
        return Err(Failure::local("--query goes with -o ndjson here"));
    }
    if output.is_ndjson() && form != Form::Ndjson {
        return Err(Failure::local(
            "-o ndjson and --format csv contradict each other",
        ));
    }
    let place = Place::beginning(&arguments.wanted)?;
    let Some(mut reader) = Reader::open(
        connection,
        arguments.wanted,
        arguments.per_page,
        place,
        output,
    )?
    else {
        return Ok(());
    };
    // Lines of progress would stand between the records of a terminal.
    let progress = Progress::new(false, None, 0);
    let mut records = 0_u64;
    output.text(&form.head())?;
    while let Some(step) = reader.step().await? {
        let Step::Records(some) = step else {
            continue;
        };
        records += some.len() as u64;
        if output.has_query() {
            for record in &some {
                output.item(&record.value, String::new)?;
            }
        } else {
            let lines: String = some.iter().map(|record| form.line(record)).collect();
            output.text(&lines)?;
        }
    }
    warn_of_missing(reader.place().missing);
    talk(&summary(records, &progress));
    Ok(())
}

async fn to_files(
    arguments: ExportArguments,
    out: &Path,
    form: Form,
    mut files: Files,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let wanted = arguments.wanted;
    let task = Task {
        of: connection.names()?,
        result: wanted.result.clone(),
        kind: wanted.kind.clone(),
        format: form,
        by_day: arguments.by_day,
        utc: arguments.utc,
    };
    let path = files.checkpoint();
    let again = format!(
        "the same command with --resume goes on with {}",
        curl::quoted(&out.display().to_string())
    );
    let begun = if arguments.force {
        // One that cannot be read is in nobody's way now.
        let names = Checkpoint::read(&path).ok().flatten();
        let names = names.map(|begun| begun.files.into_keys().collect::<Vec<_>>());
        files.remove_parts(names.unwrap_or_default())?;
        None
    } else {
        Checkpoint::read(&path)?
    };
    let mut point = match begun {
        Some(begun) if arguments.resume => {
            task.goes_on_with(&begun.task).map_err(|why| {
                Failure::local(format!(
                    "{} was begun otherwise: {why}. Give what was given then, or --force to begin anew.",
                    path.display()
                ))
            })?;
            begun
        }
        Some(begun) => {
            return Err(Failure::local(format!(
                "an export to {} stopped after {} records: {again}; --force begins anew",
                out.display(),
                begun.records
            )));
        }
        None => {
            let place = Place::beginning(&wanted)?;
            let in_the_way = files.in_the_way(place.span());
            if !in_the_way.is_empty() {
                return Err(Failure::local(there(&in_the_way)));
            }
            Checkpoint::new(task, place)
        }
    };
    let place = point.place.clone();
    let Some(mut reader) = Reader::open(connection, wanted, arguments.per_page, place, output)?
    else {
        return Ok(());
    };
    let for_people = output.is_for_people();
    let total = if for_people {
        reader.total().await?
    } else {
        None
    };
    let before = point.records;
    if before > 0 {
        // A span such as 2d means another one by now.
        let span = point.place.span();
        talk(&format!(
            "{before} records are there; going on with the span fixed at the start, {} to {}.",
            span::utc(span.first),
            span::utc(span.last)
        ));
    }
    if point.files.is_empty() {
        files.begin()?;
        // From the start, so that another export to the same place is told of this one.
        point.files = files.sync()?;
        point.write(&path)?;
    } else {
        files.take_up(&point.files)?;
    }
    let mut stop = Stop::listen()?;
    let mut progress = Progress::new(for_people, total, before);
    let writing = write_all(&mut reader, &mut files, &mut point, &path, &mut progress);
    let written = tokio::select! {
        written = writing => written,
        _ = stop.heard() => Err(Failure::Interrupted(Some("interrupted".to_owned()))),
    };
    progress.end();
    written.map_err(|failure| failure.with_hint(again))?;
    let places = files.finish()?;
    tell(&point, before, &places, out, &progress, output)
}

/// Writes slice after slice, each kept by the disk before the next one begins.
async fn write_all(
    reader: &mut Reader,
    files: &mut Files,
    point: &mut Checkpoint,
    path: &Path,
    progress: &mut Progress,
) -> Result<(), Failure> {
    let mut new = 0;
    while let Some(step) = reader.step().await? {
        match step {
            Step::Records(records) => {
                for record in &records {
                    files.write(record)?;
                    if point.task.format == Form::Csv {
                        note_others(record, &mut point.others);
                    }
                }
                new += records.len() as u64;
                progress.at(point.records + new);
            }
            Step::SliceDone => {
                if new > 0 {
                    point.records += std::mem::take(&mut new);
                    point.files = files.sync()?;
                    point.place = reader.place().clone();
                    point.write(path)?;
                }
            }
        }
    }
    point.place = reader.place().clone();
    point.files = files.sync()?;
    point.write(path)
}
