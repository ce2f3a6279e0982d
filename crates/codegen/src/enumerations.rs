//! Open enumerations: known values by name, everything else kept as it came.

use std::collections::BTreeSet;

use call_engine_contract::contract::{Component, EnumValue, Enumeration};

use crate::page::{Page, quoted, quoted_list};
use crate::{docs, names};

/// A known value: its variant and what it is on the wire.
struct Known<'a> {
    variant: String,
    value: &'a EnumValue,
}

pub(crate) fn item(component: &Component, values: &Enumeration, page: &mut Page) {
    let name = names::component(&component.name);
    let known: Vec<Known<'_>> = values
        .values
        .iter()
        .map(|value| Known {
            variant: names::ident(&value.name),
            value,
        })
        .collect();
    page.gap();
    page.doc(&docs::described(&component.description, &component.source));
    page.line("#[derive(Clone, Debug, PartialEq, Eq, Hash)]");
    page.line("#[non_exhaustive]");
    page.block(format_args!("pub enum {name}"), |page| {
        for known in &known {
            page.doc(&docs::prose(&known.value.description));
            page.line(format_args!("{},", known.variant));
        }
        page.doc("A value the contract does not know, as it came.");
        page.line("Other(crate::Text),");
    });
    if values.integers {
        integers(&name, &known, page);
    } else {
        texts(&name, &known, page);
    }
    implement(page, "<'de> ::serde::Deserialize<'de>", &name, |page| {
        page.block(
            "fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>",
            |page| page.line("crate::Text::deserialize(deserializer).map(Self::from)"),
        );
    });
    schema(component, &name, values, page);
}

fn implement(page: &mut Page, of: &str, name: &str, inside: impl FnOnce(&mut Page)) {
    page.gap();
    page.block(format_args!("impl{of} for {name}"), inside);
}

