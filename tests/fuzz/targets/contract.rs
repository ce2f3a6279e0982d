//! A contract in YAML or JSON, as an editor leaves it between two key strokes: understood, or refused with findings
//! that help. Document, catalogue and one example are separated by zero bytes.
#![no_main]

use call_engine_contract::diff::{Edition, diff};
use call_engine_contract::json_schema::json_schema;
use call_engine_contract::lint::lint;
use call_engine_contract::lint::rules::rule;
use call_engine_contract::{Contract, Finding, Sources, bundle};
use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 3] = [
    "call-engine.yaml",
    "errors.yaml",
    "examples/ping/request-minimal.json",
];

fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    let mut sources = Sources::new();
    for (path, text) in PARTS.iter().zip(text.split('\0')) {
        sources.add(*path, text);
    }
    if let Ok(edition) = Edition::read(&sources) {
        let differences = diff(&edition, &edition);
        assert!(differences.is_empty(), "{differences:?}");
    }
    match Contract::load(&sources) {
        Ok(contract) => {
            lint(&contract).iter().for_each(helps);
            for name in contract.components.keys() {
                json_schema(&contract, name);
            }
            // The published form is the same contract.
            let published = bundle::json(&contract);
            let again = Contract::load(&Sources::bundle(&published))
                .unwrap_or_else(|findings| panic!("{findings:?}\n{published}"));
            assert_eq!(bundle::json(&again), published);
            assert_eq!(again.operations.len(), contract.operations.len());
            bundle::yaml(&contract).expect("YAML");
        }
        Err(findings) => {
            assert!(!findings.is_empty());
            findings.iter().for_each(helps);
        }
    }
});

fn helps(finding: &Finding) {
    assert!(!finding.place.file.is_empty(), "{finding:?}");
    assert!(rule(finding.rule).is_some(), "{finding:?}");
    assert!(!finding.message.is_empty(), "{finding:?}");
    assert!(!finding.remedy.is_empty(), "{finding:?}");
}
