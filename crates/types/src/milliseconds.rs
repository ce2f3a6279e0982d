//! A span of time that the wire counts in milliseconds.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A span of time that the wire counts in milliseconds. Made from a [`Duration`]; parts of a millisecond are dropped.
///
/// ```
/// use std::time::Duration;
/// use call_engine_types::Milliseconds;
///
/// let ring = Milliseconds::from(Duration::from_secs(30));
/// assert_eq!(ring.as_millis(), 30_000);
/// assert_eq!(serde_json::to_string(&ring)?, "30000");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Milliseconds(i64);

impl Milliseconds {
    /// A number of milliseconds. The wire can carry a negative one; no request that does passes `validate`.
    pub const fn new(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// The number of milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The span; zero for a negative number.
    pub fn duration(self) -> Duration {
        Duration::from_millis(u64::try_from(self.0).unwrap_or(0))
    }
}

impl From<Duration> for Milliseconds {
    fn from(span: Duration) -> Self {
        Self(i64::try_from(span.as_millis()).unwrap_or(i64::MAX))
    }
}

impl From<Milliseconds> for Duration {
    fn from(span: Milliseconds) -> Self {
        span.duration()
    }
}

impl Serialize for Milliseconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Milliseconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Milliseconds {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Milliseconds".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer" })
    }
}
