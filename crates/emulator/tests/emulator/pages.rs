//! Pages of a browser on this machine may talk to the emulator, others may not.

use crate::common::{INFO, http_client, query};

async fn asked(origin: &str) -> reqwest::Response {
    let api = crate::common::start().await;
    let url = format!("{}/v4/{INFO}", api.emulator.url());
    let request = http_client()
        .request(reqwest::Method::OPTIONS, url)
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    let response = request.send().await.expect("an answer");
    assert!(
        api.emulator.requests().is_empty(),
        "a question is no command"
    );
    response
}

fn header<'a>(response: &'a reqwest::Response, name: &str) -> Option<&'a str> {
    response
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
}

#[tokio::test]
async fn a_page_of_this_machine_gets_permission_to_post() {
    for origin in ["http://127.0.0.1:7090", "http://localhost:8000", "null"] {
        let response = asked(origin).await;
        assert_eq!(response.status(), 204);
        assert_eq!(
            header(&response, "access-control-allow-origin"),
            Some(origin)
        );
        assert_eq!(
            header(&response, "access-control-allow-methods"),
            Some("POST")
        );
        assert_eq!(
            header(&response, "access-control-allow-headers"),
            Some("content-type")
        );
        assert_eq!(header(&response, "vary"), Some("Origin"));
    }
}

#[tokio::test]
async fn a_page_from_elsewhere_gets_none() {
    let response = asked("https://example.com").await;
    assert_eq!(header(&response, "access-control-allow-origin"), None);
    assert_eq!(header(&response, "access-control-allow-methods"), None);
}

#[tokio::test]
async fn an_answer_names_the_page_that_may_see_it() {
    let api = crate::common::start().await;
    for (origin, permitted) in [("http://127.0.0.1:1", true), ("https://example.com", false)] {
        let response = http_client()
            .post(format!("{}/v4/{INFO}", api.emulator.url()))
            .query(&query())
            .header("origin", origin)
            .body(r#"{"CallId":"none"}"#)
            .send()
            .await
            .expect("an answer");
        assert_eq!(
            header(&response, "access-control-allow-origin"),
            permitted.then_some(origin)
        );
        let text = response.text().await.expect("a body");
        assert!(text.contains("101004"), "{text}");
    }
}
