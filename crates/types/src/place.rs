//! Where in a JSON text reading it failed.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::envelope::Borrowed;

/// The value at which reading a JSON text into a type failed, such as `UserList[1].Status`; empty for the whole.
///
/// serde_json says line and column. The text is searched for them only now, whatever type it was read into: to keep
/// the path while reading would double the code that reads.
#[must_use]
pub fn of(json: &[u8], error: &serde_json::Error) -> String {
    let mut path = String::new();
    let Some(offset) = offset(json, error) else {
        return path;
    };
    let whole = json.as_ptr() as usize;
    let Ok(mut value) = serde_json::from_slice::<&RawValue>(json) else {
        return path;
    };
    let start = |part: &RawValue| part.get().as_ptr() as usize - whole;
    // An error before the first byte of a value is about the value itself and not about what is inside.
    while offset >= start(value) {
        let Ok(Parts(parts)) = serde_json::from_str::<Parts<'_>>(value.get()) else {
            break;
        };
        let reached = |part: &RawValue| offset < start(part) + part.get().len();
        let Some((step, part)) = parts.into_iter().find(|(_, part)| reached(part)) else {
            break;
        };
        match step {
            Step::Index(index) => {
                let _ = write!(path, "[{index}]");
            }
            Step::Name(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&name);
            }
        }
        value = part;
    }
    path
}

/// The last byte that was read before the error; `None` if none was.
fn offset(json: &[u8], error: &serde_json::Error) -> Option<usize> {
    let above = error.line().checked_sub(1)?;
    let lines = json.split_inclusive(|byte| *byte == b'\n').take(above);
    let before: usize = lines.map(<[u8]>::len).sum();
    (before + error.column()).checked_sub(1)
}

enum Step<'a> {
    Name(Cow<'a, str>),
    Index(usize),
}

/// What an object or a list is made of.
struct Parts<'a>(Vec<(Step<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Parts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Collect<'a> {
            type Value = Parts<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or a list")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts<'a>, A::Error> {
                let mut parts = Vec::new();
                while let Some((Borrowed(name), value)) =
                    map.next_entry::<Borrowed<'a>, &'a RawValue>()?
                {
                    parts.push((Step::Name(name), value));
                }
                Ok(Parts(parts))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Parts<'a>, A::Error> {
                let mut parts = Vec::new();
                while let Some(value) = list.next_element::<&'a RawValue>()? {
                    parts.push((Step::Index(parts.len()), value));
                }
                Ok(Parts(parts))
            }
        }

        deserializer.deserialize_any(Collect(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::of;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only read")]
    struct Outer {
        name: Option<String>,
        inner: Inner,
        list: Vec<Inner>,
        #[serde(flatten)]
        extra: serde_json::Map<String, serde_json::Value>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only read")]
    struct Inner {
        number: u8,
        words: Vec<String>,
    }

    #[track_caller]
    fn place(json: &str) -> String {
        let error = serde_json::from_str::<Outer>(json).expect_err("a fault");
        of(json.as_bytes(), &error)
    }

    #[test]
    fn the_value_that_does_not_fit_is_named() {
        for (wrong, path) in [
            (r#"{"name": 5, "inner": {}}"#, "name"),
            (r#"{"name": [], "inner": {}}"#, "name"),
            (r#"{"name": {"a": 1}, "inner": {}}"#, "name"),
            (r#"{"inner": {"number": 256, "words": []}}"#, "inner.number"),
            (r#"{"inner": {"number": -1 , "words": []}}"#, "inner.number"),
            (r#"{"inner": {"number": 1.5, "words": []}}"#, "inner.number"),
            (r#"{"inner": {"number": "1", "words": []}}"#, "inner.number"),
            (
                r#"{"inner": {"number": 1, "words": ["a", true]}}"#,
                "inner.words[1]",
            ),
            (
                r#"{"inner": {"number": 1, "words": ["a", null]}}"#,
                "inner.words[1]",
            ),
            (r#"{"inner": {"number": 1, "words": {}}}"#, "inner.words"),
            (r#"{"inner": {"number": 1}}"#, "inner"),
            (r#"{"inner": {"number": 1, "words": []}}"#, ""),
            (
                "{\"inner\": {\"number\": 1, \"words\": []},\n \"list\": [\n {\"number\": 1, \"words\": []},\n {\"words\": 1}\n]}",
                "list[1].words",
            ),
            (
                "{\"\\u0069nner\": {\"number\": 1, \"words\": 7}}",
                "inner.words",
            ),
            ("[1]", ""),
            ("7", ""),
        ] {
            assert_eq!(place(wrong), path, "{wrong}");
        }
    }

    #[test]
    fn a_text_that_is_no_json_has_no_place() {
        for text in [
            "",
            "{",
            "nonsense",
            "{\"inner\": {\"number\": ",
            "\u{feff}{}",
        ] {
            assert_eq!(place(text), "", "{text}");
        }
    }
}
