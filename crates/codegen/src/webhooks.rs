//! The webhooks as one type.

use call_engine_contract::Contract;
use call_engine_contract::contract::{Component, Field, Kind, Webhook};
use heck::ToUpperCamelCase;

use crate::page::{COMPILED_WHERE_USED, Page, quoted};
use crate::render::Part;
use crate::{docs, names};

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("webhooks.rs", move |page| {
        page.line("use super::types;");
        page.gap();
        page.doc("The body of a webhook.");
        page.line("#[derive(Clone, Debug, PartialEq)]");
        page.line("#[non_exhaustive]");
        page.block("pub enum WebhookEvent", |page| {
            for webhook in &contract.webhooks {
                let text = format!("`{}`: {}", webhook.command, webhook.description);
                page.doc(&docs::described(&text, &webhook.source));
                let name = variant(&webhook.event);
                page.line(format_args!("{name}(types::{name}),"));
            }
            page.doc("A webhook the contract does not know, as it came.");
            page.line("Unknown(::serde_json::Value),");
        });
        page.gap();
        page.block("impl WebhookEvent", |page| methods(contract, page));
    })
}

fn variant(event: &str) -> String {
    names::ident(&event.to_upper_camel_case())
}

fn methods(contract: &Contract, page: &mut Page) {
    let commands: Vec<String> = contract
        .webhooks
        .iter()
        .map(|webhook| quoted(&webhook.command))
        .collect();
    page.doc("The commands of all webhooks the contract knows.");
    page.listed(
        "pub const COMMANDS: &'static [&'static str] = &[",
        &commands,
        "];",
    );
    page.gap();
    page.doc("Reads the body of the webhook that `command` names.");
    page.line(COMPILED_WHERE_USED);
    page.block(
        "pub(crate) fn read(command: &str, body: &[u8]) -> Result<Self, crate::webhook::WebhookError>",
        |page| {
            page.block("match command", |page| {
                for (webhook, command) in contract.webhooks.iter().zip(&commands) {
                    let name = variant(&webhook.event);
                    page.line(format_args!("{command} => crate::webhook::decode(body).map(Self::{name}),"));
                }
                page.line("_ => crate::webhook::decode(body).map(Self::Unknown),");
            });
        },
    );
    page.gap();
    page.doc(
        "Reads the body of a webhook the contract knows, without looking for the place of a fault.",
    );
    page.line(COMPILED_WHERE_USED);
    page.block(
        "pub(crate) fn quick(command: &str, body: &str) -> Option<Self>",
        |page| {
            page.block("match command", |page| {
                for (webhook, command) in contract.webhooks.iter().zip(&commands) {
                    let name = variant(&webhook.event);
                    page.line(format_args!(
                        "{command} => ::serde_json::from_str(body).ok().map(Self::{name}),"
                    ));
                }
                page.line("_ => None,");
            });
        },
    );
    page.gap();
    page.doc("The command, such as `Call.CallbackAfterEndCall`.");
    page.block("pub fn command(&self) -> &str", |page| {
        page.block("match self", |page| {
            for (webhook, command) in contract.webhooks.iter().zip(&commands) {
                let name = variant(&webhook.event);
                page.line(format_args!("Self::{name}(_) => {command},"));
            }
            page.line("Self::Unknown(value) => crate::webhook::command_of(value),");
        });
    });
    page.gap();
    page.doc("The call it is about, empty when absent.");
    page.block("pub fn call_id(&self) -> &str", |page| {
        page.block("match self", |page| {
            for webhook in &contract.webhooks {
                page.line(call_id(contract, webhook));
            }
            page.line("Self::Unknown(value) => crate::webhook::call_id_of(value),");
        });
    });
    page.gap();
    page.doc("When it happened, in Unix milliseconds.");
    page.block("pub fn event_time(&self) -> Option<i64>", |page| {
        page.block("match self", |page| {
            for webhook in &contract.webhooks {
                page.line(event_time(contract, webhook));
            }
            page.line("Self::Unknown(value) => crate::webhook::event_time_of(value),");
        });
    });
    page.gap();
    page.doc("The body as JSON.\n\n# Errors\n\nNone that the types of the contract can cause.");
    page.line(COMPILED_WHERE_USED);
    page.block(
        "pub fn to_json(&self) -> Result<::serde_json::Value, ::serde_json::Error>",
        |page| {
            page.block("match self", |page| {
                for webhook in &contract.webhooks {
                    let name = variant(&webhook.event);
                    page.line(format_args!(
                        "Self::{name}(event) => ::serde_json::to_value(event),"
                    ));
                }
                page.line("Self::Unknown(value) => Ok(value.clone()),");
            });
        },
    );
}

/// The arm that finds the call of a webhook: at the top of the body, or in one of its objects.
fn call_id(contract: &Contract, webhook: &Webhook) -> String {
    const ID: &str = "CallId";
    let name = variant(&webhook.event);
    let text = |component: &Component, of: &str| {
        let field = find(component, ID, &Kind::Text)?;
        let ident = names::field(ID);
        Some(if field.required {
            format!("{of}.{ident}.as_str()")
        } else {
            format!("{of}.{ident}()")
        })
    };
    let Some(body) = contract.component(&webhook.event) else {
        return format!("Self::{name}(_) => \"\",");
    };
    if let Some(found) = text(body, "event") {
        return format!("Self::{name}(event) => {found},");
    }
    let inside = body.fields().iter().find_map(|field| {
        let Kind::Component(component) = &field.kind else {
            return None;
        };
        let found = text(contract.component(component)?, "object")?;
        let ident = names::field(&field.name);
        Some(if field.required {
            format!(
                "Self::{name}(event) => {},",
                found.replacen("object", &format!("event.{ident}"), 1)
            )
        } else {
            format!("Self::{name}(event) => event.{ident}.as_ref().map_or(\"\", |object| {found}),")
        })
    });
    inside.unwrap_or_else(|| format!("Self::{name}(_) => \"\","))
}

/// The arm that finds the time of a webhook.
fn event_time(contract: &Contract, webhook: &Webhook) -> String {
    const TIME: &str = "EventTime";
    let name = variant(&webhook.event);
    let ident = names::field(TIME);
    let body = contract.component(&webhook.event);
    match body.and_then(|body| find(body, TIME, &Kind::Integer)) {
        Some(field) if field.required => format!("Self::{name}(event) => Some(event.{ident}),"),
        Some(_) => format!("Self::{name}(event) => event.{ident},"),
        None => format!("Self::{name}(_) => None,"),
    }
}

fn find<'a>(component: &'a Component, name: &str, kind: &Kind) -> Option<&'a Field> {
    let mut fields = component.fields().iter();
    fields.find(|field| field.name == name && field.kind == *kind)
}
