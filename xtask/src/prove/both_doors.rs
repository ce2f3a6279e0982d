//! The tests pass with the client generated while building.

use std::process::Command;

use super::checkout::run;
use crate::repository::Repository;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let text = run(Command::new(cargo)
        .args([
            "test",
            "--package",
            "call-engine",
            "--package",
            "promises",
            "--features",
            "call-engine/generate",
        ])
        .current_dir(repository.root()))?
    .expect("cargo test --features generate")?;
    text.lines()
        .filter(|line| line.starts_with("test result"))
        .for_each(|line| println!("   {line}"));
    Ok(())
}
