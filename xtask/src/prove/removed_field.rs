//! The API takes a field away: everything that used it says so, and the verdict is *breaking*.

use super::checkout::Checkout;
use super::rehearsal::{self, tell};
use crate::repository::Repository;

const FIELD: &str = "ChatGroupId";
/// Hand-written code that shows the field.
const VERB: &str = "crates/cli/src/call.rs";

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    remove_from_spec(&checkout)?;
    rehearsal::refused(&checkout)?;

    // What was written by hand against the field does not compile, and names the line.
    let generated = checkout.xtask(&["generate"])?.expect("generate")?;
    tell("generate", &generated);
    let build = checkout.cargo(&["check", "--quiet", "--package", "call-engine-cli"])?;
    let place = build.text.lines().find(|line| line.contains(VERB));
    match place {
        Some(line) if !build.success => tell("cargo check", line.trim()),
        _ => return Err(format!("nothing misses the field:\n{}", build.text)),
    }
    remove_from_code(&checkout)?;
    let seen = rehearsal::regenerate(&checkout)?;
    if !seen.contains("-  CallInfo::fn chat_group_id") {
        return Err("the snapshot of the public API does not lose the accessor".to_owned());
    }
    checkout
        .cargo(&[
            "test",
            "--package",
            "promises",
            "--package",
            "call-engine-cli",
        ])?
        .expect("the tests")?;
    checkout.restore()
}

/// The field and its examples, as a maintainer would take them out.
fn remove_from_spec(checkout: &Checkout) -> Result<(), String> {
    let spec = "spec/call-engine.yaml";
    let text = checkout.read(spec)?;
    let head = format!("        {FIELD}:\n");
    let begin = text
        .find("\n    CallInfo:\n")
        .and_then(|at| text[at..].find(&head).map(|found| at + found))
        .ok_or_else(|| format!("{spec} has no {FIELD}: mend the proof"))?;
    let body = &text[begin + head.len()..];
    let length: usize = body
        .split_inclusive('\n')
        .take_while(|line| line.starts_with("          "))
        .map(str::len)
        .sum();
    let rest = &body[length..];
    checkout.write(spec, &format!("{}{rest}", &text[..begin]))?;
    let folder = "spec/examples/get_call_info";
    for name in checkout.names(folder)? {
        without_lines(checkout, &format!("{folder}/{name}"), FIELD)?;
    }
    Ok(())
}

/// The line of a table of the command line.
fn remove_from_code(checkout: &Checkout) -> Result<(), String> {
    let text = checkout.read(VERB)?;
    let row = text
        .find("call.chat_group_id")
        .and_then(|at| Some((text[..at].rfind("            (\n")?, at)))
        .and_then(|(begin, at)| Some((begin, at + text[at..].find("            ),\n")?)));
    let Some((begin, end)) = row else {
        return Err(format!("{VERB} does not show {FIELD}: mend the proof"));
    };
    let rest = &text[end + "            ),\n".len()..];
    checkout.write(VERB, &format!("{}{rest}", &text[..begin]))
}

fn without_lines(checkout: &Checkout, path: &str, word: &str) -> Result<(), String> {
    let text = checkout.read(path)?;
    let kept: String = text
        .split_inclusive('\n')
        .filter(|line| !line.contains(word))
        .collect();
    checkout.write(path, &kept)
}
