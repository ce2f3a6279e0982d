//! Every link leads somewhere, every name has its anchor, nothing comes from the network.

mod common;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use call_engine_contract::contract::{Contract, Kind, Shape};
use common::{VERSION, contract, page, pages, site, site_of};
use scraper::{Html, Selector};

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

/// The anchors of a page; an anchor that stands twice is a fault of its own.
fn anchors(path: &str, html: &Html) -> HashSet<String> {
    let mut anchors = HashSet::new();
    for element in html.select(&select("[id]")) {
        let id = element.value().id().unwrap_or_default().to_owned();
        assert!(
            !id.contains(char::is_whitespace),
            "{path}: the anchor {id:?} has a space"
        );
        assert!(
            anchors.insert(id.clone()),
            "{path}: the anchor {id:?} stands twice"
        );
    }
    anchors
}

/// Where an address on a page leads: path in the site, and anchor.
fn resolve(from: &str, address: &str) -> (String, Option<String>) {
    let (path, anchor) = address
        .split_once('#')
        .map_or((address, None), |(path, anchor)| {
            (path, Some(anchor.to_owned()))
        });
    if path.is_empty() {
        return (from.to_owned(), anchor);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                assert!(parts.pop().is_some(), "{from}: {address} leaves the site");
            }
            "." => {}
            part => parts.push(part),
        }
    }
    (parts.join("/"), anchor)
}

