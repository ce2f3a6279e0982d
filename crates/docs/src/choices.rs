//! The fields of a struct as a table, from their doc comments: what may be chosen, and what is chosen unless somebody does.
//!
//! A line `{{ choices PATH STRUCT }}` of the guide stands for the table, so it cannot tell anything else than the code.

/// The table of a struct; `None` if the text has no such struct, or one of its fields no comment.
pub(crate) fn table(text: &str, name: &str) -> Option<String> {
    let start = format!("pub struct {name} {{");
    let mut lines = text.lines().skip_while(|line| *line != start);
    lines.next()?;
    let mut table = "| Option | What it decides | Default |\n| --- | --- | --- |\n".to_owned();
    let mut comment = String::new();
    for line in lines {
        if line == "}" {
            return Some(table);
        }
        let line = line.trim();
        if let Some(said) = line.strip_prefix("///") {
            if !comment.is_empty() {
                comment.push(' ');
            }
            comment.push_str(said.trim());
        } else if let Some(field) = line.strip_prefix("pub ") {
            let (field, _) = field.split_once(':')?;
            if comment.is_empty() {
                return None;
            }
            let (what, default) = match comment.split_once("Default: ") {
                Some((what, default)) => (what.trim(), default.trim()),
                None => (comment.as_str(), "each a choice of its own, see below"),
            };
            let row = format!("| `{field}` | {} | {} |\n", cell(what), cell(default));
            table.push_str(&row);
            comment.clear();
        }
    }
    None
}

/// Text of a comment inside a table. Names the compiler would link are code here.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
        .replace("[`", "`")
        .replace("`]", "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
pub struct Other {
    /// No.
    pub no: bool,
}

#[derive(Debug)]
pub struct Options {
    /// Whether [`a`] counts [C-1]; or `b|c`.
    /// Default: yes,
    /// of course.
    pub first: bool,
    /// How it is written.
    #[serde(default)]
    pub second: Spelling,
}
";

    #[test]
    fn fields_become_rows() {
        let wanted = "\
| Option | What it decides | Default |
| --- | --- | --- |
| `first` | Whether `a` counts [C-1]; or `b\\|c`. | yes, of course. |
| `second` | How it is written. | each a choice of its own, see below |
";
        assert_eq!(table(TEXT, "Options").as_deref(), Some(wanted));
        assert_eq!(table(TEXT, "Absent"), None);
        assert_eq!(table("pub struct A {\n    pub b: u8,\n}\n", "A"), None);
        assert_eq!(table("pub struct A {\n", "A"), None);
    }
}
