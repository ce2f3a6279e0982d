//! `--query`: picks something out of an answer, in the language JMESPath.

use std::fmt;

use serde_json::Value;

use crate::exit::Failure;

/// A JMESPath expression.
#[derive(Clone)]
pub struct Query(jmespath::Expression<'static>);

impl Query {
    /// Reads an expression. The error shows the place.
    pub fn parse(text: &str) -> Result<Self, String> {
        let read = jmespath::compile(text);
        read.map(Self).map_err(|error| {
            format!("no JMESPath expression: {error}\nSee https://jmespath.org; an example: CallRecordList[].CallId")
        })
    }

    /// What it finds; `null` if nothing.
    pub fn search(&self, value: &Value) -> Result<Value, Failure> {
        let wrong = |error: &dyn fmt::Display| {
            Failure::Late(format!(
                "--query cannot be answered: {error}\nThe command itself was carried out."
            ))
        };
        let found = self.0.search(value).map_err(|error| wrong(&error))?;
        serde_json::to_value(&*found).map_err(|error| wrong(&error))
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Query").field(&self.0.as_str()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_expression_finds_what_it_names() {
        let answer = json!({"List": [{"Id": "a", "N": 1}, {"Id": "b", "N": 2}]});
        let found = |text| Query::parse(text).expect(text).search(&answer).expect(text);
        assert_eq!(found("List[].Id"), json!(["a", "b"]));
        assert_eq!(found("List[?N == `2`].Id | [0]"), json!("b"));
        assert_eq!(found("List[].N"), json!([1, 2]));
        assert_eq!(found("Nothing"), Value::Null);
    }

    #[test]
    fn what_cannot_be_read_or_answered_says_where() {
        let error = Query::parse("List[").unwrap_err();
        assert!(
            error.contains("line 0, column 4") || error.contains("column"),
            "{error}"
        );
        let query = Query::parse("sum(@)").expect("an expression");
        let Failure::Late(error) = query.search(&json!("x")).unwrap_err() else {
            panic!("another failure");
        };
        assert!(error.contains("--query"), "{error}");
    }
}
