//! Which file lies where.

use std::path::{Path, PathBuf};

use call_engine_contract::{Contract, Finding, Sources};

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

    /// The folder of the contract.
    pub fn spec(&self) -> PathBuf {
        self.root.join("spec")
    }

    /// Reads the contract of the checkout, and the texts it is made of.
    pub fn contract(&self) -> Result<(Sources, Contract), Vec<Finding>> {
        let sources = Sources::read(&self.spec()).map_err(|finding| vec![finding])?;
        let contract = Contract::load(&sources)?;
        Ok((sources, contract))
    }
}

/// Findings as lines, with the files named from the root of the checkout.
pub fn lines(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| format!("spec/{finding}"))
        .collect();
    lines.join("\n")
}
