//! Commands, webhooks, parameters and sites.

use std::collections::HashSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::Value;

use super::Findings;
use crate::contract::{Operation, Shape};
use crate::yaml::step;

/// The query parameters of every command, in the order of the URL.
const PARAMETERS: &[&str] = &["sdkappid", "identifier", "usersig", "random", "contenttype"];

pub(super) fn check(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    for operation in &contract.operations {
        command(operation, findings);
    }
    for webhook in &contract.webhooks {
        let what = format!("the webhook `{}`", webhook.command);
        findings.sentence(
            "operation-description",
            &webhook.pointer,
            &what,
            &webhook.description,
        );
        findings.source(&webhook.pointer, &what, &webhook.source);
        summary(&webhook.summary, &what, &webhook.pointer, findings);
    }
    let parameters = contract
        .document
        .at("/components/parameters")
        .and_then(Value::as_object);
    for (name, parameter) in parameters.into_iter().flatten() {
        let pointer = step("/components/parameters", name);
        let what = format!("the parameter `{name}`");
        let description = parameter
            .get("description")
            .and_then(Value::as_str)
            .unwrap_or_default();
        findings.sentence("parameter-description", &pointer, &what, description.trim());
        if parameter.get("x-source").is_none() {
            findings.source(&pointer, &what, &[]);
        }
    }
    let mut sites = HashSet::new();
    for (index, site) in contract.sites.iter().enumerate() {
        let pointer = format!("/servers/{index}");
        let what = format!("the site `{}`", site.name);
        findings.source(&pointer, &what, &site.source);
        if !site.url.starts_with("https://") {
            findings.add(
                "site-url",
                &pointer,
                format!("{what} is not https"),
                "write an https address",
            );
        }
        if !sites.insert(&site.name) {
            findings.add(
                "site-name",
                &pointer,
                format!("{what} is there twice"),
                "rename one of them",
            );
        }
    }
}

fn command(operation: &Operation, findings: &mut Findings<'_>) {
    let id = &operation.id;
    let pointer = &operation.pointer;
    let what = format!("the command `{id}`");
    if id.to_snake_case() != *id || !operation.path.ends_with(&format!("/{id}")) {
        findings.add(
            "operation-id",
            &step(pointer, "operationId"),
            format!(
                "`{id}` is not the command word of its path `{}`",
                operation.path
            ),
            "use the last segment of the path, in snake_case",
        );
    }
    if operation.path.split('/').count() != 4 || !operation.path.starts_with("/v4/") {
        findings.add(
            "operation-path",
            pointer,
            format!("`{}` is not the path of a command", operation.path),
            "write `/v4/{service}/{command}`",
        );
    }
    summary(&operation.summary, &what, pointer, findings);
    findings.sentence(
        "operation-description",
        pointer,
        &what,
        &operation.description,
    );
    findings.source(pointer, &what, &operation.source);
    let expected = format!("{}Request", id.to_upper_camel_case());
    if operation.request != expected {
        findings.add(
            "request-name",
            &step(pointer, "requestBody"),
            format!("the body of `{id}` is `{}`", operation.request),
            format!("name it `{expected}`"),
        );
    }
    let expected = match operation.payload {
        Some(_) => format!("{}Answer", id.to_upper_camel_case()),
        None => "Envelope".to_owned(),
    };
    if operation.answer != expected {
        findings.add(
            "answer-name",
            &step(pointer, "responses"),
            format!("the answer of `{id}` is `{}`", operation.answer),
            format!("name it `{expected}`"),
        );
    }
    let contract = findings.contract;
    for (index, code) in operation.error_codes.iter().enumerate() {
        if !contract.catalogue.iter().any(|entry| entry.code == *code) {
            findings.add(
                "operation-error-codes",
                &format!("{}/{index}", step(pointer, "x-error-codes")),
                format!("the code {code} is not in the catalogue"),
                "add it to errors.yaml, or mend the number",
            );
        }
    }
    parameters(operation, findings);
}

fn parameters(operation: &Operation, findings: &mut Findings<'_>) {
    let document = &findings.contract.document;
    let pointer = step(&operation.pointer, "parameters");
    let listed = document
        .at(&pointer)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let names: Vec<Option<&str>> = listed
        .iter()
        .map(|parameter| {
            let target = parameter.get("$ref")?.as_str()?.strip_prefix('#')?;
            document.at(target)?.get("name")?.as_str()
        })
        .collect();
    if names != PARAMETERS.iter().copied().map(Some).collect::<Vec<_>>() {
        findings.add(
            "operation-parameters",
            &pointer,
            format!(
                "the query parameters of `{}` are not the five of the URL",
                operation.id
            ),
            format!("refer to {} in this order", PARAMETERS.join(", ")),
        );
    }
}

fn summary(text: &str, what: &str, pointer: &str, findings: &mut Findings<'_>) {
    if text.is_empty() || text.ends_with('.') || text.contains('\n') {
        findings.add(
            "operation-summary",
            &step(pointer, "summary"),
            format!("{what} has no summary, or one that is not a short line"),
            "write one line without a full stop",
        );
    }
}

/// Whether a component is only used as an answer: nothing in it may be required.
pub(super) fn answer_components(findings: &Findings<'_>) -> HashSet<String> {
    let contract = findings.contract;
    let mut names = HashSet::new();
    for operation in &contract.operations {
        names.extend(
            operation
                .payload
                .iter()
                .flat_map(|name| contract.reachable(name)),
        );
        if let Some(Shape::Answer { envelope, .. }) =
            contract.component(&operation.answer).map(|c| &c.shape)
        {
            names.remove(envelope);
        }
    }
    names
}
