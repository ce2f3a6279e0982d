//! What a client needs, and what it refuses to be made of.

use std::process::Command;

use call_engine::{Client, ClientBuilder, Error, Site};

use crate::support::{APP, KEY, Nobody, Server, builder, builder_at, json};

fn refused(builder: ClientBuilder) -> Error {
    let error = builder.build().expect_err("a client that cannot be");
    assert!(!error.may_have_taken_effect(), "{error}");
    assert!(!error.is_connect() && !error.is_timeout() && !error.is_decode());
    assert_eq!((error.code(), error.http_status()), (None, None));
    error
}

#[test]
fn each_missing_setting_is_named_with_the_method_that_gives_it() {
    for (builder, what, how) in [
        (
            Client::builder().sdk_app_id(APP).secret_key(KEY),
            "the site is missing",
            ".site(",
        ),
        (
            Client::builder().site(Site::China).secret_key(KEY),
            "the SDKAppID is missing",
            ".sdk_app_id(",
        ),
        (
            Client::builder().site(Site::China).sdk_app_id(APP),
            "the secret key is missing",
            ".secret_key(",
        ),
    ] {
        let error = refused(builder);
        assert!(error.message().contains(what), "{error}");
        assert!(error.message().contains(how), "{error}");
        assert_eq!(error.remedy(), "Correct the set-up of the client.");
    }
}

#[test]
fn a_secret_key_that_cannot_be_one_is_refused_when_the_client_is_made() {
    for (key, why) in [("", "empty"), ("0123abcd\n", "line end")] {
        let error = refused(
            Client::builder()
                .site(Site::China)
                .sdk_app_id(APP)
                .secret_key(key),
        );
        assert!(error.message().contains("the secret key"), "{error}");
        assert!(error.message().contains(why), "{error}");
        assert!(Client::new(Site::China, APP, key).is_err());
    }
}

#[test]
fn plain_http_is_refused_because_the_ticket_would_be_readable() {
    for url in [
        "http://example.com",
        "http://console.tim.qq.com/",
        "http://10.0.0.1:8080",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://[2001:db8::1]:8080",
        "http://0.0.0.0",
    ] {
        let error = refused(builder_at(url));
        assert!(error.message().contains("readably"), "{url}: {error}");
        assert!(
            error.message().contains("allow_plain_http"),
            "{url}: {error}"
        );
        assert!(builder_at(url).allow_plain_http().build().is_ok(), "{url}");
    }
}

#[test]
fn plain_http_is_accepted_on_loopback() {
    for url in [
        "http://127.0.0.1:8080",
        "http://127.8.9.1",
        "http://localhost:8080",
        "http://LOCALHOST:8080",
        "http://[::1]:8080",
    ] {
        assert!(builder_at(url).build().is_ok(), "{url}");
    }
}

#[test]
fn an_address_that_is_not_one_is_refused_and_named() {
    for (url, why) in [
        ("", "cannot be read"),
        ("127.0.0.1:8080", "cannot be read"),
        ("/v4", "cannot be read"),
        ("https://", "cannot be read"),
        ("localhost:8080", "must start with https://"),
        ("ftp://127.0.0.1", "must start with https://"),
        ("unix:/run/call-engine", "must start with https://"),
    ] {
        let error = refused(builder_at(url).allow_plain_http());
        assert!(error.message().contains(why), "{url}: {error}");
        assert!(
            error.message().contains(&format!("{url:?}")),
            "{url}: {error}"
        );
    }
}

