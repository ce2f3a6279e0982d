//! Which file lies where.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::{env, fs};

use call_engine_contract::{Contract, Finding, Sources, report};
use semver::Version;
use toml_edit::DocumentMut;

/// A checkout.
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    pub fn new(root: Option<PathBuf>) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self {
            root: root.unwrap_or_else(|| here.parent().unwrap_or(here).to_owned()),
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The version in the manifest of the workspace.
    pub fn version(&self) -> Result<Version, String> {
        let path = self.root.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| format!("Cargo.toml: {error}"))?;
        let version = version(&text)
            .ok_or("Cargo.toml: there is no `workspace.package.version`; write it there")?;
        Version::parse(&version).map_err(|error| {
            format!("Cargo.toml: `{version}` is not a version ({error}); write one such as `0.2.0`")
        })
    }

    /// The folder of the contract.
    pub fn spec(&self) -> PathBuf {
        self.root.join("spec")
    }

    /// Reads the texts of the contract.
    pub fn sources(&self) -> Result<Sources, Vec<Finding>> {
        Sources::read(&self.spec()).map_err(|finding| vec![finding])
    }

    /// Reads the contract of the checkout, and the texts it is made of.
    pub fn contract(&self) -> Result<(Sources, Contract), Vec<Finding>> {
        let sources = self.sources()?;
        let contract = Contract::load(&sources)?;
        Ok((sources, contract))
    }

    /// Findings in the contract as people read them in errors, with the lines shown.
    pub fn told(&self, findings: &[Finding]) -> String {
        self.text(&in_spec(findings), io::stderr().is_terminal())
    }

    /// Findings with paths from the root of the checkout, with the lines shown, and on a terminal in colours.
    pub fn text(&self, findings: &[Finding], terminal: bool) -> String {
        let source = |path: &str| fs::read_to_string(self.root.join(path)).ok();
        let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        report::text(findings, &source, terminal && !plain)
    }
}

/// The version that the manifest of a workspace gives its packages.
pub fn version(manifest: &str) -> Option<String> {
    let manifest: DocumentMut = manifest.parse().ok()?;
    let version = manifest.get("workspace")?.get("package")?.get("version")?;
    version.as_str().map(str::to_owned)
}

/// Findings in the contract, with the files named from the root of the checkout.
pub fn in_spec(findings: &[Finding]) -> Vec<Finding> {
    let mut findings = findings.to_vec();
    for finding in &mut findings {
        finding.place.file.insert_str(0, "spec/");
    }
    findings
}
