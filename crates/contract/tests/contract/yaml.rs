//! YAML: values, lines, and what is no plain document.

use std::fmt::Write as _;

use call_engine_contract::yaml;

use crate::common::{DOCUMENT, assert_useful, edited, line_of, only, refused};

#[test]
fn lines_and_pointers_are_right() {
    let text = "# a comment\na:\n  - b: 1\n    c/d~e: 2\n  -\n    - x\n    - z: >-\n        folded\n        text\n\"200\":\n  f: {g: [1, 2]}\n";
    let (value, lines) = yaml::read("file.yaml", text).unwrap();
    for (pointer, line, expected) in [
        ("/a", 2, None),
        ("/a/0", 3, None),
        ("/a/0/b", 3, Some("1")),
        ("/a/0/c~1d~0e", 4, Some("2")),
        ("/a/1", 6, None),
        ("/a/1/0", 6, Some("\"x\"")),
        ("/a/1/1/z", 7, Some("\"folded text\"")),
        ("/200", 10, None),
        ("/200/f/g/1", 11, Some("2")),
    ] {
        let place = lines.place(pointer);
        assert_eq!((place.line, place.pointer.as_str()), (line, pointer));
        let found = value.pointer(pointer).unwrap();
        if let Some(expected) = expected {
            assert_eq!(found.to_string(), expected, "{pointer}");
        }
    }
    // What is not there is looked for nearby.
    assert_eq!(lines.place("/a/0/nothing/at/all").line, 3);
    assert_eq!(lines.place("/nothing").line, 2);
    assert_eq!(lines.place("").pointer, "");
}

#[test]
fn lines_are_right_among_many_keys_too() {
    let mut text = "base: &base {merged: 0}\nmap:\n  <<: *base\n".to_owned();
    // Neither the order of the alphabet nor that of numbers.
    let names: Vec<String> = (0..100).rev().map(|number| format!("k{number}")).collect();
    for name in &names {
        writeln!(text, "  {name}: {{in/side: 1}}").unwrap();
    }
    text.push_str("list:\n");
    text.push_str(&"  - a\n".repeat(100));
    let (_, lines) = yaml::read("file.yaml", &text).unwrap();
    for (index, name) in names.iter().enumerate() {
        for end in ["", "/in~1side"] {
            assert_eq!(lines.place(&format!("/map/{name}{end}")).line, 4 + index);
        }
    }
    assert_eq!(lines.place("/list/99").line, 204);
    assert_eq!(lines.place("/map/merged").line, 1);
    assert_eq!(lines.place("/map/k100").line, lines.place("/map").line);
}

#[test]
fn plain_words_mean_what_yaml_1_2_says() {
    let text = "[~, null, '', \"~\", true, False, no, 1, -1, +1, 0x1F, 0o17, 1.5, 1e3, 18446744073709551615, \
                99999999999999999999, 1:30, 2025-12-05, 3.0.3, .5, '1', -, 1_000, \"\\u00e9\\n\"]";
    let text = text.replace("-, ", "'-', ");
    let (value, _) = yaml::read("file.yaml", &text).unwrap();
    let expected = serde_json::json!([
        null,
        null,
        "",
        "~",
        true,
        false,
        "no",
        1,
        -1,
        1,
        31,
        15,
        1.5,
        1000.0,
        18_446_744_073_709_551_615_u64,
        1e20,
        "1:30",
        "2025-12-05",
        "3.0.3",
        0.5,
        "1",
        "-",
        "1_000",
        "é\n"
    ]);
    assert_eq!(value, expected);
}

#[test]
fn what_is_not_one_plain_document_is_refused_with_its_line() {
    for (text, line, part, remedy) in [
        ("", 1, "empty", "restore"),
        (
            "a: 1\n---\nb: 2\n",
            2,
            "second YAML document",
            "exactly one",
        ),
        ("a:\n\t- b\n", 2, "tab", "spaces"),
        ("a: 1\nb: 2\na: 3\n", 3, "`a` is given twice", "keep one"),
        (
            "a:\n  1: x\n  \"1\": y\n",
            3,
            "`1` is given twice",
            "keep one",
        ),
        ("a:\n  b: [1, 2\n", 3, "not YAML", "mend"),
        ("a: 'b\n", 1, "not YAML", "mend"),
        ("a:\n  b: words: more\n", 2, "not YAML", "quotes"),
        ("a:\n  b: 1\n c: 2\n", 3, "not YAML", "column"),
        ("a:\n  b\n  c: 1\n", 3, "not YAML", "line above"),
        ("a:\n  true: 1\n", 2, "key that is not text", "quotes"),
        ("a:\n  ? [1]\n  : 1\n", 2, "key that is not text", "quotes"),
        ("a: .inf\n", 1, "number that JSON does not have", "finite"),
        ("a: 1e999\n", 1, "number that JSON does not have", "finite"),
        ("a: !!set {}\n", 1, "tag", "plainly"),
        ("a: !x 1\n", 1, "tag", "plainly"),
        ("a: &x [1, *x]\n", 1, "contains the alias", "$ref"),
        ("a: &x 1\n*x : 2\n", 2, "key that is not text", "quotes"),
        ("a: *x\n", 1, "not YAML", "mend"),
        ("a: &x 1\nb:\n  <<: *x\n", 3, "not a map", "alias of a map"),
        (
            "a: &x {b: 1}\nc:\n  <<: [*x, 1]\n",
            3,
            "not a map",
            "alias of a map",
        ),
    ] {
        let finding = yaml::read("file.yaml", text).expect_err(text);
        assert_useful(&finding);
        assert_eq!(finding.rule, "yaml-syntax", "{text:?}");
        assert_eq!(finding.place.file, "file.yaml");
        assert_eq!(finding.place.line, line, "{text:?}: {finding}");
        assert!(finding.message.contains(part), "{text:?}: {finding}");
        assert!(finding.remedy.contains(remedy), "{text:?}: {finding}");
    }
}

