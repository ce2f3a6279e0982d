//! The pages written by hand.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use crate::code;
use crate::include::{Read, expand};
use crate::prose::{Links, slug};

/// Every page of the guide in reading order: name and Markdown.
pub const PAGES: &[(&str, &str)] = &[
    ("quick-start", include_str!("../guide/quick-start.md")),
    (
        "never-ring-twice",
        include_str!("../guide/never-ring-twice.md"),
    ),
    ("errors", include_str!("../guide/errors.md")),
    ("webhooks", include_str!("../guide/webhooks.md")),
    ("usersig", include_str!("../guide/usersig.md")),
    ("rooms", include_str!("../guide/rooms.md")),
    ("records", include_str!("../guide/records.md")),
    ("emulator", include_str!("../guide/emulator.md")),
    ("scenarios", include_str!("../guide/scenarios.md")),
    ("command-line", include_str!("../guide/command-line.md")),
    ("changes", include_str!("../guide/changes.md")),
];

/// A Markdown text as HTML.
pub(crate) struct Rendered {
    /// The first heading.
    pub(crate) title: String,
    pub(crate) html: String,
    /// Anchor and text of the headings below the first.
    pub(crate) headings: Vec<(String, String)>,
}

/// The title of a Markdown text: its first line without `#`.
pub(crate) fn title(markdown: &str) -> &str {
    markdown
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches(['#', ' '])
}

/// Renders a page of the guide.
///
/// # Errors
///
/// A sentence for every snippet that is missing.
pub(crate) fn render(
    name: &str,
    markdown: &str,
    links: &Links<'_>,
    root: &str,
    read: Read<'_>,
) -> Result<Rendered, Vec<String>> {
    let text = expand(name, markdown, read)?;
    let mut page = Page {
        links,
        root,
        headings: Vec::new(),
        title: title(markdown).to_owned(),
        block: None,
        heading: None,
        linked: 0,
    };
    let mut events = Vec::new();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        page.event(event, &mut events);
    }
    let mut html = String::new();
    html::push_html(&mut html, events.into_iter());
    // A table scrolls inside its box, so that the page itself never does.
    let html = html
        .replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>");
    Ok(Rendered {
        title: page.title,
        html,
        headings: page.headings,
    })
}

struct Page<'a> {
    links: &'a Links<'a>,
    root: &'a str,
    title: String,
    headings: Vec<(String, String)>,
    /// Language and text of the block of code that is being read.
    block: Option<(String, String)>,
    /// Events and plain text of the heading that is being read.
    heading: Option<(Vec<Event<'static>>, String)>,
    /// How many links are open: there is no link inside a link.
    linked: usize,
}

impl Page<'_> {
    fn event<'a>(&mut self, event: Event<'a>, out: &mut Vec<Event<'a>>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.block = Some((language, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, text)) = self.block.take() {
                    out.push(Event::Html(code::block(&language, text.trim_end()).into()));
                }
            }
            Event::Start(Tag::Heading { .. }) => self.heading = Some((Vec::new(), String::new())),
            Event::End(TagEnd::Heading(level)) => {
                if let Some((events, text)) = self.heading.take() {
                    let anchor = slug(&text);
                    let depth = level as usize;
                    out.push(Event::Html(format!("<h{depth} id=\"{anchor}\">").into()));
                    out.extend(events);
                    out.push(Event::Html(format!("</h{depth}>\n").into()));
                    if depth > 1 {
                        self.headings.push((anchor, text));
                    }
                }
            }
            Event::Text(text) => match (&mut self.block, &mut self.heading) {
                (Some((_, code)), _) => code.push_str(&text),
                (None, Some((events, plain))) => {
                    plain.push_str(&text);
                    events.push(Event::Text(CowStr::from(text.to_string())));
                }
                (None, None) if self.linked > 0 => out.push(Event::Text(text)),
                (None, None) => {
                    let mut html = String::new();
                    self.links.text(&text, self.root, &mut html);
                    out.push(Event::InlineHtml(html.into()));
                }
            },
            Event::Code(text) => {
                let mut html = String::new();
                if self.linked > 0 || self.heading.is_some() {
                    html = format!("<code>{}</code>", crate::prose::escape(&text));
                } else {
                    self.links.code(&text, self.root, &mut html);
                }
                match &mut self.heading {
                    Some((events, plain)) => {
                        plain.push_str(&text);
                        events.push(Event::InlineHtml(html.into()));
                    }
                    None => out.push(Event::InlineHtml(html.into())),
                }
            }
            // The guide is Markdown; a tag in it is text.
            Event::Html(text) | Event::InlineHtml(text) => out.push(Event::Text(text)),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                self.linked += 1;
                out.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            Event::End(TagEnd::Link) => {
                self.linked = self.linked.saturating_sub(1);
                out.push(Event::End(TagEnd::Link));
            }
            other => out.push(other),
        }
    }
}
