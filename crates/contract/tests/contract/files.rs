//! A contract of several files: references lead to them, and the bundle holds everything.

use std::fs;

use call_engine_contract::lint::lint;
use call_engine_contract::{Contract, Finding, Sources, bundle};

const DOCUMENT: &str = "call-engine.yaml";
const LOCAL: &str = "        Sound:\n          $ref: '#/components/schemas/Sound'\n";
const SOUND: &str = "    Sound:\n      type: string\n      description: What the phone does.\n      enum:\n        - Ring\n        - Mute\n      x-enum-descriptions:\n        Ring: It rings.\n        Mute: It stays silent.\n      x-source:\n        - 1/1\n";

/// The small contract with edits of its document.
fn edited(edits: &[(&str, &str)]) -> Sources {
    let mut sources = crate::specimen::specimen();
    let mut text = sources.get(DOCUMENT).unwrap().to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from:?}");
        text = text.replacen(from, to, 1);
    }
    sources.add(DOCUMENT, text);
    sources
}

/// The small contract whose component `Sound` lies elsewhere.
fn with_sound_at(reference: &str) -> Sources {
    let to = format!("        Sound:\n          $ref: '{reference}'\n");
    edited(&[(LOCAL, &to), (SOUND, "")])
}

fn clean(sources: &Sources) -> Contract {
    let contract = Contract::load(sources).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let findings = lint(&contract);
    assert!(findings.is_empty(), "{findings:#?}");
    contract
}

fn refused(sources: &Sources) -> Finding {
    let findings = Contract::load(sources).expect_err("the contract is refused");
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.into_iter().next().unwrap()
}

fn sound(head: &str) -> String {
    format!("{head}{SOUND}")
}

#[test]
fn the_bundle_of_several_files_is_that_of_one() {
    let one = clean(&crate::specimen::specimen());
    let mut sources = with_sound_at("./parts/common.yaml#/components/schemas/Sound");
    sources.add("parts/common.yaml", sound("components:\n  schemas:\n"));
    let several = clean(&sources);
    let sorted = |contract: &Contract| {
        let mut bundle = bundle::bundle(contract);
        bundle.sort_all_objects();
        bundle
    };
    assert_eq!(sorted(&several), sorted(&one));
    clean(&Sources::bundle(bundle::json(&several)));
}

#[test]
fn a_finding_in_another_file_is_told_with_its_place_there() {
    let mut sources = with_sound_at("common.yaml#/components/schemas/Sound");
    let text = sound("# Shared.\ncomponents:\n  schemas:\n").replace("It rings.", "it rings");
    sources.add("common.yaml", text);
    let contract = Contract::load(&sources).unwrap();
    let findings = lint(&contract);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(
        findings[0].place.to_string(),
        "common.yaml:11: #/components/schemas/Sound/x-enum-descriptions/Ring"
    );
}

#[test]
fn a_rule_is_set_aside_in_the_file_where_it_is_broken() {
    let mut sources = with_sound_at("common.yaml#/components/schemas/Sound");
    let text = sound("components:\n  schemas:\n")
        .replace("It rings.", "it rings")
        .replace(
            "      x-source",
            "      x-lint-ignore: {enum-descriptions: A test needs it.}\n      x-source",
        );
    sources.add("common.yaml", text);
    clean(&sources);
}

#[test]
fn references_go_on_through_several_files_and_back_and_json_is_read_too() {
    let mut sources = with_sound_at("a.yaml#/components/schemas/Sound");
    sources.add(
        "a.yaml",
        "components: {schemas: {Sound: {$ref: 'deep/b.json#/Sound'}}}\n",
    );
    sources.add(
        "deep/b.json",
        "{\n\t\"Sound\": {\"$ref\": \"../deep/er/c.yml\"}\n}",
    );
    sources.add(
        "deep/er/c.yml",
        "type: object\ndescription: A sound.\nx-source: [1/1]\nproperties:\n  Level:\n    $ref: '../../call-engine.yaml#/components/schemas/Level'\n  \
         Next:\n    type: array\n    description: More.\n    items:\n      $ref: ../../a.yaml#/components/schemas/Sound\n  Tone:\n    $ref: '#/x-tone'\n\
         x-tone:\n  type: object\n  description: A tone.\n  x-source: [1/1]\n",
    );
    let contract = Contract::load(&sources).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let names: Vec<String> = contract.reachable("PingRequest");
    // A whole file is called like the file, a part like its last step; a circle between files is no end of reading.
    assert_eq!(names, ["PingRequest", "c", "Level", "x-tone"]);
}

#[test]
fn parameters_paths_bodies_and_components_may_lie_elsewhere() {
    let sources = crate::specimen::specimen();
    let document = sources.get(DOCUMENT).unwrap();
    let start = document
        .find("    post:\n      operationId: ping\n")
        .unwrap();
    let end = document.find("\ncomponents:\n").unwrap();
    let item = &document[start..=end];
    let moved = item
        .replace(
            "'#/components/parameters/Random'",
            "../parameters.yaml#/Random",
        )
        .replace("'#/components", "'../call-engine.yaml#/components");
    let random = "    Random: {name: random, in: query, required: true, description: Random number., schema: {type: integer, format: int64}, x-source: [1/1]}\n";
    let mut sources = edited(&[
        (item, "    $ref: paths/ping.yaml#/item\n"),
        (random, ""),
        (SOUND, "    Sound:\n      $ref: sound.yaml\n"),
    ]);
    sources.add("paths/ping.yaml", format!("item:\n{moved}"));
    sources.add("parameters.yaml", random.trim_start());
    sources.add(
        "sound.yaml",
        SOUND.replace("    Sound:\n", "").replace("      ", ""),
    );
    let contract = clean(&sources);
    let operation = contract.operation("ping").unwrap();
    let place = contract
        .document
        .place(&format!("{}/operationId", operation.pointer));
    assert_eq!(
        place.to_string(),
        "paths/ping.yaml:3: #/item/post/operationId"
    );
    assert_eq!(
        contract
            .document
            .place("/components/schemas/Sound/type")
            .file,
        "sound.yaml"
    );
}

