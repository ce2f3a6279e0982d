//! Which phone belongs to whom.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Phone;

/// Which phone belongs to whom: by UserID, by pattern, and one for everybody else.
///
/// In a pattern `*` stands for any characters or none and `?` for one. The most specific wins: the UserID as it is, then the
/// longest pattern that fits (of equally long ones the first in the alphabet), then the default.
///
/// ```
/// use call_engine_emulator::{Phone, PhoneBook};
///
/// let mut book = PhoneBook::default();
/// book.set("agent-*", Phone::Busy);
/// book.set("agent-7", Phone::Ignore);
/// assert_eq!(book.of("agent-1"), Phone::Busy);
/// assert_eq!(book.of("agent-7"), Phone::Ignore);
/// assert_eq!(book.of("jack"), Phone::Manual);
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhoneBook {
    default: Phone,
    by_user: BTreeMap<String, Phone>,
    /// Most specific first.
    patterns: Vec<(String, Phone)>,
}

impl PhoneBook {
    /// Sets the phone of everybody who has none of his own.
    pub fn set_default(&mut self, phone: Phone) {
        self.default = phone;
    }

    /// Sets the phone of one user, or of all whose UserID fits a pattern.
    pub fn set(&mut self, user_or_pattern: impl Into<String>, phone: Phone) {
        let name = user_or_pattern.into();
        if !name.contains(['*', '?']) {
            self.by_user.insert(name, phone);
            return;
        }
        let rank = |name: &str| (std::cmp::Reverse(name.chars().count()), name.to_owned());
        let place = self
            .patterns
            .binary_search_by_key(&rank(&name), |(pattern, _)| rank(pattern));
        match place {
            Ok(same) => self.patterns[same].1 = phone,
            Err(place) => self.patterns.insert(place, (name, phone)),
        }
    }

    /// Takes over the phones another book has: its default, each user's own and each pattern's.
    pub(crate) fn take_over(&mut self, other: Self) {
        self.default = other.default;
        self.by_user.extend(other.by_user);
        for (pattern, phone) in other.patterns {
            self.set(pattern, phone);
        }
    }

    /// The phone of a user.
    pub fn of(&self, user: &str) -> Phone {
        let by_pattern = || {
            let mut fitting = self.patterns.iter();
            fitting.find(|(pattern, _)| fits(pattern, user))
        };
        self.by_user
            .get(user)
            .or_else(|| by_pattern().map(|(_, phone)| phone))
            .copied()
            .unwrap_or(self.default)
    }

    /// The phone of everybody who has none of his own.
    pub fn default_phone(&self) -> Phone {
        self.default
    }

    /// All UserIDs and patterns with their phones, most specific first: UserIDs by the alphabet, then patterns.
    pub fn entries(&self) -> Vec<(&str, Phone)> {
        let by_user = self.by_user.iter();
        let mut users: Vec<(&str, Phone)> = by_user
            .map(|(user, phone)| (user.as_str(), *phone))
            .collect();
        let patterns = self.patterns.iter();
        users.extend(patterns.map(|(pattern, phone)| (pattern.as_str(), *phone)));
        users
    }
}

/// Whether a text fits a pattern. Only the last `*` is ever taken back, so the time is at most the product of both lengths.
fn fits(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    // What comes after the last `*`, and where the text is tried next for it.
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let text_before = text.clone();
        match (pattern.next(), text.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                text = text_before.clone();
                retry = Some((pattern.clone(), text_before));
            }
            (Some('?'), Some(_)) => {}
            (Some(wanted), Some(there)) if wanted == there => {}
            _ => {
                let Some((after_star, from)) = &mut retry else {
                    return false;
                };
                if from.next().is_none() {
                    return false;
                }
                pattern = after_star.clone();
                text = from.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_without_a_phone_of_his_own_has_the_default_one() {
        let mut book = PhoneBook::default();
        book.set_default(Phone::Ignore);
        book.set("jack", Phone::Busy);
        assert_eq!(book.of("jack"), Phone::Busy);
        assert_eq!(book.of("rose"), Phone::Ignore);
    }

    #[test]
    fn the_longest_pattern_wins_whatever_came_first() {
        let mut book = PhoneBook::default();
        let refuses = Phone::refuses_after(std::time::Duration::ZERO);
        for (name, phone) in [
            ("*", Phone::Ignore),
            ("agent-1*", Phone::Unreachable),
            ("agent-*", Phone::Busy),
            ("agent-17", refuses),
            ("b*", Phone::Busy),
            ("?b", Phone::Unreachable),
        ] {
            book.set(name, phone);
        }
        assert_eq!(book.of("agent-17"), refuses);
        assert_eq!(book.of("agent-18"), Phone::Unreachable);
        assert_eq!(book.of("agent-2"), Phone::Busy);
        assert_eq!(book.of("jack"), Phone::Ignore);
        assert_eq!(book.of("bb"), Phone::Unreachable, "of equals the first");
        book.set("agent-*", Phone::Ignore);
        assert_eq!(book.of("agent-2"), Phone::Ignore);
        let names: Vec<&str> = book.entries().iter().map(|(name, _)| *name).collect();
        let expected = ["agent-17", "agent-1*", "agent-*", "?b", "b*", "*"];
        assert_eq!(names, expected);
    }

    #[test]
    fn patterns_fit_whole_user_ids() {
        for (pattern, text, fit) in [
            ("*", "", true),
            ("*", "jack", true),
            ("j?ck", "jack", true),
            ("j?ck", "jck", false),
            ("?", "", false),
            ("?", "é", true),
            ("agent-*", "agent-", true),
            ("agent-*", "an agent-1", false),
            ("*-1", "a-1-1", true),
            ("*-1", "a-1-2", false),
            ("a*b*c", "a-b-bc", true),
            ("a*b*c", "acb", false),
            ("jack", "jacky", false),
        ] {
            assert_eq!(fits(pattern, text), fit, "{pattern} {text}");
        }
        let hostile = format!("{}b", "a*".repeat(500));
        assert!(!fits(&hostile, &"a".repeat(5_000)));
    }
}
