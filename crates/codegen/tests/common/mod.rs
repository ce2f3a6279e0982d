//! The real contract, edited in memory, and what is generated from it.

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::OnceLock;

use call_engine_codegen::{GeneratedFile, Generator, client, types};
use call_engine_contract::{Contract, Finding, Sources, yaml};
use quote::ToTokens;
use serde_json::{Value, json};
use syn::{Fields, ImplItem, Item};

/// The document kept by hand.
pub const DOCUMENT: &str = "call-engine.yaml";

/// The contract of this repository.
pub fn real() -> Sources {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec"));
    Sources::read(folder).expect("the contract can be read")
}

/// A contract that must be understood.
pub fn load(sources: &Sources) -> Contract {
    Contract::load(sources).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// The contract of this repository, understood.
pub fn contract() -> Contract {
    load(&real())
}

/// The real contract with its document changed.
pub fn changed(change: impl FnOnce(&mut Value)) -> Sources {
    let mut sources = real();
    let text = sources.get(DOCUMENT).expect("the document is there");
    let (mut document, _) = yaml::read(DOCUMENT, text).expect("the document is YAML");
    change(&mut document);
    sources.add(DOCUMENT, yaml::write(&document));
    sources
}

/// A part of the real contract that is generated quickly, with its document changed.
pub fn small(change: impl FnOnce(&mut Value)) -> Sources {
    static PART: OnceLock<Value> = OnceLock::new();
    let mut document = PART.get_or_init(part).clone();
    change(&mut document);
    let mut sources = Sources::new();
    sources.add(DOCUMENT, yaml::write(&document));
    sources.add(
        "errors.yaml",
        "[{code: 1, family: call, name: A, meaning: B., remedy: C., retry: never, executed: never, source: [x]}]",
    );
    sources
}

fn part() -> Value {
    let real = real();
    let text = real.get(DOCUMENT).expect("the document is there");
    let (mut document, _) = yaml::read(DOCUMENT, text).expect("the document is YAML");
    let paths = document["paths"].as_object_mut().expect("there are paths");
    paths.retain(|path, _| {
        let kept = ["/end_call", "/get_call_info", "/set_callback"];
        kept.iter().any(|word| path.ends_with(word))
    });
    let mut kept = BTreeSet::from(["StartCallInfo".to_owned()]);
    let push = schema(&mut document, "OfflinePushInfo")["properties"].as_object_mut();
    push.expect("it has fields")
        .retain(|name, _| name == "ApnsInfo");
    let apns = schema(&mut document, "OfflinePushApns")["properties"].as_object_mut();
    apns.expect("it has fields")
        .retain(|name, _| name == "Title");
    kept.extend(["OfflinePushInfo", "OfflinePushParameters"].map(str::to_owned));
    loop {
        let before = kept.len();
        references(&document["paths"], &mut kept);
        references(&document["components"]["parameters"], &mut kept);
        for name in kept.clone() {
            references(schema(&mut document, &name), &mut kept);
        }
        if kept.len() == before {
            break;
        }
    }
    let schemas = document["components"]["schemas"].as_object_mut();
    schemas
        .expect("there are schemas")
        .retain(|name, _| kept.contains(name));
    document
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            let name = map.get("$ref").and_then(Value::as_str);
            found.extend(
                name.and_then(|n| n.strip_prefix("#/components/schemas/"))
                    .map(str::to_owned),
            );
            map.values().for_each(|item| references(item, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// A component of a document.
pub fn schema<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    &mut document["components"]["schemas"][name]
}

/// The operation of a path that ends with a word.
pub fn operation<'a>(document: &'a mut Value, path: &str) -> &'a mut Value {
    &mut document["paths"][path]["post"]
}

/// Everything that is generated, by a path with its step before it.
pub fn everything(contract: &Contract) -> Result<BTreeMap<String, String>, Vec<Finding>> {
    let mut files = BTreeMap::new();
    let mut add = |step: &str, made: Vec<GeneratedFile>| {
        for file in made {
            let before = files.insert(format!("{step}/{}", file.path), file.text);
            assert!(before.is_none(), "{step}/{} is made twice", file.path);
        }
    };
    add("types", types(contract)?);
    add("client", client(contract)?);
    let generator = Generator::new(contract)?;
    add("command_tree", generator.command_tree(&[])?);
    add("routes", generator.routes()?);
    Ok(files)
}

/// What is generated from a contract that must be expressible.
pub fn generated(contract: &Contract) -> BTreeMap<String, String> {
    everything(contract).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// Paths of the files that differ.
pub fn differences<'a>(
    before: &'a BTreeMap<String, String>,
    after: &'a BTreeMap<String, String>,
) -> BTreeSet<&'a str> {
    let paths = before.keys().chain(after.keys());
    paths
        .filter(|path| before.get(*path) != after.get(*path))
        .map(String::as_str)
        .collect()
}

