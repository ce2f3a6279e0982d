//! What a maintainer sees on the day the API changes, from the edited spec to green.

use std::path::Path;

use super::checkout::Checkout;
use crate::derived::folder;

/// Where more may change than in the folders of derived files.
const ELSEWHERE: &[&str] = &[
    "crates/cli/tests/snapshots",
    "spec",
    "tests/tests/snapshots",
];

/// `check` before anything is generated: it must refuse, and say what to run.
pub fn refused(checkout: &Checkout) -> Result<(), String> {
    let check = checkout.xtask(&["check"])?;
    if check.success || !check.text.contains("run `cargo xtask generate`") {
        return Err(format!(
            "`check` does not ask for `generate`:\n{}",
            check.text
        ));
    }
    tell("check", &check.text);
    Ok(())
}

/// `generate`, `accept` and the diff of the snapshots, which is what callers will see.
pub fn regenerate(checkout: &Checkout) -> Result<String, String> {
    let generated = checkout.xtask(&["generate"])?.expect("generate")?;
    tell("generate", &generated);
    checkout.xtask(&["accept"])?.expect("accept")?;
    // New snapshots are part of the diff too.
    checkout.git(&["add", "--intent-to-add", "--all"])?;
    let arguments = ["--no-pager", "diff", "--unified=0", "--", "*.snap"];
    let snapshots = checkout.git(&arguments)?;
    let changed: Vec<&str> = snapshots
        .lines()
        .filter(|line| {
            let headed = line.starts_with("+++ ") || line.starts_with("--- ");
            !headed && line.starts_with(['+', '-'])
        })
        .collect();
    let changed = changed.join("\n");
    tell("snapshots", &changed);
    checkout.xtask(&["check"])?.expect("check after generate")?;
    Ok(changed)
}

/// The verdict of `diff`, which must hold every part.
pub fn verdict(checkout: &Checkout, parts: &[&str]) -> Result<(), String> {
    let diff = checkout.xtask(&["diff", "HEAD", "--fail-on", "never"])?;
    let text = diff.expect("diff")?;
    tell("diff", &text);
    match parts.iter().find(|part| !text.contains(*part)) {
        None => Ok(()),
        Some(part) => Err(format!("`diff` does not say {part:?}")),
    }
}

/// Only spec, generated and snapshot paths may differ.
pub fn only_derived(checkout: &Checkout) -> Result<(), String> {
    let changed = checkout.changed()?;
    tell("git status", &changed.join("\n"));
    let stray: Vec<&String> = changed
        .iter()
        .filter(|path| {
            let mut folders = folder::ALL.iter().chain(ELSEWHERE);
            folders.all(|folder| !Path::new(path).starts_with(folder))
        })
        .collect();
    if stray.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "written by nobody's hand, and yet changed: {stray:?}"
        ))
    }
}

pub fn tell(what: &str, text: &str) {
    for line in text.lines() {
        println!("   {what}: {line}");
    }
}
