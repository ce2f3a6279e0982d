//! The client for programs without async.

use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use call_engine::blocking::Client;
use call_engine::{ClientBuilder, ProvidedUserSig, operations};
use serde_json::json as value;
use tokio::runtime::{Builder, Runtime};

use crate::support::{Act, Server, builder_at, json, ring};

/// What a server runs on that the test does not.
fn apart() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime")
}

fn serve(runtime: &Runtime, act: Act) -> Server {
    runtime.block_on(Server::always(act))
}

fn to(server: &Server) -> ClientBuilder {
    builder_at(&server.url())
}

#[test]
fn every_command_is_a_method_that_returns_when_it_is_done() {
    let runtime = apart();
    let server = serve(
        &runtime,
        json(r#"{"ErrorCode":0,"RequestId":"Id-1","Response":{"CallId":"c1"}}"#),
    );
    let client = to(&server).build_blocking().expect("a client");
    let started = client.start_call_by_robot(ring()).expect("a call");
    assert_eq!(
        (started.call_id(), started.request_id()),
        ("c1", Some("Id-1"))
    );
    client.get_call_info("c1").expect("a success");
    client.end_call("c1").expect("a success");
    client.get_callback().expect("a success");
    client.delete_callback().expect("a success");
    client
        .command(&operations::END_CALL, value!({"CallId": "c1"}))
        .expect("a success");
    client.raw("/v4/a/b", &value!({})).expect("a success");
    let paths: Vec<String> = server
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(paths.len(), 7);
    assert_eq!(paths[6], "/v4/a/b");
    // All over the connection of one thread.
    assert_eq!(runtime.block_on(server.connections()), 1);
}

#[test]
fn errors_are_those_of_the_other_client() {
    let runtime = apart();
    let server = serve(&runtime, json(r#"{"ErrorCode":101004,"RequestId":"Id-1"}"#));
    let client = to(&server).build_blocking().expect("a client");
    let error = client.end_call("c1").expect_err("no call");
    assert!(
        error.is_call_not_found() && error.request_id() == Some("Id-1"),
        "{error:?}"
    );
    assert!(
        client
            .end_call("")
            .expect_err("no name")
            .is_invalid_request()
    );
    let silent = serve(&runtime, Act::Stall(Vec::new()));
    let client = to(&silent).timeout(Duration::from_millis(100));
    let client = client.build_blocking().expect("a client");
    let error = client.start_call_by_robot(ring()).expect_err("no answer");
    assert!(
        error.is_timeout() && error.may_have_taken_effect(),
        "{error:?}"
    );
    assert!(
        Client::builder()
            .build_blocking()
            .expect_err("nothing is set")
            .is_setup()
    );
}

#[test]
fn it_works_inside_of_a_runtime_that_has_no_other_thread() {
    let apart = apart();
    let server = serve(&apart, json(r#"{"ErrorCode":0}"#));
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let client = to(&server).build_blocking().expect("a client");
        client.end_call("c1").expect("a success");
        tokio::spawn(async move {
            client.end_call("c2").expect("a success");
            drop(client);
        })
        .await
        .expect("no panic");
    });
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn several_threads_share_a_client() {
    let runtime = apart();
    let server = serve(&runtime, json(r#"{"ErrorCode":0}"#));
    let client = to(&server).build_blocking().expect("a client");
    thread::scope(|scope| {
        for _ in 0..8 {
            let client = client.clone();
            scope.spawn(move || client.end_call("c1").expect("a success"));
        }
    });
    assert_eq!(server.requests().len(), 8);
}

#[test]
fn a_client_is_dropped_at_once_in_or_outside_of_a_runtime() {
    let runtime = apart();
    let server = serve(&runtime, json(r#"{"ErrorCode":0}"#));
    let used = || {
        let client = to(&server).build_blocking().expect("a client");
        client.end_call("c1").expect("a success");
        client
    };
    drop(used());
    runtime.block_on(async { drop(to(&server).build_blocking().expect("a client")) });
    let client = used();
    // A clone goes on.
    let clone = client.clone();
    drop(client);
    clone.end_call("c1").expect("a success");
}

#[test]
fn a_panic_of_a_provider_is_an_error_of_its_command_only() {
    let runtime = apart();
    let server = serve(&runtime, json(r#"{"ErrorCode":0}"#));
    let first = std::sync::atomic::AtomicBool::new(true);
    let client = to(&server)
        .user_sig_with(move |_| {
            assert!(
                !first.swap(false, std::sync::atomic::Ordering::SeqCst),
                "on purpose"
            );
            Ok(ProvidedUserSig::new("ticket"))
        })
        .build_blocking()
        .expect("a client");
    let error = client.end_call("c1").expect_err("a panic");
    assert!(error.message().contains("panic"), "{error}");
    client.end_call("c1").expect("a success");
}

#[test]
fn a_provider_that_calls_the_client_it_serves_is_answered_instead_of_waiting_for_ever() {
    let runtime = apart();
    let server = serve(&runtime, json(r#"{"ErrorCode":0}"#));
    let itself = Arc::<OnceLock<Client>>::default();
    let inside = Arc::clone(&itself);
    let client = to(&server)
        .user_sig_with(move |_| {
            let client = inside.get().ok_or("not yet")?;
            client.end_call("c1")?;
            Ok(ProvidedUserSig::new("ticket"))
        })
        .build_blocking()
        .expect("a client");
    itself.set(client.clone()).expect("once");
    let error = client.end_call("c1").expect_err("a circle");
    assert!(error.is_no_user_sig(), "{error:?}");
    assert!(
        error
            .message()
            .contains("cannot be called by what it waits for"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 0);
}
