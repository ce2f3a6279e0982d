//! The real binary at a terminal.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rexpect::process::PtyProcess;
use tempfile::TempDir;

use crate::stage::Stage;

/// How long something may take to be seen on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);
const CTRL_C: &str = "\u{3}";
const ROWS: u16 = 24;

/// A terminal, and what is on its screen.
struct Terminal {
    _process: PtyProcess,
    keys: File,
    screen: Arc<(Mutex<vt100::Parser>, Condvar)>,
    settings: TempDir,
}

impl Terminal {
    /// A shell that runs the command, and says how it ended and how it left the terminal.
    fn run(command: &Command) -> Self {
        let settings = tempfile::tempdir().expect("a folder");
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(format!(
                "trap : INT; stty rows {ROWS} cols 80; stty -g > \"$SETTINGS/before\"; \
                 \"$0\" \"$@\"; code=$?; stty -g > \"$SETTINGS/after\"; echo \"code $code.\""
            ))
            .arg(command.get_program())
            .args(command.get_args())
            .env("SETTINGS", settings.path())
            .env("TERM", "xterm-256color");
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let process = PtyProcess::new(shell).expect("a terminal");
        let keys = process.get_file_handle().expect("keys");
        let mut shown = process.get_file_handle().expect("a screen");
        let screen = Arc::new((Mutex::new(vt100::Parser::new(ROWS, 80, 0)), Condvar::new()));
        let drawing = Arc::clone(&screen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // It ends with an error when the last program at the terminal has ended.
            while let Ok(count @ 1..) = shown.read(&mut bytes) {
                drawing.0.lock().expect("a screen").process(&bytes[..count]);
                drawing.1.notify_all();
            }
        });
        Self {
            _process: process,
            keys,
            screen,
            settings,
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("a pressed key");
    }

    /// Waits until all of this is to be seen, and gives the whole screen.
    #[track_caller]
    fn see(&self, parts: &[&str]) -> String {
        let begun = Instant::now();
        let mut screen = self.screen.0.lock().expect("a screen");
        loop {
            let text = screen.screen().contents();
            if parts.iter().all(|part| text.contains(part)) {
                return text;
            }
            let left = PATIENCE.saturating_sub(begun.elapsed());
            assert!(!left.is_zero(), "{parts:?} is not to be seen:\n{text}");
            screen = self
                .screen
                .1
                .wait_timeout(screen, left)
                .expect("a screen")
                .0;
        }
    }

    /// The command has ended with this code, and the terminal is what it was.
    #[track_caller]
    fn ended(&self, code: i32) -> String {
        let text = self.see(&[&format!("code {code}.")]);
        let settings = |name| {
            std::fs::read_to_string(self.settings.path().join(name))
                .expect("settings of the terminal")
        };
        assert_eq!(settings("before"), settings("after"));
        let screen = self.screen.0.lock().expect("a screen");
        assert!(!screen.screen().hide_cursor());
        assert!(!screen.screen().alternate_screen());
        text
    }
}

fn watched(stage: &Stage, id: &str, more: &[&str]) -> Terminal {
    let words = [
        "call",
        "watch",
        id,
        "--robot",
        "robot",
        "--interval",
        "200ms",
    ];
    Terminal::run(&stage.command(&[&words[..], more].concat()))
}

#[test]
fn a_call_is_watched_in_place_and_ended_after_a_question() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let mut terminal = watched(&stage, &id, &["--ring", "30s"]);
    let ringing = terminal.see(&[&id, "jack", "rings", "at most", "calls, as the robot"]);
    assert!(!ringing.contains("Result"), "{ringing}");

    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    let answered = terminal.see(&["in the call"]);
    assert!(!answered.contains("rings"), "{answered}");
    assert_eq!(answered.matches("MEMBER").count(), 1, "{answered}");
    assert_eq!(answered.matches("jack").count(), 1, "{answered}");

    terminal.press(CTRL_C);
    terminal.see(&["End the call for everybody? [y/N]"]);
    terminal.press("y\n");
    let over = terminal.ended(0);
    for part in [
        "jack    in the call",
        "The call is over",
        "Result   NormalEnd",
    ] {
        assert!(over.contains(part), "{part}:\n{over}");
    }
    assert_eq!(over.matches("MEMBER").count(), 1, "{over}");
    stage.run(&["call", "info", &id]).failed(4);
}

#[test]
fn whoever_leaves_is_told_how_to_end_the_call() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    for keys in ["\n", "n\n", CTRL_C] {
        let mut terminal = watched(&stage, &id, &[]);
        terminal.see(&["rings"]);
        terminal.press(CTRL_C);
        terminal.see(&["[y/N]"]);
        terminal.press(keys);
        let left = terminal.ended(130);
        assert!(
            left.contains(&format!("call-engine call end {id}")),
            "{left}"
        );
    }
    let mut terminal = watched(&stage, &id, &["--no-end"]);
    terminal.see(&["rings"]);
    terminal.press(CTRL_C);
    let left = terminal.ended(130);
    assert!(!left.contains("[y/N]"), "{left}");
    stage.run(&["call", "info", &id]).data();
}

#[test]
fn a_call_that_is_started_is_watched_until_it_ends_by_itself() {
    let stage = Stage::new();
    let words = [
        "call",
        "start",
        "--robot",
        "robot",
        "--callee",
        "jack",
        "--callee",
        "jill",
        "--watch",
        "--exit-status",
    ];
    let terminal = Terminal::run(&stage.command(&words));
    let ringing = terminal.see(&["jack    rings", "jill    rings", "at most"]);
    let id = ringing.split_whitespace().nth(1).expect("a CallId");
    stage.emulator.answer(id, "jack").expect("a ringing phone");
    terminal.see(&["jack    in the call", "jill    rings"]);
    stage.emulator.refuse(id, "jill").expect("a ringing phone");
    terminal.see(&["jill    does not ring"]);
    stage
        .emulator
        .hang_up(id, "jack")
        .expect("a phone in the call");
    let over = terminal.ended(0);
    assert!(over.contains("Result   NormalEnd"), "{over}");
}

#[test]
fn without_colours_it_is_drawn_in_place_all_the_same() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let words = [
        "call",
        "watch",
        &id,
        "--interval",
        "200ms",
        "--color",
        "never",
    ];
    let terminal = Terminal::run(&stage.command(&words));
    terminal.see(&["rings"]);
    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    let answered = terminal.see(&["jack    in the call"]);
    assert_eq!(answered.matches("MEMBER").count(), 1, "{answered}");
    let screen = terminal.screen.0.lock().expect("a screen");
    let cell = |row| screen.screen().cell(row, 8).expect("a cell").fgcolor();
    assert!((0..ROWS).all(|row| cell(row) == vt100::Color::Default));
}
