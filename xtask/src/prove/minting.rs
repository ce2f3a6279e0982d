//! Tickets in a second of one core, ours beside the vendor's packages.

use std::process::Command;

use super::cargo;
use super::checkout::run;
use super::languages;
use super::workshop::Workshop;
use crate::repository::Repository;

/// Least that ours mints for one ticket of the faster of the vendor's packages.
const FACTOR: f64 = 10.0;
/// Turns of each program; they run one after another, so that whatever else the machine does meets all.
const ROUNDS: usize = 5;
/// How long each counts in a turn: Node.js needs a while until it has compiled what it runs.
const SECONDS: &str = "2";

/// A program that prints how many tickets it makes in a second.
struct Minter<'a> {
    name: &'a str,
    ours: bool,
    command: Box<dyn Fn() -> Command + 'a>,
    per_second: Vec<f64>,
}

pub fn prove(repository: &Repository) -> Result<(), String> {
    let typescript = Workshop::open(repository, "typescript")?;
    languages::typescript(&typescript)?;
    let python = Workshop::open(repository, "python")?;
    languages::python(&python)?;
    let ours = |library: &str| {
        let features = library.to_owned();
        Box::new(move || {
            let mut command = cargo(repository);
            command.args(["bench", "--quiet", "--package", "usersig"]);
            command.args(["--no-default-features", "--features", &features]);
            command.args(["--bench", "per_second", "--"]);
            command
        })
    };
    let minter = |name, ours, command| Minter {
        name,
        ours,
        command,
        per_second: Vec::new(),
    };
    let mut minters = [
        minter("the vendor's for Python", false, {
            Box::new(|| {
                let mut command = python.command(python.venv_program("python"));
                command.arg("minting.py");
                command
            })
        }),
        minter("the vendor's for Node.js", false, {
            Box::new(|| {
                let mut command = typescript.command("node");
                command.arg("out/minting.js");
                command
            })
        }),
        minter("ours with `ring`", true, ours("ring")),
        minter("ours with `rustcrypto`", true, ours("rustcrypto")),
    ];
    // The first turn builds and warms up.
    for round in 0..=ROUNDS {
        for minter in &mut minters {
            let text = run((minter.command)().arg(SECONDS))?.expect(minter.name)?;
            let per_second: f64 = text
                .lines()
                .rev()
                .find_map(|line| line.trim().parse().ok())
                .ok_or_else(|| format!("{} prints no number:\n{text}", minter.name))?;
            if round > 0 {
                minter.per_second.push(per_second);
            }
        }
    }
    let theirs = minters
        .iter()
        .filter(|minter| !minter.ours)
        .map(Minter::median)
        .fold(0.0, f64::max);
    for minter in &minters {
        let median = minter.median();
        println!(
            "   {:<26} {median:>9.0} tickets/s, {:>6.2} times the faster of theirs",
            minter.name,
            median / theirs
        );
    }
    match minters
        .iter()
        .find(|minter| minter.ours && minter.median() < FACTOR * theirs)
    {
        Some(slow) => Err(format!("{} is not {FACTOR} times as fast", slow.name)),
        None => Ok(()),
    }
}

impl Minter<'_> {
    fn median(&self) -> f64 {
        let mut sorted = self.per_second.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }
}
