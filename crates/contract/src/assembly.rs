//! One document from several files.
//!
//! A schema or parameter of another file becomes a component of the same name, everything else is put where its
//! reference stands. What results has references into itself only, and so has the bundle.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use crate::document::DEPTH;
use crate::finding::Finding;
use crate::places::Places;
use crate::sources::Sources;
use crate::yaml::{self, step};

/// How many values may come from other files: enough for a thousand commands, and an end for files that hold each
/// other.
const GRAFTS: usize = 20_000;
/// How long a chain of references that only lead on may be.
const CHAIN: usize = 16;

/// Brings in what references to other files lead to. `holders` are the pointers of the objects with these references.
pub(crate) fn assemble(
    file: &str,
    root: Value,
    places: Places,
    sources: &Sources,
    holders: Vec<String>,
) -> Result<(Value, Places, Vec<String>), Vec<Finding>> {
    let mut assembly = Assembly {
        file,
        sources,
        root,
        places,
        files: Vec::new(),
        placed: HashMap::new(),
        jobs: VecDeque::new(),
        findings: Vec::new(),
    };
    let jobs = holders.into_iter().map(|holder| Job { holder, from: None });
    assembly.jobs.extend(jobs);
    while let Some(job) = assembly.jobs.pop_front() {
        if let Err(finding) = assembly.follow(&job) {
            assembly.findings.push(finding);
        }
        if assembly.places.grafts() > GRAFTS {
            let message = format!("more than {GRAFTS} values come from other files");
            let remedy = "refer to fewer: files that hold each other have no end";
            let finding = assembly.refusal("nesting", &job.holder, message, remedy);
            assembly.findings.push(finding);
            break;
        }
    }
    if !assembly.findings.is_empty() {
        return Err(assembly.findings);
    }
    let names = assembly.files.into_iter().map(|file| file.path).collect();
    Ok((assembly.root, assembly.places, names))
}

/// A reference to follow.
struct Job {
    /// Where in the document the object with the reference stands.
    holder: String,
    /// The file it was written in; none for the document itself.
    from: Option<usize>,
}

/// A file beside the document.
struct File {
    path: String,
    value: Value,
}

/// What a reference leads to.
enum Target {
    /// Something in the document.
    Own(String),
    /// Something in another file.
    Other(usize, String),
}

struct Assembly<'a> {
    file: &'a str,
    sources: &'a Sources,
    root: Value,
    places: Places,
    files: Vec<File>,
    /// Where in the document the components of other files stand.
    placed: HashMap<(usize, String), String>,
    jobs: VecDeque<Job>,
    findings: Vec<Finding>,
}

