use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use call_engine_emulator::fault::{Fault, FaultRule};
use call_engine_emulator::{Clock, Order, Phone};
use tempfile::TempDir;

use crate::stage::{Run, Stage};

const DAY: Duration = Duration::from_secs(86_400);

/// A folder for what is written.
struct Shelf(TempDir);

impl Shelf {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect(name)
    }

    fn names(&self) -> Vec<String> {
        names(self.0.path())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    let name = |path: &PathBuf| path.file_name().and_then(|n| n.to_str()).map(str::to_owned);
    let mut names: Vec<String> = paths.iter().filter_map(name).collect();
    names.sort();
    names
}

fn export(stage: &Stage, words: &[&str]) -> Run {
    stage.run(&[&["record", "export"], words].concat())
}

/// The CallIds of NDJSON, in order.
fn ids(text: &str) -> Vec<String> {
    let id = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        record["CallId"].as_str().expect("a CallId").to_owned()
    };
    text.lines().map(id).collect()
}

#[test]
fn thousands_of_records_come_oldest_first_and_each_once() {
    for order in [Order::Ascending, Order::Descending] {
        let stage = Stage::with(|builder| builder.options(|options| options.record_order = order));
        let shelf = Shelf::new();
        let made = stage.make_records(7_000, 6 * DAY);
        let said = export(
            &stage,
            &["--out", &shelf.path("calls.ndjson"), "--per-page", "500"],
        );
        assert_eq!(said.data(), "");
        assert!(
            said.stderr.starts_with("7000 records in ") && said.stderr.contains("/s) to "),
            "{said:?}"
        );
        assert_eq!(ids(&shelf.read("calls.ndjson")), made);
        assert_eq!(shelf.names(), ["calls.ndjson"]);
    }
}

#[test]
fn csv_has_fixed_columns_and_stdout_gets_the_same_as_a_file() {
    let stage = Stage::new();
    let shelf = Shelf::new();
    stage.make_records(3, DAY);
    let words = ["--out", &shelf.path("calls.csv"), "-o", "json"];
    let summary = export(&stage, &words).json();
    assert_eq!(
        (&summary["records"], &summary["missing"]),
        (&3.into(), &0.into())
    );
    let text = shelf.read("calls.csv");
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(
        lines[0].starts_with("CallId,Caller_Account,CalleeList_Account,"),
        "{text}"
    );
    let row = "00000001-0000-4000-8000-000000000000,robot1,robot1;user1;'=1+1,Audio,MultiCall,NormalEnd,\"room, 1\",2,20";
    assert!(
        lines[2].starts_with(row) && lines[2].ends_with("Z,18"),
        "{text}"
    );
    assert_eq!(export(&stage, &[]).data(), text);
    let lines = export(&stage, &["-o", "ndjson", "--query", "RoomId"]);
    assert_eq!(lines.data(), "\"room, 0\"\n\"room, 1\"\n\"room, 2\"\n");
    let none = export(&stage, &["--type", "SingleCall"]);
    assert_eq!(none.data().lines().count(), 1, "{none:?}");
}

#[test]
fn a_day_has_a_file_in_the_zone_that_is_asked_for() {
    let stage = Stage::new();
    let shelf = Shelf::new();
    stage.make_records(400, 3 * DAY);
    let folder = shelf.path("days");
    let words = ["--out", &folder, "--by-day", "--utc", "--format", "ndjson"];
    export(&stage, &words).data();
    let files = names(Path::new(&folder));
    assert!((3..=4).contains(&files.len()), "{files:?}");
    let mut count = 0;
    for name in &files {
        let text = shelf.read(&format!("days/{name}"));
        for line in text.lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let started = record["StartTime"].as_i64().expect("a time");
            let day = started / 86_400 * 86_400;
            let named: jiff::Timestamp =
                format!("{}T00:00:00Z", &name[..10]).parse().expect("a day");
            assert_eq!(named.as_second(), day, "{name}");
            count += 1;
        }
    }
    assert_eq!(count, 400);
    let again = export(&stage, &words);
    assert!(
        again.failed(2).contains(&files[1]) && again.stderr.contains("--force"),
        "{again:?}"
    );
    export(&stage, &[&words[..], &["--force"]].concat()).data();
}

