//! What the search knows: one entry per command, webhook, field, code, heading, contradiction.

use call_engine_contract::contradictions::Contradiction;
use serde::Serialize;

use crate::fields::{FieldTable, Tables};
use crate::{command, webhook};

/// One thing that can be found.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    kind: &'static str,
    title: String,
    /// Where it is, relative to the folder of the version.
    url: String,
    text: String,
}

/// The headings of a Markdown page.
pub(crate) struct Headings<'a> {
    pub(crate) url: String,
    pub(crate) title: &'a str,
    pub(crate) anchors: &'a [(String, String)],
}

/// Every entry, what most people look for first.
pub(crate) fn entries(
    tables: &Tables<'_>,
    contradictions: &[Contradiction],
    guide: &[Headings<'_>],
) -> Vec<Entry> {
    let contract = tables.contract;
    let mut entries = Vec::new();
    let mut add = |kind, title: &str, url: String, text: &str| {
        entries.push(Entry {
            kind,
            title: title.to_owned(),
            url,
            text: text.replace('`', ""),
        });
    };
    for operation in &contract.operations {
        let url = format!("commands/{}.html", operation.id);
        add("command", &operation.id, url, &operation.summary);
    }
    for webhook in &contract.webhooks {
        let url = format!("webhooks/{}.html", webhook.id);
        add("webhook", &webhook.command, url, &webhook.summary);
    }
    for entry in &contract.catalogue {
        let title = format!("{} {}", entry.code, entry.name);
        add(
            "code",
            &title,
            crate::prose::code_address(&entry.code.to_string()),
            &entry.meaning,
        );
    }
    for page in guide {
        add("guide", page.title, page.url.clone(), "");
        for (anchor, heading) in page.anchors {
            add(
                "guide",
                heading,
                format!("{}#{anchor}", page.url),
                page.title,
            );
        }
    }
    for case in contradictions {
        let title = format!("{} {}", case.id, case.title);
        add(
            "contradiction",
            &title,
            format!("contradictions.html#{}", case.id),
            &case.says,
        );
    }
    let mut fields = |name: &str, page: &str, tables: &[FieldTable]| {
        for row in tables.iter().flat_map(|table| &table.rows) {
            let side = row.anchor.split('-').next().unwrap_or_default();
            let text = format!("{side} of {name}: {}", first_sentence(&row.plain));
            add("field", &row.path, format!("{page}#{}", row.anchor), &text);
        }
    };
    for operation in &contract.operations {
        let (request, answer) = command::tables(tables, operation);
        let page = format!("commands/{}.html", operation.id);
        fields(&operation.id, &page, &request);
        fields(&operation.id, &page, &answer);
    }
    for webhook in &contract.webhooks {
        let (event, _) = webhook::tables(tables, webhook);
        fields(
            &webhook.id,
            &format!("webhooks/{}.html", webhook.id),
            &event,
        );
    }
    entries
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first)
}
