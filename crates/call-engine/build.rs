//! With the feature `generate`: makes the client from the contract, as the build script of the types makes the types.

use std::env;
use std::path::PathBuf;

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo:rerun-if-changed=build.rs");
    if cfg!(feature = "generate") {
        // In the published archive there is no spec folder, only the bundle.
        let spec = here.join("../../spec");
        let spec = spec.join("call-engine.yaml").is_file().then_some(spec);
        println!(
            "cargo:rerun-if-changed={}",
            spec.as_ref().unwrap_or(&here.join("contract")).display()
        );
        if let Err(message) = generate(&here, spec.as_deref()) {
            for line in message.lines() {
                println!("cargo:error={line}");
            }
        }
    }
}

#[cfg(feature = "generate")]
fn generate(here: &std::path::Path, spec: Option<&std::path::Path>) -> Result<(), String> {
    use std::fs;

    use call_engine_contract::{Contract, Finding, Sources};

    let lines = |findings: Vec<Finding>| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        lines.join("\n")
    };
    let sources = match spec {
        Some(spec) => Sources::read(spec).map_err(|finding| finding.to_string())?,
        None => {
            let bundle = here.join("contract/call-engine.json");
            let text = fs::read_to_string(&bundle)
                .map_err(|error| format!("{}: {error}", bundle.display()))?;
            Sources::bundle(text)
        }
    };
    let contract = Contract::load(&sources).map_err(lines)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("generated");
    for file in call_engine_codegen::client(&contract).map_err(lines)? {
        let path = out.join(&file.path);
        let written = fs::create_dir_all(path.parent().unwrap_or(&out))
            .and_then(|()| fs::write(&path, &file.text));
        written.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

#[cfg(not(feature = "generate"))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the same shape with and without the feature"
)]
fn generate(_: &std::path::Path, _: Option<&std::path::Path>) -> Result<(), String> {
    Ok(())
}
