//! Every example against its schema.

use std::collections::HashMap;

use call_engine_contract::examples::{Example, Role};
use call_engine_contract::json_schema::json_schema;
use call_engine_contract::{Contract, Finding};
use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::Value;

/// Findings for every example that breaks its schema.
pub fn check(contract: &Contract) -> Vec<Finding> {
    let mut validators = HashMap::new();
    let mut findings = Vec::new();
    for example in contract.examples.iter() {
        let Some(component) = component(contract, example) else {
            continue;
        };
        let validator = validators
            .entry(component)
            .or_insert_with(|| compile(contract, component));
        let validator = match validator {
            Ok(validator) => validator,
            Err(message) => {
                let place = contract
                    .document
                    .place(&format!("/components/schemas/{component}"));
                let remedy = "mend the schema";
                findings.push(Finding::new("schema", place, message.clone(), remedy));
                continue;
            }
        };
        for error in validator.iter_errors(&example.value) {
            findings.push(Finding::new(
                "example-schema",
                example.place_of(error.instance_path().as_str()),
                format!("breaks the schema of `{component}`: {error}"),
                "mend the example, or the schema if the example is what the wire carries",
            ));
        }
    }
    findings
}

/// The component an example shows.
fn component<'a>(contract: &'a Contract, example: &Example) -> Option<&'a str> {
    let id = &example.operation;
    if let Some(operation) = contract.operation(id) {
        return match example.role {
            Role::Request => Some(&operation.request),
            Role::Answer => Some(&operation.answer),
            Role::Event => None,
        };
    }
    let webhook = contract.webhooks.iter().find(|webhook| webhook.id == *id)?;
    match example.role {
        Role::Event => Some(&webhook.event),
        Role::Answer => Some(&webhook.answer),
        Role::Request => None,
    }
}

fn compile(contract: &Contract, component: &str) -> Result<Validator, String> {
    let schema = json_schema(contract, component).unwrap_or_default();
    jsonschema::draft202012::options()
        .with_keyword("x-max-bytes", |_, limit, _| {
            let limit = limit.as_u64().and_then(|limit| usize::try_from(limit).ok());
            let limit =
                limit.ok_or_else(|| ValidationError::schema("x-max-bytes is not a number"))?;
            Ok(Box::new(MaxBytes(limit)) as Box<dyn for<'i> Keyword<'i>>)
        })
        .build(&schema)
        .map_err(|error| error.to_string())
}

/// A limit in bytes, which JSON Schema has no word for.
struct MaxBytes(usize);

impl<'i> Keyword<'i> for MaxBytes {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            Ok(())
        } else {
            let message = format!("longer than {} bytes", self.0);
            Err(ValidationError::custom(message))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        instance.as_str().is_none_or(|text| text.len() <= self.0)
    }
}

#[cfg(test)]
#[path = "../../crates/contract/tests/common/specimen.rs"]
mod specimen;

#[cfg(test)]
mod tests {
    use call_engine_contract::lint::rules;
    use call_engine_contract::{Contract, Finding};

    use super::specimen;

    fn found(at: &str, example: &str) -> Vec<Finding> {
        let contract = Contract::load(&specimen::with(at, example));
        super::check(&contract.expect("the contract is understood"))
    }

    #[test]
    fn the_rule_is_described_by_examples_that_are_true() {
        let rule = rules::rule("example-schema").expect("the rule is described");
        let bad = found(rule.at, rule.bad);
        assert_eq!(bad.len(), 1, "{bad:#?}");
        assert_eq!(bad[0].rule, "example-schema");
        assert!(found(rule.at, rule.good).is_empty());
    }
}
