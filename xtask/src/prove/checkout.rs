//! A copy of the checkout that a proof may edit.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::git::git;
use crate::repository::Repository;

/// A copy of the checkout with a history of its own.
pub struct Checkout {
    root: PathBuf,
    target: PathBuf,
}

/// What a command printed, and whether it succeeded.
pub struct Outcome {
    pub success: bool,
    pub text: String,
}

impl Outcome {
    /// The text, or a failure that shows it.
    pub fn expect(self, what: &str) -> Result<String, String> {
        if self.success {
            Ok(self.text)
        } else {
            Err(format!("{what} fails:\n{}", self.text))
        }
    }
}

impl Checkout {
    /// The checkout itself, for what is to stay.
    pub fn of(repository: &Repository) -> Self {
        Self {
            root: repository.root().to_owned(),
            target: super::speed::target(repository),
        }
    }

    /// Copies every file git knows or would add, and commits the copy.
    ///
    /// The copy always lies at the same place, and files that did not change keep their time, so that builds there are
    /// not started from nothing each time.
    pub fn fresh(repository: &Repository) -> Result<Self, String> {
        let place = repository.root().join("target/prove");
        let checkout = Self {
            root: place.join("checkout"),
            target: place.join("target"),
        };
        let listed = git(
            repository.root(),
            &[
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ],
        )?;
        let wanted: BTreeSet<&str> = listed
            .split('\0')
            .filter(|path| !path.is_empty() && repository.root().join(path).is_file())
            .collect();
        let old = checkout.root.join(".git");
        if old.exists() {
            fs::remove_dir_all(old).map_err(|error| error.to_string())?;
        }
        Self::remove_others(&checkout.root, "", &wanted)?;
        for path in &wanted {
            let bytes = fs::read(repository.root().join(path))
                .map_err(|error| format!("{path}: {error}"))?;
            let copy = checkout.root.join(path);
            if fs::read(&copy).is_ok_and(|present| present == bytes) {
                continue;
            }
            fs::create_dir_all(copy.parent().unwrap_or(&copy))
                .and_then(|()| fs::write(&copy, bytes))
                .map_err(|error| format!("{path}: {error}"))?;
        }
        for arguments in [
            &["init", "--quiet"][..],
            &["add", "--all"],
            &[
                "-c",
                "user.name=proof",
                "-c",
                "user.email=proof@localhost",
                "commit",
                "--quiet",
                "-m",
                "before",
            ],
        ] {
            checkout.git(arguments)?;
        }
        let lock = repository.root().join("Cargo.lock");
        super::seed::seed(&lock, &super::speed::target(repository), &checkout.target)?;
        Ok(checkout)
    }

    fn remove_others(folder: &Path, relative: &str, wanted: &BTreeSet<&str>) -> Result<(), String> {
        let Ok(entries) = fs::read_dir(folder) else {
            return Ok(());
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if relative.is_empty() {
                name
            } else {
                format!("{relative}/{name}")
            };
            if entry.path().is_dir() {
                Self::remove_others(&entry.path(), &path, wanted)?;
            } else if !wanted.contains(path.as_str()) {
                fs::remove_file(entry.path()).map_err(|error| format!("{path}: {error}"))?;
            }
        }
        Ok(())
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    pub fn read(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(self.path(path)).map_err(|error| format!("{path}: {error}"))
    }

    /// Names of the files of a folder, sorted.
    pub fn names(&self, folder: &str) -> Result<Vec<String>, String> {
        let entries =
            fs::read_dir(self.path(folder)).map_err(|error| format!("{folder}: {error}"))?;
        let mut names: Vec<String> = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        Ok(names)
    }

    pub fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let target = self.path(path);
        fs::create_dir_all(target.parent().unwrap_or(&target))
            .and_then(|()| fs::write(&target, text))
            .map_err(|error| format!("{path}: {error}"))
    }

    /// Replaces the first occurrence of a text, which must be there.
    pub fn edit(&self, path: &str, from: &str, to: &str) -> Result<(), String> {
        let text = self.read(path)?;
        if !text.contains(from) {
            return Err(format!("{path} does not contain {from:?}: mend the proof"));
        }
        self.write(path, &text.replacen(from, to, 1))
    }

    /// This program, on the copy.
    pub fn xtask(&self, arguments: &[&str]) -> Result<Outcome, String> {
        let program = env::current_exe().map_err(|error| error.to_string())?;
        self.command(program.as_os_str(), arguments, &[])
    }

    /// Cargo, in the copy.
    pub fn cargo(&self, arguments: &[&str]) -> Result<Outcome, String> {
        self.cargo_with(arguments, &[])
    }

    /// Cargo, in the copy, with settings in its environment.
    pub fn cargo_with(
        &self,
        arguments: &[&str],
        settings: &[(&str, &str)],
    ) -> Result<Outcome, String> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        self.command(&cargo, arguments, settings)
    }

    /// Any program, in the copy.
    pub fn program(&self, program: &str, arguments: &[&str]) -> Result<Outcome, String> {
        self.command(program.as_ref(), arguments, &[])
    }

    fn command(
        &self,
        program: &OsStr,
        arguments: &[&str],
        settings: &[(&str, &str)],
    ) -> Result<Outcome, String> {
        let mut command = Command::new(program);
        if Path::new(program)
            .file_stem()
            .is_some_and(|stem| stem == "xtask")
        {
            command.arg("--root").arg(&self.root);
        }
        run(command
            .args(arguments)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CI", "true")
            .envs(settings.iter().copied())
            .current_dir(&self.root))
    }

    /// Where the copy builds.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Paths that differ from the commit, sorted.
    pub fn changed(&self) -> Result<Vec<String>, String> {
        let text = self.git(&["status", "--porcelain", "--untracked-files=all"])?;
        let mut paths: Vec<String> = text
            .lines()
            .filter_map(|line| line.get(3..))
            .map(|path| path.trim_matches('"').to_owned())
            .collect();
        paths.sort();
        Ok(paths)
    }

    /// What git prints about the copy.
    pub fn git(&self, arguments: &[&str]) -> Result<String, String> {
        git(&self.root, arguments)
    }

    /// Undoes every edit since the commit.
    pub fn restore(&self) -> Result<(), String> {
        for arguments in [
            &["checkout", "--quiet", "."][..],
            &["clean", "--quiet", "-fd"],
        ] {
            self.git(arguments)?;
        }
        Ok(())
    }
}

/// Runs a command and gathers both of its streams.
pub fn run(command: &mut Command) -> Result<Outcome, String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Ok(Outcome {
        success: output.status.success(),
        text,
    })
}
