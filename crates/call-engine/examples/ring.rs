//! Rings somebody and says who answered.
//!
//! With `call-engine emulator` running and its three variables set: `cargo run -p call-engine --example ring`.

use std::time::Duration;

use call_engine::types::{GetCallInfoRequest, MediaType, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Client, Room};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // docs: client
    let client = Client::from_env()?;
    // docs: end
    // docs: ring
    let video = StartCallInfo::new(MediaType::Video).room("lobby");
    let request = StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(30), video);
    let call = client.start_call_by_robot(request).await?;
    println!("{} rings", call.call_id());
    // docs: end
    let request = GetCallInfoRequest::new(call.call_id());
    let info = client.get_call_info(request).await?;
    for member in info.user_list() {
        println!("{:?} is {:?}", member.user_account, member.status);
    }
    // docs: rooms
    let in_text_room = StartCallInfo::new(MediaType::Audio).room("123");
    let in_numeric_room = StartCallInfo::new(MediaType::Audio).room(Room::Numeric(123));
    // docs: end
    assert_ne!(in_text_room, in_numeric_room);
    client.end_call(call.call_id()).await?;
    Ok(())
}
