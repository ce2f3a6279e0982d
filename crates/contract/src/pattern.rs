//! Which characters and lengths a `pattern` allows.
//!
//! Patterns are limited to one character class with a repetition, so that a check can be written out in any language
//! without a regular-expression library.

use std::fmt;

/// A character class with a repetition, such as `^[0-9A-Za-z_-]{1,32}$`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    ranges: Vec<(char, char)>,
    min: usize,
    max: Option<usize>,
}

/// Why a pattern is not of the limited form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError(&'static str);

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for PatternError {}

impl Pattern {
    /// Reads `^[class]*$`, `^[class]+$`, `^[class]{n}$`, `^[class]{min,}$` or `^[class]{min,max}$`.
    ///
    /// # Errors
    ///
    /// Says which part is not of this form.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let inner = text
            .strip_prefix("^[")
            .and_then(|rest| rest.strip_suffix('$'))
            .ok_or(PatternError("it does not have the form `^[class]…$`"))?;
        let mut chars = inner.chars();
        let mut ranges: Vec<(char, char)> = Vec::new();
        if inner.starts_with('^') {
            return Err(PatternError("a negated class is not supported"));
        }
        let mut pending_dash = false;
        loop {
            let c = match chars.next() {
                None => return Err(PatternError("the class is not closed with `]`")),
                Some(']') => break,
                Some('\\') => match chars.next() {
                    Some(c) if c.is_ascii_punctuation() || c == ' ' => c,
                    _ => return Err(PatternError("only punctuation may be escaped in the class")),
                },
                Some('[') => return Err(PatternError("`[` in the class must be escaped")),
                Some('-')
                    if !ranges.is_empty() && !pending_dash && !chars.as_str().starts_with(']') =>
                {
                    pending_dash = true;
                    continue;
                }
                Some(c) => c,
            };
            if pending_dash {
                pending_dash = false;
                let last = ranges
                    .last_mut()
                    .filter(|(low, high)| low == high && *low <= c);
                last.ok_or(PatternError("a range in the class is upside down"))?
                    .1 = c;
            } else {
                ranges.push((c, c));
            }
        }
        if ranges.is_empty() {
            return Err(PatternError("the class is empty"));
        }
        let (min, max) = repetition(chars.as_str())?;
        Ok(Self {
            text: text.to_owned(),
            ranges,
            min,
            max,
        })
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The allowed characters as inclusive ranges.
    pub fn ranges(&self) -> &[(char, char)] {
        &self.ranges
    }

    /// The fewest characters allowed.
    pub fn min(&self) -> usize {
        self.min
    }

    /// The most characters allowed, if there is an end.
    pub fn max(&self) -> Option<usize> {
        self.max
    }

    /// Whether a text matches.
    pub fn matches(&self, text: &str) -> bool {
        let count = text.chars().count();
        let known = |c: char| {
            self.ranges
                .iter()
                .any(|(low, high)| (*low..=*high).contains(&c))
        };
        count >= self.min && self.max.is_none_or(|max| count <= max) && text.chars().all(known)
    }
}

fn repetition(text: &str) -> Result<(usize, Option<usize>), PatternError> {
    let wrong = PatternError("the class must be followed by `*`, `+` or `{min,max}`");
    match text {
        "*" => return Ok((0, None)),
        "+" => return Ok((1, None)),
        _ => {}
    }
    let braces = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .ok_or_else(|| wrong.clone())?;
    let number = |digits: &str| {
        let number = digits.parse::<usize>().ok();
        number
            .filter(|_| !digits.starts_with('+'))
            .ok_or_else(|| wrong.clone())
    };
    match braces.split_once(',') {
        None => number(braces).map(|count| (count, Some(count))),
        Some((min, "")) => number(min).map(|min| (min, None)),
        Some((min, max)) => match (number(min)?, number(max)?) {
            (min, max) if min > max => Err(PatternError("the repetition is upside down")),
            (min, max) => Ok((min, Some(max))),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_class_with_a_repetition_is_understood() {
        let user = Pattern::parse("^[0-9A-Za-z_-]{1,32}$").unwrap();
        assert!(user.matches("jack_the-2nd"));
        assert!(!user.matches(""));
        assert!(!user.matches("jack!"));
        assert!(!user.matches(&"x".repeat(33)));
        let room = Pattern::parse("^[a-z!#$%&()+\\-:;<=.>?@\\[\\]^_{}|~, ]+$").unwrap();
        assert!(room.matches("room [x]^|~"));
        assert!(!room.matches("room\"x"));
        assert!(Pattern::parse("^[ -~]{1,32}$").unwrap().matches("a b~"));
    }

    #[test]
    fn everything_else_says_what_is_wrong() {
        for (text, part) in [
            ("[a-z]+", "form"),
            ("^[a-z$", "closed"),
            ("^[]*$", "empty"),
            ("^[^a]*$", "negated"),
            ("^[z-a]*$", "upside down"),
            ("^[a-z]$", "followed by"),
            ("^[\\d]+$", "punctuation"),
            ("^[a-z]{1,x}$", "followed by"),
            ("^[a-z]{+1,2}$", "followed by"),
            ("^[a-z]{2,1}$", "upside down"),
            ("^[", "form"),
            ("^[$", "closed"),
            ("", "form"),
        ] {
            let error = Pattern::parse(text).unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
