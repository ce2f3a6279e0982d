//! The route table of the emulator: every command with its schema and an answer, and the hosts it can stand in for.

use call_engine_contract::Contract;
use call_engine_contract::contract::Operation;
use call_engine_contract::examples::Role;
use call_engine_contract::json_schema::json_schema;

use crate::names;
use crate::page::{Page, number_list, quoted};
use crate::render::Part;

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("routes.rs", move |page| {
        page.line("use crate::route::{CodeMeaning, Effect, Route};");
        page.gap();
        page.doc("Every command of the contract, in its order.");
        let routes = |page: &mut Page| {
            for operation in &contract.operations {
                page.bracketed("Route", " {", |page| route(contract, operation, page), "},");
            }
        };
        page.bracketed("pub static ROUTES: &[Route] = &", "[", routes, "];");
        page.gap();
        page.doc("Every code of the catalogue, sorted by code.");
        let mut sorted: Vec<_> = contract.catalogue.iter().collect();
        sorted.sort_by_key(|entry| entry.code);
        let codes = |page: &mut Page| {
            for entry in sorted {
                let (name, meaning) = (quoted(&entry.name), quoted(&entry.meaning));
                page.bracketed(
                    "CodeMeaning",
                    " {",
                    |page| {
                        page.line(format_args!("code: {},", entry.code));
                        page.line(format_args!("name: {name},"));
                        page.line(format_args!("meaning: {meaning},"));
                    },
                    "},",
                );
            }
        };
        page.bracketed("pub static CODES: &[CodeMeaning] = &", "[", codes, "];");
        page.gap();
        page.doc("The hosts of the vendor's sites and of their backups, in the contract's order.");
        let hosts = |page: &mut Page| {
            for site in &contract.sites {
                for url in [Some(&site.url), site.backup.as_ref()]
                    .into_iter()
                    .flatten()
                {
                    let host = url.strip_prefix("https://").unwrap_or(url);
                    page.line(format_args!("{},", quoted(host)));
                }
            }
        };
        page.bracketed("pub static HOSTS: &[&str] = &", "[", hosts, "];");
    })
}

fn route(contract: &Contract, operation: &Operation, page: &mut Page) {
    let schema = json_schema(contract, &operation.request)
        .unwrap_or_default()
        .to_string();
    let example = contract
        .examples
        .get(&operation.id, Role::Answer, "success")
        .map(|example| example.value.to_string())
        .unwrap_or_default();
    page.line(format_args!("operation: {},", quoted(&operation.id)));
    page.line(format_args!("path: {},", quoted(&operation.path)));
    page.line(format_args!("effect: {},", names::effect(operation.effect)));
    page.line(format_args!("rate_limit: {},", operation.rate_limit));
    page.line(format_args!(
        "error_codes: {},",
        number_list(&operation.error_codes)
    ));
    page.line(format_args!("request_schema: {},", quoted(&schema)));
    page.line(format_args!("answer_example: {},", quoted(&example)));
}
