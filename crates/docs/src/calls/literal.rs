//! Values as literals of other languages.

use serde_json::Value;

/// A word of a POSIX shell.
pub(super) fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A Python expression. JSON texts are Python texts; only three words differ.
pub(super) fn python(value: &Value, depth: usize) -> String {
    let margin = "    ".repeat(depth + 1);
    let end = "    ".repeat(depth);
    let lines = |items: Vec<String>, open: char, close: char| {
        if items.is_empty() {
            return format!("{open}{close}");
        }
        let inside: String = items
            .iter()
            .fold(String::new(), |text, item| text + &margin + item + ",\n");
        format!("{open}\n{inside}{end}{close}")
    };
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(_) | Value::String(_) => value.to_string(),
        Value::Array(items)
            if items
                .iter()
                .all(|item| !item.is_object() && !item.is_array()) =>
        {
            let items: Vec<String> = items.iter().map(|item| python(item, 0)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Array(items) => lines(
            items.iter().map(|item| python(item, depth + 1)).collect(),
            '[',
            ']',
        ),
        Value::Object(map) => {
            let item = |(name, value): (&String, &Value)| {
                format!(
                    "{}: {}",
                    Value::from(name.as_str()),
                    python(value, depth + 1)
                )
            };
            lines(map.iter().map(item).collect(), '{', '}')
        }
    }
}

/// A Go expression for a text.
pub(super) fn go(text: &str) -> String {
    if text.contains('`') {
        // A JSON text is a text of Go as well.
        Value::from(text).to_string()
    } else {
        format!("`{text}`")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_quote_does_not_end_a_word_of_the_shell() {
        assert_eq!(shell("it's"), r"'it'\''s'");
    }

    #[test]
    fn python_has_words_of_its_own() {
        let value = json!({"a": [true, null], "b": {"c": "\"x\""}, "d": {}});
        let text = "{\n    \"a\": [True, None],\n    \"b\": {\n        \"c\": \"\\\"x\\\"\",\n    },\n    \"d\": {},\n}";
        assert_eq!(python(&value, 0), text);
    }

    #[test]
    fn a_backtick_does_not_end_a_text_of_go() {
        assert_eq!(go("a`b"), "\"a`b\"");
        assert_eq!(go("{\n}"), "`{\n}`");
    }
}
