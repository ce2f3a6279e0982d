//! Any command of the contract, and any path beside it. The commands and their flags come from the generated table.

use std::fmt::Write as _;

use call_engine::{Error, Operation};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use serde_json::Value;

use crate::body;
use crate::connection::Connection;
use crate::exit::Failure;
use crate::flags::{self, Effect, Flag, FlagKind};
use crate::generated::commands::COMMANDS;
use crate::output::Output;
use crate::span;
use crate::stop::Stop;
use crate::table::{anything, plain};

/// The chosen command with its flags.
#[derive(Debug, Clone)]
pub struct ApiTask {
    name: String,
    matches: ArgMatches,
}

impl FromArgMatches for ApiTask {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let (name, matches) = matches
            .subcommand()
            .ok_or_else(|| clap::Error::new(clap::error::ErrorKind::MissingSubcommand))?;
        Ok(Self {
            name: name.to_owned(),
            matches: matches.clone(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for ApiTask {
    fn augment_args(command: Command) -> Command {
        command
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand_value_name("COMMAND|/v4/SERVICE/COMMAND")
            .subcommands(COMMANDS.iter().map(subcommand))
            .after_help(
                "A path sends a command that is not in the list: call-engine api /v4/service/command --body '{}'",
            )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// A command that is known by its path only.
pub fn raw(path: String) -> Command {
    Command::new(path)
        .about("Send a command that is known by its path only; the whole answer is printed")
        .arg(body_flag())
}

fn body_flag() -> Arg {
    Arg::new("body")
        .long("body")
        .value_name("JSON|FILE|-")
        .help("Body as JSON, from a file or from stdin; flags change single fields of it")
        .help_heading("Body")
}

fn subcommand(command: &'static flags::Command) -> Command {
    let repeated = match command.effect {
        Effect::Read => "It changes nothing.",
        Effect::Idempotent => "Repeating it changes nothing more.",
        Effect::PlacesCall => "Repeating it rings people again.",
    };
    let mut tree = Command::new(command.name)
        .about(command.summary)
        .long_about(format!(
            "{}.\n\n{} {repeated}",
            command.summary, command.about
        ))
        .after_help(format!(
            "POST {}\n\nSmallest body: {}",
            command.path, command.example
        ))
        .args(command.flags.iter().map(argument))
        .arg(body_flag());
    let kebab = command.name.replace('_', "-");
    if kebab != command.name {
        tree = tree.visible_alias(kebab);
    }
    tree
}

fn argument(flag: &'static Flag) -> Arg {
    let (name, words): (&str, &[&str]) = match flag.kind {
        FlagKind::Text | FlagKind::TextList => ("TEXT", &[]),
        FlagKind::Integer | FlagKind::IntegerList => ("INTEGER", &[]),
        FlagKind::Number => ("NUMBER", &[]),
        FlagKind::Boolean => ("BOOLEAN", &["true", "false"]),
        FlagKind::Milliseconds => ("SPAN", &[]),
        FlagKind::Choice(words) | FlagKind::ChoiceList(words) => ("WORD", words),
        FlagKind::IntegerChoice(words) => ("INTEGER", words),
        FlagKind::Json => ("JSON|@FILE", &[]),
    };
    let mut argument = Arg::new(flag.id())
        .long(flag.long())
        .value_name(name)
        .help(flag.short_help())
        .long_help(flag.long_help(words))
        .allow_negative_numbers(true)
        .action(ArgAction::Append)
        .help_heading(if flag.required {
            "Required, here or in the body"
        } else {
            "Body"
        });
    if flag.kind == FlagKind::Boolean {
        argument = argument
            .value_parser(PossibleValuesParser::new(["true", "false"]))
            .hide_possible_values(true);
    }
    argument
}

pub async fn run(
    task: &ApiTask,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let known = COMMANDS.iter().find(|command| command.name == task.name);
    let sent = if let Some(command) = known {
        send(command, &task.matches, connection, output).await?
    } else {
        let body = body::build(&[], &task.matches)?;
        connection.raw(&task.name, body, output).await?
    };
    match sent {
        Some(value) => {
            let printed = output.value(&value, || anything(&value));
            printed.map_err(|failure| failure.with_hint("the command was carried out".to_owned()))
        }
        None => Ok(()),
    }
}

async fn send(
    command: &flags::Command,
    matches: &ArgMatches,
    connection: &Connection,
    output: &mut Output,
) -> Result<Option<Value>, Failure> {
    let operation = Operation::find(command.name)
        .ok_or_else(|| Failure::local(format!("this client does not know {}", command.name)))?;
    let names = names(command.flags);
    let names: Vec<(&str, &str)> = names
        .iter()
        .map(|(field, flag)| (field.as_str(), flag.as_str()))
        .collect();
    let body = body::build(command.flags, matches)?;
    let missing = missing(command.flags, &body);
    let rings = command.effect == Effect::PlacesCall;
    let began = span::utc(span::now());
    let look = || {
        let list = connection.by_hand(&["record", "list", "--since", &began]);
        let mut hint = format!(
            "look for the call before you send it again, once it may have rung out: {list}"
        );
        if let Some(room) = body.pointer("/CallInfo/RoomId").and_then(Value::as_str) {
            let _ = write!(hint, "\nits room is {}", plain(room));
        }
        hint
    };
    let sending = connection.send(operation, body.clone(), &names, output);
    let sent = if rings && !connection.is_dry_run() {
        let mut stop = Stop::listen()?;
        tokio::select! {
            sent = sending => sent,
            _ = stop.heard() => {
                let text = "interrupted before the answer came, so it may ring".to_owned();
                Err(Failure::Late(text).with_hint(look()))
            }
        }
    } else {
        sending.await
    };
    sent.map_err(|failure| {
        let unknown = rings && failure.is(Error::may_have_taken_effect);
        let failure = if unknown {
            failure.with_hint(look())
        } else {
            failure
        };
        match missing {
            Some(hint) => failure.with_hint(hint),
            None => failure,
        }
    })
}

/// Every required flag whose field is not in the body.
fn missing(flags: &[Flag], body: &Value) -> Option<String> {
    let absent: Vec<String> = flags
        .iter()
        .filter(|flag| flag.required && body.pointer(flag.pointer).is_none())
        .map(|flag| format!("--{}", flag.long()))
        .collect();
    (!absent.is_empty()).then(|| format!("required and not given: {}", absent.join(", ")))
}

/// What each field is called as a flag.
fn names(flags: &[Flag]) -> Vec<(String, String)> {
    flags
        .iter()
        .map(|flag| (flag.field(), format!("--{}", flag.long())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::globals;
    use serde_json::json;

    #[test]
    fn every_command_of_the_table_is_one_of_the_client() {
        for command in COMMANDS {
            let operation = Operation::find(command.name).expect(command.name);
            assert_eq!(operation.path(), command.path);
        }
    }

    #[test]
    fn every_field_of_every_command_is_a_flag() {
        let tree = ApiTask::augment_args(Command::new("api"));
        for command in COMMANDS {
            let found = tree.find_subcommand(command.name).expect(command.name);
            for flag in command.flags {
                let found = found
                    .get_arguments()
                    .any(|arg| arg.get_long() == Some(&flag.long()));
                assert!(found, "{} --{}", command.name, flag.name);
            }
        }
    }

    const fn flag(name: &'static str, pointer: &'static str, kind: FlagKind) -> Flag {
        Flag {
            name,
            pointer,
            kind,
            required: false,
            help: "A field. It is made up.",
            rules: "",
        }
    }

    /// A command with every kind of field, some named like options that are there already.
    static AWKWARD: flags::Command = flags::Command {
        name: "awkward",
        path: "/v4/service/awkward",
        summary: "Be awkward",
        about: "Is awkward.",
        effect: Effect::Read,
        example: "{}",
        flags: &[
            flag("body", "/Body", FlagKind::Text),
            flag("help", "/Help", FlagKind::Boolean),
            flag("output", "/Output", FlagKind::IntegerList),
            flag("site", "/Site", FlagKind::Number),
            flag("dry-run", "/Dry~1Run", FlagKind::ChoiceList(&["a", "b"])),
            flag("object.timeout", "/Object/Timeout", FlagKind::Milliseconds),
            flag(
                "object.kind",
                "/Object/Kind",
                FlagKind::IntegerChoice(&["1", "2"]),
            ),
            flag("object", "/Object", FlagKind::Json),
        ],
    };

    #[test]
    fn a_command_with_any_kind_of_field_is_understood() {
        let tree = globals::add(subcommand(&AWKWARD));
        let line = "awkward --field.body x --field.help true --output 1 --output -2 --site 1.5 --dry-run a --dry-run c \
                    --object.timeout 2m --object.kind 3 --object {\"Kept\":1,\"Kind\":1} --timeout 5s \
                    --body {\"Old\":true,\"Output\":[9]}";
        let matches = tree
            .try_get_matches_from(line.split_whitespace())
            .expect("a good line");
        let body = body::build(AWKWARD.flags, &matches).expect("a body");
        let expected = json!({
            "Old": true,
            "Output": [1, -2],
            "Object": {"Kept": 1, "Kind": 3, "Timeout": 120_000},
            "Body": "x",
            "Help": true,
            "Site": 1.5,
            "Dry/Run": ["a", "c"],
        });
        assert_eq!(body, expected);
    }

    #[test]
    fn a_value_of_the_wrong_kind_names_its_flag() {
        for (name, text) in [
            ("output", "x"),
            ("site", "x"),
            ("object.timeout", "30"),
            ("object", "{"),
        ] {
            let long = format!("--{name}");
            let matches = subcommand(&AWKWARD)
                .try_get_matches_from(["awkward", &long, text])
                .expect("a good line");
            match body::build(AWKWARD.flags, &matches) {
                Err(Failure::Local(message)) => assert!(message.contains(&long), "{message}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
