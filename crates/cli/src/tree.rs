//! The whole tree as text, for people who compare versions.

use std::fmt::Write as _;

use clap::{Arg, Command};

/// Every visible command with its first line of help, and every argument with its own.
pub fn dump(root: &Command) -> String {
    let mut root = root.clone();
    root.build();
    let mut text = String::new();
    one(root.get_name(), &root, &mut text);
    text
}

fn one(path: &str, command: &Command, text: &mut String) {
    let about = command
        .get_about()
        .map(ToString::to_string)
        .unwrap_or_default();
    let aliases: Vec<&str> = command.get_visible_aliases().collect();
    let also = if aliases.is_empty() {
        String::new()
    } else {
        format!(" (also {})", aliases.join(", "))
    };
    let _ = writeln!(text, "{path}{also}: {}", first_line(&about));
    for argument in command
        .get_arguments()
        .filter(|argument| !argument.is_hide_set() && argument.get_id() != "help")
    {
        let help = argument
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        let _ = writeln!(text, "    {}: {}", usage(argument), first_line(&help));
    }
    for below in command.get_subcommands() {
        if !below.is_hide_set() && below.get_name() != "help" {
            one(&format!("{path} {}", below.get_name()), below, text);
        }
    }
}

fn usage(argument: &Arg) -> String {
    let values: Vec<&str> = argument
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(AsRef::as_ref)
        .collect();
    let takes = argument.get_action().takes_values();
    let value = if takes {
        values.join(" ")
    } else {
        String::new()
    };
    match argument.get_long() {
        Some(long) if value.is_empty() => format!("--{long}"),
        Some(long) => format!("--{long} <{value}>"),
        None => format!("<{value}>"),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
