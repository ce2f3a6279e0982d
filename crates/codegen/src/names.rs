//! Names in the generated code.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

/// An identifier, raw where the word is a keyword.
pub(crate) fn ident(name: &str) -> Ident {
    match syn::parse_str::<Ident>(name) {
        Ok(ident) => ident,
        // `self`, `super` and `crate` cannot be raw; nothing on the wire is called so.
        Err(_) if matches!(name, "self" | "super" | "crate" | "Self") => {
            Ident::new(&format!("{name}_"), Span::call_site())
        }
        Err(_) if name.starts_with(|c: char| c.is_ascii_digit()) => {
            Ident::new(&format!("_{name}"), Span::call_site())
        }
        Err(_) => Ident::new_raw(name, Span::call_site()),
    }
}

/// The Rust name of a field.
pub(crate) fn field(wire: &str) -> Ident {
    ident(&wire.to_snake_case())
}

/// The Rust name of a component.
pub(crate) fn component(name: &str) -> Ident {
    ident(&name.to_upper_camel_case())
}

/// The constant of a command.
pub(crate) fn constant(id: &str) -> Ident {
    ident(&id.to_shouty_snake_case())
}
