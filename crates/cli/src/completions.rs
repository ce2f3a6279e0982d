//! Scripts that complete commands and flags in a shell.

use clap::{Args, Command};
use clap_complete::Shell;

use crate::exit::Failure;
use crate::output::Output;

pub const EXAMPLES: &str = "\
Where the script goes:
  bash        call-engine completions bash > ~/.local/share/bash-completion/completions/call-engine
  zsh         call-engine completions zsh > \"${fpath[1]}/_call-engine\"
  fish        call-engine completions fish > ~/.config/fish/completions/call-engine.fish
  powershell  call-engine completions powershell >> $PROFILE
  elvish      call-engine completions elvish >> ~/.config/elvish/rc.elv";

#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// Shell it is for
    shell: Shell,
}

pub fn run(
    arguments: &CompletionsArguments,
    tree: &Command,
    output: &Output,
) -> Result<(), Failure> {
    let mut tree = without_hidden(tree);
    let name = tree.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut tree, name, &mut script);
    output.text(&String::from_utf8_lossy(&script))
}

/// What is hidden from the help is not completed either; the library does not heed that.
fn without_hidden(tree: &Command) -> Command {
    let visible = tree.get_subcommands().filter(|task| !task.is_hide_set());
    Command::new(tree.get_name().to_owned())
        .version(tree.get_version().unwrap_or_default().to_owned())
        .args(tree.get_arguments())
        .subcommands(visible)
}
