//! The manual: a page for each command.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;

use crate::exit::Failure;
use crate::output::{Output, talk};

pub const EXAMPLES: &str = "\
Examples:
  call-engine man | man -l -
  call-engine man call watch | man -l -
  call-engine man --out ~/.local/share/man/man1";

#[derive(Debug, Args)]
pub struct ManArguments {
    /// Command whose page is printed, such as call watch [default: the page of the program]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Folder to write every page to
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    out: Option<PathBuf>,
}

pub fn run(arguments: &ManArguments, tree: &Command, output: &Output) -> Result<(), Failure> {
    // Pages of `help` would say nothing.
    let mut tree = tree.clone().disable_help_subcommand(true);
    tree.build();
    if let Some(folder) = &arguments.out {
        let written = fs::create_dir_all(folder).and_then(|()| write(&tree, folder));
        let place = folder.display();
        let count = written.map_err(|error| Failure::local(format!("{place}: {error}")))?;
        talk(&format!("{count} pages are in {place}."));
        return Ok(());
    }
    let mut command = &tree;
    for word in &arguments.command {
        let below = command.find_subcommand(word);
        command = below.ok_or_else(|| {
            let names = visible(command).map(Command::get_name).collect::<Vec<_>>();
            Failure::local(format!(
                "there is no page for {word:?} here; there are pages for: {}",
                names.join(", ")
            ))
        })?;
    }
    output.text(&page(command)?)
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command
        .get_subcommands()
        .filter(|below| !below.is_hide_set())
}

/// Writes the page of a command and those of all below it; gives their number.
fn write(command: &Command, folder: &Path) -> io::Result<usize> {
    let mut count = 1;
    for below in visible(command) {
        count += write(below, folder)?;
    }
    let name = Man::new(command.clone()).get_filename();
    fs::write(folder.join(name), page(command)?)?;
    Ok(count)
}

/// A page. What stands behind the help has lines that belong as they are, such as examples.
fn page(command: &Command) -> io::Result<String> {
    let man = Man::new(command.clone())
        .source(concat!("call-engine ", env!("CARGO_PKG_VERSION")))
        .manual("Tencent RTC Call from the command line");
    let mut roff = Vec::new();
    man.render_title(&mut roff)?;
    man.render_name_section(&mut roff)?;
    man.render_synopsis_section(&mut roff)?;
    man.render_description_section(&mut roff)?;
    man.render_options_section(&mut roff)?;
    if visible(command).next().is_some() {
        man.render_subcommands_section(&mut roff)?;
    }
    let mut page = String::from_utf8_lossy(&roff).into_owned();
    if let Some(text) = command.get_after_help() {
        page.push_str(".SH NOTES\n.nf\n");
        for line in text.to_string().lines() {
            page.push_str(&literal(line));
            page.push('\n');
        }
        page.push_str(".fi\n");
    }
    Ok(page)
}

/// A line of text that says nothing to roff.
fn literal(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) {
        format!("\\&{line}")
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_nothing_to_roff() {
        assert_eq!(literal(".SH x"), "\\&.SH x");
        assert_eq!(literal("'x"), "\\&'x");
        assert_eq!(literal(r"a \ --b"), r"a \e \-\-b");
    }
}
