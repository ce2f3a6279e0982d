use std::fs;
use std::net::TcpListener;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine_emulator::fault::{Fault, FaultRule, Strike};
use call_engine_emulator::tls::Tls;
use call_engine_emulator::{Clock, SAMPLE_SDK_APP_ID};
use serde_json::Value;

use crate::stage::{KEY, Run, Stage, bare, run};

const HEALTHY: [&str; 16] = [
    "settings",
    "files",
    "proxy",
    "usersig",
    "name",
    "connection",
    "tls",
    "clock",
    "site",
    "signature",
    "administrator",
    "package",
    "records",
    "calls",
    "webhook",
    "webhook-address",
];

/// The checks of a run, whatever it ended with.
fn checks(said: &Run) -> Vec<Value> {
    serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said:?}"))
}

#[track_caller]
fn find<'a>(checks: &'a [Value], name: &str) -> &'a Value {
    let found = checks.iter().find(|check| check["check"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {checks:#?}"))
}

/// The check that is wrong, with its words; those named are skipped, and the run ends with 1.
#[track_caller]
fn wrong(said: &Run, name: &str, words: &str, skipped: &[&str]) {
    let checks = checks(said);
    let check = find(&checks, name);
    assert_eq!(check["status"], "wrong", "{checks:#?}");
    let text = format!("{} {}", check["message"], check["remedy"]);
    assert!(text.contains(words), "{text}");
    assert!(
        check["remedy"]
            .as_str()
            .is_some_and(|remedy| !remedy.is_empty()),
        "{check}"
    );
    for name in skipped {
        assert_eq!(find(&checks, name)["status"], "skipped", "{checks:#?}");
    }
    assert_eq!(said.code, Some(1), "{said:?}");
    assert_eq!(checks.len(), HEALTHY.len(), "{checks:#?}");
}

fn doctor(stage: &Stage, variables: &[(&str, &str)]) -> Run {
    let mut command = stage.command(&["doctor", "-o", "json"]);
    run(command.envs(variables.iter().copied()))
}

fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.expect("after 1970").as_secs()
}

fn ticket(user: &str, from: u64, life: Duration) -> String {
    let key = usersig::SecretKey::new(KEY).expect("a key");
    let ticket = key
        .mint(SAMPLE_SDK_APP_ID, user, from, life)
        .expect("a ticket");
    ticket.expose().to_owned()
}

/// As `doctor`, with a ready UserSig instead of the key.
fn with_ticket(stage: &Stage, ticket: &str) -> Run {
    let mut command = stage.command(&["doctor", "-o", "json"]);
    command
        .env_remove("CALL_ENGINE_SECRET_KEY")
        .env("CALL_ENGINE_USER_SIG", ticket);
    run(&mut command)
}

#[test]
fn all_is_well_and_nothing_is_changed() {
    let stage = Stage::new();
    let said = doctor(&stage, &[]);
    let checks = checks(&said);
    assert_eq!(said.code, Some(0), "{said:?}");
    let names: Vec<&str> = checks
        .iter()
        .filter_map(|check| check["check"].as_str())
        .collect();
    assert_eq!(names, HEALTHY);
    for check in &checks {
        let expected = if check["check"] == "webhook-address" {
            "skipped"
        } else {
            "ok"
        };
        assert_eq!(check["status"], expected, "{check}");
    }
    let requests = stage.emulator.requests();
    let command = |path: &str| path.rsplit('/').next().map(str::to_owned);
    let commands: Vec<String> = requests
        .iter()
        .filter_map(|one| command(one.path()))
        .collect();
    assert_eq!(
        commands,
        ["", "get_callback", "get_record_by_filter", "get_call_info"]
    );

    let people = stage.run(&["doctor"]);
    assert!(
        people
            .data()
            .contains("ok       settings         endpoint http://127"),
        "{people:?}"
    );
    assert!(
        !people.stdout.contains(KEY) && people.stderr.is_empty(),
        "{people:?}"
    );
    let lines = stage.run(&["doctor", "-o", "ndjson", "--query", "[].check"]);
    assert_eq!(lines.data().lines().count(), HEALTHY.len());
}

#[test]
fn what_is_missing_is_told_with_every_way_to_give_it() {
    let said = run(&mut bare(&["doctor", "-o", "json"]));
    wrong(
        &said,
        "settings",
        "--site NAME",
        &["proxy", "usersig", "name", "calls"],
    );
    let said = run(bare(&["doctor", "-o", "json"]).env("CALL_ENGINE_SITE", "sidney"));
    wrong(&said, "settings", "CALL_ENGINE_SITE", &["name"]);
    let said = run(&mut bare(&["doctor", "-o", "json", "--profile", "nobody"]));
    wrong(&said, "settings", "nobody", &["files"]);
}

#[test]
fn offline_nothing_is_sent() {
    let stage = Stage::new();
    for flag in ["--offline", "--dry-run"] {
        let said = stage.run(&["doctor", flag, "-o", "json"]);
        assert_eq!(said.code, Some(0));
        let checks = checks(&said);
        assert_eq!(find(&checks, "usersig")["status"], "ok");
        assert_eq!(find(&checks, "calls")["status"], "skipped");
    }
    assert!(stage.emulator.requests().is_empty());
}

#[test]
fn a_ready_usersig_is_looked_into() {
    let stage = Stage::new();
    let day = Duration::from_secs(86_400);
    let said = with_ticket(
        &stage,
        &ticket("administrator", now() - 7_200, Duration::from_secs(3_600)),
    );
    wrong(&said, "usersig", "expired at", &["webhook"]);
    wrong(
        &said,
        "signature",
        "70001",
        &["administrator", "package", "records"],
    );
    let said = with_ticket(&stage, &ticket("somebody", now(), day));
    wrong(&said, "usersig", "70013", &[]);
    wrong(&said, "signature", "70013", &[]);
    let said = with_ticket(&stage, "cut-off");
    wrong(&said, "usersig", "cannot be decoded", &[]);
    let said = with_ticket(&stage, &ticket("administrator", now(), day / 2));
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(find(&checks(&said), "usersig")["status"], "warning");
    let said = with_ticket(&stage, &ticket("administrator", now(), 3 * day));
    assert_eq!(find(&checks(&said), "usersig")["status"], "ok");
}

#[test]
fn what_the_service_refuses_is_told_where_it_belongs() {
    let stage = Stage::new();
    let zeros = "0".repeat(64);
    let said = doctor(&stage, &[("CALL_ENGINE_SECRET_KEY", &zeros)]);
    wrong(
        &said,
        "signature",
        "70009",
        &["site", "administrator", "webhook-address"],
    );
    let said = doctor(&stage, &[("CALL_ENGINE_IDENTIFIER", "jack")]);
    wrong(&said, "administrator", "60010", &["package", "calls"]);
    assert_eq!(find(&checks(&said), "signature")["status"], "ok");
    let said = doctor(&stage, &[("CALL_ENGINE_SDK_APP_ID", "7")]);
    wrong(&said, "site", "70020", &["signature"]);
    for (code, name) in [
        (60_020, "package"),
        (60_026, "site"),
        (60_012, "site"),
        (72_001, "package"),
        // Of none of the stages, and refused by the gateway all the same.
        (60_021, "webhook"),
    ] {
        stage
            .emulator
            .add_fault_rule(FaultRule::new(Fault::before(Strike::Code(code))));
        wrong(
            &doctor(&stage, &[]),
            name,
            &code.to_string(),
            &["records", "calls"],
        );
        stage.emulator.clear_fault_rules();
    }
    // One service that fails is no reason not to look at the others.
    let fails =
        FaultRule::new(Fault::before(Strike::Code(101_002))).command("get_record_by_filter");
    stage.emulator.add_fault_rule(fails);
    let said = doctor(&stage, &[]);
    wrong(&said, "records", "101002", &[]);
    assert_eq!(find(&checks(&said), "calls")["status"], "ok");
}

#[test]
fn a_clock_that_differs_is_told_by_how_much() {
    let skewed = |from_now: i64| {
        let millis = now().checked_add_signed(from_now).expect("a moment") * 1_000;
        let stage = Stage::with(|builder| builder.clock(Clock::accelerated_from(millis, 1)));
        doctor(&stage, &[])
    };
    let said = skewed(-600);
    let list = checks(&said);
    let clock = find(&list, "clock");
    assert_eq!(clock["status"], "warning", "{clock}");
    assert!(
        clock["message"]
            .as_str()
            .is_some_and(|text| text.contains("ahead")),
        "{clock}"
    );
    let year = 365 * 86_400;
    let said = skewed(year);
    wrong(&said, "clock", "behind the service", &[]);
    // The SDK makes UserSigs by the service's clock, so the rest is well.
    assert_eq!(find(&checks(&said), "signature")["status"], "ok");
}

#[test]
fn nobody_there_and_nobody_known() {
    let stage = Stage::new();
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address")
    };
    let said = doctor(
        &stage,
        &[("CALL_ENGINE_ENDPOINT", &format!("http://{closed}"))],
    );
    wrong(
        &said,
        "connection",
        "refused",
        &["tls", "clock", "site", "webhook-address"],
    );
    let said = doctor(
        &stage,
        &[("CALL_ENGINE_ENDPOINT", "https://no-such-host.invalid")],
    );
    wrong(
        &said,
        "name",
        "no-such-host.invalid",
        &["connection", "tls", "clock", "site"],
    );
}

