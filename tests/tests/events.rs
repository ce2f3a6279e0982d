//! What the client makes of every webhook example.

use call_engine::webhook::{self, WebhookEvent};
use call_engine_contract::examples::Role;
use promises::contract;

#[test]
fn every_webhook_is_read_as_the_contract_says() {
    let contract = contract();
    for hook in &contract.webhooks {
        for example in contract.examples.of(&hook.id, Role::Event) {
            let event = webhook::read(example.value.to_string().as_bytes())
                .unwrap_or_else(|error| panic!("{}: {error}", example.place));
            assert!(
                !matches!(event, WebhookEvent::Unknown(_)),
                "{}: the client knows it",
                example.place
            );
            let written = event.to_json().expect("JSON");
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(
                    format!("{}__{}", hook.id, example.label),
                    format!("{event:#?}\n\n{written:#}")
                );
            });
        }
    }
}