#[test]
fn a_reference_to_a_file_that_leads_nowhere_is_told_at_its_line() {
    for (reference, part) in [
        (
            "nowhere.yaml#/components/schemas/Sound",
            "no file nowhere.yaml",
        ),
        (
            "common.yaml#/components/schemas/Sond",
            "nothing at `#/components/schemas/Sond`",
        ),
        ("common.yaml#components", "nothing at"),
        ("../outside.yaml#/Sound", "outside the folder"),
        ("a/../../outside.yaml#/Sound", "outside the folder"),
        ("/etc/passwd", "not a relative path"),
        ("C:\\common.yaml", "not a relative path"),
        ("https://example.com/common.yaml#/Sound", "on the network"),
        ("round.yaml#/a", "lead to each other only"),
    ] {
        let mut sources = with_sound_at(reference);
        sources.add("common.yaml", sound("components:\n  schemas:\n"));
        sources.add(
            "round.yaml",
            "a: {$ref: '#/b'}\nb: {$ref: 'round.yaml#/a'}\n",
        );
        let finding = refused(&sources);
        assert_eq!(finding.rule, "ref-resolves", "{reference}");
        assert!(finding.message.contains(part), "{finding}");
        assert_eq!(
            finding.place.pointer,
            "/components/schemas/PingRequest/properties/Sound/$ref"
        );
        let line = sources
            .get(DOCUMENT)
            .unwrap()
            .lines()
            .position(|line| line.contains(reference))
            .unwrap()
            + 1;
        assert_eq!(finding.place.line, line, "{reference}");
    }
}

#[test]
fn a_fault_inside_another_file_is_told_there() {
    let mut sources = with_sound_at("common.yaml#/Sound");
    sources.add("common.yaml", "\nSound:\n  allOf:\n    - $ref: '#/Tone'\n");
    let finding = refused(&sources);
    assert_eq!(
        finding.place.to_string(),
        "common.yaml:4: #/Sound/allOf/0/$ref"
    );
    sources.add("common.yaml", "\nSound: [\n");
    assert_eq!(refused(&sources).rule, "yaml-syntax");
}

#[test]
fn two_things_of_one_name_are_refused() {
    let other = "        Sound:\n          $ref: common.yaml#/components/schemas/Sound\n";
    let mut sources = edited(&[(LOCAL, other)]);
    sources.add("common.yaml", sound("components:\n  schemas:\n"));
    let finding = refused(&sources);
    assert_eq!(finding.rule, "ref-collision");
    // A component that only leads to the same thing is the same thing.
    let alias = "    Sound:\n      $ref: common.yaml#/components/schemas/Sound\n";
    let mut sources = edited(&[(LOCAL, other), (SOUND, alias)]);
    sources.add("common.yaml", sound("components:\n  schemas:\n"));
    clean(&sources);
}

#[test]
fn files_that_hold_each_other_without_end_are_refused() {
    let sources = crate::specimen::specimen();
    let document = sources.get(DOCUMENT).unwrap();
    let start = document
        .find("    post:\n      operationId: ping\n")
        .unwrap();
    let end = document.find("\ncomponents:\n").unwrap();
    let mut sources = edited(&[(&document[start..=end], "    $ref: a.yaml\n")]);
    sources.add(
        "a.yaml",
        "post:\n  callbacks:\n    again: {x: {$ref: b.yaml}}\n    twice: {x: {$ref: b.yaml}}\n",
    );
    sources.add(
        "b.yaml",
        "post:\n  callbacks:\n    again: {x: {$ref: a.yaml}}\n    twice: {x: {$ref: a.yaml}}\n",
    );
    let findings = Contract::load(&sources).unwrap_err();
    assert!(
        findings.iter().all(|finding| finding.rule == "nesting"),
        "{findings:#?}"
    );
}

#[test]
fn a_file_that_nothing_refers_to_is_found() {
    let mut sources = crate::specimen::specimen();
    sources.add("old.yaml", "a: 1\n");
    let finding = refused(&sources);
    assert_eq!(
        (finding.rule, finding.place.file.as_str()),
        ("file-unused", "old.yaml")
    );
}

#[test]
fn the_folder_is_read_with_the_files_beside_the_document() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in crate::specimen::specimen().iter() {
        write(folder.path(), path, text);
    }
    write(folder.path(), "parts/deep/common.yml", "a: 1\n");
    write(folder.path(), "parts/.hidden.yaml", "a: 1\n");
    write(folder.path(), "README.md", "Text.\n");
    let sources = Sources::read(folder.path()).unwrap();
    let paths: Vec<&str> = sources.iter().map(|(path, _)| path).collect();
    assert!(paths.contains(&"parts/deep/common.yml"), "{paths:?}");
    assert_eq!(
        paths.len(),
        crate::specimen::specimen().iter().count() + 1,
        "{paths:?}"
    );
}

fn write(folder: &std::path::Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
