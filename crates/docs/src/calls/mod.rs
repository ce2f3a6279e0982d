//! The same call in six languages, made from an example.
//!
//! Address, application and ticket are environment variables, the ones the command line reads and the emulator prints:
//! a secret never stands in the docs.

mod literal;
mod rust;

use std::fmt::Write as _;

use call_engine_contract::Contract;
use call_engine_contract::contract::{Component, Field, Kind, Operation, Unit};
use call_engine_contract::examples::Role;
use heck::{ToKebabCase, ToSnakeCase};
use serde_json::Value;

/// A call in one language.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) language: &'static str,
    pub(crate) text: String,
}

/// The call of a command with this body, in every language.
pub(crate) fn all(contract: &Contract, operation: &Operation, body: &Value) -> Vec<Call> {
    let call = |name, language, text| Call {
        name,
        language,
        text,
    };
    vec![
        call("curl", "sh", curl(operation, body)),
        call(
            "Command line",
            "sh",
            command_line(contract, operation, body),
        ),
        call("Rust", "rust", rust::call(contract, operation, body)),
        call("Python", "python", python(operation, body)),
        call("JavaScript", "javascript", javascript(operation, body)),
        call("Go", "go", go(operation, body)),
    ]
}

/// The Rust calls of every example of a request, one function each: what the compiler accepts here, it accepts from a page.
pub fn rust_functions(contract: &Contract) -> String {
    let mut text =
        "// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.\n"
            .to_owned();
    let mut names = Vec::new();
    for operation in &contract.operations {
        for example in contract.examples.of(&operation.id, Role::Request) {
            let name = format!("{}_{}", operation.id, example.label.to_snake_case());
            let call = rust::call(contract, operation, &example.value);
            let _ = write!(
                text,
                "\npub async fn {name}() -> Result<(), Box<dyn std::error::Error>> {{\n{call}\ndrop(answer);\nOk(())\n}}\n"
            );
            names.push((&operation.id, name));
        }
    }
    text.push_str(
        "\n/// Command and function of every call.\npub const CALLS: &[(&str, &str)] = &[\n",
    );
    for (command, name) in names {
        let _ = writeln!(text, "    ({command:?}, {name:?}),");
    }
    text.push_str("];\n");
    text
}

fn curl(operation: &Operation, body: &Value) -> String {
    format!(
        "url=\"$CALL_ENGINE_ENDPOINT{}\"\n\
         query=\"sdkappid=$CALL_ENGINE_SDK_APP_ID&identifier=administrator&usersig=$CALL_ENGINE_USER_SIG\"\n\
         curl --silent --show-error --max-time 10 --header 'Content-Type: application/json' \\\n  \
         \"$url?$query&random=$RANDOM&contenttype=json\" \\\n  --data {}",
        operation.path,
        literal::shell(&format!("{body:#}"))
    )
}

fn command_line(contract: &Contract, operation: &Operation, body: &Value) -> String {
    let mut text = format!("call-engine api {}", operation.id);
    let fields = contract
        .component(&operation.request)
        .map(Component::fields)
        .unwrap_or_default();
    flags(contract, fields, body, "", &mut text);
    text
}

/// One flag per field; what the contract does not know is not in an example.
fn flags(contract: &Contract, fields: &[Field], body: &Value, path: &str, text: &mut String) {
    for field in fields {
        let Some(value) = body.get(&field.name) else {
            continue;
        };
        let name = format!("{path}{}", field.name.to_kebab_case());
        let inner = field
            .kind
            .component()
            .and_then(|name| contract.component(name));
        let inner = inner
            .map(Component::fields)
            .filter(|fields| !fields.is_empty());
        let mut flag = |value: &str| {
            let _ = write!(text, " \\\n  --{name} {value}");
        };
        match (&field.kind, value, inner) {
            (Kind::Component(_), Value::Object(_), Some(inner)) => {
                flags(contract, inner, value, &format!("{name}."), text);
            }
            (Kind::List(_), Value::Array(items), None)
                if items
                    .iter()
                    .all(|item| !item.is_array() && !item.is_object()) =>
            {
                for item in items {
                    flag(&word(item));
                }
            }
            (_, Value::Object(_) | Value::Array(_), _) => flag(&literal::shell(&value.to_string())),
            (_, value, _) if field.unit == Some(Unit::Milliseconds) => flag(&format!("{value}ms")),
            (_, value, _) => flag(&word(value)),
        }
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::String(text)
            if !text.is_empty()
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "_-./:".contains(c)) =>
        {
            text.clone()
        }
        Value::String(text) => literal::shell(text),
        other => other.to_string(),
    }
}

