//! Realistic edits of the contract of this repository, and exactly what is told of each.

use call_engine_contract::diff::report::{self, Frame};
use call_engine_contract::diff::{Difference, Edition, Level, Step, diff, step};
use call_engine_contract::{Sources, bundle};

use crate::common::{CATALOGUE, DOCUMENT, contract, edit, edited, line_of, real};

fn compare(head: &Sources) -> Vec<Difference> {
    let read = |sources| Edition::read(sources).unwrap_or_else(|findings| panic!("{findings:#?}"));
    diff(&read(&real()), &read(head))
}

/// Rule, who breaks, where first, and in how many places.
fn told(differences: &[Difference]) -> Vec<String> {
    let line = |found: &Difference| {
        let first = &found.uses[0];
        let command = first.command.as_deref().unwrap_or("document");
        format!(
            "{}: {}: {command} {first} {}",
            found.rule,
            report::verdict(found),
            found.uses.len()
        )
    };
    differences.iter().map(line).collect()
}

fn assert_told(head: &Sources, expected: &[&str]) -> Vec<Difference> {
    let found = compare(head);
    assert_eq!(told(&found), expected, "{found:#?}");
    found
}

#[test]
fn the_contract_is_no_different_from_itself_nor_from_its_bundle() {
    assert_told(&real(), &[]);
    assert_told(&Sources::bundle(bundle::json(&contract())), &[]);
    let yaml = bundle::yaml(&contract()).unwrap();
    assert_told(&Sources::bundle(yaml), &[]);
}

#[test]
fn a_lower_limit_is_told_with_its_line() {
    let head = edited(DOCUMENT, "maximum: 600000", "maximum: 300000");
    let found = assert_told(
        &head,
        &["maximum-narrowed: breaks callers: start_call_by_robot request `Timeout` 1"],
    );
    assert_eq!(
        found[0].place.line,
        line_of(&head, DOCUMENT, "maximum: 300000")
    );
    assert_eq!(
        found[0].place.pointer,
        "/components/schemas/StartCallByRobotRequest/properties/Timeout/maximum"
    );
    assert_eq!(step(&found), Step::Major);
}

#[test]
fn a_new_optional_request_field_is_compatible() {
    let head = edited(
        DOCUMENT,
        "        RoomId:\n          type: string\n",
        "        Language:\n          type: string\n          description: Language of the robot.\n        RoomId:\n          type: string\n",
    );
    let found = assert_told(
        &head,
        &["property-added: compatible: start_call_by_robot request `CallInfo.Language` 1"],
    );
    assert_eq!(step(&found), Step::Minor);
}

#[test]
fn a_field_that_becomes_required_breaks_callers() {
    let head = edited(
        DOCUMENT,
        "        - Timeout\n        - CallInfo\n",
        "        - Timeout\n        - CallInfo\n        - UserData\n",
    );
    assert_told(
        &head,
        &["required-added: breaks callers: start_call_by_robot request `UserData` 1"],
    );
}

#[test]
fn a_new_value_in_an_answer_is_compatible_because_enumerations_are_open() {
    let mut head = edited(
        DOCUMENT,
        "        - Waiting\n",
        "        - Waiting\n        - Held\n",
    );
    edit(
        &mut head,
        DOCUMENT,
        "        Waiting: The member was invited",
        "        Held: The member is on hold.\n        Waiting: The member was invited",
    );
    let found = compare(&head);
    let values = found
        .iter()
        .find(|found| found.rule == "enum-widened")
        .unwrap();
    assert_eq!(values.level(), Level::Compatible);
    assert_eq!(
        values.note,
        Some("enumerations are open, so callers keep working")
    );
    assert_eq!(values.step, Step::Minor);
    let rules: Vec<&str> = found.iter().map(|found| found.rule.as_str()).collect();
    assert_eq!(rules, ["enum-widened", "x-enum-descriptions-changed"]);
}

#[test]
fn a_changed_effect_and_a_lower_rate_limit_break_callers() {
    let head = edited(DOCUMENT, "x-effect: read", "x-effect: places_call");
    assert_told(
        &head,
        &["x-effect-narrowed: breaks callers: get_call_info command 1"],
    );
    let head = edited(DOCUMENT, "x-rate-limit: 200", "x-rate-limit: 20");
    assert_told(
        &head,
        &["x-rate-limit-narrowed: breaks callers: start_call_by_robot command 1"],
    );
}

#[test]
fn a_field_of_the_envelope_is_told_once_for_all_commands() {
    let head = edited(
        DOCUMENT,
        "        RequestId:\n          type: string\n          description: Opaque identifier of the request to quote to the vendor's support.\n",
        "",
    );
    let found = assert_told(
        &head,
        &["property-removed: breaks callers: start_call_by_robot answer `RequestId` 8"],
    );
    assert!(found[0].in_base);
    assert_eq!(
        found[0].place.line,
        line_of(&real(), DOCUMENT, "        RequestId:")
    );
}

