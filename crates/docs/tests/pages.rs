//! What the pages show, what they weigh, and that hostile text stays text.

mod common;

use std::io::Write as _;

use call_engine_contract::{Contract, Sources, json_schema};
use call_engine_emulator::{Options, SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use common::{contract, page, pages, repository, site, site_of, sources, text};
use flate2::Compression;
use flate2::write::GzEncoder;
use scraper::{Html, Selector};

fn gzipped(parts: &[&[u8]]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    for part in parts {
        encoder.write_all(part).expect("memory");
    }
    encoder.finish().expect("memory").len()
}

#[test]
fn a_page_with_everything_it_loads_weighs_less_than_100_kb() {
    let site = site();
    let assets: Vec<Vec<u8>> = [
        "assets/site.css",
        "assets/theme.js",
        "assets/site.js",
        "assets/try.js",
    ]
    .iter()
    .map(|path| page(&site, path).into_bytes())
    .collect();
    for (path, text) in pages(&site) {
        let mut parts: Vec<&[u8]> = assets.iter().map(Vec::as_slice).collect();
        parts.push(text.as_bytes());
        let weight = gzipped(&parts);
        assert!(weight < 100_000, "{path} weighs {weight} bytes");
    }
}

#[test]
fn hostile_text_of_a_contract_stays_text() {
    let evil = "<script>alert(1)</script> `<img src=x onerror=y>` \\\"><b>C-2</b>";
    let mut sources = sources();
    for (file, from, to) in [
        (
            "call-engine.yaml",
            "How long the callees may ring.",
            format!("\"{evil}.\""),
        ),
        (
            "call-engine.yaml",
            "summary: Call users in the name of a robot",
            format!("summary: \"{evil}\""),
        ),
        (
            "errors.yaml",
            "The HTTP request could not be parsed.",
            format!("\"{evil}.\""),
        ),
        (
            "examples/end_call/request-minimal.json",
            "055662e1",
            evil.to_owned(),
        ),
    ] {
        let text = sources.get(file).expect("the file").to_owned();
        assert!(text.contains(from), "{file}: {from}");
        sources.add(file, text.replacen(from, &to, 1));
    }
    let contract = Contract::load(&sources).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let site = site_of(&contract, &[]);
    let mut seen = 0;
    for (path, text) in pages(&site) {
        assert!(!text.contains("<script>"), "{path}");
        assert!(!text.contains("<img"), "{path}");
        let html = Html::parse_document(text);
        assert_eq!(
            html.select(&Selector::parse("[onerror]").expect("a selector"))
                .count(),
            0,
            "{path}"
        );
        seen += text.matches("&lt;script&gt;").count();
    }
    assert!(seen >= 5, "the hostile text is shown {seen} times");
}

#[test]
fn a_snippet_that_is_missing_is_told_and_nothing_is_made() {
    let contract = contract();
    let read = |path: &str| (path != "crates/call-engine/examples/ring.rs").then(|| text(path));
    let wrong = call_engine_docs::site(&call_engine_docs::Material {
        contract: &contract,
        contradictions: &[],
        documents: &[],
        changelog: "# Changelog\n",
        version: "1.0.0",
        earlier: &[],
        read: &read,
    })
    .unwrap_err();
    let expected = "crates/docs/guide/quick-start.md:";
    assert!(
        wrong
            .iter()
            .any(|line| line.starts_with(expected) && line.contains("ring.rs` is missing")),
        "{wrong:#?}"
    );
}

#[test]
fn the_guide_takes_its_rust_and_scenarios_from_files_that_are_tried() {
    for (name, markdown) in call_engine_docs::GUIDE {
        assert!(
            !markdown.contains("```rust"),
            "{name} has Rust that nobody compiles; include it from an example"
        );
        assert!(
            !markdown.contains("```yaml"),
            "{name} has a scenario that nobody runs; include it from tests/scenarios"
        );
        assert!(markdown.starts_with("# "), "{name} has no title");
    }
    for line in call_engine_docs::GUIDE
        .iter()
        .flat_map(|(_, markdown)| markdown.lines())
    {
        if let Some(include) = line.strip_prefix("{{ include ") {
            let path = include.split(' ').next().unwrap_or_default();
            let tried = path.contains("/examples/") || path.starts_with("tests/scenarios/");
            assert!(tried, "{path} is neither an example nor a scenario");
            assert!(repository().join(path).is_file(), "{path} is missing");
        }
    }
}

/// Fields as the running program tells them, not as its text is read.
#[test]
fn every_choice_of_the_emulator_is_listed_with_its_default() {
    let options = Options::default();
    let all = format!("{options:#?}\n{:#?}", options.webhook_spelling);
    let fields: Vec<&str> = all
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    assert!(
        fields.len() > 40 && fields.contains(&"integer_result"),
        "{fields:?}"
    );
    let page = Html::parse_document(&page(&site(), "guide/emulator.html"));
    let rows = Selector::parse("tr").expect("a selector");
    let cells = Selector::parse("td").expect("a selector");
    let rows: Vec<Vec<String>> = page
        .select(&rows)
        .map(|row| {
            row.select(&cells)
                .map(|cell| cell.text().collect())
                .collect()
        })
        .collect();
    for field in fields {
        let row = rows
            .iter()
            .find(|row| row.first().is_some_and(|first| first == field));
        let row = row.unwrap_or_else(|| panic!("{field} is not listed"));
        assert!(
            row.len() == 3 && row.iter().all(|cell| !cell.is_empty()),
            "{row:?}"
        );
    }
}

#[test]
fn downloads_are_what_they_say() {
    let (contract, site) = (contract(), site());
    for ending in ["yaml", "json"] {
        let bundle = page(&site, &format!("downloads/call-engine.{ending}"));
        let again = Contract::load(&Sources::bundle(bundle)).expect("the bundle is a contract");
        assert_eq!(again.operations.len(), contract.operations.len());
        assert_eq!(again.catalogue.len(), contract.catalogue.len());
    }
    for webhook in &contract.webhooks {
        let schema = page(
            &site,
            &format!("downloads/schemas/{}.event.json", webhook.id),
        );
        let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
        let expected = json_schema::json_schema(&contract, &webhook.event).expect("a schema");
        assert_eq!(schema["properties"], expected["properties"]);
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
    let full = page(&site, "llms-full.txt");
    for part in [
        "## Command start_call_by_robot",
        "60008 TimeoutOrBadFormat",
        "C-19",
        "CallInfo.RoomId",
        "```rust",
    ] {
        assert!(full.contains(part), "{part}");
    }
    assert!(!full.contains("{{ include"));
}

#[test]
fn a_command_is_shown_in_six_languages_without_a_secret() {
    let site = site();
    let html = Html::parse_document(&page(&site, "commands/start_call_by_robot.html"));
    let code: Vec<String> = html
        .select(&Selector::parse("details[name=call]").expect("a selector"))
        .map(|element| element.text().collect())
        .collect();
    assert_eq!(code.len(), 6);
    for (text, part) in code.iter().zip([
        "\"$url?$query&random=$RANDOM&contenttype=json\"",
        "call-engine api start_call_by_robot \\\n  --robot-account robot \\\n  --callee-list-account jack \\\n  --timeout 10000ms \\\n  --call-info.media-type Audio",
        "StartCallInfo::new(MediaType::Audio)",
        "\"CalleeList_Account\": [\"jack\"],",
        "throw new Error",
        "client.Post(address",
    ]) {
        assert!(text.contains(part), "{part:?} is missing in\n{text}");
        assert!(!text.contains(SAMPLE_SECRET_KEY));
    }
}

#[test]
fn the_forms_sign_as_the_emulators_application() {
    let script = page(&site(), "assets/try.js");
    assert!(script.contains(SAMPLE_SECRET_KEY) && script.contains(&SAMPLE_SDK_APP_ID.to_string()));
}

#[test]
fn the_site_is_the_same_when_made_again() {
    assert_eq!(site(), site());
}
