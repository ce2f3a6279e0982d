//! How the document progenitor is handed differs from the contract.

use call_engine_codegen::view::{replacement, replacements, view};
use call_engine_contract::Contract;
use call_engine_contract::contract::{Kind, Shape, Unit};
use openapiv3::OpenAPI;
use serde_json::{Value, json};

use crate::common::contract;

fn made(contract: &Contract) -> (OpenAPI, Value) {
    let view = view(contract).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let value = serde_json::to_value(&view).unwrap();
    (view, value)
}

fn keys<'a>(value: &'a Value, names: bool, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            for (key, item) in map {
                if !names {
                    found.push(key);
                }
                // Keys under these are names, not words.
                let inner = ["properties", "schemas", "paths", "responses", "content"];
                keys(item, !names && inner.contains(&key.as_str()), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, false, found)),
        _ => {}
    }
}

#[test]
fn it_keeps_no_parameters_and_nothing_about_servers() {
    let contract = contract();
    let (view, value) = made(&contract);
    for (path, item) in &view.paths.paths {
        let item = item.as_item().unwrap();
        assert!(item.parameters.is_empty());
        assert_eq!(item.iter().count(), 1, "{path} has one method");
        let post = item.post.as_ref().unwrap();
        assert!(post.parameters.is_empty(), "{path}");
        assert!(post.callbacks.is_empty(), "{path}");
        assert!(post.servers.is_empty() && post.security.is_none());
    }
    assert!(view.servers.is_empty() && view.security.is_none() && view.tags.is_empty());
    let components = value["components"].as_object().unwrap();
    assert_eq!(components.keys().collect::<Vec<_>>(), ["schemas"]);
    for credential in ["sdkappid", "usersig", "contenttype"] {
        assert!(!value.to_string().contains(&format!("\"{credential}\"")));
    }
}

#[test]
fn the_answer_is_left_to_the_transport() {
    let contract = contract();
    let (_, value) = made(&contract);
    for operation in &contract.operations {
        let post = &value["paths"][&operation.path]["post"];
        assert_eq!(post["operationId"], json!(operation.id));
        assert_eq!(post["summary"], json!(operation.summary));
        assert_eq!(
            post["requestBody"]["content"]["application/json"]["schema"]["$ref"],
            json!(format!("#/components/schemas/{}", operation.request))
        );
        assert_eq!(post["requestBody"]["required"], json!(true));
        let answers = post["responses"].as_object().unwrap();
        assert_eq!(answers.keys().collect::<Vec<_>>(), ["200"]);
        assert_eq!(answers["200"].get("content"), None, "{}", operation.id);
        if let Some(payload) = &operation.payload {
            let schemas = value["components"]["schemas"].as_object().unwrap();
            assert!(schemas.contains_key(payload), "{payload}");
        }
    }
    for (name, component) in &contract.components {
        let is_answer = matches!(component.shape, Shape::Answer { .. });
        assert_eq!(
            value["components"]["schemas"].get(name).is_none(),
            is_answer,
            "{name}"
        );
    }
}

#[test]
fn constraints_defaults_enumerations_and_the_vocabulary_are_gone() {
    let contract = contract();
    let (_, value) = made(&contract);
    let mut found = Vec::new();
    keys(&value, false, &mut found);
    for word in [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "uniqueItems",
        "default",
        "enum",
        "oneOf",
        "anyOf",
        "not",
        "example",
        "examples",
        "callbacks",
        "parameters",
    ] {
        assert!(!found.contains(&word), "{word}");
    }
    assert!(found.iter().all(|key| !key.starts_with("x-")), "{found:?}");
    assert!(found.contains(&"properties") && found.contains(&"nullable"));
}

#[test]
fn optional_lists_may_be_null_and_nothing_else_may() {
    let contract = contract();
    let (_, value) = made(&contract);
    let (mut nullable, mut lists) = (0, 0);
    for component in contract.components.values() {
        for field in component.fields() {
            let property =
                &value["components"]["schemas"][&component.name]["properties"][&field.name];
            let is_list = matches!(field.kind, Kind::List(_));
            let expected = is_list && !field.required;
            assert_eq!(
                property["nullable"] == json!(true),
                expected,
                "{}",
                field.pointer
            );
            nullable += usize::from(expected);
            lists += usize::from(is_list);
        }
    }
    assert!(nullable > 3 && lists > nullable);
}

