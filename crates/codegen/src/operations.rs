//! The table of commands and the methods of the client.

use call_engine_contract::Contract;
use call_engine_contract::contract::{Operation, Shape};

use crate::page::{COMPILED_WHERE_USED, Page, number_list, quoted, quoted_list};
use crate::render::Part;
use crate::{docs, names};

/// Path, effect, limit and codes of every command.
pub(crate) fn table(contract: &Contract) -> Part<'_> {
    Part::new("operations.rs", move |page| {
        page.line("use super::types;");
        page.line("use crate::operation::{Effect, Operation};");
        page.gap();
        page.doc("The date of the API this code was generated for.");
        let version = quoted(&contract.document.info().version);
        page.line(format_args!("pub const API_VERSION: &str = {version};"));
        for operation in &contract.operations {
            page.gap();
            constant(operation, page);
        }
        page.gap();
        page.doc("Every command, in the order of the contract.");
        let all: Vec<String> = contract
            .operations
            .iter()
            .map(|operation| format!("&{}", names::constant(&operation.id)))
            .collect();
        page.listed("pub static OPERATIONS: &[&Operation] = &[", &all, "];");
        page.gap();
        check_request(contract, page);
    })
}

fn constant(operation: &Operation, page: &mut Page) {
    let name = names::constant(&operation.id);
    page.doc(&format!("`{}`: {}.", operation.id, operation.summary));
    let fields = |page: &mut Page| {
        page.line(format_args!("id: {},", quoted(&operation.id)));
        page.line(format_args!("path: {},", quoted(&operation.path)));
        page.line(format_args!("summary: {},", quoted(&operation.summary)));
        page.line(format_args!(
            "description: {},",
            quoted(&operation.description)
        ));
        page.line(format_args!("effect: {},", names::effect(operation.effect)));
        page.line(format_args!("rate_limit: {},", operation.rate_limit));
        page.line(format_args!(
            "error_codes: {},",
            number_list(&operation.error_codes)
        ));
        page.line(format_args!(
            "answers_payload: {},",
            operation.payload.is_some()
        ));
        page.line(format_args!("source: {},", quoted_list(&operation.source)));
    };
    let head = format_args!("pub const {name}: Operation = Operation").to_string();
    page.bracketed(head, " {", fields, "};");
}

fn check_request(contract: &Contract, page: &mut Page) {
    page.doc(
        "Reads a request of any command from JSON and checks it.\n\n# Errors\n\nThe place in the JSON that does not \
         fit, or the rules that are broken.",
    );
    let arms = |page: &mut Page| {
        for operation in &contract.operations {
            let (id, request) = (quoted(&operation.id), names::component(&operation.request));
            page.line(format_args!(
                "{id} => crate::validate::decode::<types::{request}>(body),"
            ));
        }
        page.line("_ => Ok(()),");
    };
    page.line(COMPILED_WHERE_USED);
    page.function(
        "pub fn check_request",
        &["operation: &Operation", "body: &::serde_json::Value"],
        "Result<(), crate::validate::ValidationError>",
        |page| page.block("match operation.id()", arms),
    );
}

/// One method per command.
pub(crate) fn methods(contract: &Contract) -> Part<'_> {
    Part::new("methods.rs", move |page| {
        page.line("use call_engine_types::{operations, types};");
        page.gap();
        page.doc("One method per command of the contract.");
        page.block("impl crate::Client", |page| {
            for operation in &contract.operations {
                page.gap();
                method(contract, operation, page);
            }
        });
        page.gap();
        dispatch(contract, page);
    })
}

/// One method per command, which waits.
pub(crate) fn blocking(contract: &Contract) -> Part<'_> {
    Part::new("blocking.rs", move |page| {
        page.line("use call_engine_types::{operations, types};");
        page.gap();
        page.doc("One method per command of the contract.");
        page.block("impl crate::blocking::Client", |page| {
            for operation in &contract.operations {
                page.gap();
                waiting(contract, operation, page);
            }
        });
    })
}

