//! Text of the contract as HTML: code spans, and links to what the text names.

use std::collections::HashSet;
use std::fmt::Write as _;

use call_engine_contract::Contract;
use call_engine_contract::contradictions::{self, Contradiction};
use call_engine_contract::documents::{self, SourceDocument};

/// What prose can link to.
pub(crate) struct Links<'a> {
    commands: HashSet<&'a str>,
    webhooks: HashSet<&'a str>,
    codes: HashSet<String>,
    contradictions: HashSet<&'a str>,
    documents: &'a [SourceDocument],
}

impl<'a> Links<'a> {
    pub(crate) fn new(
        contract: &'a Contract,
        contradictions: &'a [Contradiction],
        documents: &'a [SourceDocument],
    ) -> Self {
        Self {
            commands: contract.operations.iter().map(|o| o.id.as_str()).collect(),
            webhooks: contract
                .webhooks
                .iter()
                .map(|w| w.command.as_str())
                .collect(),
            codes: contract
                .catalogue
                .iter()
                .map(|e| e.code.to_string())
                .collect(),
            contradictions: contradictions.iter().map(|c| c.id.as_str()).collect(),
            documents,
        }
    }

    /// A description: code between backticks, emphasis between asterisks, links.
    pub(crate) fn html(&self, text: &str, root: &str) -> String {
        let mut html = String::with_capacity(text.len() * 2);
        let mut rest = text;
        while let Some(start) = rest.find('`') {
            let (before, after) = rest.split_at(start);
            let Some((inside, behind)) = after.get(1..).and_then(|after| after.split_once('`'))
            else {
                break;
            };
            self.emphasised(before, root, &mut html);
            self.code(inside, root, &mut html);
            rest = behind;
        }
        self.emphasised(rest, root, &mut html);
        html
    }

    fn emphasised(&self, text: &str, root: &str, html: &mut String) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('*') {
            let word = after.split_once('*');
            let Some((word, behind)) =
                word.filter(|(word, _)| word.chars().all(char::is_alphabetic) && !word.is_empty())
            else {
                break;
            };
            self.text(before, root, html);
            let _ = write!(html, "<em>{word}</em>");
            rest = behind;
        }
        self.text(rest, root, html);
    }

    /// A code span; the name of a command leads to its page.
    pub(crate) fn code(&self, text: &str, root: &str, html: &mut String) {
        let code = format!("<code>{}</code>", escape(text));
        if self.commands.contains(text) {
            let _ = write!(html, "<a href=\"{root}commands/{text}.html\">{code}</a>");
        } else if self.webhooks.contains(text) {
            let _ = write!(html, "<a href=\"{root}webhooks.html\">{code}</a>");
        } else {
            html.push_str(&code);
        }
    }

    /// Text without markup: contradictions, documents and codes become links.
    pub(crate) fn text(&self, text: &str, root: &str, html: &mut String) {
        let mut plain = 0;
        let mut at = 0;
        let mut before = ' ';
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = text.get(at..).unwrap_or_default();
            let bound = !before.is_alphanumeric() && !matches!(before, '/' | '-' | '.' | '_');
            if bound && let Some((length, address)) = self.target(rest) {
                html.push_str(&escape(text.get(plain..at).unwrap_or_default()));
                let shown = escape(rest.get(..length).unwrap_or_default());
                let _ = write!(html, "<a href=\"{root}{address}\">{shown}</a>");
                at += length;
                plain = at;
                before = '0';
                continue;
            }
            before = c;
            at += c.len_utf8();
        }
        html.push_str(&escape(text.get(plain..).unwrap_or_default()));
    }

    /// What a text begins with, when that can be linked: its length and the address.
    fn target(&self, text: &str) -> Option<(usize, String)> {
        let ends = |length: usize| {
            let next = text.get(length..).and_then(|rest| rest.chars().next());
            next.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        };
        let document = self.documents.iter().filter(|document| {
            text.starts_with(document.id.as_str())
                && ends(document.id.len())
                && (document.id.contains('/') || document.id.starts_with("TP-"))
        });
        if let Some(document) = document.max_by_key(|document| document.id.len()) {
            return Some((document.id.len(), document_address(document)));
        }
        if let Some(&id) =
            contradictions::mentions(text.get(..text.len().min(8)).unwrap_or(text)).first()
            && text.starts_with(id)
            && ends(id.len())
            && self.contradictions.contains(id)
        {
            return Some((id.len(), format!("contradictions.html#{id}")));
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let code = text.get(..digits)?;
        (ends(digits) && self.codes.contains(code)).then(|| (digits, code_address(code)))
    }

    /// Source documents as a list of links.
    pub(crate) fn sources(&self, sources: &[String], root: &str) -> String {
        let items: Vec<String> = sources
            .iter()
            .map(|source| {
                let known = self
                    .documents
                    .iter()
                    .filter(|document| documents::names(document, source));
                match known.max_by_key(|document| document.id.len()) {
                    Some(document) => format!(
                        "<a href=\"{root}{}\">{}</a>",
                        document_address(document),
                        escape(source)
                    ),
                    None => escape(source),
                }
            })
            .collect();
        items.join(", ")
    }
}

fn document_address(document: &SourceDocument) -> String {
    format!("documents.html#{}", slug(&document.id))
}

/// Where a code is explained.
pub(crate) fn code_address(code: &str) -> String {
    format!("errors.html#code-{code}")
}

/// Text inside HTML, also inside attributes in double quotes.
pub(crate) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

/// The anchor of a heading: lower case, words joined by `-`.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            slug.extend(c.to_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
