//! The list of files.

use call_engine_contract::Contract;
use call_engine_contract::contradictions::Contradiction;
use call_engine_contract::documents::SourceDocument;
use minijinja::{Value, context};

use crate::fields::Tables;
use crate::guide::{self, Rendered};
use crate::include::expand;
use crate::page::{self, Frame, root};
use crate::prose::Links;
use crate::search::{self, Headings};
use crate::{calls, code, command, downloads, llms, reference, rules, webhook};

/// What the site is made of.
pub struct Material<'a> {
    /// The contract.
    pub contract: &'a Contract,
    /// The contradictions of its sources.
    pub contradictions: &'a [Contradiction],
    /// The documents its sources name.
    pub documents: &'a [SourceDocument],
    /// The changelog, Markdown.
    pub changelog: &'a str,
    /// The version to write, such as `0.1.0`.
    pub version: &'a str,
    /// Versions that are published already and stay.
    pub earlier: &'a [String],
    /// Gives the text of a file of the checkout, for the snippets of the guide.
    pub read: &'a dyn Fn(&str) -> Option<String>,
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the root of the site, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl File {
    pub(crate) fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            bytes: text.into().into_bytes(),
        }
    }
}

const ASSETS: &[(&str, &str)] = &[
    ("assets/site.css", include_str!("../assets/site.css")),
    ("assets/theme.js", include_str!("../assets/theme.js")),
    ("assets/site.js", include_str!("../assets/site.js")),
    ("assets/try.js", include_str!("../assets/try.js")),
];

/// Makes every file of the site: the folder of the version, and the pages above it.
///
/// # Errors
///
/// A sentence for every snippet that is missing; else only faults of a template.
pub fn site(material: &Material<'_>) -> Result<Vec<File>, Vec<String>> {
    let environment = page::templates().map_err(|error| vec![format!("{error:#}")])?;
    let navigation = page::navigation(material.contract);
    let links = Links::new(
        material.contract,
        material.contradictions,
        material.documents,
    );
    let writer = Writer {
        material,
        links: &links,
        frame: Frame {
            environment: &environment,
            navigation: &navigation,
            version: material.version,
            api: &material.contract.document.info().version,
        },
    };
    let mut files: Vec<File> = writer.version()?;
    for file in &mut files {
        file.path = format!("{}/{}", material.version, file.path);
    }
    files.extend(writer.above().map_err(|error| vec![error])?);
    Ok(files)
}

struct Writer<'a> {
    material: &'a Material<'a>,
    links: &'a Links<'a>,
    frame: Frame<'a>,
}

