//! The workspace the promises are about.

use std::path::{Path, PathBuf};

use call_engine_contract::{Contract, Sources};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The texts of the contract.
///
/// # Panics
///
/// They cannot be read.
pub fn sources() -> Sources {
    Sources::read(&root().join("spec")).unwrap_or_else(|finding| panic!("{finding}"))
}

/// The contract.
///
/// # Panics
///
/// It cannot be understood.
pub fn contract() -> Contract {
    Contract::load(&sources()).unwrap_or_else(|findings| panic!("{findings:#?}"))
}
