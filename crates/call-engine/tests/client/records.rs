//! Records as a stream: which pages are asked for, what is given, and where it ends.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use call_engine::types::{CallRecord, CallResultFilter, CallType};
use call_engine::{Error, Records, TimeRange};
use futures_core::Stream;
use serde_json::{Value, json as value};

use crate::support::{Act, Server, json, once};

const RANGE: TimeRange = TimeRange::between_seconds(100, 200);

fn page(total: Option<i64>, number: Option<i64>, ids: &[&str]) -> Act {
    let list: Vec<Value> = ids.iter().map(|id| value!({"CallId": id})).collect();
    let mut response = value!({"CallRecordList": list});
    if let Some(total) = total {
        response["TotalNum"] = total.into();
    }
    if let Some(number) = number {
        response["Page"] = number.into();
    }
    json(value!({"ErrorCode": 0, "Response": response}).to_string())
}

fn nothing() -> Act {
    json(r#"{"ErrorCode":101050}"#)
}

fn ids(records: &[CallRecord]) -> Vec<&str> {
    records.iter().map(CallRecord::call_id).collect()
}

/// The numbers of the pages that were asked for; everything else is the same in each request.
fn pages(server: &Server) -> Vec<i64> {
    let mut asked = Vec::new();
    let mut rest = None;
    for request in server.requests() {
        let mut body = request.json();
        let page = body.as_object_mut().and_then(|body| body.remove("Page"));
        asked.push(page.and_then(|page| page.as_i64()).expect("a page"));
        assert_eq!(*rest.get_or_insert(body.clone()), body);
    }
    asked
}

async fn stream(records: &mut Records) -> Option<Result<CallRecord, Error>> {
    poll_fn(|context| Pin::new(&mut *records).poll_next(context)).await
}

#[tokio::test]
async fn every_way_of_ending_ends_and_asks_no_further() {
    let full = || page(None, Some(1), &["a", "b"]);
    for (script, given, asked) in [
        (vec![page(Some(2), Some(1), &["a", "b"])], 2, 1),
        (vec![page(Some(9), Some(0), &["a", "b"])], 2, 1),
        (vec![page(Some(9), None, &["a", "b"])], 2, 1),
        (vec![page(None, Some(1), &["a"])], 1, 1),
        (vec![page(Some(0), Some(0), &[])], 0, 1),
        (vec![page(Some(9), Some(1), &[])], 0, 1),
        (vec![nothing()], 0, 1),
        (vec![json(r#"{"ErrorCode":0}"#)], 0, 1),
        (vec![full(), page(None, Some(2), &["c"])], 3, 2),
        (vec![full(), page(None, Some(2), &[])], 2, 2),
        (vec![full(), nothing()], 2, 2),
        (
            vec![
                full(),
                page(None, Some(2), &["c", "d"]),
                page(Some(5), Some(3), &["e"]),
            ],
            5,
            3,
        ),
    ] {
        let server = Server::script(script).await;
        let all = once(&server).records(RANGE).per_page(2).all().await;
        assert_eq!(all.expect("records").len(), given);
        let expected: Vec<i64> = (1..=asked).collect();
        assert_eq!(pages(&server), expected);
    }
}

#[tokio::test]
async fn every_page_has_the_same_range_size_and_filters() {
    let server = Server::script([
        page(Some(3), Some(1), &["a", "b"]),
        page(Some(3), Some(2), &["c"]),
    ])
    .await;
    let records = once(&server)
        .records(RANGE)
        .per_page(2)
        .result(CallResultFilter::NormalEnd)
        .call_type(CallType::SingleCall)
        .with_extra("New", true);
    // None of them says how it ended, so none is wanted.
    assert!(records.all().await.expect("records").is_empty());
    let expected = value!({
        "StartTime": 100, "EndTime": 200, "CallResult": "NormalEnd", "CallType": "SingleCall", "NumberPerPage": 2,
        "Page": 2, "New": true,
    });
    assert_eq!(server.requests()[1].json(), expected);
    assert_eq!(pages(&server), [1, 2]);
}

#[tokio::test]
async fn a_record_that_comes_twice_is_given_once() {
    let server = Server::script([
        page(Some(4), Some(1), &["a", "b"]),
        page(Some(4), Some(2), &["b", "c"]),
    ])
    .await;
    let all = once(&server)
        .records(RANGE)
        .per_page(2)
        .all()
        .await
        .expect("records");
    assert_eq!(ids(&all), ["a", "b", "c"]);
}

#[tokio::test]
async fn records_that_the_service_did_not_filter_are_filtered_here() {
    let body = value!({"ErrorCode": 0, "Response": {"TotalNum": 4, "Page": 1, "CallRecordList": [
        {"CallId": "a", "CallResult": "Reject"}, {"CallId": "b", "CallResult": "NormalEnd"},
        {"CallId": "c", "CallResult": 4}, {"CallId": "d"},
    ]}});
    let server = Server::always(json(body.to_string())).await;
    let records = once(&server).records(RANGE).result("NormalEnd");
    assert_eq!(ids(&records.all().await.expect("records")), ["b", "c"]);
}

#[tokio::test]
async fn pages_are_read_when_they_are_needed() {
    let server = Server::script([
        page(Some(4), Some(1), &["a", "b"]),
        page(Some(4), Some(2), &["c", "d"]),
    ])
    .await;
    let mut records = once(&server).records(RANGE).per_page(2);
    assert_eq!((records.total(), server.requests().len()), (None, 0));
    for (id, asked) in [("a", 1), ("b", 1), ("c", 2)] {
        let record = records.next().await.expect("one more").expect("a record");
        assert_eq!((record.call_id(), server.requests().len()), (id, asked));
    }
    assert_eq!(records.total(), Some(4));
    // The rest of the page, and then nothing.
    let rest = records
        .next_page()
        .await
        .expect("a page")
        .expect("the rest");
    assert_eq!(ids(&rest), ["d"]);
    assert_eq!(records.next_page().await.expect("the end"), None);
    assert!(records.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_page_that_fails_is_told_once_and_asked_for_again() {
    let failure = || json(r#"{"ErrorCode":101001,"RequestId":"Id-5"}"#);
    let script = [
        page(Some(3), Some(1), &["a", "b"]),
        failure(),
        Act::Reset,
        page(Some(3), Some(2), &["c"]),
    ];
    let server = Server::script(script).await;
    let mut records = once(&server).records(RANGE).per_page(2);
    let mut told = Vec::new();
    while let Some(record) = stream(&mut records).await {
        told.push(match record {
            Ok(record) => record.call_id().to_owned(),
            Err(error) => error.request_id().unwrap_or("lost").to_owned(),
        });
    }
    assert_eq!(told, ["a", "b", "Id-5", "lost", "c"]);
    assert_eq!(pages(&server), [1, 2, 2, 2]);
    assert!(stream(&mut records).await.is_none());
}

#[tokio::test]
async fn collecting_stops_at_the_first_failure() {
    let server = Server::script([
        page(Some(3), Some(1), &["a", "b"]),
        json(r#"{"ErrorCode":101002}"#),
    ])
    .await;
    let failed = once(&server).records(RANGE).per_page(2).all().await;
    assert_eq!(failed.expect_err("a failure").code(), Some(101_002));
}

#[tokio::test]
async fn asking_for_something_else_begins_anew() {
    let server = Server::always(page(Some(2), Some(1), &["a", "b"])).await;
    let mut records = once(&server).records(RANGE);
    records.next().await.expect("one").expect("a record");
    let all = records.per_page(7).all().await.expect("records");
    assert_eq!(ids(&all), ["a", "b"]);
    let asked: Vec<Value> = server
        .requests()
        .iter()
        .map(|one| one.json()["NumberPerPage"].clone())
        .collect();
    assert_eq!(asked, [50, 7]);
}

#[tokio::test]
async fn what_breaks_a_rule_is_not_sent() {
    let server = Server::always(nothing()).await;
    let client = once(&server);
    let upside_down = TimeRange::between_seconds(200, 100);
    for (records, field) in [
        (client.records(upside_down), "StartTime"),
        (client.records(RANGE).per_page(0), "NumberPerPage"),
    ] {
        let error = records.all().await.expect_err("a broken rule");
        let broken = error.validation().expect("rules").violations();
        assert_eq!(broken[0].field(), field, "{error}");
    }
    assert!(server.requests().is_empty());
    // A range of one second is one.
    let moment = TimeRange::between_seconds(100, 100);
    assert!(
        client
            .records(moment)
            .all()
            .await
            .expect("records")
            .is_empty()
    );
}

#[tokio::test]
async fn the_last_day_ends_now_on_every_page() {
    let server = Server::always(nothing()).await;
    let day = Duration::from_secs(24 * 60 * 60);
    once(&server)
        .records(TimeRange::last(day))
        .all()
        .await
        .expect("records");
    let asked = server.request().json();
    let limit = |name: &str| asked[name].as_i64().expect("seconds");
    assert_eq!(limit("EndTime") - limit("StartTime"), 86_400);
    assert_eq!(asked["NumberPerPage"], 50);
}

#[test]
fn the_stream_can_be_sent_to_another_thread() {
    fn sendable<T: Send + Unpin>() {}
    sendable::<Records>();
}
