//! Examples: every command and webhook has them, and they hold only what the contract knows.

use serde_json::Value;

use super::Findings;
use crate::contract::{Component, Kind, Shape};
use crate::examples::{Example, Role};
use crate::finding::{Finding, Place};
use crate::sources::EXAMPLES;
use crate::yaml::step;

pub(super) fn check(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    for operation in &contract.operations {
        let id = &operation.id;
        for (role, label) in [
            (Role::Request, "minimal"),
            (Role::Request, "maximal"),
            (Role::Answer, "success"),
        ] {
            need(id, role, label, findings);
        }
        let failure = contract
            .examples
            .of(id, Role::Answer)
            .any(|example| code(example) != Some(0));
        if !failure {
            missing(
                id,
                &format!("a failure of `{id}`"),
                "answer-<label>.json",
                findings,
            );
        }
        check_all(id, Role::Request, &operation.request, findings);
        check_all(id, Role::Answer, &operation.answer, findings);
    }
    for webhook in &contract.webhooks {
        need(&webhook.id, Role::Answer, "success", findings);
        if contract
            .examples
            .of(&webhook.id, Role::Event)
            .next()
            .is_none()
        {
            missing(
                &webhook.id,
                &format!("a body of `{}`", webhook.command),
                "event-<label>.json",
                findings,
            );
        }
        check_all(&webhook.id, Role::Event, &webhook.event, findings);
        check_all(&webhook.id, Role::Answer, &webhook.answer, findings);
    }
    for example in contract.examples.iter() {
        let known = match example.role {
            Role::Request => contract.operation(&example.operation).is_some(),
            Role::Event => contract.webhooks.iter().any(|w| w.id == example.operation),
            Role::Answer => true,
        };
        let orphan = contract.operation(&example.operation).is_none()
            && contract.webhooks.iter().all(|w| w.id != example.operation);
        if !known || orphan {
            findings.list.push(Finding::new(
                "example-file",
                example.place.clone(),
                format!(
                    "`{}` has no {} to show",
                    example.operation,
                    example.role.word()
                ),
                "move it into the folder of the command or webhook it shows",
            ));
        }
        if example.role == Role::Answer && example.label == "success" && code(example) != Some(0) {
            findings.list.push(Finding::new(
                "example-success",
                example.place_of("/ErrorCode"),
                "the answer called success is a failure",
                "set `ErrorCode` to 0, or name the file after what it shows",
            ));
        }
    }
}

fn code(example: &Example) -> Option<i64> {
    example.value.get("ErrorCode").and_then(Value::as_i64)
}

fn need(operation: &str, role: Role, label: &str, findings: &mut Findings<'_>) {
    if findings
        .contract
        .examples
        .get(operation, role, label)
        .is_none()
    {
        let what = format!("the {label} {} of `{operation}`", role.word());
        missing(
            operation,
            &what,
            &format!("{}-{label}.json", role.word()),
            findings,
        );
    }
}

fn missing(operation: &str, what: &str, file: &str, findings: &mut Findings<'_>) {
    findings.list.push(Finding::new(
        "example-missing",
        Place::file(format!("{EXAMPLES}/{operation}")),
        format!("there is no example of {what}"),
        format!("add `{file}`"),
    ));
}

fn check_all(operation: &str, role: Role, component: &str, findings: &mut Findings<'_>) {
    let contract = findings.contract;
    for example in contract.examples.of(operation, role) {
        known_only(example, component, &example.value, "", findings);
    }
}

/// Finds fields the contract does not know: in an example they are spelling mistakes.
fn known_only(
    example: &Example,
    component: &str,
    value: &Value,
    pointer: &str,
    findings: &mut Findings<'_>,
) {
    let contract = findings.contract;
    let Some(map) = value.as_object() else { return };
    let mut fields = Vec::new();
    match contract
        .component(component)
        .map(|component| &component.shape)
    {
        Some(Shape::Object(own)) => {
            fields.extend(
                own.iter()
                    .map(|field| (field.name.as_str(), field.kind.clone())),
            );
        }
        Some(Shape::Answer { envelope, payload }) => {
            let own = contract
                .component(envelope)
                .map(Component::fields)
                .unwrap_or_default();
            fields.extend(
                own.iter()
                    .map(|field| (field.name.as_str(), field.kind.clone())),
            );
            fields.push(("Response", Kind::Component(payload.clone())));
        }
        _ => return,
    }
    for (name, item) in map {
        let pointer = step(pointer, name);
        let Some((_, kind)) = fields.iter().find(|(known, _)| known == name) else {
            let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
            findings.list.push(Finding::new(
                "example-unknown-field",
                example.place_of(&pointer),
                format!("`{name}` is not a field of `{component}`"),
                format!(
                    "add it to the contract, or use one of: {}",
                    names.join(", ")
                ),
            ));
            continue;
        };
        match kind {
            Kind::Component(name) => known_only(example, name, item, &pointer, findings),
            Kind::List(list) => {
                if let Kind::Component(name) = &list.kind {
                    for (index, item) in item.as_array().into_iter().flatten().enumerate() {
                        known_only(example, name, item, &format!("{pointer}/{index}"), findings);
                    }
                }
            }
            _ => {}
        }
    }
}
