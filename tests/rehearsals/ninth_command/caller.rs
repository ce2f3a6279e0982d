//! Calls the ninth command as a user would; copied into the checkout of the rehearsal after `generate`.

use std::process::Command;
use std::time::Duration;

use call_engine::types::InviteToCallRequest;
use call_engine::{Client, Effect, Operation};
use call_engine_emulator::Emulator;

async fn emulator() -> (Emulator, Client) {
    let emulator = Emulator::builder().start().await.expect("an emulator");
    let client = Client::builder()
        .base_url(emulator.url())
        .sdk_app_id(emulator.sdk_app_id())
        .secret_key(call_engine_emulator::SAMPLE_SECRET_KEY)
        .build()
        .expect("a client");
    (emulator, client)
}

#[tokio::test]
async fn the_sdk_calls_it_and_the_emulator_answers_the_example() {
    let (_emulator, client) = emulator().await;
    let request = InviteToCallRequest::new("a-call", ["jill"]).timeout(Duration::from_secs(30));
    let answer = client.invite_to_call(request).await.expect("the example");
    assert_eq!(answer.call_id(), "35fd577d-1d10-4201-a40d-6d7316560986");
    assert_eq!(answer.invite_result()[0].callee_account(), "jill");
}

#[test]
fn the_table_lists_it_and_validate_knows_its_rules() {
    let operation = Operation::find("invite_to_call").expect("the ninth command");
    assert_eq!(operation.effect(), Effect::PlacesCall);
    assert_eq!(operation.rate_limit(), 100);
    let error = InviteToCallRequest::new("a-call", ["a", "b", "c", "d"]).validate().unwrap_err();
    assert_eq!(error.to_string(), "InviteeList_Account: at most 3 in the list, has 4");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_calls_it() {
    let (emulator, _) = emulator().await;
    let program = std::env::var("CALL_ENGINE_BINARY").expect("the path of the command line");
    let output = Command::new(program)
        .args(["api", "invite_to_call", "--call-id", "a-call", "--invitee-list-account", "jill", "--output", "json"])
        .env("CALL_ENGINE_ENDPOINT", emulator.url())
        .env("CALL_ENGINE_SDK_APP_ID", emulator.sdk_app_id().to_string())
        .env("CALL_ENGINE_SECRET_KEY", call_engine_emulator::SAMPLE_SECRET_KEY)
        .output()
        .expect("the command line");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("\"Callee_Account\": \"jill\""), "{text}");
}

#[test]
fn completions_manual_and_explanations_of_the_command_line_know_it() {
    let program = std::env::var("CALL_ENGINE_BINARY").expect("the path of the command line");
    let printed = |words: &[&str]| {
        let output = Command::new(&program).args(words).output().expect("the command line");
        assert!(output.status.success(), "{words:?} {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    let completions = printed(&["completions", "bash"]);
    assert!(completions.contains("invite_to_call") && completions.contains("--invitee-list-account"));
    assert!(printed(&["man", "api", "invite_to_call"]).contains("invitee\\-list\\-account"));
    assert!(printed(&["help-tree"]).contains("call-engine api invite_to_call (also invite-to-call)"));
}
