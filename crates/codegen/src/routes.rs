//! The route table of the emulator: every command with its schema and an answer.

use call_engine_contract::Contract;
use call_engine_contract::examples::Role;
use call_engine_contract::json_schema::json_schema;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names;
use crate::render::Part;

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("routes.rs", move || tokens(contract))
}

fn tokens(contract: &Contract) -> TokenStream {
    let routes = contract.operations.iter().map(|operation| {
        let (id, path) = (&operation.id, &operation.path);
        let effect = names::effect(operation.effect);
        let limit = Literal::u32_unsuffixed(operation.rate_limit);
        let codes = operation
            .error_codes
            .iter()
            .map(|code| Literal::i64_unsuffixed(*code));
        let schema = json_schema(contract, &operation.request)
            .unwrap_or_default()
            .to_string();
        let example = contract
            .examples
            .get(&operation.id, Role::Answer, "success")
            .map(|example| example.value.to_string())
            .unwrap_or_default();
        quote! {
            Route {
                operation: #id,
                path: #path,
                effect: #effect,
                rate_limit: #limit,
                error_codes: &[#(#codes),*],
                request_schema: #schema,
                answer_example: #example,
            }
        }
    });
    let mut sorted: Vec<_> = contract.catalogue.iter().collect();
    sorted.sort_by_key(|entry| entry.code);
    let codes = sorted.into_iter().map(|entry| {
        let code = Literal::i64_unsuffixed(entry.code);
        let (name, meaning) = (&entry.name, &entry.meaning);
        quote!(CodeMeaning { code: #code, name: #name, meaning: #meaning })
    });
    quote! {
        use crate::route::{CodeMeaning, Effect, Route};

        /// Every command of the contract, in its order.
        pub static ROUTES: &[Route] = &[#(#routes),*];

        /// Every code of the catalogue, sorted by code.
        pub static CODES: &[CodeMeaning] = &[#(#codes),*];
    }
}
