//! What is asked for, and the answer.

use clap::Args;
use serde_json::Value;

use super::finding::{Found, find};
use super::subject::Subject;
use crate::exit::Failure;
use crate::output::Output;
use crate::table::columns;

pub const EXAMPLES: &str = "\
Examples:
  call-engine explain 60008 101004       # codes
  call-engine explain NotAnswer          # how a call ended, and every other value that travels
  call-engine explain C-9 W-3            # where the vendor's pages contradict each other
  call-engine explain usersig            # whatever mentions a word
  call-engine explain 5 -o json          # an exit code of this program, among others

Exit code 4: nothing is called like that; what is near is told.";

#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// A code (60008), a name (CallNotFound), a contradiction (C-9), or a word to look for
    #[arg(
        value_name = "CODE|NAME|WORD",
        required = true,
        allow_negative_numbers = true
    )]
    questions: Vec<String>,
}

pub fn run(arguments: &ExplainArguments, output: &mut Output) -> Result<(), Failure> {
    let mut values: Vec<Value> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    for question in &arguments.questions {
        match find(question) {
            Found::These(subjects) => {
                values.extend(subjects.iter().map(|subject| subject.json()));
                texts.extend(subjects.iter().map(|subject| subject.told()));
            }
            Found::Mentions(subjects) => {
                values.extend(subjects.iter().map(|subject| subject.json()));
                texts.push(listed(&subjects));
            }
            Found::Nothing(told) => unknown.push(told),
        }
    }
    if !values.is_empty() {
        output.value(&Value::Array(values), || texts.join("\n"))?;
    }
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(Failure::Absent(unknown.join("\n")))
    }
}

fn listed(subjects: &[Subject]) -> String {
    let row = |subject: &Subject| {
        vec![
            subject.value(),
            subject.name().to_owned(),
            subject.kind().to_owned(),
            first_sentence(subject.meaning()).to_owned(),
        ]
    };
    let rows = subjects.iter().map(row).collect();
    columns(&["VALUE", "NAME", "KIND", "MEANING"], rows)
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}
