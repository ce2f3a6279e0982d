//! Text that the server may send as an integer.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Text where the documents and the wire disagree between string and integer (C-10, W-2).
///
/// Both are read without loss, integers beyond 2^53 included, and written back as they came.
///
/// ```
/// use call_engine_types::Text;
///
/// let account: Text = serde_json::from_str("144115212830834855")?;
/// assert_eq!(account.as_str(), "144115212830834855");
/// assert_eq!(serde_json::to_string(&account)?, "144115212830834855");
/// assert_eq!(serde_json::from_str::<Text>("\"jack\"")?, Text::from("jack"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text {
    text: String,
    was_integer: bool,
}

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number, if the text is one.
    pub fn as_integer(&self) -> Option<i64> {
        self.text.parse().ok()
    }

    /// Whether it came as a JSON integer.
    pub fn was_integer(&self) -> bool {
        self.was_integer
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.was_integer {
            f.write_str(&self.text)
        } else {
            fmt::Debug::fmt(&self.text, f)
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self {
            text,
            was_integer: false,
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<i64> for Text {
    fn from(number: i64) -> Self {
        Self {
            text: number.to_string(),
            was_integer: true,
        }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.text
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (
            self.was_integer,
            self.text.parse::<i64>(),
            self.text.parse::<u64>(),
        ) {
            (true, Ok(number), _) => serializer.serialize_i64(number),
            (true, _, Ok(number)) => serializer.serialize_u64(number),
            _ => serializer.serialize_str(&self.text),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or an integer")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text::from(text))
            }

            fn visit_string<E: de::Error>(self, text: String) -> Result<Text, E> {
                Ok(Text::from(text))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Text, E> {
                Ok(Text::from(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Text, E> {
                Ok(Text {
                    text: number.to_string(),
                    was_integer: true,
                })
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] })
    }
}

/// Which value a spelling means, read without regard to case, spaces, `_` and `-` (C-2, W-6).
///
/// Not generic over the values, so that it is compiled once for all enumerations.
pub(crate) fn known(text: &Text, spellings: &[&[&str]]) -> Option<usize> {
    let same = |known: &&str| {
        let plain = text
            .as_str()
            .bytes()
            .filter(|b| !matches!(b, b' ' | b'_' | b'-'));
        plain.map(|b| b.to_ascii_lowercase()).eq(known.bytes())
    };
    spellings.iter().position(|list| list.iter().any(same))
}
