//! Error catalogue, sites and limits, contradictions, source documents.

use std::collections::BTreeMap;

use call_engine_contract::Contract;
use call_engine_contract::catalogue::Family;
use call_engine_contract::contradictions::{self, Contradiction, GROUPS};
use call_engine_contract::documents::SourceDocument;
use minijinja::{Value, context};

use crate::command::code_row;
use crate::page::effect;
use crate::prose::{Links, slug};

/// The catalogue, grouped by who produces a code.
pub(crate) fn errors(contract: &Contract, links: &Links<'_>) -> Value {
    let families = [
        (
            Family::Gateway,
            "Gateway",
            "The REST gateway in front of the services: address, body, account check, quota.",
        ),
        (
            Family::Account,
            "Account and UserSig",
            "The account service that Call shares with Chat.",
        ),
        (
            Family::CallConfig,
            "Webhook configuration",
            "The service behind the configuration commands.",
        ),
        (
            Family::Call,
            "Call and record",
            "The call engine and the call records.",
        ),
    ];
    let groups: Vec<Value> = families
        .into_iter()
        .map(|(family, title, about)| {
            let entries = contract
                .catalogue
                .iter()
                .filter(|entry| entry.family == family);
            let rows: Vec<_> = entries.map(|entry| code_row(entry, links, "")).collect();
            context! { word => family.word(), title, about, rows }
        })
        .collect();
    context! { groups, count => contract.catalogue.len() }
}

/// Sites with backup and description, and the limits of commands.
pub(crate) fn sites(contract: &Contract, links: &Links<'_>) -> Value {
    let sites: Vec<Value> = contract
        .sites
        .iter()
        .map(|site| {
            context! {
                name => site.name,
                url => site.url,
                backup => site.backup,
                about => Value::from_safe_string(links.html(&site.description, "")),
                source => Value::from_safe_string(links.sources(&site.source, "")),
            }
        })
        .collect();
    let commands: Vec<Value> = contract
        .operations
        .iter()
        .map(|operation| {
            context! {
                id => operation.id,
                rate_limit => operation.rate_limit,
                effect => effect(operation.effect).0,
                effect_meaning => effect(operation.effect).1,
            }
        })
        .collect();
    context! { sites, commands }
}

/// Contradictions with the places of the contract that name them.
pub(crate) fn contradictions(
    contract: &Contract,
    list: &[Contradiction],
    links: &Links<'_>,
) -> Value {
    let places = contradictions::places(contract);
    let groups: Vec<Value> = GROUPS
        .iter()
        .map(|(letter, title)| {
            let cases: Vec<Value> = list
                .iter()
                .filter(|case| case.id.starts_with(*letter))
                .map(|case| {
                    let places = places.get(&case.id).into_iter().flatten();
                    let links_: Vec<Value> = targets(contract, places.map(String::as_str));
                    context! {
                        id => case.id,
                        title => case.title,
                        says => Value::from_safe_string(links.html(&case.says, "")),
                        resolved => Value::from_safe_string(links.html(&case.resolved, "")),
                        source => Value::from_safe_string(links.sources(&case.source, "")),
                        places => links_,
                    }
                })
                .collect();
            context! { title, anchor => slug(title), cases }
        })
        .collect();
    context! { groups, count => list.len() }
}

/// Where a reader finds the places of the contract.
fn targets<'a>(contract: &Contract, places: impl Iterator<Item = &'a str>) -> Vec<Value> {
    let mut targets: BTreeMap<String, String> = BTreeMap::new();
    for place in places {
        if contract
            .catalogue
            .iter()
            .any(|entry| entry.code.to_string() == place)
        {
            targets.insert(format!("errors.html#code-{place}"), place.to_owned());
        } else if place.starts_with("/servers/") {
            targets.insert("sites.html".to_owned(), "sites".to_owned());
        } else if let Some(webhook) = contract
            .webhooks
            .iter()
            .find(|w| place.starts_with(&w.pointer))
        {
            targets.insert(format!("webhooks/{}.html", webhook.id), webhook.id.clone());
        } else if let Some(operation) = contract
            .operations
            .iter()
            .find(|o| place.starts_with(&o.pointer))
        {
            targets.insert(
                format!("commands/{}.html", operation.id),
                operation.id.clone(),
            );
        } else if let Some(rest) = place.strip_prefix("/components/schemas/") {
            component_targets(
                contract,
                rest.split('/').next().unwrap_or_default(),
                &mut targets,
            );
        }
    }
    targets
        .into_iter()
        .map(|(address, text)| context! { address, text })
        .collect()
}

/// The commands and webhooks whose bodies hold a component.
fn component_targets(contract: &Contract, name: &str, targets: &mut BTreeMap<String, String>) {
    let holds = |root: &str| contract.reachable(root).iter().any(|known| known == name);
    // What every answer has in common would name every command.
    if contract
        .operations
        .iter()
        .all(|operation| holds(&operation.answer))
    {
        return;
    }
    for operation in &contract.operations {
        if holds(&operation.request) || holds(&operation.answer) {
            targets.insert(
                format!("commands/{}.html", operation.id),
                operation.id.clone(),
            );
        }
    }
    for webhook in &contract.webhooks {
        if holds(&webhook.event) {
            targets.insert(format!("webhooks/{}.html", webhook.id), webhook.id.clone());
        }
    }
}

/// The source documents.
pub(crate) fn documents(documents: &[SourceDocument], links: &Links<'_>) -> Value {
    let rows: Vec<Value> = documents
        .iter()
        .map(|document| {
            context! {
                anchor => slug(&document.id),
                id => document.id,
                about => Value::from_safe_string(links.html(&document.about, "")),
            }
        })
        .collect();
    context! { rows }
}
