//! The management, from another program's side.

use std::time::Duration;

use call_engine_emulator::Phone;
use call_engine_emulator::fault::{Fault, FaultRule, Strike};
use call_engine_emulator::management::OPENAPI;
use call_engine_emulator::webhook::{Fate, Rule};
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::management::{get, manage, managed, post};
use crate::common::{NOW, Receiver, SET_CALLBACK, START, call_to};

#[tokio::test]
async fn a_phone_is_picked_up_from_outside() {
    let api = managed(|b| b).await;
    let mut body = call_to(&["jack"]);
    body["UserData"] = json!("order 7");
    body["OfflinePushInfo"] = json!({"Title": "Your taxi", "Desc": "is here"});
    api.send(START, &body).await;
    let calls = get(&api, "/calls").await;
    let call = &calls["calls"][0];
    assert_eq!(
        (&call["push_title"], &call["push_text"], &call["user_data"]),
        (&json!("Your taxi"), &json!("is here"), &json!("order 7"))
    );
    assert_eq!(
        call["members"][1],
        json!({"user": "jack", "status": "Waiting"})
    );
    let id = call["call_id"].as_str().expect("an ID");
    let jack = format!("/calls/{id}/members/jack");
    assert_eq!(post(&api, &jack, json!({"act": "hang_up"})).await.0, 409);
    assert_eq!(post(&api, &jack, json!({"act": "answer"})).await.0, 200);
    let (status, said) = post(&api, &jack, json!({"act": "sing"})).await;
    assert_eq!(status, 400);
    assert!(
        said["error"].as_str().unwrap_or_default().contains("sing"),
        "{said}"
    );
    let nobody = format!("/calls/{id}/members/rose");
    assert_eq!(post(&api, &nobody, json!({"act": "answer"})).await.0, 404);
    assert_eq!(post(&api, &jack, json!({"act": "hang_up"})).await.0, 200);
    assert_eq!(get(&api, "/calls").await["calls"], json!([]));
    let events = get(&api, "/events").await;
    let kinds: Vec<&str> = events["events"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|event| event["kind"].as_str())
        .collect();
    assert_eq!(
        kinds,
        ["started", "members_changed", "members_changed", "ended"]
    );
    assert_eq!(
        events["events"][3]["what"]["record"]["result"],
        json!("NormalEnd")
    );
}

#[tokio::test]
async fn the_clock_phones_and_faults_are_within_reach() {
    let api = managed(|b| b.default_phone(Phone::Ignore)).await;
    let refuses = json!({"policy": "refuse", "after_ms": 1000});
    let (status, _) = manage(&api, Method::PUT, "/phones/jack", Some(refuses)).await;
    assert_eq!(status, 200);
    api.call(&["jack"]).await;
    let (_, moved) = post(&api, "/clock", json!({"advance_ms": 1000})).await;
    assert_eq!(moved["now"], json!(NOW + 1000));
    assert_eq!(get(&api, "/state").await["calls"], json!(0));
    let rule = json!({"fault": {"code": 60_008}, "command": "start_call_by_robot", "times": 1});
    assert_eq!(post(&api, "/faults", rule).await.0, 200);
    assert_eq!(api.refusal(START, &call_to(&["rose"])).await.0, 60_008);
    let (status, said) = post(&api, "/faults", json!({"fault": {"http": 5}})).await;
    assert_eq!(status, 400);
    assert!(
        said["error"]
            .as_str()
            .unwrap_or_default()
            .contains("status"),
        "{said}"
    );
    let log = get(&api, "/requests").await;
    let last = &log["requests"][1];
    assert_eq!(
        (&last["code"], &last["fault"].is_object()),
        (&json!(60_008), &true)
    );
    assert!(!log.to_string().contains("eJ"), "no UserSig: {log}");
    manage(&api, Method::DELETE, "/requests", None).await;
    assert_eq!(get(&api, "/requests").await["requests"], json!([]));
}

