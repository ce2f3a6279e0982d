//! The webhooks as one type.

use call_engine_contract::Contract;
use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::quote;

use crate::render::Part;
use crate::{docs, names};

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("webhooks.rs", move || tokens(contract))
}

fn tokens(contract: &Contract) -> TokenStream {
    let names: Vec<_> = contract
        .webhooks
        .iter()
        .map(|w| names::ident(&w.event.to_upper_camel_case()))
        .collect();
    let docs = contract
        .webhooks
        .iter()
        .map(|w| docs::described(&format!("`{}`: {}", w.command, w.description), &w.source));
    let commands: Vec<_> = contract.webhooks.iter().map(|w| &w.command).collect();
    quote! {
        use super::types;

        /// The body of a webhook.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum WebhookEvent {
            #(#[doc = #docs] #names(types::#names),)*
            /// A webhook the contract does not know, as it came.
            Unknown(::serde_json::Value),
        }

        impl WebhookEvent {
            /// The commands of all webhooks the contract knows.
            pub const COMMANDS: &'static [&'static str] = &[#(#commands),*];

            /// Reads the body of the webhook that `command` names.
            pub(crate) fn read(command: &str, body: &[u8]) -> Result<Self, crate::webhook::WebhookError> {
                match command {
                    #(#commands => crate::webhook::decode(body).map(Self::#names),)*
                    _ => crate::webhook::decode(body).map(Self::Unknown),
                }
            }

            /// The body as JSON.
            ///
            /// # Errors
            ///
            /// None that the types of the contract can cause.
            pub fn to_json(&self) -> Result<::serde_json::Value, ::serde_json::Error> {
                match self {
                    #(Self::#names(event) => ::serde_json::to_value(event),)*
                    Self::Unknown(value) => Ok(value.clone()),
                }
            }
        }
    }
}
