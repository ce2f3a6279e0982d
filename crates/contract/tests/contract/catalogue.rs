//! The error catalogue kept by hand: what is refused, and where.

use crate::common::{CATALOGUE, edited, line_of, only, real, refused};

#[test]
fn the_catalogue_is_refused_with_its_place() {
    for (from, to, pointer, at, remedy) in [
        (
            "- code: 60002\n",
            "- code: many\n",
            "/0/code",
            "- code: many",
            "number",
        ),
        (
            "  family: gateway\n",
            "  family: gate\n",
            "/0/family",
            "  family: gate\n",
            "call_config",
        ),
        (
            "  name: HttpParseError\n",
            "  name: 7\n",
            "/0/name",
            "  name: 7",
            "fill it in",
        ),
        (
            "  retry: never\n",
            "  retry: soon\n",
            "/0/retry",
            "  retry: soon",
            "idempotent",
        ),
        (
            "  executed: never\n",
            "",
            "/0/executed",
            "- code: 60002",
            "unknown",
        ),
        (
            "  source:\n    - 647/68926\n    - 1047/34348\n",
            "  source: []\n",
            "/0/source",
            "  source: []",
            "documents",
        ),
        (
            "  about: signature\n",
            "  about: luck\n",
            "/2/about",
            "  about: luck",
            "site, signature",
        ),
        (
            "  retry: never\n",
            "  retry: never\n  colour: red\n",
            "/0/colour",
            "  colour: red",
            "code, family",
        ),
    ] {
        let sources = edited(CATALOGUE, from, to);
        let findings = refused(&sources);
        let finding = only(&findings);
        assert_eq!(finding.rule, "catalogue", "{to:?}");
        assert_eq!(finding.place.file, CATALOGUE);
        assert_eq!(finding.place.pointer, pointer);
        assert_eq!(
            finding.place.line,
            line_of(&sources, CATALOGUE, at),
            "{to:?}"
        );
        assert!(finding.remedy.contains(remedy), "{finding}");
    }
    let mut sources = real();
    sources.add(CATALOGUE, "codes: 1\n");
    assert!(only(&refused(&sources)).message.contains("not a list"));
}