#[test]
fn what_is_there_is_never_replaced_unasked() {
    let stage = Stage::new();
    let shelf = Shelf::new();
    stage.make_records(2, DAY);
    let out = shelf.path("calls.csv");
    fs::write(&out, "mine").expect("a file");
    for words in [vec!["--out", &out], vec!["--out", &out, "--resume"]] {
        let said = export(&stage, &words);
        assert!(said.failed(2).contains("--force replaces it"), "{said:?}");
    }
    assert_eq!(shelf.read("calls.csv"), "mine");
    #[cfg(unix)]
    {
        let device = ["--out", "/dev/null", "--format", "csv", "--force"];
        let said = export(&stage, &device);
        assert!(said.failed(2).contains("> /dev/null"), "{said:?}");
    }
    assert!(stage.sent().is_empty());
    export(&stage, &["--out", &out, "--force"]).data();
    assert_eq!(shelf.read("calls.csv").lines().count(), 3);
}

#[test]
fn an_export_that_broke_off_goes_on_without_holes_and_duplicates() {
    // The clock stands, so after 200 requests no more are answered until it moves.
    let clock = Clock::stopped();
    let stage = Stage::with(|builder| {
        let builder = builder.clock(clock.clone());
        builder.options(|options| options.rate_limit_code = Some(60_011))
    });
    let shelf = Shelf::new();
    let made = stage.make_records(5_000, 5 * DAY);
    let out = shelf.path("calls.ndjson");
    let words = ["--out", &out, "--per-page", "20"];
    let broken = export(&stage, &words);
    assert!(broken.failed(1).contains("60011"), "{broken:?}");
    assert!(broken.stderr.contains("--resume"), "{broken:?}");
    assert_eq!(
        shelf.names(),
        ["calls.ndjson.part", "calls.ndjson.part.json"]
    );
    let part = ids(&shelf.read("calls.ndjson.part"));
    assert!(
        !part.is_empty() && part.len() < 5_000 && part[..] == made[..part.len()],
        "{}",
        part.len()
    );

    let told = export(&stage, &words);
    assert!(
        told.failed(2).contains("--resume goes on") && told.stderr.contains("--force"),
        "{told:?}"
    );
    let other = export(
        &stage,
        &[&words[..], &["--resume", "--result", "NormalEnd"]].concat(),
    );
    assert!(
        other
            .failed(2)
            .contains("--result is NormalEnd now and was not given"),
        "{other:?}"
    );

    let mut runs = 0;
    let last = loop {
        clock.advance(Duration::from_secs(1));
        let said = export(&stage, &[&words[..], &["--resume"]].concat());
        runs += 1;
        assert!(runs < 10, "{said:?}");
        if said.code == Some(0) {
            break said;
        }
    };
    assert!(
        last.stderr
            .contains("records are there; going on with the span fixed at the start, 20"),
        "{last:?}"
    );
    assert_eq!(ids(&shelf.read("calls.ndjson")), made);
    assert_eq!(shelf.names(), ["calls.ndjson"]);

    clock.advance(Duration::from_secs(1));
    let whole = ["--out", &shelf.path("whole.ndjson"), "--per-page", "500"];
    export(&stage, &whole).data();
    assert_eq!(shelf.read("whole.ndjson"), shelf.read("calls.ndjson"));
}