/// The list of known values and the method that gives the value on the wire.
fn inherent(
    name: &str,
    known: &[Known<'_>],
    page: &mut Page,
    docs: &str,
    method: &str,
    other: &str,
    value: impl Fn(&EnumValue) -> String,
) {
    page.gap();
    page.block(format_args!("impl {name}"), |page| {
        let variants: Vec<String> = known
            .iter()
            .map(|known| format!("Self::{}", known.variant))
            .collect();
        page.doc("The values the contract knows.");
        page.listed("pub const KNOWN: &'static [Self] = &[", &variants, "];");
        page.doc(docs);
        page.block(method, |page| {
            arms(known, page, value, |page| {
                page.line(format_args!("Self::Other(text) => {other},"));
            });
        });
    });
}

/// A `match self` with an arm for each known value.
fn arms(
    known: &[Known<'_>],
    page: &mut Page,
    value: impl Fn(&EnumValue) -> String,
    other: impl FnOnce(&mut Page),
) {
    page.block("match self", |page| {
        for known in known {
            page.line(format_args!(
                "Self::{} => {},",
                known.variant,
                value(known.value)
            ));
        }
        other(page);
    });
}

const SERIALIZE: &str =
    "fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>";
const FORMAT: &str = "fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result";

fn integers(name: &str, known: &[Known<'_>], page: &mut Page) {
    inherent(
        name,
        known,
        page,
        "The value on the wire, unless it is unknown text.",
        "pub fn number(&self) -> Option<i64>",
        "text.as_integer()",
        |value| format!("Some({})", value.wire),
    );
    implement(page, " From<crate::Text>", name, |page| {
        page.block("fn from(text: crate::Text) -> Self", |page| {
            page.block("match text.as_integer()", |page| {
                for known in known {
                    let wire = &known.value.wire;
                    page.line(format_args!("Some({wire}) => Self::{},", known.variant));
                }
                page.line("_ => Self::Other(text),");
            });
        });
    });
    implement(page, " From<i64>", name, |page| {
        page.block("fn from(number: i64) -> Self", |page| {
            page.line("Self::from(crate::Text::from(number))");
        });
    });
    implement(page, " ::std::fmt::Display", name, |page| {
        page.block(FORMAT, |page| {
            arms(
                known,
                page,
                |value| format!("f.write_str({})", quoted(&value.wire)),
                |page| page.line("Self::Other(text) => ::std::fmt::Display::fmt(text, f),"),
            );
        });
    });
    implement(page, " ::serde::Serialize", name, |page| {
        page.block(SERIALIZE, |page| {
            arms(
                known,
                page,
                |value| format!("serializer.serialize_i64({})", value.wire),
                |page| page.line("Self::Other(text) => text.serialize(serializer),"),
            );
        });
    });
}

fn texts(name: &str, known: &[Known<'_>], page: &mut Page) {
    inherent(
        name,
        known,
        page,
        "The value on the wire.",
        "pub fn as_str(&self) -> &str",
        "text.as_str()",
        |value| quoted(&value.wire),
    );
    implement(page, " From<crate::Text>", name, |page| {
        page.block("fn from(text: crate::Text) -> Self", |page| {
            let lists: Vec<String> = known
                .iter()
                .map(|known| quoted_list(&spellings(known.value)))
                .collect();
            page.listed("let spellings: &[&[&str]] = &[", &lists, "];");
            page.block("match crate::text::known(&text, spellings)", |page| {
                page.line("Some(place) => Self::KNOWN[place].clone(),");
                page.line("None => Self::Other(text),");
            });
        });
    });
    implement(page, " From<&str>", name, |page| {
        page.block("fn from(text: &str) -> Self", |page| {
            page.line("Self::from(crate::Text::from(text))");
        });
    });
    implement(page, " ::std::str::FromStr", name, |page| {
        page.line("type Err = ::std::convert::Infallible;");
        page.block(
            "fn from_str(text: &str) -> Result<Self, Self::Err>",
            |page| {
                page.line("Ok(Self::from(text))");
            },
        );
    });
    implement(page, " ::std::fmt::Display", name, |page| {
        page.block(FORMAT, |page| page.line("f.write_str(self.as_str())"));
    });
    implement(page, " ::serde::Serialize", name, |page| {
        page.block(SERIALIZE, |page| {
            page.block("match self", |page| {
                page.line("Self::Other(text) => text.serialize(serializer),");
                page.line("known => serializer.serialize_str(known.as_str()),");
            });
        });
    });
}

/// Every spelling of a value, as the types compare them.
fn spellings(value: &EnumValue) -> Vec<String> {
    let all = std::iter::once(&value.wire).chain(&value.synonyms);
    let normalised: BTreeSet<String> = all.map(|spelling| normalised(spelling)).collect();
    normalised.into_iter().collect()
}

/// What the types compare: lower case without spaces, `_` and `-`.
fn normalised(spelling: &str) -> String {
    spelling
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn schema(component: &Component, name: &str, values: &Enumeration, page: &mut Page) {
    let known: Vec<String> = values
        .values
        .iter()
        .flat_map(|value| std::iter::once(&value.wire).chain(&value.synonyms))
        .map(|wire| match wire.parse::<i64>() {
            // A literal without a suffix is taken for an `i32` here.
            Ok(number) if values.integers && i32::try_from(number).is_err() => {
                format!("{number}_i64")
            }
            Ok(number) if values.integers => number.to_string(),
            _ => quoted(wire),
        })
        .collect();
    let known = known.join(", ");
    let (kind, other) = if values.integers {
        ("integer", "string")
    } else {
        ("string", "integer")
    };
    let one = format!(r#"{{ "type": "{kind}", "enum": [{known}] }}"#);
    let schema = if values.string_or_integer {
        format!(r#"{{ "oneOf": [{one}, {{ "type": "{other}" }}] }}"#)
    } else {
        one
    };
    page.gap();
    page.line("#[cfg(feature = \"schemars\")]");
    page.block(
        format_args!("impl schemars::JsonSchema for {name}"),
        |page| {
            page.block(
                "fn schema_name() -> ::std::borrow::Cow<'static, str>",
                |page| {
                    page.line(format_args!("{}.into()", quoted(&component.name)));
                },
            );
            page.block(
                "fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema",
                |page| page.line(format_args!("schemars::json_schema!({schema})")),
            );
        },
    );
}