#[test]
fn a_key_given_twice_is_refused_with_its_pointer() {
    let sources = edited(
        DOCUMENT,
        "      summary: Look at a running call\n",
        "      summary: Look at a running call\n      summary: Again\n",
    );
    let findings = refused(&sources);
    let finding = only(&findings);
    assert_eq!(
        finding.place.pointer,
        "/paths/~1v4~1call_engine_http_srv~1get_call_info/post/summary"
    );
    assert_eq!(
        finding.place.line,
        line_of(&sources, DOCUMENT, "      summary: Again")
    );
}

#[test]
fn json_is_yaml_however_it_is_indented() {
    let (value, _) = yaml::read("file.yaml", "{\n\t\"a\": [\n\t\t1\n\t]\n}\n").unwrap();
    assert_eq!(value, serde_json::json!({ "a": [1] }));
    let (value, lines) = yaml::read("file.yaml", "{\"a\":\r\n  {\"b\": 1}}\r\n").unwrap();
    assert_eq!(value.pointer("/a/b"), Some(&1.into()));
    assert_eq!(lines.place("/a/b").line, 2);
}

#[test]
fn an_alias_is_the_value_of_its_anchor() {
    let text = "a: &a\n  b: [1, 2]\n  c: &c x\nd:\n  - *a\n  - *c\ne: {f: *a}\n";
    let (value, lines) = yaml::read("file.yaml", text).unwrap();
    let anchored = serde_json::json!({ "b": [1, 2], "c": "x" });
    assert_eq!(
        value,
        serde_json::json!({ "a": anchored, "d": [anchored, "x"], "e": { "f": anchored } })
    );
    // The alias is on the line of its use, what is in it on the line of its text.
    for (pointer, line) in [
        ("/d/0", 5),
        ("/d/0/b", 2),
        ("/d/0/b/1", 2),
        ("/d/0/c", 3),
        ("/d/1", 6),
        ("/e/f", 7),
        ("/e/f/c", 3),
    ] {
        assert_eq!(lines.place(pointer).line, line, "{pointer}");
    }
}

#[test]
fn a_merge_gives_what_is_not_written_out() {
    let text = "a: &a {x: 1, y: 2}\nb: &b\n  y: 3\n  z: 4\nc:\n  y: 9\n  <<: *a\n  w: 5\nd:\n  <<: [*a, *b]\n  \
                x: 7\ne: &e\n  <<: *b\nf:\n  <<: *e\n\"<<\": text\n";
    let (value, lines) = yaml::read("file.yaml", text).unwrap();
    assert_eq!(value["c"], serde_json::json!({ "y": 9, "x": 1, "w": 5 }));
    assert_eq!(value["d"], serde_json::json!({ "x": 7, "y": 2, "z": 4 }));
    assert_eq!(value["f"], serde_json::json!({ "y": 3, "z": 4 }));
    assert_eq!(value["<<"], "text");
    for (pointer, line) in [
        ("/c/y", 6),
        ("/c/x", 1),
        ("/d/x", 11),
        ("/d/z", 4),
        ("/d/y", 1),
        ("/f/z", 4),
        ("/f", 14),
    ] {
        assert_eq!(lines.place(pointer).line, line, "{pointer}");
    }
    let twice =
        yaml::read("file.yaml", "a: &a {x: 1}\nb:\n  <<: *a\n  x: 2\n  x: 3\n").unwrap_err();
    assert_eq!(
        (twice.place.line, twice.place.pointer.as_str()),
        (5, "/b/x")
    );
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_change_nothing() {
    let text = crate::common::real().get(DOCUMENT).unwrap().to_owned();
    let odd = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (plain, plain_lines) = yaml::read("file.yaml", &text).unwrap();
    let (same, same_lines) = yaml::read("file.yaml", &odd).unwrap();
    assert_eq!(plain, same);
    for pointer in [
        "/info",
        "/servers/3/url",
        "/components/schemas/Envelope/properties/ErrorCode/type",
    ] {
        assert_eq!(plain_lines.place(pointer), same_lines.place(pointer));
    }
}