#[cfg(unix)]
#[test]
fn a_killed_export_goes_on_and_ctrl_c_says_how() {
    let stage = Stage::new();
    let shelf = Shelf::new();
    let made = stage.make_records(4_000, 5 * DAY);
    let slow = Fault::late(Duration::from_millis(30));
    let folder = shelf.path("days");
    let words = ["--out", &folder, "--by-day", "--utc", "--per-page", "50"];
    let begin = || {
        // Every answer is late, so that it is met in the middle.
        stage.emulator.add_fault_rule(FaultRule::new(slow.clone()));
        let mut command = stage.command(&[&["record", "export", "--resume"], &words[..]].concat());
        let child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        child.expect("the binary starts")
    };
    let written = || {
        let point = fs::read(shelf.path("days/export.part.json")).unwrap_or_default();
        let point: serde_json::Value = serde_json::from_slice(&point).unwrap_or_default();
        point["records"].as_u64().unwrap_or(0)
    };
    let mut child = begin();
    while written() == 0 {
        assert!(
            child.try_wait().expect("a child").is_none(),
            "it ended too soon"
        );
        std::thread::yield_now();
    }
    child.kill().expect("a kill");
    child.wait().expect("an end");
    let first = written();
    assert!(first > 0 && first < 4_000, "{first}");

    let child = begin();
    while written() == first {
        std::thread::yield_now();
    }
    let pid = child.id().to_string();
    let killed = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    assert!(killed.expect("kill").success());
    let said = child.wait_with_output().expect("an end");
    let text = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(130), "{text}");
    assert!(
        text.contains("interrupted") && text.contains("--resume"),
        "{text}"
    );
    assert!(written() > first);

    stage.emulator.clear_fault_rules();
    export(&stage, &[&words[..], &["--resume"]].concat()).data();
    let mut came = Vec::new();
    for name in names(Path::new(&folder)) {
        let ending = Path::new(&name).extension();
        assert_eq!(ending, Some("csv".as_ref()), "{name}");
        let text = shelf.read(&format!("days/{name}"));
        let rows = text.split_terminator("\r\n").skip(1);
        came.extend(rows.map(|row| row[..36].to_owned()));
    }
    assert_eq!(came, made);
}

#[test]
fn records_that_appear_meanwhile_make_no_duplicates() {
    let stage = Stage::with(|builder| {
        builder
            .default_phone(Phone::Manual)
            .options(|options| options.record_order = Order::Descending)
    });
    let shelf = Shelf::new();
    let made = stage.make_records(900, 3 * DAY);
    let open: Vec<String> = (0..5)
        .map(|n| stage.start_call(&format!("jack{n}")))
        .collect();
    stage
        .emulator
        .add_fault_rule(FaultRule::new(Fault::late(Duration::from_millis(20))));
    stage.emulator.clear_requests();
    let words = [
        "record",
        "export",
        "--out",
        &shelf.path("calls.ndjson"),
        "--per-page",
        "20",
        "-o",
        "json",
    ];
    let mut child = stage
        .command(&words)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    // A call that began before the end of the span ends while pages are read: newest first, it moves every page.
    for (number, id) in open.iter().enumerate() {
        while stage.emulator.requests().len() < 5 * (number + 1) {
            assert!(
                child.try_wait().expect("a child").is_none(),
                "it ended too soon"
            );
            std::thread::yield_now();
        }
        stage.emulator.hang_up(id, &format!("jack{number}")).ok();
        stage.emulator.refuse(id, &format!("jack{number}")).ok();
    }
    assert!(child.wait().expect("an end").success());
    let came = ids(&shelf.read("calls.ndjson"));
    let distinct: std::collections::HashSet<&String> = came.iter().collect();
    assert_eq!(distinct.len(), came.len());
    assert_eq!(came[..made.len()], made);
}

#[test]
fn mistakes_are_told_before_anything_is_sent() {
    let stage = Stage::new();
    let shelf = Shelf::new();
    let folder = shelf.path("");
    let odd = shelf.path("calls.xlsx");
    for (words, why) in [
        (vec!["--out", &*odd], "--format"),
        (vec!["--out", &*folder], "is a folder"),
        (vec!["--by-day"], "--out"),
        (vec!["--out", "-", "--resume"], "need files"),
        (vec!["-o", "json"], "-o ndjson"),
        (vec!["--query", "CallId"], "-o ndjson"),
        (
            vec!["--since", "1h", "--until", "2h"],
            "ends before it starts",
        ),
        (vec!["--per-page", "0"], "--per-page"),
    ] {
        let said = export(&stage, &words);
        assert!(said.failed(2).contains(why), "{words:?} {said:?}");
    }
    let said = export(&stage, &["--out", &shelf.path("calls.csv"), "--dry-run"]);
    assert!(said.data().contains("get_record_by_filter"), "{said:?}");
    assert!(stage.sent().is_empty() && shelf.names().is_empty());
}
