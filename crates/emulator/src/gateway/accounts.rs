//! The gateway's own look into bodies: accounts must be JSON strings.

use serde_json::Value;

use crate::refused::Refused;
use crate::request_log::Check;

/// Refuses a body with an account, in whatever depth, that is no string (nor a list of strings).
pub(crate) fn check_accounts(body: &Value) -> Result<(), Refused> {
    match body {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            let is_for_account = name.ends_with("_Account");
            let name = || name.chars().take(64).collect::<String>();
            if is_for_account && !is_account(value) {
                let detail = format!("{} must hold JSON strings", name());
                Err(Refused::new(Check::Accounts, 60_015, detail).of(name()))
            } else {
                check_accounts(value).map_err(|refused| inside(refused, &name()))
            }
        }),
        Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
            check_accounts(item).map_err(|refused| inside(refused, &format!("[{index}]")))
        }),
        _ => Ok(()),
    }
}

/// The field of a refusal, seen from one step further out.
fn inside(mut refused: Refused, step: &str) -> Refused {
    refused.field = refused.field.map(|field| {
        let between = if field.starts_with('[') { "" } else { "." };
        format!("{step}{between}{field}").into()
    });
    refused
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
                check_accounts(&bad).map_err(|refused| refused.code),
                Err(60_015),
                "{bad}"
            );
        }
        let deep = check_accounts(&json!({"a": [{}, {"b": {"User_Account": {}}}]}));
        let refused = deep.expect_err("no account");
        assert_eq!(refused.field.as_deref(), Some("a[1].b.User_Account"));
    }
}
