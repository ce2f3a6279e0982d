//! Code with colours, made while the site is built: no script runs for it.

use std::fmt::Write as _;

use serde_json::Value;

use crate::prose::escape;

/// A language that code is coloured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Language {
    pub(crate) name: &'static str,
    comment: &'static str,
    quotes: &'static [char],
    keywords: &'static [&'static str],
}

/// Every language that is coloured; others are shown plain.
const LANGUAGES: &[Language] = &[
    Language {
        name: "rust",
        comment: "//",
        quotes: &['"'],
        keywords: &[
            "as", "async", "await", "const", "else", "enum", "fn", "for", "if", "impl", "in",
            "let", "loop", "match", "mod", "move", "mut", "pub", "return", "struct", "use",
            "while",
        ],
    },
    Language {
        name: "python",
        comment: "#",
        quotes: &['"', '\''],
        keywords: &[
            "as", "def", "elif", "else", "for", "from", "if", "import", "in", "not", "print",
            "raise", "return", "while", "with", "True", "False", "None",
        ],
    },
    Language {
        name: "javascript",
        comment: "//",
        quotes: &['"', '\'', '`'],
        keywords: &[
            "async", "await", "const", "else", "for", "from", "function", "if", "import", "let",
            "new", "of", "return", "throw", "true", "false", "null",
        ],
    },
    Language {
        name: "go",
        comment: "//",
        quotes: &['"', '`'],
        keywords: &[
            "defer", "else", "err", "for", "func", "if", "import", "nil", "package", "range",
            "return", "type", "var",
        ],
    },
    Language {
        name: "sh",
        comment: "#",
        quotes: &['"', '\''],
        keywords: &["call-engine", "cargo", "curl", "export"],
    },
    Language {
        name: "json",
        comment: "\0",
        quotes: &['"'],
        keywords: &["true", "false", "null"],
    },
    Language {
        name: "yaml",
        comment: "#",
        quotes: &['"', '\''],
        keywords: &["true", "false", "null"],
    },
    Language {
        name: "toml",
        comment: "#",
        quotes: &['"'],
        keywords: &["true", "false"],
    },
];

/// A block of code. The box scrolls by itself, so it can be reached by keyboard.
pub(crate) fn block(language: &str, text: &str) -> String {
    let known = LANGUAGES.iter().find(|known| known.name == language);
    let inside = known.map_or_else(|| escape(text), |known| coloured(*known, text));
    format!(
        "<pre class=\"code\" tabindex=\"0\" data-language=\"{}\"><code>{inside}</code></pre>",
        escape(language)
    )
}

/// A JSON value as a block of code.
pub(crate) fn json(value: &Value) -> String {
    block("json", &format!("{value:#}"))
}

fn coloured(language: Language, text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (class, length) = if rest.starts_with(language.comment) {
            ("c", rest.find('\n').unwrap_or(rest.len()))
        } else if language.quotes.contains(&c) {
            let length = quoted(rest, c);
            let key = language.name == "json"
                && rest
                    .get(length..)
                    .is_some_and(|after| after.trim_start().starts_with(':'));
            (if key { "k" } else { "s" }, length)
        } else if c.is_alphabetic() || c == '_' {
            let length = rest
                .find(|c: char| {
                    !(c.is_alphanumeric() || c == '_' || (c == '-' && language.name == "sh"))
                })
                .unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default();
            (
                if language.keywords.contains(&word) {
                    "w"
                } else {
                    ""
                },
                length,
            )
        } else if c.is_ascii_digit() {
            let length = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
                .unwrap_or(rest.len());
            ("n", length)
        } else {
            ("", c.len_utf8())
        };
        let (token, after) = rest.split_at(length);
        if class.is_empty() {
            html.push_str(&escape(token));
        } else {
            let _ = write!(html, "<span class=\"{class}\">{}</span>", escape(token));
        }
        rest = after;
    }
    html
}

/// Length of a quoted text, quotes included; to its end when it is not closed.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' && quote != '`' {
            escaped = true;
        } else if c == quote {
            return at + c.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_keeps_every_character() {
        let plain = |html: &str| {
            let mut text = String::new();
            let mut inside = false;
            for c in html.chars() {
                match c {
                    '<' => inside = true,
                    '>' => inside = false,
                    c if !inside => text.push(c),
                    _ => {}
                }
            }
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
        };
        for (language, text) in [
            ("rust", "let a = \"b\\\"c\"; // <d> & 'e'\nf(0x1F_u32)"),
            ("json", "{\"a\": [1, true, \"unclosed"),
            ("sh", "curl -d '{\"a\":1}' \"$URL\" # ünï"),
            ("go", "x := `raw \\` + \"q\""),
        ] {
            assert_eq!(plain(&block(language, text)), text);
        }
    }

    #[test]
    fn keys_of_json_differ_from_its_texts() {
        let html = block("json", r#"{"a": "b"}"#);
        assert!(
            html.contains(r#"<span class="k">&quot;a&quot;</span>"#),
            "{html}"
        );
        assert!(
            html.contains(r#"<span class="s">&quot;b&quot;</span>"#),
            "{html}"
        );
    }
}
