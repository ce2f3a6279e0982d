//! Texts as a careless editor or a hostile author leaves them: read or refused with a place, soon, and without panic.

use std::time::{Duration, Instant};

use call_engine_contract::lint::{lint, rules};
use call_engine_contract::{Contract, Finding, Sources, bundle, report};

/// Numbers that are the same in every run, so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// What means something to YAML, to OpenAPI or to us.
const WORDS: &[&str] = &[
    "&a ",
    "*a",
    "<<: *a",
    "<<",
    "{",
    "}",
    "[",
    "]",
    "- ",
    ": ",
    "? ",
    "!!map ",
    "|",
    ">-",
    "#",
    "'",
    "\"",
    "\t",
    "\r\n",
    "\u{feff}",
    "---\n",
    "...",
    "%",
    "~",
    "null",
    "$ref: ",
    "'#/components/schemas/Sound'",
    "common.yaml#/a",
    "../x.yaml",
    "'#'",
    "''",
    "x-lint-ignore: {range: x}",
    "enum: []",
    "allOf: []",
    "oneOf: [{}]",
    "type: array",
    "9223372036854775808",
    "-1",
    "1e400",
    "日本",
    "\u{0}",
    "properties:",
    "~1",
    "post:",
];

fn mutate(text: &str, numbers: &mut Numbers) -> String {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let at = boundary(numbers.below(text.len()));
    let until = boundary((at + numbers.below(40)).min(text.len()));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (one, other) = (numbers.below(lines.len()), numbers.below(lines.len()));
    match numbers.below(6) {
        0 => format!("{}{}", &text[..at], &text[until..]),
        1 => format!("{}{}{}", &text[..at], numbers.of(WORDS), &text[at..]),
        2 => format!("{}{}{}", &text[..at], numbers.of(WORDS), &text[until..]),
        3 => format!("{}{}{}", &text[..until], &text[at..until], &text[until..]),
        4 => {
            let mut lines = lines;
            lines.swap(one, other);
            lines.concat()
        }
        _ => {
            let mut lines = lines;
            let moved = lines.remove(one);
            lines.insert(other.min(lines.len()), moved);
            lines.concat()
        }
    }
}

fn survive(sources: &Sources) -> bool {
    let source = |path: &str| sources.get(path).map(str::to_owned);
    let (findings, understood): (Vec<Finding>, bool) = match Contract::load(sources) {
        Ok(contract) => {
            bundle::json(&contract);
            (lint(&contract), true)
        }
        Err(findings) => {
            assert!(!findings.is_empty());
            (findings, false)
        }
    };
    for finding in &findings {
        assert!(rules::rule(finding.rule).is_some(), "{finding}");
        assert!(!finding.remedy.is_empty(), "{finding}");
    }
    let told = report::text(&findings, &source, false);
    assert!(findings.is_empty() || !told.is_empty());
    understood
}

#[test]
fn a_mutated_text_is_read_or_refused_soon() {
    let clean = crate::specimen::specimen();
    let paths: Vec<&str> = clean.iter().map(|(path, _)| path).collect();
    let mut numbers = Numbers(0x5eed_1234_abcd_0001);
    let (mut understood, mut refused) = (0, 0);
    let begun = Instant::now();
    for round in 0..1500 {
        // The document most of the time: it says the most.
        let path = match numbers.below(5) {
            0 => paths[numbers.below(paths.len())],
            _ => "call-engine.yaml",
        };
        let mut text = clean.get(path).unwrap().to_owned();
        for _ in 0..=numbers.below(3) {
            text = mutate(&text, &mut numbers);
        }
        let mut sources = clean.clone();
        sources.add(path, text);
        if numbers.below(4) == 0 {
            sources.add("common.yaml", "a: &a {b: 1, $ref: '#/a'}\n");
        }
        let started = Instant::now();
        if survive(&sources) {
            understood += 1;
        } else {
            refused += 1;
        }
        assert!(started.elapsed() < Duration::from_secs(5), "round {round}");
    }
    assert!(understood > 50 && refused > 50, "{understood} {refused}");
    assert!(begun.elapsed() < Duration::from_secs(300));
}
