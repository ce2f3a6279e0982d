//! What people install, by cargo and from the archive, runs.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::checkout::{Checkout, run};
use super::rehearsal::tell;
use crate::repository::Repository;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    let place = tempfile::tempdir().map_err(|error| error.to_string())?;
    let root = place.path().join("root");
    let words = [
        "install",
        "--path",
        "crates/cli",
        "--locked",
        "--offline",
        "--debug",
        "--no-track",
    ];
    let root_word = root.display().to_string();
    let arguments = [&words[..], &["--root", &root_word]].concat();
    checkout.cargo(&arguments)?.expect("cargo install")?;
    speaks(&root.join("bin").join(program()))?;

    let out = place.path().join("dist");
    let out_word = out.display().to_string();
    let told = checkout
        .xtask(&["dist", "--profile", "dev", "--out", &out_word])?
        .expect("dist")?;
    tell("dist", told.trim());
    unpacked(&out)
}

fn program() -> String {
    format!("call-engine{}", std::env::consts::EXE_SUFFIX)
}

/// The program alone tells two calls, explains a code, and has papers.
fn speaks(program: &Path) -> Result<(), String> {
    for (words, part) in [
        (&["demo"] as &[&str], "NormalEnd"),
        (&["explain", "60008"], "TimeoutOrBadFormat"),
        (&["completions", "bash"], "call-info.media-type"),
        (&["man", "call", "watch"], ".SH SYNOPSIS"),
    ] {
        let outcome = run(Command::new(program).args(words).env_clear())?;
        let text = outcome.expect(&words.join(" "))?;
        if !text.contains(part) {
            return Err(format!("{}: {part:?} is missing:\n{text}", words.join(" ")));
        }
        tell("installed", &words.join(" "));
    }
    Ok(())
}

/// The archive alone has everything, and its program runs.
fn unpacked(out: &Path) -> Result<(), String> {
    let entries = fs::read_dir(out).map_err(|error| error.to_string())?;
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    let names: Vec<String> = names.collect();
    let name = names.iter().find_map(|name| name.strip_suffix(".tar.gz"));
    let name = name.ok_or_else(|| format!("there is no archive among {names:?}"))?;
    let archive = format!("{name}.tar.gz");
    let place = out.join("elsewhere");
    fs::create_dir_all(&place).map_err(|error| error.to_string())?;
    let mut unpack = Command::new("tar");
    unpack
        .arg("-xzf")
        .arg(out.join(&archive))
        .current_dir(&place);
    run(&mut unpack)?.expect("tar")?;
    let folder = place.join(name);
    for part in [
        "LICENSE",
        "README.md",
        "CHANGELOG.md",
        "completions/call-engine.bash",
        "completions/_call-engine",
        "completions/call-engine.fish",
        "completions/_call-engine.ps1",
        "completions/call-engine.elv",
        "man/man1/call-engine.1",
        "man/man1/call-engine-call-watch.1",
        "man/man1/call-engine-api-get_record_by_filter.1",
    ] {
        let size = fs::metadata(folder.join(part)).map_or(0, |about| about.len());
        if size == 0 {
            return Err(format!("{archive} lacks {part}"));
        }
    }
    speaks(&folder.join(program()))
}
