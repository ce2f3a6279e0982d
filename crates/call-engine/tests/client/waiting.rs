//! Waiting for a call: until somebody answers, until it is over, or until the time is up.

use std::time::{Duration, Instant};

use call_engine::{Call, Error, Outcome, Ring, Wait};
use serde_json::{Value, json as value};

use crate::support::{Act, Server, answer, builder, json, once};

const GONE: &str = r#"{"ErrorCode":101004,"RequestId":"Id-gone"}"#;
const NO_RECORD: &str = r#"{"ErrorCode":101050}"#;
const RECORD: &str =
    r#"{"ErrorCode":0,"Response":{"CallRecord":{"CallId":"c1","CallResult":"Reject"}}}"#;
const TICK: Duration = Duration::from_millis(5);
/// What takes this long, does not end.
const FOREVER: Duration = Duration::from_secs(60);

fn members(list: &Value) -> Act {
    json(
        value!({"ErrorCode": 0, "Response": {"CallInfo": {"CallId": "c1"}, "UserList": list}})
            .to_string(),
    )
}

fn ringing() -> Act {
    members(&value!([
        {"User_Account": "robot", "Status": "Calling"},
        {"User_Account": "jack", "Status": "Waiting"},
    ]))
}

fn call(server: &Server) -> Call {
    once(server).call("c1").robot("robot")
}

/// Waits with short pauses.
fn short(call: &Call) -> Wait {
    call.wait()
        .pauses(TICK, TICK)
        .within(FOREVER)
        .record_within(FOREVER)
}

fn paths(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let words = requests
        .iter()
        .map(|one| one.path.rsplit('/').next().map(str::to_owned));
    words.map(Option::unwrap_or_default).collect()
}

