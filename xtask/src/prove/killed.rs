//! An emulator with `--data` that is killed a thousand times loses nothing it has answered, and begins fast after a million commands.

use super::cargo;
use super::checkout::{Checkout, Outcome, run};
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

pub fn prove(repository: &Repository) -> Result<(), String> {
    let killed = test(repository.root(), KILLS)?.expect("the kills")?;
    told(&killed, "nothing lost")?;
    let checkout = Checkout::fresh(repository)?;
    planted::refused(
        &checkout,
        &FAULT,
        |checkout| test(checkout.root(), KILLS_WITH_A_FAULT),
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

fn test(root: &std::path::Path, kills: &str) -> Result<Outcome, String> {
    let mut command = std::process::Command::new(super::cargo_program());
    run(command
        .args([
            "test",
            "--quiet",
            "--package",
            "call-engine-cli",
            "--test",
            "cli",
            "kill",
            "--",
            "--nocapture",
        ])
        .env("CALL_ENGINE_KILLS", kills)
        .current_dir(root))
}

fn told(text: &str, words: &str) -> Result<(), String> {
    let line = text.lines().find(|line| line.contains(words));
    let line = line.ok_or_else(|| format!("it does not say {words:?}:\n{text}"))?;
    println!("   {}", line.trim());
    Ok(())
}