#[test]
fn a_longer_summary_is_documentation() {
    let head = edited(
        DOCUMENT,
        "summary: End a call for everybody",
        "summary: End a call",
    );
    let found = assert_told(
        &head,
        &["summary-changed: documentation: end_call command 1"],
    );
    assert_eq!(step(&found), Step::Patch);
}

#[test]
fn a_code_after_which_the_command_may_have_run_breaks_callers() {
    let head = edited(CATALOGUE, "executed: never", "executed: unknown");
    let found = assert_told(
        &head,
        &["code-executed-narrowed: breaks callers: document whole document `60002` 1"],
    );
    assert_eq!(found[0].place.file, CATALOGUE);
    assert_eq!(
        found[0].place.line,
        line_of(&head, CATALOGUE, "executed: unknown")
    );
}

#[test]
fn a_removed_example_is_told_with_its_file() {
    let mut head = real();
    let file = "examples/start_call_by_robot/request-seed.json";
    head.remove(file).unwrap();
    let found = assert_told(
        &head,
        &["example-removed: documentation: start_call_by_robot whole document 1"],
    );
    assert_eq!(found[0].place.file, file);
}

#[test]
fn a_command_at_another_path_breaks_both() {
    let head = edited(
        DOCUMENT,
        "/v4/call_config/get_callback:",
        "/v5/call_config/get_callback:",
    );
    assert_told(
        &head,
        &["path-changed: breaks callers and servers: get_callback command 1"],
    );
}

#[test]
fn a_renamed_component_is_documentation_on_the_wire_and_major_for_the_crate() {
    let mut head = real();
    let text = head.get(DOCUMENT).unwrap();
    let text = text
        .replace("schemas/StartCallInfo'", "schemas/CallToStart'")
        .replace("    StartCallInfo:\n", "    CallToStart:\n");
    head.add(DOCUMENT, text);
    let found = assert_told(
        &head,
        &["component-changed: documentation: document whole document 1"],
    );
    assert_eq!(step(&found), Step::Major);
}

#[test]
fn an_optional_parameter_of_every_command_is_told_once() {
    let head = edited(
        DOCUMENT,
        "      name: usersig\n      in: query\n      required: true\n",
        "      name: usersig\n      in: query\n      required: false\n",
    );
    assert_told(
        &head,
        &["parameter-required-removed: breaks servers: start_call_by_robot parameter `usersig` 8"],
    );
}

#[test]
fn a_site_that_goes_breaks_its_callers() {
    let text = real();
    let text = text.get(DOCUMENT).unwrap();
    let start = text.find("  - url: https://adminapiksa").unwrap();
    let end = start + text[start..].find("security: []").unwrap();
    let mut head = real();
    head.add(DOCUMENT, format!("{}{}", &text[..start], &text[end..]));
    assert_told(
        &head,
        &["server-removed: breaks callers: document whole document 1"],
    );
}

#[test]
fn an_alternative_more_and_one_value_less_are_told_apart() {
    let head = edited(
        DOCUMENT,
        "            - Offline\n        - type: integer",
        "        - type: integer",
    );
    let found = compare(&head);
    let values = found
        .iter()
        .find(|found| found.rule == "enum-narrowed")
        .unwrap();
    assert_eq!(
        (values.callers, values.servers),
        (Level::Compatible, Level::Breaking)
    );
    assert_eq!(values.step, Step::Major);
}

#[test]
fn a_report_names_step_place_and_reason_in_every_form() {
    let head = edited(DOCUMENT, "maximum: 600000", "maximum: 300000");
    let found = compare(&head);
    let line = line_of(&head, DOCUMENT, "maximum: 300000");
    let frame = Frame {
        base: "v0.1.0",
        folder: "spec/",
        version: Some("0.1.0"),
    };
    let text = report::text(&found, frame);
    assert_eq!(
        text,
        format!(
            "start_call_by_robot\n  spec/call-engine.yaml:{line}: breaks callers: request `Timeout`: `maximum` is `300000` \
             instead of `600000`, which allows less [maximum-narrowed]\n\n1 difference from v0.1.0: 1 breaks callers, 0 break \
             servers, 0 compatible, 0 documentation; step of the version: major (0.1.0 to 0.2.0, before 1.0 the second \
             number stands for breaking changes)\n"
        )
    );
    let markdown = report::markdown(&found, frame);
    assert!(markdown.starts_with("**Contract:** 1 difference from v0.1.0"));
    assert!(markdown.contains(&format!("`spec/call-engine.yaml:{line}` |\n")));
    let json = report::json(&found, frame);
    assert_eq!(json["next_version"], "0.2.0");
    assert_eq!(json["differences"][0]["callers"], "breaking");
    assert_eq!(json["differences"][0]["uses"][0]["field"], "Timeout");
}
