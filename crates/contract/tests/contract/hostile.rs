//! Whatever the texts hold, reading says what is wrong or understands them; it never panics and never hangs.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use call_engine_contract::json_schema::json_schema;
use call_engine_contract::lint::lint;
use call_engine_contract::{Contract, Sources, bundle, yaml};
use serde_json::{Map, Value, json};

use crate::common::{CATALOGUE, DOCUMENT, assert_useful, real};

/// The document and a short catalogue: a contract that is read quickly.
fn short(document: &Value) -> Sources {
    let mut sources = Sources::new();
    sources.add(DOCUMENT, yaml::write(document));
    sources.add(
        CATALOGUE,
        "[{code: 1, family: call, name: A, meaning: B., remedy: C., retry: never, executed: never, source: [x]}]",
    );
    sources
}

fn document() -> Value {
    let sources = real();
    yaml::read(DOCUMENT, sources.get(DOCUMENT).unwrap())
        .unwrap()
        .0
}

/// Reads, and uses what was understood. Says whether it was.
fn survive(sources: &Sources) -> bool {
    match Contract::load(sources) {
        Ok(contract) => {
            lint(&contract).iter().for_each(assert_useful);
            for name in contract.components.keys() {
                json_schema(&contract, name);
            }
            bundle::json(&contract);
            true
        }
        Err(findings) => {
            assert!(!findings.is_empty());
            for finding in &findings {
                assert_useful(finding);
                assert!(
                    finding.place.line > 0 || finding.rule == "readable",
                    "{finding:?}"
                );
            }
            false
        }
    }
}

fn pointers(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, item) in map {
                let pointer = yaml::step(pointer, key);
                found.push(pointer.clone());
                pointers(item, &pointer, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let pointer = format!("{pointer}/{index}");
                found.push(pointer.clone());
                pointers(item, &pointer, found);
            }
        }
        _ => {}
    }
}

fn remove(document: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent) {
        Some(Value::Object(map)) => drop(map.shift_remove(&key)),
        Some(Value::Array(items)) => drop(items.remove(key.parse().unwrap())),
        _ => panic!("{pointer} has no parent"),
    }
}

/// How many of the places are tried, so that the test stays short.
const STRIDE: usize = 7;

#[test]
fn every_kind_of_key_can_be_missing() {
    let document = document();
    let mut all = Vec::new();
    pointers(&document, "", &mut all);
    let (mut understood, mut refused) = (0, 0);
    for pointer in all.iter().step_by(STRIDE) {
        let mut mutated = document.clone();
        remove(&mut mutated, pointer);
        if survive(&short(&mutated)) {
            understood += 1;
        } else {
            refused += 1;
        }
    }
    assert!(understood > 20 && refused > 20, "{understood} {refused}");
}

#[test]
fn every_kind_of_value_can_be_of_another_kind() {
    let document = document();
    let others = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("a/b~c \u{0}\n*/ \" \\ ```"),
        json!([]),
        json!([null, 1, "a", {}]),
        json!({}),
        json!({ "$ref": "#/components/schemas/Envelope" }),
        json!({ "$ref": "#" }),
        json!({ "a/b~c": { "~": null } }),
    ];
    let mut all = Vec::new();
    pointers(&document, "", &mut all);
    for (index, pointer) in all.iter().step_by(STRIDE).enumerate() {
        let mut mutated = document.clone();
        // Each place gets another of the values; all of them come up at every kind of place.
        *mutated.pointer_mut(pointer).unwrap() = others[index % others.len()].clone();
        survive(&short(&mutated));
    }
    for key in [
        "openapi",
        "info",
        "servers",
        "paths",
        "components",
        "tags",
        "security",
    ] {
        for other in &others {
            let mut mutated = document.clone();
            mutated[key] = other.clone();
            survive(&short(&mutated));
        }
    }
    for other in others {
        survive(&short(&other));
    }
}

#[test]
fn every_text_can_end_anywhere() {
    let sources = real();
    for (file, parts) in [(DOCUMENT, 60), (CATALOGUE, 20)] {
        let text = sources.get(file).unwrap();
        for part in 0..parts {
            let mut end = text.len() * part / parts;
            while !text.is_char_boundary(end) {
                end += 1;
            }
            let mut cut = Sources::new();
            cut.add(DOCUMENT, sources.get(DOCUMENT).unwrap());
            cut.add(CATALOGUE, sources.get(CATALOGUE).unwrap());
            cut.add(file, &text[..end]);
            survive(&cut);
        }
    }
    let example = "examples/end_call/request-minimal.json";
    let text = sources.get(example).unwrap();
    for end in 0..text.len() {
        let mut cut = Sources::new();
        cut.add(DOCUMENT, "openapi: 3.0.3");
        cut.add(example, &text[..end]);
        assert!(!survive(&cut));
    }
}

