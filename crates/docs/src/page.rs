//! The frame around every page.

use call_engine_contract::Contract;
use call_engine_contract::contract::Effect;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Serialize;

use crate::guide;

/// Everything the templates are made of.
const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../templates/base.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("first.html", include_str!("../templates/first.html")),
    ("prose.html", include_str!("../templates/prose.html")),
    ("command.html", include_str!("../templates/command.html")),
    ("webhook.html", include_str!("../templates/webhook.html")),
    ("webhooks.html", include_str!("../templates/webhooks.html")),
    ("errors.html", include_str!("../templates/errors.html")),
    ("sites.html", include_str!("../templates/sites.html")),
    ("changes.html", include_str!("../templates/changes.html")),
    ("rules.html", include_str!("../templates/rules.html")),
    (
        "contradictions.html",
        include_str!("../templates/contradictions.html"),
    ),
    (
        "documents.html",
        include_str!("../templates/documents.html"),
    ),
    (
        "downloads.html",
        include_str!("../templates/downloads.html"),
    ),
    ("versions.html", include_str!("../templates/versions.html")),
    ("newest.html", include_str!("../templates/newest.html")),
];

/// The templates; a name that a template does not know is an error.
pub(crate) fn templates() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// A part of the navigation.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Section {
    title: &'static str,
    entries: Vec<Entry>,
}

/// A link of the navigation.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    path: String,
    title: String,
    /// A name of the API rather than words.
    code: bool,
}

/// The navigation of a version.
pub(crate) fn navigation(contract: &Contract) -> Vec<Section> {
    let entry = |path: String, title: &str, code| Entry {
        path,
        title: title.to_owned(),
        code,
    };
    let words = |path: &str, title| entry(path.to_owned(), title, false);
    let guide = guide::PAGES
        .iter()
        .map(|(name, text)| entry(format!("guide/{name}.html"), guide::title(text), false));
    let commands = contract.operations.iter().map(|operation| {
        entry(
            format!("commands/{}.html", operation.id),
            &operation.id,
            true,
        )
    });
    let webhooks = contract
        .webhooks
        .iter()
        .map(|webhook| entry(format!("webhooks/{}.html", webhook.id), &webhook.id, true));
    vec![
        Section {
            title: "Guide",
            entries: std::iter::once(words("index.html", "Start"))
                .chain(guide)
                .collect(),
        },
        Section {
            title: "Commands",
            entries: commands.collect(),
        },
        Section {
            title: "Webhooks",
            entries: std::iter::once(words("webhooks.html", "Delivery and spellings"))
                .chain(webhooks)
                .collect(),
        },
        Section {
            title: "Reference",
            entries: vec![
                words("errors.html", "Error catalogue"),
                words("sites.html", "Sites and limits"),
                words("contradictions.html", "Contradictions"),
                words("documents.html", "Source documents"),
                words("changes.html", "What a change means"),
                words("rules.html", "Rules of the contract"),
                words("downloads.html", "Downloads"),
                words("changelog.html", "Changelog"),
            ],
        },
    ]
}

/// What every page of a version shows around its content.
pub(crate) struct Frame<'a> {
    pub(crate) environment: &'a Environment<'a>,
    pub(crate) navigation: &'a [Section],
    pub(crate) version: &'a str,
    pub(crate) api: &'a str,
}

impl Frame<'_> {
    /// Renders a page. `path` is relative to the folder of the version.
    pub(crate) fn render(
        &self,
        template: &str,
        path: &str,
        title: &str,
        content: Value,
    ) -> Result<String, String> {
        let frame = context! {
            path,
            title,
            root => root(path),
            navigation => self.navigation,
            version => self.version,
            api => self.api,
            ..content
        };
        self.environment
            .get_template(template)
            .and_then(|template| template.render(frame))
            .map_err(|error| format!("{path}: {error:#}"))
    }
}

/// The way from a page to the folder of its version.
pub(crate) fn root(path: &str) -> &'static str {
    if path.contains('/') { "../" } else { "" }
}

/// An effect: the word of the contract, and what it means for whoever repeats a request.
pub(crate) fn effect(effect: Effect) -> (&'static str, &'static str) {
    match effect {
        Effect::Read => ("read", "Changes nothing, so it may be repeated."),
        Effect::Idempotent => (
            "idempotent",
            "A second run changes nothing more, so it may be repeated.",
        ),
        Effect::PlacesCall => (
            "places_call",
            "Rings people. Sent again, it rings them again: after an unknown outcome look for the call first.",
        ),
    }
}
