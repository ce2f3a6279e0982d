//! The gateway's own look into bodies: accounts must be JSON strings.

use serde_json::Value;

use crate::refused::Refused;

/// Refuses a body with an account, in whatever depth, that is no string (nor a list of strings).
pub(crate) fn check_accounts(body: &Value) -> Result<(), Refused> {
    match body {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            if name.ends_with("_Account") && !is_account(value) {
                let name: String = name.chars().take(64).collect();
                Err(Refused::new(
                    60_015,
                    format!("{name} must hold JSON strings"),
                ))
            } else {
                check_accounts(value)
            }
        }),
        Value::Array(items) => items.iter().try_for_each(check_accounts),
        _ => Ok(()),
    }
}

fn is_account(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Array(items) => items.iter().all(Value::is_string),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn accounts_are_strings_at_every_depth() {
        for good in [
            json!({"Robot_Account": "1", "CalleeList_Account": ["2", "3"], "Timeout": 4}),
            json!({"CalleeList_Account": []}),
            json!([1, 2]),
        ] {
            assert!(check_accounts(&good).is_ok(), "{good}");
        }
        for bad in [
            json!({"Robot_Account": 1}),
            json!({"Robot_Account": null}),
            json!({"CalleeList_Account": ["2", 3]}),
            json!({"a": [{"b": {"User_Account": {}}}]}),
        ] {
            assert_eq!(
                check_accounts(&bad).map_err(|r| r.code),
                Err(60_015),
                "{bad}"
            );
        }
    }
}
