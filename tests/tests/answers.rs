//! What the client makes of every answer example of every command.

use call_engine::{Client, Operation, RetryPolicy};
use call_engine_contract::examples::Role;
use promises::{Recorder, contract};

#[tokio::test]
async fn every_answer_is_read_as_the_contract_says() {
    let contract = contract();
    for operation in &contract.operations {
        let known = Operation::find(&operation.id).expect("the client knows every command");
        let request = contract
            .examples
            .get(&operation.id, Role::Request, "minimal")
            .expect("a request");
        for example in contract.examples.of(&operation.id, Role::Answer) {
            let server = Recorder::start(&example.value).await;
            let client = Client::builder()
                .base_url(server.url())
                .sdk_app_id(1_400_000_000)
                .user_sig("ready")
                // What an answer means is seen at its first look.
                .retry(RetryPolicy::never())
                .build()
                .expect("a client");
            let text = match client.command(known, request.value.clone()).await {
                Ok(answer) => {
                    format!(
                        "RequestId: {}\n{:#}",
                        answer.request_id().unwrap_or("none"),
                        *answer
                    )
                }
                Err(error) => format!(
                    "{error}\n\ncode: {:?}\nname: {:?}\nRequestId: {:?}\nmay have taken effect: {}",
                    error.code(),
                    error.name(),
                    error.request_id(),
                    error.may_have_taken_effect(),
                ),
            };
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(format!("{}__{}", operation.id, example.label), text);
            });
        }
    }
}
