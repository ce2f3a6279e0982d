//! A call from the first ring to the record, without waiting.

use std::time::Duration;

use call_engine_emulator::{Clock, Emulator, Phone};

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // docs: start
    let clock = Clock::stopped();
    let emulator = Emulator::builder()
        .phone("jack", Phone::answers_after(Duration::from_secs(2)))
        .clock(clock.clone())
        .start()
        .await?;
    println!("send commands to {}", emulator.url());
    // docs: end
    // docs: time
    clock.advance(Duration::from_secs(2));
    for call in emulator.calls() {
        println!("{} has {} members", call.id, call.members.len());
    }
    // docs: end
    emulator.shutdown().await;
    Ok(())
}
