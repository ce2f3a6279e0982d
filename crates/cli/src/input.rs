//! What is read from files and stdin: never without an end.

use std::fs::File;
use std::io::{self, Read};

/// Longest thing that is read whole; bodies of requests and webhooks have kilobytes.
const LONGEST: u64 = 16 * 1024 * 1024;

/// A file, or stdin for `-`.
pub fn bytes(path: &str) -> io::Result<Vec<u8>> {
    if path == "-" {
        whole(io::stdin().lock())
    } else {
        whole(File::open(path)?)
    }
}

/// A file, or stdin for `-`, in UTF-8.
pub fn text(path: &str) -> io::Result<String> {
    let wrong = |error| io::Error::new(io::ErrorKind::InvalidData, error);
    String::from_utf8(bytes(path)?).map_err(wrong)
}

fn whole(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        let text = format!("it is longer than {} MB", LONGEST / (1024 * 1024));
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
    }
    Ok(bytes)
}
