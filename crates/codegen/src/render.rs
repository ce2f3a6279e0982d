//! From items to files.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use call_engine_contract::{Finding, Place};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, File, Item, Lit, LitStr, Meta, MetaNameValue, token,
};

use crate::GeneratedFile;
use crate::names;

/// First lines of every generated file.
const HEADER: &str =
    "// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.\n\n";

/// A file that is yet to be made.
///
/// Tokens and syntax trees stay on the thread that makes them, so a part is not tokens but what makes them.
pub(crate) struct Part<'a> {
    path: String,
    make: Box<Make<'a>>,
}

type Make<'a> = dyn Fn(&mut Page) -> syn::Result<()> + Send + Sync + 'a;

impl<'a> Part<'a> {
    /// A file of items.
    pub(crate) fn new(
        path: impl Into<String>,
        make: impl Fn() -> TokenStream + Send + Sync + 'a,
    ) -> Self {
        Self::paged(path, move |page| page.tokens(make()))
    }

    /// A file that is put together from several sources.
    pub(crate) fn paged(
        path: impl Into<String>,
        make: impl Fn(&mut Page) -> syn::Result<()> + Send + Sync + 'a,
    ) -> Self {
        Self {
            path: path.into(),
            make: Box::new(make),
        }
    }

    /// A file that lists modules with what they hold.
    pub(crate) fn index(modules: &'a [(&'a str, &'a str)]) -> Self {
        Self::new("mod.rs", move || {
            let modules = modules.iter().map(|(name, docs)| {
                let ident = names::ident(name);
                quote!(#[doc = #docs] pub mod #ident;)
            });
            quote! { #(#modules)* }
        })
    }
}

/// Makes the files, on as many threads as there are cores.
pub(crate) fn files(parts: &[Part<'_>]) -> Result<Vec<GeneratedFile>, Vec<Finding>> {
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(8)
        .min(parts.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some(part) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
            made.push(make(part));
        }
        made
    };
    let made: Vec<Result<GeneratedFile, Finding>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|_| vec![Err(stopped("a thread that lays files out"))])
            })
            .collect()
    });
    let mut files = Vec::with_capacity(made.len());
    let mut findings = Vec::new();
    for file in made {
        match file {
            Ok(file) => files.push(file),
            Err(finding) => findings.push(finding),
        }
    }
    if !findings.is_empty() {
        findings.sort();
        return Err(findings);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// A finding for code of others that panicked; it has said why on the standard error output.
pub(crate) fn stopped(what: &str) -> Finding {
    Finding::new(
        "generator",
        Place::default(),
        format!("{what} stopped at something it cannot express"),
        "write the contract with simpler words; see the shape rules of spec/README.md",
    )
}

fn make(part: &Part<'_>) -> Result<GeneratedFile, Finding> {
    let mut page = Page {
        text: HEADER.to_owned(),
    };
    (part.make)(&mut page).map_err(|error| {
        Finding::new(
            "generated-syntax",
            Place::file(&part.path),
            format!("the generated code is not Rust: {error}"),
            "a name or text of the contract became code that Rust does not have; report the contract that shows it",
        )
    })?;
    Ok(GeneratedFile {
        path: part.path.clone(),
        text: page.text,
    })
}

/// The text of a file that grows by items.
pub(crate) struct Page {
    text: String,
}

impl Page {
    pub(crate) fn tokens(&mut self, tokens: TokenStream) -> syn::Result<()> {
        for item in syn::parse2::<File>(tokens)?.items {
            self.item(&lay_out(item));
        }
        Ok(())
    }

    pub(crate) fn item(&mut self, item: &LaidOut) {
        if self.text.len() > HEADER.len() && !item.tight {
            self.text.push('\n');
        }
        self.text.push_str(&item.text);
    }
}

/// The text of an item.
#[derive(Debug, Clone)]
pub(crate) struct LaidOut {
    text: String,
    /// Whether it stands below its neighbour without a blank line.
    tight: bool,
}

pub(crate) fn lay_out(mut item: Item) -> LaidOut {
    DocLines.visit_item_mut(&mut item);
    let tight = matches!(
        item,
        Item::Use(_) | Item::Mod(syn::ItemMod { content: None, .. })
    );
    let text = prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    });
    LaidOut { text, tight }
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
                Some(text) => unfolded.extend(fold(&text).into_iter().map(|line| {
                    let line = if line.is_empty() {
                        line
                    } else {
                        format!(" {line}")
                    };
                    doc(&line)
                })),
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
pub(crate) fn doc(text: &str) -> Attribute {
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

const WIDTH: usize = 100;

fn fold(text: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return vec![String::new()];
    }
    let mut lines = Vec::new();
    let mut fenced = false;
    for paragraph in text.trim().lines() {
        let fence = is_fence(paragraph);
        if fence || fenced {
            fenced ^= fence;
            lines.push(visible(paragraph.trim_end()));
            continue;
        }
        let mut line = String::new();
        let indent = if paragraph.starts_with("* ") || paragraph.starts_with("- ") {
            "  "
        } else {
            ""
        };
        for word in paragraph.split_whitespace() {
            let word = visible(word);
            if !line.is_empty() && line.len() + 1 + word.len() > WIDTH {
                lines.push(std::mem::replace(&mut line, format!("{indent}{word}")));
            } else if line.is_empty() {
                line.push_str(&word);
            } else {
                line.push(' ');
                line.push_str(&word);
            }
        }
        lines.push(line);
    }
    lines
}

/// Whether a line begins or ends a block of code.
pub(crate) fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// Without characters that rustc refuses in a comment, or that show a text other than it is.
fn visible(text: &str) -> String {
    let hidden =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !hidden(*c)).collect()
}
