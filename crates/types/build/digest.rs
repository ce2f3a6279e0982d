//! One number for the whole contract, so that stale generated code is noticed.

use std::path::Path;
use std::{fs, io};

/// Digest of the document, the catalogue and all examples below the folder of a contract.
#[allow(dead_code, reason = "who has the texts in memory uses `of`")]
pub fn digest(folder: &Path) -> io::Result<String> {
    let mut texts = Vec::new();
    let mut add =
        |name: String| fs::read_to_string(folder.join(&name)).map(|text| texts.push((name, text)));
    add("call-engine.yaml".to_owned())?;
    add("errors.yaml".to_owned())?;
    for operation in fs::read_dir(folder.join("examples"))? {
        let operation = operation?;
        let folder = format!("examples/{}", operation.file_name().to_string_lossy());
        for example in fs::read_dir(operation.path())? {
            let name = example?.file_name();
            let name = name.to_string_lossy();
            if !name.starts_with('.') {
                add(format!("{folder}/{name}"))?;
            }
        }
    }
    texts.sort();
    let texts = texts.iter();
    Ok(of(texts.map(|(name, text)| (name.as_str(), text.as_str()))))
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