#[tokio::test]
async fn it_waits_until_somebody_answers_and_never_counts_the_robot() {
    for answered in [
        value!([{"User_Account": "robot", "Status": "Calling"}, {"User_Account": "jack", "Status": "Calling"}]),
        value!([{"User_Account": "jack", "Status": "Calling"}, {"User_Account": "rose", "Status": "Waiting"}]),
    ] {
        let only_robot = value!([{"User_Account": "robot", "Status": "Calling"}]);
        let server = Server::script([
            ringing(),
            members(&only_robot),
            members(&value!([])),
            json(r#"{"ErrorCode":0}"#),
            members(&answered),
        ])
        .await;
        let outcome = short(&call(&server)).await.expect("an outcome");
        assert_eq!(
            outcome,
            Outcome::Answered {
                by: vec!["jack".to_owned()]
            }
        );
        assert_eq!(paths(&server), ["get_call_info"; 5]);
    }
}

#[tokio::test]
async fn when_the_call_is_gone_it_waits_for_the_record() {
    let server = Server::script([
        ringing(),
        json(GONE),
        json(NO_RECORD),
        json(NO_RECORD),
        json(RECORD),
    ])
    .await;
    let outcome = short(&call(&server)).await.expect("an outcome");
    let Outcome::Ended(record) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(record.call_result, Some("Reject".into()));
    let expected = [
        "get_call_info",
        "get_call_info",
        "get_record_by_callid",
        "get_record_by_callid",
        "get_record_by_callid",
    ];
    assert_eq!(paths(&server), expected);
    for request in server.requests() {
        assert_eq!(request.text(), r#"{"CallId":"c1"}"#);
    }
}

#[tokio::test]
async fn a_call_that_is_over_without_a_record_says_so() {
    let server = Server::script([json(GONE), json(NO_RECORD)]).await;
    let wait = short(&call(&server)).record_within(Duration::ZERO);
    let error = wait.await.expect_err("no record");
    assert!(error.is_record_not_found(), "{error}");
    assert_eq!(paths(&server), ["get_call_info", "get_record_by_callid"]);
}

#[tokio::test]
async fn the_time_can_be_up_while_it_still_rings() {
    let server = Server::always(ringing()).await;
    let began = Instant::now();
    let wait = call(&server)
        .wait()
        .pauses(TICK, 2 * TICK)
        .within(20 * TICK);
    assert_eq!(wait.await.expect("an outcome"), Outcome::TimeUp);
    assert!(began.elapsed() >= 20 * TICK);
    // At least every second pause, at most one look per fifth-shortened pause and one at each end.
    let looks = server.requests().len();
    assert!((2..=27).contains(&looks), "{looks}");
}

#[tokio::test]
async fn the_time_of_a_call_that_was_rung_is_its_ring_timeout_and_ten_seconds() {
    let server = Server::script([
        json(r#"{"ErrorCode":0,"Response":{"CallId":"c1"}}"#),
        ringing(),
        ringing(),
        json(GONE),
        json(RECORD),
    ])
    .await;
    let ring = Ring::audio("robot", ["jack"]).timeout(Duration::from_secs(10));
    let call = once(&server).ring(ring).await.expect("a call");
    // It goes on beyond the first look, and its robot is known without being told.
    let outcome = call.wait().pauses(TICK, TICK).await.expect("an outcome");
    assert!(matches!(outcome, Outcome::Ended(_)), "{outcome:?}");
}

#[tokio::test]
async fn failures_that_may_pass_are_sat_out() {
    let passing = [
        Act::Reset,
        answer("502 Bad Gateway", "text/html", "<html>"),
        json(r#"{"ErrorCode":60008}"#),
        json(r#"{"ErrorCode":101001}"#),
    ];
    let answered = value!([{"User_Account": "jack", "Status": "Calling"}]);
    let script = passing.clone().into_iter().chain([members(&answered)]);
    let server = Server::script(script).await;
    let outcome = short(&call(&server)).await.expect("an outcome");
    assert_eq!(
        outcome,
        Outcome::Answered {
            by: vec!["jack".to_owned()]
        }
    );
    // The same while the record is awaited.
    let script = std::iter::once(json(GONE))
        .chain(passing)
        .chain([json(RECORD)]);
    let server = Server::script(script).await;
    let outcome = short(&call(&server)).await.expect("an outcome");
    assert!(matches!(outcome, Outcome::Ended(_)), "{outcome:?}");
}

#[tokio::test]
async fn failures_that_do_not_pass_are_told_at_once() {
    for body in [
        r#"{"ErrorCode":101002}"#,
        r#"{"ErrorCode":70009}"#,
        r#"{"ErrorCode":1}"#,
    ] {
        let server = Server::always(json(body)).await;
        let error = short(&call(&server)).await.expect_err("a failure");
        assert_eq!(error.operation(), "get_call_info");
        assert_eq!(server.requests().len(), 1, "{error}");
        let record = call(&server).record().pauses(TICK, TICK).await;
        assert_eq!(
            record.expect_err("a failure").operation(),
            "get_record_by_callid"
        );
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn a_failure_that_still_stands_when_the_time_is_up_is_told() {
    let server = Server::always(json(r#"{"ErrorCode":101001,"RequestId":"Id-9"}"#)).await;
    let wait = call(&server).wait().pauses(TICK, TICK).within(4 * TICK);
    let error = wait.await.expect_err("a failure");
    assert_eq!(
        (error.code(), error.request_id()),
        (Some(101_001), Some("Id-9"))
    );
    assert!(server.requests().len() > 1);
}

#[tokio::test]
async fn waiting_for_the_end_does_not_stop_at_an_answer_and_needs_no_robot() {
    let answered = value!([{"User_Account": "jack", "Status": "Calling"}]);
    let server = Server::script([
        members(&answered),
        members(&answered),
        json(GONE),
        json(RECORD),
    ])
    .await;
    let call = once(&server).call("c1");
    let wait = call.wait().until_over().pauses(TICK, TICK);
    assert!(matches!(wait.await, Ok(Outcome::Ended(_))));
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn without_the_robot_nobody_can_tell_who_answered() {
    let server = Server::always(ringing()).await;
    let error: Error = once(&server).call("c1").wait().await.expect_err("no robot");
    assert!(error.is_invalid_request(), "{error}");
    assert!(
        error.to_string().contains("client.call(id).robot("),
        "{error}"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_record_is_read_once_it_is_there() {
    let server = Server::script([json(NO_RECORD), json(NO_RECORD), json(RECORD)]).await;
    let record = call(&server).record().pauses(TICK, TICK).await;
    assert_eq!(record.expect("a record").call_id(), "c1");
    // Asked once.
    let server = Server::always(json(NO_RECORD)).await;
    let none = call(&server).record().within(Duration::ZERO).await;
    assert!(none.expect_err("no record").is_record_not_found());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_answer_without_the_record_is_no_record() {
    let server = Server::always(json(r#"{"ErrorCode":0,"RequestId":"Id-3","Response":{}}"#)).await;
    let error = call(&server).record().await.expect_err("no record");
    assert!(error.is_decode(), "{error}");
    assert_eq!(error.request_id(), Some("Id-3"));
    assert!(error.message().contains("Response.CallRecord"), "{error}");
}

#[tokio::test]
async fn an_answer_that_never_comes_does_not_hold_up_the_end_for_ever() {
    let server = Server::always(Act::Stall(Vec::new())).await;
    let client = builder(&server)
        .timeout(4 * TICK)
        .build()
        .expect("a client");
    let wait = client
        .call("c1")
        .robot("robot")
        .wait()
        .pauses(TICK, TICK)
        .within(6 * TICK);
    let ended = tokio::time::timeout(FOREVER, wait.into_future()).await;
    assert!(ended.expect("an end").expect_err("a failure").is_timeout());
}
