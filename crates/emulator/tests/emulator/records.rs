//! The record commands over HTTP.

use call_engine_emulator::{ComparedTime, EmptyResult, Order, Phone};
use serde_json::{Value, json};

use crate::common::{END, NOW, RECORD, RECORDS, code};

const WEEK: u64 = 7 * 24 * 60 * 60;

#[tokio::test]
async fn a_record_can_be_read_five_seconds_after_the_end_and_for_seven_days() {
    let api = crate::common::start().await;
    let id = api.call(&["jack"]).await;
    assert_eq!(code(&api.record(&id).await), 101_050, "still ringing");
    api.send(END, &json!({"CallId": id})).await;
    api.pass(4);
    assert_eq!(code(&api.record(&id).await), 101_050, "not yet");
    api.pass(1);
    assert_eq!(code(&api.record(&id).await), 0);
    api.pass(WEEK - 6);
    assert_eq!(code(&api.record(&id).await), 0);
    api.pass(1);
    assert_eq!(code(&api.record(&id).await), 101_050, "no longer");
}

#[tokio::test]
async fn a_record_tells_the_course_of_the_call() {
    let api = crate::common::start().await;
    let id = api.call(&["jack", "rose"]).await;
    api.pass(3);
    api.emulator.answer(&id, "rose").unwrap();
    api.pass(10);
    api.emulator.refuse(&id, "jack").unwrap();
    api.pass(60);
    api.emulator.hang_up(&id, "rose").unwrap();
    api.pass(5);
    let seconds = NOW / 1_000;
    assert_eq!(
        api.record(&id).await["Response"],
        json!({"CallRecord": {
            "CallId": id,
            "Caller_Account": "robot",
            "MediaType": "Video",
            "CallType": "MultiCall",
            "StartTime": seconds,
            "EndTime": seconds + 73,
            "AcceptTime": seconds + 3,
            "CallResult": "NormalEnd",
            "CalleeList_Account": ["robot", "jack", "rose"],
            "RoomId": format!("room-{id}"),
            "RoomIdType": 2,
        }})
    );
}

#[tokio::test]
async fn the_caller_can_be_left_out_of_the_callees() {
    let api = crate::common::start_with(|b| {
        b.default_phone(Phone::Busy)
            .options(|o| o.caller_among_callees = false)
    })
    .await;
    let id = api.call(&["jack"]).await;
    api.pass(5);
    let record = api.record(&id).await["Response"]["CallRecord"].clone();
    assert_eq!(record["CalleeList_Account"], json!(["jack"]));
    assert_eq!(record["CallResult"], "CallBusy");
    assert_eq!(record["AcceptTime"], 0);
    assert_eq!(record["CallType"], "SingleCall");
}

#[tokio::test]
async fn an_empty_filter_gives_the_first_ten_records() {
    let (api, ids) = with_records(12).await;
    let response = found(&api, json!({})).await;
    assert_eq!(response["TotalNum"], 12);
    assert_eq!(response["Page"], 1);
    assert_eq!(ids_of(&response), ids[..10]);
}

#[tokio::test]
async fn pages_follow_each_other_until_page_is_zero() {
    let (api, ids) = with_records(5).await;
    let mut read = Vec::new();
    let mut page = 1;
    loop {
        let response = found(&api, json!({"NumberPerPage": 2, "Page": page})).await;
        assert_eq!(response["TotalNum"], 5);
        read.extend(ids_of(&response));
        match response["Page"].as_u64().unwrap() {
            0 => break,
            current => page = current + 1,
        }
    }
    assert_eq!(read, ids);
    assert_eq!(page, 4, "the page after the last one is empty");
}

#[tokio::test]
async fn the_last_page_can_say_zero_itself() {
    let (api, _) = with_records(4).await;
    let page = |api, page| found(api, json!({"NumberPerPage": 2, "Page": page}));
    assert_eq!(page(&api, 2).await["Page"], 2);
    let api = filled(
        crate::common::start_with(|b| b.options(|o| o.last_page_says_zero = true)).await,
        4,
    )
    .await
    .0;
    assert_eq!(page(&api, 1).await["Page"], 1);
    let last = page(&api, 2).await;
    assert_eq!(last["Page"], 0);
    assert_eq!(ids_of(&last).len(), 2);
}

#[tokio::test]
async fn nothing_found_is_an_empty_list_or_a_code() {
    let api = crate::common::start().await;
    let response = found(&api, json!({})).await;
    assert_eq!(
        response,
        json!({"TotalNum": 0, "Page": 0, "CallRecordList": []})
    );
    let api =
        crate::common::start_with(|b| b.options(|o| o.empty_result = EmptyResult::NotFound)).await;
    assert_eq!(api.refusal(RECORDS, &json!({})).await.0, 101_050);
}