#[test]
fn every_link_and_anchor_of_every_page_resolves() {
    let site = site();
    let parsed: BTreeMap<&str, Html> = pages(&site)
        .map(|(path, text)| (path, Html::parse_document(text)))
        .collect();
    let anchors: HashMap<&str, HashSet<String>> = parsed
        .iter()
        .map(|(path, html)| (*path, anchors(path, html)))
        .collect();
    let mut checked = 0;
    for (path, html) in &parsed {
        for (css, attribute) in [("[href]", "href"), ("[src]", "src")] {
            for element in html.select(&select(css)) {
                let address = element.value().attr(attribute).unwrap_or_default();
                if address == "data:," {
                    continue;
                }
                assert!(
                    !address.contains(':') && !address.starts_with('/'),
                    "{path}: {address} is not relative"
                );
                let (target, anchor) = resolve(path, address);
                assert!(
                    site.contains_key(&target),
                    "{path}: {address} leads nowhere"
                );
                if let Some(anchor) = anchor {
                    let known = anchors.get(target.as_str());
                    assert!(
                        known.is_some_and(|known| known.contains(&anchor)),
                        "{path}: {address} names no anchor"
                    );
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 1_000, "only {checked} links were seen");
}

#[test]
fn everything_the_search_knows_is_there() {
    let site = site();
    let json = page(&site, "search.json");
    let entries: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
    let parsed: HashMap<&str, HashSet<String>> = pages(&site)
        .map(|(path, text)| (path, anchors(path, &Html::parse_document(text))))
        .collect();
    for entry in &entries {
        let url = entry["url"].as_str().expect("an address");
        let (path, anchor) = resolve(&format!("{VERSION}/search.json"), url);
        let known = parsed
            .get(path.as_str())
            .unwrap_or_else(|| panic!("{url} leads nowhere"));
        assert!(
            anchor.is_none_or(|anchor| known.contains(&anchor)),
            "{url} names no anchor"
        );
    }
    let code = entries
        .iter()
        .find(|entry| entry["title"] == "60008 TimeoutOrBadFormat");
    assert_eq!(
        code.map(|code| &code["url"]),
        Some(&"errors.html#code-60008".into())
    );
    assert_eq!(
        page(&site, "assets/search.js"),
        format!("window.searchEntries = {json};\n")
    );
}

/// The paths of all fields below a component, as anchors name them.
fn field_paths(contract: &Contract, name: &str, path: &str, paths: &mut BTreeSet<String>) {
    match contract.component(name).map(|component| &component.shape) {
        Some(Shape::Object(fields)) => {
            for field in fields {
                let full = if path.is_empty() {
                    field.name.clone()
                } else {
                    format!("{path}.{}", field.name)
                };
                if let Some(inner) = field.kind.component() {
                    field_paths(contract, inner, &full, paths);
                }
                assert!(
                    !matches!(&field.kind, Kind::List(item) if matches!(item.kind, Kind::List(_))),
                    "a list of lists"
                );
                paths.insert(full);
            }
        }
        Some(Shape::Answer { envelope, payload }) => {
            field_paths(contract, envelope, path, paths);
            field_paths(contract, payload, "Response", paths);
        }
        _ => {}
    }
}

#[test]
fn every_command_webhook_field_and_code_has_its_anchor() {
    let (contract, site) = (contract(), site());
    let check = |path: String, side: &str, component: &str| {
        let html = Html::parse_document(&page(&site, &path));
        let known = anchors(&path, &html);
        let mut paths = BTreeSet::new();
        field_paths(&contract, component, "", &mut paths);
        for field in paths {
            assert!(
                known.contains(&format!("{side}-{field}")),
                "{path} has no anchor for {field}"
            );
        }
    };
    for operation in &contract.operations {
        let path = format!("commands/{}.html", operation.id);
        check(path.clone(), "request", &operation.request);
        check(path, "answer", &operation.answer);
    }
    for webhook in &contract.webhooks {
        check(
            format!("webhooks/{}.html", webhook.id),
            "event",
            &webhook.event,
        );
    }
    let catalogue = page(&site, "errors.html");
    for entry in &contract.catalogue {
        assert!(
            catalogue.contains(&format!("id=\"code-{}\"", entry.code)),
            "{} has no anchor",
            entry.code
        );
    }
    assert!(
        page(&site, "commands/start_call_by_robot.html").contains("id=\"request-CallInfo.RoomId\"")
    );
}

#[test]
fn every_example_is_on_its_page() {
    let (contract, site) = (contract(), site());
    for example in contract.examples.iter() {
        let folder = if contract.operation(&example.operation).is_some() {
            "commands"
        } else {
            "webhooks"
        };
        let text = page(&site, &format!("{folder}/{}.html", example.operation));
        let anchor = format!("id=\"example-{}-{}\"", example.role.word(), example.label);
        assert!(
            text.contains(&anchor),
            "{} lacks {anchor}",
            example.operation
        );
    }
}

#[test]
fn nothing_is_loaded_from_the_network() {
    let site = site();
    for (path, text) in pages(&site) {
        let html = Html::parse_document(text);
        for element in html.select(&select(
            "script, link, img, iframe, object, embed, audio, video, source",
        )) {
            let address = element.value().attr("src").or(element.value().attr("href"));
            assert!(
                address.is_some_and(|address| !address.contains("//")),
                "{path}: {}",
                element.html()
            );
            assert_eq!(
                element.text().collect::<String>(),
                "",
                "{path} has a script inside"
            );
        }
        // The page's policy would refuse these.
        let inline = select("[style], [onclick], [onload], [onerror]");
        let first = html.select(&inline).next();
        assert!(
            first.is_none(),
            "{path}: {:?}",
            first.map(|element| element.html())
        );
    }
    let css = page(&site, "assets/site.css");
    assert!(!css.contains("url(") && !css.contains("@import"));
    // The one place that sends anything checks for this machine first.
    for script in ["assets/theme.js", "assets/site.js", "assets/search.js"] {
        assert!(
            !page(&site, script).contains("fetch("),
            "{script} sends something"
        );
    }
}

#[test]
fn contradictions_codes_and_documents_in_prose_are_links() {
    let site = site();
    let start = page(&site, "commands/start_call_by_robot.html");
    for link in [
        "<a href=\"../contradictions.html#C-18\">C-18</a>",
        "<a href=\"../errors.html#code-101004\">101004</a>",
        "<a href=\"../documents.html#647-74505\">647/74505</a>",
        "<a href=\"../documents.html#zh-647-121428\">zh 647/121428</a>",
        "<a href=\"../commands/get_call_info.html\"><code>get_call_info</code></a>",
    ] {
        assert!(start.contains(link), "{link} is missing");
    }
    let guide = page(&site, "guide/webhooks.html");
    assert!(
        guide.contains("<a href=\"../contradictions.html#W-14\">W-14</a>"),
        "{guide}"
    );
}

#[test]
fn the_way_in_leads_to_the_newest_version_and_all_are_listed() {
    let earlier = ["0.9.0", "10.0.0", "10.0.0-rc.1"].map(str::to_owned);
    let site = site_of(&contract(), &earlier);
    let text = |path: &str| String::from_utf8(site[path].clone()).expect("UTF-8");
    assert!(text("index.html").contains("url=10.0.0/index.html"));
    let list = text("versions.html");
    let at = |version: &str| {
        list.find(&format!("href=\"{version}/index.html\""))
            .unwrap_or_else(|| panic!("{version}"))
    };
    assert!(
        at("10.0.0") < at("10.0.0-rc.1")
            && at("10.0.0-rc.1") < at(VERSION)
            && at(VERSION) < at("0.9.0")
    );
}
