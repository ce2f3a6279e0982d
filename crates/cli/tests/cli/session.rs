//! A session at a terminal, from the first try to the search for what is wrong. The record of it is
//! `tests/cli/snapshots/cli__session__session.snap`, and nothing of it is written by hand.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine_emulator::{Clock, SAMPLE_SDK_APP_ID};
use tempfile::TempDir;
use usersig::SecretKey;

use crate::ear::Receiver;
use crate::stage::{KEY, Stage, bare};
use crate::terminal::{CTRL_C, Terminal};

const ROWS: u16 = 120;
const COLUMNS: u16 = 132;

/// What differs from run to run, and what stands for it. Lengths are kept where columns depend on them.
const FILTERS: &[(&str, &str)] = &[
    (r"ce-[0-9a-f]{32}", "ce-0123456789abcdef0123456789abcdef"),
    (
        r"Id-[0-9a-f]{32}-O-Seq-\d+",
        "Id-0123456789abcdef0123456789abcdef-O-Seq-7",
    ),
    (
        r"\d{4}-\d\d-\d\d([ T])\d\d:\d\d:\d\d",
        "2025-12-05${1}10:00:00",
    ),
    (r"\b\d\d:\d\d:\d\d  ", "10:00:00  "),
    (
        r"http://127\.0\.0\.1:\d{5}/hook",
        "http://127.0.0.1:13000/hook",
    ),
    (r"127\.0\.0\.1:\d{5}\b", "127.0.0.1:17080"),
    (r"\d+\.\d ms", "1.5 ms"),
    (r"in \d+\.\d s \(\d+/s\)", "in 0.1 s (50/s)"),
    (r"(?m)^(Rang|Talked)( +)\d+s$", "${1}${2}2s"),
    (r"  \d+s\b", "  2s"),
    (r"since \d+s", "since 2s"),
    (r"for \d+s at most", "for 29s at most"),
    // Who picks up first is a matter of milliseconds.
    (r"(?m)^  \d\.\d\d s .*Waiting.*\n", ""),
    (r"  0\.\d\d s", "  0.50 s"),
    (r"Talked( +)\dm\d\ds", "Talked${1}1m00s"),
    (r"TIME +ANSWER", "TIME    ANSWER"),
    (r"\d+\.\d ms +\{", "1.5 ms  {"),
    // Two days and an hour, less the second that may have passed.
    (r"47h59m5\ds behind", "48h00m00s behind"),
    (r"for 59m5\ds more", "for 1h00m00s more"),
];

/// What was typed and what was to be seen then.
struct Session {
    home: TempDir,
    text: String,
}

impl Session {
    /// A command in this home, as it is typed.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = bare(words);
        command
            .current_dir(self.home.path())
            .env("HOME", self.home.path())
            .env("TZ", "UTC")
            .env("CALL_ENGINE_PROFILE", "local");
        for variable in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "NO_COLOR"] {
            command.env_remove(variable);
        }
        command
    }

    fn typed(&mut self, words: &[&str]) {
        let word = |word: &&str| {
            if word.contains(' ') {
                format!("'{word}'")
            } else {
                (*word).to_owned()
            }
        };
        let words: Vec<String> = words.iter().map(word).collect();
        let _ = writeln!(self.text, "$ call-engine {}", words.join(" "));
    }

    /// What is to be seen while a command goes on.
    fn meanwhile(&mut self, what: &str, screen: &str) {
        let _ = writeln!(self.text, "[{what}]\n{}\n", screen.trim_end());
    }

    fn seen(&mut self, screen: &str) {
        let home = self.home.path().display().to_string();
        let screen = screen.replace(&home, "~");
        let (screen, code) = screen.rsplit_once("code ").unwrap_or((&screen, "0."));
        self.text.push_str(screen.trim_end());
        self.text.push('\n');
        let code = code.trim().trim_end_matches('.');
        if code != "0" {
            let _ = writeln!(self.text, "[exit code {code}]");
        }
        self.text.push('\n');
    }

    fn starts(&mut self, words: &[&str]) -> Terminal {
        self.typed(words);
        Terminal::of_size(ROWS, COLUMNS, &self.command(words))
    }

    /// A command that runs to its end.
    fn run(&mut self, words: &[&str], code: i32) -> String {
        let command = self.command(words);
        self.run_as(words, &command, code)
    }

    fn run_as(&mut self, words: &[&str], command: &Command, code: i32) -> String {
        self.typed(words);
        let screen = Terminal::of_size(ROWS, COLUMNS, command).ended(code);
        self.seen(&screen);
        screen
    }
}

