//! Where an answer points to, the client does not go.

use super::unknown_outcome;
use crate::support::{Act, Server, client, http, json};

#[tokio::test]
async fn a_redirect_is_never_followed() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let elsewhere = Server::always(json(r#"{"ErrorCode":0}"#)).await;
        for location in [
            elsewhere.url(),
            format!("{}/v4/call_config/get_callback", elsewhere.url()),
        ] {
            let act = Act::Answer(http(status, &[("location", &location)], ""));
            unknown_outcome(act, |error| {
                assert_eq!(
                    error.http_status().map(|code| code.to_string()).as_deref(),
                    status.get(..3)
                );
                assert_eq!(error.message(), "the answer is not one of the service");
            })
            .await;
        }
        assert_eq!(elsewhere.connections().await, 0, "{status}");
        assert!(elsewhere.requests().is_empty(), "{status}");
    }
}

#[tokio::test]
async fn a_redirect_to_the_same_server_is_not_followed_either() {
    let server = Server::script([
        Act::Answer(http(
            "307 Temporary Redirect",
            &[("location", "/v4/elsewhere")],
            "",
        )),
        json(r#"{"ErrorCode":0}"#),
    ])
    .await;
    let error = client(&server).end_call("c1").await.expect_err("a failure");
    assert_eq!(error.http_status(), Some(307));
    assert_eq!(server.request().path, "/v4/call_engine_http_srv/end_call");
}
