//! The page of a webhook, and the page about all of them.

use call_engine_contract::contract::{Shape, Webhook};
use call_engine_contract::examples::Role;
use minijinja::{Value, context};

use crate::command::{examples, parameters};
use crate::fields::{FieldTable, Tables};

/// The tables of a webhook: body and expected answer.
pub(crate) fn tables(tables: &Tables<'_>, webhook: &Webhook) -> (Vec<FieldTable>, Vec<FieldTable>) {
    (
        tables.of("event", &webhook.event),
        tables.of("answer", &webhook.answer),
    )
}

/// What the page of a webhook shows.
pub(crate) fn content(tables: &Tables<'_>, webhook: &Webhook) -> Value {
    let (event, answer) = self::tables(tables, webhook);
    context! {
        id => webhook.id,
        command => webhook.command,
        summary => webhook.summary,
        about => Value::from_safe_string(tables.links.html(&webhook.description, tables.root)),
        source => Value::from_safe_string(tables.links.sources(&webhook.source, tables.root)),
        event => event,
        answer => answer,
        events => examples(tables.contract, &webhook.id, Role::Event),
        answers => examples(tables.contract, &webhook.id, Role::Answer),
    }
}

/// What the page about all webhooks shows: query, and every enumeration with its spellings.
pub(crate) fn overview(tables: &Tables<'_>) -> Value {
    let contract = tables.contract;
    let mut names: Vec<String> = Vec::new();
    for webhook in &contract.webhooks {
        for name in contract.reachable(&webhook.event) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let spellings: Vec<Value> = names
        .iter()
        .filter_map(|name| contract.component(name))
        .filter(|component| matches!(component.shape, Shape::Enumeration(_)))
        .map(|component| {
            context! {
                name => component.name,
                about => Value::from_safe_string(tables.links.html(&component.description, tables.root)),
                values => tables.values(component),
            }
        })
        .collect();
    let webhooks: Vec<Value> = contract
        .webhooks
        .iter()
        .map(|webhook| {
            context! {
                id => webhook.id,
                command => webhook.command,
                summary => webhook.summary,
            }
        })
        .collect();
    let query = contract
        .webhooks
        .first()
        .map(|webhook| parameters(tables, &webhook.pointer));
    context! { webhooks, spellings, query => query.unwrap_or_default() }
}
