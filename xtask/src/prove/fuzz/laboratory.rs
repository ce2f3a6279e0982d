//! Where fuzzing programs are built and run.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::super::checkout::{Checkout, run};
use super::seeds;
use crate::repository::Repository;

/// Counters at every edge and comparison, as `cargo fuzz` sets them; all of it is in stable compilers.
const FLAGS: &[&str] = &[
    "--cfg=fuzzing",
    "-Ccodegen-units=1",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];
/// Longest input in bytes.
const INPUT_MAX: usize = 16 * 1024;

/// A copy of the checkout with the programs built in it.
pub struct Laboratory {
    pub checkout: Checkout,
    /// The kind of machine this is, such as `x86_64-unknown-linux-gnu`.
    host: String,
}

/// What a run came to.
pub enum Run {
    Clean {
        executions: u64,
        /// The last line about coverage.
        last: String,
    },
    Crash {
        /// The input, escaped.
        input: String,
        text: String,
    },
}

impl Laboratory {
    pub fn new(checkout: Checkout) -> Result<Self, String> {
        let text = run(Command::new("rustc").arg("-vV"))?.expect("rustc")?;
        let host = text
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .ok_or("rustc does not say for which machine it compiles")?
            .to_owned();
        // The very versions this workspace is tested with.
        fs::copy(
            checkout.path("Cargo.lock"),
            checkout.path("tests/fuzz/Cargo.lock"),
        )
        .map_err(|error| format!("Cargo.lock: {error}"))?;
        Ok(Self { checkout, host })
    }

    pub fn build(&self, targets: &[&str]) -> Result<(), String> {
        let mut command = Command::new(super::super::cargo_program());
        command
            .current_dir(self.checkout.path("tests/fuzz"))
            .env("CARGO_TARGET_DIR", self.checkout.target())
            .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"))
            // With a target named, build scripts and macros are built without these flags.
            .args(["build", "--quiet", "--release", "--target", &self.host]);
        for target in targets {
            command.args(["--bin", target]);
        }
        run(&mut command)?.expect("cargo build")?;
        Ok(())
    }

    /// Where inputs of a target are kept from run to run, with the seeds made anew.
    pub fn corpus(&self, repository: &Repository, target: &str) -> Result<Corpus, String> {
        let corpus = Corpus {
            folder: repository
                .root()
                .join("target/prove/fuzz")
                .join(target)
                .join("found"),
        };
        corpus.prepare(&self.checkout, target)?;
        Ok(corpus)
    }

    /// Runs a target until it crashes or the time is over.
    pub fn run(&self, target: &str, corpus: &Corpus, limit: Duration) -> Result<Run, String> {
        let program = self
            .checkout
            .target()
            .join(&self.host)
            .join("release")
            .join(target);
        let crashes = corpus.beside("crashes");
        // A crash of an earlier run says nothing about this one.
        let _ = fs::remove_dir_all(&crashes);
        fs::create_dir_all(&crashes).map_err(|error| format!("{}: {error}", crashes.display()))?;
        // Whoever waits for something else on this machine goes first.
        let mut command = Command::new("nice");
        command
            .args(["-n", "15"])
            .arg(program)
            .arg(&corpus.folder)
            .arg(corpus.beside("seeds"))
            .arg(format!("-dict={}", corpus.beside("dictionary").display()))
            .arg(format!("-artifact_prefix={}/", crashes.display()))
            .arg(format!("-max_total_time={}", limit.as_secs()))
            .arg(format!("-max_len={INPUT_MAX}"))
            .args(["-timeout=25", "-rss_limit_mb=2048", "-print_final_stats=1"]);
        let outcome = run(&mut command)?;
        if !outcome.success {
            let input = fs::read_dir(&crashes)
                .ok()
                .and_then(|mut files| files.next()?.ok())
                .and_then(|file| fs::read(file.path()).ok());
            let input = input.map_or_else(|| "no input".to_owned(), |bytes| shown(&bytes));
            return Ok(Run::Crash {
                input,
                text: outcome.text,
            });
        }
        let number = |name: &str| {
            let line = outcome
                .text
                .lines()
                .find_map(|line| line.strip_prefix(name));
            line.and_then(|number| number.trim().parse().ok())
        };
        let executions = number("stat::number_of_executed_units:")
            .ok_or_else(|| format!("{target} says nothing about itself:\n{}", outcome.text))?;
        let last = outcome
            .text
            .lines()
            .rev()
            .find_map(|line| line.find("cov: ").map(|at| &line[at..]));
        Ok(Run::Clean {
            executions,
            last: last.unwrap_or("without coverage").trim().to_owned(),
        })
    }
}

/// The inputs of a target.
pub struct Corpus {
    folder: PathBuf,
}

impl Corpus {
    /// An empty one.
    pub fn empty(checkout: &Checkout, folder: &Path, target: &str) -> Result<Self, String> {
        let corpus = Self {
            folder: folder.join("found"),
        };
        corpus.prepare(checkout, target)?;
        Ok(corpus)
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.folder.with_file_name(name)
    }

    fn prepare(&self, checkout: &Checkout, target: &str) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("{}: {error}", self.folder.display());
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let folder = self.beside("seeds");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(failed)?;
        let seeds = seeds::of(checkout, target)?;
        for (name, bytes) in seeds.inputs {
            fs::write(folder.join(name), bytes).map_err(failed)?;
        }
        let mut dictionary = String::new();
        for word in seeds.words {
            // Writing to a `String` cannot fail.
            let _ = writeln!(dictionary, "\"{}\"", shown(word.as_bytes()));
        }
        fs::write(self.beside("dictionary"), dictionary).map_err(failed)
    }
}

/// Bytes as a dictionary of libFuzzer writes them.
fn shown(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        match byte {
            b'"' | b'\\' => {
                text.push('\\');
                text.push(char::from(*byte));
            }
            b' '..=b'~' => text.push(char::from(*byte)),
            _ => {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "\\x{byte:02X}");
            }
        }
    }
    text
}
