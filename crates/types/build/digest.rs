//! One number for the whole contract, so that stale generated code is noticed.

use std::path::Path;
use std::{fs, io};

/// Digest of the document, the files beside it, the catalogue and all examples below the folder of a contract.
#[allow(dead_code, reason = "who has the texts in memory uses `of`")]
pub fn digest(folder: &Path) -> io::Result<String> {
    let mut texts = Vec::new();
    gather(folder, "", &mut texts)?;
    texts.sort();
    let texts = texts.iter();
    Ok(of(texts.map(|(name, text)| (name.as_str(), text.as_str()))))
}

/// Every file in `examples`, and elsewhere every YAML and JSON file; hidden ones belong to editors.
#[allow(dead_code, reason = "who has the texts in memory uses `of`")]
fn gather(folder: &Path, relative: &str, texts: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(relative))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let path = if relative.is_empty() {
            name.into_owned()
        } else {
            format!("{relative}/{name}")
        };
        let ending = Path::new(&path).extension();
        let text =
            ending.is_some_and(|ending| ending == "yaml" || ending == "yml" || ending == "json");
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            gather(folder, &path, texts)?;
        } else if text || path.starts_with("examples/") {
            let text = fs::read_to_string(folder.join(&path))?;
            texts.push((path, text));
        }
    }
    Ok(())
}

/// Digest of texts in the order of their names. FNV-1a: it notices edits, it does not resist anybody.
pub fn of<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut mix = |text: &str| {
        for byte in text.as_bytes().iter().chain(&[0xff]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for (name, text) in texts {
        mix(name);
        mix(text);
    }
    format!("{hash:016x}")
}
