//! The text whose HMAC is the signature; shared by minting and verifying.

/// The values under the signature.
pub(crate) struct Signed<'a> {
    pub(crate) identifier: &'a str,
    pub(crate) sdk_app_id: u32,
    /// Unix seconds.
    pub(crate) time: u64,
    /// Seconds of life.
    pub(crate) expire: u64,
    /// Standard base64.
    pub(crate) userbuf: Option<&'a [u8]>,
}

impl Signed<'_> {
    pub(crate) fn text(&self) -> Vec<u8> {
        // The fixed words and three numbers of any size fit into 120 bytes.
        let capacity = 120 + self.identifier.len() + self.userbuf.map_or(0, <[u8]>::len);
        let mut text = Vec::with_capacity(capacity);
        text.extend_from_slice(b"TLS.identifier:");
        text.extend_from_slice(self.identifier.as_bytes());
        text.extend_from_slice(b"\nTLS.sdkappid:");
        push_number(&mut text, u64::from(self.sdk_app_id));
        text.extend_from_slice(b"\nTLS.time:");
        push_number(&mut text, self.time);
        text.extend_from_slice(b"\nTLS.expire:");
        push_number(&mut text, self.expire);
        text.push(b'\n');
        if let Some(userbuf) = self.userbuf {
            text.extend_from_slice(b"TLS.userbuf:");
            text.extend_from_slice(userbuf);
            text.push(b'\n');
        }
        text
    }
}

/// Appends a number in decimal. (Six of them through `write!` would take longer than the HMAC.)
pub(crate) fn push_number(text: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        let [digit, ..] = (number % 10).to_le_bytes();
        start -= 1;
        digits[start] = b'0' + digit;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    text.extend_from_slice(&digits[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for shift in 0..64 {
            for number in [1 << shift, (1 << shift) - 1, u64::MAX >> shift] {
                let mut text = Vec::new();
                push_number(&mut text, number);
                assert_eq!(text, number.to_string().as_bytes());
            }
        }
    }

    #[test]
    fn the_text_never_outgrows_its_buffer() {
        let widest = Signed {
            identifier: "i",
            sdk_app_id: u32::MAX,
            time: u64::MAX,
            expire: u64::MAX,
            userbuf: Some(b"u"),
        };
        let length = widest.text().len();
        assert!(length <= 120 + 2, "{length}");
    }
}
