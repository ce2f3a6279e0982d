//! `cargo xtask dist`: what people get who build nothing.
//!
//! ```text
//! call-engine-VERSION-TARGET/          and the same as .tar.gz
//!   call-engine                        the program
//!   completions/                       a script for each shell
//!   man/man1/                          a page for each command
//!   LICENSE  README.md  CHANGELOG.md
//! ```

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::prove::checkout::{Checkout, run as run_command};
use crate::repository::Repository;

const PACKAGE: &str = "call-engine-cli";
const PROGRAM: &str = "call-engine";
/// The shells, and the file that each of them looks for.
const SHELLS: &[(&str, &str)] = &[
    ("bash", "call-engine.bash"),
    ("zsh", "_call-engine"),
    ("fish", "call-engine.fish"),
    ("powershell", "_call-engine.ps1"),
    ("elvish", "call-engine.elv"),
];
const PAPERS: &[&str] = &["LICENSE", "README.md", "CHANGELOG.md"];

/// Builds, gathers and packs.
pub fn run(
    repository: &Repository,
    out: &Path,
    target: Option<&str>,
    profile: &str,
) -> Result<(), String> {
    let checkout = Checkout::of(repository);
    let host = host(&checkout)?;
    let other = target.filter(|target| *target != host);
    let program = build(&checkout, other, profile)?;
    // The papers come from a program that runs here.
    let speaker = match other {
        Some(_) => build(&checkout, None, "dev")?,
        None => program.clone(),
    };
    let target = other.unwrap_or(&host);
    let name = format!("{PROGRAM}-{}-{target}", repository.version()?);
    // Relative to where it is called, and a command below works elsewhere.
    let out = std::path::absolute(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let folder = out.join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    gather(repository, &program, &speaker, &folder)?;
    let archive = format!("{name}.tar.gz");
    let mut pack = Command::new("tar");
    pack.arg("-czf").arg(&archive).arg(&name).current_dir(&out);
    run_command(&mut pack)?.expect("tar")?;
    for (what, path) in [("program", &program), ("archive", &out.join(&archive))] {
        println!("{what}: {}, {} KB", path.display(), size(path)? / 1024);
    }
    Ok(())
}

fn host(checkout: &Checkout) -> Result<String, String> {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let told = checkout.program(&rustc, &["-vV"])?.expect("rustc -vV")?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| "rustc -vV names no host".to_owned())
}

/// Builds the program and says where it is.
fn build(checkout: &Checkout, target: Option<&str>, profile: &str) -> Result<PathBuf, String> {
    let mut arguments = vec![
        "build",
        "--locked",
        "--package",
        PACKAGE,
        "--profile",
        profile,
    ];
    let mut place = checkout.target().to_owned();
    let mut suffix = env::consts::EXE_SUFFIX;
    if let Some(target) = target {
        arguments.extend(["--target", target]);
        place.push(target);
        suffix = if target.contains("windows") {
            ".exe"
        } else {
            ""
        };
    }
    checkout.cargo(&arguments)?.expect("cargo build")?;
    place.push(if profile == "dev" { "debug" } else { profile });
    Ok(place.join(format!("{PROGRAM}{suffix}")))
}

fn gather(
    repository: &Repository,
    program: &Path,
    speaker: &Path,
    folder: &Path,
) -> Result<(), String> {
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |error: std::io::Error| format!("{path}: {error}")
    };
    let completions = folder.join("completions");
    let pages = folder.join("man/man1");
    for folder in [&completions, &pages] {
        fs::create_dir_all(folder).map_err(failed(folder))?;
    }
    let papers = PAPERS.iter().map(|paper| repository.root().join(paper));
    for path in papers.chain([program.to_owned()]) {
        let name = path.file_name().unwrap_or_default();
        fs::copy(&path, folder.join(name)).map_err(failed(&path))?;
    }
    for (shell, file) in SHELLS {
        let output = Command::new(speaker)
            .args(["completions", shell])
            .output()
            .map_err(failed(speaker))?;
        if !output.status.success() {
            return Err(format!(
                "completions {shell}: {}",
                String::from_utf8_lossy(&output.stderr)
            ));
        }
        let path = completions.join(file);
        fs::write(&path, output.stdout).map_err(failed(&path))?;
    }
    let mut manual = Command::new(speaker);
    manual.args(["man", "--out"]).arg(&pages);
    run_command(&mut manual)?.expect("the manual").map(drop)
}

fn size(path: &Path) -> Result<u64, String> {
    let about = fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(about.len())
}
