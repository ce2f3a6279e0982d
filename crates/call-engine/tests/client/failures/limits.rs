//! How long an answer may be.

use super::unknown_outcome;
use crate::support::{Act, Server, builder, json};

#[tokio::test]
async fn an_answer_over_the_limit_is_not_read_to_its_end() {
    let long = format!(r#"{{"ErrorCode":0,"Padding":"{}"}}"#, "x".repeat(64 * 1024));
    unknown_outcome(json(&long), |error| {
        assert!(!error.is_decode() && !error.is_timeout(), "{error:?}");
        assert_eq!(error.message(), "the answer is longer than 65536 bytes");
        assert_eq!(error.http_status(), Some(200));
    })
    .await;
    // It is enough that the limit is passed: the end of this one never comes.
    let endless = format!("HTTP/1.1 200 OK\r\ncontent-length: 9999999\r\n\r\n{long}");
    let server = Server::always(Act::Stall(endless.into_bytes())).await;
    let client = builder(&server)
        .answer_limit(64 * 1024)
        .build()
        .expect("a client");
    let error = client.end_call("c1").await.expect_err("a failure");
    assert_eq!(error.message(), "the answer is longer than 65536 bytes");
}

#[tokio::test]
async fn an_answer_of_exactly_the_limit_is_read() {
    let body = format!(r#"{{"ErrorCode":0,"Padding":"{}"}}"#, "x".repeat(100_000));
    for (limit, fits) in [(body.len(), true), (body.len() - 1, false)] {
        let server = Server::always(json(&body)).await;
        let client = builder(&server)
            .answer_limit(limit)
            .build()
            .expect("a client");
        assert_eq!(client.end_call("c1").await.is_ok(), fits, "{limit}");
    }
}
