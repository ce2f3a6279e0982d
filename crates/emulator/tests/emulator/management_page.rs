//! What the page of the management looks at, and who else may.

use std::time::Duration;

use call_engine_emulator::{Phone, ROUTES};
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::management::{get, manage, managed};
use crate::common::{NOW, call_to};

#[tokio::test]
async fn a_call_in_progress_shows_who_left_and_what_phones_do_by_themselves() {
    let second = Duration::from_secs(1);
    let api = managed(|b| {
        b.phone(
            "rose",
            Phone::answers_after(second).then_hangs_up_after(second * 30),
        )
        .phone("mute", Phone::Ignore)
        .phone("anna", Phone::refuses_after(Duration::ZERO))
    })
    .await;
    let id = api.call(&["jack", "rose", "mute", "anna"]).await;
    let call = get(&api, &format!("/calls/{id}")).await["call"].clone();
    let ring = call_to(&[])["Timeout"].as_u64().expect("a ring time-out");
    assert_eq!(call["rings_until"], json!(NOW + ring));
    assert_eq!(
        call["left"],
        json!([{"user": "anna", "change": "Rejected"}])
    );
    assert_eq!(
        call["members"].as_array().expect("members")[1..],
        [
            json!({"user": "jack", "status": "Waiting"}),
            json!({"user": "rose", "status": "Waiting", "by_itself": {"act": "answer", "at": NOW + 1_000}}),
            json!({"user": "mute", "status": "Waiting", "by_itself": {"act": "ignore"}}),
        ]
    );
    api.pass(1);
    let call = get(&api, "/snapshot").await["calls"][0].clone();
    assert_eq!(
        call["members"][2]["by_itself"],
        json!({"act": "hang_up", "at": NOW + 31_000})
    );
    assert_eq!(call["answered_at"], json!(NOW + 1_000));
    let ended = manage(&api, Method::DELETE, &format!("/calls/{id}"), None).await;
    assert_eq!(ended.0, 200);
    let whole = get(&api, &format!("/calls/{id}")).await;
    assert_eq!(whole["record"]["result"], json!("NormalEnd"));
    let kinds = whole["line"]["events"].as_array().expect("events");
    let kinds: Vec<&str> = kinds
        .iter()
        .filter_map(|one| one["kind"].as_str())
        .collect();
    assert_eq!(
        kinds,
        ["started", "members_changed", "members_changed", "ended"]
    );
    assert_eq!(
        whole["line"]["commands"][0]["name"],
        json!("start_call_by_robot")
    );
    assert_eq!(
        manage(&api, Method::DELETE, &format!("/calls/{id}"), None)
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn the_past_is_read_a_page_at_a_time_and_the_snapshot_does_not_grow_with_it() {
    let api = managed(|b| b.default_phone(Phone::refuses_after(Duration::ZERO))).await;
    let mut sizes = Vec::new();
    for until in [150, 600] {
        for number in get(&api, "/snapshot").await["record_count"]
            .as_u64()
            .expect("a number")..until
        {
            api.call(&[&format!("user{number:04}")]).await;
        }
        sizes.push(get(&api, "/snapshot").await.to_string().len());
    }
    assert!(sizes[1] < sizes[0] + sizes[0] / 20, "{sizes:?}");
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page = get(&api, &format!("/records?limit=200&before={next}")).await;
        for record in page["records"].as_array().expect("records") {
            seen.push(record["callees"][0].as_str().expect("a user").to_owned());
        }
        match page["next"].as_u64() {
            Some(before) => next = before.to_string(),
            None => break,
        }
    }
    let all: Vec<String> = (0..600).rev().map(|n| format!("user{n:04}")).collect();
    assert_eq!(seen, all);
    let found = get(&api, "/records?contains=USER001&limit=4").await;
    let found: Vec<&str> = found["records"]
        .as_array()
        .expect("records")
        .iter()
        .filter_map(|record| record["callees"][0].as_str())
        .collect();
    assert_eq!(found, ["user0019", "user0018", "user0017", "user0016"]);
    for wrong in ["limit=0", "limit=201", "before=x", "contains=%zz"] {
        let path = format!("/records?{wrong}");
        assert_eq!(
            manage(&api, Method::GET, &path, None).await.0,
            400,
            "{wrong}"
        );
    }
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
        let request = crate::common::http_client()
            .delete(format!("http://{address}/faults"))
            .header("origin", origin);
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), status, "{origin}");
    }
    // A name that leads here is not this machine's.
    let port = address.port();
    for (host, status) in [
        ("localhost", 200),
        ("page.localhost", 200),
        ("127.0.0.1", 200),
        ("[::1]", 200),
        ("example.com", 403),
        ("localhost.example.com", 403),
    ] {
        let request = crate::common::http_client()
            .get(format!("http://{address}/export"))
            .header("host", format!("{host}:{port}"));
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), status, "{host}");
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
        let response = crate::common::http_client().get(format!("http://{address}{path}"));
        let response = response.send().await.expect("an answer");
        let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
        assert!(header("content-type").starts_with(kind), "{path}");
        assert!(header("content-security-policy").starts_with("default-src 'none'"));
    }
    for number in 0..210 {
        api.call(&[&format!("user{number}")]).await;
    }
    let snapshot = get(&api, "/snapshot").await;
    let length = |list: &Value| list.as_array().map(Vec::len);
    assert_eq!(snapshot["call_count"], json!(210));
    let commands = ROUTES.iter().map(|route| route.operation);
    assert_eq!(snapshot["commands"], json!(commands.collect::<Vec<_>>()));
    let line = &snapshot["line"];
    let lists = [&snapshot["calls"], &line["commands"], &line["events"]];
    assert_eq!(lists.map(length), [Some(100); 3]);
    assert_eq!(line["commands"][0]["number"], json!(110));
}

#[tokio::test]
async fn whoever_looks_on_is_told_of_a_change() {
    let api = managed(|b| b).await;
    let address = api.emulator.management_addr().expect("it is managed");
    let live = crate::common::http_client().get(format!("http://{address}/live"));
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
