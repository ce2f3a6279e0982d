//! Options of every command that talks to the service.
//!
//! They stand on the root and on every leaf, so they may come first or last. A field of a request that has the name of
//! such an option, as `--timeout` of `start_call_by_robot`, wins on its own command: there the option comes before the
//! command.

use std::path::PathBuf;
use std::time::Duration;

use call_engine::Site;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, ColorChoice, Command, value_parser};

use crate::output::Format;
use crate::query::Query;
use crate::span;

/// What the options say.
#[derive(Debug, Clone, Default)]
pub struct Globals {
    pub profile: Option<String>,
    pub endpoint: Option<String>,
    pub site: Option<String>,
    pub sdk_app_id: Option<u32>,
    pub identifier: Option<String>,
    pub secret_key_file: Option<PathBuf>,
    pub allow_plain_http: bool,
    pub timeout: Option<Duration>,
    pub format: Format,
    pub query: Option<Query>,
    pub verbose: bool,
    pub dry_run: bool,
}

const PROFILE: &str = "global.profile";
const ENDPOINT: &str = "global.endpoint";
const SITE: &str = "global.site";
const SDK_APP_ID: &str = "global.sdk-app-id";
const IDENTIFIER: &str = "global.identifier";
const SECRET_KEY_FILE: &str = "global.secret-key-file";
const ALLOW_PLAIN_HTTP: &str = "global.allow-plain-http";
const TIMEOUT: &str = "global.timeout";
const OUTPUT: &str = "global.output";
const QUERY: &str = "global.query";
const COLOR: &str = "global.color";
const VERBOSE: &str = "global.verbose";
const DRY_RUN: &str = "global.dry-run";
/// What a command that only prints takes.
pub const PRINTING: &[&str] = &[OUTPUT, QUERY, COLOR];
/// What a command that signs and sends nothing takes.
pub const SIGNING: &[&str] = &[
    PROFILE,
    SDK_APP_ID,
    IDENTIFIER,
    SECRET_KEY_FILE,
    OUTPUT,
    QUERY,
    COLOR,
];

fn options() -> [Arg; 13] {
    let option = |id: &'static str, value: &'static str, help: &'static str| {
        Arg::new(id)
            .long(&id["global.".len()..])
            .value_name(value)
            .help(help)
            .help_heading("Connection and output")
    };
    let sites = Site::ALL.iter().map(|site| site.name());
    let options = [
        option(
            PROFILE,
            "NAME",
            "Profile to start from; options and environment win [env: CALL_ENGINE_PROFILE]",
        ),
        option(
            ENDPOINT,
            "URL",
            "Address to talk to instead of a site's [env: CALL_ENGINE_ENDPOINT]",
        ),
        option(
            SITE,
            "NAME",
            "Site the SDKAppID belongs to [env: CALL_ENGINE_SITE]",
        )
        .value_parser(PossibleValuesParser::new(sites)),
        option(
            SDK_APP_ID,
            "NUMBER",
            "Number of the application [env: CALL_ENGINE_SDK_APP_ID]",
        )
        .value_parser(value_parser!(u32)),
        option(
            IDENTIFIER,
            "USER",
            "Administrator to sign as [env: CALL_ENGINE_IDENTIFIER] [default: administrator]",
        ),
        option(
            SECRET_KEY_FILE,
            "FILE",
            "File with the secret key [env: CALL_ENGINE_SECRET_KEY_FILE; or _SECRET_KEY, _USER_SIG]",
        )
        .value_parser(value_parser!(PathBuf)),
        option(
            ALLOW_PLAIN_HTTP,
            "",
            "Accept an http address of another machine; the UserSig then travels readably",
        )
        .action(ArgAction::SetTrue),
        option(
            TIMEOUT,
            "SPAN",
            "Longest wait for an answer, such as 5s [env: CALL_ENGINE_TIMEOUT] [default: 10s]",
        )
        .value_parser(wait),
        option(
            OUTPUT,
            "table|json|ndjson",
            "What stdout gets; ndjson is a line of JSON for each item of a list [default: table]",
        )
        .short('o')
        .value_parser(value_parser!(Format))
        .hide_possible_values(true),
        option(
            QUERY,
            "JMESPATH",
            "Print only this part of the answer, such as CallInfo.RoomId",
        )
        .value_parser(Query::parse),
        option(
            COLOR,
            "auto|always|never",
            "Colours; auto heeds terminals and NO_COLOR [default: auto]",
        )
        .value_parser(value_parser!(ColorChoice))
        .hide_possible_values(true),
        option(
            VERBOSE,
            "",
            "Tell every attempt with its outcome, time and RequestId on stderr",
        )
        .short('v')
        .action(ArgAction::SetTrue),
        option(
            DRY_RUN,
            "",
            "Print the request as a curl command, without secrets, and send nothing",
        )
        .action(ArgAction::SetTrue),
    ];
    let mut order = 900;
    options.map(|option| {
        order += 1;
        option.display_order(order)
    })
}

