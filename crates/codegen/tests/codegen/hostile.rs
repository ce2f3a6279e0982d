//! Whatever a contract holds, what is generated is Rust, or a finding says why not; nothing panics.

use call_engine_contract::{Contract, Sources};
use serde_json::json;

use crate::common::{
    END_CALL, assert_compilable, everything, generated, load, operation, schema, small, survive,
    text,
};

#[test]
fn a_command_twice_is_refused_with_both_pointers() {
    let sources = small(|document| {
        operation(document, END_CALL)["operationId"] = json!("get_call_info");
    });
    let findings = Contract::load(&sources).unwrap_err();
    let [finding] = findings.as_slice() else {
        panic!("{findings:#?}");
    };
    assert_eq!(finding.rule, "operation-id");
    assert_eq!(
        finding.place.pointer,
        "/paths/~1v4~1call_engine_http_srv~1end_call/post/operationId"
    );
    assert!(
        finding
            .message
            .contains("#/paths/~1v4~1call_engine_http_srv~1get_call_info/post")
    );
}

#[test]
fn a_component_that_contains_itself_is_refused_and_one_that_lists_itself_is_not() {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let list =
        |name: &str| json!({ "type": "array", "items": reference(name), "description": "More." });
    let own = small(|document| {
        schema(document, "StartCallInfo")["properties"]["Own"] = reference("StartCallInfo");
    });
    assert_eq!(survive(&own), ["recursive-component"]);
    let ring = small(|document| {
        schema(document, "OfflinePushApns")["properties"]["Ring"] = reference("OfflinePushInfo");
    });
    let findings = everything(&load(&ring)).unwrap_err();
    let pointers: Vec<&str> = findings.iter().map(|f| f.place.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/components/schemas/OfflinePushInfo",
            "/components/schemas/OfflinePushApns"
        ]
    );
    for component in ["StartCallInfo", "CallMember"] {
        let lists =
            small(|document| schema(document, component)["properties"]["Own"] = list(component));
        assert!(survive(&lists).is_empty(), "{component}");
    }
    let through = small(|document| {
        schema(document, "OfflinePushApns")["properties"]["Ring"] = list("OfflinePushInfo");
    });
    assert!(survive(&through).is_empty());
}

#[test]
fn many_fields_in_many_objects_come_to_an_end() {
    let sources = small(|document| {
        for depth in 0..30 {
            let inner = json!({ "$ref": format!("#/components/schemas/Level{}", depth + 1) });
            let mut fields = serde_json::Map::new();
            for name in ["A", "B", "C", "D", "E", "F"] {
                fields.insert(
                    name.to_owned(),
                    if depth < 29 {
                        inner.clone()
                    } else {
                        text("Leaf.")
                    },
                );
            }
            *schema(document, &format!("Level{depth}")) = json!({ "type": "object", "description": "A level.", "x-source": ["a"], "properties": fields });
        }
        schema(document, "EndCallRequest")["properties"]["Levels"] =
            json!({ "$ref": "#/components/schemas/Level0" });
    });
    assert!(survive(&sources).is_empty());
}

#[test]
fn an_object_has_at_most_128_fields() {
    let with = |count: usize| {
        small(|document| {
            let fields: serde_json::Map<_, _> = (0..count)
                .map(|number| (format!("Field{number}"), text("One of many.")))
                .collect();
            schema(document, "CallMember")["properties"] = fields.into();
        })
    };
    assert!(survive(&with(128)).is_empty());
    let findings = everything(&load(&with(129))).unwrap_err();
    let [finding] = findings.as_slice() else {
        panic!("{findings:#?}");
    };
    assert_eq!(finding.rule, "unsupported");
    assert_eq!(finding.place.pointer, "/components/schemas/CallMember");
    assert!(finding.message.contains("129 fields"), "{finding}");
}

#[test]
fn the_envelope_and_whole_answers_are_no_bodies() {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    for name in ["Envelope", "GetCallInfoAnswer"] {
        let field = small(|document| {
            schema(document, "CallMember")["properties"]["Whole"] = reference(name);
        });
        assert_eq!(survive(&field), ["unsupported"], "{name}");
        let request = small(|document| {
            operation(document, END_CALL)["requestBody"]["content"]["application/json"]["schema"] =
                reference(name);
        });
        assert!(!survive(&request).is_empty(), "{name}");
        let payload = small(|document| {
            schema(document, "GetCallInfoAnswer")["allOf"][1]["properties"]["Response"] =
                reference(name);
        });
        assert!(!survive(&payload).is_empty(), "{name}");
    }
    let event = small(|document| {
        let post = operation(document, "/v4/call_config/set_callback");
        post["callbacks"]["afterEndCall"]["{$request.body#/Url}"]["post"]["requestBody"]["content"]
            ["application/json"]["schema"] = reference("AfterStartCall");
    });
    assert_eq!(survive(&event), ["name-collision"]);
}

