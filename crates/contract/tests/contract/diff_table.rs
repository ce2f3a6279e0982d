//! Every keyword, on both sides, added, removed, widened and narrowed: by itself, behind `$ref`, inside `allOf`, and
//! wherever else a schema can stand.

use std::collections::BTreeMap;

use call_engine_contract::diff::difference::Change;
use call_engine_contract::diff::{Difference, Edition, Level, diff};
use call_engine_contract::{Sources, yaml};
use serde_json::{Map, Value, json};

/// One keyword of `diff/keywords.yaml`.
struct Row {
    keyword: String,
    rules: Vec<String>,
    absent: Value,
    one: Value,
    narrow: Value,
    wide: Value,
    request: Vec<String>,
    answer: Vec<String>,
}

/// The changes of the columns, in their order.
const COLUMNS: [&str; 4] = ["added", "removed", "widened", "narrowed"];

impl Row {
    /// Base and head of a column.
    fn pair(&self, column: usize) -> (&Value, &Value) {
        match column {
            0 => (&self.absent, &self.one),
            1 => (&self.one, &self.absent),
            2 => (&self.narrow, &self.wide),
            _ => (&self.wide, &self.narrow),
        }
    }
}

fn table() -> Vec<Row> {
    let (value, _) = yaml::read("keywords.yaml", include_str!("../diff/keywords.yaml")).unwrap();
    let rows = value.as_array().expect("a list").iter().map(|row| {
        let keyword = row["keyword"].as_str().expect("a keyword").to_owned();
        let absent = row.get("beside").cloned().unwrap_or(json!({}));
        let with = |key: &str| {
            let mut schema = absent.clone();
            let fragment = row.get(key).or(row.get("narrow")).expect(key);
            merge(&mut schema, fragment);
            schema
        };
        let words = |key: &str| -> Vec<String> {
            let list = row[key].as_array().expect(key);
            let words = list.iter().map(|word| word.as_str().expect(key).to_owned());
            words.collect()
        };
        let rules = match row.get("rule") {
            None => vec![kebab(&keyword); 4],
            Some(Value::String(rule)) => vec![rule.clone(); 4],
            Some(_) => words("rule"),
        };
        Row {
            one: with("one"),
            narrow: with("narrow"),
            wide: with("wide"),
            request: words("request"),
            answer: words("answer"),
            keyword,
            rules,
            absent,
        }
    });
    rows.collect()
}

fn merge(schema: &mut Value, fragment: &Value) {
    let fragment = fragment.as_object().expect("a schema");
    for (key, value) in fragment {
        schema[key] = value.clone();
    }
}

fn kebab(keyword: &str) -> String {
    let mut name = String::new();
    for c in keyword.chars() {
        if c.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// A place where a schema can stand; true when callers write there.
#[derive(Debug, Clone, Copy)]
enum Stand {
    Request,
    Answer,
    Parameter,
    Header,
    Event,
    Receipt,
}

impl Stand {
    const ALL: [Self; 6] = [
        Self::Request,
        Self::Answer,
        Self::Parameter,
        Self::Header,
        Self::Event,
        Self::Receipt,
    ];

    fn expected(self, row: &Row) -> &[String] {
        match self {
            Self::Request | Self::Parameter | Self::Receipt => &row.request,
            Self::Answer | Self::Header | Self::Event => &row.answer,
        }
    }
}

/// One cell of the table: a row, a column, and the name of the field that holds its schema.
struct Cell<'t> {
    row: &'t Row,
    column: usize,
    name: String,
}

fn cells(table: &[Row]) -> Vec<Cell<'_>> {
    let columns = table
        .iter()
        .flat_map(|row| (0..COLUMNS.len()).map(move |column| (row, column)));
    let cells = columns.enumerate().map(|(index, (row, column))| Cell {
        row,
        column,
        name: format!("C{index:03}"),
    });
    cells.collect()
}

