//! Commands, webhooks, parameters and sites.

use std::collections::HashSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::Value;

use super::Findings;
use crate::contract::{Operation, Shape};
use crate::reading::JSON;
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
        bodies(&webhook.pointer, findings);
        once(&webhook.pointer, findings);
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
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'/');
    if operation.path.split('/').count() != 4
        || !operation.path.starts_with("/v4/")
        || !operation.path.bytes().all(plain)
    {
        findings.add(
            "operation-path",
            pointer,
            format!("`{}` is not the path of a command", operation.path),
            "write `/v4/{service}/{command}` in small letters, without parameters, query or a slash at the end",
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
        if operation.error_codes[..index].contains(code) {
            findings.add(
                "operation-error-codes",
                &format!("{}/{index}", step(pointer, "x-error-codes")),
                format!("the code {code} is listed twice"),
                "keep one of the two",
            );
        }
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
    bodies(pointer, findings);
}

/// The one answer and the one media type there are: what else is written would be passed over.
fn bodies(pointer: &str, findings: &mut Findings<'_>) {
    let contract = findings.contract;
    let Some(operation) = contract.document.at(pointer) else {
        return;
    };
    let responses = operation.get("responses").and_then(Value::as_object);
    for status in responses.into_iter().flat_map(|map| map.keys()) {
        if status != "200" && !status.starts_with("x-") {
            findings.add(
                "answer-status",
                &step(&step(pointer, "responses"), status),
                format!("`{status}` is not an answer of this API"),
                "describe the `200` answer only: failures are told by `ErrorCode` in it",
            );
        }
    }
    for body in ["requestBody", "responses/200"] {
        let body = format!("{pointer}/{body}");
        if body.ends_with("requestBody")
            && operation.pointer("/requestBody/required") != Some(&Value::Bool(true))
        {
            findings.add(
                "request-required",
                &step(&body, "required"),
                "the body of the request is not `required`",
                "write `required: true`: the server reads a body always",
            );
        }
        let content = format!("{body}/content");
        let media = contract.document.at(&content).and_then(Value::as_object);
        for name in media.into_iter().flat_map(|map| map.keys()) {
            if name != JSON {
                findings.add(
                    "media-type",
                    &step(&content, name),
                    format!("`{name}` is not a media type of this API"),
                    format!("write `{JSON}`"),
                );
            }
        }
    }
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

/// No parameter of a webhook twice; those of a command are the five of the URL.
fn once(pointer: &str, findings: &mut Findings<'_>) {
    let document = &findings.contract.document;
    let pointer = step(pointer, "parameters");
    let listed = document.at(&pointer).and_then(Value::as_array);
    let mut seen = HashSet::new();
    let mut twice = Vec::new();
    for (index, parameter) in listed.into_iter().flatten().enumerate() {
        let reference = parameter.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|reference| document.at(reference.strip_prefix('#')?));
        let parameter = target.unwrap_or(parameter);
        let text = |key| {
            parameter
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        if !seen.insert((text("name"), text("in"))) {
            twice.push((index, text("name").to_owned()));
        }
    }
    for (index, name) in twice {
        findings.add(
            "parameter-once",
            &format!("{pointer}/{index}"),
            format!("the parameter `{name}` is there twice"),
            "keep one of the two",
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
