//! The version to release, and what changed since the last one.

use semver::{BuildMetadata, Version};

use call_engine_contract::diff::Step;

use crate::diff;
use crate::git::git;
use crate::repository::Repository;

/// A version to release.
pub struct Release {
    version: Version,
    /// The last released version, unless this is the first.
    last: Option<Version>,
    /// The version in the manifests, which a first release may keep.
    written: Version,
}

impl Release {
    pub fn new(repository: &Repository, wish: &str, api: &str) -> Result<Self, String> {
        let mut version = Version::parse(wish).map_err(|error| {
            format!("`{wish}` is not a version ({error}); write one such as `0.2.0`")
        })?;
        if !version.build.is_empty() {
            return Err(format!(
                "`{wish}` has build metadata; leave it out: it is the date of the API, {api}"
            ));
        }
        version.build = BuildMetadata::new(api).map_err(|error| {
            format!("`info.version` of the contract, `{api}`, cannot be build metadata: {error}")
        })?;
        let tags = git(repository.root(), &["tag", "--list", "v*"])?;
        let last = tags
            .lines()
            .filter_map(|tag| Version::parse(tag.strip_prefix('v')?).ok())
            .max();
        let written = repository.version()?;
        Ok(Self {
            version,
            last,
            written,
        })
    }

    /// The version with the date of the API.
    pub fn full(&self) -> String {
        self.version.to_string()
    }

    /// The version without the date of the API: what others require.
    pub fn plain(&self) -> String {
        let mut plain = self.version.clone();
        plain.build = BuildMetadata::EMPTY;
        plain.to_string()
    }

    pub fn tag(&self) -> String {
        format!("v{}", self.plain())
    }

    /// The tag of the last release.
    pub fn last_tag(&self) -> Option<String> {
        self.last.as_ref().map(|version| format!("v{version}"))
    }

    /// Why this version cannot follow the last one, if it cannot.
    pub fn objection(&self, needed: Step) -> Option<String> {
        if self.version.cmp_precedence(&self.written).is_lt() {
            return Some(format!(
                "version: {} is lower than {}, the version in Cargo.toml; choose a higher one",
                self.plain(),
                self.written
            ));
        }
        let last = self.last.as_ref()?;
        if self.version.cmp_precedence(last).is_le() {
            return Some(format!(
                "version: {} does not follow {last}, the last release; choose a higher one",
                self.plain()
            ));
        }
        let minimum = Version::parse(&needed.next(&last.to_string())?).ok()?;
        self.version.cmp_precedence(&minimum).is_lt().then(|| {
            format!(
                "version: what changed since {last} needs at least {minimum}; see `cargo xtask diff v{last}`"
            )
        })
    }
}

/// What changed since the last release.
pub struct Changes {
    /// The step they need.
    pub step: Step,
    /// The changes for the changelog, as Markdown; empty for none.
    pub markdown: String,
    /// What the comparison did not understand, or where contract and code disagree.
    pub doubts: Vec<String>,
}

/// Compares with the last release; nothing for the first.
pub fn changes(repository: &Repository, release: &Release) -> Result<Changes, String> {
    match release.last_tag() {
        None => Ok(Changes {
            step: Step::Same,
            markdown: String::new(),
            doubts: Vec::new(),
        }),
        Some(tag) => {
            let report = diff::compare(repository, Some(&tag))?;
            Ok(Changes {
                step: report.step(),
                markdown: report.changelog(),
                doubts: report.doubts(),
            })
        }
    }
}