/// A document with named schemas at one place.
fn document(stand: Stand, schemas: &[(&str, Value)], components: Map<String, Value>) -> Edition {
    let is = |other: Stand| stand as u8 == other as u8;
    let named = |here: bool| -> Map<String, Value> {
        let schemas = schemas.iter().filter(|_| here);
        schemas
            .map(|(name, schema)| ((*name).to_owned(), schema.clone()))
            .collect()
    };
    let body = |here: bool| json!({"application/json": {"schema": {"type": "object", "properties": named(here)}}});
    let parameters = named(is(Stand::Parameter)).into_iter();
    let parameters: Vec<Value> = parameters
        .map(|(name, schema)| json!({"name": name, "in": "query", "schema": schema}))
        .collect();
    let headers = named(is(Stand::Header)).into_iter();
    let headers: Map<String, Value> = headers
        .map(|(name, schema)| (name, json!({"schema": schema})))
        .collect();
    let mut components = components;
    components.insert("Spare".to_owned(), json!({"type": "object"}));
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Table", "version": "1"},
        "paths": {"/thing": {"post": {
            "operationId": "thing",
            "parameters": parameters,
            "requestBody": {"required": true, "content": body(is(Stand::Request))},
            "responses": {"200": {
                "description": "Done.", "headers": headers, "content": body(is(Stand::Answer)),
            }},
            "callbacks": {"happened": {"{$request.body#/Url}": {"post": {
                "operationId": "happened",
                "requestBody": {"required": true, "content": body(is(Stand::Event))},
                "responses": {"200": {"description": "Receipt.", "content": body(is(Stand::Receipt))}},
            }}}},
        }}},
        "components": {"schemas": components},
    });
    Edition::read(&Sources::bundle(document.to_string())).expect("a document")
}

/// What may be around a schema: its name, the schema, the components it needs.
type Wrapper = fn(&str, &Value, &mut Map<String, Value>) -> Value;

/// Makes a component and refers to it.
fn component(name: String, schema: Value, components: &mut Map<String, Value>) -> Value {
    let reference = json!({"$ref": format!("#/components/schemas/{name}")});
    components.insert(name, schema);
    reference
}

const BARE: Wrapper = |_, schema, _| schema.clone();
/// Each changes nothing of what a schema means.
const WRAPPERS: &[(&str, Wrapper)] = &[
    ("nothing", BARE),
    ("$ref", |name, schema, components| {
        component(format!("Inner{name}"), schema.clone(), components)
    }),
    ("$ref to $ref", |name, schema, components| {
        let inner = component(format!("Inner{name}"), schema.clone(), components);
        component(format!("Outer{name}"), inner, components)
    }),
    ("allOf", |_, schema, _| json!({"allOf": [schema]})),
    ("allOf of $ref", |name, schema, components| {
        let inner = component(format!("Inner{name}"), schema.clone(), components);
        json!({"allOf": [inner]})
    }),
    (
        "$ref to allOf of allOf beside another part",
        |name, schema, components| {
            let all = json!({"allOf": [{"allOf": [{}, schema]}, {}]});
            component(format!("Inner{name}"), all, components)
        },
    ),
];
/// Each holds a schema inside, so that both sides must have it.
const HOLDERS: &[(&str, Wrapper)] = &[
    (
        "items",
        |_, schema, _| json!({"type": "array", "items": schema}),
    ),
    (
        "a field of a field",
        |_, schema, _| json!({"type": "object", "properties": {"Inner": schema}}),
    ),
    (
        "other fields",
        |_, schema, _| json!({"type": "object", "additionalProperties": schema}),
    ),
    (
        "a branch of alternatives",
        |_, schema, _| json!({"oneOf": [{"type": "object", "properties": {"Inner": schema}}, {"type": "boolean"}]}),
    ),
    ("a field of the envelope", |name, schema, components| {
        let envelope = json!({"type": "object", "properties": {"ErrorCode": {"type": "integer"}}});
        let envelope = component("Envelope".to_owned(), envelope, components);
        let payload = json!({"type": "object", "properties": {"Inner": schema}});
        let payload = component(format!("Payload{name}"), payload, components);
        json!({"allOf": [envelope, {"type": "object", "properties": {"Response": payload}}]})
    }),
    ("a schema inside itself", |name, schema, components| {
        let itself = format!("#/components/schemas/Tree{name}");
        let tree =
            json!({"type": "object", "properties": {"Tree": {"$ref": itself}, "Inner": schema}});
        component(format!("Tree{name}"), tree, components)
    }),
];

fn levels(word: &str) -> (Level, Level) {
    match word {
        "callers" => (Level::Breaking, Level::Compatible),
        "servers" => (Level::Compatible, Level::Breaking),
        "both" => (Level::Breaking, Level::Breaking),
        "neither" => (Level::Compatible, Level::Compatible),
        "documentation" => (Level::Documentation, Level::Documentation),
        word => panic!("`{word}` is no word of the table"),
    }
}

/// What is wrong with the differences of one cell.
fn wrong(row: &Row, stand: Stand, column: usize, found: &[Difference]) -> Option<String> {
    let expected = &stand.expected(row)[column];
    let [difference] = found else {
        return Some(format!("one difference is expected: {found:#?}"));
    };
    let begin = format!("{}-", row.rules[column]);
    let rest = difference.rule.strip_prefix(&begin);
    if rest.is_none_or(|rest| Change::ALL.iter().all(|change| change.word() != rest)) {
        return Some(format!("the rule is {}", difference.rule));
    }
    if (difference.callers, difference.servers) != levels(expected) {
        return Some(format!("{expected} expected: {difference:#?}"));
    }
    (difference.place.line == 0 || difference.what.is_empty())
        .then(|| format!("no place or no words: {difference:#?}"))
}

