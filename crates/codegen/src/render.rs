//! From items to files.

use call_engine_contract::Finding;

use crate::page::Page;
use crate::{GeneratedFile, threads};

/// A file that is yet to be made, on whichever thread is free.
pub(crate) struct Part<'a> {
    path: String,
    make: Box<Make<'a>>,
}

type Make<'a> = dyn Fn(&mut Page) + Send + Sync + 'a;

impl<'a> Part<'a> {
    /// A file.
    pub(crate) fn new(
        path: impl Into<String>,
        make: impl Fn(&mut Page) + Send + Sync + 'a,
    ) -> Self {
        Self {
            path: path.into(),
            make: Box::new(make),
        }
    }

    /// A file that lists modules with what they hold.
    pub(crate) fn index(modules: &'a [(&'a str, &'a str)]) -> Self {
        Self::new("mod.rs", move |page| {
            for (name, docs) in modules {
                page.doc(docs);
                page.line(format_args!("pub mod {name};"));
            }
        })
    }
}

/// Makes the files, on as many threads as there are cores.
pub(crate) fn files(parts: &[Part<'_>]) -> Result<Vec<GeneratedFile>, Vec<Finding>> {
    let mut files = threads::map(parts, make)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn make(part: &Part<'_>) -> GeneratedFile {
    let mut page = Page::new();
    (part.make)(&mut page);
    GeneratedFile {
        path: part.path.clone(),
        text: page.into_text(),
    }
}
