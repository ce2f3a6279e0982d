//! What the generator and the checkout refuse.

use super::{Rule, Stage};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "module-name",
        stage: Stage::Generating,
        what: "`x-module` can be the name of a file of Rust.",
        why: "The types of the component lie there.",
        at: "call-engine.yaml#/components/schemas/Sound/x-module",
        bad: "match",
        good: "sound",
    },
    Rule {
        name: "field-name",
        stage: Stage::Generating,
        what: "A field's name is made of letters, digits, `_`, `-` and `.`.",
        why: "Nothing else becomes the name of a field in code.",
        at: "call-engine.yaml#/components/schemas/AfterPing/properties/a b",
        bad: r"type: string
description: Again.",
        good: "",
    },
    Rule {
        name: "recursive-component",
        stage: Stage::Generating,
        what: "A component does not hold itself, other than in a list.",
        why: "No value of it would have an end.",
        at: "call-engine.yaml#/components/schemas/AfterPing/properties/Other",
        bad: "$ref: '#/components/schemas/AfterPing'",
        good: r"type: array
items:
  $ref: '#/components/schemas/AfterPing'
description: The others.",
    },
    Rule {
        name: "progenitor",
        stage: Stage::Generating,
        what: "Progenitor understands the view of the contract.",
        why: "It writes the client.",
        at: "",
        bad: "a contract that passes every other rule and that progenitor refuses all the same",
        good: "a contract that it takes",
    },
    Rule {
        name: "generator",
        stage: Stage::Generating,
        what: "The generator comes to its end.",
        why: "A thread that stops leaves files unwritten.",
        at: "",
        bad: "a thread that stopped while files were made",
        good: "all files made",
    },
    Rule {
        name: "generated-current",
        stage: Stage::Checkout,
        what: "A derived file is what the contract makes.",
        why: "What was edited by hand is lost at the next run.",
        at: "",
        bad: "crates/types/src/generated/sites.rs, edited by hand",
        good: "crates/types/src/generated/sites.rs, as `cargo xtask generate` writes it",
    },
    Rule {
        name: "wire-schema",
        stage: Stage::Checkout,
        what: "A Rust type says of itself what its component says.",
        why: "That is how a wrong generated or hand-written type is found.",
        at: "",
        bad: "a type that leaves out a field of its component",
        good: "a type with every field of its component",
    },
    Rule {
        name: "snapshot-pending",
        stage: Stage::Checkout,
        what: "No snapshot waits for review.",
        why: "A change of what callers see was not looked at.",
        at: "",
        bad: "tests/tests/snapshots/wire__ping__minimal.snap.new",
        good: "tests/tests/snapshots/wire__ping__minimal.snap",
    },
    Rule {
        name: "snapshot-orphan",
        stage: Stage::Checkout,
        what: "A snapshot belongs to an example.",
        why: "It shows what is no more.",
        at: "",
        bad: "a snapshot of a command that was removed",
        good: "a snapshot of an example that is there",
    },
    Rule {
        name: "snapshot-missing",
        stage: Stage::Checkout,
        what: "Every example has its snapshot.",
        why: "What callers see was never looked at.",
        at: "",
        bad: "an example without a snapshot",
        good: "an example with one, taken by `cargo xtask accept`",
    },
];
