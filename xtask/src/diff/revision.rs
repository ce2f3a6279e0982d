//! The base of a comparison: a revision of git, or files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;
use std::{fs, thread};

use call_engine_contract::{Finding, Sources};

use super::public_api;
use crate::git::{command, git};
use crate::repository::Repository;

/// The word for the newest release.
const LAST_RELEASE: &str = "last-release";
/// The branches that work starts from, the likeliest first.
const BRANCHES: &[&str] = &["origin/HEAD", "origin/main", "main"];

/// What the checkout is compared with.
#[derive(Debug)]
pub enum Base {
    /// A commit, and what it was called.
    Commit { id: String, name: String },
    /// The folder of a contract.
    Folder(PathBuf),
    /// A bundle.
    Bundle(PathBuf),
}

impl Base {
    /// Finds what a word means; without a word, where the work of this branch began.
    pub fn find(repository: &Repository, word: Option<&str>) -> Result<Self, String> {
        let word = match word {
            Some(LAST_RELEASE) => &last_release(repository)?,
            Some(word) => word,
            None => return start(repository),
        };
        if let Some(id) = commit(repository, word) {
            let name = word.to_owned();
            return Ok(Self::Commit { id, name });
        }
        let path = PathBuf::from(word);
        if path.is_dir() {
            return Ok(Self::Folder(path));
        }
        if path.is_file() {
            return Ok(Self::Bundle(path));
        }
        Err(format!(
            "`{word}` is neither a revision of git nor a file; give a commit, branch or tag (`git fetch` may be missing), \
             a folder like `spec`, a bundle, `{LAST_RELEASE}`, or nothing for where this branch began"
        ))
    }

    /// What people call it.
    pub fn name(&self) -> String {
        match self {
            Self::Commit { id, name } => {
                let short: String = id.chars().take(9).collect();
                if id.starts_with(name.as_str()) {
                    short
                } else {
                    format!("{name} ({short})")
                }
            }
            Self::Folder(path) | Self::Bundle(path) => path.display().to_string(),
        }
    }

    /// The texts of the contract.
    pub fn sources(&self, repository: &Repository) -> Result<Sources, String> {
        match self {
            Self::Commit { id, .. } => {
                let mut sources = Sources::new();
                let texts = texts(repository, id, "spec")?;
                if texts.is_empty() {
                    return Err(format!(
                        "{} has no folder `spec`; choose a later revision",
                        self.name()
                    ));
                }
                for (path, text) in texts {
                    sources.add(path, text);
                }
                Ok(sources)
            }
            Self::Folder(path) => {
                Sources::read(path).map_err(|finding| self.findings(vec![finding]))
            }
            Self::Bundle(path) => fs::read_to_string(path)
                .map(Sources::bundle)
                .map_err(|error| format!("{}: {error}", path.display())),
        }
    }

    /// Findings as lines, with the files named so that they are found.
    pub fn findings(&self, findings: Vec<Finding>) -> String {
        let lines = findings.into_iter().map(|mut finding| {
            let file = &finding.place.file;
            finding.place.file = match self {
                Self::Commit { id, .. } => format!("{id}:spec/{file}"),
                Self::Folder(path) => path.join(file).display().to_string(),
                Self::Bundle(path) => path.display().to_string(),
            };
            finding.to_string()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The snapshots of the public API, by name; none when the base is no commit or has none.
    pub fn snapshots(
        &self,
        repository: &Repository,
    ) -> Result<Option<BTreeMap<String, String>>, String> {
        let Self::Commit { id, .. } = self else {
            return Ok(None);
        };
        let mut snapshots = texts(repository, id, public_api::FOLDER)?;
        snapshots.retain(|name, _| public_api::is_snapshot(name));
        Ok(Some(snapshots).filter(|snapshots| !snapshots.is_empty()))
    }

    /// The version of the packages at the base; of the checkout when the base is no commit.
    pub fn version(&self, repository: &Repository) -> Option<String> {
        let manifest = match self {
            Self::Commit { id, .. } => {
                git(repository.root(), &["show", &format!("{id}:./Cargo.toml")]).ok()?
            }
            _ => fs::read_to_string(repository.root().join("Cargo.toml")).ok()?,
        };
        crate::repository::version(&manifest)
    }
}

/// Where this branch left the branch that work starts from; else the last commit.
fn start(repository: &Repository) -> Result<Base, String> {
    for branch in BRANCHES {
        let found = git(repository.root(), &["merge-base", "HEAD", branch]);
        if let Ok(id) = found {
            return Ok(Base::Commit {
                id: id.trim().to_owned(),
                name: format!("the merge base with {branch}"),
            });
        }
    }
    let id = commit(repository, "HEAD").ok_or_else(|| {
        "there is no commit to compare with; give a folder like `spec`, or a bundle".to_owned()
    })?;
    Ok(Base::Commit {
        id,
        name: "HEAD".to_owned(),
    })
}

fn last_release(repository: &Repository) -> Result<String, String> {
    let described = git(
        repository.root(),
        &["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"],
    );
    described.map(|tag| tag.trim().to_owned()).map_err(|_| {
        "no tag `v…` leads here, so there is no last release; `git fetch --tags` may be missing, or give a revision"
            .to_owned()
    })
}

fn commit(repository: &Repository, word: &str) -> Option<String> {
    let word = format!("{word}^{{commit}}");
    let arguments = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &word,
    ];
    let id = git(repository.root(), &arguments).ok()?;
    Some(id.trim().to_owned())
}

/// The files below a folder of a commit, by their path below the folder.
fn texts(
    repository: &Repository,
    id: &str,
    folder: &str,
) -> Result<BTreeMap<String, String>, String> {
    let listed = git(
        repository.root(),
        &[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            id,
            "--",
            &format!("{folder}/"),
        ],
    )?;
    let paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    let mut asked = String::new();
    for path in &paths {
        let _ = writeln!(asked, "{id}:./{path}");
    }
    let answered = batch(repository, asked)?;
    let mut rest = answered.as_slice();
    let mut texts = BTreeMap::new();
    for path in paths {
        let fault = || format!("git cannot read `{path}` of {id}");
        let end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .ok_or_else(fault)?;
        let head = String::from_utf8_lossy(&rest[..end]);
        let size = head.rsplit(' ').next().and_then(|size| size.parse().ok());
        let size: usize = size.ok_or_else(fault)?;
        let content = rest.get(end + 1..end + 1 + size).ok_or_else(fault)?;
        let name = path.strip_prefix(folder).unwrap_or(path);
        let name = name.trim_start_matches('/').to_owned();
        texts.insert(name, String::from_utf8_lossy(content).into_owned());
        rest = rest.get(end + 2 + size..).unwrap_or_default();
    }
    Ok(texts)
}

/// Reads many objects with one process.
fn batch(repository: &Repository, asked: String) -> Result<Vec<u8>, String> {
    let mut child = command(repository.root())
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("git: {error}"))?;
    let stdin = child.stdin.take();
    // Asking and reading at the same time: a full pipe would stop both.
    let asking = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(asked.as_bytes())));
    let output = child
        .wait_with_output()
        .map_err(|error| format!("git: {error}"))?;
    // What could not be asked is missing in the answer, and is told there.
    drop(asking.join());
    Ok(output.stdout)
}