#[test]
fn a_proxy_is_looked_at_in_place_of_the_service() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address")
    };
    let proxy = format!("http://me:s3cr3t@{closed}");
    let stage = Stage::new();
    let variables = [
        ("CALL_ENGINE_ENDPOINT", "https://sdk.example"),
        ("HTTPS_PROXY", &proxy),
    ];
    let said = doctor(&stage, &variables);
    let told = format!("the proxy {closed}");
    wrong(&said, "connection", &told, &["tls", "clock"]);
    assert!(!said.stdout.contains("s3cr3t"), "{said:?}");
    let proxy = find(&checks(&said), "proxy").clone();
    assert!(
        proxy["message"]
            .as_str()
            .is_some_and(|text| text.contains("HTTPS_PROXY")),
        "{proxy}"
    );
    // To this machine no proxy of the environment is used, and none to what the environment excepts.
    let said = doctor(&stage, &[("HTTP_PROXY", "http://127.0.0.1:1")]);
    assert_eq!(said.code, Some(0), "{said:?}");
    for (https, all, word) in [
        (
            "ftp://127.0.0.1:1",
            "",
            "HTTPS_PROXY is set and names no proxy",
        ),
        (
            "ftp://127.0.0.1:1",
            "http://127.0.0.1:2",
            "127.0.0.1 port 2, ALL_PROXY",
        ),
    ] {
        let variables = [
            ("CALL_ENGINE_ENDPOINT", "https://sdk.invalid"),
            ("HTTPS_PROXY", https),
            ("ALL_PROXY", all),
        ];
        let said = doctor(&stage, &variables);
        let proxy = find(&checks(&said), "proxy").clone();
        let told = proxy["message"].as_str().expect("a message");
        assert!(told.contains(word), "{proxy}");
    }
    let variables = [
        ("CALL_ENGINE_ENDPOINT", "https://sdk.invalid"),
        ("CALL_ENGINE_PROXY", "http://127.0.0.1:1"),
    ];
    let said = doctor(&stage, &variables);
    let connection = find(&checks(&said), "connection").clone();
    let remedy = connection["remedy"].as_str().expect("a remedy");
    assert!(
        remedy.contains("CALL_ENGINE_PROXY, or set it to none"),
        "{connection}"
    );
    for around in [".invalid", "*", "x, sdk.invalid"] {
        let variables = [
            ("CALL_ENGINE_ENDPOINT", "https://sdk.invalid"),
            ("HTTPS_PROXY", "http://127.0.0.1:1"),
            ("NO_PROXY", around),
        ];
        let said = doctor(&stage, &variables);
        wrong(&said, "name", "sdk.invalid", &["connection", "tls"]);
        let proxy = find(&checks(&said), "proxy").clone();
        let told = "none for sdk.invalid, as NO_PROXY says";
        assert_eq!(proxy["message"], told, "{around}");
    }
}

