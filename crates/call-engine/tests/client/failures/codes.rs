//! The codes of the service, those of the catalogue and others.

use std::collections::BTreeMap;
use std::fs;

use call_engine::code::{Family, Matter, Retry};
use call_engine::{CodeInfo, RetryPolicy, operations};
use serde_json::json as value;

use super::unknown_outcome;
use crate::support::examples::spec;
use crate::support::{Act, Server, answer, client, json, ring};

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
            && matches!(name, "family" | "about" | "name" | "retry" | "executed")
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
        let about = info.about().map(|about| match about {
            Matter::Site => "site",
            Matter::Signature => "signature",
            Matter::Administrator => "administrator",
            Matter::Package => "package",
            other => panic!("{code}: {other:?}"),
        });
        assert_eq!(about, entry.get("about").map(String::as_str), "{code}");
        if info.retry() == Retry::Reauth {
            assert_eq!(about, Some("signature"), "{code}");
        }
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
