//! Which versions of OpenAPI are read, and what to do with the others.

use serde_json::Value;

use crate::finding::Finding;
use crate::yaml::Lines;

const KNOWN: &[&str] = &["3.0.0", "3.0.1", "3.0.2", "3.0.3", "3.0.4"];

pub(crate) fn check(document: &Value, lines: &Lines) -> Result<(), Finding> {
    let version = document.get("openapi").and_then(Value::as_str);
    if version.is_some_and(|version| KNOWN.contains(&version)) {
        return Ok(());
    }
    let old = document.get("swagger").map(|version| match version {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    let (pointer, found, remedy) = match (version, old) {
        (Some(version), _) if version.starts_with("3.1") || version.starts_with("3.2") => (
            "/openapi",
            format!("`{version}`"),
            "convert it, for example with `npx @apiture/openapi-down-convert --input IN --output OUT`, and write \
             `openapi: 3.0.3`: `nullable`, `example` and `exclusiveMinimum` changed in 3.1",
        ),
        (Some(version), _) if !version.starts_with('2') => (
            "/openapi",
            format!("`{version}`"),
            "write `openapi: 3.0.3` if the document is of that version; 3.0.0 to 3.0.4 are read",
        ),
        (Some(version), None) => ("/openapi", format!("`{version}`"), CONVERT_2),
        (_, Some(version)) => ("/swagger", format!("Swagger `{version}`"), CONVERT_2),
        (None, None) => (
            "/openapi",
            "no version".to_owned(),
            "write `openapi: 3.0.3` as text at the top of the document",
        ),
    };
    Err(Finding::new(
        "openapi-version",
        lines.place(pointer),
        format!("OpenAPI 3.0 is expected, found {found}"),
        remedy,
    ))
}

const CONVERT_2: &str =
    "convert it, for example with `npx swagger2openapi IN --outfile OUT`, which writes OpenAPI 3.0";
