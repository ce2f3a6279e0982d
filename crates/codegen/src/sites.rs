//! The sites.

use call_engine_contract::Contract;
use call_engine_contract::contract::Site;
use heck::ToUpperCamelCase;

use crate::page::{Page, quoted};
use crate::render::Part;
use crate::{docs, names};

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("sites.rs", move |page| {
        let sites: Vec<(String, &Site)> = contract
            .sites
            .iter()
            .map(|site| (names::ident(&site.name.to_upper_camel_case()), site))
            .collect();
        page.doc("A site: one of the places the API runs at. An SDKAppID belongs to one of them.");
        page.line("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]");
        page.line("#[non_exhaustive]");
        page.block("pub enum Site", |page| {
            for (variant, site) in &sites {
                page.doc(&docs::described(&site.description, &site.source));
                page.line(format_args!("{variant},"));
            }
        });
        page.gap();
        page.block("impl Site", |page| {
            page.doc("Every site, in the order of the contract.");
            let all: Vec<String> = sites
                .iter()
                .map(|(name, _)| format!("Self::{name}"))
                .collect();
            page.listed("pub const ALL: &'static [Self] = &[", &all, "];");
            table(
                page,
                "The name of the site, such as `singapore`.",
                "name(self) -> &'static str",
                &sites,
                |site| quoted(&site.name),
            );
            table(
                page,
                "The address of the site.",
                "url(self) -> &'static str",
                &sites,
                |site| quoted(&site.url),
            );
            table(
                page,
                "The address to use when the first one fails.",
                "backup_url(self) -> Option<&'static str>",
                &sites,
                |site| {
                    let backup = site.backup.as_ref();
                    backup.map_or("None".to_owned(), |backup| {
                        format!("Some({})", quoted(backup))
                    })
                },
            );
        });
    })
}

fn table(
    page: &mut Page,
    docs: &str,
    signature: &str,
    sites: &[(String, &Site)],
    value: impl Fn(&Site) -> String,
) {
    page.gap();
    page.doc(docs);
    page.block(format_args!("pub fn {signature}"), |page| {
        page.block("match self", |page| {
            for (variant, site) in sites {
                page.line(format_args!("Self::{variant} => {},", value(site)));
            }
        });
    });
}