/// Every file is Rust, and no name stands for two things: what is refused by rustc at first sight.
pub fn assert_compilable(files: &BTreeMap<String, String>) {
    let mut types = HashSet::new();
    let mut methods = HashSet::new();
    for (path, text) in files {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        let mut items = HashSet::new();
        for item in &file.items {
            let name = match item {
                Item::Struct(item) => {
                    if let Fields::Named(fields) = &item.fields {
                        let mut names = HashSet::new();
                        for field in &fields.named {
                            let name = field.ident.as_ref().map(ToString::to_string);
                            assert!(
                                names.insert(name.clone()),
                                "{path}: {} has {name:?} twice",
                                item.ident
                            );
                        }
                    }
                    Some(&item.ident)
                }
                Item::Enum(item) => {
                    let mut names = HashSet::new();
                    for variant in &item.variants {
                        let name = variant.ident.to_string();
                        assert!(
                            names.insert(name.clone()),
                            "{path}: {} has {name} twice",
                            item.ident
                        );
                    }
                    Some(&item.ident)
                }
                Item::Type(item) => Some(&item.ident),
                Item::Const(item) if item.ident != "_" => Some(&item.ident),
                Item::Static(item) => Some(&item.ident),
                Item::Fn(item) => Some(&item.sig.ident),
                _ => None,
            };
            if let Some(name) = name.map(ToString::to_string) {
                assert!(items.insert(name.clone()), "{path}: {name} is there twice");
                if path.contains("/types/") {
                    assert!(
                        types.insert(name.clone()),
                        "{path}: the type {name} is there twice"
                    );
                }
            }
            if let Item::Impl(block) = item
                && block.trait_.is_none()
            {
                let ty = block.self_ty.to_token_stream().to_string();
                for item in &block.items {
                    let name = match item {
                        ImplItem::Fn(item) => item.sig.ident.to_string(),
                        ImplItem::Const(item) => item.ident.to_string(),
                        _ => continue,
                    };
                    assert!(
                        methods.insert((path.clone(), ty.clone(), name.clone())),
                        "{path}: the method {name} is there twice"
                    );
                }
            }
        }
    }
}

/// The path of the command that tests change.
pub const END_CALL: &str = "/v4/call_engine_http_srv/end_call";

/// A finding is of use only with a place and a remedy.
pub fn assert_useful(findings: &[Finding]) {
    assert!(!findings.is_empty());
    for finding in findings {
        assert!(!finding.place.file.is_empty(), "{finding:?}");
        assert!(!finding.remedy.is_empty(), "{finding:?}");
    }
}

/// Reads and generates. Returns the rules of what was refused.
pub fn survive(sources: &Sources) -> Vec<&'static str> {
    let refused = match Contract::load(sources) {
        Err(findings) => findings,
        Ok(contract) => match everything(&contract) {
            Ok(files) => {
                assert_compilable(&files);
                return Vec::new();
            }
            Err(findings) => {
                for finding in &findings {
                    assert!(!finding.place.pointer.is_empty(), "{finding:?}");
                }
                // What the client refuses, nothing else is made of either.
                assert!(types(&contract).is_err() && client(&contract).is_err());
                assert!(Generator::new(&contract).is_err());
                findings
            }
        },
    };
    assert_useful(&refused);
    refused.iter().map(|finding| finding.rule).collect()
}

/// A field of text.
pub fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}
