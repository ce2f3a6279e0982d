//! A request as a curl command. Secrets are not in it; the shell asks for them.

use serde_json::Value;

/// A command that does what the client would. The ticket is made when it runs.
pub fn command(url: &str, ticket: &str, body: &Value) -> String {
    // In double quotes, because the shell has to fill in ticket and number.
    let url = double_quoted(url);
    format!(
        "curl \"{url}&usersig={ticket}&random=$RANDOM&contenttype=json\" \\\n  \
         -H 'Content-Type: application/json' \\\n  \
         -d {}\n",
        quoted(&format!("{body:#}"))
    )
}

/// A word for the shell, in single quotes if it needs any.
pub fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Text inside of double quotes, where the shell fills in only what is added later.
pub fn double_quoted(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '"' | '$' | '`' | '\\') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_shell_would_read_is_quoted() {
        assert_eq!(quoted("plain-1.2"), "plain-1.2");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        let command = command(
            "https://host/$(id)?a=b",
            "$T",
            &json!({"Text": "it's $HOME"}),
        );
        assert!(command.starts_with("curl \"https://host/\\$(id)?a=b&usersig=$T&random=$RANDOM"));
        assert!(command.contains("it'\\''s $HOME"), "{command}");
    }
}
