//! Which component goes to which file.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use call_engine_contract::Contract;
use call_engine_contract::contract::Shape;

/// File of components that several commands use.
pub const SHARED: &str = "shared";
/// File of components that only webhooks use.
pub const EVENTS: &str = "events";

/// The file of every component, by the rule: the file the contract names with `x-module`; else the file of the one
/// command (or of the webhooks) that reaches it; else the shared file.
#[derive(Debug, Clone)]
pub struct Modules {
    by_component: HashMap<String, String>,
}

impl Modules {
    /// Sorts the components of a contract into files.
    pub fn of(contract: &Contract) -> Self {
        let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut own = |root: &str, owner: &str| {
            for name in reach(contract, root) {
                owners
                    .entry(name.to_owned())
                    .or_default()
                    .insert(owner.to_owned());
            }
        };
        for operation in &contract.operations {
            own(&operation.request, &operation.id);
            own(&operation.answer, &operation.id);
        }
        for webhook in &contract.webhooks {
            own(&webhook.event, EVENTS);
            own(&webhook.answer, EVENTS);
        }
        for component in contract.components.values() {
            if let Some(module) = &component.module {
                owners.insert(component.name.clone(), BTreeSet::from([module.clone()]));
                for name in reach(contract, &component.name).into_iter().skip(1) {
                    owners.insert(name.to_owned(), BTreeSet::from([module.clone()]));
                }
            }
        }
        let by_component = owners
            .into_iter()
            .map(|(name, owners)| {
                let module = match owners.len() {
                    1 => owners.into_iter().next().unwrap_or_default(),
                    _ => SHARED.to_owned(),
                };
                (name, module)
            })
            .collect();
        Self { by_component }
    }

    /// The file of a component.
    pub fn module(&self, component: &str) -> &str {
        self.by_component
            .get(component)
            .map_or(SHARED, String::as_str)
    }
}

/// Components reachable from one, not looking into those with a file of their own.
fn reach<'a>(contract: &'a Contract, root: &'a str) -> Vec<&'a str> {
    let mut names = vec![root];
    let mut seen = HashSet::from([root]);
    let mut next = 0;
    while let Some(name) = names.get(next) {
        if let Some(component) = contract.component(name) {
            let envelope = match &component.shape {
                Shape::Answer { envelope, .. } => Some(envelope.as_str()),
                _ => None,
            };
            names.extend(component.uses().filter(|used| {
                let elsewhere = contract.component(used).is_some_and(|c| c.module.is_some());
                Some(*used) != envelope && !elsewhere && seen.insert(used)
            }));
        }
        next += 1;
    }
    names
}
