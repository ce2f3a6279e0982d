//! Who is believed, what frameworks and proxies may do, and what the log says of the rest.

use std::fmt::Write as _;

use call_engine::Text;
use call_engine::types::OptPlatform;
use call_engine::webhook::{ANSWER, Receiver, Reply};
use http::header::{ALLOW, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Request};
use serde_json::{Value, json};

use crate::examples::example;
use crate::receiving::{
    APPLICATION, CHANGED, END, changed, plain, query, receive, refused, secret,
};

// Who sent it.

#[test]
fn the_application_is_read_without_regard_to_the_case_of_its_name_w_12() {
    for name in ["SdkAppid", "SdkAppId", "sdkappid", "SDKAppID", "SDKAPPID"] {
        let query = format!("{name}={APPLICATION}");
        assert!(receive(&query, &changed()).is_ok(), "{name}");
        assert!(receive(&format!("?{query}"), &changed()).is_ok(), "{name}");
    }
}

#[test]
fn the_application_must_be_there_once_and_be_ones_own() {
    for (query, cause) in [
        ("", "a proxy or a rewritten route strips the query"),
        ("CallbackCommand=x", "the query has no SdkAppid"),
        (
            "SdkAppid=1400000001",
            "SdkAppid is 1400000001, of another application",
        ),
        (
            "SdkAppid=1400000000&sdkappid=1400000000",
            "in the query 2 times",
        ),
        ("SdkAppid=1400000000&SdkAppid=1", "in the query 2 times"),
        ("SdkAppid=", "SdkAppid is no number"),
        ("SdkAppid=+1400000000", "SdkAppid is no number"),
        ("SdkAppid=%2B1400000000", "SdkAppid is no number"),
        ("SdkAppid=1400000000.0", "SdkAppid is no number"),
        ("SdkAppid=99999999999999999999999", "SdkAppid is no number"),
        (
            "SdkAppid=5694967296",
            "SdkAppid is 5694967296, of another application",
        ),
    ] {
        let error = refused(query);
        assert!(error.to_string().contains(cause), "{query}: {error}");
        assert!(error.is_unverified());
        assert_eq!(error.reply().status(), 403);
        assert!(!error.reply().body().contains("1400000001"));
    }
}

