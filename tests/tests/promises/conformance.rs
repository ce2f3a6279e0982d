//! From the contract to cases: does a service refuse what the documents refuse, and take what they allow?
//!
//! The service is the emulator. With `CALL_ENGINE_CONFORMANCE=1` it is the one that the environment names (`CALL_ENGINE_SITE` and
//! so on), for seeing where the real one differs; then nothing is sent that could ring somebody or change the configuration, and
//! differences are printed instead of failing the test.

use std::collections::BTreeMap;
use std::path::Path;

use call_engine::{Client, Effect, Operation};
use call_engine_contract::examples::Role;
use call_engine_contract::json_schema::json_schema;
use call_engine_contract::{Contract, Sources};
use call_engine_emulator::{Emulator, Reaction, SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use serde_json::{Value, json};

/// Cases that are taken and refused, at least; the numbers may only rise.
const BASELINE: [(&str, usize, usize); 8] = [
    ("start_call_by_robot", 124, 255),
    ("get_call_info", 3, 5),
    ("end_call", 3, 5),
    ("get_record_by_callid", 3, 5),
    ("get_record_by_filter", 23, 24),
    ("set_callback", 7, 13),
    ("get_callback", 2, 0),
    ("delete_callback", 2, 0),
];

/// A request and what must come of it.
struct Case {
    name: String,
    body: Value,
    /// The field that is wrong; `None` if all is well.
    wrong: Option<String>,
}

/// Makes cases from one good request.
struct Maker<'a> {
    schema: &'a Value,
    good: &'a Value,
    cases: Vec<Case>,
}

impl<'a> Maker<'a> {
    fn resolved(&self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str().and_then(|to| to.strip_prefix('#')) {
            Some(pointer) => self.schema.pointer(pointer).expect("a definition"),
            None => schema,
        }
    }

    fn case(&mut self, pointer: &str, what: &str, value: Value, is_wrong: bool) {
        let mut body = self.good.clone();
        *body.pointer_mut(pointer).expect("a place in the example") = value;
        self.add(pointer, what, body, is_wrong);
    }

    fn add(&mut self, pointer: &str, what: &str, body: Value, is_wrong: bool) {
        let field = pointer
            .rsplit('/')
            .find(|part| part.parse::<usize>().is_err());
        self.cases.push(Case {
            name: format!("{pointer} {what}"),
            body,
            wrong: is_wrong.then(|| field.unwrap_or_default().to_owned()),
        });
    }

    /// All cases of a value that is there in the good request.
    fn walk(&mut self, schema: &'a Value, pointer: &str) {
        let schema = self.resolved(schema);
        let value = self.good.pointer(pointer).expect("a place in the example");
        if !pointer.is_empty() {
            self.of_type(schema, pointer);
        }
        if let Some(known) = schema["enum"].as_array() {
            for one in known {
                self.case(pointer, &format!("is {one}"), one.clone(), false);
            }
            let unknown = if known.iter().all(Value::is_number) {
                json!(77)
            } else {
                json!("?")
            };
            self.case(pointer, "is no known value", unknown, true);
        }
        for one in either(schema) {
            self.of_number(one, pointer);
            self.of_text(one, pointer);
        }
        if schema["minItems"].as_u64() == Some(1) {
            self.case(pointer, "is empty", json!([]), true);
        }
        if let Some(properties) = schema["properties"].as_object() {
            let required = schema["required"].as_array();
            for (name, inner) in properties {
                let pointer = format!("{pointer}/{name}");
                if value.get(name).is_none() {
                    continue;
                }
                let is_required = required.is_some_and(|all| all.iter().any(|one| one == name));
                let mut body = self.good.clone();
                let (parent, _) = pointer.rsplit_once('/').expect("a parent");
                let parent = body.pointer_mut(parent).and_then(Value::as_object_mut);
                parent.expect("an object").remove(name);
                self.add(&pointer, "is left out", body, is_required);
                self.walk(inner, &pointer);
            }
            let mut more = value.clone();
            more["UnknownField"] = json!({"a": [1]});
            self.case(pointer, "has an unknown field", more, false);
        }
        if value.as_array().is_some_and(|list| !list.is_empty()) {
            self.walk(&schema["items"], &format!("{pointer}/0"));
        }
    }

    fn of_type(&mut self, schema: &Value, pointer: &str) {
        let types: Vec<&Value> = either(schema)
            .iter()
            .flat_map(|one| match &one["type"] {
                Value::Array(all) => all.iter().collect(),
                one => vec![one],
            })
            .collect();
        for (name, other) in [
            ("string", json!("text")),
            ("integer", json!(5)),
            ("array", json!(["text"])),
            ("object", json!({"a": 1})),
        ] {
            if types.iter().any(|one| one.is_null() || *one == name) {
                continue;
            }
            self.case(pointer, &format!("is of type {name}"), other, true);
        }
    }

