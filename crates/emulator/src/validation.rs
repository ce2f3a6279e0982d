//! Bodies against the contract's schemas, and a text that names the field and the rule.

use std::fmt::Write as _;

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::Value;

/// The compiled schema of one command's request.
#[derive(Debug)]
pub(crate) struct Schema(Validator);

/// A field and the rule it breaks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Like `CallInfo.RoomId` or `CalleeList_Account[2]`; `body` is the whole of it.
    pub(crate) field: String,
    pub(crate) rule: String,
}

impl Schema {
    /// Compiles a schema; the error is a text for whoever wrote it.
    pub(crate) fn compile(text: &str) -> Result<Self, String> {
        let schema: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        jsonschema::draft202012::options()
            .with_keyword("x-max-bytes", |_, limit, _| MaxBytes::from_schema(limit))
            .build(&schema)
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// The first rule the body breaks.
    pub(crate) fn check(&self, body: &Value) -> Result<(), Violation> {
        // The quick look comes first: bodies are mostly good, and only the slow one gathers what an error needs.
        if self.0.is_valid(body) {
            return Ok(());
        }
        match self.0.validate(body) {
            Ok(()) => Ok(()),
            Err(error) => Err(describe(&error)),
        }
    }
}

/// The contract's limit in bytes; JSON Schema itself counts characters.
struct MaxBytes(usize);

impl MaxBytes {
    fn from_schema<'a>(limit: &Value) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
        limit
            .as_u64()
            .and_then(|limit| usize::try_from(limit).ok())
            .map(|limit| Box::new(Self(limit)) as Box<dyn for<'i> Keyword<'i>>)
            .ok_or_else(|| ValidationError::schema("x-max-bytes must be an unsigned integer"))
    }
}

impl<'i> Keyword<'i> for MaxBytes {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            Ok(())
        } else {
            let limit = self.0;
            Err(ValidationError::custom(format!(
                "must have at most {limit} bytes"
            )))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        instance.as_str().is_none_or(|text| text.len() <= self.0)
    }
}

/// The rule in few words. The value itself is left out: it can be long, and it can be private.
fn describe(error: &ValidationError<'_>) -> Violation {
    let mut field = field_name(error.instance_path());
    let rule = match error.kind() {
        Kind::Required { property } => {
            if let Some(name) = property.as_str() {
                append_name(&mut field, name);
            }
            "is required".to_owned()
        }
        Kind::Type {
            kind: TypeKind::Single(kind),
        } => format!("must be of type {kind}"),
        Kind::Minimum { limit } => format!("must be at least {limit}"),
        Kind::Maximum { limit } => format!("must be at most {limit}"),
        Kind::MinLength { limit: 1 } => "must not be empty".to_owned(),
        Kind::MinLength { limit } => format!("must have at least {limit} characters"),
        Kind::MaxLength { limit } => format!("must have at most {limit} characters"),
        Kind::MinItems { limit } => format!("must have at least {limit} items"),
        Kind::MaxItems { limit } => format!("must have at most {limit} items"),
        Kind::Enum { options } => format!("must be one of {options}"),
        Kind::Constant { expected_value } => format!("must be {expected_value}"),
        Kind::Pattern { pattern } => format!("must match {pattern}"),
        Kind::AnyOf { .. } => "must have one of the documented forms".to_owned(),
        Kind::Custom { message, .. } => message.clone(),
        _ => error.masked_with("the value").to_string(),
    };
    if field.is_empty() {
        field.push_str("body");
    }
    Violation { field, rule }
}

fn field_name(path: &Location) -> String {
    let mut name = String::new();
    for segment in path {
        match segment {
            LocationSegment::Property(property) => append_name(&mut name, &property),
            // Writing to a String cannot fail.
            LocationSegment::Index(index) => drop(write!(name, "[{index}]")),
        }
    }
    name
}

fn append_name(field: &mut String, name: &str) {
    if !field.is_empty() {
        field.push('.');
    }
    field.extend(name.chars().take(64));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn violation(schema: &Value, body: &Value) -> (String, String) {
        let schema = Schema::compile(&schema.to_string()).unwrap();
        let violation = schema.check(body).unwrap_err();
        (violation.field, violation.rule)
    }

    #[test]
    fn a_violation_names_the_field_and_the_rule() {
        let schema = json!({
            "type": "object",
            "required": ["A"],
            "properties": {"A": {"$ref": "#/$defs/A"}},
            "$defs": {"A": {
                "type": "object",
                "required": ["B"],
                "properties": {"B": {"type": "array", "items": {"type": "integer", "maximum": 3}}},
            }},
        });
        for (body, field, rule) in [
            (json!([]), "body", "must be of type object"),
            (json!({}), "A", "is required"),
            (json!({"A": {}}), "A.B", "is required"),
            (json!({"A": {"B": [1, 4]}}), "A.B[1]", "must be at most 3"),
            (
                json!({"A": {"B": ["x"]}}),
                "A.B[0]",
                "must be of type integer",
            ),
        ] {
            let found = violation(&schema, &body);
            assert_eq!((found.0.as_str(), found.1.as_str()), (field, rule));
        }
    }

    #[test]
    fn bytes_are_counted_not_characters() {
        let schema =
            json!({"properties": {"A": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"x-max-bytes": 4}}});
        let compiled = Schema::compile(&schema.to_string()).unwrap();
        assert_eq!(compiled.check(&json!({"A": "éé"})), Ok(()));
        let found = violation(&schema, &json!({"A": "ééé"}));
        assert_eq!(
            found,
            ("A".to_owned(), "must have at most 4 bytes".to_owned())
        );
    }

    #[test]
    fn a_schema_that_is_none_is_an_error() {
        for text in ["{", r#"{"type": 3}"#, r#"{"x-max-bytes": "4"}"#] {
            assert!(Schema::compile(text).is_err(), "{text}");
        }
    }
}