#[test]
fn descriptions_may_hold_anything() {
    let odd = [
        "*/ /* // /// //! #[doc] \" ' \\ \\n \\u{7f} r#\" \"# {} {0} $crate",
        "A list:\n\n* one\n* two\n\n    indented\n\n# Heading\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "Code:\n\n```rust\nlet x = broken;\n  [indented] <tag>\n```\n\nAfter [it] <b>.",
        "Never closed:\n\n```\nfn main() {",
        "~~~\ntildes\n~~~",
        "`unbalanced and ``` three",
        "[link] [a](b) <tag> <https://example.com> https://example.com/a_b. http://x",
        "tab\tand\r\nreturn\rand \u{0} \u{7} \u{1b}[31m \u{85} \u{2028} \u{feff}",
        "left \u{202e}right\u{202c} \u{2066}a\u{2069}",
        "日本語 🙂 é",
        "",
        "   ",
        "\n\n\n",
        "a",
        &"word ".repeat(2000),
        &"x".repeat(5000),
    ];
    for description in odd {
        let sources = small(|document| {
            for component in [
                "EndCallRequest",
                "CallMember",
                "MediaType",
                "WebhookAccount",
                "OfflinePushParameters",
            ] {
                schema(document, component)["description"] = json!(description);
            }
            schema(document, "EndCallRequest")["properties"]["CallId"]["description"] =
                json!(description);
            schema(document, "MediaType")["x-enum-descriptions"]["Video"] = json!(description);
            let post = operation(document, END_CALL);
            post["summary"] = json!(description);
            post["description"] = json!(description);
            post["x-source"] = json!([description]);
            let hook = operation(document, "/v4/call_config/set_callback");
            hook["callbacks"]["afterEndCall"]["{$request.body#/Url}"]["post"]["description"] =
                json!(description);
            document["servers"][0]["description"] = json!(description);
            document["info"]["title"] = json!(description);
            document["info"]["version"] = json!(description);
        });
        let files = generated(&load(&sources));
        assert_compilable(&files);
        for (path, text) in &files {
            let comments = text
                .lines()
                .filter(|line| line.trim_start().starts_with("//"));
            for line in comments {
                let hidden = |c: char| {
                    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                };
                assert!(!line.contains(hidden), "{path}: {line:?}");
            }
        }
        // A block of code must not be taken for a test, and ends.
        let types = &files["types/types/end_call.rs"];
        let fences: Vec<&str> = types
            .lines()
            .map(|line| line.trim_start().trim_start_matches("///").trim_start())
            .filter(|line| line.starts_with("```"))
            .collect();
        for pair in fences.chunks(2) {
            assert_eq!(pair, ["```text", "```"], "{description}");
        }
    }
}

#[test]
fn every_value_of_an_operation_can_be_of_another_kind() {
    let others = [
        json!(null),
        json!(7),
        json!("text"),
        json!([]),
        json!({}),
        json!([{ "$ref": "#/components/schemas/Envelope" }]),
    ];
    for key in [
        "operationId",
        "summary",
        "description",
        "parameters",
        "requestBody",
        "responses",
        "x-effect",
        "x-rate-limit",
        "x-error-codes",
        "x-source",
        "tags",
        "callbacks",
    ] {
        for other in others.iter().skip(key.len() % 2).step_by(2) {
            survive(&small(|document| {
                operation(document, END_CALL)[key] = other.clone();
            }));
        }
    }
    for key in [
        "type",
        "description",
        "properties",
        "required",
        "additionalProperties",
        "enum",
        "allOf",
        "oneOf",
        "x-module",
        "x-source",
        "title",
        "nullable",
    ] {
        for other in others.iter().skip(key.len() % 2).step_by(2) {
            survive(&small(|document| {
                schema(document, "EndCallRequest")[key] = other.clone();
            }));
        }
    }
    for key in [
        "type",
        "description",
        "items",
        "enum",
        "default",
        "minLength",
        "pattern",
        "x-unit",
        "x-max-bytes",
        "$ref",
        "allOf",
        "format",
        "nullable",
    ] {
        for other in others.iter().skip(key.len() % 2).step_by(2) {
            survive(&small(|document| {
                schema(document, "EndCallRequest")["properties"]["CallId"][key] = other.clone();
            }));
        }
    }
}

#[test]
fn an_empty_contract_is_generated_too() {
    let mut sources = Sources::new();
    sources.add(
        "call-engine.yaml",
        "{openapi: 3.0.3, info: {title: A, version: '1'}, paths: {}}",
    );
    sources.add("errors.yaml", "[]");
    assert!(survive(&sources).is_empty());
}
