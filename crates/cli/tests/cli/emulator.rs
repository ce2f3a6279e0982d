use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::stage::{bare, run};

/// The emulator of the binary, ended when dropped.
struct Running {
    child: Child,
    exports: Vec<(String, String)>,
    /// What it says to people.
    talk: Vec<String>,
}

impl Running {
    fn start(flags: &[&str]) -> Self {
        let words = [&["emulator", "--listen", "127.0.0.1:0"], flags].concat();
        let mut child = bare(&words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        // Over TLS also whom to trust.
        let count = 3 + usize::from(flags.iter().any(|flag| flag.starts_with("--tls")));
        let exports = stdout.lines().take(count).map(|line| {
            let line = line.expect("a line");
            let (name, value) = line
                .strip_prefix("export ")
                .and_then(|line| line.split_once('='))
                .expect("an export");
            (name.to_owned(), value.to_owned())
        });
        let exports = exports.collect();
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let talk = stderr.lines().map_while(Result::ok);
        // Its last line comes when all is said.
        let talk = talk
            .take_while(|line| !line.starts_with("The key is"))
            .collect();
        Self {
            child,
            exports,
            talk,
        }
    }

    fn run(&self, words: &[&str]) -> crate::stage::Run {
        run(bare(words).envs(self.exports.iter().cloned()))
    }

    /// Looks at a call until what is wanted is there.
    fn until(&self, id: &str, wanted: impl Fn(&crate::stage::Run) -> bool) {
        let began = Instant::now();
        loop {
            let seen = self.run(&["call", "info", id]);
            if wanted(&seen) {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(10), "{seen:?}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn start_call(&self) -> String {
        let words = [
            "call", "start", "--robot", "robot", "--callee", "jack", "--output", "json",
        ];
        self.run(&words).json()["CallId"]
            .as_str()
            .expect("a CallId")
            .to_owned()
    }
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    let killed = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .expect("kill runs");
    assert!(killed.success());
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_the_emulator_prints_is_all_the_other_commands_need() {
    let emulator = Running::start(&["--answer-after", "100ms"]);
    let id = emulator.start_call();
    emulator.until(&id, |seen| seen.data().contains("jack    Calling"));
}

#[test]
fn the_phones_of_the_emulator_can_refuse() {
    let emulator = Running::start(&["--refuse", "--record-delay", "0s"]);
    let id = emulator.start_call();
    emulator.until(&id, |seen| seen.code == Some(4));
    let record = emulator
        .run(&["record", "get", &id, "--output", "json"])
        .json();
    assert_eq!(record["CallRecord"]["CallResult"], "Reject");
}

#[test]
fn the_same_seed_gives_the_same_calls() {
    let first = || Running::start(&["--seed", "7", "--no-management"]).start_call();
    assert_eq!(first(), first());
}

#[test]
fn a_scenario_sets_the_emulator_up_and_flags_win_over_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("setup.yaml");
    let text = "seed: 7
application: {sdk_app_id: 1400000001}
options: {record_delay_ms: 0}
phones: {j*k: {policy: refuse}}
clock: {pace: stopped}
";
    std::fs::write(&path, text).expect("a file");
    let path = path.to_str().expect("UTF-8");
    let clock = ["--clock", "x60"];
    let emulator = Running::start(&[&["--scenario", path], &clock[..]].concat());
    let app = ("CALL_ENGINE_SDK_APP_ID".to_owned(), "1400000001".to_owned());
    assert!(emulator.exports.contains(&app));
    let id = emulator.start_call();
    let record = emulator.run(&["record", "get", &id, "--output", "json"]);
    assert_eq!(record.json()["CallRecord"]["CallResult"], "Reject");
    let again = Running::start(&[&["--scenario", path], &clock[..]].concat());
    assert_eq!(again.start_call(), id, "the seed of the scenario");

    let flags = [
        &[
            "--scenario",
            path,
            "--ignore",
            "--seed",
            "8",
            "--sdk-app-id",
            "1400000002",
        ],
        &clock[..],
    ];
    let emulator = Running::start(&flags.concat());
    let app = ("CALL_ENGINE_SDK_APP_ID".to_owned(), "1400000002".to_owned());
    assert!(emulator.exports.contains(&app));
    let other = emulator.start_call();
    assert_ne!(other, id);
    let seen = emulator.run(&["call", "info", &other]);
    assert!(seen.data().contains("jack    Waiting"), "{seen:?}");
}

#[test]
fn a_clock_may_stand_or_run_faster() {
    let emulator = Running::start(&["--clock", "x20", "--answer-after", "30s"]);
    let id = emulator.start_call();
    emulator.until(&id, |seen| seen.data().contains("jack    Calling"));
    let emulator = Running::start(&["--clock", "stopped", "--answer-after", "0s"]);
    let talk = emulator.talk.join("\n");
    assert!(talk.contains("Its clock stands at 20"), "{talk}");
    let id = emulator.start_call();
    emulator.until(&id, |seen| seen.data().contains("jack    Calling"));
    let wrong = run(&mut bare(&["emulator", "--clock", "fast"]));
    assert!(
        wrong.failed(2).contains("x10 for ten times as fast"),
        "{wrong:?}"
    );
    let alone = run(&mut bare(&["emulator", "--clock-start", "now"]));
    assert!(alone.failed(2).contains("--clock"), "{alone:?}");
}

#[test]
fn a_phone_is_picked_up_over_the_management() {
    let emulator = Running::start(&[]);
    let talk = emulator.talk.iter();
    let mut page = talk.filter_map(|line| line.strip_prefix("Its page is at http://"));
    let address = page.next().and_then(|line| line.split_once(": "));
    let (address, _) = address.expect("an address");
    let id = emulator.start_call();
    let order = r#"{"act": "answer"}"#;
    let request = format!(
        "POST /calls/{id}/members/jack HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{order}",
        order.len()
    );
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let seen = emulator.run(&["call", "info", &id]);
    assert!(seen.data().contains("jack    Calling"), "{seen:?}");
}

#[test]
fn what_the_emulator_prints_is_all_the_other_commands_need_over_tls() {
    let mut emulator = Running::start(&["--tls", "--answer-after", "100ms"]);
    assert!(emulator.exports[0].1.starts_with("https://"));
    let id = emulator.start_call();
    emulator.until(&id, |seen| seen.data().contains("jack    Calling"));
    let said = emulator.talk.join("\n");
    assert!(
        said.contains("--connect-to console.tim.qq.com:443:"),
        "{said}"
    );
    // Without knowing its authority nobody talks to it.
    let trust = emulator.exports.pop().expect("an authority");
    let said = emulator.run(&["call", "info", &id]);
    assert_ne!(said.code, Some(0), "{said:?}");
    #[cfg(unix)]
    {
        interrupt(&emulator.child);
        emulator.child.wait().expect("an end");
        assert!(!std::path::Path::new(&trust.1).exists());
    }
    let _ = std::fs::remove_file(trust.1);
}

#[test]
fn the_authority_of_a_fresh_certificate_goes_where_it_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("an authority.pem");
    let name = file.to_str().expect("a text");
    let emulator = Running::start(&["--tls", "--tls-name", "calls.test", "--tls-ca-out", name]);
    assert_eq!(emulator.exports[3].1, format!("'{name}'"));
    let pem = std::fs::read_to_string(&file).expect("a file");
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"), "{pem}");
    assert!(!pem.contains("KEY"), "{pem}");
}

#[test]
fn what_is_wrong_about_certificates_names_the_flag_and_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let absent = folder.path().join("absent.pem");
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "").expect("a file");
    let (absent, empty) = (
        absent.to_str().expect("a text"),
        empty.to_str().expect("a text"),
    );
    for (flags, said) in [
        (
            &["--tls-cert", absent, "--tls-key", empty][..],
            ["--tls-cert", absent],
        ),
        (
            &["--tls-cert", empty, "--tls-key", absent],
            ["--tls-key", absent],
        ),
        (
            &["--tls-cert", empty, "--tls-key", empty],
            ["no certificate", empty],
        ),
        (&["--tls-cert", empty], ["--tls-key", "required"]),
        (&["--tls-name", "calls.test"], ["--tls", "required"]),
        (
            &["--tls", "--tls-name", "https://calls.test"],
            ["--tls-name", "https://calls.test"],
        ),
        (
            &[
                "--tls",
                "--tls-ca-out",
                folder.path().to_str().expect("a text"),
            ],
            ["--tls-ca-out", "directory"],
        ),
        (&["--webhook-ca", empty], ["--webhook-ca", empty]),
        (&["--rate-limit", "0"], ["--rate-limit", "0"]),
    ] {
        let words = [
            &["emulator", "--listen", "127.0.0.1:0", "--no-management"],
            flags,
        ]
        .concat();
        let failed = run(&mut bare(&words));
        assert!(
            said.iter().all(|part| failed.failed(2).contains(part)),
            "{failed:?}"
        );
    }
}

#[test]
fn limits_of_ones_own_hold() {
    let emulator = Running::start(&["--rate-limit", "60018", "--max-calls", "1"]);
    let id = emulator.start_call();
    let words = ["call", "start", "--robot", "robot", "--callee", "rose"];
    let refused = emulator.run(&words);
    assert!(refused.stderr.contains("101001"), "{refused:?}");
    assert_eq!(emulator.run(&["call", "info", &id]).code, Some(0));
}

#[test]
fn an_address_in_use_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let said = run(&mut bare(&["emulator", "--listen", &address]));
    assert!(said.failed(2).contains(&address), "{said:?}");
}

#[cfg(unix)]
#[test]
fn the_emulator_ends_well_when_it_is_told_to() {
    let mut emulator = Running::start(&[]);
    interrupt(&emulator.child);
    let status = emulator.child.wait().expect("an end");
    assert_eq!(status.code(), Some(0));
}
