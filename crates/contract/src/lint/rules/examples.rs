//! Examples and the error catalogue.

use super::{Rule, Stage};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "catalogue",
        stage: Stage::Structure,
        what: "An entry of the error catalogue is complete, with known words, a code and a name of its own.",
        why: "Errors are explained from it in every language.",
        at: "errors.yaml#/0/retry",
        bad: "soon",
        good: "never",
    },
    Rule {
        name: "example-file",
        stage: Stage::Reading,
        what: "An example is JSON under a name that says what it shows.",
        why: "Names become those of snapshots.",
        at: "examples/ping/request-broken.json",
        bad: r#"{ "Account": }"#,
        good: r#"{ "Account": "a" }"#,
    },
    Rule {
        name: "example-missing",
        stage: Stage::Structure,
        what: "A command has its smallest and its largest request, a success and a failure; a webhook a body and its answer.",
        why: "Tests, docs and the emulator use these very files.",
        at: "examples/ping/answer-not-there.json",
        bad: r#"{ "ErrorCode": 0 }"#,
        good: r#"{ "ErrorCode": 101004 }"#,
    },
    Rule {
        name: "example-success",
        stage: Stage::Structure,
        what: "The answer called success is one.",
        why: "The emulator answers it.",
        at: "examples/ping/answer-success.json",
        bad: r#"{ "ErrorCode": 101004 }"#,
        good: r#"{ "ErrorCode": 0 }"#,
    },
    Rule {
        name: "example-unknown-field",
        stage: Stage::Structure,
        what: "An example holds only fields the contract knows.",
        why: "The world is open, examples are not: that is how a misspelt one is found.",
        at: "examples/ping/request-minimal.json",
        bad: r#"{ "Account": "a", "Timout": 5 }"#,
        good: r#"{ "Account": "a", "Timeout": 5 }"#,
    },
    Rule {
        name: "example-schema",
        stage: Stage::Structure,
        what: "An example keeps to the schema of what it shows.",
        why: "Whoever copies it must get through.",
        at: "examples/ping/request-minimal.json",
        bad: r#"{ "Account": "a", "Timeout": 0 }"#,
        good: r#"{ "Account": "a", "Timeout": 5 }"#,
    },
    Rule {
        name: "schema",
        stage: Stage::Structure,
        what: "A component is a valid JSON Schema.",
        why: "Examples are checked with it.",
        at: "",
        bad: "type: 7",
        good: "type: string",
    },
];
