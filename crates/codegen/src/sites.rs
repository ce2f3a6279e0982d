//! The sites.

use call_engine_contract::Contract;
use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::quote;

use crate::render::Part;
use crate::{docs, names};

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("sites.rs", move || tokens(contract))
}

fn tokens(contract: &Contract) -> TokenStream {
    let sites = &contract.sites;
    let variants: Vec<_> = sites
        .iter()
        .map(|site| names::ident(&site.name.to_upper_camel_case()))
        .collect();
    let docs = sites
        .iter()
        .map(|site| docs::described(&site.description, &site.source));
    let words: Vec<_> = sites.iter().map(|site| &site.name).collect();
    let urls: Vec<_> = sites.iter().map(|site| &site.url).collect();
    let backups = sites.iter().map(|site| {
        let backup = site.backup.as_ref();
        backup.map_or(quote!(None), |backup| quote!(Some(#backup)))
    });
    quote! {
        /// A site: one of the places the API runs at. An SDKAppID belongs to one of them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Site {
            #(#[doc = #docs] #variants,)*
        }

        impl Site {
            /// Every site, in the order of the contract.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The name of the site, such as `singapore`.
            pub fn name(self) -> &'static str {
                match self {
                    #(Self::#variants => #words,)*
                }
            }

            /// The address of the site.
            pub fn url(self) -> &'static str {
                match self {
                    #(Self::#variants => #urls,)*
                }
            }

            /// The address to use when the first one fails.
            pub fn backup_url(self) -> Option<&'static str> {
                match self {
                    #(Self::#variants => #backups,)*
                }
            }
        }
    }
}
