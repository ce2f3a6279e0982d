//! An emulator that is managed, and its management.

use std::net::{Ipv4Addr, SocketAddr};

use call_engine_emulator::Builder;
use reqwest::Method;
use serde_json::Value;

use super::{Api, http_client, start_with};

pub async fn managed(change: impl FnOnce(Builder) -> Builder) -> Api {
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    start_with(|b| change(b.management(anywhere))).await
}

pub async fn manage(api: &Api, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let address = api.emulator.management_addr().expect("it is managed");
    let mut request = http_client().request(method, format!("http://{address}{path}"));
    if let Some(body) = body {
        request = request.body(body.to_string());
    }
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let text = response.text().await.expect("a body");
    (status, serde_json::from_str(&text).expect("JSON"))
}

pub async fn get(api: &Api, path: &str) -> Value {
    let (status, value) = manage(api, Method::GET, path, None).await;
    assert_eq!(status, 200, "{value}");
    value
}

pub async fn post(api: &Api, path: &str, body: Value) -> (u16, Value) {
    manage(api, Method::POST, path, Some(body)).await
}