#[test]
fn session() {
    let stage = Stage::with(|builder| builder.seed(20_251_205));
    let mut session = Session {
        home: tempfile::tempdir().expect("a folder"),
        text: String::new(),
    };
    write(session.home.path(), "secret.key", KEY);

    session.run(&["demo", "--seed", "7"], 0);
    let address = stage.emulator.url();
    let set = [
        "profile",
        "set",
        "local",
        "--endpoint",
        &address,
        "--sdk-app-id",
        "1400000000",
        "--secret-key-file",
        "secret.key",
    ];
    session.run(&set, 0);
    let start = [
        "call", "start", "--robot", "robot", "--callee", "jack", "--video",
    ];
    session.run(&[&start[..], &["--dry-run"]].concat(), 0);
    called(&stage, &mut session, &start);
    listened(&stage, &mut session);
    session.run(&["record", "list"], 0);
    session.run(&["record", "export", "--out", "calls.csv"], 0);
    session.run(&["explain", "60008"], 0);
    doctored(&mut session);

    let printed = session.text.clone();
    assert!(!printed.contains(KEY), "{printed}");
    insta::with_settings!({ filters => FILTERS.to_vec(), omit_expression => true }, {
        insta::assert_snapshot!(printed);
    });
}

/// A call that is answered and ended from here.
fn called(stage: &Stage, session: &mut Session, start: &[&str]) {
    let words = [start, &["--watch"]].concat();
    let mut watching = session.starts(&words);
    let ringing = watching.see(&["jack    rings", "at most"]);
    session.meanwhile("while it rings", &ringing);
    let id = ringing
        .split_whitespace()
        .nth(1)
        .expect("a CallId")
        .to_owned();
    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    let answered = watching.see(&["jack    in the call"]);
    session.meanwhile("when jack has picked up", &answered);
    watching.press(CTRL_C);
    watching.see(&["[y/N]"]);
    watching.press("y\n");
    let over = watching.ended(0);
    session.seen(&over);
}

/// Webhooks that are received, passed on and sent again.
fn listened(stage: &Stage, session: &mut Session) {
    let hook = Receiver::start();
    let to = hook.url("/hook");
    let words = [
        "webhook",
        "listen",
        "--listen",
        "127.0.0.1:0",
        "--register",
        "--forward",
        &to,
    ];
    let mut listening = session.starts(&words);
    listening.see(&["until then"]);
    let start = session.command(&[
        "call", "start", "--robot", "robot", "--callee", "jill", "--query", "CallId",
    ]);
    let id = Terminal::run(&start).ended(0);
    let id = id.split_whitespace().next().expect("a CallId");
    stage.emulator.refuse(id, "jill").expect("a ringing phone");
    for _ in 0..3 {
        hook.next();
    }
    listening.see(&["#3  -> "]);
    listening.press(CTRL_C);
    let over = listening.ended(0);
    session.seen(&in_order(&over));
    session.run(&["webhook", "resend", "--last", "--to", &to], 0);
    hook.next();
}

/// What was passed on stands behind what came in: which of the two is printed first is up to the receiver.
fn in_order(screen: &str) -> String {
    let (lines, passed_on): (Vec<&str>, Vec<&str>) =
        screen.lines().partition(|line| !line.contains("  -> "));
    let mut all = String::new();
    for line in lines {
        let _ = writeln!(all, "{line}");
        let number = line
            .split_whitespace()
            .nth(1)
            .filter(|word| word.starts_with('#'));
        for other in &passed_on {
            if number.is_some() && other.split_whitespace().nth(1) == number {
                let _ = writeln!(all, "{other}");
            }
        }
    }
    all
}

/// A ready UserSig that is over by the service's clock, which is two days ahead.
fn doctored(session: &mut Session) {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time");
    let ahead = now + Duration::from_secs(2 * 86_400);
    let millis = u64::try_from(ahead.as_millis()).expect("a time");
    let stage = Stage::with(|builder| builder.clock(Clock::accelerated_from(millis, 1)));
    let key = SecretKey::new(KEY).expect("a key");
    let ticket = key
        .mint(
            SAMPLE_SDK_APP_ID,
            "administrator",
            now.as_secs(),
            Duration::from_secs(3_600),
        )
        .expect("a ticket");
    let words = ["doctor"];
    let mut command = session.command(&words);
    command
        .env_remove("CALL_ENGINE_PROFILE")
        .env("CALL_ENGINE_ENDPOINT", stage.emulator.url())
        .env("CALL_ENGINE_SDK_APP_ID", SAMPLE_SDK_APP_ID.to_string())
        .env("CALL_ENGINE_USER_SIG", ticket.expose());
    let screen = session.run_as(&words, &command, 1);
    assert!(!screen.contains(ticket.expose()), "{screen}");
}

fn write(home: &Path, name: &str, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let file = home.join(name);
    std::fs::write(&file, text).expect("a written file");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).expect("a mode");
}
