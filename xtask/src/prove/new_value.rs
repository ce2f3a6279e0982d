//! The API answers more: a new value of an enumeration and a new field of an answer.

use super::checkout::Checkout;
use super::rehearsal;
use crate::repository::Repository;

/// Reads both as a caller would, and what came before.
const TEST: &str = r#"
use call_engine::types::{GetCallInfoResponse, MemberStatus};

#[test]
fn the_new_value_has_a_name_and_the_new_field_an_accessor() {
    let text = include_str!("../../spec/examples/get_call_info/answer-on-hold.json");
    let answer: serde_json::Value = serde_json::from_str(text).unwrap();
    let info: GetCallInfoResponse = serde_json::from_value(answer["Response"].clone()).unwrap();
    let member = &info.user_list()[0];
    assert_eq!(member.status, Some(MemberStatus::OnHold));
    assert_eq!(member.nick(), "Jack");
    assert_eq!(serde_json::to_value(&info).unwrap(), answer["Response"]);
}
"#;

const EXAMPLE: &str = r#"{
  "ActionStatus": "OK",
  "ErrorInfo": "",
  "ErrorCode": 0,
  "RequestId": "Id-431454f25a44462d8155bdff4fed38cc-O-Seq-19029769",
  "Response": {
    "CallInfo": {
      "CallId": "055662e1-bc8a-469c-a334-1126c8c17d58",
      "MediaType": "Audio"
    },
    "UserList": [
      {
        "User_Account": "user1",
        "Status": "OnHold",
        "Nick": "Jack"
      }
    ]
  }
}
"#;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    let spec = "spec/call-engine.yaml";
    let anchor = "        - Calling\n        - Waiting\n";
    checkout.edit(spec, anchor, &format!("{anchor}        - OnHold\n"))?;
    let anchor = "        Calling: The member is in the call.\n";
    let described =
        format!("{anchor}        OnHold: The member is in the call and does not listen.\n");
    checkout.edit(spec, anchor, &described)?;
    let text = checkout.read(spec)?;
    let member = text.find("\n    CallMember:\n").map(|at| text.split_at(at));
    let field = "      properties:\n";
    let added = format!(
        "{field}        Nick:\n          type: string\n          description: Name of the member to show.\n"
    );
    match member {
        Some((before, after)) if after.contains(field) => {
            let after = after.replacen(field, &added, 1);
            checkout.write(spec, &format!("{before}{after}"))?;
        }
        _ => return Err(format!("{spec} has no CallMember: mend the proof")),
    }
    let example = "spec/examples/get_call_info/answer-on-hold.json";
    checkout.write(example, EXAMPLE)?;

    rehearsal::refused(&checkout)?;
    let seen = rehearsal::regenerate(&checkout)?;
    for part in [
        "MemberStatus::OnHold",
        "fn nick(&self)",
        "\"Nick\": \"Jack\"",
    ] {
        if !seen.contains(part) {
            return Err(format!("no snapshot shows {part}"));
        }
    }
    rehearsal::only_derived(&checkout)?;
    rehearsal::verdict(&checkout, &["OnHold", "Nick", "compatible", "minor"])?;
    checkout.write("tests/tests/new_value.rs", TEST)?;
    checkout
        .cargo(&["test", "--package", "promises", "--test", "new_value"])?
        .expect("the caller's test")?;
    checkout.restore()
}
