//! Both doors to generated code, the committed output and the build scripts, lead to the same bytes.

use std::fs;

use call_engine_codegen::{GeneratedFile, client, types};
use call_engine_contract::{Contract, Sources};
use promises::{contract, root};

fn assert_committed(folder: &str, files: Vec<GeneratedFile>) {
    for file in files {
        let committed =
            fs::read_to_string(root().join(folder).join(&file.path)).unwrap_or_default();
        assert!(
            committed == file.text,
            "{folder}/{} is not current: run `cargo xtask generate`",
            file.path
        );
    }
}

#[test]
fn the_committed_code_is_what_the_contract_makes() {
    let contract = contract();
    assert_committed(
        "crates/types/src/generated",
        types(&contract).expect("generated"),
    );
    assert_committed(
        "crates/call-engine/src/generated",
        client(&contract).expect("generated"),
    );
}

#[test]
fn the_contract_in_the_archives_makes_the_same_code() {
    for archive in ["types", "call-engine"] {
        let bundle =
            fs::read_to_string(root().join(format!("crates/{archive}/contract/call-engine.json")));
        let bundle =
            Contract::load(&Sources::bundle(bundle.expect("the bundle"))).expect("a contract");
        assert!(types(&bundle).expect("generated") == types(&contract()).expect("generated"));
        assert!(client(&bundle).expect("generated") == client(&contract()).expect("generated"));
    }
}
