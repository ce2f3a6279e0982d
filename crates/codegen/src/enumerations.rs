//! Open enumerations: known values by name, everything else kept as it came.

use call_engine_contract::contract::{Component, Enumeration};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{docs, names};

pub(crate) fn item(component: &Component, values: &Enumeration) -> TokenStream {
    let name = names::component(&component.name);
    let docs = docs::described(&component.description, &component.source);
    let variants: Vec<_> = values
        .values
        .iter()
        .map(|value| names::ident(&value.name))
        .collect();
    let descriptions = values
        .values
        .iter()
        .map(|value| docs::prose(&value.description));
    let wires: Vec<_> = values.values.iter().map(|value| &value.wire).collect();
    let schema = schema(component, values);
    let known = quote! {
        #[doc = #docs]
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #descriptions] #variants,)*
            /// A value the contract does not know, as it came.
            Other(crate::Text),
        }
    };
    if values.integers {
        let numbers: Vec<_> = values
            .values
            .iter()
            .filter_map(|value| value.wire.parse::<i64>().ok())
            .map(Literal::i64_unsuffixed)
            .collect();
        quote! {
            #known
            impl #name {
                /// The values the contract knows.
                pub const KNOWN: &'static [Self] = &[#(Self::#variants),*];
                /// The value on the wire, unless it is unknown text.
                pub fn number(&self) -> Option<i64> {
                    match self {
                        #(Self::#variants => Some(#numbers),)*
                        Self::Other(text) => text.as_integer(),
                    }
                }
            }
            impl From<crate::Text> for #name {
                fn from(text: crate::Text) -> Self {
                    match text.as_integer() {
                        #(Some(#numbers) => Self::#variants,)*
                        _ => Self::Other(text),
                    }
                }
            }
            impl From<i64> for #name {
                fn from(number: i64) -> Self {
                    Self::from(crate::Text::from(number))
                }
            }
            impl ::std::fmt::Display for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    match self {
                        #(Self::#variants => f.write_str(#wires),)*
                        Self::Other(text) => ::std::fmt::Display::fmt(text, f),
                    }
                }
            }
            impl ::serde::Serialize for #name {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self {
                        #(Self::#variants => serializer.serialize_i64(#numbers),)*
                        Self::Other(text) => text.serialize(serializer),
                    }
                }
            }
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    crate::Text::deserialize(deserializer).map(Self::from)
                }
            }
            #schema
        }
    } else {
        let spellings = values.values.iter().zip(&variants).map(|(value, variant)| {
            let all: Vec<String> = std::iter::once(&value.wire)
                .chain(&value.synonyms)
                .map(|spelling| normalised(spelling))
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect();
            quote! { (&[#(#all),*], Self::#variant) }
        });
        quote! {
            #known
            impl #name {
                /// The values the contract knows.
                pub const KNOWN: &'static [Self] = &[#(Self::#variants),*];
                /// The value on the wire.
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#variants => #wires,)*
                        Self::Other(text) => text.as_str(),
                    }
                }
            }
            impl From<crate::Text> for #name {
                fn from(text: crate::Text) -> Self {
                    crate::text::known(&text, &[#(#spellings),*]).unwrap_or(Self::Other(text))
                }
            }
            impl From<&str> for #name {
                fn from(text: &str) -> Self {
                    Self::from(crate::Text::from(text))
                }
            }
            impl ::std::str::FromStr for #name {
                type Err = ::std::convert::Infallible;
                fn from_str(text: &str) -> Result<Self, Self::Err> {
                    Ok(Self::from(text))
                }
            }
            impl ::std::fmt::Display for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }
            impl ::serde::Serialize for #name {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self {
                        Self::Other(text) => text.serialize(serializer),
                        known => serializer.serialize_str(known.as_str()),
                    }
                }
            }
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    crate::Text::deserialize(deserializer).map(Self::from)
                }
            }
            #schema
        }
    }
}

/// What the types compare: lower case without spaces, `_` and `-`.
fn normalised(spelling: &str) -> String {
    spelling
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn schema(component: &Component, values: &Enumeration) -> TokenStream {
    let name = names::component(&component.name);
    let title = component.name.as_str();
    let known: Vec<TokenStream> = values
        .values
        .iter()
        .flat_map(|value| std::iter::once(&value.wire).chain(&value.synonyms))
        .map(|wire| match wire.parse::<i64>() {
            Ok(number) if values.integers => {
                // A literal without a suffix is taken for an `i32` here.
                let number = match i32::try_from(number) {
                    Ok(number) => Literal::i32_unsuffixed(number),
                    Err(_) => Literal::i64_suffixed(number),
                };
                quote!(#number)
            }
            _ => quote!(#wire),
        })
        .collect();
    let kind = if values.integers { "integer" } else { "string" };
    let other = if values.integers { "string" } else { "integer" };
    let schema = if values.string_or_integer {
        quote! { schemars::json_schema!({ "oneOf": [{ "type": #kind, "enum": [#(#known),*] }, { "type": #other }] }) }
    } else {
        quote! { schemars::json_schema!({ "type": #kind, "enum": [#(#known),*] }) }
    };
    quote! {
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for #name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                #title.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #schema
            }
        }
    }
}