#[test]
fn the_catalogue_can_hold_anything() {
    for text in [
        "",
        "[]",
        "{}",
        "7",
        "- 7\n",
        "- []\n",
        "- {code: 1}\n",
        "- {code: 1e9}\n",
        "- ~\n",
        "- {code: 1, family: [], name: {}, meaning: 1, remedy: ~, retry: true, executed: x, source: {}}\n",
        "- {a/b~c: 1}\n",
    ] {
        let mut sources = real();
        sources.add(CATALOGUE, text);
        survive(&sources);
    }
}

#[test]
fn nesting_ends_somewhere() {
    let deep = 200_000;
    let texts = [
        "[".repeat(deep),
        "{a: ".repeat(deep),
        "{\"a\":".repeat(deep),
        "- ".repeat(deep),
        "? ".repeat(deep),
        "! ".repeat(deep),
        "&a ".repeat(deep),
        "a: ".repeat(deep),
        format!("{}{}", "[".repeat(deep), "]".repeat(deep)),
        (0..2000).fold(String::new(), |text, depth| {
            text + &" ".repeat(depth) + "a:\n"
        }),
        (0..2000).fold(String::new(), |text, depth| {
            text + &" ".repeat(depth) + "-\n"
        }),
    ];
    for text in texts {
        let start: String = text.chars().take(12).collect();
        let begun = Instant::now();
        let finding = yaml::read("file.yaml", &text).expect_err(&start);
        assert_useful(&finding);
        assert!(begun.elapsed() < Duration::from_secs(20), "{start}");
    }
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(yaml::read("file.yaml", &nested(yaml::DEPTH)).is_ok());
    let finding = yaml::read("file.yaml", &nested(yaml::DEPTH + 1)).unwrap_err();
    assert!(finding.message.contains("deeper"), "{finding}");
}

#[test]
fn schemas_nested_deeply_are_refused() {
    for word in ["not", "items", "additionalProperties"] {
        for depth in [1, 10, 18, 60, 140] {
            let mut schema = json!({ "type": "nonsense" });
            for _ in 0..depth {
                schema = json!({ "type": "array", "description": "Deep.", word: schema });
            }
            let mut mutated = document();
            mutated["components"]["schemas"]["Deep"] = schema;
            let begun = Instant::now();
            assert!(!survive(&short(&mutated)), "{word} {depth}");
            assert!(begun.elapsed() < Duration::from_secs(10), "{word} {depth}");
        }
    }
}

#[test]
fn an_example_may_be_as_deep_as_json_is_read() {
    for (depth, understood) in [(100, true), (127, true), (128, false), (100_000, false)] {
        let mut sources = real();
        let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        sources.add("examples/end_call/answer-deep.json", text);
        assert_eq!(survive(&sources), understood, "{depth}");
        if understood {
            let contract = Contract::load(&sources).unwrap();
            let again = Sources::bundle(bundle::json(&contract));
            assert!(Contract::load(&again).is_ok(), "{depth}");
        }
    }
}

