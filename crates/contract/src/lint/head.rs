//! What stands around the commands: title, contact, licence, version, servers, security, tags, shared components.

use std::collections::HashSet;

use heck::ToUpperCamelCase;
use serde_json::Value;

use super::Findings;
use super::structure::{self, Kind};
use crate::yaml::step;

pub(super) fn check(findings: &mut Findings<'_>) {
    info(findings);
    servers(findings);
    security(findings);
    tags(findings);
    unused(findings);
}

fn filled(value: Option<&Value>, key: &str) -> bool {
    value
        .and_then(|value| value.get(key))
        .and_then(Value::as_str)
        .is_some_and(|text| !text.trim().is_empty())
}

fn info(findings: &mut Findings<'_>) {
    let info = findings.contract.document.at("/info");
    let contact = info.and_then(|info| info.get("contact"));
    let licence = info.and_then(|info| info.get("license"));
    let version = info
        .and_then(|info| info.get("version"))
        .and_then(Value::as_str)
        .unwrap_or_default();
    if !filled(info, "description") {
        findings.add(
            "info-description",
            "/info",
            "`info` has no description",
            "say what is described, from which sources, and what the marks in the texts mean",
        );
    }
    if !filled(contact, "name") || !(filled(contact, "url") || filled(contact, "email")) {
        findings.add(
            "info-contact",
            "/info/contact",
            "nobody is named whom a reader can ask",
            "write `contact` with `name` and `url` or `email`",
        );
    }
    if !filled(licence, "name") || !filled(licence, "url") {
        findings.add(
            "info-license",
            "/info/license",
            "the licence is not named with its address",
            "write `license` with `name` and `url`",
        );
    }
    if !is_date(version) {
        findings.add(
            "info-version",
            "/info/version",
            format!("the version `{version}` is not the date of the API it describes"),
            "write the date as \"YYYY-MM-DD\", in quotes",
        );
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<Option<u32>> = text
        .split('-')
        .zip([4, 2, 2])
        .map(|(part, digits)| {
            let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            part.parse().ok().filter(|_| plain)
        })
        .collect();
    let [Some(year), Some(month), Some(day)] = parts[..] else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    text.len() == 10 && (1..=days).contains(&day)
}

/// Hosts that nobody runs this API at.
const PLACEHOLDERS: &[&str] = &["localhost", "127.0.0.1", "example.com", "example.org"];

fn servers(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    if contract.sites.is_empty() {
        findings.add(
            "site-missing",
            "/servers",
            "no site is named",
            "list the sites under `servers`",
        );
    }
    for (index, site) in contract.sites.iter().enumerate() {
        for (key, url) in [("url", Some(&site.url)), ("x-backup", site.backup.as_ref())] {
            let Some(url) = url else { continue };
            let host = url.strip_prefix("https://").unwrap_or_default();
            let plain = !host.is_empty()
                && host
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
            if !plain || PLACEHOLDERS.iter().any(|name| host.ends_with(name)) {
                findings.add(
                    "site-url",
                    &format!("/servers/{index}/{key}"),
                    format!("`{url}` is not the address of a site"),
                    "write `https://` and the host, without path, port, variables or a slash at the end",
                );
            }
        }
    }
}

fn security(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    let document = contract.document.value();
    if document.get("security").is_none() {
        findings.add(
            "security",
            "",
            "nothing says how requests are authorized",
            "write `security: []` when the parameters carry the credentials",
        );
    }
    let schemes = contract.document.at("/components/securitySchemes");
    let mut check = |pointer: String, list: Option<&Value>| {
        let list = list.and_then(Value::as_array);
        for (index, requirement) in list.into_iter().flatten().enumerate() {
            for name in requirement
                .as_object()
                .into_iter()
                .flat_map(|map| map.keys())
            {
                if schemes.is_none_or(|schemes| schemes.get(name).is_none()) {
                    findings.add(
                        "security",
                        &step(&format!("{pointer}/{index}"), name),
                        format!("there is no security scheme `{name}`"),
                        "define it under `components/securitySchemes`, or remove it",
                    );
                }
            }
        }
    };
    check("/security".to_owned(), document.get("security"));
    structure::walk(document, &mut |kind, pointer, map| {
        if kind == Kind::Operation {
            check(step(pointer, "security"), map.get("security"));
        }
    });
}

fn tags(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    let document = contract.document.value();
    let mut used = HashSet::new();
    let list = document.get("tags").and_then(Value::as_array);
    let names: Vec<&str> = list
        .into_iter()
        .flatten()
        .map(|tag| tag.get("name").and_then(Value::as_str).unwrap_or_default())
        .collect();
    structure::walk(document, &mut |kind, pointer, map| {
        if kind != Kind::Operation {
            return;
        }
        let of = map.get("tags").and_then(Value::as_array);
        let of: Vec<&str> = of.into_iter().flatten().filter_map(Value::as_str).collect();
        if of.len() != 1 {
            findings.add(
                "operation-tag",
                &step(pointer, "tags"),
                format!("there are {} tags where one chapter is expected", of.len()),
                "name the one tag under which the docs list it",
            );
        }
        for (index, tag) in of
            .iter()
            .enumerate()
            .filter(|(_, tag)| !names.contains(tag))
        {
            findings.add(
                "operation-tag",
                &format!("{}/{index}", step(pointer, "tags")),
                format!("the tag `{tag}` is not declared"),
                "declare it under `tags` of the document, or mend the name",
            );
        }
        used.extend(of);
    });
    for (index, name) in names.iter().enumerate() {
        let pointer = format!("/tags/{index}");
        let tag = list.and_then(|list| list.get(index));
        let fault = if names[..index].contains(name) {
            Some((
                format!("the tag `{name}` is declared twice"),
                "keep one of the two",
            ))
        } else if !used.contains(name) {
            Some((
                format!("no operation has the tag `{name}`"),
                "remove it, or use it",
            ))
        } else if !filled(tag, "description") {
            Some((
                format!("the tag `{name}` has no description"),
                "say what its operations are for",
            ))
        } else {
            None
        };
        if let Some((message, remedy)) = fault {
            findings.add("tag", &pointer, message, remedy);
        }
    }
}

/// Sections of the components beside schemas, which have a rule of their own.
const SECTIONS: &[&str] = &[
    "callbacks",
    "examples",
    "headers",
    "links",
    "parameters",
    "requestBodies",
    "responses",
];

fn unused(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    let mut used = HashSet::new();
    references(contract.document.value(), &mut used);
    for section in SECTIONS {
        let folder = format!("/components/{section}");
        let parts = contract.document.at(&folder).and_then(Value::as_object);
        for name in parts.into_iter().flat_map(|map| map.keys()) {
            let pointer = step(&folder, name);
            if name.to_upper_camel_case() != *name {
                findings.add(
                    "component-name",
                    &pointer,
                    format!("`{name}` is not written in UpperCamelCase"),
                    format!("name it `{}`", name.to_upper_camel_case()),
                );
            }
            if !used.contains(format!("#{pointer}").as_str()) {
                findings.add(
                    "component-unused",
                    &pointer,
                    format!("nothing refers to `{name}`"),
                    "remove it, or refer to it",
                );
            }
        }
    }
}

fn references<'a>(value: &'a Value, used: &mut HashSet<&'a str>) {
    match value {
        Value::Object(map) => {
            used.extend(map.get("$ref").and_then(Value::as_str));
            map.values().for_each(|item| references(item, used));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, used)),
        _ => {}
    }
}
