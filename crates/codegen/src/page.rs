//! Rust as text: lines, blocks and literals.

use std::fmt::{Display, Write as _};

use crate::docs::fold;

/// First lines of every generated file.
const HEADER: &str =
    "// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.\n\n";
/// Longest line a list stands on; longer ones get a line per item.
const WIDTH: usize = 100;
/// Stands before functions that read many types: a program that never calls them does not compile their readers.
pub(crate) const COMPILED_WHERE_USED: &str = "#[inline]";

/// The text of a file that grows by lines.
pub(crate) struct Page {
    text: String,
    depth: usize,
}

impl Page {
    pub(crate) fn new() -> Self {
        Self {
            text: HEADER.to_owned(),
            depth: 0,
        }
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// A blank line, unless a block or the file has just begun.
    pub(crate) fn gap(&mut self) {
        if !self.text.ends_with("{\n") && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A line at the depth of the block.
    pub(crate) fn line(&mut self, line: impl Display) {
        self.indent();
        let _ = writeln!(self.text, "{line}");
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
    }

    /// An item that was laid out elsewhere.
    pub(crate) fn item(&mut self, item: &str) {
        self.gap();
        self.text.push_str(item);
    }

    /// Documentation, folded to a width people read.
    pub(crate) fn doc(&mut self, text: &str) {
        for line in fold(text) {
            self.indent();
            self.text
                .push_str(if line.is_empty() { "///" } else { "/// " });
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    /// `head { … }`.
    pub(crate) fn block(&mut self, head: impl Display, inside: impl FnOnce(&mut Self)) {
        self.indent();
        let begin = self.text.len();
        let _ = write!(self.text, "{head}");
        self.text.push_str(if self.text.len() == begin {
            "{\n"
        } else {
            " {\n"
        });
        self.within(inside);
        self.line("}");
    }

    /// `head` and what opens, an indented part, what closes.
    pub(crate) fn bracketed(
        &mut self,
        head: impl Display,
        open: &str,
        inside: impl FnOnce(&mut Self),
        close: &str,
    ) {
        self.line(format_args!("{head}{open}"));
        self.within(inside);
        self.line(close);
    }

    fn within(&mut self, inside: impl FnOnce(&mut Self)) {
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }

    /// `head item, item tail`, on one line if it is short, else with a line per item.
    pub(crate) fn listed(&mut self, head: &str, items: &[impl AsRef<str>], tail: &str) {
        let items = items.iter().map(AsRef::as_ref);
        let length = items.clone().map(|item| item.len() + 2).sum::<usize>();
        if self.depth * 4 + head.len() + length + tail.len() <= WIDTH {
            let items: Vec<&str> = items.collect();
            self.line(format_args!("{head}{}{tail}", items.join(", ")));
            return;
        }
        let inside = |page: &mut Self| items.for_each(|item| page.line(format_args!("{item},")));
        self.bracketed(head, "", inside, tail);
    }

    /// `head(parameters) -> answer { … }`.
    pub(crate) fn function(
        &mut self,
        head: &str,
        parameters: &[impl AsRef<str>],
        answer: &str,
        inside: impl FnOnce(&mut Self),
    ) {
        self.listed(
            &format!("{head}("),
            parameters,
            &format!(") -> {answer} {{"),
        );
        self.within(inside);
        self.line("}");
    }
}

/// A text as Rust writes it.
pub(crate) fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// `&["a", "b"]`.
pub(crate) fn quoted_list(texts: &[impl AsRef<str>]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    format!("&[{}]", texts.join(", "))
}

/// `&[1, 2]`.
pub(crate) fn number_list(numbers: &[i64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!("&[{}]", numbers.join(", "))
}
