//! What a data folder costs: `cargo bench -p call-engine-emulator --bench journal`.
//!
//! An emulator begins after a million commands, half of them calls that have ended by then: from journals alone, and from a state. And commands a
//! second with a folder, beside those without, from 32 callers at once.

mod load;

use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use call_engine_emulator::{Emulator, Phone};
use load::{CONNECTIONS, connect, exchange, head_at, median, with_body};

const COMMANDS: u64 = 1_000_000;
const CONFIGURATION: &str =
    r#"{"Url":"http://127.0.0.1:9/","CallbackCommandList":["Call.CallbackAfterEndCall"]}"#;
/// How long a turn lasts, and how many each has.
const TURN: Duration = Duration::from_millis(500);
const TURNS: usize = 7;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = written(folder.path()).await;
    let first = begin(folder.path()).await;
    println!(
        "begins after a million commands in {:.2} s, from {} MB of journal",
        first.as_secs_f64(),
        journal / 1_000_000
    );
    // The long journal is followed by another, and worked out, while it runs; a command makes it look.
    let emulator = with(folder.path()).await;
    emulator.set_phone("jack", Phone::Ignore);
    let state = folder.path().join("state-1.json");
    let began = Instant::now();
    while !state.exists() && began.elapsed() < Duration::from_secs(120) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let worked_out = began.elapsed();
    emulator.shutdown().await;
    let length = fs::metadata(&state).map_or(0, |state| state.len());
    let second = begin(folder.path()).await;
    println!(
        "what they come to is worked out beside it in {:.2} s; begins from it ({} MB) in {:.2} s",
        worked_out.as_secs_f64(),
        length / 1_000_000,
        second.as_secs_f64()
    );

    let folder = tempfile::tempdir().expect("a folder");
    let kept = Emulator::builder()
        .data(folder.path())
        .start()
        .await
        .expect("it starts");
    let forgotten = Emulator::builder().start().await.expect("it starts");
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        with.push(load(&kept).await);
        without.push(load(&forgotten).await);
    }
    let (with, without) = (median(with), median(without));
    println!(
        "set_callback: {with:.0}/s synced before the answer, {without:.0}/s without a folder ({:.2})",
        with / without
    );
}

/// Writes a journal of so many commands, as an emulator would have.
async fn written(folder: &Path) -> u64 {
    let emulator = with(folder).await;
    emulator.shutdown().await;
    let path = folder.join("journal-0.jsonl");
    let file = fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .expect("a journal");
    let mut file = BufWriter::new(file);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time");
    let now = u64::try_from(now.as_millis()).expect("a time");
    for n in 0..COMMANDS {
        // A quarter of an hour in which half of the calls ring out.
        let at = now + n * 900 / COMMANDS * 1_000;
        let timeout = if n % 2 == 0 { 1_000 } else { 86_400_000 };
        writeln!(
            file,
            r#"{{"at":{at},"do":{{"command":{{"name":"start_call_by_robot","body":{{"Robot_Account":"robot","CalleeList_Account":["user-{n}"],"Timeout":{timeout},"CallInfo":{{"MediaType":"Video"}}}}}}}}}}"#
        )
        .expect("it is written");
    }
    file.flush().expect("it is written");
    fs::metadata(path).expect("a journal").len()
}

async fn with(folder: &Path) -> Emulator {
    Emulator::builder()
        .data(folder)
        .start()
        .await
        .expect("it starts")
}

async fn begin(folder: &Path) -> Duration {
    let began = Instant::now();
    let emulator = with(folder).await;
    let took = began.elapsed();
    emulator.shutdown().await;
    took
}

/// Commands a second that change something and leave nothing behind.
async fn load(emulator: &Emulator) -> f64 {
    let head = head_at("/v4/call_config/set_callback");
    let request: Arc<[u8]> = with_body(&head, CONFIGURATION).into_bytes().into();
    let began = Instant::now();
    let mut callers = Vec::new();
    for _ in 0..CONNECTIONS {
        let (mut stream, request) = (connect(emulator.addr()).await, Arc::clone(&request));
        callers.push(tokio::spawn(async move {
            let (mut count, mut buffer) = (0_u32, Vec::new());
            while began.elapsed() < TURN {
                exchange(&mut stream, &request, &mut buffer).await;
                count += 1;
            }
            count
        }));
    }
    let mut total = 0;
    for caller in callers {
        total += caller.await.expect("every request is answered");
    }
    f64::from(total) / began.elapsed().as_secs_f64()
}