#[test]
fn aliases_do_not_grow() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, of) in ["b", "c", "d", "e", "f", "g", "h", "i"]
        .iter()
        .zip(["a", "b", "c", "d", "e", "f", "g", "h"])
    {
        let nine = vec![format!("*{of}"); 9].join(", ");
        let _ = writeln!(bomb, "{name}: &{name} [{nine}]");
    }
    let begun = Instant::now();
    let finding = yaml::read("file.yaml", &bomb).unwrap_err();
    assert!(finding.message.contains("aliases"), "{finding}");
    assert!((5..=7).contains(&finding.place.line), "{finding}");
    // A chain grows in depth instead of size, and merging grows like a list.
    let mut chain = "a0: &a0 [x]\n".to_owned();
    let mut merge = "a0: &a0 {x: 1}\n".to_owned();
    for index in 1..2000 {
        let _ = writeln!(chain, "a{index}: &a{index} [*a{}]", index - 1);
        let _ = writeln!(
            merge,
            "a{index}: &a{index}\n  <<: *a{}\n  k{index}: 1",
            index - 1
        );
    }
    let finding = yaml::read("file.yaml", &chain).unwrap_err();
    assert!(finding.message.contains("deeper"), "{finding}");
    let finding = yaml::read("file.yaml", &merge).unwrap_err();
    assert!(finding.message.contains("aliases"), "{finding}");
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn components_may_refer_in_circles() {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let mut mutated = document();
    let schemas = mutated["components"]["schemas"].as_object_mut().unwrap();
    // Circles of plain references, of fields, of lists, of answers.
    schemas.insert("PlainA".into(), reference("PlainB"));
    schemas.insert("PlainB".into(), reference("PlainA"));
    schemas.insert("Own".into(), reference("Own"));
    assert!(!survive(&short(&mutated)));
    let schemas = mutated["components"]["schemas"].as_object_mut().unwrap();
    for name in ["PlainA", "PlainB", "Own"] {
        schemas.shift_remove(name);
    }
    let object = |field: &Value| json!({ "type": "object", "description": "A.", "x-source": ["a"], "properties": { "F": field } });
    schemas.insert("RingA".into(), object(&reference("RingB")));
    schemas.insert("RingB".into(), object(&reference("RingA")));
    schemas.insert(
        "ListA".into(),
        object(&json!({ "type": "array", "items": reference("ListA"), "description": "A." })),
    );
    assert!(survive(&short(&mutated)));
    let contract = Contract::load(&short(&mutated)).unwrap();
    assert_eq!(contract.reachable("RingA"), ["RingA", "RingB"]);
    let answer = json!({ "allOf": [reference("Round"), { "type": "object", "properties": { "Response": reference("Round") } }], "description": "A." });
    mutated["components"]["schemas"]["Round"] = answer;
    survive(&short(&mutated));
}

#[test]
fn names_may_be_anything() {
    let document = document();
    for name in [
        "",
        " ",
        "a/b",
        "a~b",
        "~1",
        "$ref",
        "self",
        "3d",
        "日本",
        "a\nb",
        "\u{0}",
        "*/",
        "\"",
        "x-y",
        "properties",
        "examples",
        "enum",
    ] {
        let mut mutated = document.clone();
        let schemas = mutated["components"]["schemas"].as_object_mut().unwrap();
        let copy = schemas["CallMember"].clone();
        schemas.insert(name.to_owned(), copy);
        survive(&short(&mutated));
        let mut mutated = document.clone();
        let fields = mutated["components"]["schemas"]["CallMember"]["properties"]
            .as_object_mut()
            .unwrap();
        fields.insert(
            name.to_owned(),
            json!({ "type": "string", "description": "A." }),
        );
        survive(&short(&mutated));
        let mut mutated = document.clone();
        let paths = mutated["paths"].as_object_mut().unwrap();
        let copy = paths["/v4/call_engine_http_srv/end_call"].clone();
        paths.insert(name.to_owned(), copy);
        assert!(
            !survive(&short(&mutated)),
            "two commands have one operationId"
        );
        let mut mutated = document.clone();
        mutated["paths"]["/v4/call_engine_http_srv/end_call"]["post"]["operationId"] = json!(name);
        survive(&short(&mutated));
        let mut mutated = document.clone();
        mutated["components"]["schemas"]["CallType"]["enum"] = json!([name, name]);
        survive(&short(&mutated));
    }
}

#[test]
fn thousands_of_broken_references_are_told_soon() {
    let mut fields = Map::new();
    let mut schemas = Map::new();
    for index in 0..3000 {
        fields.insert(
            format!("F{index}"),
            json!({ "$ref": format!("#/components/schemas/Missing{index}") }),
        );
        schemas.insert(
            format!("Component{index}"),
            json!({ "type": "object", "description": "A." }),
        );
    }
    schemas.insert(
        "All".to_owned(),
        json!({ "type": "object", "properties": fields }),
    );
    let document = json!({ "openapi": "3.0.3", "info": { "title": "A", "version": "1" }, "paths": {}, "components": { "schemas": schemas } });
    let begun = Instant::now();
    let findings = Contract::load(&short(&document)).unwrap_err();
    assert_eq!(findings.len(), 3000);
    assert!(begun.elapsed() < Duration::from_secs(20));
}
