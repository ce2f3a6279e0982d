//! What the gateway refuses before a command reaches its service, with which code, and in which order.

use call_engine_emulator::SAMPLE_SDK_APP_ID as APP;
use serde_json::json;

use crate::common::{
    END, GET_CALLBACK, INFO, NOW, START, call_to, code, code_and_info, joined, query, query_but,
};

#[tokio::test]
async fn a_method_other_than_post_is_an_http_parse_error() {
    let api = crate::common::start().await;
    let (code, info) = code_and_info(&api.get(INFO).await);
    assert_eq!(code, 60_002);
    assert_eq!(info, "HTTP parse Error: the method is GET and must be POST");
}

#[tokio::test]
async fn an_unknown_path_is_a_bad_resource() {
    let api = crate::common::start().await;
    for path in [
        "call_engine_http_srv/invite",
        "call_engine_http_srv",
        "call_engine_http_srv/end_call/",
        "call_engine_http_srv/END_CALL",
        "call_record_http_srv/end_call",
    ] {
        assert_eq!(api.refusal(path, &json!({})).await.0, 60_009, "{path}");
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_decoded_is_an_http_parse_error() {
    let api = crate::common::start().await;
    for value in ["%", "%zz", "%ff%fe"] {
        let query = query_but("identifier", Some(value));
        assert_eq!(
            code(&api.send_raw(INFO, &query, "{}").await),
            60_002,
            "{value}"
        );
    }
}

#[tokio::test]
async fn a_missing_sdkappid_has_a_code_of_its_own() {
    let api = crate::common::start().await;
    let without = query_but("sdkappid", None);
    assert_eq!(code(&api.send_raw(INFO, &without, "{}").await), 60_012);
    let empty = query_but("sdkappid", Some(""));
    assert_eq!(code(&api.send_raw(INFO, &empty, "{}").await), 60_012);
    // Names are case-sensitive.
    let renamed = joined(&query()).replace("sdkappid", "SdkAppid");
    assert_eq!(code(&api.send_raw(INFO, &renamed, "{}").await), 60_012);
}

#[tokio::test]
async fn a_missing_or_unreadable_parameter_is_a_mismatch() {
    let api = crate::common::start().await;
    for (name, value) in [
        ("sdkappid", Some("abc")),
        ("sdkappid", Some("-1")),
        ("sdkappid", Some("+1400000000")),
        ("sdkappid", Some("4294967296")),
        ("identifier", None),
        ("identifier", Some("")),
        ("usersig", None),
        ("random", None),
        ("random", Some("")),
        ("random", Some("-1")),
        ("random", Some("1.5")),
        ("contenttype", None),
        ("contenttype", Some("xml")),
        ("contenttype", Some("JSON")),
    ] {
        let answer = api.send_raw(INFO, &query_but(name, value), "{}").await;
        let (code, info) = code_and_info(&answer);
        assert_eq!(code, 60_025, "{name} {value:?}");
        assert!(info.contains(name), "{info}");
    }
}

#[tokio::test]
async fn an_empty_ticket_is_told_from_a_broken_one() {
    let api = crate::common::start().await;
    let good = crate::common::ticket(APP, "administrator", NOW / 1_000, 86_400);
    let cut = &good[..good.len() / 2];
    for (usersig, expected) in [
        ("", 70_002),
        ("xxx", 70_003),
        (cut, 70_003),
        ("%2B%2B", 70_003),
    ] {
        let query = query_but("usersig", Some(usersig));
        assert_eq!(
            code(&api.send_raw(INFO, &query, "{}").await),
            expected,
            "{usersig}"
        );
    }
}

#[tokio::test]
async fn a_ticket_for_another_application_or_user_is_refused() {
    let api = crate::common::start().await;
    let other_app = crate::common::ticket(1_400_000_001, "administrator", NOW / 1_000, 86_400);
    let other_user = crate::common::ticket(APP, "jack", NOW / 1_000, 86_400);
    for (usersig, expected) in [(other_app, 70_014), (other_user, 70_013)] {
        let query = query_but("usersig", Some(&usersig));
        assert_eq!(code(&api.send_raw(INFO, &query, "{}").await), expected);
    }
}

#[tokio::test]
async fn a_ticket_is_valid_in_its_last_second_and_expired_in_the_next() {
    let api = crate::common::start().await;
    let usersig = crate::common::ticket(APP, "administrator", NOW / 1_000, 60);
    let query = query_but("usersig", Some(&usersig));
    api.pass(60);
    assert_eq!(
        code(&api.send_raw(GET_CALLBACK, &query, "{}").await),
        100_301
    );
    api.pass(1);
    assert_eq!(
        code(&api.send_raw(GET_CALLBACK, &query, "{}").await),
        70_001
    );
}

#[tokio::test]
async fn a_ticket_signed_with_another_key_is_refused() {
    let api = crate::common::start().await;
    let usersig =
        crate::common::ticket_with("another-key", APP, "administrator", NOW / 1_000, 86_400);
    let query = query_but("usersig", Some(&usersig));
    assert_eq!(code(&api.send_raw(INFO, &query, "{}").await), 70_009);
}

#[tokio::test]
async fn a_foreign_application_is_unknown() {
    let api = crate::common::start().await;
    let usersig = crate::common::ticket(1_400_000_001, "administrator", NOW / 1_000, 86_400);
    let query = query_but("usersig", Some(&usersig)).replace(&APP.to_string(), "1400000001");
    assert_eq!(code(&api.send_raw(INFO, &query, "{}").await), 70_020);
}

#[tokio::test]
async fn only_administrators_may_call() {
    let api = crate::common::start_with(|builder| builder.administrator("boss")).await;
    for (user, expected) in [("jack", 60_010), ("boss", 100_301), ("admin", 100_301)] {
        let usersig = crate::common::ticket(APP, user, NOW / 1_000, 86_400);
        let query = query_but("usersig", Some(&usersig))
            .replace("identifier=administrator", &format!("identifier={user}"));
        assert_eq!(
            code(&api.send_raw(GET_CALLBACK, &query, "{}").await),
            expected,
            "{user}"
        );
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let api = crate::common::start().await;
    let query = joined(&query());
    for body in ["", " ", "{", "{'CallId': 'x'}", "{} {}", "<html>"] {
        assert_eq!(
            code(&api.send_raw(INFO, &query, body).await),
            60_003,
            "{body}"
        );
    }
    let not_utf8: &[u8] = b"{\"CallId\": \"\xff\"}";
    assert_eq!(code(&api.send_raw(INFO, &query, not_utf8).await), 60_003);
    let deep = "[".repeat(100_000);
    assert_eq!(code(&api.send_raw(INFO, &query, deep).await), 60_003);
}

#[tokio::test]
async fn accounts_that_are_no_strings_are_refused_before_anything_else_in_the_body() {
    let api = crate::common::start().await;
    for (field, value) in [
        ("Robot_Account", json!(1)),
        ("Robot_Account", json!(null)),
        ("CalleeList_Account", json!([1])),
        ("CalleeList_Account", json!(["jack", 2])),
        ("Somebody_Account", json!({})),
    ] {
        let mut body = call_to(&["jack"]);
        body[field] = value;
        body["Timeout"] = json!("also wrong");
        let (code, info) = api.refusal(START, &body).await;
        assert_eq!(code, 60_015);
        assert_eq!(
            info,
            format!("body account invalid: {field} must hold JSON strings")
        );
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_clearly() {
    let api = crate::common::start_with(|b| b.options(|o| o.max_body_bytes = 1_000)).await;
    let query = joined(&query());
    for length in [1_001, 5_000, 500_000] {
        let answer = api.send_raw(END, &query, "x".repeat(length)).await;
        let (code, info) = code_and_info(&answer);
        assert_eq!(code, 60_002);
        assert!(
            info.ends_with("the body is longer than 1000 bytes"),
            "{info}"
        );
    }
    assert_eq!(
        code(&api.send_raw(END, &query, " ".repeat(1_000)).await),
        60_003
    );
}

#[tokio::test]
async fn the_first_failed_check_decides() {
    let api = crate::common::start().await;
    // From the back to the front, each request repairs nothing and breaks one thing more.
    let mut query = joined(&query());
    assert_eq!(
        code(&api.send_raw(END, &query, r#"{"X_Account": 1}"#).await),
        60_015
    );
    assert_eq!(
        code(&api.send_raw(END, &query, r#"{"X_Account": 1"#).await),
        60_003
    );
    query = query.replace("identifier=administrator", "identifier=jack");
    assert_eq!(code(&api.send_raw(END, &query, "{").await), 70_013);
    query = query.replace("contenttype=json", "contenttype=xml");
    assert_eq!(code(&api.send_raw(END, &query, "{").await), 60_025);
    query = query.replace("sdkappid=", "appid=");
    assert_eq!(code(&api.send_raw(END, &query, "{").await), 60_012);
    assert_eq!(code(&api.send_raw("no/where", &query, "{").await), 60_009);
}

#[tokio::test]
async fn an_encoded_ticket_any_order_a_wide_random_and_more_parameters_are_accepted() {
    let api = crate::common::start().await;
    let encode = |text: &str| -> String {
        let encoded: Vec<String> = text.bytes().map(|b| format!("%{b:02X}")).collect();
        encoded.concat()
    };
    let mut pairs = query();
    pairs[2].1 = encode(&pairs[2].1);
    pairs[3].1 = i64::MAX.to_string();
    pairs.reverse();
    pairs.push(("trace", "1".to_owned()));
    let answer = api.send_raw(GET_CALLBACK, &joined(&pairs), "{}").await;
    assert_eq!(code(&answer), 100_301);
}

#[tokio::test]
async fn options_change_what_the_gateway_lets_pass() {
    let api = crate::common::start_with(|builder| {
        builder.options(|options| {
            options.content_type_ignores_case = true;
            options.random_is_required = false;
            options.not_administrator_code = 70_403;
            options.gateway_request_id = false;
        })
    })
    .await;
    let capitals = query_but("contenttype", Some("JSON"));
    assert_eq!(
        code(&api.send_raw(GET_CALLBACK, &capitals, "{}").await),
        100_301
    );
    let no_random = query_but("random", None);
    let answer = api.send_raw(GET_CALLBACK, &no_random, "{}").await;
    assert_eq!(code(&answer), 100_301);
    assert!(answer["RequestId"].is_string());

    let usersig = crate::common::ticket(APP, "jack", NOW / 1_000, 86_400);
    let query = query_but("usersig", Some(&usersig)).replace("=administrator", "=jack");
    let answer = api.send_raw(GET_CALLBACK, &query, "{}").await;
    assert_eq!(code(&answer), 70_403);
    assert!(answer.get("RequestId").is_none());
}
