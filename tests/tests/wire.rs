//! What really goes over the wire, for every request example of every command.

use call_engine::{Client, Operation};
use call_engine_contract::examples::Role;
use promises::{Recorder, contract};

#[tokio::test]
async fn every_request_is_sent_as_the_contract_says() {
    let contract = contract();
    for operation in &contract.operations {
        let known = Operation::find(&operation.id).expect("the client knows every command");
        let success = contract
            .examples
            .get(&operation.id, Role::Answer, "success")
            .expect("a success");
        for example in contract.examples.of(&operation.id, Role::Request) {
            let server = Recorder::start(&success.value).await;
            let client = Client::builder()
                .base_url(server.url())
                .sdk_app_id(1_400_000_000)
                .secret_key("a-key-that-signs-nothing-real")
                .build()
                .expect("a client");
            client
                .command(known, example.value.clone())
                .await
                .expect("the answer of the example");
            let requests = server.requests();
            assert_eq!(requests.len(), 1, "{}: one request per call", operation.id);
            let sent: serde_json::Value = serde_json::from_slice(&requests[0].body).expect("JSON");
            assert_eq!(
                sent, example.value,
                "{} {}: nothing is lost",
                operation.id, example.label
            );
            let version = concat!("call-engine/", env!("CARGO_PKG_VERSION"));
            let text = requests[0]
                .masked()
                .replace(version, "call-engine/<version>");
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(format!("{}__{}", operation.id, example.label), text);
            });
        }
    }
}
