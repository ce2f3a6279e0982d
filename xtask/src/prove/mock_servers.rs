//! The emulator beside a bare HTTP handler and well-known mock servers on the same contract.

use std::fs;
use std::path::Path;

use super::cargo;
use super::checkout::run;
use super::emulator::released;
use super::workshop::Workshop;
use crate::repository::Repository;

/// Least looks at a call a second, and least cycles of start, look and end, as multiples of another server's.
const RATIOS: &[(&str, f64, f64)] = &[("bare axum", 0.6, 0.4), ("Prism", 10.0, 10.0)];
/// What a ratio may miss its aim by: the same program measured twice differs by this.
const NOISE: f64 = 0.05;
/// Longest start in milliseconds, and most memory before the first call, in MB.
const START_UP: f64 = 30.0;
const IDLE: f64 = 12.0;
/// Most memory of a call that goes on, in bytes.
const PER_CALL: f64 = 1_024.0;

const LIST: &str = "servers.txt";

pub fn prove(repository: &Repository) -> Result<(), String> {
    let workshop = Workshop::open(repository, "mock-servers")?;
    workshop.npm()?;
    let program = released(repository)?;
    let list = workshop.path(LIST);
    fs::write(&list, servers(&workshop, &program))
        .map_err(|error| format!("{}: {error}", list.display()))?;
    let text = run(cargo(repository)
        .args(["bench", "--quiet", "--package", "call-engine-emulator"])
        .args(["--bench", "mock_servers", "--"])
        .arg(&list))?
    .expect("the benchmark")?;
    let mut figures = Figures::default();
    for line in text.lines() {
        println!("   {}", line.replace('\t', "  "));
        figures.read(line);
    }
    figures.judge()
}

/// A line for each server: name, folder, program and arguments.
fn servers(workshop: &Workshop, emulator: &Path) -> String {
    let folder = workshop.path("").display().to_string();
    let emulator = emulator.display().to_string();
    let prism = workshop.npm_program("prism").display().to_string();
    let lines = [
        vec![
            "emulator",
            &folder,
            &emulator,
            "emulator",
            "--ignore",
            "--listen",
            "127.0.0.1:{port}",
            "--management",
            "127.0.0.1:{management}",
        ],
        vec![
            "Prism",
            &folder,
            &prism,
            "mock",
            "--port",
            "{port}",
            "call-engine.json",
        ],
        vec![
            "openapi-backend",
            &folder,
            "node",
            "openapi_backend.js",
            "{port}",
        ],
    ];
    lines.map(|words| words.join("\t")).join("\n")
}

/// What the benchmark found.
#[derive(Default)]
struct Figures {
    ratios: Vec<(String, f64, f64)>,
    start_up: Option<f64>,
    idle: Option<f64>,
    per_call: Option<f64>,
}

impl Figures {
    fn read(&mut self, line: &str) {
        let parts: Vec<&str> = line.split('\t').collect();
        let number = |part: &str| part.trim().parse::<f64>().ok();
        match parts.as_slice() {
            ["ratio", name, info, cycle] => {
                if let (Some(info), Some(cycle)) = (number(info), number(cycle)) {
                    self.ratios.push(((*name).to_owned(), info, cycle));
                }
            }
            ["crowd", _, bytes, _] => self.per_call = number(bytes),
            [row] if row.starts_with("emulator") => {
                let mut words = row.split_whitespace().skip(1).map(number);
                self.start_up = words.next().flatten();
                self.idle = words.next().flatten();
            }
            _ => {}
        }
    }

    /// Every aim beside what was reached; an error names those that were missed.
    fn judge(&self) -> Result<(), String> {
        let mut missed = Vec::new();
        let mut aim =
            |what: String, found: Option<f64>, reached: fn(f64, f64) -> bool, aim: f64| {
                let found = found.unwrap_or(f64::NAN);
                println!("   {what}: {found} (aim {aim})");
                if !reached(found, aim) {
                    missed.push(format!("{what}: {found}, not {aim}"));
                }
            };
        let at_least = |found: f64, aim: f64| found >= aim - NOISE * aim;
        let at_most = |found: f64, aim: f64| found <= aim;
        for (name, info, cycle) in RATIOS {
            let found = self.ratios.iter().find(|(found, ..)| found == name);
            let what = format!("looks a second, in those of {name}");
            aim(what, found.map(|found| found.1), at_least, *info);
            let what = format!("cycles a second, in those of {name}");
            aim(what, found.map(|found| found.2), at_least, *cycle);
        }
        aim("start in ms".to_owned(), self.start_up, at_most, START_UP);
        aim(
            "memory before the first call in MB".to_owned(),
            self.idle,
            at_most,
            IDLE,
        );
        aim(
            "memory of a call in bytes".to_owned(),
            self.per_call,
            at_most,
            PER_CALL,
        );
        if missed.is_empty() {
            Ok(())
        } else {
            Err(missed.join("\n"))
        }
    }
}
