//! The tree of commands.

use std::ffi::OsString;

use clap::{Command, CommandFactory as _, Parser, Subcommand};

use crate::{
    api, call, completions, demo, doctor, emulator, exit, explain, globals, man, profile, record,
    scenario, sig, webhook,
};

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
    Demo(demo::DemoArguments),
    /// Run a call engine on this machine until Ctrl-C
    Emulator(Box<emulator::EmulatorArguments>),
    /// Run files that say what happens on an emulator, and what is expected
    #[command(subcommand, arg_required_else_help = true)]
    Scenario(scenario::ScenarioTask),
    /// Start, watch, find and end calls
    #[command(subcommand, arg_required_else_help = true)]
    Call(call::CallTask),
    /// Read the records of finished calls
    #[command(subcommand, arg_required_else_help = true)]
    Record(record::RecordTask),
    /// Choose where the service sends its webhooks
    #[command(subcommand, arg_required_else_help = true)]
    Webhook(webhook::WebhookTask),
    /// Make, read and check tickets that say who calls
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
    /// Say what a code, a name or a word of the service means; needs no account and no network
    #[command(after_help = explain::EXAMPLES)]
    Explain(explain::ExplainArguments),
    /// Print a script that completes this program's commands and flags in a shell
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::CompletionsArguments),
    /// Print a page of the manual, or write all of them
    #[command(after_help = man::EXAMPLES)]
    Man(man::ManArguments),
    /// Print every command and flag
    #[command(hide = true)]
    HelpTree,
}

/// The whole tree. The words of the command line are looked at for one thing only: a path such as `/v4/service/command`
/// becomes a subcommand of `api`.
pub fn tree(words: impl IntoIterator<Item = OsString>) -> Command {
    let mut words = words.into_iter().skip(1);
    let path = words.by_ref().find(|word| word == "api").and_then(|_| {
        words.find_map(|word| word.into_string().ok().filter(|w| w.starts_with("/v4/")))
    });
    globals::add(Arguments::command()).mut_subcommands(|task| match task.get_name() {
        "api" => {
            let raw = path.clone().map(api::raw);
            globals::add_to_leaves(task.subcommands(raw))
        }
        "call" | "record" | "webhook" | "doctor" => globals::add_to_leaves(task),
        "profile" => task.mut_subcommands(|task| globals::add_some(task, globals::PRINTING)),
        "sig" => task.mut_subcommands(|task| match task.get_name() {
            "inspect" => globals::add_some(task, globals::PRINTING),
            _ => globals::add_some(task, globals::SIGNING),
        }),
        "scenario" => task.mut_subcommands(|task| match task.get_name() {
            "run" => globals::add_some(task, globals::PRINTING),
            _ => task,
        }),
        "explain" => globals::add_some(task, globals::PRINTING),
        _ => task,
    })
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
