//! Subjects by number, identifier, name, or a word in their text.

use call_engine::CodeInfo;
use call_engine::code::Family;

use super::subject::{Subject, family_of};

/// How alike a name must be to be meant.
const ALIKE: f64 = 0.8;
/// How many similar names are told.
const SIMILAR: usize = 3;

/// What a question led to.
#[derive(Debug)]
pub enum Found {
    /// Exactly this: several when a value has several meanings.
    These(Vec<Subject>),
    /// What mentions it.
    Mentions(Vec<Subject>),
    /// Nothing; what may help instead.
    Nothing(String),
}

/// Looks for what somebody asks about.
pub fn find(question: &str) -> Found {
    let question = question.trim();
    if question.is_empty() {
        return Found::Nothing("an empty word explains nothing".to_owned());
    }
    let exactly: Vec<Subject> = Subject::all()
        .filter(|subject| same(subject.name(), question) || same(&subject.value(), question))
        .collect();
    if !exactly.is_empty() {
        return Found::These(exactly);
    }
    if let Ok(code) = question.parse::<i64>() {
        return Found::Nothing(unknown_code(code));
    }
    let text = question.to_ascii_lowercase();
    let mentions: Vec<Subject> = Subject::all()
        .filter(|subject| subject.mentions(&text))
        .collect();
    if mentions.is_empty() {
        Found::Nothing(unknown_word(question))
    } else {
        Found::Mentions(mentions)
    }
}

/// Whether two spellings are of one name.
fn same(name: &str, question: &str) -> bool {
    // The dash of a number is none between words.
    let is_number = question.parse::<i64>().is_ok();
    name == question || (!is_number && !name.is_empty() && plain(name) == plain(question))
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, ' ' | '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}

fn unknown_code(code: i64) -> String {
    let codes = CodeInfo::all();
    let after = codes.partition_point(|info| info.code() < code);
    let near = [
        after.checked_sub(1).and_then(|before| codes.get(before)),
        codes.get(after),
    ];
    let mut near: Vec<&CodeInfo> = near.into_iter().flatten().collect();
    near.sort_by_key(|info| info.code().abs_diff(code));
    let told: Vec<String> = near
        .iter()
        .map(|info| format!("{} {}", info.code(), info.name()))
        .collect();
    let families: Vec<String> = [
        Family::Gateway,
        Family::Account,
        Family::CallConfig,
        Family::Call,
    ]
    .into_iter()
    .filter_map(|family| {
        let (first, last) = range(family)?;
        let here = if (first..=last).contains(&code) {
            ", which is its range"
        } else {
            ""
        };
        Some(format!(
            "\n  {first} to {last}  {}{here}",
            family_of(family)
        ))
    })
    .collect();
    format!(
        "the code {code} is not in the catalogue, so nobody may take it for harmless. \
         The nearest: {}.\nThe codes that are known come from:{}",
        told.join(", "),
        families.concat()
    )
}

/// The lowest and the highest code of a family.
fn range(family: Family) -> Option<(i64, i64)> {
    let of = || {
        CodeInfo::all()
            .iter()
            .filter(|info| info.family() == family)
    };
    Some((of().next()?.code(), of().next_back()?.code()))
}

fn unknown_word(question: &str) -> String {
    let question_plain = plain(question);
    let mut alike: Vec<(f64, Subject)> = Subject::all()
        .map(|subject| {
            (
                strsim::jaro_winkler(&plain(subject.name()), &question_plain),
                subject,
            )
        })
        .filter(|(likeness, _)| *likeness > ALIKE)
        .collect();
    alike.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut names: Vec<&str> = alike.iter().map(|(_, subject)| subject.name()).collect();
    names.dedup();
    names.truncate(SIMILAR);
    if names.is_empty() {
        format!("nothing is called {question:?} or mentions it")
    } else {
        format!(
            "nothing is called {question:?}; similar: {}",
            names.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exactly(question: &str) -> Vec<String> {
        match find(question) {
            Found::These(subjects) => {
                let told = |one: &Subject| format!("{} {}", one.kind(), one.name());
                subjects.iter().map(told).collect()
            }
            other => panic!("{question}: {other:?}"),
        }
    }

    #[test]
    fn every_subject_is_found_by_its_name_and_its_value() {
        for subject in Subject::all() {
            let name = exactly(subject.name());
            assert!(name.contains(&format!("{} {}", subject.kind(), subject.name())));
            if !subject.value().is_empty() {
                exactly(&subject.value());
            }
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(exactly("60008"), ["code TimeoutOrBadFormat"]);
        assert_eq!(
            exactly(" timeout_or-bad format"),
            ["code TimeoutOrBadFormat"]
        );
        assert_eq!(exactly("c-9"), ["contradiction C-9"]);
        assert_eq!(exactly("c9"), ["contradiction C-9"]);
        assert_eq!(exactly("130"), ["exit code 130"]);
        assert!(exactly("not answer").contains(&"CallResult NotAnswer".to_owned()));
        // A number of one digit has several meanings.
        assert!(exactly("2").contains(&"exit code 2".to_owned()));
        assert!(exactly("2").iter().any(|one| one.starts_with("RoomIdType")));
    }

    #[test]
    fn an_unknown_code_is_told_with_its_neighbours_and_families() {
        let Found::Nothing(told) = find("60022") else {
            panic!("60022 is known");
        };
        for part in [
            "60021 CallerIpForbidden",
            "60025",
            "60002 to 60028",
            "which is its range",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        for odd in ["-1", "0000", "9223372036854775807", "-9223372036854775808"] {
            assert!(
                matches!(find(odd), Found::Nothing(_) | Found::These(_)),
                "{odd}"
            );
        }
    }

    #[test]
    fn a_word_is_looked_for_in_the_texts_and_a_mistyped_name_is_guessed() {
        let Found::Mentions(subjects) = find("usersig") else {
            panic!("nothing mentions it");
        };
        assert!(subjects.len() > 5, "{}", subjects.len());
        let Found::Nothing(told) = find("CallNotFuond") else {
            panic!("it is known");
        };
        assert!(told.contains("CallNotFound"), "{told}");
        assert!(matches!(find("qqqqqqqq"), Found::Nothing(_)));
        assert!(matches!(find("  "), Found::Nothing(_)));
    }
}
