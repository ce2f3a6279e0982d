//! One number for the whole contract, so that stale generated code is noticed.

use std::path::Path;
use std::{fs, io};

/// Digest of the document, the catalogue and all examples below the folder of a contract.
///
/// FNV-1a over paths and bytes: it notices edits, it does not resist anybody.
pub fn digest(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for name in ["call-engine.yaml", "errors.yaml"] {
        files.push((name.to_owned(), folder.join(name)));
    }
    for operation in fs::read_dir(folder.join("examples"))? {
        let operation = operation?;
        for example in fs::read_dir(operation.path())? {
            let example = example?;
            let name = example.file_name();
            let name = name.to_string_lossy();
            if !name.starts_with('.') {
                let path = format!("{}/{name}", operation.file_name().to_string_lossy());
                files.push((path, example.path()));
            }
        }
    }
    files.sort();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut mix = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0xff]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for (name, path) in files {
        mix(name.as_bytes());
        mix(&fs::read(path)?);
    }
    Ok(format!("{hash:016x}"))
}
