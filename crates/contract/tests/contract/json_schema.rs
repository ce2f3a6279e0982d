//! A component as a self-contained JSON Schema.

use std::collections::BTreeSet;

use call_engine_contract::json_schema::json_schema;
use serde_json::{Value, json};

use crate::common::{DOCUMENT, contract, edited, load};

fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str));
            map.values().for_each(|item| references(item, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_schema_carries_what_it_refers_to_and_nothing_else() {
    let contract = contract();
    for name in contract.components.keys() {
        let schema = json_schema(&contract, name).unwrap();
        let mut found = BTreeSet::new();
        references(&schema, &mut found);
        for reference in &found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(schema.pointer(pointer).is_some(), "{name}: {reference}");
        }
        let definitions = schema.get("$defs").and_then(Value::as_object);
        let definitions: BTreeSet<String> = definitions
            .into_iter()
            .flat_map(|map| map.keys().map(|key| format!("#/$defs/{key}")))
            .collect();
        let found: BTreeSet<String> = found.into_iter().map(str::to_owned).collect();
        assert_eq!(definitions, found, "{name}");
    }
    assert_eq!(json_schema(&contract, "Nobody"), None);
}

#[test]
fn limits_are_carried_over() {
    let contract = contract();
    let schema = json_schema(&contract, "StartCallByRobotRequest").unwrap();
    assert_eq!(
        schema["required"],
        json!(["Robot_Account", "CalleeList_Account", "Timeout", "CallInfo"])
    );
    assert_eq!(
        schema["properties"]["Timeout"],
        json!({ "type": "integer", "minimum": 10_000, "maximum": 600_000 })
    );
    assert_eq!(
        schema["properties"]["CalleeList_Account"],
        json!({
            "type": "array",
            "items": { "type": "string", "minLength": 1, "x-max-bytes": 32, "pattern": "^[ -~]{1,32}$" },
            "minItems": 1,
        })
    );
    assert_eq!(
        schema["properties"]["CallInfo"],
        json!({ "$ref": "#/$defs/StartCallInfo" })
    );
}

#[test]
fn every_shape_has_its_schema() {
    let contract = contract();
    let schema = |name: &str| json_schema(&contract, name).unwrap();
    assert_eq!(schema("GetCallbackRequest"), json!({ "type": "object" }));
    assert_eq!(schema("OfflinePushParameters"), json!({ "type": "object" }));
    assert_eq!(
        schema("CallType"),
        json!({ "type": "string", "enum": ["SingleCall", "MultiCall"] })
    );
    assert_eq!(
        schema("MediaType"),
        json!({
            "type": "string",
            "pattern": "^([Vv][Ii][Dd][Ee][Oo]|[Aa][Uu][Dd][Ii][Oo])$",
        })
    );
    assert_eq!(
        schema("RoomIdType"),
        json!({ "type": "integer", "enum": [1, 2] })
    );
    assert_eq!(
        schema("RoomIdTypeSeen"),
        json!({ "anyOf": [{ "type": "integer", "enum": [0, 1, 2] }, { "type": "string" }] })
    );
    assert_eq!(
        schema("WebhookAccount"),
        json!({ "type": ["string", "integer"] })
    );
    assert_eq!(
        schema("OfflinePushVivoNotifyType"),
        json!({ "anyOf": [
            { "type": "string", "pattern": "^[1-4]{1,1}$" },
            { "type": "integer", "minimum": 1, "maximum": 4 },
        ] })
    );
    let answer = schema("GetCallInfoAnswer");
    assert_eq!(answer["allOf"][0], json!({ "$ref": "#/$defs/Envelope" }));
    assert_eq!(
        answer["allOf"][1]["properties"]["Response"],
        json!({ "$ref": "#/$defs/GetCallInfoResponse" })
    );
}

#[test]
fn synonyms_are_values_too() {
    let schema = json_schema(&contract(), "OptPlatform").unwrap();
    let values = schema["enum"].as_array().unwrap();
    assert!(values.contains(&json!("macOS")) && values.contains(&json!("Mac")));
}

#[test]
fn a_component_that_holds_itself_is_among_its_definitions() {
    let sources = edited(
        DOCUMENT,
        "        Status:\n          $ref: '#/components/schemas/MemberStatus'\n      x-source:\n        - 647/68932\n",
        "        Status:\n          $ref: '#/components/schemas/MemberStatus'\n        Friends:\n          type: array\n          \
         items:\n            $ref: '#/components/schemas/CallMember'\n          description: Other members.\n      \
         x-source:\n        - 647/68932\n",
    );
    let contract = load(&sources);
    let schema = json_schema(&contract, "CallMember").unwrap();
    assert_eq!(
        schema["$defs"]["CallMember"]["properties"]["Friends"],
        json!({ "type": "array", "items": { "$ref": "#/$defs/CallMember" } })
    );
}
