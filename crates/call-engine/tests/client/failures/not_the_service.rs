//! Something else than the service answers.

use super::unknown_outcome;
use crate::support::answer;

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
async fn a_list_in_the_order_of_the_fields_is_no_success() {
    let list = r#" ["OK", "", 0, "Id-1", {"CallId": "c1"}]"#;
    unknown_outcome(answer("200 OK", "application/json", list), |error| {
        assert!(error.is_decode(), "{error:?}");
        assert!(error.message().contains("a list"), "{error}");
    })
    .await;
}
