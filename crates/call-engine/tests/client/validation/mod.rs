//! What is refused before anything is sent.

mod bodies;
mod fields;
mod push;
mod together;

use std::time::Duration;

use call_engine::Error;
use call_engine::types::{MediaType, StartCallByRobotRequest, StartCallInfo};
use call_engine::validate::ValidationError;

use crate::support::{Server, client, json};

async fn server() -> Server {
    Server::always(json(r#"{"ErrorCode":0}"#)).await
}

/// The error of a request that must not have been sent.
async fn refused(server: &Server, error: Error) -> ValidationError {
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(!error.may_have_taken_effect(), "{error:?}");
    assert_eq!(
        (error.code(), error.http_status(), error.request_id()),
        (None, None, None)
    );
    assert_eq!(error.remedy(), "Correct the request.");
    assert_eq!(server.connections().await, 0, "{error}");
    let validation = error.validation().expect("the broken rules").clone();
    for violation in validation.violations() {
        assert!(
            error.to_string().contains(&violation.to_string()),
            "{error}"
        );
    }
    validation
}

/// Starts a call and gets the only rule that it breaks, as field and rule.
async fn start(request: StartCallByRobotRequest) -> (String, String) {
    let server = server().await;
    let same = request.validate().expect_err("the same without a client");
    let error = client(&server).start_call_by_robot(request).await;
    let validation = refused(&server, error.expect_err("a refusal")).await;
    assert_eq!(validation, same);
    only(&validation)
}

fn only(validation: &ValidationError) -> (String, String) {
    let [violation] = validation.violations() else {
        panic!("one rule, not {validation}");
    };
    (violation.field().to_owned(), violation.rule().to_owned())
}

async fn accepted(request: StartCallByRobotRequest) {
    let server = server().await;
    let shown = format!("{request:?}");
    let sent = client(&server).start_call_by_robot(request).await;
    sent.unwrap_or_else(|error| panic!("{shown}: {error}"));
    assert_eq!(server.requests().len(), 1);
}

fn in_room(room: &str) -> StartCallByRobotRequest {
    let info = StartCallInfo::new(MediaType::Audio).room(room);
    StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(30), info)
}
