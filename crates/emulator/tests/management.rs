//! The management, from another program's side.

mod common;

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use call_engine_emulator::management::OPENAPI;
use call_engine_emulator::{Builder, Phone};
use common::{Api, NOW, Receiver, SET_CALLBACK, START, call_to};
use reqwest::Method;
use serde_json::{Value, json};

async fn managed(change: impl FnOnce(Builder) -> Builder) -> Api {
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    common::start_with(|b| change(b.management(anywhere))).await
}

async fn manage(api: &Api, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let address = api.emulator.management_addr().expect("it is managed");
    let mut request = common::http_client().request(method, format!("http://{address}{path}"));
    if let Some(body) = body {
        request = request.body(body.to_string());
    }
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let text = response.text().await.expect("a body");
    (status, serde_json::from_str(&text).expect("JSON"))
}

async fn get(api: &Api, path: &str) -> Value {
    let (status, value) = manage(api, Method::GET, path, None).await;
    assert_eq!(status, 200, "{value}");
    value
}

async fn post(api: &Api, path: &str, body: Value) -> (u16, Value) {
    manage(api, Method::POST, path, Some(body)).await
}

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
        (&last["code"], &last["fault"].is_string()),
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
async fn every_route_of_the_description_is_there() {
    let api = managed(|b| b).await;
    let call = api.call(&["jack"]).await;
    let document: Value = serde_json::from_str(OPENAPI).expect("JSON");
    assert_eq!(get(&api, "/openapi.json").await, document);
    let mut count = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let path = path.replace("{call_id}", &call).replace("{user}", "jack");
            let path = path.replace("{number}", "1");
            let example = &operation["requestBody"]["content"]["application/json"]["example"];
            let body = (!example.is_null()).then(|| example.clone());
            let name = method.to_uppercase().parse().expect("a method");
            let (status, value) = manage(&api, name, &path, body).await;
            let expected = if path.ends_with("/again") { 404 } else { 200 };
            assert_eq!(status, expected, "{method} {path}: {value}");
            count += 1;
        }
    }
    assert_eq!(count, 17);
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
async fn pages_from_elsewhere_are_refused() {
    let api = managed(|b| b).await;
    let address = api.emulator.management_addr().expect("it is managed");
    for (origin, status) in [
        ("http://localhost:3000", 200),
        ("null", 403),
        ("https://example.com", 403),
    ] {
        let request = common::http_client()
            .delete(format!("http://{address}/faults"))
            .header("origin", origin);
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), status, "{origin}");
    }
}

#[tokio::test]
async fn the_page_loads_nothing_from_elsewhere_and_sees_the_latest_only() {
    let api = managed(|b| b.default_phone(Phone::Ignore).log_capacity(300)).await;
    let address = api.emulator.management_addr().expect("it is managed");
    for (path, kind) in [
        ("/", "text/html"),
        ("/page.js", "text/javascript"),
        ("/page.css", "text/css"),
    ] {
        let response = common::http_client().get(format!("http://{address}{path}"));
        let response = response.send().await.expect("an answer");
        let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
        assert!(header("content-type").starts_with(kind), "{path}");
        assert!(header("content-security-policy").starts_with("default-src 'none'"));
    }
    for number in 0..210 {
        api.call(&[&format!("user{number}")]).await;
    }
    let snapshot = get(&api, "/snapshot").await;
    let length = |name: &str| snapshot[name].as_array().map(Vec::len);
    assert_eq!(snapshot["call_count"], json!(210));
    assert_eq!(["calls", "requests", "events"].map(length), [Some(200); 3]);
    assert_eq!(snapshot["first_request"], json!(10));
}

#[tokio::test]
async fn whoever_looks_on_is_told_of_a_change() {
    let api = managed(|b| b).await;
    let address = api.emulator.management_addr().expect("it is managed");
    let live = common::http_client().get(format!("http://{address}/live"));
    let mut live = live.send().await.expect("an answer");
    assert_eq!(live.headers()["content-type"], "text/event-stream");
    // Once at first, for what happened since the page was looked at, and then for each change.
    for change in 0..2 {
        if change == 1 {
            api.call(&["jack"]).await;
        }
        let told = live.chunk().await.expect("it goes on").expect("an event");
        // A browser passes over an event without data.
        assert_eq!(&told[..], b"event: change\ndata: new\n\n");
    }
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
