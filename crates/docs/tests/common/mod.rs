//! The site of this repository, and of edited contracts.

#![allow(dead_code, reason = "every test file takes what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use call_engine_contract::{Contract, Sources, contradictions, documents};
use call_engine_docs::{File, Material};

pub const VERSION: &str = "9.8.7";

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn text(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn sources() -> Sources {
    Sources::read(&repository().join("spec")).expect("the contract can be read")
}

pub fn contract() -> Contract {
    Contract::load(&sources()).expect("the contract is understood")
}

/// Every file of the site by path.
pub fn site() -> BTreeMap<String, Vec<u8>> {
    site_of(&contract(), &[])
}

pub fn site_of(contract: &Contract, earlier: &[String]) -> BTreeMap<String, Vec<u8>> {
    let read = |path: &str| fs::read_to_string(repository().join(path)).ok();
    let files = call_engine_docs::site(&Material {
        contract,
        contradictions: &contradictions::read(&text("spec/contradictions.yaml"))
            .expect("understood"),
        documents: &documents::read(&text("spec/documents.yaml")).expect("understood"),
        changelog: &text("CHANGELOG.md"),
        version: VERSION,
        earlier,
        read: &read,
    });
    let files = files.unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    files
        .into_iter()
        .map(|File { path, bytes }| (path, bytes))
        .collect()
}

/// The pages of a site: path and text.
pub fn pages(site: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &str)> {
    site.iter()
        .filter(|(path, _)| {
            Path::new(path)
                .extension()
                .is_some_and(|ending| ending == "html")
        })
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
}

/// A page of the version.
pub fn page(site: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = site
        .get(&format!("{VERSION}/{path}"))
        .unwrap_or_else(|| panic!("{path} is missing"));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}
