//! What the command line can explain besides codes: the values of enumerations, and the contradictions of the documents.

use call_engine_contract::Contract;
use call_engine_contract::contract::Shape;
use call_engine_contract::contradictions::Contradiction;

use crate::page::{Page, quoted, quoted_list};
use crate::render::Part;

pub(crate) fn file<'a>(contract: &'a Contract, contradictions: &'a [Contradiction]) -> Part<'a> {
    Part::new("explanations.rs", move |page| {
        page.line("use crate::explain::{Contradiction, Word};");
        page.gap();
        page.doc("Every value of every enumeration, in the order of the contract.");
        page.bracketed(
            "pub static WORDS: &[Word] = &",
            "[",
            |page| words(contract, page),
            "];",
        );
        page.gap();
        page.doc("Where the vendor's documents contradict each other.");
        page.bracketed(
            "pub static CONTRADICTIONS: &[Contradiction] = &",
            "[",
            |page| {
                for case in contradictions {
                    page.bracketed(
                        "Contradiction",
                        " {",
                        |page| {
                            page.line(format_args!("id: {},", quoted(&case.id)));
                            page.line(format_args!("title: {},", quoted(&case.title)));
                            page.line(format_args!("says: {},", quoted(&case.says)));
                            page.line(format_args!("resolved: {},", quoted(&case.resolved)));
                            page.line(format_args!("source: {},", quoted_list(&case.source)));
                        },
                        "},",
                    );
                }
            },
            "];",
        );
    })
}

fn words(contract: &Contract, page: &mut Page) {
    for component in contract.components.values() {
        let Shape::Enumeration(enumeration) = &component.shape else {
            continue;
        };
        for value in &enumeration.values {
            page.bracketed(
                "Word",
                " {",
                |page| {
                    page.line(format_args!("of: {},", quoted(&component.name)));
                    page.line(format_args!("name: {},", quoted(&value.name)));
                    page.line(format_args!("wire: {},", quoted(&value.wire)));
                    page.line(format_args!("meaning: {},", quoted(&value.description)));
                    page.line(format_args!("source: {},", quoted_list(&component.source)));
                },
                "},",
            );
        }
    }
}