#[tokio::test]
async fn webhooks_are_steered_and_looked_at() {
    let receiver = Receiver::start().await;
    let api = managed(|b| b.phone("jack", Phone::refuses_after(Duration::ZERO))).await;
    let config =
        json!({"Url": receiver.url("/"), "CallbackCommandList": ["Call.CallbackAfterEndCall"]});
    api.send(SET_CALLBACK, &config).await;
    let rule = json!({"fate": "never", "command": "AfterEndCall", "times": 1});
    assert_eq!(post(&api, "/webhook-rules", rule).await.0, 200);
    api.call(&["jack"]).await;
    let deliveries = get(&api, "/deliveries").await;
    let delivery = &deliveries["deliveries"][0];
    assert_eq!(
        (&delivery["done"], &delivery["arrived"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        delivery["body"]["CallRecord"]["CallResult"],
        json!("Reject")
    );
    assert_eq!(
        manage(&api, Method::POST, "/deliveries/1/again", None)
            .await
            .0,
        200
    );
    receiver.wait_for(1).await;
    assert_eq!(
        manage(&api, Method::POST, "/deliveries/9/again", None)
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn every_operation_of_the_description_does_what_it_says() {
    let document: Value = serde_json::from_str(OPENAPI).expect("JSON");
    let receiver = Receiver::start().await;
    let all = json!({"Url": receiver.url("/"), "CallbackCommandList": [
        "Call.CallbackAfterStartCall", "Call.CallbackAfterMemberChanged",
    ]});
    let mut count = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            // One of everything is there: two requests, two events, a webhook, a rule of each kind.
            let unused = Fault::before(Strike::Code(60_008));
            let api = managed(|b| {
                b.phone("rose", Phone::refuses_after(Duration::ZERO))
                    .fault_rule(FaultRule::new(unused).command("delete_callback"))
                    .webhook_rule(Rule::new(Fate::Prompt))
            })
            .await;
            api.send(SET_CALLBACK, &all).await;
            let call = api.call(&["jack", "rose"]).await;
            let path = path.replace("{call_id}", &call).replace("{user}", "jack");
            let path = path.replace("{number}", "1").replace("{id}", "1");
            let example = &operation["requestBody"]["content"]["application/json"]["example"];
            let mut body = (!example.is_null()).then(|| example.clone());
            if path == "/import" {
                // No example could be the state of this very emulator.
                body = Some(get(&api, "/export").await);
            }
            let name = method.to_uppercase().parse().expect("a method");
            let (status, value) = manage(&api, name, &path, body).await;
            assert_eq!(status, 200, "{method} {path}: {value}");
            count += 1;
        }
    }
    assert_eq!(count, 31);
    let api = managed(|b| b).await;
    assert_eq!(get(&api, "/openapi.json").await, document);
}

#[tokio::test]
async fn phones_are_set_by_pattern_and_listed_with_the_most_specific_first() {
    let api = managed(|b| b.default_phone(Phone::Ignore)).await;
    for (user, phone) in [
        ("agent-*", json!({"policy": "refuse", "after_ms": 0})),
        (
            "agent-%3F",
            json!({"policy": "flaky", "shares": {"ignores": 1}}),
        ),
        ("agent-7", json!({"policy": "answer"})),
    ] {
        let path = format!("/phones/{user}");
        let (status, said) = manage(&api, Method::PUT, &path, Some(phone)).await;
        assert_eq!(status, 200, "{said}");
    }
    let shares = json!({"answers": 0, "refuses": 0, "ignores": 1, "unreachable": 0});
    let listed = json!({
        "phones": [
            {"user": "agent-7", "phone": {"policy": "answer", "after_ms": 0}},
            {"user": "agent-*", "phone": {"policy": "refuse", "after_ms": 0}},
            {"user": "agent-?", "phone": {"policy": "flaky", "shares": shares, "after_ms": 0}},
        ],
        "default": {"policy": "ignore"},
    });
    assert_eq!(get(&api, "/phones").await, listed);
    let call = api.call(&["agent-7", "agent-17"]).await;
    let seen = api.info(&call).await;
    let members = seen["Response"]["UserList"].to_string();
    assert!(
        members.contains("agent-7") && !members.contains("agent-17"),
        "{members}"
    );
    let (status, said) = manage(
        &api,
        Method::PUT,
        "/phones/x",
        Some(json!({"policy": "sing"})),
    )
    .await;
    assert_eq!(status, 400);
    assert!(
        said["error"]
            .as_str()
            .is_some_and(|why| why.contains("`sing`")),
        "{said}"
    );
}

#[tokio::test]
async fn the_log_says_what_was_answered_and_why_it_was_refused() {
    let api = managed(|b| b).await;
    let id = api.call(&["jack"]).await;
    let mut wrong = call_to(&["jack"]);
    wrong["CallInfo"]["RoomIdType"] = json!(3);
    api.refusal(START, &wrong).await;
    wrong["CalleeList_Account"] = json!(["jack", 7]);
    api.refusal(START, &wrong).await;
    let no_query = crate::common::query_but("random", Some("x"));
    api.send_raw(START, &no_query, "{}").await;
    api.info("nobody").await;
    let dropped = json!({"fault": {"connection": "drop", "when": "after"}, "times": 1});
    post(&api, "/faults", dropped).await;
    let url = format!("{}/v4/{START}", api.emulator.url());
    assert!(crate::common::http_client().post(url).send().await.is_err());
    let log = get(&api, "/requests").await;
    assert_eq!(
        log["requests"][0]["answer"]["Response"]["CallId"],
        json!(id)
    );
    let finding = |n: usize| {
        let one = &log["requests"][n];
        let found = &one["finding"];
        assert!(one["meaning"].as_str().is_some_and(|text| !text.is_empty()));
        [
            &one["code"],
            &found["check"],
            &found["in"],
            &found["field"],
            &found["rule"],
        ]
        .map(Value::clone)
    };
    assert_eq!(log["requests"][0]["finding"], Value::Null);
    for (n, code, check, place, field, rule) in [
        (
            1,
            101_002,
            "contract",
            "body",
            "CallInfo.RoomIdType",
            "must be one of [1,2]",
        ),
        (
            2,
            60_015,
            "accounts",
            "body",
            "CalleeList_Account",
            "CalleeList_Account must hold JSON strings",
        ),
        (
            3,
            60_025,
            "URL parameters",
            "url",
            "random",
            "random is not an unsigned number",
        ),
        (4, 101_004, "call engine", "body", "CallId", ""),
    ] {
        let expected = [
            json!(code),
            json!(check),
            json!(place),
            json!(field),
            json!(rule),
        ];
        assert_eq!(finding(n), expected);
    }
    // What no caller got is not said to have been answered.
    let lost = &log["requests"][5];
    assert_eq!(
        (&lost["answer"], &lost["answer_length"]),
        (&json!(""), &json!(0))
    );
    assert_eq!(
        lost["fault"],
        json!({"connection": "drop", "when": "after"})
    );
    // One by itself is shown as it came, blanks and order included.
    let body = "{ \"CallId\" : \"x\" }";
    api.send_raw(
        crate::common::INFO,
        &crate::common::joined(&crate::common::query()),
        body,
    )
    .await;
    assert_eq!(get(&api, "/requests/6").await["body"], json!(body));
    assert_eq!(manage(&api, Method::GET, "/requests/7", None).await.0, 404);
}

#[tokio::test]
async fn rules_are_listed_with_what_is_left_and_taken_away_one_by_one() {
    let api = managed(|b| b).await;
    let twice = json!({"fault": {"code": 60_008}, "command": "start_call_by_robot", "times": 2});
    assert_eq!(post(&api, "/faults", twice).await.1["id"], json!(1));
    let late = json!({"fault": {"delay_ms": 1, "when": "after"}, "account": "jack"});
    assert_eq!(post(&api, "/faults", late).await.1["id"], json!(2));
    assert_eq!(api.refusal(START, &call_to(&["rose"])).await.0, 60_008);
    let faults = get(&api, "/faults").await;
    let expected = json!([
        {"id": 2, "fault": {"delay_ms": 1, "when": "after"}, "account": "jack"},
        {"id": 1, "fault": {"code": 60_008}, "command": "start_call_by_robot", "times": 1},
    ]);
    assert_eq!(faults["faults"], expected);
    assert_eq!(get(&api, "/snapshot").await["faults"], expected);
    for (id, status) in [(1, 200), (1, 404), (2, 200)] {
        let path = format!("/faults/{id}");
        assert_eq!(manage(&api, Method::DELETE, &path, None).await.0, status);
    }
    assert_eq!(get(&api, "/faults").await["faults"], json!([]));
    for (fate, id) in [("never", 1), ("twice", 2)] {
        let rule = json!({"fate": fate, "by_ms": 1000, "times": 1});
        assert_eq!(post(&api, "/webhook-rules", rule).await.1["id"], json!(id));
    }
    assert_eq!(
        manage(&api, Method::DELETE, "/webhook-rules/1", None)
            .await
            .0,
        200
    );
    let rules = get(&api, "/webhook-rules").await;
    assert_eq!(
        rules["webhook_rules"],
        json!([{"id": 2, "fate": "twice", "by_ms": 1000, "times": 1}])
    );
    assert_eq!(
        manage(&api, Method::DELETE, "/webhook-rules", None).await.0,
        200
    );
    assert_eq!(
        get(&api, "/webhook-rules").await["webhook_rules"],
        json!([])
    );
}

#[tokio::test]
async fn a_state_is_exported_imported_and_reset_from_outside() {
    let (one, other) = (managed(|b| b).await, managed(|b| b.seed(5)).await);
    let call = one.call(&["jack"]).await;
    let state = get(&one, "/export").await;
    let imported = manage(&other, Method::POST, "/import", Some(state)).await;
    assert_eq!(imported, (200, json!({"done": true})));
    assert_eq!(
        get(&other, "/calls").await["calls"][0]["call_id"],
        json!(call)
    );
    let (status, said) = post(&other, "/import", json!({"calls": []})).await;
    assert_eq!(status, 400, "{said}");
    assert_eq!(manage(&other, Method::POST, "/reset", None).await.0, 200);
    assert_eq!(get(&other, "/calls").await["calls"], json!([]));
    assert_eq!(get(&other, "/requests").await["requests"], json!([]));
}
