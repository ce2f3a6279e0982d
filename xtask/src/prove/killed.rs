//! An emulator with `--data` that is killed a thousand times loses nothing it has answered, and begins fast after a million commands.

use super::cargo;
use super::checkout::{Checkout, run};
use super::emulator::released;
use super::planted::{self, Planted};
use crate::repository::Repository;

const KILLS: &str = "1000";
/// Enough to find out that an answer comes before its line.
const KILLS_WITH_A_FAULT: &str = "100";

const FAULT: Planted<'static> = Planted {
    what: "a command is answered before it is written down",
    path: "crates/emulator/src/service.rs",
    from: "match self.synced().await {",
    to: "match Ok::<(), Arc<str>>(()) {",
};

/// The test that kills.
const TEST: [&str; 9] = [
    "test",
    "--quiet",
    "--package",
    "call-engine-cli",
    "--test",
    "cli",
    "kill",
    "--",
    "--nocapture",
];

pub fn prove(repository: &Repository) -> Result<(), String> {
    // Each start does the journal again, so a thousand of them want the quick build.
    let program = released(repository)?;
    let killed = run(cargo(repository)
        .args(TEST)
        .env("CALL_ENGINE_PROGRAM", program)
        .env("CALL_ENGINE_KILLS", KILLS))?;
    told(&killed.expect("the kills")?, "nothing lost")?;
    let checkout = Checkout::fresh(repository)?;
    planted::refused(
        &checkout,
        &FAULT,
        |checkout| checkout.cargo_with(&TEST, &[("CALL_ENGINE_KILLS", KILLS_WITH_A_FAULT)]),
        |text| {
            planted::panic(
                text,
                "panicked at crates/cli/tests/cli/kill.rs",
                "after kill",
            )
        },
    )?;
    let bench = [
        "bench",
        "--quiet",
        "--package",
        "call-engine-emulator",
        "--bench",
        "journal",
    ];
    let text = run(cargo(repository).args(bench))?.expect("the benchmark")?;
    text.lines().for_each(|line| println!("   {line}"));
    told(&text, "begins after a million commands").map(drop)
}

fn told(text: &str, words: &str) -> Result<(), String> {
    let line = text.lines().find(|line| line.contains(words));
    let line = line.ok_or_else(|| format!("it does not say {words:?}:\n{text}"))?;
    println!("   {}", line.trim());
    Ok(())
}
