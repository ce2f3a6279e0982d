//! A new optional field on a request reaches every derived file that speaks of it, and nothing else.

use super::checkout::Checkout;
use super::rehearsal;
use crate::repository::Repository;

const FIELD: &str = "        RingTone:\n          type: string\n          maxLength: 8\n          description: Name of the tone the callees hear.\n";

/// Everything that may change, and must.
const CHANGED: &[&str] = &[
    "crates/call-engine/contract/call-engine.json",
    "crates/cli/src/generated/commands.rs",
    "crates/cli/tests/snapshots/tree__command_line_tree.snap",
    "crates/emulator/src/generated/routes.rs",
    "crates/types/contract/call-engine.json",
    "crates/types/contract/digest",
    "crates/types/src/generated/types/start_call_by_robot.rs",
    "spec/call-engine.yaml",
    "spec/examples/start_call_by_robot/request-maximal.json",
    "tests/tests/snapshots/public_api__call_engine_types.snap",
    "tests/tests/snapshots/wire__start_call_by_robot__maximal.snap",
];

/// Uses the field as a caller would.
const TEST: &str = r#"
use std::time::Duration;
use call_engine::types::{MediaType, StartCallByRobotRequest, StartCallInfo};

fn request() -> StartCallByRobotRequest {
    StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(30), StartCallInfo::new(MediaType::Audio))
}

#[test]
fn the_new_field_is_set_sent_and_checked() {
    let json = serde_json::to_value(request().ring_tone("classic")).unwrap();
    assert_eq!(json["RingTone"], "classic");
    let error = request().ring_tone("a tone too long").validate().unwrap_err();
    assert_eq!(error.to_string(), "RingTone: at most 8 characters, has 15");
}
"#;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    let anchor = "        UserData:\n";
    checkout.edit("spec/call-engine.yaml", anchor, &format!("{FIELD}{anchor}"))?;
    let example = "spec/examples/start_call_by_robot/request-maximal.json";
    checkout.edit(
        example,
        "  \"UserData\"",
        "  \"RingTone\": \"classic\",\n  \"UserData\"",
    )?;

    let refused = checkout.xtask(&["check"])?;
    let line = refused.text.lines().find(|line| {
        line.contains("start_call_by_robot.rs") && line.contains("run `cargo xtask generate`")
    });
    match line {
        Some(line) if !refused.success => println!("   check: {line}"),
        _ => {
            return Err(format!(
                "`check` does not refuse and name the command:\n{}",
                refused.text
            ));
        }
    }
    rehearsal::regenerate(&checkout)?;
    let changed = checkout.changed()?;
    for path in &changed {
        println!("   git status: {path}");
    }
    if changed != CHANGED {
        return Err(format!("expected exactly {CHANGED:#?}"));
    }
    for (path, part) in [
        (
            "crates/cli/tests/snapshots/tree__command_line_tree.snap",
            "--ring-tone",
        ),
        (
            "tests/tests/snapshots/wire__start_call_by_robot__maximal.snap",
            "\"RingTone\": \"classic\"",
        ),
    ] {
        if !checkout.read(path)?.contains(part) {
            return Err(format!("{path} does not hold {part}"));
        }
    }
    checkout.write("tests/tests/new_field.rs", TEST)?;
    checkout
        .cargo(&["test", "--package", "promises", "--test", "new_field"])?
        .expect("the test of the field")?;
    checkout.restore()
}