#[tokio::test]
async fn both_limits_of_time_belong_to_the_range() {
    // Calls start at 0, 10, 20, ... seconds.
    let (api, ids) = with_records(5).await;
    let start = NOW / 1_000;
    for (from, to, expected) in [
        (start + 10, start + 30, &ids[1..4]),
        (start + 11, start + 29, &ids[2..3]),
        (0, start, &ids[..1]),
        (start + 30, start + 10, &ids[..0]),
    ] {
        let response = found(&api, json!({"StartTime": from, "EndTime": to})).await;
        assert_eq!(ids_of(&response), expected, "{from} to {to}");
        assert_eq!(response["TotalNum"], expected.len());
    }
}

#[tokio::test]
async fn the_end_of_a_call_can_be_what_is_compared_and_the_order_be_turned() {
    let api = crate::common::start_with(|builder| {
        builder.options(|options| {
            options.compared_time = ComparedTime::End;
            options.record_order = Order::Descending;
        })
    })
    .await;
    let long = api.call(&["long"]).await;
    api.pass(1);
    let short = api.call(&["short"]).await;
    api.pass(1);
    api.send(END, &json!({"CallId": short})).await;
    api.pass(5);
    api.send(END, &json!({"CallId": long})).await;
    api.pass(5);
    let response = found(&api, json!({})).await;
    assert_eq!(ids_of(&response), [long, short.clone()]);
    let response = found(&api, json!({"EndTime": NOW / 1_000 + 2})).await;
    assert_eq!(ids_of(&response), [short]);
}

#[tokio::test]
async fn records_are_filtered_by_result_and_type() {
    let api = crate::common::start_with(|b| b.phone("busy", Phone::Busy)).await;
    let busy = api.call(&["busy"]).await;
    let group = api.call(&["jack", "rose"]).await;
    api.send(END, &json!({"CallId": group})).await;
    api.pass(5);
    for (filter, expected) in [
        (json!({"CallResult": "CallBusy"}), vec![&busy]),
        (json!({"CallResult": "Cancel"}), vec![&group]),
        (json!({"CallType": "SingleCall"}), vec![&busy]),
        (
            json!({"CallResult": "Cancel", "CallType": "SingleCall"}),
            vec![],
        ),
    ] {
        let response = found(&api, filter).await;
        assert_eq!(ids_of(&response).iter().collect::<Vec<_>>(), expected);
        assert_eq!(response["TotalNum"], expected.len());
    }
}

#[tokio::test]
async fn the_filters_of_the_sample_can_be_ignored() {
    let api = filled(
        crate::common::start_with(|b| b.options(|o| o.record_filters = false)).await,
        2,
    )
    .await
    .0;
    let response = found(&api, json!({"CallResult": "Reject"})).await;
    assert_eq!(response["TotalNum"], 2);
}

#[tokio::test]
async fn a_wrong_filter_is_an_invalid_parameter() {
    let api = crate::common::start().await;
    for (field, value) in [
        ("StartTime", json!("0")),
        ("NumberPerPage", json!(0)),
        ("Page", json!(0)),
        ("CallType", json!("Party")),
        ("CallResult", json!(7)),
    ] {
        let (code, info) = api.refusal(RECORDS, &json!({field: value})).await;
        assert_eq!(code, 101_002);
        assert!(info.contains(field), "{info}");
    }
    assert_eq!(api.refusal(RECORD, &json!({"CallId": 1})).await.0, 101_002);
}

#[tokio::test]
async fn pages_beyond_all_numbers_are_empty() {
    let (api, _) = with_records(1).await;
    let most = i64::MAX;
    let response = found(
        &api,
        json!({"Page": most, "NumberPerPage": most, "StartTime": 0, "EndTime": most}),
    )
    .await;
    assert_eq!(response["TotalNum"], 1);
    assert_eq!(response["Page"], 0);
}

/// Calls that started ten seconds after each other and were refused at once.
async fn with_records(number: usize) -> (crate::common::Api, Vec<String>) {
    filled(crate::common::start().await, number).await
}

async fn filled(api: crate::common::Api, number: usize) -> (crate::common::Api, Vec<String>) {
    let mut ids = Vec::new();
    for _ in 0..number {
        let id = api.call(&["jack"]).await;
        api.emulator.refuse(&id, "jack").unwrap();
        api.pass(10);
        ids.push(id);
    }
    (api, ids)
}

async fn found(api: &crate::common::Api, filter: Value) -> Value {
    let answer = api.send(RECORDS, &filter).await;
    assert_eq!(code(&answer), 0, "{answer}");
    answer["Response"].clone()
}

fn ids_of(response: &Value) -> Vec<String> {
    response["CallRecordList"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["CallId"].as_str().unwrap().to_owned())
        .collect()
}
