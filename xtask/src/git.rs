//! Asking git about a checkout.

use std::path::Path;
use std::process::Command;

/// What git prints; its complaint when it fails.
pub fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = command(root)
        .args(arguments)
        .output()
        .map_err(|error| format!("git: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(format!("git {}: {message}", arguments.join(" ")))
    }
}

/// Git, for a conversation.
pub fn command(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(root);
    command
}
