//! A ticket from a file, from stdin or from the environment, and never from the command line.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::Path;

use usersig::Claims;

use crate::exit::Failure;
use crate::table::plain;

const VARIABLE: &str = "CALL_ENGINE_USER_SIG";
/// No ticket is longer; more is not read.
const LONGEST: u64 = 64 * 1024;
/// No ticket is shorter than this, and hardly a file name longer.
const SHORTEST: usize = 60;

const WAYS: &str = "\
there is no ticket to look at. Give it in one of these ways:
  call-engine sig inspect FILE            a file that holds it
  call-engine sig mint | call-engine sig inspect
  CALL_ENGINE_USER_SIG in the environment
It is never taken from the command line, where others can read it.";

/// Reads the ticket: from the file, else from stdin, else from the environment.
pub fn ticket(file: Option<&Path>) -> Result<String, Failure> {
    let given = match file {
        Some(path) if path.as_os_str() == "-" => read(&mut io::stdin().lock(), "stdin")?,
        Some(path) => of_file(path)?,
        None => {
            let piped = if io::stdin().is_terminal() {
                String::new()
            } else {
                read(&mut io::stdin().lock(), "stdin")?
            };
            if piped.is_empty() {
                let set = std::env::var(VARIABLE).unwrap_or_default();
                set.trim().to_owned()
            } else {
                piped
            }
        }
    };
    if given.is_empty() {
        return Err(Failure::local(WAYS));
    }
    Ok(given)
}

fn of_file(path: &Path) -> Result<String, Failure> {
    match fs::File::open(path) {
        Ok(mut file) => read(&mut file, &path.display().to_string()),
        // Its text would be shown as the name of a file.
        Err(_) if is_like_a_ticket(path) => Err(Failure::local(
            "that is a ticket, not the name of a file. Others can read the command line, so give it by stdin, and \
             take this one for known",
        )),
        Err(error) => Err(Failure::local(format!(
            "{}: {error}",
            plain(&path.display().to_string())
        ))),
    }
}

fn is_like_a_ticket(path: &Path) -> bool {
    let Some(text) = path.to_str() else {
        return false;
    };
    let alphabet = |c: char| c.is_ascii_alphanumeric() || "*-_+/=%".contains(c);
    Claims::decode(text).is_ok()
        || (text.len() >= SHORTEST && text.starts_with('e') && text.chars().all(alphabet))
}

fn read(from: &mut impl io::Read, name: &str) -> Result<String, Failure> {
    let mut text = String::new();
    from.take(LONGEST)
        .read_to_string(&mut text)
        .map_err(|error| Failure::local(format!("{}: {error}", plain(name))))?;
    Ok(text.trim().to_owned())
}
