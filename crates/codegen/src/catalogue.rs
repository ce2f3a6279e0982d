//! The error catalogue.

use call_engine_contract::Contract;
use call_engine_contract::catalogue::{Executed, Family, Matter, Retry};

use crate::page::{quoted, quoted_list};
use crate::render::Part;

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("catalogue.rs", move |page| {
        let mut sorted: Vec<_> = contract.catalogue.iter().collect();
        sorted.sort_by_key(|entry| entry.code);
        page.line("use crate::code::{CodeInfo, Family, Matter, Retry};");
        page.gap();
        page.doc("Every code of the catalogue, sorted by code.");
        let entries = |page: &mut crate::page::Page| {
            for entry in sorted {
                page.bracketed(
                    "CodeInfo",
                    " {",
                    |page| {
                        page.line(format_args!("code: {},", entry.code));
                        page.line(format_args!("family: Family::{},", family(entry.family)));
                        page.line(format_args!("about: {},", matter(entry.about)));
                        page.line(format_args!("name: {},", quoted(&entry.name)));
                        page.line(format_args!("meaning: {},", quoted(&entry.meaning)));
                        page.line(format_args!("remedy: {},", quoted(&entry.remedy)));
                        page.line(format_args!("retry: Retry::{},", retry(entry.retry)));
                        let may_have_run = entry.executed == Executed::Unknown;
                        page.line(format_args!("may_have_run: {may_have_run},"));
                        page.line(format_args!("source: {},", quoted_list(&entry.source)));
                    },
                    "},",
                );
            }
        };
        page.bracketed("pub static CODES: &[CodeInfo] = &", "[", entries, "];");
    })
}

fn family(family: Family) -> &'static str {
    match family {
        Family::Gateway => "Gateway",
        Family::Account => "Account",
        Family::CallConfig => "CallConfig",
        Family::Call => "Call",
    }
}

fn matter(about: Option<Matter>) -> &'static str {
    match about {
        None => "None",
        Some(Matter::Site) => "Some(Matter::Site)",
        Some(Matter::Signature) => "Some(Matter::Signature)",
        Some(Matter::Administrator) => "Some(Matter::Administrator)",
        Some(Matter::Package) => "Some(Matter::Package)",
    }
}

fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "Never",
        Retry::Delay => "Delay",
        Retry::Reauth => "Reauth",
        Retry::Idempotent => "Idempotent",
    }
}