#[test]
fn spans_of_milliseconds_and_enumerations_are_types_of_the_client() {
    let contract = contract();
    let (_, value) = made(&contract);
    let timeout =
        &value["components"]["schemas"]["StartCallByRobotRequest"]["properties"]["Timeout"];
    assert_eq!(
        *timeout,
        json!({ "$ref": "#/components/schemas/Milliseconds" })
    );
    let replaced = replacements(contract.components.values());
    let path = |name: &str| {
        let found = replaced.iter().find(|(component, _)| component == name);
        found.map(|(_, path)| path.as_str())
    };
    assert_eq!(path("Milliseconds"), Some("crate::Milliseconds"));
    assert_eq!(path("Envelope"), Some("crate::Envelope"));
    assert_eq!(path("MediaType"), Some("crate::types::MediaType"));
    assert_eq!(path("RoomIdTypeSeen"), Some("crate::types::RoomIdTypeSeen"));
    assert_eq!(path("WebhookAccount"), Some("crate::Text"));
    assert_eq!(path("CallRecord"), None);
    for component in contract.components.values() {
        assert_eq!(path(&component.name), replacement(component).as_deref());
        for field in component.fields() {
            // Only spans in milliseconds: moments and seconds stay numbers.
            let property =
                &value["components"]["schemas"][&component.name]["properties"][&field.name];
            let milliseconds = property.to_string().contains("/Milliseconds");
            assert_eq!(
                milliseconds,
                field.unit == Some(Unit::Milliseconds),
                "{}",
                field.pointer
            );
        }
        if let Shape::Enumeration(_) | Shape::TextOrInteger { .. } = component.shape {
            assert_eq!(
                value["components"]["schemas"][&component.name],
                json!({ "type": "string" })
            );
        }
    }
}

#[test]
fn every_object_keeps_unknown_fields() {
    let contract = contract();
    let (_, value) = made(&contract);
    let mut objects = 0;
    for component in contract.components.values() {
        if let Shape::Object(_) | Shape::FreeForm = component.shape {
            let schema = &value["components"]["schemas"][&component.name];
            assert_eq!(schema["type"], json!("object"));
            assert_eq!(
                schema["additionalProperties"],
                json!({}),
                "{}",
                component.name
            );
            objects += 1;
        }
    }
    assert!(objects > 20);
}

#[test]
fn the_order_is_that_of_the_contract() {
    let contract = contract();
    let (view, _) = made(&contract);
    let paths: Vec<&str> = view.paths.paths.keys().map(String::as_str).collect();
    let expected: Vec<&str> = contract
        .operations
        .iter()
        .map(|o| o.path.as_str())
        .collect();
    assert_eq!(paths, expected);
    let schemas = &view.components.as_ref().unwrap().schemas;
    let names: Vec<&str> = schemas.keys().map(String::as_str).collect();
    let mut expected = vec!["Milliseconds"];
    let kept = contract
        .components
        .values()
        .filter(|c| !matches!(c.shape, Shape::Answer { .. }));
    expected.extend(kept.map(|c| c.name.as_str()));
    assert_eq!(names, expected);
    let value = serde_json::to_value(&view).unwrap();
    for component in contract.components.values() {
        let properties = value["components"]["schemas"][&component.name]["properties"].as_object();
        let names: Vec<&String> = properties.into_iter().flat_map(|map| map.keys()).collect();
        let expected: Vec<&String> = component.fields().iter().map(|f| &f.name).collect();
        if !matches!(component.shape, Shape::Answer { .. }) {
            assert_eq!(names, expected, "{}", component.name);
        }
    }
}

#[test]
fn required_fields_stay_and_descriptions_go() {
    let contract = contract();
    let (_, value) = made(&contract);
    let request = &value["components"]["schemas"]["StartCallByRobotRequest"];
    assert_eq!(
        request["required"],
        json!(["Robot_Account", "CalleeList_Account", "Timeout", "CallInfo"])
    );
    assert!(!value["components"].to_string().contains("description"));
}
