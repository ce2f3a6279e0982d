//! Every way to fail: what the error says, and whether the command may have taken effect.

mod before_sending;
mod codes;
mod connection;
mod limits;
mod not_the_service;
mod redirects;
mod wording;

use std::time::Duration;

use call_engine::{ClientBuilder, Effect, Error, Operation, RetryPolicy, operations};

use crate::support::examples::example;
use crate::support::{Act, Server, builder};

/// What takes this long, does not end.
const FOREVER: Duration = Duration::from_secs(60);

/// Answers every command with the act and checks the error. The start may have rung, ending may have ended, looking
/// changes nothing.
async fn unknown_outcome(act: Act, check: impl Fn(&Error)) {
    for operation in operations::OPERATIONS {
        outcome(operation, |builder| builder, act.clone(), &check).await;
    }
}

async fn outcome(
    operation: &Operation,
    set_up: impl Fn(ClientBuilder) -> ClientBuilder,
    act: Act,
    check: impl Fn(&Error),
) {
    let server = Server::always(act).await;
    let builder = builder(&server).retry(RetryPolicy::never());
    let client = set_up(builder.answer_limit(64 * 1024)).build();
    let body = example(operation.id(), "request-minimal").json();
    let client = client.expect("a client");
    let failed = tokio::time::timeout(FOREVER, client.command(operation, body)).await;
    let error = failed.expect("an end").expect_err("a failure");
    check(&error);
    assert_eq!(error.operation(), operation.id());
    assert_eq!(
        error.may_have_taken_effect(),
        operation.effect() != Effect::Read,
        "{error:?}"
    );
    let told = error.to_string().contains("It may have taken effect.");
    assert_eq!(told, error.may_have_taken_effect(), "{error}");
    assert!(
        !error.is_invalid_request() && !error.is_connect(),
        "{error:?}"
    );
    // What is repeated, and what never: `retry_never_rings_twice.rs` and `fault_matrix`.
    assert_eq!(server.connections().await, 1, "{error:?}");
}
