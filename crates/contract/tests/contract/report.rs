//! Findings as texts: with the line shown, as JSON, as commands of GitHub's.

use call_engine_contract::{Finding, Place, report};

use crate::common::{DOCUMENT, edited, refused};

fn told(sources: &call_engine_contract::Sources) -> String {
    let source = |file: &str| sources.get(file).map(str::to_owned);
    report::text(&refused(sources), &source, false)
}

#[test]
fn the_line_is_shown_under_the_finding_with_the_place_marked() {
    let sources = edited(DOCUMENT, "x-effect: places_call", "x-effect: rings");
    let text = told(&sources);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].starts_with("call-engine.yaml:"), "{text}");
    assert!(lines[0].contains("[operation-effect]"), "{text}");
    assert!(lines[1].ends_with(" |       x-effect: rings"), "{text}");
    assert!(lines[2].ends_with(" |       ^^^^^^^^^^^^^^^"), "{text}");
    assert_eq!(lines[1].find('|'), lines[2].find('|'), "{text}");
}

#[test]
fn the_mark_stands_at_the_key_also_in_lists_and_in_flow_style() {
    let finding = |line, pointer: &str| {
        let place = Place {
            file: "a.yaml".to_owned(),
            line,
            pointer: pointer.to_owned(),
        };
        Finding::new("limit", place, "wrong", "mend it")
    };
    let source = |_: &str| Some("a: {b: 1, cb: 2}\n  - url: x\n\t\u{1b}[31m 日本\n".to_owned());
    for (line, pointer, marks) in [
        (1, "/a/cb", "          ^^^^^^"),
        (1, "/a/b", "    ^^^^^^^^^^^^"),
        (1, "/none", "^^^^^^^^^^^^^^^^"),
        (2, "/0/url", "    ^^^^^^"),
        (2, "/0", "    ^^^^^^"),
    ] {
        let text = report::text(&[finding(line, pointer)], &source, false);
        assert!(text.ends_with(&format!("| {marks}")), "{pointer}: {text}");
    }
    // What a text holds cannot steer the terminal, and a place behind the text is told without a line.
    let text = report::text(&[finding(3, "")], &source, false);
    assert!(!text.contains('\u{1b}') && text.contains("日本"), "{text}");
    assert_eq!(
        report::text(&[finding(9, "")], &source, false)
            .lines()
            .count(),
        1
    );
    let marked = |_: &str| Some("\u{feff}a: 1".to_owned());
    assert!(report::text(&[finding(1, "/a")], &marked, false).ends_with("| a: 1\n    | ^^^^"));
    let none = |_: &str| None;
    assert_eq!(
        report::text(&[finding(1, "")], &none, false)
            .lines()
            .count(),
        1
    );
}

#[test]
fn colours_are_there_only_when_wanted() {
    let finding = Finding::new("limit", Place::file("a.yaml"), "wrong", "mend it");
    let none = |_: &str| None;
    let findings = [finding];
    assert!(!report::text(&findings, &none, false).contains('\u{1b}'));
    assert!(report::text(&findings, &none, true).contains("\u{1b}[1;31m[limit]\u{1b}[0m"));
}

#[test]
fn programs_read_json_and_github_its_commands() {
    let place = Place {
        file: "spec/a,b.yaml".to_owned(),
        line: 7,
        pointer: "/x".to_owned(),
    };
    let findings = [
        Finding::new("limit", place, "100 %\nwrong", "mend it"),
        Finding::new("readable", Place::file("c"), "gone", "restore it"),
    ];
    let json: serde_json::Value = serde_json::from_str(&report::json(&findings)).unwrap();
    assert_eq!(json[0]["line"], 7);
    assert_eq!(json[0]["rule"], "limit");
    assert_eq!(json[1]["file"], "c");
    assert_eq!(report::json(&[]), "[]");
    assert_eq!(
        report::github(&findings),
        "::error file=spec/a%2Cb.yaml,line=7,title=limit::100 %25%0Awrong; mend it (#/x)\n\
         ::error file=c,title=readable::gone; restore it"
    );
}