#[test]
fn an_address_with_a_query_a_fragment_a_user_or_a_password_is_refused_without_showing_it() {
    for url in [
        "https://example.com/?usersig=s3cr3t",
        "https://example.com?",
        "https://example.com/#s3cr3t",
        "https://s3cr3t@example.com",
        "https://user:s3cr3t@example.com",
        "https://:s3cr3t@example.com",
        "http://user:s3cr3t@127.0.0.1",
    ] {
        let builder = builder_at(url);
        assert!(!format!("{builder:?}").contains("s3cr3t"), "{builder:?}");
        let error = refused(builder);
        assert!(
            error.message().contains("only scheme, host, port and path"),
            "{url}: {error}"
        );
        assert!(
            !format!("{error} {error:?}").contains("s3cr3t"),
            "{error:?}"
        );
    }
    for url in [
        "user:s3cr3t@example.com",
        "http://user:s3cr3t@example.com",
        "?usersig=s3cr3t",
    ] {
        let error = refused(builder_at(url));
        assert!(
            !format!("{error} {error:?}").contains("s3cr3t"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn slashes_after_the_address_make_no_difference() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    for (end, path) in [
        ("", "/v4/call_engine_http_srv/end_call"),
        ("/", "/v4/call_engine_http_srv/end_call"),
        ("//", "/v4/call_engine_http_srv/end_call"),
        (
            "/below/this",
            "/below/this/v4/call_engine_http_srv/end_call",
        ),
        (
            "/below/this/",
            "/below/this/v4/call_engine_http_srv/end_call",
        ),
        (" ", "/v4/call_engine_http_srv/end_call"),
    ] {
        let client = builder_at(&format!("{}{end}", server.url())).build();
        let client = client.unwrap_or_else(|error| panic!("{end:?}: {error}"));
        client
            .end_call("c1")
            .await
            .unwrap_or_else(|error| panic!("{end:?}: {error}"));
        let requests = server.requests();
        assert_eq!(requests.last().expect("a request").path, path, "{end:?}");
    }
}

#[test]
fn every_site_has_https_addresses_of_its_own() {
    let mut addresses = Vec::new();
    for site in Site::ALL {
        let url = site.url();
        let builder = Client::builder().site(*site);
        assert!(format!("{builder:?}").contains(url), "{builder:?}");
        addresses.extend([Some(url), site.backup_url()].into_iter().flatten());
    }
    for url in &addresses {
        assert!(url.starts_with("https://") && !url.ends_with('/'), "{url}");
    }
    let count = addresses.len();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), count, "an address twice");
}

#[test]
fn the_documented_sites_have_their_documented_addresses() {
    for (site, name, host, backup) in [
        (
            Site::China,
            "china",
            "console.tim.qq.com",
            "adminapi.my-imcloud.com",
        ),
        (
            Site::Singapore,
            "singapore",
            "adminapisgp.im.qcloud.com",
            "adminapisgp.my-imcloud.com",
        ),
        (
            Site::Seoul,
            "seoul",
            "adminapikr.im.qcloud.com",
            "adminapikr.my-imcloud.com",
        ),
        (
            Site::Frankfurt,
            "frankfurt",
            "adminapiger.im.qcloud.com",
            "adminapiger.my-imcloud.com",
        ),
        (
            Site::SiliconValley,
            "silicon_valley",
            "adminapiusa.im.qcloud.com",
            "adminapiusa.my-imcloud.com",
        ),
        (
            Site::Jakarta,
            "jakarta",
            "adminapiidn.im.qcloud.com",
            "adminapiidn.my-imcloud.com",
        ),
    ] {
        assert_eq!(site.name(), name);
        assert_eq!(site.url(), format!("https://{host}"));
        assert_eq!(
            site.backup_url(),
            Some(format!("https://{backup}").as_str())
        );
    }
}

/// Set in the process that runs with a proxy in its environment.
const INSIDE: &str = "CALL_ENGINE_TEST_INSIDE";

#[tokio::test]
async fn what_goes_to_loopback_goes_through_no_proxy() {
    if std::env::var_os(INSIDE).is_some() {
        let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
        let client = builder(&server).build().expect("a client");
        client.end_call("c1").await.expect("a success");
        assert_eq!(server.requests().len(), 1);
        return;
    }
    // A proxy that nobody answers for; the variables of a process can only be set for a new one.
    let proxy = Nobody::new();
    let test = std::env::current_exe().expect("this test");
    let output = Command::new(test)
        .args([
            "--exact",
            "builder::what_goes_to_loopback_goes_through_no_proxy",
        ])
        .env(INSIDE, "1")
        .env("http_proxy", proxy.url())
        .env("HTTP_PROXY", proxy.url())
        .env("ALL_PROXY", proxy.url())
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .expect("the test runs again");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("1 passed"), "{shown}");
}

#[test]
fn a_ready_ticket_with_white_space_is_refused_before_it_is_used() {
    for ticket in ["", "ticket\n", "a ticket"] {
        let error = Client::builder()
            .base_url("http://127.0.0.1:1")
            .sdk_app_id(1)
            .user_sig(ticket)
            .build()
            .expect_err("no ticket");
        assert!(error.is_setup());
        assert!(error.message().contains("UserSig"), "{error}");
    }
}
