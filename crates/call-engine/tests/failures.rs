//! Every way to fail: what the error says, and whether the command may have taken effect.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use call_engine::code::{Family, Retry};
use call_engine::{ClientBuilder, CodeInfo, Effect, Error, Operation, RetryPolicy, operations};
use serde_json::json as value;
use support::examples::{example, spec};
use support::{Act, Nobody, Server, answer, builder, builder_at, client, http, json, ring};

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
    // What is repeated, and what never: `retry_never_rings_twice.rs`.
    assert_eq!(server.connections().await, 1, "{error:?}");
}

#[tokio::test]
async fn when_nobody_listens_nothing_was_sent_and_nothing_happened() {
    let nobody = Nobody::new();
    let client = builder_at(&nobody.url()).build().expect("a client");
    let error = client
        .start_call_by_robot(ring())
        .await
        .expect_err("a failure");
    assert!(error.is_connect(), "{error:?}");
    assert!(!error.may_have_taken_effect());
    assert!(!error.is_timeout() && !error.is_decode() && !error.is_invalid_request());
    assert_eq!(
        (error.code(), error.http_status(), error.request_id()),
        (None, None, None)
    );
    assert!(
        error
            .to_string()
            .starts_with("start_call_by_robot: no connection, nothing was sent: "),
        "{error}"
    );
    assert!(
        error.message().to_lowercase().contains("refused"),
        "{error}"
    );
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_a_failed_connection() {
    // Too long a label for any resolver to ask for, so nobody is asked.
    let url = format!("http://{}.invalid", "x".repeat(64));
    let client = builder_at(&url).allow_plain_http().build();
    let error = client
        .expect("a client")
        .end_call("c1")
        .await
        .expect_err("a failure");
    assert!(error.is_connect(), "{error:?}");
    assert!(!error.may_have_taken_effect());
}

#[tokio::test]
async fn an_answer_that_is_cut_off_leaves_the_outcome_unknown() {
    let whole = http("200 OK", &[], r#"{"ErrorCode":0,"Response":{}}"#);
    // Before the first byte, in the head, after the head, in the body.
    let head = whole
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head")
        + 4;
    for length in [0, 20, head, whole.len() - 1] {
        unknown_outcome(Act::Cut(whole[..length].to_vec()), |error| {
            assert!(!error.is_timeout() && !error.is_decode(), "{error:?}");
            assert!(
                error.to_string().contains("the connection failed: "),
                "{error}"
            );
            assert_eq!(error.code(), None);
        })
        .await;
    }
}

#[tokio::test]
async fn a_chunked_answer_without_its_end_is_cut_off_too() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = "e\r\n{\"ErrorCode\":0\r\n1\r\n}\r\n";
    unknown_outcome(Act::Cut(format!("{head}{chunk}").into_bytes()), |error| {
        assert!(
            error.to_string().contains("the connection failed: "),
            "{error}"
        );
    })
    .await;
    let whole = format!("{head}{chunk}0\r\n\r\n");
    let server = Server::always(Act::Cut(whole.into_bytes())).await;
    client(&server)
        .end_call("c1")
        .await
        .expect("the same with its end");
}

#[tokio::test]
async fn a_reset_after_the_request_was_read_leaves_the_outcome_unknown() {
    unknown_outcome(Act::Reset, |error| {
        assert!(!error.is_timeout() && !error.is_decode(), "{error:?}");
        assert!(
            error.to_string().contains("the connection failed: "),
            "{error}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_start_whose_kept_connection_breaks_is_not_sent_again() {
    for act in [
        Act::Reset,
        Act::Cut(Vec::new()),
        Act::Cut(b"HTTP/1.1 2".to_vec()),
    ] {
        let first = json(r#"{"ErrorCode":0}"#);
        let again = json(r#"{"ErrorCode":0,"Response":{"CallId":"twice"}}"#);
        let server = Server::script([first, act, again]).await;
        let client = client(&server);
        client.get_callback().await.expect("a success");
        let error = client
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert!(error.may_have_taken_effect(), "{error:?}");
        assert_eq!(server.connections().await, 1);
        assert_eq!(server.requests().len(), 2, "each request once");
        client.get_callback().await.expect("the client goes on");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time_leaves_the_outcome_unknown() {
    let in_the_head = b"HTTP/1.1 200 OK\r\ncontent-le".to_vec();
    let in_the_body = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"ErrorCode\":0".to_vec();
    for bytes in [Vec::new(), in_the_head, in_the_body] {
        for operation in [&operations::START_CALL_BY_ROBOT, &operations::GET_CALL_INFO] {
            // Long enough for loopback, short enough to wait for.
            let limit = Duration::from_millis(300);
            let act = Act::Stall(bytes.clone());
            outcome(
                operation,
                |builder| builder.timeout(limit),
                act,
                |error| {
                    assert!(error.is_timeout() && !error.is_decode(), "{error:?}");
                    assert!(
                        error.message().contains("no answer within 300ms"),
                        "{error}"
                    );
                },
            )
            .await;
        }
    }
}

#[tokio::test]
async fn a_proxy_page_is_not_an_answer_of_the_service() {
    let page = "<html><body>502 Bad Gateway</body></html>";
    for status in [
        "502 Bad Gateway",
        "504 Gateway Timeout",
        "404 Not Found",
        "407 Proxy Authentication Required",
    ] {
        unknown_outcome(answer(status, "text/html", page), |error| {
            assert!(!error.is_decode() && !error.is_timeout(), "{error:?}");
            assert_eq!(
                error.http_status().map(|code| code.to_string()).as_deref(),
                status.get(..3)
            );
            assert_eq!(error.body(), page.as_bytes());
            assert_eq!(error.message(), "the answer is not one of the service");
            assert!(
                error
                    .to_string()
                    .contains(&format!("(HTTP {})", &status[..3])),
                "{error}"
            );
            assert!(!error.to_string().contains("<html>"), "{error}");
        })
        .await;
    }
}

#[tokio::test]
async fn html_with_status_200_cannot_be_read() {
    for page in [
        "<html>please log in</html>",
        "",
        "OK",
        r#"{"ErrorCode":0"#,
        r#"{"ErrorCode":0} and more"#,
    ] {
        unknown_outcome(answer("200 OK", "text/html", page), |error| {
            assert!(error.is_decode(), "{page:?}: {error:?}");
            assert!(error.message().contains("it is not JSON"), "{error}");
            assert_eq!(error.http_status(), Some(200));
            assert_eq!(error.body(), page.as_bytes());
        })
        .await;
    }
}

#[tokio::test]
async fn a_failure_of_the_service_counts_whatever_the_http_status() {
    let body = r#"{"ActionStatus":"FAIL","ErrorCode":60002,"ErrorInfo":"HTTP parse Error"}"#;
    for status in ["200 OK", "400 Bad Request", "502 Bad Gateway"] {
        let server = Server::always(answer(status, "application/json", body)).await;
        let error = client(&server)
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert_eq!(error.code(), Some(60002), "{status}");
        assert!(!error.may_have_taken_effect(), "{status}");
    }
}

#[tokio::test]
async fn failures_of_the_gateway_need_three_fields_only() {
    // As seen on the wire (TP-6).
    for (code, text, name, effect) in [
        (60002, "HTTP parse Error", "HttpParseError", false),
        (
            60008,
            "service timeout or request format error,please check and try again",
            "TimeoutOrBadFormat",
            true,
        ),
        (60015, "body account invalid", "BodyAccountType", false),
    ] {
        let body = value!({"ActionStatus": "FAIL", "ErrorCode": code, "ErrorInfo": text});
        let server = Server::always(json(body.to_string())).await;
        let error = client(&server)
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.name(), Some(name));
        assert_eq!(error.message(), text);
        assert_eq!(error.request_id(), None);
        assert_eq!(error.http_status(), Some(200));
        assert_eq!(error.may_have_taken_effect(), effect, "{error}");
        assert!(
            error
                .to_string()
                .contains(&format!("The service says: {text:?}")),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_code_outside_the_catalogue_is_kept_and_its_outcome_unknown() {
    for code in [1, -1, 99_999, 101_999, i64::MAX, i64::MIN] {
        assert_eq!(CodeInfo::find(code), None, "{code}");
        let body = value!({"ErrorCode": code, "ErrorInfo": "new", "RequestId": "Id-1"}).to_string();
        unknown_outcome(json(body), |error| {
            assert_eq!(error.code(), Some(code));
            assert_eq!((error.name(), error.info()), (None, None));
            assert_eq!(error.message(), "new");
            assert_eq!(error.request_id(), Some("Id-1"));
            assert!(error.to_string().contains(&code.to_string()), "{error}");
            assert!(error.remedy().contains("RequestId"), "{error}");
        })
        .await;
    }
}

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

/// The catalogue as the contract writes it, read line by line: code → field → value.
fn catalogue() -> BTreeMap<i64, BTreeMap<String, String>> {
    let text = fs::read_to_string(spec().join("errors.yaml")).expect("the catalogue");
    let mut catalogue = BTreeMap::new();
    let mut entry: Option<&mut BTreeMap<String, String>> = None;
    for line in text.lines() {
        if let Some(code) = line.strip_prefix("- code: ") {
            let code = code.parse().expect("a code");
            entry = Some(catalogue.entry(code).or_insert_with(BTreeMap::new));
        } else if let Some((name, value)) = line
            .strip_prefix("  ")
            .and_then(|line| line.split_once(": "))
            && matches!(name, "family" | "name" | "retry" | "executed")
        {
            let entry = entry.as_mut().expect("an entry");
            entry.insert(name.to_owned(), value.to_owned());
        }
    }
    catalogue
}

#[tokio::test]
async fn every_code_of_the_catalogue_is_told_with_its_name_and_effect() {
    let catalogue = catalogue();
    assert!(catalogue.len() > 90, "only {} codes", catalogue.len());
    assert!(
        CodeInfo::all()
            .iter()
            .map(CodeInfo::code)
            .eq(catalogue.keys().copied())
    );
    let answers = catalogue.keys().map(|code| {
        json(value!({"ActionStatus": "FAIL", "ErrorCode": code, "ErrorInfo": "", "RequestId": "Id-1"}).to_string())
    });
    let answers: Vec<Act> = answers.flat_map(|act| [act.clone(), act]).collect();
    let server = Server::script(answers).await;
    let client = client(&server).with_retry(RetryPolicy::never());
    for (code, entry) in &catalogue {
        let start = client
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert_eq!(start.code(), Some(*code));
        assert_eq!(start.name(), Some(entry["name"].as_str()), "{code}");
        let may_have_run = entry["executed"] == "unknown";
        assert_eq!(start.may_have_taken_effect(), may_have_run, "{code}");
        let info = start.info().expect("an entry");
        let family = match info.family() {
            Family::Gateway => "gateway",
            Family::Account => "account",
            Family::CallConfig => "call_config",
            Family::Call => "call",
            _ => "another",
        };
        assert_eq!(family, entry["family"], "{code}");
        let retry = match info.retry() {
            Retry::Never => "never",
            Retry::Delay => "delay",
            Retry::Reauth => "reauth",
            Retry::Idempotent => "idempotent",
            _ => "another",
        };
        assert_eq!(retry, entry["retry"], "{code}");
        assert_eq!(start.remedy(), info.remedy(), "{code}");
        assert_eq!(start.is_call_not_found(), *code == 101_004);
        assert_eq!(start.is_record_not_found(), *code == 101_050);
        let shown = start.to_string();
        let expected = format!(
            "start_call_by_robot: {code} {}: {}",
            info.name(),
            info.meaning()
        );
        assert!(shown.starts_with(&expected), "{shown}");
        assert!(shown.ends_with(info.remedy()), "{shown}");

        let look = client.get_call_info("c1").await.expect_err("a failure");
        assert_eq!(look.code(), Some(*code));
        assert!(
            !look.may_have_taken_effect(),
            "{code}: looking changes nothing"
        );
    }
}

#[test]
fn every_code_a_command_names_is_in_the_catalogue() {
    for operation in operations::OPERATIONS {
        assert!(!operation.error_codes().is_empty(), "{}", operation.id());
        for code in operation.error_codes() {
            assert!(
                CodeInfo::find(*code).is_some(),
                "{}: {code}",
                operation.id()
            );
        }
    }
}

#[tokio::test]
async fn an_unknown_command_is_taken_for_one_that_may_have_rung() {
    let server = Server::always(Act::Reset).await;
    let client = client(&server);
    let error = client
        .raw("/v4/new_srv/new_command", &value!({}))
        .await
        .expect_err("a failure");
    assert!(error.may_have_taken_effect(), "{error:?}");
    assert_eq!(error.operation(), "/v4/new_srv/new_command");
}

#[tokio::test]
async fn a_path_that_is_not_one_of_a_command_is_refused_before_anything_is_sent() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let client = client(&server);
    for path in [
        "",
        "/",
        "v4/a/b",
        "/v5/a/b",
        "/v4/../admin",
        "/v4/a/b?x=1",
        "/v4/a/b#x",
        "/v4/a b",
        "/v4/%2e%2e/a",
        "@127.0.0.1/v4/",
    ] {
        let error = client.raw(path, &value!({})).await.expect_err(path);
        assert!(!error.may_have_taken_effect(), "{path}: {error:?}");
        assert!(
            error.message().contains("/v4/{service}/{command}"),
            "{path}: {error}"
        );
    }
    assert_eq!(server.connections().await, 0);
}

#[tokio::test]
async fn an_identifier_no_ticket_can_be_made_for_fails_before_anything_is_sent() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    for identifier in ["", "x".repeat(33).as_str(), "Jürgen"] {
        let client = builder(&server)
            .identifier(identifier)
            .build()
            .expect("a client");
        let error = client
            .start_call_by_robot(ring())
            .await
            .expect_err("a failure");
        assert!(error.message().contains("identifier"), "{error}");
        assert!(!error.may_have_taken_effect());
    }
    assert_eq!(server.connections().await, 0);
}

#[tokio::test]
async fn a_failure_reads_as_sentences() {
    let server = Server::script([
        json(r#"{"ActionStatus":"FAIL","ErrorCode":101004,"ErrorInfo":"gone","RequestId":"Id-1"}"#),
        answer("502 Bad Gateway", "text/html", "<html>"),
        json(r#"{"ErrorCode":777}"#),
    ])
    .await;
    let client = client(&server).with_retry(RetryPolicy::never());
    let meaning = CodeInfo::find(101_004).expect("a code");
    assert_eq!(
        client
            .end_call("c1")
            .await
            .expect_err("a failure")
            .to_string(),
        format!(
            "end_call: 101004 CallNotFound: {} The service says: \"gone\". (RequestId Id-1) {}",
            meaning.meaning(),
            meaning.remedy()
        )
    );
    assert_eq!(
        client
            .end_call("c1")
            .await
            .expect_err("a failure")
            .to_string(),
        "end_call: the answer is not one of the service. (HTTP 502) It may have taken effect. \
         Check the address of the site, and proxies on the way."
    );
    assert_eq!(
        client
            .get_call_info("c1")
            .await
            .expect_err("a failure")
            .to_string(),
        "get_call_info: the code 777, which is not in the catalogue. \
         Look the code up in the vendor's documents; quote the RequestId to its support."
    );
    assert_eq!(
        client
            .get_call_info("")
            .await
            .expect_err("a failure")
            .to_string(),
        "get_call_info: the request was not sent: CallId: must not be empty. Correct the request."
    );
}

#[test]
fn an_error_travels_between_threads_and_into_boxes() {
    fn travels<T: std::error::Error + Clone + Send + Sync + 'static>() {}
    travels::<Error>();
}

#[test]
fn every_command_is_found_by_its_word_and_places_a_call_only_if_it_rings() {
    for operation in operations::OPERATIONS {
        assert_eq!(Operation::find(operation.id()), Some(*operation));
        let rings = operation.id() == "start_call_by_robot";
        assert_eq!(
            operation.effect() == Effect::PlacesCall,
            rings,
            "{}",
            operation.id()
        );
    }
    assert_eq!(Operation::find("ring_everybody"), None);
    assert_eq!(Operation::find(""), None);
}
