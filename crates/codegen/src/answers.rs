//! Accessors of answers: lists that are absent, `null` or empty read alike.

use call_engine_contract::contract::{Component, Kind};
use proc_macro2::TokenStream;
use quote::quote;

use crate::names;
use crate::wire::Wire;

pub(crate) fn items(component: &Component, wire: &Wire) -> TokenStream {
    let name = names::component(&component.name);
    let accessors: Vec<TokenStream> = component
        .fields()
        .iter()
        .filter(|field| !field.required)
        .filter_map(|field| {
            let ident = wire.field(&component.name, &field.name);
            let (ty, value, what) = match &field.kind {
                Kind::List(item) => {
                    let item = item_type(&item.kind);
                    (
                        quote!(&[#item]),
                        quote!(self.#ident.as_deref().unwrap_or_default()),
                        "empty when absent",
                    )
                }
                Kind::Text => (
                    quote!(&str),
                    quote!(self.#ident.as_deref().unwrap_or_default()),
                    "empty when absent",
                ),
                _ => return None,
            };
            let docs = format!("`{}`, {what}.", field.name);
            Some(quote! {
                #[doc = #docs]
                pub fn #ident(&self) -> #ty {
                    #value
                }
            })
        })
        .collect();
    if accessors.is_empty() {
        return TokenStream::new();
    }
    quote! {
        impl #name {
            #(#accessors)*
        }
    }
}

fn item_type(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Text => quote!(String),
        Kind::Integer => quote!(i64),
        Kind::Number => quote!(f64),
        Kind::Boolean => quote!(bool),
        Kind::Component(name) => {
            let name = names::component(name);
            quote!(#name)
        }
        Kind::Map | Kind::List(_) => quote!(::serde_json::Map<String, ::serde_json::Value>),
    }
}
