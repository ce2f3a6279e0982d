use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::stage::{bare, run};

/// Runs another program on a text; `None` when this machine has none.
fn judged(program: &str, words: &[&str], text: &str) -> Option<(bool, String)> {
    let mut child = Command::new(program)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("an end");
    let _ = writer.join().expect("no panic");
    Some((
        output.status.success(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    ))
}

#[test]
fn completions_know_commands_fields_and_are_accepted_by_their_shells() {
    for (shell, check) in [
        ("bash", &["-n"] as &[&str]),
        ("zsh", &["-n"]),
        ("fish", &["--no-execute"]),
        ("powershell", &[]),
        ("elvish", &[]),
    ] {
        let script = run(&mut bare(&["completions", shell]));
        for word in [
            "watch",
            "get_record_by_filter",
            "call-info.media-type",
            "exit-status",
        ] {
            assert!(script.data().contains(word), "{shell}: {word}");
        }
        assert!(!script.data().contains("help-tree"), "{shell}");
        if !check.is_empty()
            && let Some((accepted, said)) = judged(shell, check, script.data())
        {
            assert!(accepted && said.is_empty(), "{shell}: {said}");
        }
    }
    run(&mut bare(&["completions", "tcsh"])).failed(2);
}

#[test]
fn bash_completes_commands_of_the_contract_and_their_flags() {
    let script = run(&mut bare(&["completions", "bash"]));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("completions");
    std::fs::write(&file, script.data()).expect("a written file");
    let complete = |line: &[&str]| {
        let [.., before, word] = line else {
            panic!("two words at least");
        };
        // As bash does it: by the function that the script has registered.
        let asked = format!(
            "source \"$1\" || exit; shift; set -- \"$@\"; \
             entry=($(complete -p call-engine)); for n in \"${{!entry[@]}}\"; do \
             [ \"${{entry[n]}}\" = -F ] && function=${{entry[n + 1]}}; done; \
             COMP_WORDS=(\"$@\"); COMP_CWORD={}; \"$function\" call-engine '{word}' '{before}'; echo \"${{COMPREPLY[@]}}\"",
            line.len() - 1,
        );
        let output = Command::new("bash")
            .args(["--norc", "-c", &asked, "bash"])
            .arg(&file)
            .args(line)
            .output();
        match output {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            output => {
                let output = output.expect("bash runs");
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{said}");
                Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
            }
        }
    };
    let Some(api) = complete(&["call-engine", "api", "start_"]) else {
        return;
    };
    assert_eq!(api, "start_call_by_robot");
    let watch = complete(&["call-engine", "call", "wa"]);
    assert_eq!(watch.as_deref(), Some("watch"));
    let line = ["call-engine", "api", "start_call_by_robot", "--call-info.m"];
    assert_eq!(complete(&line).as_deref(), Some("--call-info.media-type"));
}

#[test]
fn every_command_has_a_page_that_says_nothing_odd_to_roff() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("man1");
    let written = run(&mut bare(&[
        "man",
        "--out",
        place.to_str().expect("a plain path"),
    ]));
    assert_eq!(written.data(), "");
    let mut pages = 0;
    for entry in std::fs::read_dir(&place).expect("pages") {
        let path = entry.expect("a page").path();
        let page = std::fs::read_to_string(&path).expect("UTF-8");
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        for part in [".TH ", ".SH NAME", ".SH SYNOPSIS"] {
            assert!(page.contains(part), "{name}: {part}");
        }
        for (program, words) in [
            (
                "groff",
                &["-Kutf8", "-man", "-ww", "-z", "-Tutf8"] as &[&str],
            ),
            ("mandoc", &["-T", "lint", "-W", "warning"]),
        ] {
            if let Some((_, said)) = judged(program, words, &page) {
                // Long names leave wide gaps, which is no mistake.
                let odd = said
                    .lines()
                    .filter(|line| !line.contains("cannot adjust line"));
                assert_eq!(odd.collect::<Vec<_>>(), [""; 0], "{name}");
            }
        }
        // A page of its own is the one that is printed.
        let words: Vec<&str> = name.split('-').skip(2).collect();
        if !words.is_empty() && !words.contains(&"room") {
            assert_eq!(run(bare(&["man"]).args(words)).data(), page, "{name}");
        }
        pages += 1;
    }
    assert!(pages > 30, "{pages}");
    let root = run(&mut bare(&["man"]));
    assert!(root.data().contains("Exit codes:\n  0  done"), "{root:?}");
    run(&mut bare(&["man", "call", "list"])).failed(2);
}
