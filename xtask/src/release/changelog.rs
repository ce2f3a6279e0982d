//! The changelog: notes gather under *Unreleased* until a release takes them.

use std::fmt::Write as _;
use std::fs;

use jiff::civil::Date;

use super::version::{Changes, Release};
use crate::repository::Repository;

pub const PATH: &str = "CHANGELOG.md";
/// Head of the section where notes gather.
pub const UNRELEASED: &str = "## Unreleased";

/// The changelog in three parts.
pub struct Changelog {
    head: String,
    notes: String,
    /// The sections of earlier releases.
    past: String,
}

impl Changelog {
    pub fn read(repository: &Repository) -> Result<Self, String> {
        let text = fs::read_to_string(repository.root().join(PATH))
            .map_err(|error| format!("{PATH}: {error}"))?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let Some((head, rest)) = text.split_once(UNRELEASED) else {
            return Err(format!(
                "{PATH}: there is no section `{UNRELEASED}`; add it above the releases"
            ));
        };
        let (notes, past) = match rest.find("\n## ") {
            Some(end) => rest.split_at(end + 1),
            None => (rest, ""),
        };
        Ok(Self {
            head: head.to_owned(),
            notes: notes.trim().to_owned(),
            past: past.to_owned(),
        })
    }

    /// What stands under *Unreleased*.
    pub fn notes(&self) -> &str {
        &self.notes
    }

    /// The section of a release.
    pub fn released(&self, release: &Release, date: Date, changes: &Changes) -> String {
        let mut section = format!("## {}, {date}\n", release.full());
        if !changes.markdown.is_empty() {
            let _ = write!(section, "\n### The API\n\n{}\n", changes.markdown.trim());
        }
        if !self.notes.is_empty() {
            let _ = write!(section, "\n### The packages\n\n{}\n", self.notes);
        }
        section
    }

    /// The whole text with a new section, and nothing under *Unreleased*.
    pub fn with(&self, section: &str) -> String {
        let mut text = format!("{}{UNRELEASED}\n\n{section}", self.head);
        if !self.past.is_empty() {
            text.push('\n');
            text.push_str(&self.past);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_end_at_the_next_section_and_earlier_ones_stay() {
        let text = "# Changelog\n\n## Unreleased\n\n* New.\n\n## 0.1.0, 2026-01-01\n\n* Old.\n";
        let changelog = Changelog::parse(text).expect("a changelog");
        assert_eq!(changelog.notes(), "* New.");
        assert_eq!(
            changelog.with("## 0.2.0, 2026-02-02\n\n* New.\n"),
            "# Changelog\n\n## Unreleased\n\n## 0.2.0, 2026-02-02\n\n* New.\n\n## 0.1.0, 2026-01-01\n\n* Old.\n"
        );
    }

    #[test]
    fn a_changelog_without_a_place_for_notes_is_refused() {
        assert!(Changelog::parse("# Changelog\n").is_err_and(|error| error.contains("Unreleased")));
    }
}
