//! The error catalogue.

use call_engine_contract::Contract;
use call_engine_contract::catalogue::{Executed, Family, Retry};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::render::Part;

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("catalogue.rs", move || tokens(contract))
}

fn tokens(contract: &Contract) -> TokenStream {
    let mut sorted: Vec<_> = contract.catalogue.iter().collect();
    sorted.sort_by_key(|entry| entry.code);
    let entries = sorted.into_iter().map(|entry| {
        let code = Literal::i64_unsuffixed(entry.code);
        let (name, meaning, remedy, source) =
            (&entry.name, &entry.meaning, &entry.remedy, &entry.source);
        let family = match entry.family {
            Family::Gateway => quote!(Family::Gateway),
            Family::Account => quote!(Family::Account),
            Family::CallConfig => quote!(Family::CallConfig),
            Family::Call => quote!(Family::Call),
        };
        let retry = match entry.retry {
            Retry::Never => quote!(Retry::Never),
            Retry::Delay => quote!(Retry::Delay),
            Retry::Reauth => quote!(Retry::Reauth),
            Retry::Idempotent => quote!(Retry::Idempotent),
        };
        let may_have_run = entry.executed == Executed::Unknown;
        quote! {
            CodeInfo {
                code: #code,
                family: #family,
                name: #name,
                meaning: #meaning,
                remedy: #remedy,
                retry: #retry,
                may_have_run: #may_have_run,
                source: &[#(#source),*],
            }
        }
    });
    quote! {
        use crate::code::{CodeInfo, Family, Retry};

        /// Every code of the catalogue, sorted by code.
        pub static CODES: &[CodeInfo] = &[#(#entries),*];
    }
}
