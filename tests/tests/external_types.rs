//! What of other packages is in the public API: their next major version would be one of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use promises::{external_types, root};

/// The list that may shrink, and grows only knowingly.
const LIST: &str = "tests/external-types.txt";

/// The packages whose API counts, with their folders.
const PACKAGES: [(&str, &str); 3] = [
    ("call-engine", "crates/call-engine"),
    ("call-engine-types", "crates/types"),
    ("usersig", "crates/usersig"),
];

/// The list: package → path → reason.
fn allowed() -> BTreeMap<String, BTreeMap<String, String>> {
    let text = fs::read_to_string(root().join(LIST)).expect("the list");
    let mut packages: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut package = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[') {
            let name = name.strip_suffix(']').expect("the name of a package");
            package = Some(packages.entry(name.to_owned()).or_default());
        } else if !line.is_empty() {
            let (path, why) = line.split_once(" = ").expect("`path = reason`");
            let package = package.as_mut().expect("`[package]` before paths");
            let twice = package.insert(path.to_owned(), why.to_owned());
            assert!(twice.is_none(), "{path} is listed twice");
            assert!(!why.trim().is_empty(), "{path} needs a reason");
        }
    }
    packages
}

/// Whether a line of the list allows a path; `package::*` allows everything of a package.
fn covers(line: &str, path: &str) -> bool {
    match line.strip_suffix('*') {
        Some(package) => path.starts_with(package),
        None => line == path,
    }
}

#[test]
fn only_listed_types_of_other_packages_are_in_the_public_api() {
    let allowed = allowed();
    for (package, folder) in PACKAGES {
        let found = external_types(folder);
        let listed: BTreeSet<&String> = allowed
            .get(package)
            .into_iter()
            .flatten()
            .map(|(path, _)| path)
            .collect();
        let new: Vec<String> = found
            .iter()
            .filter(|(path, _)| !listed.iter().any(|line| covers(line, path)))
            .map(|(path, by)| {
                let by: Vec<&str> = by.iter().take(4).map(String::as_str).collect();
                format!("{path} (in {})", by.join(", "))
            })
            .collect();
        assert!(
            new.is_empty(),
            "new in the public API of {package}: a major version of that package becomes one of ours. Avoid it, or \
             list it in {LIST} with the reason:\n{}",
            new.join("\n")
        );
        let gone: Vec<&&String> = listed
            .iter()
            .filter(|line| !found.keys().any(|path| covers(line, path)))
            .collect();
        assert!(
            gone.is_empty(),
            "no longer in the public API of {package}; take it from {LIST}: {gone:?}"
        );
    }
}

#[test]
fn every_listed_package_is_one_that_is_read() {
    for package in allowed().keys() {
        assert!(
            PACKAGES.iter().any(|(name, _)| name == package),
            "{package}"
        );
    }
}

#[test]
fn types_are_found_wherever_an_api_can_show_them() {
    let folder = tempfile::tempdir_in(root().join("target")).expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write(
        "Cargo.toml",
        "[dependencies]\none = \"1\"\ntwo = \"1\"\nthree-a.workspace = true\nhidden = \"1\"\n[dev-dependencies]\nnone = \"1\"\n",
    );
    write(
        "src/lib.rs",
        "mod a;\npub mod b;\npub use a::{Open as Renamed, two_of};\npub use one::*;\n#[cfg(test)] mod none;\n",
    );
    write(
        "src/a/mod.rs",
        "use two::deep::Thing;\nuse hidden::Hidden;\nmod c;\npub use c::Below;\n\
         #[derive(Clone, one::Derived)]\n#[cfg_attr(feature = \"x\", derive(two::Late))]\n\
         pub struct Open { pub field: Vec<Thing>, private: Hidden }\n\
         pub struct Closed { pub field: Hidden }\n\
         impl Closed { pub fn unseen(&self) -> Hidden { todo!() } }\n\
         impl Open { fn own(&self, _: Hidden) {} pub(crate) fn ours(&self) -> Hidden { todo!() } }\n\
         pub fn two_of(list: &[three_a::Item]) -> impl Iterator<Item = one::Made> { let x: Hidden; todo!() }\n",
    );
    write(
        "src/a/c.rs",
        "use super::Open;\npub struct Below(pub one::Inside);\n\
         impl Open { pub fn method(&self, by: impl Fn(two::Given)) -> Result<(), one::Failed> { todo!() } }\n\
         impl From<one::Raw> for Open { fn from(_: one::Raw) -> Self { todo!() } }\n\
         impl two::Walk for Open { type Item = two::Step; }\n",
    );
    write(
        "src/b.rs",
        "pub trait Open: one::Base { fn look(&self) -> two::Seen; }\npub enum Either<T: one::Bound> { Left(T), Right { it: three_a::Right } }\n\
         pub type Short = two::Long<u8>;\n",
    );
    let name = folder.path().strip_prefix(root()).expect("below the root");
    let found = external_types(name.to_str().expect("a name"));
    let found: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(
        found,
        [
            "one::*",
            "one::Base",
            "one::Bound",
            "one::Derived",
            "one::Failed",
            "one::Made",
            "one::Raw",
            "three_a::Item",
            "three_a::Right",
            "two::Given",
            "two::Late",
            "two::Long",
            "two::Seen",
            "two::Step",
            "two::Walk",
            "two::deep::Thing",
        ]
    );
}
