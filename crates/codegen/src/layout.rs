//! The items progenitor makes, laid out by prettyplease.

use proc_macro2::Span;
use syn::visit_mut::VisitMut;
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, File, Item, Lit, LitStr, Meta, MetaNameValue, token,
};

use crate::docs::fold;

/// The text of an item whose documentation stands as it is to be shown.
pub(crate) fn lay_out(item: Item) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// The text of an item that progenitor documented.
pub(crate) fn lay_out_folded(mut item: Item) -> String {
    DocLines.visit_item_mut(&mut item);
    lay_out(item)
}

/// Puts documentation in the place of the one that is there.
pub(crate) fn document(attributes: &mut Vec<Attribute>, text: &str) {
    let others = attributes.drain(..).filter(|a| !a.path().is_ident("doc"));
    let others: Vec<Attribute> = others.collect();
    attributes.extend(lines(text));
    attributes.extend(others);
}

fn lines(text: &str) -> impl Iterator<Item = Attribute> {
    fold(text).into_iter().map(|line| {
        if line.is_empty() {
            doc("")
        } else {
            doc(&format!(" {line}"))
        }
    })
}

/// One `///` line per line of documentation, folded to a width people read.
struct DocLines;

impl VisitMut for DocLines {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        if !attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("doc"))
        {
            return;
        }
        let mut unfolded = Vec::with_capacity(attributes.len());
        for attribute in attributes.drain(..) {
            match documentation(&attribute) {
                Some(text) => unfolded.extend(lines(&text)),
                None => unfolded.push(attribute),
            }
        }
        *attributes = unfolded;
    }

    // Documentation stands on items, fields and variants: bodies and types need no visit.
    fn visit_block_mut(&mut self, _: &mut syn::Block) {}
    fn visit_expr_mut(&mut self, _: &mut Expr) {}
    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
    fn visit_generics_mut(&mut self, _: &mut syn::Generics) {}
    fn visit_path_mut(&mut self, _: &mut syn::Path) {}
}

/// The attribute `#[doc = "…"]`.
fn doc(text: &str) -> Attribute {
    let span = Span::call_site();
    Attribute {
        pound_token: token::Pound(span),
        style: AttrStyle::Outer,
        bracket_token: token::Bracket(span),
        meta: Meta::NameValue(MetaNameValue {
            path: syn::Ident::new("doc", span).into(),
            eq_token: token::Eq(span),
            value: Expr::Lit(ExprLit {
                attrs: Vec::new(),
                lit: Lit::Str(LitStr::new(text, span)),
            }),
        }),
    }
}

fn documentation(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if pair.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}
