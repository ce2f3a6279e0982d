//! An emulator, and the binary pointed at it.

use std::io::{Seek as _, Write as _};
use std::process::Command;
use std::time::Duration;

use call_engine_emulator::{Builder, Emulator, Phone, SAMPLE_SDK_APP_ID};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A key of our own, so that it can be searched for in what is printed.
pub const KEY: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

const VARIABLES: &[&str] = &[
    "CALL_ENGINE_ENDPOINT",
    "CALL_ENGINE_SITE",
    "CALL_ENGINE_SDK_APP_ID",
    "CALL_ENGINE_IDENTIFIER",
    "CALL_ENGINE_SECRET_KEY",
    "CALL_ENGINE_SECRET_KEY_FILE",
    "CALL_ENGINE_USER_SIG",
    "CALL_ENGINE_TIMEOUT",
    "CALL_ENGINE_PROXY",
    "CALL_ENGINE_ROOT_CERTIFICATE_FILE",
    "CALL_ENGINE_PROFILE",
    "CALL_ENGINE_PROFILES_FILE",
    "CALL_ENGINE_WEBHOOK_TOKEN",
    "CALL_ENGINE_WEBHOOK_URL_SECRET",
];

/// What a run of the binary left.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// The data, of a run that went well.
    #[track_caller]
    pub fn data(&self) -> &str {
        assert_eq!(self.code, Some(0), "{self:?}");
        &self.stdout
    }

    /// The data as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(self.data()).expect("JSON on stdout")
    }

    /// The talk, of a run that ended with this code and gave no data.
    #[track_caller]
    pub fn failed(&self, code: i32) -> &str {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert_eq!(self.stdout, "", "{self:?}");
        &self.stderr
    }
}

/// The binary with a clean environment.
pub fn bare(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_call-engine"));
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command.args(words);
    command
}

/// Runs it to the end.
pub fn run(command: &mut Command) -> Run {
    let output = command.output().expect("the binary starts");
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8 on stdout"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8 on stderr"),
    }
}

/// Runs it with text on stdin.
pub fn run_with_input(command: &mut Command, input: &str) -> Run {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(input.as_bytes()).expect("a written file");
    file.rewind().expect("a file at its start");
    run(command.stdin(file))
}

/// The signal of a terminal that is gone, unless this process ignores it, as under `nohup`: then the binary does too.
#[cfg(unix)]
pub fn hangs_up() -> Option<&'static str> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    (ignored.unwrap_or(0) & 1 == 0).then_some("-HUP")
}

/// An emulator whose phones wait for the test.
pub struct Stage {
    pub emulator: Emulator,
    /// Where the binary remembers things.
    pub state: TempDir,
    /// What it runs on.
    _runtime: Runtime,
}

impl Stage {
    pub fn new() -> Self {
        Self::with(|builder| builder)
    }

    /// One whose emulator is otherwise.
    pub fn with(change: impl FnOnce(Builder) -> Builder) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let builder = Emulator::builder()
            .secret_key(KEY)
            .default_phone(Phone::Manual)
            .options(|options| options.record_delay = Duration::ZERO);
        let emulator = runtime
            .block_on(change(builder).start())
            .expect("an emulator");
        Self {
            emulator,
            state: tempfile::tempdir().expect("a folder"),
            _runtime: runtime,
        }
    }

    /// The binary with everything it needs to talk to the emulator.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = bare(words);
        command
            .env("CALL_ENGINE_ENDPOINT", self.emulator.url())
            .env("CALL_ENGINE_SDK_APP_ID", SAMPLE_SDK_APP_ID.to_string())
            .env("CALL_ENGINE_SECRET_KEY", KEY)
            .env("XDG_STATE_HOME", self.state.path());
        command
    }

    pub fn run(&self, words: &[&str]) -> Run {
        run(&mut self.command(words))
    }

    /// Starts a call and gives its CallId.
    pub fn start_call(&self, callee: &str) -> String {
        let words = [
            "call", "start", "--robot", "robot", "--callee", callee, "--output", "json",
        ];
        let started = self.run(&words).json();
        started["CallId"].as_str().expect("a CallId").to_owned()
    }

    /// Gives the emulator so many records of the days before now, in the order of their start, and tells their CallIds.
    pub fn make_records(&self, count: u64, before: Duration) -> Vec<String> {
        let mut state: serde_json::Value =
            serde_json::from_slice(&self.emulator.export()).expect("a state");
        let end = self.emulator.clock().now_millis() - 60_000;
        let step = u64::try_from(before.as_millis()).expect("a span") / count.max(1);
        let id = |number: u64| format!("{number:08x}-0000-4000-8000-000000000000");
        let records = (0..count).map(|number| {
            let started = end - (count - number) * step;
            let answered = number % 3 != 0;
            serde_json::json!({
                "id": id(number),
                "caller": format!("robot{}", number % 7),
                "callees": [format!("user{number}"), "=1+1"],
                "media": "Audio",
                "call_type": "MultiCall",
                "room": {"id": format!("room, {number}"), "kind": 2},
                "started_at": started,
                "accepted_at": answered.then_some(started + 2_000),
                "ended_at": started + 20_000,
                "result": if answered { "NormalEnd" } else { "NotAnswer" },
            })
        });
        state["engine"]["records"] = records.collect();
        let state = serde_json::to_vec(&state).expect("JSON");
        self.emulator.import(&state).expect("a state");
        (0..count).map(id).collect()
    }

    /// The bodies that the emulator got, with their paths.
    pub fn sent(&self) -> Vec<(String, serde_json::Value)> {
        let body = |bytes: &[u8]| serde_json::from_slice(bytes).expect("a JSON body");
        let requests = self.emulator.requests();
        requests
            .iter()
            .map(|request| (request.path().to_owned(), body(request.body())))
            .collect()
    }

    /// The UserSigs that the emulator got.
    pub fn tickets(&self) -> Vec<String> {
        let requests = self.emulator.requests();
        requests
            .iter()
            .filter_map(|request| request.query_value("usersig").map(str::to_owned))
            .collect()
    }
}
