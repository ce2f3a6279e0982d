//! Which keys OpenAPI 3.0 knows where.

use serde_json::{Map, Value};

use crate::yaml::step;

/// What an object of the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Callback,
    Components,
    Contact,
    Document,
    Encoding,
    Example,
    ExternalDocs,
    Header,
    Info,
    License,
    MediaType,
    Operation,
    Parameter,
    PathItem,
    Paths,
    RequestBody,
    Response,
    Responses,
    Schema,
    SecurityScheme,
    Server,
    Tag,
}

/// What stands under a key.
#[derive(Clone, Copy)]
pub(super) enum Under {
    /// Data, or something without keys.
    Leaf,
    /// One object.
    One(Kind),
    /// A list of objects.
    List(Kind),
    /// A map from names to objects.
    Map(Kind),
}

use Under::{Leaf, List, One};

impl Kind {
    /// The kind in a sentence.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Callback => "a callback",
            Self::Components => "`components`",
            Self::Contact => "`contact`",
            Self::Document => "the document",
            Self::Encoding => "an encoding",
            Self::Example => "an example",
            Self::ExternalDocs => "`externalDocs`",
            Self::Header => "a header",
            Self::Info => "`info`",
            Self::License => "`license`",
            Self::MediaType => "a media type",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::PathItem => "a path",
            Self::Paths => "`paths`",
            Self::RequestBody => "a request body",
            Self::Response => "an answer",
            Self::Responses => "`responses`",
            Self::Schema => "a schema",
            Self::SecurityScheme => "a security scheme",
            Self::Server => "a server",
            Self::Tag => "a tag",
        }
    }

    /// What the keys that are names, and not words of OpenAPI, stand for.
    pub(super) fn names(self) -> Option<Kind> {
        match self {
            Self::Callback | Self::Paths => Some(Self::PathItem),
            Self::Responses => Some(Self::Response),
            _ => None,
        }
    }

    /// The keys, with what stands under them.
    pub(super) fn keys(self) -> &'static [(&'static str, Under)] {
        match self {
            Self::Callback | Self::Paths | Self::Responses => &[],
            Self::Components => &[
                ("schemas", Under::Map(Kind::Schema)),
                ("responses", Under::Map(Kind::Response)),
                ("parameters", Under::Map(Kind::Parameter)),
                ("examples", Under::Map(Kind::Example)),
                ("requestBodies", Under::Map(Kind::RequestBody)),
                ("headers", Under::Map(Kind::Header)),
                ("securitySchemes", Under::Map(Kind::SecurityScheme)),
                ("links", Leaf),
                ("callbacks", Under::Map(Kind::Callback)),
            ],
            Self::Contact => &[("name", Leaf), ("url", Leaf), ("email", Leaf)],
            Self::Document => &[
                ("openapi", Leaf),
                ("info", One(Kind::Info)),
                ("servers", List(Kind::Server)),
                ("paths", One(Kind::Paths)),
                ("components", One(Kind::Components)),
                ("security", Leaf),
                ("tags", List(Kind::Tag)),
                ("externalDocs", One(Kind::ExternalDocs)),
            ],
            Self::Encoding => &[
                ("contentType", Leaf),
                ("headers", Under::Map(Kind::Header)),
                ("style", Leaf),
                ("explode", Leaf),
                ("allowReserved", Leaf),
            ],
            Self::Example => &[
                ("summary", Leaf),
                ("description", Leaf),
                ("value", Leaf),
                ("externalValue", Leaf),
            ],
            Self::ExternalDocs => &[("description", Leaf), ("url", Leaf)],
            Self::Info => &[
                ("title", Leaf),
                ("description", Leaf),
                ("termsOfService", Leaf),
                ("contact", One(Kind::Contact)),
                ("license", One(Kind::License)),
                ("version", Leaf),
            ],
            Self::License => &[("name", Leaf), ("url", Leaf)],
            Self::MediaType => &[
                ("schema", One(Kind::Schema)),
                ("example", Leaf),
                ("examples", Under::Map(Kind::Example)),
                ("encoding", Under::Map(Kind::Encoding)),
            ],
            Self::Operation => &[
                ("tags", Leaf),
                ("summary", Leaf),
                ("description", Leaf),
                ("externalDocs", One(Kind::ExternalDocs)),
                ("operationId", Leaf),
                ("parameters", List(Kind::Parameter)),
                ("requestBody", One(Kind::RequestBody)),
                ("responses", One(Kind::Responses)),
                ("callbacks", Under::Map(Kind::Callback)),
                ("deprecated", Leaf),
                ("security", Leaf),
                ("servers", List(Kind::Server)),
            ],
            Self::Header | Self::Parameter => PARAMETER,
            Self::PathItem => PATH_ITEM,
            Self::RequestBody => &[
                ("description", Leaf),
                ("content", Under::Map(Kind::MediaType)),
                ("required", Leaf),
            ],
            Self::Response => &[
                ("description", Leaf),
                ("headers", Under::Map(Kind::Header)),
                ("content", Under::Map(Kind::MediaType)),
                ("links", Leaf),
            ],
            Self::Schema => SCHEMA,
            Self::SecurityScheme => &[
                ("type", Leaf),
                ("description", Leaf),
                ("name", Leaf),
                ("in", Leaf),
                ("scheme", Leaf),
                ("bearerFormat", Leaf),
                ("flows", Leaf),
                ("openIdConnectUrl", Leaf),
            ],
            Self::Server => &[("url", Leaf), ("description", Leaf), ("variables", Leaf)],
            Self::Tag => &[
                ("name", Leaf),
                ("description", Leaf),
                ("externalDocs", One(Kind::ExternalDocs)),
            ],
        }
    }
}

