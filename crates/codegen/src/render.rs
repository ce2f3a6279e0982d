//! From items to files.

use std::thread;

use call_engine_contract::{Finding, Place};
use proc_macro2::TokenStream;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprLit, File, Item, Lit, Meta};

use crate::GeneratedFile;
use crate::names;

/// First lines of every generated file.
const HEADER: &str =
    "// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.\n\n";

/// A file before it is laid out.
pub(crate) struct Part {
    path: String,
    content: TokenStream,
}

// Token streams stay on their thread, so each file is laid out from text there.
struct Text {
    path: String,
    text: String,
}

impl Part {
    pub(crate) fn new(path: impl Into<String>, content: TokenStream) -> Self {
        Self {
            path: path.into(),
            content,
        }
    }

    /// A file that lists modules with what they hold.
    pub(crate) fn index(modules: &[(&str, &str)]) -> Self {
        let modules = modules.iter().map(|(name, docs)| {
            let ident = names::ident(name);
            // People who only decode webhooks do not compile an HTTP client.
            let gate = CLIENT_ONLY
                .contains(name)
                .then(|| quote::quote!(#[cfg(feature = "client")]));
            quote::quote!(#[doc = #docs] #gate pub mod #ident;)
        });
        Self::new("mod.rs", quote::quote! { #(#modules)* })
    }
}

/// Files that need the HTTP client.
const CLIENT_ONLY: &[&str] = &["methods", "wire"];

/// Lays the files out, on as many threads as there are cores.
pub(crate) fn files(parts: Vec<Part>) -> Result<Vec<GeneratedFile>, Vec<Finding>> {
    let texts: Vec<Text> = parts
        .into_iter()
        .map(|part| Text {
            path: part.path,
            text: part.content.to_string(),
        })
        .collect();
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(8);
    let share = texts.len().div_ceil(threads).max(1);
    let laid_out: Vec<Result<GeneratedFile, Finding>> = thread::scope(|scope| {
        let workers: Vec<_> = texts
            .chunks(share)
            .map(|chunk| scope.spawn(move || chunk.iter().map(lay_out).collect::<Vec<_>>()))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .collect()
    });
    let mut files = Vec::with_capacity(laid_out.len());
    let mut findings = Vec::new();
    for file in laid_out {
        match file {
            Ok(file) => files.push(file),
            Err(finding) => findings.push(finding),
        }
    }
    if findings.is_empty() && files.len() == texts.len() {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    } else {
        Err(findings)
    }
}

fn lay_out(part: &Text) -> Result<GeneratedFile, Finding> {
    let file = syn::parse_file(&part.text).map_err(|error| {
        Finding::new(
            "generated-syntax",
            Place::file(&part.path),
            format!("the generated code is not Rust: {error}"),
            "a name or text of the contract became code that Rust does not have; report the contract that shows it",
        )
    })?;
    let mut text = HEADER.to_owned();
    for (index, mut item) in file.items.into_iter().enumerate() {
        DocLines.visit_item_mut(&mut item);
        let tight = matches!(
            item,
            Item::Use(_) | Item::Mod(syn::ItemMod { content: None, .. })
        );
        if index > 0 && !tight {
            text.push('\n');
        }
        text.push_str(&prettyplease::unparse(&File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        }));
    }
    Ok(GeneratedFile {
        path: part.path.clone(),
        text,
    })
}

/// One `///` line per line of documentation, folded to a width people read.
struct DocLines;

impl VisitMut for DocLines {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let mut unfolded = Vec::with_capacity(attributes.len());
        for attribute in attributes.drain(..) {
            match documentation(&attribute) {
                Some(text) => unfolded.extend(fold(&text).into_iter().map(|line| {
                    let line = if line.is_empty() {
                        line
                    } else {
                        format!(" {line}")
                    };
                    syn::parse_quote!(#[doc = #line])
                })),
                None => unfolded.push(attribute),
            }
        }
        *attributes = unfolded;
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
    let mut lines = Vec::new();
    for paragraph in text.trim().split('\n') {
        let mut line = String::new();
        let indent = if paragraph.starts_with("* ") || paragraph.starts_with("- ") {
            "  "
        } else {
            ""
        };
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.len() + 1 + word.len() > WIDTH {
                lines.push(std::mem::replace(&mut line, format!("{indent}{word}")));
            } else if line.is_empty() {
                line.push_str(word);
            } else {
                line.push(' ');
                line.push_str(word);
            }
        }
        lines.push(line);
    }
    lines
}
