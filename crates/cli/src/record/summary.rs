//! What an export came to.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::checkpoint::Checkpoint;
use super::progress::{Progress, rate};
use crate::exit::Failure;
use crate::output::{Output, WAITING, talk, talk_as};

/// Tells what an export to files came to.
pub fn tell(
    point: &Checkpoint,
    before: u64,
    places: &[PathBuf],
    out: &Path,
    progress: &Progress,
    output: &mut Output,
) -> Result<(), Failure> {
    let records = point.records - before;
    let names: Vec<String> = places
        .iter()
        .map(|place| place.display().to_string())
        .collect();
    let value = json!({
        "records": point.records,
        "written_now": records,
        "seconds": progress.elapsed().as_secs_f64(),
        "records_per_second": rate(records, progress.elapsed()).round(),
        "files": names,
        "missing": point.place.missing,
        "fields_without_a_column": point.others,
    });
    warn_of_missing(point.place.missing);
    if !point.others.is_empty() {
        let others: Vec<String> = point
            .others
            .iter()
            .map(|name| crate::table::plain(name))
            .collect();
        let text = format!(
            "CSV has no column for {}; --format ndjson keeps every field",
            others.join(", ")
        );
        talk_as(WAITING, "warning", &text);
    }
    let to = match places {
        [] => format!("no file in {}", out.display()),
        [place] => place.display().to_string(),
        places => format!("{} files in {}", places.len(), out.display()),
    };
    talk(&format!("{} to {to}", summary(records, progress)));
    output.value(&value, String::new)
}

/// How many, and how fast.
pub fn summary(records: u64, progress: &Progress) -> String {
    let span = progress.elapsed();
    format!(
        "{records} records in {:.1} s ({:.0}/s)",
        span.as_secs_f64(),
        rate(records, span)
    )
}

pub fn warn_of_missing(missing: i64) {
    if missing > 0 {
        let text = format!("the service counted {missing} more records than it gave");
        talk_as(WAITING, "warning", &text);
    }
}