impl Writer<'_> {
    fn tables<'a>(&'a self, path: &str) -> Tables<'a> {
        Tables {
            contract: self.material.contract,
            links: self.links,
            root: root(path),
        }
    }

    /// The files of this version.
    fn version(&self) -> Result<Vec<File>, Vec<String>> {
        let guide = self.guide()?;
        let mut files = self.pages(&guide).map_err(|error| vec![error])?;
        files.extend(ASSETS.iter().map(|(path, text)| File::text(*path, *text)));
        let mut headings: Vec<Headings<'_>> = guide
            .iter()
            .map(|(name, page, _)| Headings {
                url: format!("guide/{name}.html"),
                title: &page.title,
                anchors: &page.headings,
            })
            .collect();
        for (url, title) in [
            ("errors.html", "Error catalogue"),
            ("sites.html", "Sites and limits"),
            ("changes.html", "What a change means"),
            ("rules.html", "Rules of the contract"),
            ("downloads.html", "Downloads"),
            ("changelog.html", "Changelog"),
        ] {
            headings.push(Headings {
                url: url.to_owned(),
                title,
                anchors: &[],
            });
        }
        let entries = search::entries(&self.tables(""), self.material.contradictions, &headings);
        let json = serde_json::to_string(&entries).map_err(|error| vec![error.to_string()])?;
        // Browsers let no page of the file system read a JSON file; a script they do.
        files.push(File::text(
            "assets/search.js",
            format!("window.searchEntries = {json};\n"),
        ));
        files.push(File::text("search.json", json));
        files.push(File::text("llms.txt", llms::map(self.material.contract)));
        let texts: Vec<(String, String)> = guide
            .into_iter()
            .map(|(name, _, text)| (name, text))
            .collect();
        let full = llms::full(&self.tables(""), &texts, self.material.contradictions);
        files.push(File::text("llms-full.txt", full));
        Ok(files)
    }

    /// The guide: name, page, Markdown with its snippets.
    fn guide(&self) -> Result<Vec<(String, Rendered, String)>, Vec<String>> {
        let mut pages = Vec::new();
        let mut wrong = Vec::new();
        for (name, text) in guide::PAGES {
            let file = format!("crates/docs/guide/{name}.md");
            let read = self.material.read;
            let rendered = guide::render(&file, text, self.links, "../", read);
            match rendered.and_then(|page| Ok((page, expand(&file, text, read)?))) {
                Ok((page, text)) => pages.push(((*name).to_owned(), page, text)),
                Err(missing) => wrong.extend(missing),
            }
        }
        if wrong.is_empty() {
            Ok(pages)
        } else {
            Err(wrong)
        }
    }

    fn pages(&self, guide: &[(String, Rendered, String)]) -> Result<Vec<File>, String> {
        let contract = self.material.contract;
        let mut files = Vec::new();
        let mut page = |template: &str, path: String, title: &str, content: Value| {
            let html = self.frame.render(template, &path, title, content)?;
            files.push(File::text(path, html));
            Ok::<(), String>(())
        };
        page("first.html", "index.html".to_owned(), "Start", self.first())?;
        for (index, (name, rendered, _)) in guide.iter().enumerate() {
            let neighbour = |index: Option<usize>| {
                index
                    .and_then(|index| guide.get(index))
                    .map(|(name, page, _)| {
                        context! { address => format!("{name}.html"), title => page.title }
                    })
            };
            let content = context! {
                html => Value::from_safe_string(rendered.html.clone()),
                headings => rendered.headings,
                before => neighbour(index.checked_sub(1)),
                after => neighbour(index.checked_add(1)),
            };
            page(
                "prose.html",
                format!("guide/{name}.html"),
                &rendered.title,
                content,
            )?;
        }
        for operation in &contract.operations {
            let path = format!("commands/{}.html", operation.id);
            let content = command::content(&self.tables(&path), operation);
            page("command.html", path, &operation.id, content)?;
        }
        for webhook in &contract.webhooks {
            let path = format!("webhooks/{}.html", webhook.id);
            let content = webhook::content(&self.tables(&path), webhook);
            page("webhook.html", path, &webhook.command, content)?;
        }
        let overview = webhook::overview(&self.tables(""));
        page(
            "webhooks.html",
            "webhooks.html".to_owned(),
            "Webhooks",
            overview,
        )?;
        let errors = reference::errors(contract, self.links);
        page(
            "errors.html",
            "errors.html".to_owned(),
            "Error catalogue",
            errors,
        )?;
        let sites = reference::sites(contract, self.links);
        page(
            "sites.html",
            "sites.html".to_owned(),
            "Sites and limits",
            sites,
        )?;
        let cases = reference::contradictions(contract, self.material.contradictions, self.links);
        page(
            "contradictions.html",
            "contradictions.html".to_owned(),
            "Contradictions",
            cases,
        )?;
        let documents = reference::documents(self.material.documents, self.links);
        page(
            "documents.html",
            "documents.html".to_owned(),
            "Source documents",
            documents,
        )?;
        for (path, title, content) in [
            ("changes.html", "What a change means", rules::changes()),
            (
                "rules.html",
                "Rules of the contract",
                rules::contract(self.links),
            ),
        ] {
            page(path, path.to_owned(), title, content)?;
        }
        let none = |_: &str| None;
        let changelog = guide::render(
            "CHANGELOG.md",
            self.material.changelog,
            self.links,
            "",
            &none,
        )
        .map_err(|wrong| wrong.join("\n"))?;
        let content = context! {
            html => Value::from_safe_string(changelog.html),
            headings => changelog.headings,
            before => (),
            after => (),
        };
        page(
            "prose.html",
            "changelog.html".to_owned(),
            "Changelog",
            content,
        )?;
        let taken = downloads::files(contract)?;
        let rows: Vec<Value> = taken
            .iter()
            .map(|(file, what)| context! { path => file.path, what, bytes => file.bytes.len() })
            .collect();
        page(
            "downloads.html",
            "downloads.html".to_owned(),
            "Downloads",
            context! { rows },
        )?;
        files.extend(taken.into_iter().map(|(file, _)| file));
        Ok(files)
    }

    fn first(&self) -> Value {
        let contract = self.material.contract;
        let operation = contract.operations.first();
        let example = operation.and_then(|operation| {
            use call_engine_contract::examples::Role;
            contract
                .examples
                .get(&operation.id, Role::Request, "minimal")
                .map(|example| (operation, example))
        });
        let calls: Vec<Value> = example
            .map(|(operation, example)| calls::all(contract, operation, &example.value))
            .unwrap_or_default()
            .into_iter()
            .filter(|call| matches!(call.name, "Rust" | "Python" | "JavaScript"))
            .map(|call| {
                let html = Value::from_safe_string(code::block(call.language, &call.text));
                context! { name => call.name, html }
            })
            .collect();
        let commands: Vec<Value> = contract
            .operations
            .iter()
            .map(|operation| {
                context! {
                    id => operation.id,
                    summary => operation.summary,
                    effect => page::effect(operation.effect).0,
                }
            })
            .collect();
        context! {
            calls,
            commands,
            webhooks => contract.webhooks.len(),
            sites => contract.sites.len(),
            codes => contract.catalogue.len(),
        }
    }

    /// The pages above the versions: the way to the newest, and the list.
    fn above(&self) -> Result<Vec<File>, String> {
        let mut versions: Vec<&str> = self.material.earlier.iter().map(String::as_str).collect();
        if !versions.contains(&self.material.version) {
            versions.push(self.material.version);
        }
        versions.sort_by_key(|version| std::cmp::Reverse(order(version)));
        let newest = versions.first().copied().unwrap_or(self.material.version);
        let render = |template: &str| {
            self.frame
                .environment
                .get_template(template)
                .and_then(|template| template.render(context! { versions, newest }))
                .map_err(|error| format!("{template}: {error:#}"))
        };
        Ok(vec![
            File::text("index.html", render("newest.html")?),
            File::text("versions.html", render("versions.html")?),
        ])
    }
}

/// The numbers of a version; one without a label comes after the same with one.
fn order(version: &str) -> (Vec<u64>, bool, &str) {
    let (numbers, label) = version.split_once('-').unwrap_or((version, ""));
    let numbers = numbers
        .split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect();
    (numbers, label.is_empty(), label)
}
