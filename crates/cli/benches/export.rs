//! How fast 100,000 records are exported, and what that takes of memory: `cargo bench -p call-engine-cli --bench export`.
//!
//! Behind `--` stands another binary to measure, such as the released one:
//! `cargo build --release -p call-engine-cli && cargo bench -p call-engine-cli --bench export -- target/release/call-engine`.
//!
//! An emulator in this process has the records; the binary runs as people run it. It keeps the documents' 200 requests a
//! second, so pages of 100 cannot be faster than 20,000 records a second.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use call_engine_emulator::{Emulator, SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use serde_json::{Value, json};

const RECORDS: u64 = 100_000;
const DAYS: u64 = 6;
/// How often each is measured; the median counts.
const RUNS: usize = 3;
/// Time between two looks at the memory of the binary.
const LOOK: Duration = Duration::from_millis(10);

#[tokio::main]
async fn main() {
    let given = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let binary = given.map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_call-engine")),
        in_workspace,
    );
    println!("{}, {RECORDS} records of {DAYS} days", binary.display());
    let emulator = Emulator::builder()
        .log_capacity(0)
        .start()
        .await
        .expect("it starts");
    emulator
        .import(&with_records(&emulator.export()))
        .expect("a state");
    let url = emulator.url();
    for (form, per_page) in [
        ("csv", 100),
        ("ndjson", 100),
        ("csv", 1_000),
        ("ndjson", 1_000),
    ] {
        let mut runs = Vec::new();
        for _ in 0..RUNS {
            let (binary, url) = (binary.clone(), url.clone());
            let run = move || export(&binary, &url, form, per_page);
            runs.push(tokio::task::spawn_blocking(run).await.expect("no panic"));
        }
        runs.sort_by_key(|run| run.took);
        let Run { took, peak } = runs[RUNS / 2];
        let per_second = f64::from(u32::try_from(RECORDS).expect("a number")) / took.as_secs_f64();
        println!(
            "{form:>6}, pages of {per_page:>4}: {:.2} s, {per_second:.0} records/s, {:.1} MB at the most (VmHWM)",
            took.as_secs_f64(),
            f64::from(peak) / 1_024.0
        );
    }
    emulator.shutdown().await;
}

/// Cargo runs a benchmark in the folder of its package.
fn in_workspace(path: String) -> PathBuf {
    let path = PathBuf::from(path);
    if path.exists() || path.is_absolute() {
        return path;
    }
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

fn with_records(state: &[u8]) -> Vec<u8> {
    let mut state: Value = serde_json::from_slice(state).expect("a state");
    let now = state["engine"]["now"].as_u64().expect("a time");
    let step = DAYS * 86_400_000 / RECORDS;
    let records = (0..RECORDS).map(|number| {
        let started = now - 60_000 - (RECORDS - number) * step;
        json!({
            "id": format!("{number:08x}-0000-4000-8000-000000000000"),
            "caller": "robot",
            "callees": [format!("user{number}"), "jill"],
            "media": "Video",
            "call_type": "MultiCall",
            "room": {"id": format!("room-{number}"), "kind": 2},
            "started_at": started,
            "accepted_at": started + 2_000,
            "ended_at": started + 20_000,
            "result": "NormalEnd",
        })
    });
    state["engine"]["records"] = records.collect();
    serde_json::to_vec(&state).expect("JSON")
}

#[derive(Clone, Copy)]
struct Run {
    took: Duration,
    /// In KiB.
    peak: u32,
}

fn export(binary: &Path, url: &str, form: &str, per_page: u32) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(format!("calls.{form}"));
    let began = Instant::now();
    let mut child = Command::new(binary)
        .args([
            "record",
            "export",
            "--per-page",
            &per_page.to_string(),
            "--out",
        ])
        .arg(&file)
        .env("CALL_ENGINE_ENDPOINT", url)
        .env("CALL_ENGINE_SDK_APP_ID", SAMPLE_SDK_APP_ID.to_string())
        .env("CALL_ENGINE_SECRET_KEY", SAMPLE_SECRET_KEY)
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut peak = 0;
    let status = loop {
        peak = memory(child.id()).unwrap_or(peak);
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        std::thread::sleep(LOOK);
    };
    let took = began.elapsed();
    assert!(status.success(), "{status}");
    let head = u64::from(form == "csv");
    let lines = fs::read_to_string(&file).expect("a file").lines().count();
    assert_eq!(lines as u64, RECORDS + head);
    Run { took, peak }
}

/// The greatest memory of a process so far, in KiB; only on Linux.
fn memory(pid: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
