//! The docs work in a real browser.

use std::process::Command;

use super::checkout::run;
use crate::docs;
use crate::repository::Repository;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let root = repository.root();
    let site = root.join("target/docs-proof");
    docs::run(repository, &site, None)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run(Command::new(cargo)
        .args(["build", "--quiet", "--package", "call-engine-cli"])
        .current_dir(root))?
    .expect("cargo build of the command line")?;
    let folder = root.join("tests/browser");
    run(Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--package-lock=false"])
        .current_dir(&folder))?
    .expect("npm install in tests/browser")?;
    let shots = root.join("target/docs-shots");
    let text = run(Command::new("npm")
        .args(["test", "--silent"])
        .current_dir(&folder)
        .env("DOCS_SITE", &site)
        .env("DOCS_VERSION", docs::version(repository)?)
        .env("DOCS_SHOTS", &shots)
        .env("CALL_ENGINE", root.join("target/debug/call-engine")))?
    .expect("the tests in the browser")?;
    text.lines()
        .filter(|line| {
            line.contains("first contentful paint")
                || line.contains("past calls made")
                || line.trim_start().starts_with(['✔', '✖'])
                || line.starts_with("ok ")
        })
        .for_each(|line| println!("   {}", line.trim_start_matches("# ")));
    println!("   pictures: {}", shots.display());
    Ok(())
}
