//! The published form reads back as the same contract.

use call_engine_contract::catalogue::CatalogueEntry;
use call_engine_contract::examples::Role;
use call_engine_contract::lint::lint;
use call_engine_contract::{Contract, Place, Sources, bundle, yaml};
use serde_json::{Value, json};

use crate::common::{contract, load};

/// Everything a contract says, without where it stands.
fn said(contract: &Contract) -> Vec<String> {
    let entry = |entry: &CatalogueEntry| {
        let placeless = CatalogueEntry {
            place: Place::default(),
            ..entry.clone()
        };
        format!("{placeless:?}")
    };
    let examples = contract
        .examples
        .iter()
        .map(|e| format!("{} {:?} {} {}", e.operation, e.role, e.label, e.value));
    let operations = contract.operations.iter().map(|o| format!("{o:?}"));
    let components = contract.components.values().map(|c| format!("{c:?}"));
    let webhooks = contract.webhooks.iter().map(|w| format!("{w:?}"));
    let sites = contract.sites.iter().map(|s| format!("{s:?}"));
    operations
        .chain(components)
        .chain(webhooks)
        .chain(sites)
        .chain(contract.catalogue.iter().map(entry))
        .chain(examples)
        .collect()
}

#[test]
fn a_bundle_reads_back_as_the_same_contract_from_json_and_from_yaml() {
    let contract = contract();
    let json = bundle::json(&contract);
    let yaml = bundle::yaml(&contract).unwrap();
    assert_ne!(json, yaml);
    for text in [&json, &yaml] {
        let again = load(&Sources::bundle(text.as_str()));
        assert_eq!(said(&again), said(&contract));
        assert!(again.examples.iter().count() > 80);
    }
}

#[test]
fn a_bundle_of_a_bundle_is_the_same_bundle() {
    let contract = contract();
    let json = bundle::json(&contract);
    let yaml = bundle::yaml(&contract).unwrap();
    for text in [&json, &yaml] {
        let again = load(&Sources::bundle(text.as_str()));
        assert_eq!(bundle::json(&again), json);
        assert_eq!(bundle::yaml(&again).unwrap(), yaml);
    }
}

#[test]
fn a_bundle_has_no_finding_either() {
    let again = load(&Sources::bundle(bundle::json(&contract())));
    let findings = lint(&again);
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn a_bundle_is_the_document_with_examples_and_catalogue() {
    let contract = contract();
    let value = bundle::bundle(&contract);
    assert_eq!(
        value
            .pointer("/x-error-catalogue")
            .and_then(Value::as_array)
            .map(Vec::len),
        Some(contract.catalogue.len())
    );
    let example = contract
        .examples
        .get("end_call", Role::Request, "minimal")
        .unwrap();
    let inlined = value.pointer(
        "/paths/~1v4~1call_engine_http_srv~1end_call/post/requestBody/content/application~1json/examples/minimal/value",
    );
    assert_eq!(inlined, Some(&example.value));
    let mut without = value.clone();
    strip(&mut without);
    assert_eq!(&without, contract.document.value());
    assert!(bundle::json(&contract).ends_with("}\n"));
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.shift_remove("examples");
            map.shift_remove("x-error-catalogue");
            map.shift_remove("x-enum-varnames");
            map.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

#[test]
fn a_bundle_names_the_values_of_every_enumeration_for_generators_of_other_languages() {
    let value = bundle::bundle(&contract());
    let at = |pointer: &str| value.pointer(&format!("/components/schemas/{pointer}"));
    assert_eq!(
        at("RoomIdType/x-enum-varnames"),
        Some(&json!(["Numeric", "Text"]))
    );
    // The branch that has the values has their names.
    assert_eq!(
        at("RoomIdTypeSeen/oneOf/0/x-enum-varnames"),
        Some(&json!(["Absent", "Numeric", "Text"]))
    );
    let platforms = at("OptPlatform").unwrap();
    let wires = platforms["enum"].as_array().unwrap();
    let names = platforms["x-enum-varnames"].as_array().unwrap();
    assert_eq!(wires.len(), names.len());
    let spelling = wires.iter().position(|wire| wire == "macOS").unwrap();
    assert_eq!(names[spelling], "MacSpelling2");
    let mut distinct: Vec<String> = names
        .iter()
        .map(|name| name.as_str().unwrap().to_lowercase())
        .collect();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), names.len(), "apart without regard to case");
}

#[test]
fn numbers_and_text_survive_both_forms() {
    let odd = json!({
        "": {}, "a b": [], "~": null, "no": "no", "1": "1", "true": [true, "true"], "- x": [[1, [2]], [{"k": []}]],
        "large": [18_446_744_073_709_551_615_u64, -9_223_372_036_854_775_808_i64, 1e300, 0.1, 1.0, -0.5],
        "text": ["", " ", "a: b", "# no", "'", "\"", "\\", "a\nb\n", "\t", "\u{0}\u{7f}\u{85}\u{feff}\u{2028}", "日本語 🙂", "{}", "1:30", "0x1F", "*a", "&a", "!a", "%", "@", "`", "|", ">"],
        "nested": {"x": {"y": {"z": [{"a": 1, "b": {"c": [1]}}, {"d": {}}]}}},
        "../~1/~0": 1,
    });
    for value in [
        odd,
        json!([]),
        json!({}),
        json!("a"),
        json!(null),
        json!(-1.5),
        json!([[], {}]),
    ] {
        let text = yaml::write(&value);
        let (again, _) =
            yaml::read("odd.yaml", &text).unwrap_or_else(|finding| panic!("{finding}\n{text}"));
        assert_eq!(again, value, "{text}");
        let (again, _) = yaml::read("odd.json", &format!("{value:#}")).unwrap();
        assert_eq!(again, value);
    }
}

#[test]
fn the_yaml_form_is_plain_to_read() {
    let text = yaml::write(
        &json!({ "openapi": "3.0.3", "paths": { "/v4/a": { "x": [1, { "b": "c", "200": [] }] } } }),
    );
    let expected = "openapi: \"3.0.3\"\npaths:\n  /v4/a:\n    x:\n      - 1\n      - b: \"c\"\n        \"200\": []\n";
    assert_eq!(text, expected);
}

#[test]
fn large_numbers_of_examples_are_kept_exactly() {
    let mut sources = crate::common::real();
    sources.add(
        "examples/end_call/answer-large.json",
        "{\"ErrorCode\": 1, \"RequestId\": 18446744073709551615}",
    );
    let contract = load(&sources);
    for text in [bundle::json(&contract), bundle::yaml(&contract).unwrap()] {
        let again = load(&Sources::bundle(text));
        let large = again
            .examples
            .get("end_call", Role::Answer, "large")
            .unwrap();
        assert_eq!(
            large.value["RequestId"],
            json!(18_446_744_073_709_551_615_u64)
        );
    }
}
