//! The day the API grows: after `generate` alone, a ninth command is everywhere.

use std::fs;
use std::process::Command;

use super::checkout::{Checkout, run};
use super::rehearsal;
use crate::repository::Repository;

const FOLDER: &str = "tests/rehearsals/ninth_command";

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    let path = checkout.read(&format!("{FOLDER}/path.yaml"))?;
    let schemas = checkout.read(&format!("{FOLDER}/schemas.yaml"))?;
    checkout.edit(
        "spec/call-engine.yaml",
        "\ncomponents:\n",
        &format!("\n{path}\ncomponents:\n"),
    )?;
    checkout.edit(
        "spec/call-engine.yaml",
        "\n  schemas:\n",
        &format!("\n  schemas:\n{schemas}"),
    )?;
    let examples = checkout.path(&format!("{FOLDER}/examples/invite_to_call"));
    for entry in fs::read_dir(&examples)
        .map_err(|error| error.to_string())?
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(entry.path()).map_err(|error| error.to_string())?;
        checkout.write(&format!("spec/examples/invite_to_call/{name}"), &text)?;
    }

    rehearsal::refused(&checkout)?;
    rehearsal::regenerate(&checkout)?;
    rehearsal::only_derived(&checkout)?;
    rehearsal::verdict(&checkout, &["invite_to_call", "compatible", "minor"])?;

    let caller = checkout.read(&format!("{FOLDER}/caller.rs"))?;
    checkout.write("tests/tests/ninth_command.rs", &caller)?;
    checkout
        .cargo(&["build", "--quiet", "--package", "call-engine-cli"])?
        .expect("the command line")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let text = run(Command::new(cargo)
        .args(["test", "--package", "promises", "--test", "ninth_command"])
        .env("CARGO_TARGET_DIR", checkout.target())
        .env(
            "CALL_ENGINE_BINARY",
            checkout.target().join("debug/call-engine"),
        )
        .current_dir(checkout.path("")))?
    .expect("the caller's tests")?;
    text.lines()
        .filter(|line| line.starts_with("test "))
        .for_each(|line| println!("   {line}"));
    checkout.restore()
}
