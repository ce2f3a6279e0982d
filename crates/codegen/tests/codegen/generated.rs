//! What is generated, as a whole: the same from every form of the contract, and no more than a change asks for.

use std::collections::BTreeSet;

use call_engine_codegen::Generator;
use call_engine_contract::contract::Shape;
use call_engine_contract::contradictions::{self, CONTRADICTIONS};
use call_engine_contract::examples::Role;
use call_engine_contract::{Sources, bundle};
use serde_json::json;

use crate::common::{
    assert_compilable, changed, contract, differences, generated, load, operation, real, schema,
};

#[test]
fn folder_and_bundle_give_the_same_bytes() {
    let contract = contract();
    let files = generated(&contract);
    for text in [bundle::json(&contract), bundle::yaml(&contract).unwrap()] {
        let again = load(&Sources::bundle(text));
        assert_eq!(generated(&again), files);
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(generated(&contract()), generated(&contract()));
}

#[test]
fn every_file_is_rust_that_says_where_it_comes_from() {
    let files = generated(&contract());
    assert!(files.len() > 20);
    assert_compilable(&files);
    for (path, text) in &files {
        assert!(
            text.starts_with("// Generated from spec/ by `cargo xtask generate`. Do not edit"),
            "{path}"
        );
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
        assert!(!text.contains('\t') && !text.contains('\r'), "{path}");
    }
}

#[test]
fn every_command_has_its_rows() {
    let contract = contract();
    let files = generated(&contract);
    for operation in &contract.operations {
        let id = &operation.id;
        let constant = id.to_uppercase();
        for (path, part) in [
            (
                "types/operations.rs",
                format!("pub const {constant}: Operation"),
            ),
            ("types/operations.rs", format!("&{constant}")),
            ("client/methods.rs", format!("pub async fn {id}(")),
            ("client/blocking.rs", format!("pub fn {id}(")),
            ("client/wire.rs", format!("pub async fn {id}<'a>(")),
            ("command_tree/commands.rs", format!("name: \"{id}\"")),
            ("routes/routes.rs", format!("operation: \"{id}\"")),
        ] {
            assert!(files[path].contains(&part), "{path} has no {part}");
        }
        assert!(files.contains_key(&format!("types/types/{id}.rs")));
    }
    for webhook in &contract.webhooks {
        assert!(files["types/webhooks.rs"].contains(&format!("\"{}\"", webhook.command)));
        let samples = &files["command_tree/webhooks.rs"];
        assert!(samples.contains(&format!("id: \"{}\"", webhook.id)));
        for example in contract.examples.of(&webhook.id, Role::Event) {
            let body = format!("body: {:?},", example.value.to_string());
            assert!(samples.contains(&body), "{}", example.label);
        }
    }
    for site in &contract.sites {
        assert!(files["types/sites.rs"].contains(&format!("\"{}\"", site.url)));
    }
    for entry in &contract.catalogue {
        assert!(files["types/catalogue.rs"].contains(&format!("code: {}", entry.code)));
    }
}

#[test]
fn credentials_are_nowhere_in_the_client() {
    let files = generated(&contract());
    for (path, text) in files
        .iter()
        .filter(|(path, _)| path.starts_with("client/") || path.starts_with("types/"))
    {
        for credential in ["sdkappid", "usersig", "contenttype"] {
            assert!(
                !text.contains(&format!("{credential}:")),
                "{path}: {credential}"
            );
        }
    }
}

#[test]
fn a_new_optional_field_with_a_limit_is_everywhere_it_belongs_and_nowhere_else() {
    let before = generated(&contract());
    let after = generated(&load(&changed(|document| {
        schema(document, "EndCallRequest")["properties"]["LeaveNote"] = json!({
            "type": "string",
            "x-max-bytes": 123,
            "description": "Text for the members.",
        });
    })));
    assert_compilable(&after);
    assert_eq!(
        differences(&before, &after),
        BTreeSet::from([
            "types/types/end_call.rs",
            "command_tree/commands.rs",
            "routes/routes.rs"
        ])
    );
    let types = &after["types/types/end_call.rs"];
    for part in [
        "pub leave_note: ::std::option::Option<::std::string::String>",
        "pub fn leave_note(mut self, value: impl Into<String>) -> Self",
        "if let Some(value) = &self.leave_note",
        "max_bytes: Some(123)",
        "/// At most 123 bytes of UTF-8.",
    ] {
        assert!(types.contains(part), "{part}");
    }
    let tree = &after["command_tree/commands.rs"];
    for part in [
        "name: \"leave-note\"",
        "pointer: \"/LeaveNote\"",
        "rules: \"At most 123 bytes of UTF-8\"",
    ] {
        assert!(tree.contains(part), "{part}");
    }
    assert!(
        after["routes/routes.rs"]
            .contains(r#"\"LeaveNote\":{\"type\":\"string\",\"x-max-bytes\":123}"#)
    );
}

#[test]
fn a_room_is_checked_by_the_kind_beside_it_whether_either_is_required_or_not() {
    for (required, value, kind) in [
        (
            json!([]),
            "&self.room_id",
            "self.room_id_type.as_ref().and_then(|kind| kind.number())",
        ),
        (
            json!(["RoomId"]),
            "Some(&self.room_id)",
            "self.room_id_type.as_ref().and_then(|kind| kind.number())",
        ),
        (
            json!(["RoomId", "RoomIdType"]),
            "Some(&self.room_id)",
            "self.room_id_type.number()",
        ),
    ] {
        let files = generated(&load(&changed(|document| {
            let request = schema(document, "EndCallRequest");
            request["required"] = required.clone();
            request["properties"]["RoomId"] = json!({
                "type": "string", "x-room-kind": "RoomIdType", "description": "Room.",
            });
            request["properties"]["RoomIdType"] =
                json!({ "$ref": "#/components/schemas/RoomIdType" });
        })));
        assert_compilable(&files);
        let types = &files["types/types/end_call.rs"];
        let check = format!("checks.room(\"RoomId\", value, {kind});");
        assert!(
            types.contains(&format!("if let Some(value) = {value} {{")),
            "{types}"
        );
        assert!(types.contains(&check), "{types}");
        assert!(
            types.contains("A decimal number from 1 to 4294967294 where `RoomIdType` is 1."),
            "{types}"
        );
        // What the server does is undocumented, so the emulator's schema has no such rule.
        assert!(!files["routes/routes.rs"].contains("x-room-kind"));
    }
}

#[test]
fn a_new_answer_field_changes_its_type_only() {
    let before = generated(&contract());
    let after = generated(&load(&changed(|document| {
        schema(document, "CallMember")["properties"]["Nick"] =
            json!({ "type": "string", "description": "Name shown." });
    })));
    assert_compilable(&after);
    assert_eq!(
        differences(&before, &after),
        BTreeSet::from(["types/types/get_call_info.rs"])
    );
    assert!(after["types/types/get_call_info.rs"].contains("pub fn nick(&self) -> &str"));
}

/// The real contract with a command that is a copy of `end_call`.
fn with_a_new_command() -> Sources {
    let mut sources = changed(|document| {
        let mut post = operation(document, "/v4/call_engine_http_srv/end_call").clone();
        post["operationId"] = json!("hold_call");
        post["summary"] = json!("Hold a call");
        post["description"] = json!("Holds a call.");
        post["requestBody"]["content"]["application/json"]["schema"]["$ref"] =
            json!("#/components/schemas/HoldCallRequest");
        document["paths"]["/v4/call_engine_http_srv/hold_call"] = json!({ "post": post });
        let request = schema(document, "EndCallRequest").clone();
        *schema(document, "HoldCallRequest") = request;
    });
    let examples: Vec<(String, String)> = real()
        .iter()
        .filter(|(path, _)| path.starts_with("examples/end_call/"))
        .map(|(path, text)| (path.replace("end_call", "hold_call"), text.to_owned()))
        .collect();
    for (path, text) in examples {
        sources.add(path, text);
    }
    sources
}

#[test]
fn a_new_command_adds_one_file_of_types_and_rows_in_the_tables() {
    let before = generated(&contract());
    let contract = load(&with_a_new_command());
    let findings = call_engine_contract::lint::lint(&contract);
    assert!(findings.is_empty(), "{findings:#?}");
    let after = generated(&contract);
    assert_compilable(&after);
    assert_eq!(
        differences(&before, &after),
        BTreeSet::from([
            "client/blocking.rs",
            "client/methods.rs",
            "client/wire.rs",
            "command_tree/commands.rs",
            "routes/routes.rs",
            "types/operations.rs",
            "types/schemas.rs",
            "types/types/hold_call.rs",
            "types/types/mod.rs",
        ])
    );
    let new: Vec<&String> = after
        .keys()
        .filter(|path| !before.contains_key(*path))
        .collect();
    assert_eq!(new, ["types/types/hold_call.rs"]);
    for path in differences(&before, &after) {
        let Some(old) = before.get(path) else {
            continue;
        };
        // Rows are added and nothing is taken away; the list in a macro is only laid out in other lines.
        if path == "types/schemas.rs" {
            continue;
        }
        let mut lines = after[path].lines();
        for line in old.lines() {
            assert!(lines.any(|new| new == line), "{path} has lost {line:?}");
        }
    }
    assert!(after["routes/routes.rs"].contains("/v4/call_engine_http_srv/hold_call"));
}

#[test]
fn a_command_whose_body_is_of_free_form_takes_it() {
    let contract = load(&changed(|document| {
        *schema(document, "EndCallRequest") = json!({
            "type": "object",
            "additionalProperties": true,
            "description": "Anything.",
            "x-source": ["a"],
        });
    }));
    let files = generated(&contract);
    assert_compilable(&files);
    assert!(files["client/methods.rs"].contains("request: impl Into<types::EndCallRequest>"));
}

#[test]
fn a_command_without_codes_says_so_in_a_whole_sentence() {
    let files = generated(&load(&changed(|document| {
        operation(document, "/v4/call_engine_http_srv/end_call")["x-error-codes"] = json!([]);
    })));
    let methods = files["client/methods.rs"].replace("\n    /// ", " ");
    assert!(
        methods.contains("The service answers gateway and account codes as for every command.")
    );
}

#[test]
fn the_command_line_can_explain_every_value_and_every_contradiction() {
    let contract = contract();
    let sources = real();
    let text = sources.get(CONTRADICTIONS).expect("contradictions");
    let cases = contradictions::read(text).expect("a good list");
    let generator = Generator::new(&contract).expect("a contract for Rust");
    let files = generator.command_tree(&cases).expect("files");
    let made = |path: &str| files.iter().find(|file| file.path == path);
    let text = &made("explanations.rs").expect("explanations").text;
    for case in &cases {
        assert!(text.contains(&format!("id: {:?},", case.id)), "{}", case.id);
    }
    let mut values = 0;
    for component in contract.components.values() {
        if let Shape::Enumeration(enumeration) = &component.shape {
            for value in &enumeration.values {
                assert!(
                    text.contains(&format!("wire: {:?},", value.wire)),
                    "{}",
                    value.wire
                );
                values += 1;
            }
        }
    }
    assert_eq!(text.matches("wire: ").count(), values);
    assert!(values > 30, "{values}");
}
