//! Prints the JSON Schema of every wire type, for `cargo xtask check`.

use serde_json::{Value, json};

fn main() {
    let types: Vec<Value> = call_engine::wire_schemas()
        .into_iter()
        .map(|(component, path, schema)| json!({ "component": component, "type": path, "schema": schema }))
        .collect();
    println!("{}", Value::from(types));
}