    fn of_number(&mut self, schema: &Value, pointer: &str) {
        for (limit, beyond) in [("minimum", -1), ("maximum", 1)] {
            if let Some(most) = schema[limit].as_i64() {
                self.case(pointer, &format!("is {most}"), json!(most), false);
                let over = most + beyond;
                self.case(pointer, &format!("is {over}"), json!(over), true);
            }
        }
    }

    fn of_text(&mut self, schema: &Value, pointer: &str) {
        if schema["minLength"].as_u64() == Some(1) {
            self.case(pointer, "is empty", json!(""), true);
        }
        if let Some(most) = schema["x-max-bytes"]
            .as_u64()
            .and_then(|most| usize::try_from(most).ok())
        {
            self.case(
                pointer,
                &format!("has {most} bytes"),
                json!("a".repeat(most)),
                false,
            );
            self.case(
                pointer,
                &format!("has {} bytes", most + 1),
                json!("a".repeat(most + 1)),
                true,
            );
        }
    }
}

/// What a value may be one of; most often it is one thing.
fn either(schema: &Value) -> &[Value] {
    match schema["anyOf"].as_array() {
        Some(all) => all,
        None => std::slice::from_ref(schema),
    }
}

fn cases(contract: &Contract, operation: &call_engine_contract::contract::Operation) -> Vec<Case> {
    let schema = json_schema(contract, &operation.request).expect("a schema");
    let mut cases = Vec::new();
    let requests = contract.examples.iter();
    for example in requests.filter(|e| e.operation == operation.id && e.role == Role::Request) {
        cases.push(Case {
            name: format!("the example {}", example.label),
            body: example.value.clone(),
            wrong: None,
        });
    }
    let good = contract
        .examples
        .get(&operation.id, Role::Request, "maximal");
    let mut maker = Maker {
        schema: &schema,
        good: &good.expect("an example with every field").value,
        cases,
    };
    maker.walk(&schema, "");
    maker.cases
}

/// What the documents say, and what came.
fn differs(
    operation: &Operation,
    case: &Case,
    answer: Result<(), (i64, String)>,
) -> Option<String> {
    let invalid = if operation.path().contains("/call_config/") {
        100_002
    } else {
        101_002
    };
    let told = match (&case.wrong, answer) {
        // The call or configuration need not be there.
        (None, Ok(()) | Err((101_004 | 101_050 | 100_301, _))) => return None,
        (None, Err((code, info))) => format!("{code} {info}"),
        (Some(_), Ok(())) => "success".to_owned(),
        (Some(field), Err((code, info))) => {
            let account = field.ends_with("_Account") && code == 60_015;
            if (code == invalid || account) && info.contains(field.as_str()) {
                return None;
            }
            format!("{code} {info}")
        }
    };
    Some(format!("{} × {}: {told}", operation.id(), case.name))
}

#[tokio::test]
async fn what_the_documents_refuse_is_refused_and_what_they_allow_is_taken() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let sources = Sources::read(&root).expect("the contract can be read");
    let contract = Contract::load(&sources).expect("the contract is sound");
    let real = std::env::var_os("CALL_ENGINE_CONFORMANCE").is_some();
    // Whether text in the place of a numeric room is refused is undocumented; each case changes one field only.
    let emulator =
        Emulator::builder().options(|options| options.non_numeric_room = Reaction::Accept);
    let emulator = emulator.start().await.expect("an emulator");
    let client = if real {
        Client::from_env()
    } else {
        let builder = Client::builder().base_url(emulator.url()).pace(None);
        builder
            .sdk_app_id(SAMPLE_SDK_APP_ID)
            .secret_key(SAMPLE_SECRET_KEY)
            .build()
    };
    let client = client.expect("a client");
    let mut differences = Vec::new();
    let mut counts = BTreeMap::new();
    for described in &contract.operations {
        let operation = Operation::find(&described.id).expect("a command of the client");
        for case in cases(&contract, described) {
            if real && case.wrong.is_none() && operation.effect() != Effect::Read {
                continue;
            }
            let came = client.raw(operation.path(), &case.body).await;
            let came = came.map(drop).map_err(|error| {
                let code = error
                    .code()
                    .unwrap_or_else(|| panic!("{}: {error}", case.name));
                (code, error.message())
            });
            let count: &mut (usize, usize) = counts.entry(operation.id()).or_default();
            if case.wrong.is_some() {
                count.1 += 1;
            } else {
                count.0 += 1;
            }
            differences.extend(differs(operation, &case, came));
        }
    }
    if real {
        println!(
            "{} differences\n{}",
            differences.len(),
            differences.join("\n")
        );
        return;
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    for (command, taken, refused) in BASELINE {
        let (seen_taken, seen_refused) = counts.get(command).copied().unwrap_or_default();
        println!("{command}: {seen_taken} taken, {seen_refused} refused");
        assert!(
            seen_taken >= taken && seen_refused >= refused,
            "{command}: {seen_taken} and {seen_refused} cases, fewer than {taken} and {refused}"
        );
    }
}