/// Adds the options whose names the command does not use itself; where it does, its own help says how to give the option.
pub fn add(command: Command) -> Command {
    let uses = |command: &Command, option: &Arg| {
        let mut own = command.get_arguments();
        own.any(|own| own.get_long() == option.get_long())
    };
    let (taken, free): (Vec<Arg>, Vec<Arg>) = options()
        .into_iter()
        .partition(|option| uses(&command, option));
    let note = |own: Arg| {
        let option = taken
            .iter()
            .find(|option| own.get_long() == option.get_long());
        let Some(name) = option.and_then(Arg::get_long) else {
            return own;
        };
        let help = own.get_long_help().or_else(|| own.get_help());
        let help = help.map(ToString::to_string).unwrap_or_default();
        own.long_help(format!(
            "{help}\nThe option of the same name that other commands have must stand before the command here: call-engine --{name} …"
        ))
    };
    if taken.is_empty() {
        return command.args(free);
    }
    command.mut_args(note).args(free)
}

/// Adds only some of the options.
pub fn add_some(command: Command, ids: &[&str]) -> Command {
    let some = |option: &Arg| ids.contains(&option.get_id().as_str());
    command.args(options().into_iter().filter(some))
}

/// Adds the options to every command below that has none below itself.
pub fn add_to_leaves(command: Command) -> Command {
    if command.has_subcommands() {
        command.mut_subcommands(add_to_leaves)
    } else {
        add(command)
    }
}

impl Globals {
    /// Reads the options; the one nearest to the end of the line wins. What is printed from here on has colours as they say.
    pub fn read(root: &ArgMatches) -> Self {
        let levels = levels(root);
        let colours = match find(&levels, COLOR).unwrap_or_default() {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        colours.write_global();
        Self {
            profile: find(&levels, PROFILE),
            endpoint: find(&levels, ENDPOINT),
            site: find(&levels, SITE),
            sdk_app_id: find(&levels, SDK_APP_ID),
            identifier: find(&levels, IDENTIFIER),
            secret_key_file: find(&levels, SECRET_KEY_FILE),
            timeout: find(&levels, TIMEOUT),
            format: find(&levels, OUTPUT).unwrap_or_default(),
            query: find(&levels, QUERY),
            verbose: is_set(&levels, VERBOSE),
            dry_run: is_set(&levels, DRY_RUN),
            allow_plain_http: is_set(&levels, ALLOW_PLAIN_HTTP),
        }
    }
}

/// Without any time nothing can be answered, and yet it may have been carried out.
fn wait(text: &str) -> Result<Duration, String> {
    match span::parse(text)? {
        Duration::ZERO => Err("no answer comes in no time: write 10s, or leave it out".to_owned()),
        span => Ok(span),
    }
}

/// The commands of the line, the innermost first.
fn levels(root: &ArgMatches) -> Vec<&ArgMatches> {
    let mut levels = vec![root];
    while let Some((_, below)) = levels.last().and_then(|level| level.subcommand()) {
        levels.push(below);
    }
    levels.reverse();
    levels
}

fn find<T: Clone + Send + Sync + 'static>(levels: &[&ArgMatches], id: &str) -> Option<T> {
    // A level without the option is no error here.
    let value = |level: &&ArgMatches| level.try_get_one::<T>(id).ok().flatten().cloned();
    levels.iter().find_map(value)
}

fn is_set(levels: &[&ArgMatches], id: &str) -> bool {
    levels
        .iter()
        .any(|level| matches!(level.try_get_one(id), Ok(Some(true))))
}
