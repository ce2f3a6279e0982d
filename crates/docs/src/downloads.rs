//! What programs take away: the bundle, and JSON Schemas.

use call_engine_contract::json_schema::json_schema;
use call_engine_contract::{Contract, bundle};
use serde_json::Value;

use crate::site::File;

/// The files under `downloads/`, each with what it is.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(File, String)>, String> {
    let mut files = vec![
        (
            File::text("downloads/call-engine.yaml", bundle::yaml(contract)?),
            "The whole contract, OpenAPI 3.0, with examples and error catalogue, as YAML"
                .to_owned(),
        ),
        (
            File::text("downloads/call-engine.json", bundle::json(contract)),
            "The same as JSON".to_owned(),
        ),
    ];
    let mut schema = |path: String, component: &str, what: String| {
        if let Some(Value::Object(inner)) = json_schema(contract, component) {
            let mut schema = serde_json::Map::new();
            schema.insert(
                "$schema".to_owned(),
                "https://json-schema.org/draft/2020-12/schema".into(),
            );
            schema.insert("title".to_owned(), component.into());
            schema.extend(inner);
            files.push((
                File::text(path, format!("{:#}\n", Value::Object(schema))),
                what,
            ));
        }
    };
    for operation in &contract.operations {
        schema(
            format!("downloads/schemas/{}.request.json", operation.id),
            &operation.request,
            format!("JSON Schema of the request of {}", operation.id),
        );
    }
    for webhook in &contract.webhooks {
        schema(
            format!("downloads/schemas/{}.event.json", webhook.id),
            &webhook.event,
            format!("JSON Schema of the webhook {}", webhook.id),
        );
    }
    Ok(files)
}
