//! Both doors to generated code, the committed output and the build script, lead to the same bytes.

use std::fs;

use call_engine_contract::{Contract, Sources};
use promises::{contract, root};

#[test]
fn the_committed_client_is_what_the_contract_makes() {
    let folder = root().join("crates/call-engine/src/generated");
    for file in call_engine_codegen::client(&contract()).expect("generated") {
        let committed = fs::read_to_string(folder.join(&file.path)).unwrap_or_default();
        assert!(
            committed == file.text,
            "{} is not current: run `cargo xtask generate`",
            file.path
        );
    }
}

#[test]
fn the_contract_in_the_archive_makes_the_same_client() {
    let bundle = fs::read_to_string(root().join("crates/call-engine/contract/call-engine.json"));
    let bundle = Contract::load(&Sources::bundle(bundle.expect("the bundle"))).expect("a contract");
    let from_bundle = call_engine_codegen::client(&bundle).expect("generated");
    let from_folder = call_engine_codegen::client(&contract()).expect("generated");
    assert!(from_bundle == from_folder);
}
