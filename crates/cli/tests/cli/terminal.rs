//! A terminal for the real binary.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use rexpect::process::PtyProcess;
use tempfile::TempDir;

/// How long something may take to be seen on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);
pub const CTRL_C: &str = "\u{3}";
pub const ROWS: u16 = 24;
const COLUMNS: u16 = 80;

/// A terminal, and what is on its screen.
pub struct Terminal {
    _process: PtyProcess,
    keys: File,
    screen: Arc<(Mutex<vt100::Parser>, Condvar)>,
    settings: TempDir,
}

impl Terminal {
    /// A shell that runs the command, and says how it ended and how it left the terminal.
    pub fn run(command: &Command) -> Self {
        Self::of_size(ROWS, COLUMNS, command)
    }

    pub fn of_size(rows: u16, columns: u16, command: &Command) -> Self {
        let settings = tempfile::tempdir().expect("a folder");
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(format!(
                "trap : INT; stty rows {rows} cols {columns} echo; stty -g > \"$SETTINGS/before\"; \
                 \"$0\" \"$@\"; code=$?; stty -g > \"$SETTINGS/after\"; echo \"code $code.\""
            ))
            .arg(command.get_program())
            .args(command.get_args())
            .env("SETTINGS", settings.path())
            .env("TERM", "xterm-256color");
        if let Some(folder) = command.get_current_dir() {
            shell.current_dir(folder);
        }
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let process = PtyProcess::new(shell).expect("a terminal");
        let keys = process.get_file_handle().expect("keys");
        let mut shown = process.get_file_handle().expect("a screen");
        let screen = Arc::new((
            Mutex::new(vt100::Parser::new(rows, columns, 0)),
            Condvar::new(),
        ));
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

    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("a pressed key");
    }

    /// Waits until all of this is to be seen, and gives the whole screen.
    #[track_caller]
    pub fn see(&self, parts: &[&str]) -> String {
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

    /// What is on the screen.
    pub fn screen(&self) -> MutexGuard<'_, vt100::Parser> {
        self.screen.0.lock().expect("a screen")
    }

    /// The command has ended with this code, and the terminal is what it was.
    #[track_caller]
    pub fn ended(&self, code: i32) -> String {
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
