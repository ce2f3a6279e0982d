//! The webhooks of the command line: every webhook, and a body for each way it is written.

use call_engine_contract::Contract;
use call_engine_contract::contract::Webhook;
use call_engine_contract::examples::Role;

use crate::page::{Page, quoted};
use crate::render::Part;

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("webhooks.rs", move |page| {
        page.line("use crate::webhook::events::{Event, Variant};");
        page.gap();
        page.doc("Every webhook of the contract, in its order.");
        let events = |page: &mut Page| {
            for webhook in &contract.webhooks {
                page.bracketed("Event", " {", |page| event(contract, webhook, page), "},");
            }
        };
        page.bracketed("pub static EVENTS: &[Event] = &", "[", events, "];");
    })
}

fn event(contract: &Contract, webhook: &Webhook, page: &mut Page) {
    page.line(format_args!("id: {},", quoted(&webhook.id)));
    page.line(format_args!("command: {},", quoted(&webhook.command)));
    page.line(format_args!("summary: {},", quoted(&webhook.summary)));
    let variants = |page: &mut Page| {
        for example in contract.examples.of(&webhook.id, Role::Event) {
            let variant = |page: &mut Page| {
                page.line(format_args!("name: {},", quoted(&example.label)));
                page.line(format_args!(
                    "body: {},",
                    quoted(&example.value.to_string())
                ));
            };
            page.bracketed("Variant", " {", variant, "},");
        }
    };
    page.bracketed("variants: &", "[", variants, "],");
}