/// The differences between two documents, by the field that holds them.
fn compare(
    stand: Stand,
    pairs: &[(&str, &Value, &Value)],
    base: Wrapper,
    head: Wrapper,
) -> BTreeMap<String, Vec<Difference>> {
    let side = |wrapper: Wrapper, of_head: bool| {
        let mut components = Map::new();
        let schemas: Vec<(&str, Value)> = pairs
            .iter()
            .map(|(name, from, to)| {
                let schema = if of_head { to } else { from };
                (*name, wrapper(name, schema, &mut components))
            })
            .collect();
        document(stand, &schemas, components)
    };
    let mut found: BTreeMap<String, Vec<Difference>> = BTreeMap::new();
    for difference in diff(&side(base, false), &side(head, true)) {
        let field = &difference.uses[0].field;
        let name = field.split(['.', '[']).next().unwrap_or_default();
        found.entry(name.to_owned()).or_default().push(difference);
    }
    found
}

/// Compares every cell of the table between two wrappers.
fn faults(name: &str, stand: Stand, base: Wrapper, head: Wrapper) -> Vec<String> {
    let table = table();
    let cells = cells(&table);
    let pairs: Vec<(&str, &Value, &Value)> = cells
        .iter()
        .map(|cell| {
            let (from, to) = cell.row.pair(cell.column);
            (cell.name.as_str(), from, to)
        })
        .collect();
    let mut found = compare(stand, &pairs, base, head);
    let mut faults = Vec::new();
    for cell in &cells {
        let here = found.remove(&cell.name).unwrap_or_default();
        if let Some(fault) = wrong(cell.row, stand, cell.column, &here) {
            let (keyword, change) = (&cell.row.keyword, COLUMNS[cell.column]);
            faults.push(format!("{keyword} {change} in {stand:?}, {name}: {fault}"));
        }
    }
    let more = found.into_values().flatten();
    faults.extend(more.map(|difference| format!("{name}: outside the table: {difference:#?}")));
    faults
}

fn assert_none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} faults, the first: {}",
        faults.len(),
        faults[0]
    );
}

#[test]
fn the_table_of_expectations_has_no_holes() {
    let table = table();
    assert!(table.len() >= 45);
    for row in table {
        assert_eq!(row.rules.len(), COLUMNS.len(), "{}", row.keyword);
        assert_eq!(row.request.len(), COLUMNS.len(), "{}", row.keyword);
        assert_eq!(row.answer.len(), COLUMNS.len(), "{}", row.keyword);
    }
}

#[test]
fn every_cell_is_as_it_was_expected_wherever_a_schema_stands() {
    for stand in Stand::ALL {
        assert_none(&faults("bare", stand, BARE, BARE));
    }
}

#[test]
fn references_and_all_of_around_a_schema_change_nothing() {
    for (name, wrapper) in WRAPPERS {
        for stand in [Stand::Request, Stand::Answer] {
            assert_none(&faults(name, stand, *wrapper, *wrapper));
        }
    }
}

#[test]
fn references_and_all_of_on_one_side_change_nothing() {
    for (name, wrapper) in WRAPPERS {
        for stand in [Stand::Request, Stand::Answer] {
            let around = format!("{name} around the head");
            assert_none(&faults(&around, stand, BARE, *wrapper));
            let around = format!("{name} around the base");
            assert_none(&faults(&around, stand, *wrapper, BARE));
        }
    }
}

#[test]
fn a_schema_inside_another_is_compared_alike() {
    for (name, wrapper) in HOLDERS {
        for stand in [Stand::Request, Stand::Answer] {
            assert_none(&faults(name, stand, *wrapper, *wrapper));
        }
    }
}

#[test]
fn a_schema_is_no_different_from_itself_in_other_clothes() {
    let table = table();
    let cells = cells(&table);
    let pairs: Vec<(&str, &Value, &Value)> = cells
        .iter()
        .map(|cell| {
            let schema = cell.row.pair(cell.column).1;
            (cell.name.as_str(), schema, schema)
        })
        .collect();
    for (one, base) in WRAPPERS {
        for (other, head) in WRAPPERS {
            let found = compare(Stand::Request, &pairs, *base, *head);
            let mut found = found.into_values().flatten();
            let worse = found.find(|found| !found.rule.starts_with("component-"));
            assert!(worse.is_none(), "{one} and {other}: {worse:#?}");
        }
    }
}
