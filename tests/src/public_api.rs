//! The public items of a crate, read from its sources.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::{Fields, ImplItem, Item, Signature, Visibility};

/// Every item marked `pub` below a folder of sources, one line each, sorted by file.
///
/// Items of private modules are listed too: whether they are reachable is seen in the `pub use` lines.
///
/// # Panics
///
/// A source cannot be read.
pub fn public_items(folder: &str) -> String {
    let root = crate::root().join(folder);
    let mut text = String::new();
    for path in sources(&root) {
        let source = fs::read_to_string(&path).expect("a source");
        let file = syn::parse_file(&source).expect("Rust");
        let mut lines = Vec::new();
        list(&file.items, "", &mut lines);
        if !lines.is_empty() {
            let name = path.strip_prefix(&root).unwrap_or(&path).display();
            let _ = writeln!(text, "# {name}\n{}\n", lines.join("\n"));
        }
    }
    text
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            paths.append(&mut sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    paths.sort();
    paths
}

fn list(items: &[Item], prefix: &str, lines: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Struct(item) if public(&item.vis) => {
                let generics = code(&item.generics);
                lines.push(format!("{prefix}struct {}{generics}", item.ident));
                fields(&item.fields, &item.ident.to_string(), lines);
            }
            Item::Enum(item) if public(&item.vis) => {
                lines.push(format!("{prefix}enum {}", item.ident));
                for variant in &item.variants {
                    lines.push(format!(
                        "{prefix}  {}::{}{}",
                        item.ident,
                        variant.ident,
                        code(&variant.fields)
                    ));
                }
            }
            Item::Trait(item) if public(&item.vis) => {
                lines.push(format!("{prefix}trait {}", item.ident));
            }
            Item::Type(item) if public(&item.vis) => {
                lines.push(format!("{prefix}type {} = {}", item.ident, code(&item.ty)));
            }
            Item::Const(item) if public(&item.vis) => {
                lines.push(format!("{prefix}const {}: {}", item.ident, code(&item.ty)));
            }
            Item::Static(item) if public(&item.vis) => {
                lines.push(format!("{prefix}static {}: {}", item.ident, code(&item.ty)));
            }
            Item::Fn(item) if public(&item.vis) => {
                lines.push(format!("{prefix}{}", signature(&item.sig)));
            }
            Item::Use(item) if public(&item.vis) => {
                lines.push(format!("{prefix}use {}", code(&item.tree)));
            }
            Item::Mod(item) if public(&item.vis) => {
                lines.push(format!("{prefix}mod {}", item.ident));
                if let Some((_, items)) = &item.content {
                    list(items, &format!("{prefix}  "), lines);
                }
            }
            Item::Impl(item) => {
                let ty = code(&item.self_ty);
                if let Some((path, _)) = &item.trait_ {
                    lines.push(format!("{prefix}impl {} for {ty}", code(path)));
                    continue;
                }
                for member in &item.items {
                    match member {
                        ImplItem::Fn(member) if public(&member.vis) => {
                            lines.push(format!("{prefix}  {ty}::{}", signature(&member.sig)));
                        }
                        ImplItem::Const(member) if public(&member.vis) => {
                            lines.push(format!(
                                "{prefix}  {ty}::const {}: {}",
                                member.ident,
                                code(&member.ty)
                            ));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn fields(fields: &Fields, owner: &str, lines: &mut Vec<String>) {
    for (index, field) in fields
        .iter()
        .enumerate()
        .filter(|(_, field)| public(&field.vis))
    {
        let name = field
            .ident
            .as_ref()
            .map_or_else(|| index.to_string(), ToString::to_string);
        lines.push(format!("  {owner}.{name}: {}", code(&field.ty)));
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn signature(signature: &Signature) -> String {
    code(signature)
}

/// Tokens as people write them, near enough to read.
fn code(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (wide, narrow) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" ,", ","),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" :", ":"),
        ("< ", "<"),
    ] {
        text = text.replace(wide, narrow);
    }
    text
}
