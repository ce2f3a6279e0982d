//! Folders with all that is in them.

use std::path::Path;
use std::{fs, io};

/// Copies the files of a folder, or one file; others that lie in the copy stay.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    each(from, to, &|from, to| fs::copy(from, to).map(drop))
}

/// Makes the folders of a folder anew elsewhere, and does the same to each file.
pub fn each(
    from: &Path,
    to: &Path,
    file: &dyn Fn(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    if !from.is_dir() {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        return file(from, to);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        each(&entry.path(), &to.join(entry.file_name()), file)?;
    }
    Ok(())
}
