//! The webhooks as one type.

use call_engine_contract::Contract;
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
