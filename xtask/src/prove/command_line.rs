//! The command line starts at once, is small, and exports many records in little memory.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::emulator::{Emulator, released};
use super::workshop::needs;
use crate::repository::Repository;

/// A program of the same kind, for comparison; it is the one that package managers have.
const PEER: &str = "gh";
/// Longest start, in milliseconds, and largest binary, in MB of 1024 KB.
const START_UP: f64 = 10.0;
const SIZE: f64 = 12.0;
const ROUNDS: usize = 60;

const RECORDS: u32 = 100_000;
/// What an export of all of them may need beyond one of a thousand, in MB.
const GROWTH: f64 = 4.0;

pub fn prove(repository: &Repository) -> Result<(), String> {
    needs(PEER, "GitHub's command line, Debian's package `gh`")?;
    let program = released(repository)?;
    let mut missed = Vec::new();
    start_up(&program, &mut missed)?;
    let size = megabytes(
        fs::metadata(&program)
            .map_err(|error| error.to_string())?
            .len(),
    );
    println!(
        "   {size:.1} MB (aim {SIZE}); {PEER} {:.1} MB",
        peer_size()?
    );
    if size > SIZE {
        missed.push(format!("{size:.1} MB are more than {SIZE}"));
    }
    export(&program, &mut missed)?;
    if missed.is_empty() {
        Ok(())
    } else {
        Err(missed.join("; "))
    }
}

/// Medians of runs in turn, so that whatever else the machine does meets all.
fn start_up(program: &Path, missed: &mut Vec<String>) -> Result<(), String> {
    let ours = program.display().to_string();
    let lines: [&[&str]; 5] = [
        &[&ours, "--version"],
        &[&ours, "explain", "60008"],
        &[&ours, "api", "start_call_by_robot", "--help"],
        &[PEER, "--version"],
        &[PEER, "api", "--help"],
    ];
    let mut times = vec![Vec::new(); lines.len()];
    for _ in 0..ROUNDS {
        for (line, times) in lines.iter().zip(&mut times) {
            let began = Instant::now();
            let done = Command::new(line[0])
                .args(&line[1..])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .map_err(|error| format!("{}: {error}", line.join(" ")))?;
            if !done.success() {
                return Err(format!("{} ends with {done}", line.join(" ")));
            }
            times.push(began.elapsed());
        }
    }
    for (line, times) in lines.iter().zip(&mut times) {
        times.sort();
        let median = times[ROUNDS / 2].as_secs_f64() * 1_000.0;
        let own = line[0] == ours;
        let name = if own { "call-engine" } else { line[0] };
        println!("   {median:5.1} ms  {name} {}", line[1..].join(" "));
        if own && median > START_UP {
            missed.push(format!("{} takes {median:.1} ms", line[1..].join(" ")));
        }
    }
    Ok(())
}

fn peer_size() -> Result<f64, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        std::env::split_paths(&path).find_map(|folder| fs::metadata(folder.join(PEER)).ok());
    found
        .map(|file| megabytes(file.len()))
        .ok_or_else(|| format!("{PEER} is nowhere in PATH"))
}

/// Few records, then many: the memory is that of the program, not of the records.
fn export(program: &Path, missed: &mut Vec<String>) -> Result<(), String> {
    let mut peaks = Vec::new();
    for count in [1_000, RECORDS] {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let data = folder.path().join("data");
        let data_folder = data.display().to_string();
        let keeping = ["--data", &data_folder, "--ignore"];
        // What it writes at its start stands before the calls.
        let earlier = ["--clock", "stopped", "--clock-start", "25h"];
        drop(Emulator::start(
            program,
            &[&keeping[..], &earlier].concat(),
        )?);
        write_calls(&data.join("journal-0.jsonl"), count)?;
        let emulator = Emulator::start(program, &keeping)?;
        // The service takes 200 requests a second, so pages of 100 come to 20,000 records at most.
        for (form, page) in [("csv", "100"), ("ndjson", "1000")] {
            let file = folder.path().join(format!("records.{form}"));
            let began = Instant::now();
            let mut child = Command::new(program)
                .args(["record", "export", "--since", "2d", "--per-page", page])
                .arg("--out")
                .arg(&file)
                .envs(emulator.environment())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .map_err(|error| error.to_string())?;
            let mut peak = 0_u32;
            let status = format!("/proc/{}/status", child.id());
            while child
                .try_wait()
                .map_err(|error| error.to_string())?
                .is_none()
            {
                peak = peak.max(high_water(&status).unwrap_or(0));
                thread::sleep(Duration::from_millis(2));
            }
            let took = began.elapsed().as_secs_f64();
            let output = child
                .wait_with_output()
                .map_err(|error| error.to_string())?;
            if !output.status.success() {
                return Err(String::from_utf8_lossy(&output.stderr).into_owned());
            }
            let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
            let heading = usize::from(form == "csv");
            let lines = text.lines().count() - heading;
            if u32::try_from(lines) != Ok(count) {
                return Err(format!("{lines} records of {count} are in the {form}"));
            }
            let peak = f64::from(peak) / 1_024.0;
            println!(
                "   {count} records as {form}, pages of {page}: {:.0} a second, at most {peak:.1} MB",
                f64::from(count) / took
            );
            peaks.push(peak);
        }
    }
    let growth = (peaks[2] - peaks[0]).max(peaks[3] - peaks[1]);
    if growth > GROWTH {
        missed.push(format!(
            "{RECORDS} records need {growth:.1} MB more than a thousand"
        ));
    }
    Ok(())
}

/// Calls that rang out in the last day, as commands of the journal.
fn write_calls(journal: &Path, count: u32) -> Result<(), String> {
    let open = fs::OpenOptions::new().append(true).open(journal);
    let file = open.map_err(|error| format!("{}: {error}", journal.display()))?;
    let mut file = std::io::BufWriter::new(file);
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_err(|error| error.to_string())?.as_millis();
    let first = now - 24 * 3_600_000;
    for n in 0..count {
        // Done an hour ago, so that every record can be read.
        let at = first + u128::from(n) * (23 * 3_600_000) / u128::from(count);
        writeln!(
            file,
            r#"{{"at":{at},"do":{{"command":{{"name":"start_call_by_robot","body":{{"Robot_Account":"robot","CalleeList_Account":["user-{n}"],"Timeout":10000,"CallInfo":{{"MediaType":"Video"}}}}}}}}}}"#
        )
        .map_err(|error| error.to_string())?;
    }
    file.flush().map_err(|error| error.to_string())
}

/// The most memory a process has had so far, in KB; only Linux tells.
fn high_water(status: &str) -> Option<u32> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1_024).unwrap_or(u32::MAX)) / 1_024.0
}
