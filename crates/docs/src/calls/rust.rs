//! A call with the SDK, by its constructors and setters.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use call_engine_contract::Contract;
use call_engine_contract::contract::{Component, Enumeration, Field, Kind, Operation, Shape, Unit};
use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::Value;

/// Longest line before an expression is broken.
const WIDTH: usize = 84;

/// The client of a call.
const CLIENT: &str = "let client = Client::new(Site::Singapore, 1400000000, &std::env::var(\"CALL_ENGINE_SECRET_KEY\")?)?;\n";

pub(super) fn call(contract: &Contract, operation: &Operation, body: &Value) -> String {
    let mut writer = Writer {
        contract,
        types: BTreeSet::new(),
        duration: false,
    };
    let method = &operation.id;
    let request = contract
        .component(&operation.request)
        .and_then(|request| writer.request(request, body));
    let Some(request) = request else {
        // A shape without constructors: the same command as JSON.
        let body = format!("{body:#}").replace('\n', "\n    ");
        return format!(
            "use call_engine::{{Client, Site, operations}};\nuse serde_json::json;\n\n{CLIENT}\
             let answer = client\n    .command(&operations::{}, json!({body}))\n    .await?;",
            method.to_uppercase()
        );
    };
    let mut text = String::new();
    if writer.duration {
        text.push_str("use std::time::Duration;\n\n");
    }
    let types = Vec::from_iter(writer.types).join(", ");
    if types.contains(',') {
        let _ = writeln!(text, "use call_engine::types::{{{types}}};");
    } else if !types.is_empty() {
        let _ = writeln!(text, "use call_engine::types::{types};");
    }
    let _ = write!(text, "use call_engine::{{Client, Site}};\n\n{CLIENT}");
    if request.contains('\n') {
        let _ = writeln!(text, "let request = {request};");
        let _ = write!(text, "let answer = client.{method}(request).await?;");
    } else {
        let _ = write!(text, "let answer = client.{method}({request}).await?;");
    }
    text
}

struct Writer<'a> {
    contract: &'a Contract,
    types: BTreeSet<String>,
    duration: bool,
}

impl Writer<'_> {
    /// A request; one whose only field is text is made from that text.
    fn request(&mut self, component: &Component, body: &Value) -> Option<String> {
        let map = body.as_object()?;
        if let [field] = component.fields()
            && field.required
            && field.kind == Kind::Text
            && map.len() == 1
        {
            return map
                .get(&field.name)?
                .as_str()
                .map(|text| format!("{text:?}"));
        }
        if component.fields().is_empty() && map.is_empty() {
            // The method takes nothing.
            return Some(String::new());
        }
        self.object(component, body, 0)
    }

    fn object(&mut self, component: &Component, value: &Value, depth: usize) -> Option<String> {
        let map = value.as_object()?;
        let fields = component.fields();
        if fields.is_empty()
            || map
                .keys()
                .any(|key| !fields.iter().any(|field| field.name == *key))
        {
            return None;
        }
        let name = component.name.to_upper_camel_case();
        self.types.insert(name.clone());
        let required = fields.iter().filter(|field| field.required);
        let arguments: Option<Vec<String>> = required
            .map(|field| self.value(field, map.get(&field.name)?, depth + 1))
            .collect();
        let arguments = arguments?;
        let setters: Option<Vec<String>> = fields
            .iter()
            .filter(|field| !field.required)
            .filter_map(|field| Some((field, map.get(&field.name)?)))
            .map(|(field, value)| {
                let value = self.value(field, value, depth + 2)?;
                Some(format!(".{}({value})", field.name.to_snake_case()))
            })
            .collect();
        let setters = setters?;
        let margin = "    ".repeat(depth);
        let new = broken(&format!("{name}::new"), &arguments, &margin);
        let short = format!("{new}{}", setters.concat());
        if setters.is_empty() || (!short.contains('\n') && margin.len() + short.len() <= WIDTH) {
            return Some(short);
        }
        let setters: String = setters.iter().fold(String::new(), |text, setter| {
            text + "\n" + &margin + "    " + setter
        });
        Some(format!("{new}{setters}"))
    }

    fn value(&mut self, field: &Field, value: &Value, depth: usize) -> Option<String> {
        if field.unit == Some(Unit::Milliseconds) {
            self.duration = true;
            let millis = value.as_u64()?;
            return Some(if millis % 1000 == 0 {
                format!("Duration::from_secs({})", millis / 1000)
            } else {
                format!("Duration::from_millis({millis})")
            });
        }
        self.kind(&field.kind, value, depth)
    }

    fn kind(&mut self, kind: &Kind, value: &Value, depth: usize) -> Option<String> {
        match kind {
            Kind::Text => value.as_str().map(|text| format!("{text:?}")),
            Kind::Integer | Kind::Number => value.is_number().then(|| value.to_string()),
            Kind::Boolean => value.as_bool().map(|flag| flag.to_string()),
            Kind::Map => None,
            Kind::List(item) => {
                let items = value.as_array()?.iter();
                let items: Option<Vec<String>> = items
                    .map(|value| self.kind(&item.kind, value, depth + 1))
                    .collect();
                let items = items?;
                // The type of the items of an empty list cannot be guessed.
                (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
            }
            Kind::Component(name) => {
                let component = self.contract.component(name)?;
                match &component.shape {
                    Shape::Object(_) => self.object(component, value, depth),
                    Shape::Enumeration(enumeration) => {
                        let name = component.name.to_upper_camel_case();
                        let variant = variant(enumeration, value)?;
                        self.types.insert(name.clone());
                        Some(format!("{name}::{variant}"))
                    }
                    _ => None,
                }
            }
        }
    }
}

fn variant(enumeration: &Enumeration, value: &Value) -> Option<String> {
    let wire = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let known = enumeration.values.iter().find(|known| known.wire == wire)?;
    Some(known.name.clone())
}

/// A call, broken into lines when it is long.
fn broken(function: &str, arguments: &[String], margin: &str) -> String {
    let line = format!("{function}({})", arguments.join(", "));
    if !line.contains('\n') && margin.len() + line.len() <= WIDTH {
        return line;
    }
    let lines: String = arguments.iter().fold(String::new(), |text, argument| {
        text + margin + "    " + argument + ",\n"
    });
    format!("{function}(\n{lines}{margin})")
}
