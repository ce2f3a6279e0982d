//! Which component goes to which file.

use call_engine_codegen::modules::{EVENTS, Modules, SHARED};
use serde_json::json;

use crate::common::{changed, contract, load, operation, schema};

#[test]
fn a_component_of_one_command_is_in_the_file_of_the_command() {
    let contract = contract();
    let modules = Modules::of(&contract);
    for operation in &contract.operations {
        assert_eq!(modules.module(&operation.request), operation.id);
        if let Some(payload) = &operation.payload {
            assert_eq!(modules.module(payload), operation.id);
        }
    }
    assert_eq!(modules.module("StartCallInfo"), "start_call_by_robot");
    assert_eq!(modules.module("CalleeResult"), "start_call_by_robot");
    assert_eq!(modules.module("CallMember"), "get_call_info");
}

#[test]
fn what_several_use_is_shared() {
    let contract = contract();
    let modules = Modules::of(&contract);
    // Two record commands and a webhook; several commands; a command and webhooks.
    for name in [
        "CallRecord",
        "CallResult",
        "MediaType",
        "WebhookCommand",
        "RoomIdTypeSeen",
    ] {
        assert_eq!(modules.module(name), SHARED, "{name}");
    }
    assert_eq!(modules.module("Nobody"), SHARED);
}

#[test]
fn what_only_webhooks_use_is_with_the_events() {
    let contract = contract();
    let modules = Modules::of(&contract);
    for webhook in &contract.webhooks {
        assert_eq!(modules.module(&webhook.event), EVENTS);
    }
    for name in [
        "WebhookAnswer",
        "WebhookMember",
        "ChangedMember",
        "ActionType",
        "WebhookAccount",
    ] {
        assert_eq!(modules.module(name), EVENTS, "{name}");
    }
}

#[test]
fn a_named_file_takes_what_its_component_uses_along() {
    let contract = contract();
    let modules = Modules::of(&contract);
    for (name, file) in [
        ("OfflinePushInfo", "offline_push"),
        ("OfflinePushHarmony", "offline_push"),
        ("OfflinePushLanguage", "offline_push"),
        ("OfflinePushAndroid", "offline_push_android"),
        ("OfflinePushVivoNotifyType", "offline_push_android"),
        ("OfflinePushApns", "offline_push_apns"),
        ("OfflinePushLiveActivity", "offline_push_apns"),
    ] {
        assert_eq!(modules.module(name), file, "{name}");
    }
    for name in contract.reachable("OfflinePushInfo") {
        let file = modules.module(&name);
        assert!(file.starts_with("offline_push"), "{name} is in {file}");
    }
}

#[test]
fn a_second_user_moves_a_component_to_the_shared_file() {
    let before = contract();
    assert_eq!(Modules::of(&before).module("CallMember"), "get_call_info");
    let after = load(&changed(|document| {
        let fields = &mut schema(document, "CallRecord")["properties"];
        fields["First"] = json!({ "$ref": "#/components/schemas/CallMember" });
    }));
    let modules = Modules::of(&after);
    assert_eq!(modules.module("CallMember"), SHARED);
    assert_eq!(modules.module("GetCallInfoResponse"), "get_call_info");
}

#[test]
fn components_that_use_each_other_in_lists_come_to_an_end() {
    let after = load(&changed(|document| {
        let list = |name: &str| {
            json!({
                "type": "array",
                "items": { "$ref": format!("#/components/schemas/{name}") },
                "description": "More.",
            })
        };
        schema(document, "CallMember")["properties"]["Calls"] = list("CallInfo");
        schema(document, "CallInfo")["properties"]["Members"] = list("CallMember");
        operation(document, "/v4/call_engine_http_srv/end_call")["summary"] = json!("End it");
    }));
    let modules = Modules::of(&after);
    assert_eq!(modules.module("CallMember"), "get_call_info");
    assert_eq!(modules.module("CallInfo"), "get_call_info");
}
