//! Names that Rust has no word for are refused by a finding; all others become Rust with each name once.

use serde_json::{Value, json};

use crate::common::{
    END_CALL, everything, generated, load, operation, schema, small, survive, text,
};

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
    let types = &files["types/types/end_call.rs"];
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
        (json!(["Video", "err"]), vec!["enum-names"]),
        (json!(["None", "Some", "Ok", "String", "Text"]), vec![]),
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
