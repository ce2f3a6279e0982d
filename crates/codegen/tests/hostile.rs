//! Whatever a contract calls things, what is generated is Rust with each name once, or a finding says why not.

mod common;

use call_engine_codegen::{client, command_tree, routes};
use call_engine_contract::{Contract, Finding, Sources};
use common::{assert_compilable, everything, generated, load, operation, schema, small};
use serde_json::{Value, json};

const END_CALL: &str = "/v4/call_engine_http_srv/end_call";

fn assert_useful(findings: &[Finding]) {
    assert!(!findings.is_empty());
    for finding in findings {
        assert!(!finding.place.file.is_empty(), "{finding:?}");
        assert!(!finding.remedy.is_empty(), "{finding:?}");
    }
}

/// Reads and generates. Returns the rules of what was refused.
fn survive(sources: &Sources) -> Vec<&'static str> {
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
                assert!(client(&contract).is_err());
                assert!(command_tree(&contract).is_err() && routes(&contract).is_err());
                findings
            }
        },
    };
    assert_useful(&refused);
    refused.iter().map(|finding| finding.rule).collect()
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

/// The rules that refuse a field of a request and of an answer.
fn field(name: &str) -> [Vec<&'static str>; 2] {
    ["EndCallRequest", "CallMember"].map(|component| {
        survive(&small(|document| {
            schema(document, component)["properties"][name] = text("Odd.");
        }))
    })
}

#[test]
fn fields_with_odd_names_are_fields_all_the_same() {
    for name in [
        "type",
        "Type",
        "self",
        "Self",
        "super",
        "crate",
        "match",
        "async",
        "dyn",
        "try",
        "gen",
        "union",
        "3d",
        "3D",
        "_x",
        "__",
        "x_",
        "a-b",
        "a.b",
        "A_B_C",
        "HTTPServer2",
        "iPhone",
        "x1y2",
        "default",
        "clone_from",
        "value",
        "checks",
        "serializer",
        "from",
        "into",
        "Some",
        "String",
    ] {
        let [request, answer] = field(name);
        if name == "__" {
            assert_eq!((request, answer), (vec!["field-name"], vec!["field-name"]));
        } else {
            assert!(
                request.is_empty() && answer.is_empty(),
                "{name}: {request:?} {answer:?}"
            );
        }
    }
}

#[test]
fn a_keyword_gets_an_underscore_and_keeps_its_name_on_the_wire() {
    let files = generated(&load(&small(|document| {
        for name in ["Type", "self", "3d"] {
            schema(document, "EndCallRequest")["properties"][name] = text("Odd.");
        }
    })));
    let types = &files["client/types/end_call.rs"];
    for part in [
        "rename = \"Type\"",
        "pub type_: ",
        "pub fn type_(",
        "self.type_ = Some(",
        "rename = \"self\"",
        "pub self_: ",
        "pub fn self_(",
        "rename = \"3d\"",
        "pub x3d: ",
        "pub fn x3d(",
    ] {
        assert!(types.contains(part), "{part}");
    }
}

#[test]
fn fields_that_cannot_be_named_are_refused() {
    for name in [
        "", " ", "a b", "a/b", "a~b", "日本", "é", "a\nb", "\u{0}", "*/", "\"", "$ref", "$", "-",
        "_", "+1", "'", "{", "r#type", "{}",
    ] {
        let rules = field(name);
        assert_eq!(rules, [vec!["field-name"], vec!["field-name"]], "{name:?}");
    }
    for name in [
        "new",
        "New",
        "validate",
        "with_extra",
        "WithExtra",
        "extra",
        "Extra",
        "clone",
    ] {
        let rules = field(name);
        assert_eq!(
            rules,
            [vec!["name-collision"], vec!["name-collision"]],
            "{name}"
        );
    }
}

#[test]
fn fields_that_become_one_are_refused_by_both_names() {
    for (one, other) in [
        ("CallId", "call_id"),
        ("ABc", "a_bc"),
        ("type", "type_"),
        ("a-b", "a.b"),
        ("3d", "x3d"),
    ] {
        let sources = small(|document| {
            let fields = &mut schema(document, "CallMember")["properties"];
            fields[one] = text("One.");
            fields[other] = text("Other.");
        });
        let findings = everything(&load(&sources)).unwrap_err();
        let found = findings
            .iter()
            .find(|f| f.rule == "name-collision")
            .expect(one);
        assert_eq!(found.place.pointer, "/components/schemas/CallMember");
        assert!(
            found.message.contains(one) && found.message.contains(other),
            "{found}"
        );
    }
}

fn rename(document: &mut Value, from: &str, to: &str) {
    let copy = schema(document, from).clone();
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    schemas.shift_remove(from);
    schemas.insert(to.to_owned(), copy);
    let escaped = to.replace('~', "~0").replace('/', "~1");
    point(
        document,
        &format!("#/components/schemas/{from}"),
        &format!("#/components/schemas/{escaped}"),
    );
}

fn point(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Object(map) => map.values_mut().for_each(|item| point(item, from, to)),
        Value::Array(items) => items.iter_mut().for_each(|item| point(item, from, to)),
        _ => {}
    }
}

