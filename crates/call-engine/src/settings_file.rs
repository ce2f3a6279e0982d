//! Files with settings and keys: read to an end, and closed to others where they hold a secret.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use zeroize::Zeroizing;

/// Longest file with settings or a key.
const LONGEST: u64 = 1024 * 1024;

/// The text of a key, of a file that only its owner can read if that is wanted.
pub(crate) fn read_key(path: &Path, private: bool) -> Result<Zeroizing<String>, String> {
    let file = fs::File::open(path).map_err(|error| error.to_string())?;
    if private {
        closed_to_others(&file, path)?;
    }
    read_whole(&file).map_err(|error| error.to_string())
}

/// A file of settings, unless it has no end.
pub(crate) fn read_whole(file: &fs::File) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    file.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::other("it is longer than 1 MB"));
    }
    Ok(text)
}

/// Refuses a file that group or others may read.
pub(crate) fn closed_to_others(file: &fs::File, path: &Path) -> Result<(), String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let metadata = file.metadata().map_err(|error| error.to_string())?;
        let mode = metadata.permissions().mode() & 0o777;
        if metadata.is_file() && mode & 0o044 != 0 {
            return Err(format!(
                "it holds a secret and others can read it (mode {mode:o}): `chmod 600 {}`, or set \
                 `allow_readable_by_others = true` at the top of the file of profiles",
                path.display()
            ));
        }
    }
    #[cfg(not(unix))]
    let _ = (file, path);
    Ok(())
}
