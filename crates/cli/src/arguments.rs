//! The tree of commands.

use std::ffi::OsString;

use clap::{Command, CommandFactory as _, Parser, Subcommand};

use crate::{api, call, doctor, emulator, exit, globals, profile, record, scenario, sig, webhook};

/// Call people by the Tencent RTC Call REST API, follow their calls, and look up how they ended.
#[derive(Debug, Parser)]
#[command(
    name = "call-engine",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = exit::CODES,
)]
pub struct Arguments {
    #[command(subcommand)]
    pub task: Task,
}

#[derive(Debug, Subcommand)]
pub enum Task {
    /// Watch two calls from the first ring to the record; needs no account and no network
    #[command(after_help = "It starts an emulator inside this program and talks to nobody else.")]
    Demo,
    /// Run a call engine on this machine until Ctrl-C
    Emulator(Box<emulator::EmulatorArguments>),
    /// Run files that say what happens on an emulator, and what is expected
    #[command(subcommand, arg_required_else_help = true)]
    Scenario(scenario::ScenarioTask),
    /// Start, look at and end calls
    #[command(subcommand, arg_required_else_help = true)]
    Call(call::CallTask),
    /// Read the records of finished calls
    #[command(subcommand, arg_required_else_help = true)]
    Record(record::RecordTask),
    /// Choose where the service sends its webhooks
    #[command(subcommand, arg_required_else_help = true)]
    Webhook(webhook::WebhookTask),
    /// Make tickets that say who calls
    #[command(subcommand, arg_required_else_help = true)]
    Sig(sig::SigTask),
    /// Find out what is wrong between here and the service, and what to do about it
    #[command(after_help = doctor::HELP)]
    Doctor(doctor::DoctorArguments),
    /// Keep settings under a name, for --profile and the SDK
    #[command(subcommand, arg_required_else_help = true)]
    Profile(profile::ProfileTask),
    /// Send any command of the API; the body comes from flags, a file or stdin
    Api(api::ApiTask),
    /// Print every command and flag
    #[command(hide = true)]
    HelpTree,
}

/// Commands that talk to the service, or sign for it.
const CONNECTED: &[&str] = &["call", "record", "webhook", "sig", "doctor", "api"];

/// The whole tree. The words of the command line are looked at for one thing only: a path such as `/v4/service/command`
/// becomes a subcommand of `api`.
pub fn tree(words: impl IntoIterator<Item = OsString>) -> Command {
    let mut tree = globals::add(Arguments::command());
    let mut words = words.into_iter().skip(1);
    let path = words.by_ref().find(|word| word == "api").and_then(|_| {
        words.find_map(|word| word.into_string().ok().filter(|w| w.starts_with("/v4/")))
    });
    if let Some(path) = path {
        tree = tree.mut_subcommand("api", |api| api.subcommand(api::raw(path)));
    }
    // What is changed moves behind the rest, so what stands behind it is touched as well.
    tree = tree.mut_subcommand("scenario", |scenario| {
        let scenario = scenario.mut_subcommand("run", globals::add_output);
        scenario.mut_subcommand("schema", |schema| schema)
    });
    tree = tree.mut_subcommand("profile", |profile| {
        profile.mut_subcommands(globals::add_output)
    });
    for name in CONNECTED {
        tree = tree.mut_subcommand(name, globals::add_to_leaves);
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_one_that_clap_accepts() {
        tree([]).debug_assert();
        let raw = ["call-engine", "api", "/v4/service/command"].map(OsString::from);
        tree(raw).debug_assert();
    }
}
