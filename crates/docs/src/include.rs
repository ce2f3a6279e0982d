//! Snippets of real files, so that what the guide shows is what compiles.
//!
//! A line `{{ include PATH ANCHOR }}` stands for what is between the lines `// docs: ANCHOR` and `// docs: end` of the
//! file (in files with `#` comments `# docs: ANCHOR`). `{{ choices PATH STRUCT }}` is the table of [`crate::choices`].

use crate::choices;

/// Gives the text of a file of the checkout.
pub(crate) type Read<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Replaces every include of a Markdown text by a block of code.
///
/// # Errors
///
/// A sentence for every file or anchor that is missing, with the line of the text that names it.
pub(crate) fn expand(name: &str, markdown: &str, read: Read<'_>) -> Result<String, Vec<String>> {
    let mut text = String::with_capacity(markdown.len());
    let mut wrong = Vec::new();
    for (index, line) in markdown.lines().enumerate() {
        if let Some(wanted) = line
            .strip_prefix("{{ choices ")
            .and_then(|rest| rest.strip_suffix(" }}"))
        {
            match choices_of(wanted, read) {
                Ok(table) => text.push_str(&table),
                Err(why) => wrong.push(format!("{name}:{}: {why}", index + 1)),
            }
            continue;
        }
        let Some(include) = line
            .strip_prefix("{{ include ")
            .and_then(|rest| rest.strip_suffix(" }}"))
        else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        let found = include
            .split_once(' ')
            .ok_or_else(|| "write `{{ include PATH ANCHOR }}`".to_owned())
            .and_then(|(path, anchor)| {
                let file = read(path).ok_or_else(|| format!("the file `{path}` is missing"))?;
                let part = part(&file, anchor.trim()).ok_or_else(|| {
                    format!("`{path}` has no lines `docs: {anchor}` and `docs: end`")
                })?;
                Ok((language(path), part))
            });
        match found {
            Ok((language, part)) => {
                text.push_str("```");
                text.push_str(language);
                text.push('\n');
                text.push_str(&part);
                text.push_str("```\n");
            }
            Err(why) => wrong.push(format!("{name}:{}: {why}", index + 1)),
        }
    }
    if wrong.is_empty() {
        Ok(text)
    } else {
        Err(wrong)
    }
}

fn choices_of(wanted: &str, read: Read<'_>) -> Result<String, String> {
    let (path, name) = wanted
        .split_once(' ')
        .ok_or("write `{{ choices PATH STRUCT }}`")?;
    let file = read(path).ok_or_else(|| format!("the file `{path}` is missing"))?;
    choices::table(&file, name)
        .ok_or_else(|| format!("`{path}` has no `pub struct {name}` whose fields have comments"))
}

/// The lines between an anchor and its end, moved to the left margin.
pub(crate) fn part(file: &str, anchor: &str) -> Option<String> {
    let mark = |line: &str| {
        let line = line.trim();
        let comment = line.strip_prefix("//").or_else(|| line.strip_prefix('#'))?;
        comment.trim().strip_prefix("docs: ").map(str::to_owned)
    };
    let mut lines = file
        .lines()
        .skip_while(|line| mark(line).as_deref() != Some(anchor));
    lines.next()?;
    let mut inside = Vec::new();
    loop {
        let line = lines.next()?;
        match mark(line).as_deref() {
            Some("end") => break,
            Some(_) => {}
            None => inside.push(line),
        }
    }
    let indent = inside
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let lines: String = inside
        .iter()
        .flat_map(|line| [line.get(indent..).unwrap_or_default(), "\n"])
        .collect();
    (!lines.is_empty()).then_some(lines)
}

fn language(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("rs") => "rust",
        Some("py") => "python",
        Some("js" | "mjs" | "ts") => "javascript",
        Some("go") => "go",
        Some("json") => "json",
        Some("yaml") => "yaml",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "fn main() {\n    // docs: one\n    a();\n\n      b();\n    // docs: end\n}\n// docs: open\nc();\n";

    fn read(path: &str) -> Option<String> {
        (path == "a.rs").then(|| FILE.to_owned())
    }

    #[test]
    fn an_include_shows_what_is_between_its_marks() {
        let text = expand("x.md", "Look:\n{{ include a.rs one }}\nDone.", &read);
        assert_eq!(
            text.unwrap(),
            "Look:\n```rust\na();\n\n  b();\n```\nDone.\n"
        );
    }

    #[test]
    fn an_include_that_leads_nowhere_is_told_with_its_line() {
        let markdown = "\n{{ include a.rs two }}\n{{ include b.rs one }}\n{{ include a.rs open }}\n{{ include a.rs }}\n";
        let wrong = expand("x.md", markdown, &read).unwrap_err();
        assert_eq!(
            wrong,
            [
                "x.md:2: `a.rs` has no lines `docs: two` and `docs: end`",
                "x.md:3: the file `b.rs` is missing",
                "x.md:4: `a.rs` has no lines `docs: open` and `docs: end`",
                "x.md:5: write `{{ include PATH ANCHOR }}`",
            ]
        );
    }

    #[test]
    fn choices_are_told_of_a_file_that_has_them() {
        let file = |path: &str| {
            let text = "pub struct A {\n    /// B. Default: no.\n    pub b: bool,\n}\n";
            (path == "a.rs").then(|| text.to_owned())
        };
        let text = expand("x.md", "{{ choices a.rs A }}", &file).unwrap();
        assert!(text.contains("| `b` | B. | no. |"), "{text}");
        let markdown = "{{ choices b.rs A }}\n{{ choices a.rs B }}\n{{ choices a.rs }}";
        let wrong = expand("x.md", markdown, &file).unwrap_err().join("\n");
        for said in ["x.md:1: the file", "x.md:2: `a.rs` has no", "x.md:3: write"] {
            assert!(wrong.contains(said), "{wrong}");
        }
    }
}
