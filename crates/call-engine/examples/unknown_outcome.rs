//! Starts a call, and when nobody knows whether it rang, looks before it rings again.
//!
//! With `call-engine emulator` running and its three variables set:
//! `cargo run -p call-engine --example unknown_outcome`.

use std::time::Duration;

use call_engine::types::{
    GetRecordByFilterRequest, MediaType, StartCallByRobotRequest, StartCallInfo,
};
use call_engine::{Client, Error};

/// What is known after an attempt to ring somebody.
#[derive(Debug)]
enum Outcome {
    Rings(String),
    DidNotRing(Error),
    Unknown(Error),
}

// docs: start
async fn start(client: &Client, request: StartCallByRobotRequest) -> Outcome {
    match client.start_call_by_robot(request).await {
        Ok(call) => Outcome::Rings(call.call_id().to_owned()),
        Err(error) if error.may_have_taken_effect() => Outcome::Unknown(error),
        Err(error) => Outcome::DidNotRing(error),
    }
}
// docs: end

// docs: look
/// Whether the records hold a call of this robot since a moment.
///
/// Ask when its ring time-out and five seconds have passed.
async fn rang_since(client: &Client, robot: &str, since: i64) -> Result<bool, Error> {
    let mut page = 1;
    loop {
        let request = GetRecordByFilterRequest::new().start_time(since).page(page);
        let found = match client.get_record_by_filter(request).await {
            Err(error) if error.is_record_not_found() => return Ok(false),
            found => found?,
        };
        let records = found.call_record_list();
        if records
            .iter()
            .any(|record| record.caller_account() == robot)
        {
            return Ok(true);
        }
        if records.is_empty() || found.page.unwrap_or(0) == 0 {
            return Ok(false);
        }
        page += 1;
    }
}
// docs: end

// docs: say
fn say(error: &Error) {
    eprintln!("{error}");
    if let Some(code) = error.code() {
        eprintln!(
            "code {code} ({})",
            error.name().unwrap_or("not in the catalogue")
        );
    }
    eprintln!("what to do: {}", error.remedy());
    eprintln!("quote to support: {}", error.request_id().unwrap_or("none"));
}
// docs: end

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .base_url(std::env::var("CALL_ENGINE_ENDPOINT")?)
        .sdk_app_id(std::env::var("CALL_ENGINE_SDK_APP_ID")?.parse()?)
        .secret_key(&std::env::var("CALL_ENGINE_SECRET_KEY")?)
        .build()?;
    let audio = StartCallInfo::new(MediaType::Audio);
    let request = StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(10), audio);
    match start(&client, request).await {
        Outcome::Rings(call_id) => println!("{call_id} rings"),
        Outcome::DidNotRing(error) => say(&error),
        Outcome::Unknown(error) => {
            say(&error);
            println!("rang: {}", rang_since(&client, "robot", 0).await?);
        }
    }
    Ok(())
}
