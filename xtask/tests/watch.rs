//! `generate --watch` on a small checkout: what it prints while a maintainer edits.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

/// The program while it watches.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(root: &Path) -> Self {
        let mut command = if cfg!(target_os = "linux") {
            // A shell that runs the tests in the background has them ignore interrupts, and this would inherit it.
            let mut env = Command::new("env");
            env.args(["--default-signal=INT", env!("CARGO_BIN_EXE_xtask")]);
            env
        } else {
            Command::new(env!("CARGO_BIN_EXE_xtask"))
        };
        let mut child = command
            .arg("--root")
            .arg(root)
            .args(["generate", "--watch"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let out = child.stdout.take().expect("its output is piped");
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// What is printed until it waits for the next change.
    fn round(&self) -> String {
        let mut text = String::new();
        loop {
            let line = self
                .lines
                .recv_timeout(Duration::from_secs(120))
                .unwrap_or_else(|_| panic!("it does not come to wait; so far:\n{text}"));
            if line.starts_with("watching ") {
                return text;
            }
            text.push_str(&line);
            text.push('\n');
        }
    }

    /// What is printed in the round that says something; a file is seen half-written now and then.
    fn round_with(&self, part: &str) -> String {
        loop {
            let text = self.round();
            if text.contains(part) {
                return text;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A checkout that holds the real contract and nothing else.
fn checkout() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    copy(&spec, &root.path().join("spec"));
    let document = root.path().join("spec/call-engine.yaml");
    (root, document)
}

#[test]
fn a_broken_contract_is_told_with_its_line_and_a_mended_one_is_generated_again() {
    let (root, document) = checkout();
    let clean = fs::read_to_string(&document).unwrap();
    let watch = Watch::start(root.path());
    let first = watch.round();
    assert!(
        first.contains("new crates/types/contract/call-engine.json"),
        "{first}"
    );
    let sites = root.path().join("crates/types/src/generated/sites.rs");
    assert!(fs::read_to_string(&sites).unwrap().contains("adminapisgp"));

    fs::write(
        &document,
        clean.replacen("x-effect: places_call", "x-effect: rings", 1),
    )
    .unwrap();
    let broken = watch.round_with("[operation-effect]");
    assert!(broken.contains("|       x-effect: rings\n"), "{broken}");
    assert!(broken.contains("|       ^^^^^^^^^^^^^^^\n"), "{broken}");

    // Half a file, as an editor may leave it for a moment.
    fs::write(&document, &clean[..clean.len() / 2]).unwrap();
    let half = watch.round_with("spec/call-engine.yaml:");
    assert!(!half.contains("[operation-effect]"), "{half}");

    // Saved beside and renamed, as other editors do; with something that `check` would say.
    let beside = root.path().join("spec/.call-engine.yaml.swp");
    let mended = clean
        .replacen(
            "https://adminapisgp.im.qcloud.com",
            "https://adminapisgp2.im.qcloud.com",
            1,
        )
        .replacen("  version: \"2025-12-05\"", "  version: \"2025-12-5\"", 1);
    fs::write(&beside, mended).unwrap();
    fs::rename(&beside, &document).unwrap();
    let mended = watch.round();
    assert!(
        mended.contains("changed crates/types/src/generated/sites.rs"),
        "{mended}"
    );
    assert!(mended.contains("[info-version]"), "{mended}");
    assert!(fs::read_to_string(&sites).unwrap().contains("adminapisgp2"));

    // A file that is gone is told; when it is back, all is well.
    let errors = root.path().join("spec/errors.yaml");
    let catalogue = fs::read_to_string(&errors).unwrap();
    fs::remove_file(&errors).unwrap();
    watch.round_with("[readable]");
    fs::write(&errors, catalogue).unwrap();
    fs::write(&document, &clean).unwrap();
    let back = watch.round_with("changed crates/types/src/generated/sites.rs");
    assert!(!back.contains("[readable]"), "{back}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it() {
    use std::os::unix::process::ExitStatusExt;

    let (root, _) = checkout();
    let mut watch = Watch::start(root.path());
    watch.round();
    let id = watch.child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let last = watch.lines.recv_timeout(Duration::from_secs(60));
    assert_eq!(last, Err(RecvTimeoutError::Disconnected), "it goes on");
    assert_eq!(watch.child.wait().unwrap().signal(), Some(2));
}
