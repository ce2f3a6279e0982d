//! `check` as people, programs and GitHub see it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn xtask(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--root")
        .arg(root)
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// A checkout whose contract is one broken line.
fn broken() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("spec/examples")).unwrap();
    fs::write(
        root.path().join("spec/call-engine.yaml"),
        "# A contract.\nopenapi: 3.1.0\n",
    )
    .unwrap();
    fs::write(root.path().join("spec/errors.yaml"), "[]\n").unwrap();
    root
}

#[test]
fn people_see_the_line_and_programs_a_list() {
    let root = broken();
    let output = xtask(root.path(), &["check"]);
    assert!(!output.status.success());
    let told = text(&output.stderr);
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        lines[0].starts_with("spec/call-engine.yaml:2: #/openapi: "),
        "{told}"
    );
    assert_eq!(
        lines[1..],
        ["  2 | openapi: 3.1.0", "    | ^^^^^^^^^^^^^^", "1 finding"],
        "{told}"
    );
    // Nobody looks at a terminal here, so there are no colours.
    assert!(!told.contains('\u{1b}'), "{told}");

    let output = xtask(root.path(), &["check", "--format", "json"]);
    assert!(!output.status.success());
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list[0]["file"], "spec/call-engine.yaml");
    assert_eq!(list[0]["line"], 2);
    assert_eq!(list[0]["rule"], "openapi-version");

    let output = xtask(root.path(), &["check", "--format", "github"]);
    assert!(!output.status.success());
    let told = text(&output.stdout);
    assert!(
        told.starts_with("::error file=spec/call-engine.yaml,line=2,title=openapi-version::"),
        "{told}"
    );
}

#[test]
fn generate_shows_the_line_too() {
    let root = broken();
    let output = xtask(root.path(), &["generate"]);
    assert!(!output.status.success());
    let told = text(&output.stderr);
    assert!(told.contains("\n  2 | openapi: 3.1.0\n"), "{told}");
}

#[test]
fn rules_are_listed_and_explained() {
    let root = broken();
    let listed = xtask(root.path(), &["check", "--rules"]);
    assert!(listed.status.success());
    assert!(text(&listed.stdout).contains("\nunknown-key "));
    let explained = xtask(root.path(), &["check", "--explain", "unknown-key"]);
    assert!(explained.status.success());
    assert!(text(&explained.stdout).contains("minLenght"));
    let unknown = xtask(root.path(), &["check", "--explain", "colour"]);
    assert!(!unknown.status.success());
    assert!(text(&unknown.stderr).contains("--rules"));
}
