//! The text whose HMAC is the signature; shared by minting and verifying.

use std::fmt::Write as _;

/// The values under the signature.
pub(crate) struct Signed<'a> {
    pub(crate) identifier: &'a str,
    pub(crate) sdk_app_id: u32,
    /// Unix seconds.
    pub(crate) time: u64,
    /// Seconds of life.
    pub(crate) expire: u64,
    /// Standard base64.
    pub(crate) userbuf: Option<&'a str>,
}

impl Signed<'_> {
    pub(crate) fn text(&self) -> String {
        let Self {
            identifier,
            sdk_app_id,
            time,
            expire,
            userbuf,
        } = self;
        // The fixed words and three numbers of any size fit into 150 bytes.
        let capacity = 150 + identifier.len() + userbuf.map_or(0, str::len);
        let mut text = String::with_capacity(capacity);
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            "TLS.identifier:{identifier}\nTLS.sdkappid:{sdk_app_id}\nTLS.time:{time}\nTLS.expire:{expire}\n"
        );
        if let Some(userbuf) = userbuf {
            let _ = writeln!(text, "TLS.userbuf:{userbuf}");
        }
        text
    }
}
