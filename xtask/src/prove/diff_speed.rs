//! Comparing two contracts of a thousand commands is fast.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::checkout::run;
use super::speed;
use crate::repository::Repository;

const ROUNDS: usize = 5;
/// Seconds that comparing may take, without reading.
const LIMIT: f64 = 0.3;
const DOCUMENT: &str = "call-engine.yaml";

/// An edit of the contract, and how many differences it makes.
type Case = (&'static str, fn(&str) -> String, usize);

const CASES: &[Case] = &[
    ("nothing changed", str::to_owned, 0),
    (
        "one limit of one command",
        |text| text.replacen("maximum: 600000", "maximum: 300000", 1),
        1,
    ),
    (
        "a field of every answer",
        |text| {
            let field = "        ErrorInfo:\n          type: string\n";
            text.replacen(field, &field.replace("string", "integer"), 1)
        },
        1,
    ),
    (
        "a limit, a new field, a value and a text of every command",
        |text| {
            text.replace("maximum: 600000", "maximum: 300000")
                .replace(
                    "        Quiet:\n",
                    "        Loud:\n          type: boolean\n          description: The contrary.\n        Quiet:\n",
                )
                .replace("        - Careful\n", "        - Careful\n        - Slow\n")
                .replace("summary: Do the thing", "summary: Do it")
        },
        // The value is felt in requests and in answers.
        5000,
    ),
];

pub fn prove(repository: &Repository) -> Result<(), String> {
    for (package, example) in [
        ("call-engine-codegen", "synthetic"),
        ("call-engine-contract", "compare"),
    ] {
        speed::build(repository, &["--package", package, "--example", example])?;
    }
    let examples = speed::target(repository).join("release/examples");
    let place = repository.root().join("target/prove");
    fs::create_dir_all(&place).map_err(|error| error.to_string())?;
    let folder = tempfile::Builder::new()
        .prefix("diff-speed-")
        .tempdir_in(&place)
        .map_err(|error| error.to_string())?;
    let sides = ["base", "head"].map(|side| folder.path().join(side));
    for side in &sides {
        run(Command::new(examples.join("synthetic"))
            .arg("1000")
            .arg(side))?
        .expect("synthetic")?;
    }
    let text = fs::read_to_string(sides[0].join(DOCUMENT)).map_err(|error| error.to_string())?;
    let mut slow = Vec::new();
    for (name, edit, differences) in CASES {
        fs::write(sides[1].join(DOCUMENT), edit(&text)).map_err(|error| error.to_string())?;
        let median = median(&examples.join("compare"), &sides, *differences)?;
        println!(
            "   {name}: reading {:.3} s, comparing {:.3} s",
            median.0, median.1
        );
        if median.1 > LIMIT {
            slow.push(*name);
        }
    }
    if slow.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "comparing takes more than {LIMIT} s: {}",
            slow.join("; ")
        ))
    }
}

/// Seconds for reading and for comparing.
fn median(program: &Path, sides: &[PathBuf], differences: usize) -> Result<(f64, f64), String> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let text = run(Command::new(program).args(sides))?.expect("compare")?;
        let words: Vec<&str> = text.split_whitespace().collect();
        let [_, reading, _, _, comparing, _, count, ..] = words.as_slice() else {
            return Err(format!("not what is expected of compare: {text}"));
        };
        if *count != differences.to_string() {
            return Err(format!("{differences} differences are expected: {text}"));
        }
        let seconds = |word: &str| {
            word.parse::<f64>()
                .map_err(|error| format!("{text}: {error}"))
        };
        times.push((seconds(reading)?, seconds(comparing)?));
    }
    times.sort_by(|one, other| one.1.total_cmp(&other.1));
    Ok(times[ROUNDS / 2])
}
