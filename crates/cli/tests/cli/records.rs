use std::time::Duration;

use call_engine_emulator::Clock;

use crate::stage::{Stage, run};

const DAY: Duration = Duration::from_secs(86_400);

#[test]
fn people_see_their_own_time_and_programs_what_the_service_sent() {
    // 2023-11-14T22:13:20Z, and its first record three minutes earlier.
    let stage = Stage::with(|builder| builder.clock(Clock::manual(1_700_000_000_000)));
    let ids = stage.make_records(1, Duration::from_secs(120));
    let show = |words: &[&str], zone: &str| {
        let words = [words, &["--since", "1699999000", "--until", "1700000000"]].concat();
        let ready = ticket();
        let mut command = stage.command(&words);
        command
            .env("TZ", zone)
            .env_remove("CALL_ENGINE_SECRET_KEY")
            .env("CALL_ENGINE_USER_SIG", ready);
        run(&mut command)
    };
    let list = ["record", "list"];
    let there = show(&list, "Asia/Kolkata");
    assert!(
        there.data().contains("2023-11-15 03:40:20+05:30"),
        "{there:?}"
    );
    let here = show(&list, "America/New_York");
    assert!(
        here.data().contains("2023-11-14 17:10:20-05:00"),
        "{here:?}"
    );
    let utc = show(&["record", "list", "--utc"], "Asia/Kolkata");
    assert!(utc.data().contains("2023-11-14T22:10:20Z"), "{utc:?}");
    let json = show(&["record", "list", "-o", "json"], "Asia/Kolkata").json();
    assert_eq!(json["CallRecordList"][0]["StartTime"], 1_699_999_820);

    let get = |words: &[&str]| {
        let mut command = stage.command(words);
        command
            .env("TZ", "Asia/Tokyo")
            .env_remove("CALL_ENGINE_SECRET_KEY")
            .env("CALL_ENGINE_USER_SIG", ticket());
        run(&mut command).data().to_owned()
    };
    let local = get(&["record", "get", &ids[0]]);
    assert!(
        local.contains("Started  2023-11-15 07:10:20+09:00\n"),
        "{local}"
    );
    let utc = get(&["record", "get", &ids[0], "--utc"]);
    assert!(utc.contains("Ended    2023-11-14T22:10:40Z\n"), "{utc}");
}

/// A UserSig of the emulator's time.
fn ticket() -> String {
    let key = usersig::SecretKey::new(crate::stage::KEY).expect("a key");
    let life = Duration::from_secs(600);
    let app = call_engine_emulator::SAMPLE_SDK_APP_ID;
    let ticket = key.mint(app, "administrator", 1_699_999_990, life);
    ticket.expect("a ticket").expose().to_owned()
}

#[test]
fn all_pages_are_read_and_each_record_comes_once() {
    let stage = Stage::new();
    let ids = stage.make_records(250, 3 * DAY);
    let all = stage.run(&["record", "list", "--all", "-o", "json"]).json();
    let listed = all["CallRecordList"].as_array().expect("a list");
    let came: Vec<&str> = listed
        .iter()
        .filter_map(|one| one["CallId"].as_str())
        .collect();
    assert_eq!(came, ids);
    assert_eq!(all["TotalNum"], 250);
    let lines = stage.run(&[
        "record",
        "list",
        "--all",
        "-o",
        "ndjson",
        "--per-page",
        "30",
    ]);
    assert_eq!(lines.data().lines().count(), 250);
    assert_eq!(lines.stderr, "250 records\n");
    let table = stage.run(&["record", "list", "--all", "--result", "not-answer"]);
    assert_eq!(table.data().lines().count(), 1 + 84, "{}", table.stdout);
    let first = stage.run(&["record", "list"]);
    assert_eq!(
        first.stderr,
        "10 of 250 records, page 1; --all shows all, --page another\n"
    );
    let shown = stage.run(&["record", "list", "--all", "--dry-run"]);
    assert!(shown.data().contains("\"NumberPerPage\": 100"), "{shown:?}");
}

#[test]
fn a_span_may_be_days_of_this_machine() {
    let stage = Stage::new();
    let mut command = stage.command(&[
        "record",
        "list",
        "--dry-run",
        "--since",
        "2025-12-05",
        "--until",
    ]);
    let said = run(command.arg("2025-12-05 18:30").env("TZ", "Asia/Tokyo"));
    for part in ["\"StartTime\": 1764860400", "\"EndTime\": 1764927000"] {
        assert!(said.data().contains(part), "{said:?}");
    }
    let said = stage.run(&["record", "list", "--all", "--since", "1d", "--until", "2d"]);
    assert!(said.failed(2).contains("ends before it starts"), "{said:?}");
}