impl Assembly<'_> {
    fn follow(&mut self, job: &Job) -> Result<(), Finding> {
        let Some(reference) = reference(self.root.pointer(&job.holder)) else {
            return Ok(());
        };
        let reference = reference.to_owned();
        let (file, pointer) = match self.target(&reference, job.from, &job.holder)? {
            Target::Own(pointer) => {
                self.refer(&job.holder, &pointer);
                return Ok(());
            }
            Target::Other(file, pointer) => (file, pointer),
        };
        let Some(section) = section(&job.holder) else {
            return self.put(&job.holder, file, &pointer);
        };
        if let Some(at) = self.placed.get(&(file, pointer.clone())) {
            let at = at.clone();
            self.refer(&job.holder, &at);
            return Ok(());
        }
        let folder = format!("/components/{section}");
        let own = job.holder.rsplit_once('/');
        if own.is_some_and(|(parent, _)| parent == folder) {
            self.placed
                .insert((file, pointer.clone()), job.holder.clone());
            return self.put(&job.holder, file, &pointer);
        }
        let path = &self.files[file].path;
        let stem = path.rsplit('/').next().unwrap_or(path);
        let stem = stem.split('.').next().unwrap_or(stem);
        let name = pointer.rsplit('/').next().filter(|name| !name.is_empty());
        let at = format!("{folder}/{}", name.unwrap_or(stem));
        if let Some(present) = self.root.pointer(&at) {
            // A component that only leads to the same thing becomes it when its turn comes.
            let leads = self::reference(Some(present)).map(str::to_owned);
            let same = match leads {
                Some(leads) => matches!(
                    self.target(&leads, None, &at)?,
                    Target::Other(other, ref there) if other == file && *there == pointer
                ),
                None => false,
            };
            if !same {
                let message = format!(
                    "`{reference}` would become the component `{at}`, which is there already"
                );
                let remedy = "rename one of the two, or refer to the one that is meant";
                return Err(self.refusal("ref-collision", &job.holder, message, remedy));
            }
            self.refer(&job.holder, &at);
            return Ok(());
        }
        self.make(&at);
        self.placed.insert((file, pointer.clone()), at.clone());
        self.refer(&job.holder, &at);
        self.put(&at, file, &pointer)
    }

    /// Makes room for a component.
    fn make(&mut self, at: &str) {
        let mut value = &mut self.root;
        for name in at.split('/').skip(1) {
            let name = name.replace("~1", "/").replace("~0", "~");
            if !value.is_object() {
                return;
            }
            value = &mut value[name];
            if value.is_null() {
                *value = Value::Object(Map::new());
            }
        }
    }

    /// Puts a value of another file into the document.
    fn put(&mut self, at: &str, file: usize, pointer: &str) -> Result<(), Finding> {
        if at.split('/').count() > DEPTH {
            let message = "files refer to each other without end".to_owned();
            let remedy = "write a schema: only those may refer to themselves";
            return Err(self.refusal("nesting", at, message, remedy));
        }
        let value = self.files[file].value.pointer(pointer).cloned();
        let Some(value) = value else { return Ok(()) };
        let mut holders = Vec::new();
        gather(&value, &mut at.to_owned(), 0, &mut holders);
        if let Some(place) = self.root.pointer_mut(at) {
            *place = value;
        }
        self.places.graft(at, file, pointer);
        let from = Some(file);
        let jobs = holders.into_iter().map(|holder| Job { holder, from });
        self.jobs.extend(jobs);
        Ok(())
    }

    fn refer(&mut self, holder: &str, pointer: &str) {
        if let Some(Value::Object(map)) = self.root.pointer_mut(holder) {
            map.insert("$ref".to_owned(), format!("#{pointer}").into());
        }
    }

    /// What a reference written in a file leads to, past references that only lead on.
    fn target(
        &mut self,
        reference: &str,
        from: Option<usize>,
        holder: &str,
    ) -> Result<Target, Finding> {
        let mut reference = reference.to_owned();
        let mut from = from;
        for _ in 0..CHAIN {
            let (path, pointer) = reference.split_once('#').unwrap_or((&reference, ""));
            let base = from.map_or(self.file, |file| self.files[file].path.as_str());
            let path = if path.is_empty() {
                base.to_owned()
            } else {
                match joined(base, path) {
                    Ok(path) => path,
                    Err(message) => {
                        let message = format!("`{reference}` is {message}");
                        let remedy = "copy the file into the folder of the contract, and refer to it by a relative path";
                        return Err(self.refusal("ref-resolves", holder, message, remedy));
                    }
                }
            };
            if path == self.file {
                return Ok(Target::Own(pointer.to_owned()));
            }
            let file = self.open(&path, &reference, holder)?;
            let Some(value) = self.files[file].value.pointer(pointer) else {
                let message = format!(
                    "`$ref: {reference}` leads nowhere: {path} has nothing at `#{pointer}`"
                );
                let remedy = "define it there, or mend the name";
                return Err(self.refusal("ref-resolves", holder, message, remedy));
            };
            match self::reference(Some(value)) {
                Some(next) => {
                    reference = next.to_owned();
                    from = Some(file);
                }
                None => return Ok(Target::Other(file, pointer.to_owned())),
            }
        }
        let message = format!("`{reference}` and others lead to each other only");
        Err(self.refusal("ref-resolves", holder, message, "define one of them"))
    }

    fn open(&mut self, path: &str, reference: &str, holder: &str) -> Result<usize, Finding> {
        if let Some(file) = self.files.iter().position(|file| file.path == path) {
            return Ok(file);
        }
        let Some(text) = self.sources.get(path) else {
            let message = format!("`$ref: {reference}` leads nowhere: there is no file {path}");
            let remedy = "define it: add the file (`.yaml`, `.yml` or `.json`), or mend its name";
            return Err(self.refusal("ref-resolves", holder, message, remedy));
        };
        let (value, lines) = yaml::read(path, text)?;
        self.places.add(lines);
        self.files.push(File {
            path: path.to_owned(),
            value,
        });
        Ok(self.files.len() - 1)
    }

    fn refusal(&self, rule: &'static str, holder: &str, message: String, remedy: &str) -> Finding {
        let place = self.places.place(&step(holder, "$ref"));
        Finding::new(rule, place, message, remedy)
    }
}

/// The text of a reference.
fn reference(value: Option<&Value>) -> Option<&str> {
    value?.get("$ref")?.as_str()
}

/// The objects with references in a value.
fn gather(value: &Value, pointer: &mut String, depth: usize, holders: &mut Vec<String>) {
    if depth > DEPTH {
        // Told by the check of the whole document.
        return;
    }
    let end = pointer.len();
    let mut inside = |name: &str, item: &Value| {
        *pointer = step(pointer, name);
        gather(item, pointer, depth + 1, holders);
        pointer.truncate(end);
    };
    match value {
        Value::Object(map) => {
            for (name, item) in map {
                // Examples are data.
                if name != "example" && name != "examples" {
                    inside(name, item);
                }
            }
            if reference(Some(value)).is_some() {
                holders.push(pointer.clone());
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                inside(&index.to_string(), item);
            }
        }
        _ => {}
    }
}

/// The section of the components where the target of a reference goes; none when it is put in place.
fn section(holder: &str) -> Option<&'static str> {
    let steps: Vec<&str> = holder.split('/').skip(1).collect();
    let from_end = |index: usize| steps.len().checked_sub(index).map(|index| steps[index]);
    match steps.as_slice() {
        ["paths", _] => return None,
        ["components", "schemas", ..] => return Some("schemas"),
        ["components", "parameters", _] => return Some("parameters"),
        _ => {}
    }
    match (from_end(1), from_end(2), from_end(3)) {
        (Some("requestBody"), ..)
        | (_, Some("responses" | "callbacks" | "headers"), _)
        | (_, _, Some("callbacks")) => None,
        (_, Some("parameters"), _) => Some("parameters"),
        _ => Some("schemas"),
    }
}

/// A path relative to a file, from the root of the contract.
fn joined(base: &str, path: &str) -> Result<String, &'static str> {
    if path.contains("://") {
        return Err("an address on the network");
    }
    if path.starts_with('/') || path.contains('\\') || path.contains(':') {
        return Err("not a relative path with `/`");
    }
    let mut steps: Vec<&str> = base.split('/').collect();
    steps.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                steps.pop().ok_or("outside the folder of the contract")?;
            }
            name => steps.push(name),
        }
    }
    Ok(steps.join("/"))
}
