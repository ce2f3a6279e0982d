//! A target folder that begins with the dependencies that are built already.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::Path;
use std::{fs, io};

use super::folder;

/// Where cargo keeps what it built, below the folder of a profile.
const FOLDERS: [&str; 2] = ["deps", "build"];

/// Links what was built of packages from elsewhere, so that a copy of the checkout builds only its own packages.
///
/// Cargo looks at each piece itself and builds again what does not fit.
pub fn seed(lock: &Path, from: &Path, to: &Path) -> Result<(), String> {
    let (from, to) = (from.join("debug"), to.join("debug"));
    if to.exists() || !from.join(".fingerprint").is_dir() {
        return Ok(());
    }
    let text = fs::read_to_string(lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    link(&foreign(&text), &from, &to)
        .map_err(|error| format!("{} cannot be begun: {error}", to.display()))
}

/// The packages of a lock file that come from elsewhere.
fn foreign(lock: &str) -> HashSet<&str> {
    lock.split("[[package]]")
        .filter(|package| package.contains("\nsource = "))
        .filter_map(|package| package.split_once("name = \"")?.1.split_once('"'))
        .map(|(name, _)| name)
        .collect()
}

fn link(foreign: &HashSet<&str>, from: &Path, to: &Path) -> io::Result<()> {
    let mut hashes = HashSet::new();
    for entry in fs::read_dir(from.join(".fingerprint"))? {
        let entry = entry?;
        let name = entry.file_name();
        let Some((package, hash)) = name.to_str().and_then(|name| name.rsplit_once('-')) else {
            continue;
        };
        if foreign.contains(package) {
            // Cargo writes into these, so they are copied.
            folder::copy(&entry.path(), &to.join(".fingerprint").join(&name))?;
            hashes.insert(hash.to_owned());
        }
    }
    for folder in FOLDERS {
        for entry in fs::read_dir(from.join(folder))? {
            let entry = entry?;
            if hash(&entry.file_name()).is_some_and(|hash| hashes.contains(&hash)) {
                let target = to.join(folder).join(entry.file_name());
                folder::each(&entry.path(), &target, &|a, b| fs::hard_link(a, b))?;
            }
        }
    }
    Ok(())
}

/// What stands between the last `-` and the ending.
fn hash(name: &OsStr) -> Option<String> {
    let (_, rest) = name.to_str()?.rsplit_once('-')?;
    Some(rest.split('.').next().unwrap_or(rest).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_elsewhere_is_linked_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let (from, to) = (place.path().join("from"), place.path().join("to"));
        let lock = place.path().join("Cargo.lock");
        fs::write(
            &lock,
            "version = 4\n\n[[package]]\nname = \"ours\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"serde-x\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\n",
        )
        .unwrap();
        for file in [
            ".fingerprint/serde-x-1a/lib-serde_x",
            ".fingerprint/ours-2b/lib-ours",
            "deps/libserde_x-1a.rlib",
            "deps/serde_x-1a.d",
            "deps/libours-2b.rlib",
            "build/serde-x-1a/output",
            "incremental/ours-2b/a",
        ] {
            let path = from.join("debug").join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        seed(&lock, &from, &to).unwrap();
        let there = |file: &str| to.join("debug").join(file).is_file();
        assert!(there(".fingerprint/serde-x-1a/lib-serde_x"));
        assert!(there("deps/libserde_x-1a.rlib") && there("deps/serde_x-1a.d"));
        assert!(there("build/serde-x-1a/output"));
        assert!(!there("deps/libours-2b.rlib") && !there(".fingerprint/ours-2b/lib-ours"));
        assert!(!to.join("debug/incremental").exists());
        // A folder that is there already is left alone.
        fs::write(from.join("debug/deps/libserde_x-1a.so"), "").unwrap();
        seed(&lock, &from, &to).unwrap();
        assert!(!there("deps/libserde_x-1a.so"));
    }
}
