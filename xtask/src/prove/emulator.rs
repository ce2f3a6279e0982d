//! The emulator as a program of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::cargo;
use super::checkout::run;
use super::speed::target;
use crate::repository::Repository;

/// The command line as it is released.
pub fn released(repository: &Repository) -> Result<PathBuf, String> {
    let release = [
        "build",
        "--quiet",
        "--release",
        "--package",
        "call-engine-cli",
    ];
    run(cargo(repository).args(release))?.expect("cargo build")?;
    Ok(target(repository).join("release/call-engine"))
}

/// The emulator as its users start it; it ends when this is dropped.
pub struct Emulator {
    process: Child,
    environment: Vec<(String, String)>,
}

impl Emulator {
    /// Starts it at a free port, without its page.
    pub fn start(program: &Path, arguments: &[&str]) -> Result<Self, String> {
        let process = Command::new(program)
            .args(["emulator", "--listen", "127.0.0.1:0", "--no-management"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let mut emulator = Self {
            process,
            environment: Vec::new(),
        };
        let lines = emulator.process.stdout.take().map(BufReader::new);
        // It prints what a client needs as three lines for a shell, and then nothing more.
        for line in lines.into_iter().flat_map(BufRead::lines).take(3) {
            let line = line.map_err(|error| error.to_string())?;
            if let Some((name, value)) = line
                .strip_prefix("export ")
                .and_then(|line| line.split_once('='))
            {
                emulator
                    .environment
                    .push((name.to_owned(), value.to_owned()));
            }
        }
        match emulator.environment.len() {
            3 => Ok(emulator),
            _ => Err("the emulator does not say where it listens".to_owned()),
        }
    }

    /// What a client needs, as variables of its environment.
    pub fn environment(&self) -> impl Iterator<Item = (&str, &str)> {
        self.environment
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // Whether it had ended already does not matter.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
