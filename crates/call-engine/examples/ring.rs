//! Rings somebody, waits for an answer, ends the call and reads how it went.
//!
//! With `call-engine emulator` running and its three variables set: `cargo run -p call-engine --example ring`.

use std::time::Duration;

use call_engine::{Client, Outcome, Ring, Room};

// docs: ring
pub(crate) async fn ring(client: &Client) -> Result<(), call_engine::Error> {
    let video = Ring::video("robot", ["jack"]).timeout(Duration::from_secs(30));
    let call = client.ring(video.room("lobby")).await?;
    println!("{call} rings");
    match call.wait().await? {
        Outcome::Answered { by } => println!("{} answered", by.join(" and ")),
        Outcome::Ended(record) => println!("nobody came: {:?}", record.call_result),
        Outcome::TimeUp => println!("it rings longer than it should"),
    }
    // Ending a call that is over already is fine.
    call.end().await?;
    let record = call.record().await?;
    println!(
        "{:?}, accepted at {:?}",
        record.call_result, record.accept_time
    );
    Ok(())
}
// docs: end

/// The same room number as text and as number: two rooms.
fn rooms() -> [Ring; 2] {
    // docs: rooms
    let in_text_room = Ring::audio("robot", ["jack"]).room("123");
    let in_numeric_room = Ring::audio("robot", ["jack"]).room(123);
    // docs: end
    [in_text_room, in_numeric_room]
}

/// What the commands that put media into a room call the same two.
fn stream_ingest() -> [u64; 2] {
    // docs: stream-ingest
    let text = Room::from("123").stream_ingest_id_type(); // 0, though Call says 2
    let numeric = Room::from(123).stream_ingest_id_type(); // 1, as Call says
    // docs: end
    [text, numeric]
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // docs: client
    let client = Client::builder()
        .base_url(std::env::var("CALL_ENGINE_ENDPOINT")?)
        .sdk_app_id(std::env::var("CALL_ENGINE_SDK_APP_ID")?.parse()?)
        .secret_key(&std::env::var("CALL_ENGINE_SECRET_KEY")?)
        .build()?;
    // docs: end
    let [text, numeric] = rooms();
    assert_ne!(text, numeric);
    assert_eq!(stream_ingest(), [0, 1]);
    ring(&client).await?;
    Ok(())
}
