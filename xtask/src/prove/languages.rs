//! The published contract serves the generators of other languages, and tickets agree with theirs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use super::checkout::run;
use super::emulator::Emulator;
use super::tickets::Tickets;
use super::workshop::{Workshop, needs};
use crate::repository::Repository;

/// Draws the same inputs each time, unless `CALL_ENGINE_PROVE_SEED` says otherwise.
const SEED: u64 = 20_251_205;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let tickets = tickets(repository)?;
    let programs = build(repository, &["--package", "call-engine-cli"])?;
    let emulator = Emulator::start(&programs.join("call-engine"), &["--answer-after", "2s"])?;
    for (name, prepare) in LANGUAGES {
        let started = Instant::now();
        let workshop = Workshop::open(repository, name)?;
        let language = prepare(&workshop)?;
        println!(
            "   {name}: generated and checked ({:.1} s)",
            started.elapsed().as_secs_f64()
        );
        let mut call = (language.program)(&workshop, "call");
        let said = run(call.envs(emulator.environment()))?
            .expect(&format!("the seed's call in {name}"))?;
        let call_id = said.trim();
        if !call_id.starts_with("CallId ") {
            return Err(format!("the seed's call in {name} prints {said:?}"));
        }
        println!("   {name}: {call_id}, seen, ended");
        let outcome = tickets
            .compare(|what| {
                let mut command = (language.program)(&workshop, "tickets");
                command.arg(what);
                command
            })
            .map_err(|error| format!("{name}: {error}"))?;
        println!("   {name}: {outcome}");
    }
    Ok(())
}

/// The inputs of the tickets, and our side.
pub fn tickets(repository: &Repository) -> Result<Tickets, String> {
    let programs = build(
        repository,
        &["--package", "usersig", "--example", "tickets"],
    )?;
    let seed = match env::var("CALL_ENGINE_PROVE_SEED") {
        Ok(text) => text
            .parse()
            .map_err(|_| format!("CALL_ENGINE_PROVE_SEED is {text:?} and not a number"))?,
        Err(_) => SEED,
    };
    println!("   tickets: seed {seed}");
    Ok(Tickets::draw(programs.join("examples/tickets"), seed))
}

/// Builds what runs here, and says where it lies.
pub(super) fn build(repository: &Repository, what: &[&str]) -> Result<PathBuf, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run(Command::new(&cargo)
        .args(["build", "--quiet"])
        .args(what)
        .current_dir(repository.root()))?
    .expect("cargo build")?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    Ok(repository.root().join(target).join("debug"))
}

/// How the two programs of a language, `call` and `tickets`, are started.
pub(super) struct Language {
    program: fn(&Workshop, &str) -> Command,
}

type Prepare = fn(&Workshop) -> Result<Language, String>;

const LANGUAGES: &[(&str, Prepare)] = &[("typescript", typescript), ("python", python), ("go", go)];

/// openapi-typescript and openapi-fetch, checked by `tsc --strict`.
pub(super) fn typescript(workshop: &Workshop) -> Result<Language, String> {
    workshop.npm()?;
    workshop.run("npm", &["run", "generate"])?;
    workshop.run("npm", &["run", "build"])?;
    Ok(Language {
        program: |workshop, name| {
            let mut command = workshop.command("node");
            command.arg(format!("out/{name}.js"));
            command
        },
    })
}

/// openapi-python-client, checked by `mypy --strict`.
pub(super) fn python(workshop: &Workshop) -> Result<Language, String> {
    workshop.venv()?;
    let client = workshop.path("call_engine");
    discard(&client)?;
    let said = workshop.run(
        workshop.venv_program("openapi-python-client"),
        &[
            "generate",
            "--path",
            "call-engine.yaml",
            "--config",
            "config.yaml",
            "--meta",
            "none",
            "--output-path",
            "call_engine",
            "--overwrite",
            "--fail-on-warning",
        ],
    )?;
    if !client.is_dir() {
        return Err(format!("openapi-python-client writes nothing:\n{said}"));
    }
    numbered(&client.join("models"))?;
    workshop.run(
        workshop.venv_program("mypy"),
        &["call.py", "tickets.py", "minting.py", "call_engine"],
    )?;
    Ok(Language {
        program: |workshop, name| {
            let mut command = workshop.command(workshop.venv_program("python"));
            command.arg(format!("{name}.py"));
            command
        },
    })
}

/// Refuses types that are called after their place in the contract, such as `CallResultType0`.
fn numbered(models: &Path) -> Result<(), String> {
    let files = fs::read_dir(models).map_err(|error| format!("{}: {error}", models.display()))?;
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let stem = name.trim_end_matches(".py");
        if stem
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .ends_with("_type_")
        {
            return Err(format!(
                "the type {stem} has no name of its own: give its part of spec/call-engine.yaml a `title`"
            ));
        }
    }
    Ok(())
}

/// oapi-codegen, checked by `go vet`.
fn go(workshop: &Workshop) -> Result<Language, String> {
    needs("go", "Go 1.25 or newer")?;
    let client = workshop.path("callengine");
    discard(&client)?;
    fs::create_dir_all(&client).map_err(|error| format!("{}: {error}", client.display()))?;
    workshop.run(
        "go",
        &[
            "tool",
            "oapi-codegen",
            "-config",
            "config.yaml",
            "call-engine.yaml",
        ],
    )?;
    workshop.run("go", &["vet", "./..."])?;
    workshop.run("go", &["build", "-o", "out/", "./call", "./tickets"])?;
    Ok(Language {
        program: |workshop, name| workshop.command(workshop.path("out").join(name)),
    })
}

/// Removes what an earlier run generated.
fn discard(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if folder.exists() => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}