#[test]
fn components_that_cannot_be_types_are_refused() {
    for component in [
        "CallMember",
        "EndCallRequest",
        "CallType",
        "WebhookAccount",
        "AfterEndCall",
    ] {
        for (name, rules) in [
            ("Whole", vec![]),
            ("Text", vec![]),
            ("Error", vec![]),
            ("Client", vec![]),
            ("V2", vec![]),
            ("type", vec!["schema-name"]),
            ("Snake_Case", vec!["schema-name"]),
            ("HTTPThing", vec!["schema-name"]),
            ("2D", vec!["schema-name"]),
            ("A B", vec!["schema-name"]),
            ("Größe", vec!["schema-name"]),
            ("Self", vec!["name-collision"]),
            ("String", vec!["name-collision"]),
            ("Option", vec!["name-collision"]),
            ("Milliseconds", vec!["name-collision"]),
        ] {
            let found = survive(&small(|document| rename(document, component, name)));
            assert_eq!(found, rules, "{component} as {name}");
        }
        for name in ["", "a/b", "a~b", "~1", "*/", "\"", "{x}"] {
            let found = survive(&small(|document| rename(document, component, name)));
            assert!(!found.is_empty(), "{component} as {name:?}");
        }
    }
}

#[test]
fn commands_that_cannot_be_methods_are_refused() {
    let command = |id: &str| {
        survive(&small(|document| {
            operation(document, END_CALL)["operationId"] = json!(id);
        }))
    };
    for id in [
        "hang_up",
        "end2",
        "r2d2",
        "shared",
        "events",
        "default",
        "operation",
        "types",
        "mod_",
        "union",
    ] {
        let rules = command(id);
        // Names that heck would write otherwise are refused too.
        assert!(
            rules.is_empty() || rules == ["operation-id"],
            "{id}: {rules:?}"
        );
    }
    assert!(command("hang_up").is_empty() && command("shared").is_empty());
    for id in [
        "EndCall", "end-call", "3d", "a b", "é", "_a", "a__b", "a/b", "*/", "r#type", "\"",
    ] {
        assert_eq!(command(id), ["operation-id"], "{id}");
    }
    for id in [
        "type",
        "self",
        "match",
        "async",
        "mod",
        "crate",
        "new",
        "builder",
        "raw",
        "command",
        "check",
        "finish",
        "read",
        "write",
        "pre",
        "post",
        "exec",
        "client",
        "inner",
        "baseurl",
        "api_version",
        "new_with_client",
        "operations",
        "clone",
    ] {
        assert_eq!(command(id), ["name-collision"], "{id}");
    }
}

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
fn paths_with_parameters_are_refused() {
    for path in [
        "/v4/{service}/end_call",
        "/v4/a b/end_call",
        "v4/x/end_call",
        "",
        "/v4/\"/end_call",
        "/v4/x?y=1",
        "/{",
        "/}",
    ] {
        let found = survive(&small(|document| {
            let paths = document["paths"].as_object_mut().unwrap();
            let item = paths.shift_remove(END_CALL).unwrap();
            paths.insert(path.to_owned(), item);
        }));
        assert_eq!(found, ["operation-path"], "{path}");
    }
}

#[test]
fn files_that_cannot_be_named_are_refused() {
    for (module, rules) in [
        ("push", vec![]),
        ("shared", vec![]),
        ("end_call", vec![]),
        ("mod", vec!["module-name"]),
        ("type", vec!["module-name"]),
        ("Push", vec!["module-name"]),
        ("../../evil", vec!["module-name"]),
        ("a/b", vec!["module-name"]),
        ("", vec!["module-name"]),
        ("3d", vec!["module-name"]),
    ] {
        let found = survive(&small(|document| {
            schema(document, "OfflinePushInfo")["x-module"] = json!(module);
        }));
        assert_eq!(found, rules, "{module}");
    }
}

#[test]
fn sites_that_cannot_be_variants_are_refused() {
    for (name, rule) in [
        ("self", "site-name"),
        ("New York", "site-name"),
        ("3d", "site-name"),
        ("é", "site-name"),
        ("china", "name-collision"),
    ] {
        let found = survive(&small(|document| {
            document["servers"][1]["x-site"] = json!(name);
        }));
        assert_eq!(found, [rule], "{name}");
    }
    assert!(survive(&small(|document| document["servers"] = json!([]))).is_empty());
}

#[test]
fn values_that_cannot_be_variants_are_refused() {
    for (values, rules) in [
        (
            json!(["Video", "Audio", "time-sensitive", "a b", "x.y"]),
            vec![],
        ),
        (json!(["Video", "video"]), vec!["name-collision"]),
        (json!(["Video", "Video"]), vec!["name-collision"]),
        (json!(["Video", "Other"]), vec!["enum-names"]),
        (json!(["Video", "self"]), vec!["enum-names"]),
        (json!(["Video", "1"]), vec!["enum-names"]),
        (json!(["Video", ""]), vec!["enum-names"]),
        (json!(["Video", "日本"]), vec!["enum-names"]),
        (json!(["Video", "größe"]), vec!["enum-names"]),
        (json!([]), vec!["enum-values"]),
    ] {
        let found = survive(&small(|document| {
            schema(document, "MediaType")["enum"] = values.clone();
        }));
        assert_eq!(found, rules, "{values}");
    }
    for name in [
        "room number",
        "Self",
        "Other",
        "3d",
        "",
        "KNOWN",
        "é",
        "a/b",
    ] {
        let found = survive(&small(|document| {
            schema(document, "RoomIdType")["x-enum-names"]["1"] = json!(name);
        }));
        assert_eq!(found, ["enum-names"], "{name}");
    }
    let found = survive(&small(|document| {
        schema(document, "RoomIdType")["x-enum-names"]["1"] = json!("Text");
    }));
    assert_eq!(found, ["name-collision"]);
    let numbers = survive(&small(|document| {
        let component = schema(document, "RoomIdType");
        component["enum"] = json!([i64::MIN, -1, 0, i64::MAX]);
        component["x-enum-names"] = json!({ i64::MIN.to_string(): "Least", "-1": "Less", "0": "Zero", i64::MAX.to_string(): "Most" });
    }));
    assert!(numbers.is_empty(), "{numbers:?}");
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
        let types = &files["client/types/end_call.rs"];
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
