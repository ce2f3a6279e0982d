//! The docs as plain text for language models: a map, and everything in one file.

use std::fmt::Write as _;

use call_engine_contract::examples::Role;
use call_engine_contract::{Contract, contradictions::Contradiction};

use crate::fields::{FieldTable, Tables};
use crate::guide;
use crate::page::effect;

const PROMISE: &str = "Server-side REST API that rings people, ends calls, reads records and sends webhooks. Independent \
docs made from one OpenAPI contract; not affiliated with the vendor.";

/// `llms.txt`: what there is, with links.
pub(crate) fn map(contract: &Contract) -> String {
    let mut text = format!("# Tencent RTC Call\n\n> {PROMISE}\n\n## Guide\n\n");
    for (name, page) in guide::PAGES {
        let _ = writeln!(text, "- [{}](guide/{name}.html)", guide::title(page));
    }
    text.push_str("\n## Commands\n\n");
    for operation in &contract.operations {
        let _ = writeln!(
            text,
            "- [{}](commands/{}.html): {}",
            operation.id, operation.id, operation.summary
        );
    }
    text.push_str("\n## Webhooks\n\n");
    for webhook in &contract.webhooks {
        let _ = writeln!(
            text,
            "- [{}](webhooks/{}.html): {}",
            webhook.command, webhook.id, webhook.summary
        );
    }
    text.push_str(
        "\n## Reference\n\n\
         - [Everything in one text](llms-full.txt)\n\
         - [OpenAPI 3.0 contract](downloads/call-engine.yaml)\n\
         - [Error catalogue](errors.html)\n\
         - [Contradictions of the vendor's pages](contradictions.html)\n",
    );
    text
}

/// `llms-full.txt`: guide, commands with fields and examples, webhooks, codes, contradictions.
pub(crate) fn full(
    tables: &Tables<'_>,
    guide: &[(String, String)],
    contradictions: &[Contradiction],
) -> String {
    let contract = tables.contract;
    let mut text = format!("# Tencent RTC Call\n\n{PROMISE}\n");
    for (_, markdown) in guide {
        let _ = write!(text, "\n{}\n", markdown.trim().replacen("# ", "## ", 1));
    }
    for operation in &contract.operations {
        let (word, meaning) = effect(operation.effect);
        let _ = write!(
            text,
            "\n## Command {}\n\n{}. {}\n\nPOST {}\nEffect: {word}. {meaning}\nAt most {} requests per second.\nCodes: {}\n",
            operation.id,
            operation.summary,
            operation.description,
            operation.path,
            operation.rate_limit,
            operation
                .error_codes
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", "),
        );
        let (request, answer) = crate::command::tables(tables, operation);
        fields("Request", &request, &mut text);
        fields("Answer", &answer, &mut text);
        example(contract, &operation.id, Role::Request, "minimal", &mut text);
        example(contract, &operation.id, Role::Answer, "success", &mut text);
    }
    for webhook in &contract.webhooks {
        let _ = write!(
            text,
            "\n## Webhook {}\n\n{}. {}\n",
            webhook.command, webhook.summary, webhook.description
        );
        fields(
            "Body",
            &crate::webhook::tables(tables, webhook).0,
            &mut text,
        );
        example(contract, &webhook.id, Role::Event, "sample", &mut text);
    }
    text.push_str("\n## Error codes\n\n");
    for entry in &contract.catalogue {
        let about = entry
            .about
            .map(|about| format!("about: {}, ", about.word()));
        let about = about.unwrap_or_default();
        let _ = writeln!(
            text,
            "- {} {} ({}retry: {}, executed: {}): {} {}",
            entry.code,
            entry.name,
            about,
            entry.retry.word(),
            entry.executed.word(),
            entry.meaning.trim(),
            entry.remedy.trim()
        );
    }
    text.push_str("\n## Contradictions of the vendor's pages\n\n");
    for case in contradictions {
        let _ = writeln!(
            text,
            "- {} {}: {} Resolved: {}",
            case.id, case.title, case.says, case.resolved
        );
    }
    text
}

fn fields(title: &str, tables: &[FieldTable], text: &mut String) {
    let _ = write!(text, "\n{title} fields:\n\n");
    for row in tables.iter().flat_map(|table| &table.rows) {
        let required = if row.required { ", required" } else { "" };
        let _ = writeln!(
            text,
            "- {} ({}{required}): {}",
            row.path, row.kind, row.plain
        );
    }
}

fn example(contract: &Contract, id: &str, role: Role, label: &str, text: &mut String) {
    if let Some(example) = contract.examples.get(id, role, label) {
        let _ = write!(
            text,
            "\nExample {} {label}:\n\n```json\n{:#}\n```\n",
            role.word(),
            example.value
        );
    }
}