#[test]
fn a_certificate_is_told_about_in_words() {
    let stage = Stage::with(|builder| builder.tls(Tls::fresh()));
    let said = doctor(&stage, &[]);
    wrong(
        &said,
        "tls",
        "nobody whom this machine trusts",
        &["clock", "site"],
    );
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("authority.pem");
    fs::write(&file, stage.emulator.authority_pem().expect("an authority")).expect("a file");
    let file = file.to_str().expect("a plain path");
    let trusting = ("CALL_ENGINE_ROOT_CERTIFICATE_FILE", file);
    let said = doctor(&stage, &[trusting]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let tls = find(&checks(&said), "tls").clone();
    assert!(
        tls["message"]
            .as_str()
            .is_some_and(|text| text.contains("TLSv1_3")),
        "{tls}"
    );
    // The certificate is for 127.0.0.1 and not for another name of this machine.
    let wide = Stage::with(|builder| builder.listen(([0, 0, 0, 0], 0)).tls(Tls::fresh()));
    fs::write(file, wide.emulator.authority_pem().expect("an authority")).expect("a file");
    let other = format!("https://127.0.0.2:{}", wide.emulator.addr().port());
    let said = doctor(&wide, &[trusting, ("CALL_ENGINE_ENDPOINT", &other)]);
    wrong(&said, "tls", "and not for 127.0.0.2", &["site"]);
    // An address of TLS where none is spoken.
    let plain = Stage::new();
    let https = plain.emulator.url().replace("http://", "https://");
    wrong(
        &doctor(&plain, &[("CALL_ENGINE_ENDPOINT", &https)]),
        "tls",
        "",
        &["site"],
    );
}

#[test]
fn the_address_of_webhooks_is_tried_and_its_secret_not_shown() {
    let stage = Stage::new();
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address")
    };
    let set = |url: &str| stage.run(&["webhook", "set", url]).data().len();
    set(&format!("http://{closed}/hook?token=s3cr3t"));
    let said = doctor(&stage, &[]);
    wrong(&said, "webhook-address", "nobody answers", &[]);
    assert!(!said.stdout.contains("s3cr3t"), "{said:?}");
    // Any HTTP server is somebody; here a second emulator.
    let other = Stage::new();
    set(&format!("{}/hook?token=s3cr3t", other.emulator.url()));
    let said = doctor(&stage, &[]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let list = checks(&said);
    let address = find(&list, "webhook-address");
    assert_eq!(address["status"], "ok", "{address}");
    let asked = other.emulator.requests();
    let asked = asked.last().expect("a request");
    assert_eq!(
        (asked.method(), asked.path(), asked.query().len()),
        ("HEAD", "/hook", 0)
    );
}

#[cfg(unix)]
#[test]
fn a_file_with_a_key_that_others_can_read_is_a_warning() {
    use std::os::unix::fs::PermissionsExt as _;
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("key");
    fs::write(&file, KEY).expect("a file");
    let mode = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("a mode");
    let look = || {
        let path = file.to_str().expect("a plain path");
        let said = stage.run(&["doctor", "-o", "json", "--secret-key-file", path]);
        assert_eq!(said.code, Some(0), "{said:?}");
        find(&checks(&said), "files").clone()
    };
    mode(0o644);
    let check = look();
    assert_eq!(check["status"], "warning", "{check}");
    assert!(
        check["remedy"]
            .as_str()
            .is_some_and(|text| text.starts_with("chmod 600")),
        "{check}"
    );
    mode(0o600);
    assert_eq!(look()["status"], "ok");
}