#[test]
fn the_command_of_the_query_is_that_of_the_body() {
    let error = refused(&query(END));
    assert_eq!(error.status(), 400);
    let text = error.to_string();
    assert!(
        text.contains(r#""Call.CallbackAfterEndCall" in the query"#),
        "{text}"
    );
    assert!(
        text.contains(r#""Call.CallbackAfterMemberChanged" in the body"#),
        "{text}"
    );
    let twice = format!("{}&callbackcommand={CHANGED}", query(CHANGED));
    assert!(refused(&twice).to_string().contains("more than once"));
    // The body names it too: without it in the query nothing is lost.
    assert!(receive(&format!("sdkappid={APPLICATION}"), &changed()).is_ok());
    let encoded = query("Call%2ECallbackAfterMemberChanged");
    assert!(receive(&encoded, &changed()).is_ok());
    let long = refused(&query(&"x\n%0A".repeat(1_000))).to_string();
    assert!(long.len() < 400 && !long.contains('\n'), "{long}");
}

#[test]
fn a_secret_in_the_address_must_be_there_once_and_right() {
    let receiver = secret().build().expect("a receiver");
    let base = query(CHANGED);
    let receive = |query: &str| receiver.receive(query, &HeaderMap::new(), changed().as_bytes());
    // `+`, `/`, `=`, a space and a percent sign, as encoders write them.
    for right in [
        "token=p%2Bq%2Fr%3Ds+%252A",
        "token=p%2bq/r=s%20%252A",
        "%74oken=p%2Bq/r=s %252A",
    ] {
        assert!(receive(&format!("{right}&{base}")).is_ok(), "{right}");
        assert!(receive(&format!("{base}&{right}")).is_ok(), "{right}");
    }
    for (wrong, cause) in [
        ("x=1", "has no parameter \"token\""),
        ("Token=p%2Bq%2Fr%3Ds+%252A", "has no parameter \"token\""),
        ("token=", "is there, and empty"),
        (
            "token=p+q%2Fr%3Ds+%252A",
            "whose `+` or `%` was not encoded",
        ),
        (
            "token=p%2Bq%2Fr%3Ds+%2A",
            "whose `+` or `%` was not encoded",
        ),
        ("token=p%2Bq%2Fr%3Ds+%252A&token=intruder", "more than once"),
        (
            "token=p%2Bq%2Fr%3Ds+%252A&token=p%2Bq%2Fr%3Ds+%252A",
            "more than once",
        ),
    ] {
        let error = receive(&format!("{base}&{wrong}")).expect_err(wrong);
        assert!(error.is_unverified());
        let shown = format!("{error} {error:?} {}", error.reply().body());
        assert!(shown.contains(cause), "{wrong}: {shown}");
        assert!(
            !shown.contains("q/r") && !shown.contains("intruder"),
            "{shown}"
        );
    }
    // Whoever sends no secret does not learn whether the body would have done.
    let error = receiver
        .receive(&base, &HeaderMap::new(), b"no JSON")
        .expect_err("no secret");
    assert_eq!(error.status(), 403);
}

#[test]
fn old_and_new_secret_are_accepted_while_one_replaces_the_other() {
    let receiver = Receiver::builder(APPLICATION)
        .url_secret("token", "new")
        .url_secret("token", "old")
        .url_secret("key", "third");
    let receiver = receiver.build().expect("a receiver");
    for (parameter, right) in [
        ("token=new", true),
        ("token=old", true),
        ("key=third", true),
        ("key=new", false),
        ("token=newold", false),
    ] {
        let query = format!("{}&{parameter}", query(CHANGED));
        let result = receiver.receive(&query, &HeaderMap::new(), changed().as_bytes());
        assert_eq!(result.is_ok(), right, "{parameter}");
    }
}

#[test]
fn parameters_may_be_joined_to_an_address_that_has_a_query_by_either_sign() {
    let receiver = secret().build().expect("a receiver");
    for joint in ['&', '?'] {
        let query = format!("token=p%2Bq%2Fr%3Ds+%252A{joint}{}", query(CHANGED));
        let result = receiver.receive(&query, &HeaderMap::new(), changed().as_bytes());
        assert!(result.is_ok(), "{query}: {result:?}");
    }
}

#[test]
fn address_and_platform_of_the_client_are_told_w_13() {
    let read = |query: &str| receive(query, &changed()).expect("received");
    for (text, platform) in [
        ("RESTAPI", OptPlatform::Restapi),
        ("Web", OptPlatform::Web),
        ("Android", OptPlatform::Android),
        ("iOS", OptPlatform::IOs),
        ("IOS", OptPlatform::IOs),
        ("Windows", OptPlatform::Windows),
        ("Mac", OptPlatform::Mac),
        ("macOS", OptPlatform::Mac),
        ("iPad", OptPlatform::IPad),
        ("Unknown", OptPlatform::Unknown),
        ("miniProgram", OptPlatform::Other(Text::from("miniProgram"))),
        ("a+%C3%A9%2A%", OptPlatform::Other(Text::from("a é*%"))),
    ] {
        let received = read(&format!("SdkAppid={APPLICATION}&optplatform={text}"));
        assert_eq!(received.platform(), Some(&platform), "{text}");
        assert_eq!(received.client_ip(), None);
    }
    let received = read(&format!(
        "SdkAppid={APPLICATION}&ClientIP=2001%3adb8::1&OptPlatform="
    ));
    assert_eq!(received.client_ip(), Some("2001:db8::1"));
    assert_eq!(received.platform(), None);
}

#[test]
fn the_answer_is_the_documented_one_w_8() {
    let received = receive(&query(CHANGED), &changed()).expect("received");
    assert_eq!(received.reply(), Reply::OK);
    assert_eq!((Reply::OK.status(), Reply::OK.body()), (200, ANSWER));
    let answer: Value = serde_json::from_str(received.reply().body()).expect("JSON");
    assert_eq!(answer, example("after_end_call", "answer-success").json());
    let fail: Value = serde_json::from_str(refused("").reply().body()).expect("JSON");
    assert_eq!(fail["ActionStatus"], "FAIL");
    assert!(fail["ErrorCode"].is_i64() && fail["ErrorInfo"].is_string());
    let response = http::Response::<bytes::Bytes>::from(Reply::OK);
    assert_eq!(response.headers()[CONTENT_TYPE], "application/json");
}

// What frameworks and proxies do.

#[test]
fn the_type_of_the_content_does_not_matter() {
    for kind in [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "\u{fffd}",
    ] {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_bytes(kind.as_bytes()).expect("a header");
        headers.insert(CONTENT_TYPE, value);
        let received = plain().receive(&query(CHANGED), &headers, changed().as_bytes());
        assert!(received.is_ok(), "{kind}");
    }
}

#[test]
fn a_byte_order_mark_and_white_space_are_no_fault() {
    for body in [
        format!("\u{feff}{}", changed()),
        format!("\u{feff}\r\n {}\n\n", changed()),
    ] {
        assert!(receive(&query(CHANGED), &body).is_ok());
    }
}

#[test]
fn the_log_names_what_happened_to_a_body() {
    let whole = changed();
    let quoted = Value::from(whole.clone()).to_string();
    let form = form(&whole);
    let cut = &whole[..whole.len() / 2];
    for (body, length, coding, cause) in [
        ("", None, None, "the body is empty"),
        (" \n", Some(0), None, "the body is empty"),
        (
            "",
            Some(331),
            None,
            "Content-Length says 331: something read it before",
        ),
        (&quoted, None, None, "JSON inside a JSON text"),
        ("[object Object]", None, None, "wrote the object as text"),
        ("<html></html>", None, None, "a page, not JSON"),
        (&form, None, None, "encoded as a form"),
        ("\u{1f}", None, Some("gzip"), "the body is compressed"),
        (
            cut,
            Some(whole.len()),
            None,
            "something on the way changed or cut it",
        ),
    ] {
        let mut headers = HeaderMap::new();
        if let Some(length) = length {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        if let Some(coding) = coding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        let error = plain()
            .receive(&query(CHANGED), &headers, body.as_bytes())
            .expect_err(cause);
        assert!(error.is_not_a_webhook());
        assert!(error.to_string().contains(cause), "{cause}: {error}");
        assert!(std::error::Error::source(&error).is_some());
    }
}

fn form(body: &str) -> String {
    let mut form = String::new();
    for byte in body.bytes() {
        let _ = write!(form, "%{byte:02X}");
    }
    form
}

#[test]
fn a_field_of_another_type_is_named_with_its_place() {
    let body = json!({"CallbackCommand": CHANGED, "ChangedUserList": [{}, {"ActionType": []}]});
    let error = receive(&query(CHANGED), &body.to_string()).expect_err("another type");
    assert_eq!(error.path(), Some("ChangedUserList[1].ActionType"));
    assert!(
        error.to_string().contains("ChangedUserList[1].ActionType"),
        "{error}"
    );
    assert!(!error.reply().body().contains("ActionType"));
}

#[test]
fn a_body_over_the_limit_is_refused_by_its_length_alone() {
    let whole = changed();
    let limited = |bytes| {
        let receiver = Receiver::builder(APPLICATION)
            .body_limit(bytes)
            .build()
            .expect("a receiver");
        receiver.receive(&query(CHANGED), &HeaderMap::new(), whole.as_bytes())
    };
    assert!(limited(whole.len()).is_ok());
    let error = limited(whole.len() - 1).expect_err("too long");
    assert!(error.is_too_large());
    assert_eq!(error.status(), 413);
    let padded = format!("{whole}{}", " ".repeat(1_048_577 - whole.len()));
    assert_eq!(padded.len(), 1_048_577);
    assert!(receive(&query(CHANGED), &padded).is_err_and(|error| error.is_too_large()));
    assert!(receive(&query(CHANGED), &padded[..1_048_576]).is_ok());
}

#[test]
fn only_posts_are_webhooks() {
    for method in ["GET", "HEAD", "PUT", "OPTIONS", "PURGE"] {
        let request = Request::builder()
            .method(method)
            .uri(format!("/?{}", query(CHANGED)));
        let request = request.body(changed()).expect("a request");
        let error = plain().receive_request(&request).expect_err(method);
        assert_eq!(error.status(), 405);
        assert!(error.to_string().contains(method), "{error}");
        let response = http::Response::<bytes::Bytes>::from(error.reply());
        assert_eq!(response.headers()[ALLOW], "POST");
    }
}