fn waiting(contract: &Contract, operation: &Operation, page: &mut Page) {
    let name = names::ident(&operation.id);
    let constant = names::constant(&operation.id);
    let (parameters, has_request) = parameters(contract, operation);
    page.doc(&docs::command(operation));
    page.function(
        &format!("pub fn {name}"),
        &parameters,
        &returned(operation),
        |page| {
            let passed = if has_request {
                page.line("let request = request.into();");
                "request"
            } else {
                ""
            };
            page.line(format_args!(
                "self.run(&operations::{constant}, move |client| async move {{ client.{name}({passed}).await }})"
            ));
        },
    );
}

/// The parameters of a method, and whether a request is one of them: not when it has no fields.
fn parameters(contract: &Contract, operation: &Operation) -> (Vec<String>, bool) {
    let request = names::component(&operation.request);
    let has_fields = contract
        .component(&operation.request)
        .is_some_and(|c| !c.fields().is_empty() || matches!(c.shape, Shape::FreeForm));
    let mut parameters = vec!["&self".to_owned()];
    if !has_fields {
        return (parameters, false);
    }
    parameters.push(format!("request: impl Into<types::{request}>"));
    (parameters, true)
}

fn returned(operation: &Operation) -> String {
    let answer = answer(operation);
    format!("Result<crate::Answer<{answer}>, crate::Error>")
}

fn method(contract: &Contract, operation: &Operation, page: &mut Page) {
    let name = names::ident(&operation.id);
    let constant = names::constant(&operation.id);
    let request = names::component(&operation.request);
    let (parameters, has_request) = parameters(contract, operation);
    let (payload, finish) = payload(operation);
    let value = if has_request {
        "request.into()".to_owned()
    } else {
        format!("types::{request}::new()")
    };
    page.doc(&docs::command(operation));
    page.function(
        &format!("pub async fn {name}"),
        &parameters,
        &returned(operation),
        |page| {
            page.line(format_args!("let request = {value};"));
            page.line(format_args!(
                "Self::check(&operations::{constant}, &request)?;"
            ));
            page.line(format_args!(
                "let exchange = self.exchange::<{payload}>(&operations::{constant});"
            ));
            page.line(format_args!(
                "let result = exchange.{name}(&request).await;"
            ));
            page.line(format_args!(
                "Self::{finish}(&operations::{constant}, exchange, result)"
            ));
        },
    );
}

fn dispatch(contract: &Contract, page: &mut Page) {
    let arms = |page: &mut Page| {
        for operation in &contract.operations {
            let name = names::ident(&operation.id);
            let constant = names::constant(&operation.id);
            let request = names::component(&operation.request);
            let answer = answer(operation);
            let (payload, finish) = payload(operation);
            page.block(format_args!("{} =>", quoted(&operation.id)), |page| {
                page.line(format_args!(
                    "let request: types::{request} = crate::Client::read(&operations::{constant}, &body)?;"
                ));
                // A method without parameters would lose what the caller adds to an empty request.
                if parameters(contract, operation).1 {
                    page.line(format_args!("let answer = client.{name}(request).await?;"));
                } else {
                    page.line(format_args!("crate::Client::check(&operations::{constant}, &request)?;"));
                    page.line(format_args!("let exchange = client.exchange::<{payload}>(&operations::{constant});"));
                    page.line(format_args!("let result = exchange.{name}(&request).await;"));
                    page.line(format_args!(
                        "let answer: crate::Answer<{answer}> = crate::Client::{finish}(&operations::{constant}, exchange, result)?;"
                    ));
                }
                page.line(format_args!("crate::Client::write(&operations::{constant}, answer)"));
            });
        }
        page.line("_ => client.raw(operation.path(), &body).await,");
    };
    page.doc("Sends any command of the contract with a JSON body, through its types.");
    page.function(
        "pub(crate) async fn dispatch",
        &[
            "client: &crate::Client",
            "operation: &crate::Operation",
            "body: ::serde_json::Value",
        ],
        "Result<crate::Answer<::serde_json::Value>, crate::Error>",
        |page| page.block("match operation.id()", arms),
    );
}

/// What the answer is read into, and who turns that into the answer of the method.
fn payload(operation: &Operation) -> (String, &'static str) {
    match &operation.payload {
        Some(_) => (answer(operation), "finish"),
        None => ("crate::received::Nothing".to_owned(), "finish_empty"),
    }
}

fn answer(operation: &Operation) -> String {
    operation
        .payload
        .as_ref()
        .map_or("()".to_owned(), |payload| {
            format!("types::{}", names::component(payload))
        })
}
