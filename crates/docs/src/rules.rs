//! What a change of the contract means, and what must hold in it: the tables of `diff` and of `check`.

use call_engine_contract::diff::difference::{Change, Flow};
use call_engine_contract::diff::manual::{meaning, writer};
use call_engine_contract::diff::rules::{RULES, Rule};
use call_engine_contract::lint::rules;
use minijinja::{Value, context};

use crate::prose::Links;

/// Who breaks by a change, thing by thing.
pub(crate) fn changes() -> Value {
    let changes: Vec<Value> = Change::ALL
        .iter()
        .map(|change| context! { word => change.word(), meaning => meaning(*change) })
        .collect();
    let rows: Vec<Value> = RULES.iter().map(row).collect();
    context! { changes, rows, count => RULES.len() }
}

fn row(rule: &Rule) -> Value {
    let flows: Vec<Value> = Flow::ALL
        .iter()
        .map(|flow| {
            let cells: Vec<Value> = Change::ALL
                .iter()
                .map(|change| rule.verdict(*flow, *change).word().into())
                .collect();
            context! { writer => writer(*flow), cells }
        })
        .collect();
    let note = rule.note.map(|(flow, change, note)| {
        context! { writer => writer(flow), change => change.word(), text => note }
    });
    context! { subject => rule.subject, flows, note }
}

/// The rules of `check`, each with its examples.
pub(crate) fn contract(links: &Links<'_>) -> Value {
    let html = |text: &str| Value::from_safe_string(links.html(text, ""));
    let rules: Vec<Value> = rules::all()
        .map(|rule| {
            context! {
                name => rule.name,
                what => html(rule.what),
                why => html(rule.why),
                at => rule.at,
                bad => rule.bad.trim_end(),
                good => rule.good.trim_end(),
                suppressible => rule.suppressible(),
            }
        })
        .collect();
    context! { count => rules.len(), rules }
}
