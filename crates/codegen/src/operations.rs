//! The table of commands and the methods of the client.

use call_engine_contract::Contract;
use call_engine_contract::contract::{Operation, Shape};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::render::Part;
use crate::{docs, names, requests};

/// Path, effect, limit and codes of every command.
pub(crate) fn table(contract: &Contract) -> Part<'_> {
    Part::new("operations.rs", move || table_tokens(contract))
}

fn table_tokens(contract: &Contract) -> TokenStream {
    let constants = contract.operations.iter().map(constant);
    let all = contract
        .operations
        .iter()
        .map(|operation| names::constant(&operation.id));
    let decodes = contract.operations.iter().map(|operation| {
        let id = &operation.id;
        let request = requests::type_name(&operation.request);
        quote! { #id => crate::validate::decode::<types::#request>(body), }
    });
    let version = &contract.document.openapi().info.version;
    quote! {
        use super::types;
        use crate::operation::{Effect, Operation};

        /// The date of the API this code was generated for.
        pub const API_VERSION: &str = #version;

        #(#constants)*

        /// Every command, in the order of the contract.
        pub static OPERATIONS: &[&Operation] = &[#(&#all),*];

        /// Reads a request of any command from JSON and checks it.
        ///
        /// # Errors
        ///
        /// The place in the JSON that does not fit, or the rules that are broken.
        pub fn check_request(
            operation: &Operation,
            body: &::serde_json::Value,
        ) -> Result<(), crate::validate::ValidationError> {
            match operation.id() {
                #(#decodes)*
                _ => Ok(()),
            }
        }
    }
}

fn constant(operation: &Operation) -> TokenStream {
    let name = names::constant(&operation.id);
    let doc = format!("`{}`: {}.", operation.id, operation.summary);
    let (id, path, summary) = (&operation.id, &operation.path, &operation.summary);
    let description = &operation.description;
    let effect = names::effect(operation.effect);
    let limit = Literal::u32_unsuffixed(operation.rate_limit);
    let codes = operation
        .error_codes
        .iter()
        .map(|code| Literal::i64_unsuffixed(*code));
    let source = &operation.source;
    let payload = operation.payload.is_some();
    quote! {
        #[doc = #doc]
        pub const #name: Operation = Operation {
            id: #id,
            path: #path,
            summary: #summary,
            description: #description,
            effect: #effect,
            rate_limit: #limit,
            error_codes: &[#(#codes),*],
            answers_payload: #payload,
            source: &[#(#source),*],
        };
    }
}

/// One method per command.
pub(crate) fn methods(contract: &Contract) -> Part<'_> {
    Part::new("methods.rs", move || methods_tokens(contract))
}

fn methods_tokens(contract: &Contract) -> TokenStream {
    let methods = contract.operations.iter().map(|operation| {
        let docs = docs::command(operation);
        let name = names::ident(&operation.id);
        let constant = names::constant(&operation.id);
        let request = requests::type_name(&operation.request);
        let answer = answer(operation);
        let has_fields = contract
            .component(&operation.request)
            .is_some_and(|c| !c.fields().is_empty() || matches!(c.shape, Shape::FreeForm));
        let (parameter, request) = if has_fields {
            (
                quote!(request: impl Into<types::#request>),
                quote!(request.into()),
            )
        } else {
            (quote!(), quote!(types::#request::new()))
        };
        quote! {
            #[doc = #docs]
            pub async fn #name(&self, #parameter) -> Result<crate::Answer<#answer>, crate::Error> {
                let request = #request;
                Self::check(&operations::#constant, &request)?;
                let exchange = self.exchange();
                let result = exchange.#name(&request).await;
                Self::finish(&operations::#constant, &exchange, result)
            }
        }
    });
    let arms = contract.operations.iter().map(|operation| {
        let id = &operation.id;
        let name = names::ident(&operation.id);
        let constant = names::constant(&operation.id);
        let request = requests::type_name(&operation.request);
        let answer = answer(operation);
        quote! {
            #id => {
                let request: types::#request = crate::Client::read(&operations::#constant, body)?;
                crate::Client::check(&operations::#constant, &request)?;
                let exchange = client.exchange();
                let result = exchange.#name(&request).await;
                let answer: crate::Answer<#answer> =
                    crate::Client::finish(&operations::#constant, &exchange, result)?;
                crate::Client::write(&operations::#constant, answer)
            }
        }
    });
    quote! {
        use call_engine_types::{operations, types};

        /// One method per command of the contract.
        impl crate::Client {
            #(#methods)*
        }

        /// Sends any command of the contract with a JSON body, through its types.
        pub(crate) async fn dispatch(
            client: &crate::Client,
            operation: &crate::Operation,
            body: ::serde_json::Value,
        ) -> Result<crate::Answer<::serde_json::Value>, crate::Error> {
            match operation.id() {
                #(#arms)*
                _ => client.raw(operation.path(), &body).await,
            }
        }
    }
}

fn answer(operation: &Operation) -> TokenStream {
    operation.payload.as_ref().map_or(quote!(()), |payload| {
        let payload = names::component(payload);
        quote!(types::#payload)
    })
}