fn python(operation: &Operation, body: &Value) -> String {
    format!(
        "import json, os, random, urllib.parse, urllib.request\n\
         \n\
         query = urllib.parse.urlencode({{\n    \
             \"sdkappid\": os.environ[\"CALL_ENGINE_SDK_APP_ID\"],\n    \
             \"identifier\": \"administrator\",\n    \
             \"usersig\": os.environ[\"CALL_ENGINE_USER_SIG\"],\n    \
             \"random\": random.randrange(2**32),\n    \
             \"contenttype\": \"json\",\n\
         }})\n\
         url = os.environ[\"CALL_ENGINE_ENDPOINT\"] + \"{}?\" + query\n\
         body = {}\n\
         request = urllib.request.Request(url, json.dumps(body).encode(), {{\"Content-Type\": \"application/json\"}})\n\
         with urllib.request.urlopen(request, timeout=10) as response:\n    \
             answer = json.load(response)\n\
         if answer[\"ErrorCode\"] != 0:  # HTTP says 200 for failures too\n    \
             raise RuntimeError(f\"{{answer['ErrorCode']}} {{answer.get('ErrorInfo')}}\")\n\
         print(answer.get(\"Response\"))",
        operation.path,
        literal::python(body, 0)
    )
}

fn javascript(operation: &Operation, body: &Value) -> String {
    format!(
        "const query = new URLSearchParams({{\n  \
             sdkappid: process.env.CALL_ENGINE_SDK_APP_ID,\n  \
             identifier: \"administrator\",\n  \
             usersig: process.env.CALL_ENGINE_USER_SIG,\n  \
             random: String(Math.floor(Math.random() * 2 ** 32)),\n  \
             contenttype: \"json\",\n\
         }});\n\
         const body = {body:#};\n\
         const response = await fetch(`${{process.env.CALL_ENGINE_ENDPOINT}}{}?${{query}}`, {{\n  \
             method: \"POST\",\n  \
             headers: {{ \"Content-Type\": \"application/json\" }},\n  \
             body: JSON.stringify(body),\n  \
             signal: AbortSignal.timeout(10_000),\n\
         }});\n\
         const answer = await response.json();\n\
         // HTTP says 200 for failures too.\n\
         if (answer.ErrorCode !== 0) throw new Error(`${{answer.ErrorCode}} ${{answer.ErrorInfo}}`);\n\
         console.log(answer.Response);",
        operation.path,
    )
}

fn go(operation: &Operation, body: &Value) -> String {
    let text = literal::go(&format!("{body:#}"));
    format!(
        "package main\n\nimport (\n\t\"encoding/json\"\n\t\"fmt\"\n\t\"log\"\n\t\"math/rand\"\n\t\"net/http\"\n\t\"net/url\"\n\t\"os\"\n\t\"strings\"\n\t\"time\"\n)\n\n\
         func main() {{\n\
         \tquery := url.Values{{\n\
         \t\t\"sdkappid\":    {{os.Getenv(\"CALL_ENGINE_SDK_APP_ID\")}},\n\
         \t\t\"identifier\":  {{\"administrator\"}},\n\
         \t\t\"usersig\":     {{os.Getenv(\"CALL_ENGINE_USER_SIG\")}},\n\
         \t\t\"random\":      {{fmt.Sprint(rand.Uint32())}},\n\
         \t\t\"contenttype\": {{\"json\"}},\n\
         \t}}\n\
         \tbody := {text}\n\
         \taddress := os.Getenv(\"CALL_ENGINE_ENDPOINT\") + \"{}?\" + query.Encode()\n\
         \tclient := http.Client{{Timeout: 10 * time.Second}}\n\
         \tresponse, err := client.Post(address, \"application/json\", strings.NewReader(body))\n\
         \tif err != nil {{\n\
         \t\tlog.Fatal(\"no answer\") // the text of err holds the URL, and with it the ticket\n\
         \t}}\n\
         \tdefer response.Body.Close()\n\
         \tvar answer struct {{\n\
         \t\tErrorCode int64\n\
         \t\tErrorInfo string\n\
         \t\tResponse  json.RawMessage\n\
         \t}}\n\
         \tif err := json.NewDecoder(response.Body).Decode(&answer); err != nil {{\n\
         \t\tlog.Fatal(err)\n\
         \t}}\n\
         \tif answer.ErrorCode != 0 {{ // HTTP says 200 for failures too\n\
         \t\tlog.Fatal(answer.ErrorCode, \" \", answer.ErrorInfo)\n\
         \t}}\n\
         \tfmt.Println(string(answer.Response))\n\
         }}",
        operation.path,
    )
}
