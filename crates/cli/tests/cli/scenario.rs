use std::path::{Path, PathBuf};

use crate::stage::{bare, run};

/// The scenarios that the tests of the workspace run too.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
    let entries = std::fs::read_dir(folder).expect("the folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

#[test]
fn all_scenarios_hold_and_their_transcript_repeats_with_the_seed() {
    let folder = tempfile::tempdir().expect("a folder");
    let transcript = |name: &str, seed: &[&str]| {
        let path = folder.path().join(name);
        let mut command = bare(&["scenario", "run"]);
        command
            .args(files())
            .args(seed)
            .arg("--transcript")
            .arg(&path);
        let ran = run(&mut command);
        let data = ran.data();
        assert!(
            data.starts_with("ok   ") && !data.contains("FAIL"),
            "{data}"
        );
        assert!(ran.stderr.contains("scenarios hold."), "{ran:?}");
        std::fs::read_to_string(path).expect("a transcript")
    };
    let first = transcript("one", &[]);
    assert!(first == transcript("two", &[]), "two runs differ");
    assert!(
        first.contains("&usersig=…&") && first.contains("* POST /hook?"),
        "{first}"
    );
    assert_ne!(first, transcript("three", &["--seed", "5"]));
}

#[test]
fn a_scenario_that_goes_otherwise_ends_with_1_and_names_the_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wrong.yaml");
    let text = "steps:\n- send:\n    command: get_callback\n    expect:\n      ErrorCode: 1\n- advance_ms: 1\n";
    std::fs::write(&path, text).expect("a file");
    let ran = run(bare(&["scenario", "run"]).arg(&path));
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let name = path.display();
    let told = format!(
        "FAIL {name}:2: send get_callback\n     {name}:5: expected 1, there is 100301\n     1 step more was not run\n"
    );
    assert_eq!(ran.stdout, told);
    assert!(ran.stderr.contains("1 of 1 scenarios"), "{ran:?}");
    let ran = run(bare(&["scenario", "run", "--output", "json"]).arg(&path));
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(report[0]["passed"], false);
    assert_eq!(report[0]["steps"][0]["differences"][0]["line"], 5);
}

#[test]
fn what_is_no_scenario_is_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wrong.yaml");
    std::fs::write(&path, "phones:\n  jack: {policy: sing}\n").expect("a file");
    let place = format!("{}:2: #/phones/jack", path.display());
    for words in [&["scenario", "run"][..], &["emulator", "--scenario"]] {
        let ran = run(bare(words).arg(&path));
        assert!(ran.failed(2).contains(&place), "{ran:?}");
    }
    let ran = run(&mut bare(&["scenario", "run", "no/such.yaml"]));
    assert!(
        ran.failed(2)
            .contains("no/such.yaml: the file cannot be read"),
        "{ran:?}"
    );
}

#[test]
fn the_schema_is_printed() {
    let schema = run(&mut bare(&["scenario", "schema"])).json();
    assert!(schema["properties"]["phones"].is_object(), "{schema}");
}
