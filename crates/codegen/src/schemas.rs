//! The JSON Schema of every wire type, for comparing it with its component.

use call_engine_contract::Contract;
use call_engine_contract::contract::Shape;

use crate::page::{Page, quoted};
use crate::render::Part;
use crate::{names, view};

pub(crate) fn file(contract: &Contract) -> Part<'_> {
    Part::new("schemas.rs", move |page| {
        page.line("#[cfg(feature = \"schemars\")]");
        page.line("use super::types;");
        page.gap();
        page.doc("Component, Rust type and JSON Schema of every wire type.");
        page.line("#[cfg(feature = \"schemars\")]");
        page.block(
            "pub fn wire_schemas() -> Vec<(&'static str, &'static str, schemars::Schema)>",
            |page| page.bracketed("vec!", "[", |page| entries(contract, page), "]"),
        );
    })
}

fn entries(contract: &Contract, page: &mut Page) {
    for component in contract.components.values() {
        let ty = match &component.shape {
            Shape::Answer { .. } => continue,
            Shape::Object(_) if component.name == view::ENVELOPE => {
                "crate::Envelope<'static>".to_owned()
            }
            _ => format!("types::{}", names::component(&component.name)),
        };
        let (name, path) = (quoted(&component.name), quoted(&ty));
        page.line(format_args!(
            "({name}, {path}, schemars::schema_for!({ty})),"
        ));
    }
}
