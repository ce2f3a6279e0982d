//! Who has answered.

use call_engine_types::types::{CallMember, MemberStatus};

/// The people in the call. The robot may be listed or not (C-8) and is never one of them.
pub(super) fn answered(members: &[CallMember], robot: &str) -> Vec<String> {
    members
        .iter()
        .filter(|member| member.status == Some(MemberStatus::Calling))
        .map(CallMember::user_account)
        .filter(|account| !account.is_empty() && *account != robot)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    fn answered_of(members: Value) -> Vec<String> {
        let members: Vec<CallMember> = from_value(members).expect("members");
        answered(&members, "robot")
    }

    #[test]
    fn the_robot_is_never_an_answer() {
        let none: [&str; 0] = [];
        let robot = json!({"User_Account": "robot", "Status": "Calling"});
        let jack = |status: &str| json!({"User_Account": "jack", "Status": status});
        assert_eq!(answered_of(json!([robot])), none);
        assert_eq!(answered_of(json!([robot, jack("Waiting")])), none);
        assert_eq!(answered_of(json!([jack("Waiting")])), none);
        assert_eq!(answered_of(json!([robot, jack("Calling")])), ["jack"]);
        assert_eq!(answered_of(json!([jack("Calling")])), ["jack"]);
    }

    #[test]
    fn the_status_is_read_in_any_spelling_and_a_new_one_is_no_answer() {
        let none: [&str; 0] = [];
        assert_eq!(
            answered_of(json!([
                {"User_Account": "jack", "Status": "calling"},
                {"User_Account": "rose", "Status": "Calling"},
            ])),
            ["jack", "rose"]
        );
        for odd in [json!("Thinking"), json!(null), json!("")] {
            assert_eq!(
                answered_of(json!([{"User_Account": "jack", "Status": odd}])),
                none
            );
        }
        assert_eq!(answered_of(json!([{"Status": "Calling"}, {}])), none);
        // User identifiers are case-sensitive.
        let other = json!([{"User_Account": "Robot", "Status": "Calling"}]);
        assert_eq!(answered_of(other), ["Robot"]);
    }
}
