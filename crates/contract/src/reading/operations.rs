//! Commands, webhooks and sites.

use std::collections::HashMap;

use serde_json::Value;

use super::{JSON, Parts, Reader, sources, text};
use crate::contract::{Effect, Operation, Shape, Site, Webhook};
use crate::document::schema_name;
use crate::near::nearest;
use crate::yaml::step;

impl Reader<'_> {
    pub(super) fn path(&mut self, path: &str, item: &Value, pointer: &str, parts: &mut Parts) {
        let Some(item) = item.as_object() else { return };
        for (method, operation) in item {
            let pointer = step(pointer, method);
            if method != "post" {
                self.refuse(
                    "operation-method",
                    &pointer,
                    format!("`{method}` under a path"),
                    "write commands as `post`: the API knows no other method",
                );
                continue;
            }
            parts
                .operations
                .extend(self.operation(path, operation, &pointer));
            if let Some(callbacks) = operation.get("callbacks").and_then(Value::as_object) {
                for (name, callback) in callbacks {
                    let pointer = step(&step(&pointer, "callbacks"), name);
                    for (expression, item) in callback.as_object().into_iter().flatten() {
                        let pointer = step(&step(&pointer, expression), "post");
                        match item.get("post") {
                            Some(post) => parts.webhooks.extend(self.webhook(post, &pointer)),
                            None => self.refuse(
                                "webhook-method",
                                &pointer,
                                "a callback without `post`",
                                "webhooks are delivered by POST: write them so",
                            ),
                        }
                    }
                }
            }
        }
    }

    fn operation(&mut self, path: &str, value: &Value, pointer: &str) -> Option<Operation> {
        let id = self.required_text(value, pointer, "operationId", "operation-id")?;
        let effect = match value.get("x-effect").and_then(Value::as_str) {
            Some("read") => Some(Effect::Read),
            Some("idempotent") => Some(Effect::Idempotent),
            Some("places_call") => Some(Effect::PlacesCall),
            _ => {
                self.refuse(
                    "operation-effect",
                    &step(pointer, "x-effect"),
                    format!("`x-effect` of `{id}` is missing or unknown"),
                    misspelt(value, "x-effect", "write `read`, `idempotent` or `places_call`: it decides whether a request may be repeated"),
                );
                None
            }
        };
        let rate_limit = value
            .get("x-rate-limit")
            .and_then(Value::as_u64)
            .and_then(|limit| u32::try_from(limit).ok())
            .filter(|limit| *limit > 0);
        if rate_limit.is_none() {
            self.refuse(
                "operation-rate-limit",
                &step(pointer, "x-rate-limit"),
                format!("`x-rate-limit` of `{id}` is missing or not a positive integer"),
                misspelt(
                    value,
                    "x-rate-limit",
                    "write the documented number of requests per second",
                ),
            );
        }
        let error_codes: Option<Vec<i64>> = value
            .get("x-error-codes")
            .and_then(Value::as_array)
            .and_then(|codes| codes.iter().map(Value::as_i64).collect());
        if error_codes.is_none() {
            self.refuse(
                "operation-error-codes",
                &step(pointer, "x-error-codes"),
                format!("`x-error-codes` of `{id}` is missing or not a list of integers"),
                misspelt(value, "x-error-codes", "list the codes its documents name"),
            );
        }
        let request = self.body(value, pointer, "requestBody");
        let (answer, payload) = self.answer(value, pointer).unzip();
        Some(Operation {
            path: path.to_owned(),
            summary: text(value, "summary"),
            description: text(value, "description"),
            source: sources(value),
            effect: effect?,
            rate_limit: rate_limit?,
            error_codes: error_codes?,
            request: request?,
            answer: answer?,
            payload: payload?,
            pointer: pointer.to_owned(),
            id,
        })
    }

    /// The component a JSON body refers to.
    fn body(&mut self, value: &Value, pointer: &str, key: &str) -> Option<String> {
        let pointer = format!("{}/content/application~1json/schema", step(pointer, key));
        let schema = value
            .get(key)
            .and_then(|body| body.get("content"))
            .and_then(|content| content.get(JSON))
            .and_then(|media| media.get("schema"));
        self.reference(schema, &pointer)
    }

    fn reference(&mut self, schema: Option<&Value>, pointer: &str) -> Option<String> {
        let reference = schema
            .and_then(|schema| schema.get("$ref"))
            .and_then(Value::as_str)
            .filter(|reference| schema_name(reference).is_some());
        let Some(reference) = reference else {
            self.refuse(
                "body-component",
                pointer,
                "a body that is not a reference to a component",
                "move the schema to `components/schemas` and refer to it by `$ref`",
            );
            return None;
        };
        self.named(reference, &step(pointer, "$ref"))
    }

    /// The component of the `200` answer and of its payload.
    fn answer(&mut self, value: &Value, pointer: &str) -> Option<(String, Option<String>)> {
        let pointer = format!("{}/200", step(pointer, "responses"));
        let Some(answer) = value
            .get("responses")
            .and_then(|answers| answers.get("200"))
        else {
            self.refuse(
                "operation-answer",
                &pointer,
                "there is no `200` answer",
                "describe it: the service answers 200 for success and failure",
            );
            return None;
        };
        let schema = answer
            .get("content")
            .and_then(|content| content.get(JSON))
            .and_then(|media| media.get("schema"));
        let name = self.reference(
            schema,
            &format!("{pointer}/content/application~1json/schema"),
        )?;
        let payload = self.document.schema(&name).and_then(|schema| {
            let parts = schema.get("allOf")?.as_array()?;
            let payload = parts
                .iter()
                .find_map(|part| part.get("properties")?.get("Response"))?;
            payload
                .get("$ref")?
                .as_str()
                .and_then(schema_name)
                .map(str::to_owned)
        });
        Some((name, payload))
    }

    fn webhook(&mut self, value: &Value, pointer: &str) -> Option<Webhook> {
        let id = self.required_text(value, pointer, "operationId", "operation-id")?;
        let command = self.required_text(value, pointer, "x-webhook", "webhook-command")?;
        let event = self.body(value, pointer, "requestBody")?;
        let (answer, _) = self.answer(value, pointer)?;
        Some(Webhook {
            summary: text(value, "summary"),
            description: text(value, "description"),
            source: sources(value),
            pointer: pointer.to_owned(),
            id,
            command,
            event,
            answer,
        })
    }

    /// Bodies are objects: requests and events have fields, answers an envelope.
    pub(super) fn bodies(&mut self, parts: &Parts) {
        let shape = |name: &str| parts.components.get(name).map(|component| &component.shape);
        let is_object = |name: &str| {
            // A component that was not understood has a finding of its own.
            shape(name).is_none_or(|shape| matches!(shape, Shape::Object(_) | Shape::FreeForm))
        };
        let is_answer = |name: &str| {
            is_object(name) || shape(name).is_some_and(|s| matches!(s, Shape::Answer { .. }))
        };
        let commands = parts
            .operations
            .iter()
            .map(|o| (&o.pointer, &o.request, &o.answer, o.payload.as_deref()));
        let webhooks = parts
            .webhooks
            .iter()
            .map(|w| (&w.pointer, &w.event, &w.answer, None));
        for (pointer, request, answer, payload) in commands.chain(webhooks) {
            let places = [
                ("requestBody", request.as_str(), is_object(request)),
                ("responses", answer.as_str(), is_answer(answer)),
                (
                    "responses",
                    payload.unwrap_or_default(),
                    payload.is_none_or(is_object),
                ),
            ];
            for (key, name, _) in places.iter().filter(|(_, _, fits)| !fits) {
                self.refuse(
                    "body-component",
                    &step(pointer, key),
                    format!("the body `{name}` is not an object"),
                    "refer to a component of `type: object`",
                );
            }
        }
    }

    /// Every command and webhook has an `operationId` of its own.
    pub(super) fn once(&mut self, parts: &Parts) {
        let commands = parts.operations.iter().map(|o| (&o.id, &o.pointer));
        let webhooks = parts.webhooks.iter().map(|w| (&w.id, &w.pointer));
        let mut seen = HashMap::new();
        for (id, pointer) in commands.chain(webhooks) {
            if let Some(other) = seen.insert(id, pointer) {
                self.refuse(
                    "operation-id",
                    &step(pointer, "operationId"),
                    format!("`{id}` is also the `operationId` of #{other}"),
                    "give every command and webhook an `operationId` of its own",
                );
            }
        }
    }

    pub(super) fn site(&mut self, value: &Value, pointer: &str) -> Option<Site> {
        Some(Site {
            name: self.required_text(value, pointer, "x-site", "site-name")?,
            url: self.required_text(value, pointer, "url", "site-url")?,
            backup: value
                .get("x-backup")
                .and_then(Value::as_str)
                .map(str::to_owned),
            description: text(value, "description"),
            source: sources(value),
        })
    }
}

/// Extensions of a command.
const EXTENSIONS: &[&str] = &["x-effect", "x-rate-limit", "x-error-codes", "x-source"];

/// The remedy for a key that is missing, and the key that seems to stand for it.
fn misspelt(value: &Value, key: &str, remedy: &str) -> String {
    let others = value.as_object().into_iter().flatten();
    let others = others.map(|(other, _)| other.as_str());
    let others = others.filter(|other| other.starts_with("x-") && !EXTENSIONS.contains(other));
    match nearest(others, key).filter(|_| value.get(key).is_none()) {
        Some(other) => format!("write `{key}` instead of `{other}`: {remedy}"),
        None => remedy.to_owned(),
    }
}
