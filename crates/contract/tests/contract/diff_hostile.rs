//! Documents that could make the comparison go round, down or on for ever.

use std::fmt::Write as _;

use call_engine_contract::Sources;
use call_engine_contract::diff::{Difference, Edition, diff};

/// A document whose one request is the component `C0`.
fn document(components: &str) -> Edition {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Hostile, version: '1'}}\npaths:\n  /thing:\n    post:\n      operationId: thing\n      \
         requestBody:\n        content:\n          application/json:\n            schema: {{$ref: \
         '#/components/schemas/C0'}}\n      responses:\n        '200': {{description: Done.}}\ncomponents:\n  \
         schemas:\n{components}"
    );
    Edition::read(&Sources::bundle(text)).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn rules(found: &[Difference]) -> Vec<&str> {
    found.iter().map(|found| found.rule.as_str()).collect()
}

/// Components in a row, each made from its own number and the next one; the last is a number with a limit.
fn chain(length: usize, limit: u32, link: fn(usize) -> String) -> String {
    let mut text = String::new();
    for index in 0..length {
        let _ = writeln!(text, "    C{index}: {}", link(index + 1));
    }
    let _ = writeln!(text, "    C{length}: {{type: integer, maximum: {limit}}}");
    text
}

#[test]
fn a_ring_of_references_ends() {
    let ring =
        "    C0: {$ref: '#/components/schemas/C1'}\n    C1: {$ref: '#/components/schemas/C0'}\n";
    let all = "    C0: {allOf: [{$ref: '#/components/schemas/C1'}]}\n    C1: {allOf: [{$ref: '#/components/schemas/C0'}], type: object}\n";
    assert!(diff(&document(ring), &document(ring)).is_empty());
    assert_eq!(
        rules(&diff(&document(ring), &document(all))),
        ["type-added"]
    );
    assert_eq!(
        rules(&diff(&document(all), &document(ring))),
        ["type-removed"]
    );
}

#[test]
fn a_change_at_the_end_of_a_long_chain_is_found() {
    let links: [fn(usize) -> String; 4] = [
        |next| format!("{{$ref: '#/components/schemas/C{next}'}}"),
        |next| format!("{{allOf: [{{$ref: '#/components/schemas/C{next}'}}]}}"),
        |next| format!("{{properties: {{N: {{$ref: '#/components/schemas/C{next}'}}}}}}"),
        |next| format!("{{type: array, items: {{$ref: '#/components/schemas/C{next}'}}}}"),
    ];
    for link in links {
        let (base, head) = (chain(2000, 9, link), chain(2000, 5, link));
        let found = diff(&document(&base), &document(&head));
        assert_eq!(rules(&found), ["maximum-narrowed"]);
        assert!(found[0].place.line > 2000);
    }
}

#[test]
fn alternatives_of_alternatives_end_and_are_told() {
    let link = |next| {
        format!(
            "{{oneOf: [{{$ref: '#/components/schemas/C{next}'}}, {{type: object, properties: {{N: {{$ref: \
             '#/components/schemas/C{next}'}}}}}}]}}"
        )
    };
    let (base, head) = (chain(30, 9, link), chain(30, 5, link));
    assert!(!diff(&document(&base), &document(&head)).is_empty());
}
