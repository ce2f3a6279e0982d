//! The page of a command.

use call_engine_contract::Contract;
use call_engine_contract::catalogue::{CatalogueEntry, Executed, Matter, Retry};
use call_engine_contract::contract::Operation;
use call_engine_contract::examples::Role;
use minijinja::{Value, context};
use serde::Serialize;

use crate::fields::{FieldTable, Tables};
use crate::page::effect;
use crate::prose::Links;
use crate::{calls, code};

/// A query parameter.
#[derive(Debug, Serialize)]
pub(crate) struct Parameter {
    name: String,
    kind: String,
    required: bool,
    rules: Vec<Value>,
    about: Value,
    source: Value,
}

/// An example with its code coloured.
#[derive(Debug, Serialize)]
pub(crate) struct Example {
    anchor: String,
    title: String,
    html: Value,
    /// What the answer says, when it is a failure.
    code: Option<i64>,
}

/// A code as tables show it.
#[derive(Debug, Serialize)]
pub(crate) struct CodeRow {
    code: i64,
    name: Value,
    family: &'static str,
    about: Option<&'static str>,
    meaning: Value,
    remedy: Value,
    retry: &'static str,
    executed: &'static str,
    source: Value,
}

/// The tables of a command: request and answer.
pub(crate) fn tables(
    tables: &Tables<'_>,
    operation: &Operation,
) -> (Vec<FieldTable>, Vec<FieldTable>) {
    (
        tables.of("request", &operation.request),
        tables.of("answer", &operation.answer),
    )
}

/// What the page of a command shows.
pub(crate) fn content(tables: &Tables<'_>, operation: &Operation) -> Value {
    let contract = tables.contract;
    let links = tables.links;
    let (request, answer) = self::tables(tables, operation);
    let minimal = contract
        .examples
        .get(&operation.id, Role::Request, "minimal");
    let minimal = minimal.or_else(|| contract.examples.of(&operation.id, Role::Request).next());
    let body = minimal.map_or_else(|| serde_json::json!({}), |example| example.value.clone());
    let calls: Vec<Value> = calls::all(contract, operation, &body)
        .into_iter()
        .map(|call| {
            context! {
                name => call.name,
                html => Value::from_safe_string(code::block(call.language, &call.text)),
            }
        })
        .collect();
    let codes: Vec<CodeRow> = operation
        .error_codes
        .iter()
        .filter_map(|code| contract.catalogue.iter().find(|entry| entry.code == *code))
        .map(|entry| code_row(entry, links, tables.root))
        .collect();
    let (word, meaning) = effect(operation.effect);
    context! {
        id => operation.id,
        summary => operation.summary,
        method_path => operation.path,
        about => Value::from_safe_string(links.html(&operation.description, tables.root)),
        effect => word,
        effect_meaning => meaning,
        rate_limit => operation.rate_limit,
        source => Value::from_safe_string(links.sources(&operation.source, tables.root)),
        parameters => parameters(tables, &operation.pointer),
        request => request,
        answer => answer,
        codes => codes,
        calls => calls,
        requests => examples(contract, &operation.id, Role::Request),
        answers => examples(contract, &operation.id, Role::Answer),
        body => format!("{body:#}"),
    }
}

/// The examples of a role: `minimal` and `success` first, because they are what most people look for.
pub(crate) fn examples(contract: &Contract, id: &str, role: Role) -> Vec<Example> {
    let mut examples: Vec<_> = contract.examples.of(id, role).collect();
    examples
        .sort_by_key(|example| !matches!(example.label.as_str(), "minimal" | "success" | "sample"));
    examples
        .into_iter()
        .map(|example| Example {
            anchor: format!("example-{}-{}", role.word(), example.label),
            title: example.label.replace('-', " "),
            html: Value::from_safe_string(code::json(&example.value)),
            code: example
                .value
                .get("ErrorCode")
                .and_then(serde_json::Value::as_i64)
                .filter(|code| {
                    *code != 0 && contract.catalogue.iter().any(|entry| entry.code == *code)
                }),
        })
        .collect()
}

