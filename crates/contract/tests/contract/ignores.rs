//! `x-lint-ignore`: a rule set aside in place, with its reason.

use call_engine_contract::lint::lint;
use call_engine_contract::{Contract, Sources, bundle};

use crate::common::{DOCUMENT, assert_useful, edited, line_of, load};

const MEMBER: &str = "/components/schemas/CallMember";
const FROM: &str = "      description: A member of a running call.\n";

/// The real contract with a component that has no sentence for a description, and something beside it.
fn with(beside: &str) -> Sources {
    let to = format!("      description: A member of a running call\n{beside}");
    edited(DOCUMENT, FROM, &to)
}

#[test]
fn a_rule_with_a_reason_is_set_aside_on_its_object_and_inside() {
    let reason = "      x-lint-ignore: {schema-description: A test of the lint needs it.}\n";
    assert_eq!(lint(&load(&with(""))).len(), 1);
    assert!(lint(&load(&with(reason))).is_empty());
    let schemas = "\n  schemas:\n";
    let mut sources = with("");
    let above = format!("{schemas}    x-lint-ignore: {{}}\n");
    // Names of components are no words: there it would be a component.
    crate::common::edit(&mut sources, DOCUMENT, schemas, &above);
    assert!(Contract::load(&sources).is_err());
    let mut sources = with("");
    crate::common::edit(
        &mut sources,
        DOCUMENT,
        "\ncomponents:\n",
        "\ncomponents:\n  x-lint-ignore: {schema-description: A test of the lint needs it.}\n",
    );
    assert!(lint(&load(&sources)).is_empty());
}

#[test]
fn elsewhere_the_rule_still_holds() {
    let mut sources = with("");
    crate::common::edit(
        &mut sources,
        DOCUMENT,
        "    CallType:\n",
        "    CallType:\n      x-lint-ignore: {schema-description: Not here.}\n",
    );
    let findings = lint(&load(&sources));
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["lint-ignore", "schema-description"]);
    assert!(
        findings[0].message.contains("finds nothing"),
        "{findings:#?}"
    );
}

#[test]
fn a_suppression_that_is_none_is_a_finding() {
    for (ignore, part, remedy) in [
        (
            "{schema-descripton: Because.}",
            "no rule `schema-descripton`",
            "`schema-description`",
        ),
        ("{colour: Because.}", "no rule `colour`", ""),
        ("{schema-description: ' '}", "without a reason", "sentence"),
        (
            "{name-collision: Because.}",
            "cannot be set aside",
            "derived",
        ),
        ("{yaml-syntax: Because.}", "cannot be set aside", "derived"),
        ("{lint-ignore: Because.}", "cannot be set aside", "derived"),
        ("{range: Because.}", "finds nothing", "remove it"),
    ] {
        let sources = with(&format!("      x-lint-ignore: {ignore}\n"));
        let findings = lint(&load(&sources));
        findings.iter().for_each(assert_useful);
        let finding = findings.iter().find(|f| f.rule == "lint-ignore");
        let finding = finding.unwrap_or_else(|| panic!("{ignore}: {findings:#?}"));
        assert!(finding.message.contains(part), "{ignore}: {finding}");
        assert!(finding.remedy.contains(remedy), "{ignore}: {finding}");
        let rule = ignore.trim_start_matches('{').split(':').next().unwrap();
        assert_eq!(
            finding.place.pointer,
            format!("{MEMBER}/x-lint-ignore/{rule}")
        );
        assert_eq!(
            finding.place.line,
            line_of(&sources, DOCUMENT, "x-lint-ignore")
        );
        // What it did not set aside is told beside it.
        assert!(
            findings.iter().any(|f| f.rule == "schema-description"),
            "{ignore}"
        );
    }
}

#[test]
fn its_value_is_a_map_from_rule_to_reason() {
    for ignore in [
        "true",
        "[schema-description]",
        "{schema-description: 1}",
        "{}",
    ] {
        let findings = lint(&load(&with(&format!("      x-lint-ignore: {ignore}\n"))));
        assert!(
            findings
                .iter()
                .any(|f| f.rule == "vocabulary" && f.remedy.contains("reason")),
            "{ignore}: {findings:#?}"
        );
    }
}

#[test]
fn the_bundle_keeps_it_so_that_the_bundle_is_as_clean_as_its_source() {
    let sources = with("      x-lint-ignore: {schema-description: A test of the lint needs it.}\n");
    let text = bundle::json(&load(&sources));
    assert!(text.contains("A test of the lint needs it."));
    let findings = lint(&load(&Sources::bundle(text.clone())));
    assert!(findings.is_empty(), "{findings:#?}");
    let without = text.replace("A test of the lint needs it.", "");
    let findings = lint(&load(&Sources::bundle(without)));
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["schema-description", "lint-ignore"]);
}
