//! Tickets of all known writers are the same ticket.

mod support;

use support::{Example, SDK_APP_ID, TIME, key, pack};
use usersig::{Claims, Expected, UserBufRule};

const SIG_A: &str = "JCzxanF8NTTXau4m+2h9wv7gYJnyNksm0xm1NEXU274=";

/// Asserts that this JSON, packed at any level, is example A.
fn is_example_a(json: &str) {
    let same = Claims::decode(Example::a().level_0).unwrap();
    let expected = Expected::new(SDK_APP_ID, "administrator", TIME);
    for level in 0..=10 {
        let claims = key().verify(&pack(json.as_bytes(), level), &expected);
        assert_eq!(claims.as_ref(), Ok(&same), "level {level} of {json}");
    }
}

#[test]
fn every_compression_level_is_accepted() {
    is_example_a(Example::a().json);
}

#[test]
fn the_order_of_the_members_does_not_matter() {
    // Those of the vendor's Node and C++ code, and one as an unordered map may give it.
    is_example_a(&format!(
        r#"{{"TLS.ver":"2.0","TLS.identifier":"administrator","TLS.sdkappid":1400000000,"TLS.time":1700000000,"TLS.expire":15552000,"TLS.sig":"{SIG_A}"}}"#
    ));
    is_example_a(&format!(
        r#"{{"TLS.ver":"2.0","TLS.sdkappid":1400000000,"TLS.identifier":"administrator","TLS.time":1700000000,"TLS.expire":15552000,"TLS.sig":"{SIG_A}"}}"#
    ));
    is_example_a(&format!(
        r#"{{"TLS.sig":"{SIG_A}","TLS.expire":15552000,"TLS.identifier":"administrator","TLS.time":1700000000,"TLS.ver":"2.0","TLS.sdkappid":1400000000}}"#
    ));
}

#[test]
fn blanks_as_the_python_code_writes_them_are_accepted() {
    is_example_a(
        &Example::a()
            .json
            .replace("\":", "\": ")
            .replace(",\"", ", \""),
    );
}

#[test]
fn a_line_end_as_the_go_code_writes_it_is_accepted() {
    is_example_a(&format!("{}\n", Example::a().json));
}

#[test]
fn any_other_white_space_of_json_is_accepted() {
    is_example_a(&Example::a().json.replace(',', "\r\n\t,\r\n\t"));
}

#[test]
fn escapes_inside_the_json_are_undone() {
    is_example_a(
        &Example::a()
            .json
            .replace("administrator", r"\u0061dministrato\u0072"),
    );
    is_example_a(&Example::a().json.replace("JCz", r"J\u0043z"));
}

#[test]
fn unknown_members_are_passed_over() {
    is_example_a(
        &Example::a()
            .json
            .replace('{', r#"{"TLS.new":{"deep":[1,2.5,null]},"#),
    );
}

#[test]
fn a_null_userbuf_is_none() {
    is_example_a(&Example::a().json.replace('{', r#"{"TLS.userbuf":null,"#));
}

#[test]
fn an_identifier_escaped_for_html_verifies() {
    // The vendor's Go code writes these three characters this way.
    let ticket = key()
        .mint(SDK_APP_ID, "a<b>&c", TIME, support::DAY)
        .unwrap();
    let json = support::unpack(ticket.expose()).replace("a<b>&c", r"a\u003cb\u003e\u0026c");
    let expected = Expected::new(SDK_APP_ID, "a<b>&c", TIME);
    assert_eq!(
        key()
            .verify(&pack(json.as_bytes(), 6), &expected)
            .unwrap()
            .identifier,
        "a<b>&c"
    );
}

#[test]
fn the_version_is_not_looked_at() {
    let expected = Expected::new(SDK_APP_ID, "administrator", TIME);
    for (json, version) in [
        (Example::a().json.replace(r#""TLS.ver":"2.0","#, ""), None),
        (Example::a().json.replace("2.0", "2.1"), Some("2.1")),
    ] {
        let claims = key().verify(&pack(json.as_bytes(), 0), &expected).unwrap();
        assert_eq!(claims.version.as_deref(), version);
    }
}

#[test]
fn a_userbuf_of_no_bytes_is_a_userbuf() {
    let json = Example::b()
        .json
        .replace("AAAHeGlhb2p1blNyTgAAACcQZVVCgAAAAP8AAAAA", "");
    let claims = Claims::decode(&pack(json.as_bytes(), 0)).unwrap();
    assert_eq!(claims.userbuf.as_deref(), Some(&[][..]));
}

#[test]
fn every_identifier_minted_is_read_back() {
    let printable: String = (' '..='~').collect();
    for at in (0..printable.len()).step_by(8) {
        let identifier = &printable[at..printable.len().min(at + 32)];
        let ticket = key()
            .mint(SDK_APP_ID, identifier, TIME, support::DAY)
            .unwrap();
        let expected = Expected::new(SDK_APP_ID, identifier, TIME).userbuf(UserBufRule::Absent);
        assert_eq!(
            key().verify(ticket.expose(), &expected).unwrap().identifier,
            identifier
        );
    }
}
