//! A secret key that another program prints, such as a store of passwords.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

/// Longest wait for it: somebody may have to unlock the store.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longest pause between two looks at whether it has ended.
const LOOK: Duration = Duration::from_millis(20);
/// Most that is read of what it prints.
const MOST: u64 = 64 * 1024;

/// Runs a command and gives the first line it prints. No shell is involved, so nothing in the text is replaced or joined:
/// quotes keep a word together, and that is all. What it says on stderr goes to ours.
///
/// No message shows more of the command than its first word.
pub(crate) fn first_line(text: &str) -> Result<Zeroizing<String>, String> {
    first_line_within(text, PATIENCE)
}

fn first_line_within(text: &str, patience: Duration) -> Result<Zeroizing<String>, String> {
    let words = shlex::split(text).ok_or("a quote in the command has no end")?;
    let Some((program, words)) = words.split_first() else {
        return Err("the command is empty".to_owned());
    };
    let named = |why: &str| format!("the command {program:?} {why}");
    let mut child = Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| named(&format!("does not start: {error}")))?;
    let deadline = Instant::now() + patience;
    let printed = read(&mut child, patience);
    let printed = match printed {
        Some(printed) => printed.map_err(|error| named(&format!("cannot be read: {error}"))),
        None => Err(named(&format!("took longer than {patience:?}"))),
    };
    if printed.is_err() {
        // Also one that has ended: then there is nothing to kill, and that is no failure.
        let _ = child.kill();
        let _ = child.wait();
    }
    let printed = printed?;
    let mut pause = Duration::from_millis(1);
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < deadline => thread::sleep(pause),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(named("printed something and did not end"));
            }
            Err(error) => return Err(named(&format!("cannot be waited for: {error}"))),
        }
        pause = (pause * 2).min(LOOK);
    };
    if !status.success() {
        return Err(named(&format!("failed ({status})")));
    }
    let text =
        std::str::from_utf8(&printed).map_err(|_| named("prints something that is not text"))?;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        return Err(named("prints nothing in its first line"));
    }
    Ok(Zeroizing::new(line.to_owned()))
}

/// Everything it prints; `None` if it takes too long.
fn read(child: &mut Child, patience: Duration) -> Option<std::io::Result<Zeroizing<Vec<u8>>>> {
    let stdout = child.stdout.take()?;
    let (tell, told) = mpsc::channel();
    // A thread, because a pipe cannot be read for a limited time; it ends with the pipe.
    thread::spawn(move || {
        // In one piece of memory, so that no copy is left behind when it grows.
        let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(MOST).unwrap_or(0)));
        let read = stdout.take(MOST).read_to_end(&mut bytes);
        let _ = tell.send(read.map(|_| bytes));
    });
    told.recv_timeout(patience).ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn line(text: &str) -> Result<String, String> {
        first_line(text).map(|line| line.to_string())
    }

    #[test]
    fn the_first_line_is_taken_and_no_shell_reads_the_command() {
        assert_eq!(
            line("printf 'the key \\nurl: x\\n'"),
            Ok("the key".to_owned())
        );
        assert_eq!(line("echo $HOME"), Ok("$HOME".to_owned()));
        assert_eq!(line("echo a;b"), Ok("a;b".to_owned()));
    }

    #[test]
    fn what_goes_wrong_is_told_by_the_name_of_the_program_alone() {
        for (text, why) in [
            ("", "empty"),
            ("echo 's3cr3t", "no end"),
            ("/no/such/program s3cr3t", "does not start"),
            ("false s3cr3t", "failed"),
            ("true s3cr3t", "nothing in its first line"),
            ("printf '\\377s3cr3t'", "not text"),
        ] {
            let error = line(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
            assert!(!error.contains("s3cr3t"), "{text}: {error}");
        }
    }

    #[test]
    fn one_that_does_not_end_is_ended() {
        for text in ["sleep 600", "sh -c 'exec >&-; exec sleep 600'"] {
            let error = first_line_within(text, Duration::from_millis(100)).unwrap_err();
            assert!(
                error.contains("took longer") || error.contains("did not end"),
                "{text}: {error}"
            );
        }
    }
}
