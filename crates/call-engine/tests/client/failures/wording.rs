//! How an error reads.

use call_engine::{CodeInfo, Error, RetryPolicy};

use crate::support::{Server, answer, client, json};

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
