//! What somebody probably meant.

use std::ffi::OsString;

use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// Words that people try, where they try them (empty: right behind the program), and what there is instead.
const WORDS: &[(&str, &str, &str)] = &[
    ("call", "list", NO_LIST),
    ("call", "ls", NO_LIST),
    ("", "ps", NO_LIST),
    ("", "calls", NO_LIST),
    ("", "ring", "call-engine call start"),
    ("", "dial", "call-engine call start"),
    ("call", "ring", "call-engine call start"),
    ("call", "status", "call-engine call info CALL_ID"),
    (
        "call",
        "get",
        "call-engine call info CALL_ID, or record get CALL_ID once it is over",
    ),
    ("call", "stop", "call-engine call end CALL_ID"),
    ("call", "hangup", "call-engine call end CALL_ID"),
    ("call", "cancel", "call-engine call end CALL_ID"),
    ("", "hangup", "call-engine call end CALL_ID"),
    ("", "stop", "call-engine call end CALL_ID"),
    ("", "status", "call-engine call info CALL_ID"),
    ("", "history", "call-engine record list"),
    ("", "records", "call-engine record list"),
    ("", "login", NO_LOGIN),
    ("", "auth", NO_LOGIN),
    ("", "configure", NO_LOGIN),
    ("", "usersig", "call-engine sig mint"),
    ("", "token", "call-engine sig mint"),
    ("", "version", "call-engine --version"),
    ("", "errors", "call-engine explain CODE"),
];

const NO_LIST: &str = "the service has no command that lists running calls: keep the CallId that `call start` prints; \
finished calls are in `call-engine record list`";
const NO_LOGIN: &str = "there is no login: SDKAppID and secret key come from the environment or a profile, and a command \
without them says how";
const NO_SECRET: &str = "secrets are not taken from the command line, where others can read them: use \
CALL_ENGINE_SECRET_KEY or CALL_ENGINE_USER_SIG in the environment, or --secret-key-file FILE";

/// Flags that people try, and what there is instead.
const FLAGS: &[(&str, &str)] = &[
    ("--room", "--room-text ROOM, or --room-number NUMBER"),
    ("--json", "-o json"),
    ("--format", "-o table|json|ndjson"),
    ("--jq", "--query JMESPATH, or -o json | jq"),
    ("--debug", "--verbose"),
    ("--host", "--endpoint URL"),
    ("--url", "--endpoint URL"),
    ("--region", "--site NAME"),
    ("--no-color", "--color never"),
    ("--secret-key", NO_SECRET),
    ("--secret", NO_SECRET),
    ("--key", NO_SECRET),
    ("--user-sig", NO_SECRET),
    ("--usersig", NO_SECRET),
];

/// Adds what was probably meant to an error about wrong usage.
pub fn with_advice(
    mut error: Error,
    tree: &Command,
    words: impl IntoIterator<Item = OsString>,
) -> Error {
    let wrong = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        _ => None,
    };
    let tips = match error.kind() {
        ErrorKind::InvalidSubcommand => wrong(ContextKind::InvalidSubcommand)
            .map(|word| for_word(&word, &path(tree, words), tree)),
        ErrorKind::UnknownArgument => {
            wrong(ContextKind::InvalidArg).map(|flag| for_flag(&flag, tree))
        }
        _ => None,
    };
    if let Some(tips) = tips.filter(|tips| !tips.is_empty()) {
        // What merely looks alike would distract.
        error.remove(ContextKind::SuggestedSubcommand);
        error.remove(ContextKind::SuggestedArg);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    }
    error
}

/// The commands of the line up to the wrong word.
fn path(tree: &Command, words: impl IntoIterator<Item = OsString>) -> Vec<String> {
    let mut path = Vec::new();
    let mut command = tree;
    for word in words.into_iter().skip(1) {
        let below = word.to_str().and_then(|word| command.find_subcommand(word));
        if let Some(below) = below {
            path.push(below.get_name().to_owned());
            command = below;
        }
    }
    path
}

fn for_word(word: &str, path: &[String], tree: &Command) -> Vec<StyledStr> {
    let place = path.join(" ");
    let word = word.to_ascii_lowercase();
    let known = WORDS
        .iter()
        .find(|(at, tried, _)| *at == place && *tried == word);
    if let Some((_, _, instead)) = known {
        return vec![tip(instead)];
    }
    // A command that stands elsewhere.
    let mut elsewhere = Vec::new();
    find(tree, &word, "call-engine", &mut elsewhere);
    elsewhere.iter().map(|command| tip(command)).collect()
}

fn find(command: &Command, word: &str, path: &str, found: &mut Vec<String>) {
    for below in command
        .get_subcommands()
        .filter(|below| !below.is_hide_set())
    {
        let path = format!("{path} {}", below.get_name());
        if below.get_name() == word || below.get_all_aliases().any(|alias| alias == word) {
            found.push(path.clone());
        }
        find(below, word, &path, found);
    }
}

fn for_flag(flag: &str, tree: &Command) -> Vec<StyledStr> {
    let flag = flag.split('=').next().unwrap_or_default();
    if let Some((_, instead)) = FLAGS.iter().find(|(tried, _)| *tried == flag) {
        return vec![tip(instead)];
    }
    let name = flag.trim_start_matches('-');
    let elsewhere = tree
        .get_arguments()
        .any(|known| known.get_long() == Some(name));
    let useless = || {
        StyledStr::from(format!(
            "nothing is sent here, so there is no use for {flag}"
        ))
    };
    elsewhere.then(useless).into_iter().collect()
}

fn tip(instead: &str) -> StyledStr {
    // What is no sentence is a command or a flag.
    let starts = instead.starts_with("call-engine") || instead.starts_with('-');
    StyledStr::from(if starts {
        format!("you may mean: {instead}")
    } else {
        instead.to_owned()
    })
}
