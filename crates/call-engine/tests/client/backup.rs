//! After a failed connection, attempts go to the other address.

use std::time::Duration;

use call_engine::{RetryPolicy, Site};

use crate::support::{Act, Nobody, Server, answer, at_once, builder, builder_at, json, ring};

const OK: &str = r#"{"ErrorCode":0}"#;

#[tokio::test]
async fn a_start_goes_to_the_backup_when_nobody_listens_and_later_requests_begin_there() {
    let (nobody, backup) = (Nobody::new(), Server::always(json(OK)).await);
    let builder = builder_at(&nobody.url()).backup_url(format!("{}/", backup.url()));
    let client = builder.retry(at_once()).build().expect("a client");
    client.start_call_by_robot(ring()).await.expect("a success");
    // One attempt is enough now.
    let once = client.with_retry(RetryPolicy::never());
    once.end_call("c1").await.expect("a success");
    let paths: Vec<String> = backup
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(
        paths,
        [
            "/v4/call_engine_http_srv/start_call_by_robot",
            "/v4/call_engine_http_srv/end_call"
        ]
    );
}

#[tokio::test]
async fn when_the_backup_fails_too_the_first_address_is_tried_again() {
    let (first, second) = (Nobody::new(), Nobody::new());
    let client = builder_at(&first.url()).backup_url(second.url());
    let client = client.retry(at_once()).build().expect("a client");
    let error = client
        .start_call_by_robot(ring())
        .await
        .expect_err("nobody");
    assert!(
        error.is_connect() && !error.may_have_taken_effect(),
        "{error:?}"
    );
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn a_client_that_repeats_nothing_begins_its_next_request_at_the_backup() {
    let (nobody, backup) = (Nobody::new(), Server::always(json(OK)).await);
    let client = builder_at(&nobody.url()).backup_url(backup.url());
    let client = client
        .retry(RetryPolicy::never())
        .build()
        .expect("a client");
    client.end_call("c1").await.expect_err("nobody");
    client.end_call("c1").await.expect("a success");
}

#[tokio::test]
async fn an_unknown_outcome_stays_with_its_address() {
    let page = answer("502 Bad Gateway", "text/html", "x");
    for act in [Act::Reset, page] {
        let (first, backup) = (Server::always(act).await, Server::always(json(OK)).await);
        let client = builder(&first)
            .backup_url(backup.url())
            .retry(at_once())
            .build();
        let client = client.expect("a client");
        client.end_call("c1").await.expect_err("a failure");
        assert_eq!((first.requests().len(), backup.requests().len()), (3, 0));
    }
}

#[test]
fn a_backup_address_follows_the_rules_of_the_first() {
    for (url, backup, why) in [
        ("http://127.0.0.1:1", "http://example.com", "readably"),
        ("http://127.0.0.1:1", "nonsense", "cannot be read"),
        (
            "http://127.0.0.1:1",
            "http://127.0.0.1:1/?usersig=s3cr3t",
            "only scheme, host, port and path",
        ),
        (
            "http://127.0.0.1:1",
            "https://example.com",
            "the scheme of the first",
        ),
        (
            "https://example.com",
            "http://127.0.0.1:1",
            "the scheme of the first",
        ),
        (
            "https://example.com",
            "https://127.0.0.1:1",
            "on this machine only if",
        ),
    ] {
        let error = builder_at(url)
            .backup_url(backup)
            .build()
            .expect_err(backup);
        assert!(error.message().contains(why), "{backup}: {error}");
        assert!(
            !format!("{error} {error:?}").contains("s3cr3t"),
            "{error:?}"
        );
    }
}

#[cfg(feature = "rustls")]
#[test]
fn every_site_has_a_client_with_its_backup() {
    for site in Site::ALL {
        let client = call_engine::Client::new(*site, 1, crate::support::KEY);
        client.unwrap_or_else(|error| panic!("{}: {error}", site.name()));
    }
}

#[tokio::test]
async fn a_new_address_has_no_backup_of_the_one_before() {
    let nobody = Nobody::new();
    let client = builder_at("http://127.0.0.1:1")
        .site(Site::China)
        .base_url(nobody.url());
    let policy = at_once().total_time(Duration::from_secs(5));
    let client = client
        .retry(policy)
        .build()
        .expect("an address on this machine alone");
    client.end_call("c1").await.expect_err("nobody");
}
