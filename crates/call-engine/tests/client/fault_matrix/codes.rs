//! Every code of the catalogue.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use call_engine::{Client, ClientBuilder, CodeInfo, Operation};
use tokio::task::JoinSet;

use super::expectations::{COMMANDS, Nature, codes};
use super::stage::Calls;
use super::{compare, policy};
use crate::support::examples::example;
use crate::support::{APP, KEY, Server, json};

#[test]
fn the_table_has_every_code_of_the_catalogue() {
    let table: Vec<i64> = codes().iter().map(|code| code.number).collect();
    for info in CodeInfo::all() {
        assert!(
            table.contains(&info.code()),
            "{} is new: decide in tests/client/fault_matrix/codes.csv what may be repeated after it",
            info.code()
        );
    }
    assert_eq!(table.len(), CodeInfo::all().len());
}

/// Every command × every code. The service of this server runs a command first whenever the documents do not rule it out.
async fn every_code(renews: bool, credentials: fn(ClientBuilder) -> ClientBuilder) {
    let mut rows = JoinSet::new();
    for (command, nature) in COMMANDS {
        rows.spawn(async move {
            let codes = Arc::new(codes());
            let place = Arc::new(AtomicUsize::new(0));
            let calls = Calls::default();
            let (known, at, ran) = (Arc::clone(&codes), Arc::clone(&place), calls.clone());
            let server = Server::by(move |request| {
                let code = &known[at.load(Ordering::SeqCst)];
                if !code.never_ran {
                    ran.ran(request);
                }
                json(format!(
                    r#"{{"ErrorCode":{},"ErrorInfo":"x"}}"#,
                    code.number
                ))
            })
            .await;
            let builder = Client::builder().base_url(server.url()).sdk_app_id(APP);
            let builder = credentials(builder).pace(None).retry(policy());
            let client = builder.build().expect("a client");
            let operation = Operation::find(command).expect("a command of the contract");
            let body = example(command, "request-minimal").json();
            let (mut sent, mut started) = (0, 0);
            for (index, code) in codes.iter().enumerate() {
                place.store(index, Ordering::SeqCst);
                let cell = format!("{command} × {}", code.number);
                let error = client.command(operation, body.clone()).await;
                let error = error.expect_err(&cell);
                assert_eq!(error.code(), Some(code.number), "{cell}: {error:?}");
                let all = server.requests().len();
                let expected = code.end(nature, renews);
                compare(&cell, &error, Some(all - sent), expected);
                sent = all;
                let rang = calls.started() - started;
                started = calls.started();
                let may_ring = nature == Nature::Rings && !code.never_ran;
                assert_eq!(rang, usize::from(may_ring), "{cell}: calls started");
            }
        });
    }
    rows.join_all().await;
}

#[tokio::test]
async fn with_a_ready_ticket() {
    every_code(false, |builder| {
        builder.user_sig("a-ready-ticket-of-some-length")
    })
    .await;
}

#[tokio::test]
async fn with_a_secret_key() {
    every_code(true, |builder| builder.secret_key(KEY)).await;
}
