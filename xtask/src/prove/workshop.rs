//! A folder in which tools of other languages work: the committed sources, the published contract, pinned tools.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use super::checkout::run;
use super::folder;
use crate::generate;
use crate::repository::Repository;

/// Where the sources lie in the repository.
const SOURCES: &str = "tests/languages";

/// A working folder under `target/prove`; nothing made there is committed.
pub struct Workshop {
    root: PathBuf,
}

impl Workshop {
    /// Copies the sources of a language and writes the published contract beside them.
    pub fn open(repository: &Repository, name: &str) -> Result<Self, String> {
        let root = repository.root().join("target/prove/languages").join(name);
        let sources = repository.root().join(SOURCES).join(name);
        folder::copy(&sources, &root).map_err(|error| format!("{}: {error}", sources.display()))?;
        generate::write_bundle(repository, &root)?;
        Ok(Self { root })
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A command that runs here.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        command
    }

    /// Runs a program to its end; its output is shown only when it fails.
    pub fn run(&self, program: impl AsRef<Path>, arguments: &[&str]) -> Result<String, String> {
        let program = program.as_ref();
        let what = format!("{} {}", program.display(), arguments.join(" "));
        run(self.command(program.as_os_str()).args(arguments))?.expect(&what)
    }

    /// The tools of `package-lock.json`.
    pub fn npm(&self) -> Result<(), String> {
        needs("node", "Node.js 20 or newer")?;
        needs("npm", "npm, which comes with Node.js")?;
        self.once("package-lock.json", "node_modules", || {
            self.run("npm", &["ci"]).map(drop)
        })
    }

    /// A program of one of those tools.
    pub fn npm_program(&self, name: &str) -> PathBuf {
        self.path("node_modules/.bin").join(name)
    }

    /// The packages of `requirements.txt`, in an environment of their own.
    pub fn venv(&self) -> Result<(), String> {
        needs("python3", "Python 3.11 or newer with `venv`")?;
        self.once("requirements.txt", "venv", || {
            self.run("python3", &["-m", "venv", "--clear", "venv"])?;
            let pip = ["-m", "pip", "install", "--quiet", "-r", "requirements.txt"];
            self.run(self.venv_program("python"), &pip).map(drop)
        })
    }

    /// A program of that environment.
    pub fn venv_program(&self, name: &str) -> PathBuf {
        self.path("venv/bin").join(name)
    }

    /// Installs again only when the lock file has changed.
    fn once(
        &self,
        lock: &str,
        folder: &str,
        install: impl FnOnce() -> Result<(), String>,
    ) -> Result<(), String> {
        let wanted = fs::read(self.path(lock)).map_err(|error| format!("{lock}: {error}"))?;
        let mark = self.path(folder).join(".installed");
        if fs::read(&mark).is_ok_and(|present| present == wanted) {
            return Ok(());
        }
        install()?;
        fs::write(&mark, wanted).map_err(|error| format!("{}: {error}", mark.display()))
    }
}

/// Fails with a remedy when a program is not there.
pub fn needs(program: &str, remedy: &str) -> Result<(), String> {
    Command::new(program)
        .arg(if program == "go" {
            "version"
        } else {
            "--version"
        })
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map(drop)
        .map_err(|error| format!("`{program}` does not run ({error}); install {remedy}"))
}

/// Runs a filter: lines in, lines out.
pub fn filter(mut command: Command, input: &str) -> Result<Vec<String>, String> {
    let what = format!("{command:?}");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{what}: {error}"))?;
    let stdin = child.stdin.take();
    let output = thread::scope(|scope| {
        // Written beside the reading, so that neither side waits for the other with full pipes.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
        child.wait_with_output()
    })
    .map_err(|error| format!("{what}: {error}"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{what} fails:\n{errors}"));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().map(str::to_owned).collect())
}