/// The parameters at `parameters` of an operation, in words.
pub(crate) fn parameters(tables: &Tables<'_>, pointer: &str) -> Vec<Parameter> {
    let document = &tables.contract.document;
    let listed = document.at(&format!("{pointer}/parameters"));
    let listed = listed
        .and_then(serde_json::Value::as_array)
        .into_iter()
        .flatten();
    listed
        .filter_map(|parameter| match parameter.get("$ref") {
            Some(reference) => document.at(reference.as_str()?.strip_prefix('#')?),
            None => Some(parameter),
        })
        .map(|parameter| read(tables, parameter))
        .collect()
}

fn read(tables: &Tables<'_>, parameter: &serde_json::Value) -> Parameter {
    let text = |key: &str| {
        parameter
            .get(key)
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default()
    };
    let schema = parameter.get("schema").cloned().unwrap_or_default();
    let component = schema
        .get("$ref")
        .and_then(serde_json::Value::as_str)
        .and_then(|reference| reference.rsplit('/').next())
        .and_then(|name| tables.contract.component(name));
    let number = |key: &str| schema.get(key).and_then(serde_json::Value::as_i64);
    let mut rules = Vec::new();
    if let (Some(low), Some(high)) = (number("minimum"), number("maximum")) {
        rules.push(format!("{low} to {high}"));
    }
    if let Some(bytes) = number("x-max-bytes") {
        rules.push(format!("at most {bytes} bytes"));
    }
    if let Some(pattern) = schema.get("pattern").and_then(serde_json::Value::as_str) {
        rules.push(format!(
            "matches <code>{}</code>",
            crate::prose::escape(pattern)
        ));
    }
    if let Some(component) = component {
        let values: Vec<String> = tables
            .values(component)
            .iter()
            .flat_map(|value| std::iter::once(&value.wire).chain(&value.synonyms))
            .map(|wire| format!("<code>{}</code>", crate::prose::escape(wire)))
            .collect();
        rules.push(values.join(" "));
    }
    let source: Vec<String> = parameter
        .get("x-source")
        .and_then(serde_json::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|tag| tag.as_str().map(str::to_owned))
        .collect();
    Parameter {
        name: text("name").to_owned(),
        kind: schema
            .get("type")
            .and_then(serde_json::Value::as_str)
            .unwrap_or("string")
            .to_owned(),
        required: parameter
            .get("required")
            .and_then(serde_json::Value::as_bool)
            == Some(true),
        rules: rules.into_iter().map(Value::from_safe_string).collect(),
        about: Value::from_safe_string(tables.links.html(text("description"), tables.root)),
        source: Value::from_safe_string(tables.links.sources(&source, tables.root)),
    }
}

/// A code in words.
pub(crate) fn code_row(entry: &CatalogueEntry, links: &Links<'_>, root: &str) -> CodeRow {
    CodeRow {
        code: entry.code,
        name: Value::from_safe_string(breakable(&entry.name)),
        family: entry.family.word(),
        about: entry.about.map(Matter::word),
        meaning: Value::from_safe_string(links.html(&entry.meaning, root)),
        remedy: Value::from_safe_string(links.html(&entry.remedy, root)),
        retry: match entry.retry {
            Retry::Never => "No: the same request fails again.",
            Retry::Delay => "After a pause.",
            Retry::Reauth => "Once, with a new UserSig.",
            Retry::Idempotent => "Only commands that may run twice.",
        },
        executed: match entry.executed {
            Executed::Never => "Did not run",
            Executed::Unknown => "May have run",
        },
        source: Value::from_safe_string(links.sources(&entry.source, root)),
    }
}

/// A name that narrow columns break between its words.
fn breakable(name: &str) -> String {
    let mut html = String::with_capacity(name.len() + 20);
    let mut lower = false;
    for c in name.chars() {
        if lower && c.is_uppercase() {
            html.push_str("<wbr>");
        }
        lower = c.is_lowercase();
        html.push_str(&crate::prose::escape(c.encode_utf8(&mut [0; 4])));
    }
    html
}