const PARAMETER: &[(&str, Under)] = &[
    ("name", Leaf),
    ("in", Leaf),
    ("description", Leaf),
    ("required", Leaf),
    ("deprecated", Leaf),
    ("allowEmptyValue", Leaf),
    ("style", Leaf),
    ("explode", Leaf),
    ("allowReserved", Leaf),
    ("schema", One(Kind::Schema)),
    ("example", Leaf),
    ("examples", Under::Map(Kind::Example)),
    ("content", Under::Map(Kind::MediaType)),
];

const PATH_ITEM: &[(&str, Under)] = &[
    ("summary", Leaf),
    ("description", Leaf),
    ("get", One(Kind::Operation)),
    ("put", One(Kind::Operation)),
    ("post", One(Kind::Operation)),
    ("delete", One(Kind::Operation)),
    ("options", One(Kind::Operation)),
    ("head", One(Kind::Operation)),
    ("patch", One(Kind::Operation)),
    ("trace", One(Kind::Operation)),
    ("servers", List(Kind::Server)),
    ("parameters", List(Kind::Parameter)),
];

const SCHEMA: &[(&str, Under)] = &[
    ("title", Leaf),
    ("multipleOf", Leaf),
    ("maximum", Leaf),
    ("exclusiveMaximum", Leaf),
    ("minimum", Leaf),
    ("exclusiveMinimum", Leaf),
    ("maxLength", Leaf),
    ("minLength", Leaf),
    ("pattern", Leaf),
    ("maxItems", Leaf),
    ("minItems", Leaf),
    ("uniqueItems", Leaf),
    ("maxProperties", Leaf),
    ("minProperties", Leaf),
    ("required", Leaf),
    ("enum", Leaf),
    ("type", Leaf),
    ("allOf", List(Kind::Schema)),
    ("oneOf", List(Kind::Schema)),
    ("anyOf", List(Kind::Schema)),
    ("not", One(Kind::Schema)),
    ("items", One(Kind::Schema)),
    ("properties", Under::Map(Kind::Schema)),
    ("additionalProperties", One(Kind::Schema)),
    ("description", Leaf),
    ("format", Leaf),
    ("default", Leaf),
    ("nullable", Leaf),
    ("discriminator", Leaf),
    ("readOnly", Leaf),
    ("writeOnly", Leaf),
    ("xml", Leaf),
    ("externalDocs", One(Kind::ExternalDocs)),
    ("example", Leaf),
    ("deprecated", Leaf),
];

/// What is done with an object: its kind, its pointer, its keys.
pub(super) type See<'s, 'a> = dyn FnMut(Kind, &str, &'a Map<String, Value>) + 's;

/// Shows every object of a document with its kind, from the root down.
pub(super) fn walk<'a>(document: &'a Value, see: &mut See<'_, 'a>) {
    object(Kind::Document, document, "", see);
}

fn object<'a>(kind: Kind, value: &'a Value, pointer: &str, see: &mut See<'_, 'a>) {
    let Some(map) = value.as_object() else { return };
    see(kind, pointer, map);
    for (key, item) in map {
        let under = match kind.names() {
            Some(inner) if !key.starts_with("x-") => One(inner),
            _ => kind
                .keys()
                .iter()
                .find(|(word, _)| word == key)
                .map_or(Leaf, |(_, under)| *under),
        };
        let pointer = || step(pointer, key);
        match under {
            Leaf => {}
            One(kind) => object(kind, item, &pointer(), see),
            List(kind) => {
                for (index, item) in item.as_array().into_iter().flatten().enumerate() {
                    object(kind, item, &format!("{}/{index}", pointer()), see);
                }
            }
            Under::Map(kind) => {
                for (name, item) in item.as_object().into_iter().flatten() {
                    object(kind, item, &step(&pointer(), name), see);
                }
            }
        }
    }
}
