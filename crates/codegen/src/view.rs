//! The document progenitor is handed.
//!
//! True to the wire is not what a Rust caller wants on each call, so the view differs from the contract:
//!
//! 1. credential parameters are gone: the client's hook puts them on each attempt;
//! 2. the success answer of a command is nothing: the transport reads envelope and payload in one pass;
//! 3. enumerations, text-or-integer values and spans of milliseconds are references to types that
//!    [`replacements`] names;
//! 4. constraints and defaults are gone: they would refuse answers and send defaults; requests get `validate`;
//! 5. every object keeps unknown fields;
//! 6. every optional list may be `null`;
//! 7. descriptions are gone: [`wire`](crate::wire) puts them on, folded, when it arranges what was made.

use call_engine_contract::contract::{Component, Field, Kind, Operation, Shape, Unit};
use call_engine_contract::{Contract, Finding};
use heck::ToUpperCamelCase;
use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, Components, Info, IntegerFormat, IntegerType,
    MediaType, ObjectType, OpenAPI, PathItem, Paths, ReferenceOr, RequestBody, Response, Responses,
    Schema, SchemaData, SchemaKind, StatusCode, StringType, Type, VariantOrUnknownOrEmpty,
};

use crate::refusals;

/// Component of the view that stands for a span of milliseconds.
const MILLISECONDS: &str = "Milliseconds";
/// Component of the contract that is read by a hand-written type.
pub const ENVELOPE: &str = "Envelope";

/// Components whose Rust type is not progenitor's, with the path of that type.
pub fn replacements<'a>(
    components: impl IntoIterator<Item = &'a Component>,
) -> Vec<(String, String)> {
    let mut list = vec![(MILLISECONDS.to_owned(), "crate::Milliseconds".to_owned())];
    for component in components {
        if let Some(path) = replacement(component) {
            list.push((component.name.clone(), path));
        }
    }
    list
}

/// The path of the Rust type that stands for a component instead of progenitor's.
pub fn replacement(component: &Component) -> Option<String> {
    match &component.shape {
        Shape::TextOrInteger { .. } => Some("crate::Text".to_owned()),
        Shape::Enumeration(_) => Some(format!(
            "crate::types::{}",
            component.name.to_upper_camel_case()
        )),
        Shape::Object(_) if component.name == ENVELOPE => Some("crate::Envelope".to_owned()),
        _ => None,
    }
}

/// Makes the view.
///
/// # Errors
///
/// Findings for names and references that Rust has no word for, with their JSON pointer.
pub fn view(contract: &Contract) -> Result<OpenAPI, Vec<Finding>> {
    refusals::check(contract)?;
    let components: Vec<&Component> = contract.components.values().collect();
    Ok(of(contract, &contract.operations, &components))
}

/// The view of some commands, with the components they need.
pub(crate) fn of(
    contract: &Contract,
    operations: &[Operation],
    components: &[&Component],
) -> OpenAPI {
    let mut schemas = IndexMap::new();
    schemas.insert(MILLISECONDS.to_owned(), ReferenceOr::Item(integer()));
    for component in components {
        let schema = match &component.shape {
            Shape::Object(fields) => object(fields),
            Shape::FreeForm => object(&[]),
            Shape::Enumeration(_) | Shape::TextOrInteger { .. } => text(),
            Shape::Answer { .. } => continue,
        };
        schemas.insert(component.name.clone(), ReferenceOr::Item(schema));
    }
    let info = contract.document.info();
    OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info {
            title: info.title.clone(),
            version: info.version.clone(),
            ..Info::default()
        },
        paths: Paths {
            paths: operations
                .iter()
                .map(|o| (o.path.clone(), ReferenceOr::Item(path(o))))
                .collect(),
            extensions: IndexMap::new(),
        },
        components: Some(Components {
            schemas,
            ..Components::default()
        }),
        ..OpenAPI::default()
    }
}

fn path(operation: &Operation) -> PathItem {
    let answer = Response {
        description: "Read by the transport.".to_owned(),
        ..Response::default()
    };
    let body = RequestBody {
        content: IndexMap::from([(json(), media(&operation.request))]),
        required: true,
        ..RequestBody::default()
    };
    let post = openapiv3::Operation {
        operation_id: Some(operation.id.clone()),
        summary: Some(operation.summary.clone()),
        request_body: Some(ReferenceOr::Item(body)),
        responses: Responses {
            responses: IndexMap::from([(StatusCode::Code(200), ReferenceOr::Item(answer))]),
            ..Responses::default()
        },
        ..openapiv3::Operation::default()
    };
    PathItem {
        post: Some(post),
        ..PathItem::default()
    }
}

fn json() -> String {
    "application/json".to_owned()
}

fn media(component: &str) -> MediaType {
    MediaType {
        schema: Some(reference(component)),
        ..MediaType::default()
    }
}

fn reference<T>(component: &str) -> ReferenceOr<T> {
    ReferenceOr::Reference {
        reference: format!("#/components/schemas/{component}"),
    }
}

fn object(fields: &[Field]) -> Schema {
    let open = Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    };
    let object = ObjectType {
        properties: fields
            .iter()
            .map(|f| (f.name.clone(), property(f)))
            .collect(),
        required: fields
            .iter()
            .filter(|f| f.required)
            .map(|f| f.name.clone())
            .collect(),
        additional_properties: Some(AdditionalProperties::Schema(Box::new(ReferenceOr::Item(
            open,
        )))),
        ..ObjectType::default()
    };
    schema(Type::Object(object))
}

fn property(field: &Field) -> ReferenceOr<Box<Schema>> {
    if field.unit == Some(Unit::Milliseconds) {
        return reference(MILLISECONDS);
    }
    match &field.kind {
        Kind::Component(name) => reference(name),
        kind => {
            let mut schema = simple(kind);
            // A server may answer `null` for an empty list, and `[]` is to stay `[]`.
            schema.schema_data.nullable = matches!(kind, Kind::List(_)) && !field.required;
            ReferenceOr::Item(Box::new(schema))
        }
    }
}

fn simple(kind: &Kind) -> Schema {
    match kind {
        Kind::Text => text(),
        Kind::Integer => integer(),
        Kind::Number => schema(Type::Number(openapiv3::NumberType::default())),
        Kind::Boolean => schema(Type::Boolean(openapiv3::BooleanType::default())),
        Kind::Map | Kind::Component(_) => schema(Type::Object(ObjectType {
            additional_properties: Some(AdditionalProperties::Any(true)),
            ..ObjectType::default()
        })),
        Kind::List(item) => schema(Type::Array(ArrayType {
            items: Some(match &item.kind {
                Kind::Component(name) => reference(name),
                kind => ReferenceOr::Item(Box::new(simple(kind))),
            }),
            min_items: None,
            max_items: None,
            unique_items: false,
        })),
    }
}

fn text() -> Schema {
    schema(Type::String(StringType::default()))
}

fn integer() -> Schema {
    let format = VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64);
    schema(Type::Integer(IntegerType {
        format,
        ..IntegerType::default()
    }))
}

fn schema(kind: Type) -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(kind),
    }
}
