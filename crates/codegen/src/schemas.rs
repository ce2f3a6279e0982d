//! The JSON Schema of every wire type, for comparing it with its component.

use call_engine_contract::Contract;
use call_engine_contract::contract::Shape;
use proc_macro2::TokenStream;
use quote::quote;

use crate::render::Part;
use crate::{names, view};

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("schemas.rs", move || tokens(contract))
}

fn tokens(contract: &Contract) -> TokenStream {
    let entries = contract.components.values().filter_map(|component| {
        let ty = match &component.shape {
            Shape::Answer { .. } => return None,
            Shape::Object(_) if component.name == view::ENVELOPE => {
                quote!(crate::Envelope<'static>)
            }
            _ => {
                let name = names::component(&component.name);
                quote!(types::#name)
            }
        };
        let name = &component.name;
        let path = ty.to_string().replace(' ', "");
        Some(quote!((#name, #path, schemars::schema_for!(#ty))))
    });
    quote! {
        #[cfg(feature = "schemars")]
        use super::types;

        /// Component, Rust type and JSON Schema of every wire type.
        #[cfg(feature = "schemars")]
        pub fn wire_schemas() -> Vec<(&'static str, &'static str, schemars::Schema)> {
            vec![#(#entries),*]
        }
    }
}
