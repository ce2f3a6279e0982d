//! The text of a ticket: JSON in a zlib stream in base64.

use zeroize::Zeroizing;

use crate::alphabet::{Alphabet, STANDARD, TICKET};
use crate::signing::{Signed, push_number};

/// A finished ticket of either kind.
#[derive(Clone)]
pub(crate) struct Ticket {
    pub(crate) text: Zeroizing<String>,
    pub(crate) expires_at: u64,
}

/// Head of a zlib stream (RFC 1950) and of its only block, a stored one (RFC 1951, section 3.2.4), as level 0 gives.
/// The length of the block, and its complement, are still to be filled in.
///
/// A ticket is too short to gain much from compression, and this needs no compressor.
const HEAD: [u8; 7] = [0x78, 0x01, 0x01, 0, 0, 0, 0];

/// Length of the checksum at the end.
const CHECKSUM: usize = 4;

/// Writes a ticket with this signature.
pub(crate) fn text(signed: &Signed<'_>, signature: &[u8; 32]) -> Zeroizing<String> {
    let stream = stream(signed, signature);
    let mut text = Vec::with_capacity(Alphabet::encoded_len(stream.len()));
    TICKET.encode_into(&stream, &mut text);
    // The alphabet is ASCII.
    Zeroizing::new(String::from_utf8(text).unwrap_or_default())
}

/// The zlib stream of the JSON.
fn stream(signed: &Signed<'_>, signature: &[u8; 32]) -> Zeroizing<Vec<u8>> {
    // All in one buffer, and that large enough for any values: growing would leave a copy of the signature behind.
    let mut stream = Zeroizing::new(Vec::with_capacity(
        HEAD.len() + json_capacity(signed) + CHECKSUM,
    ));
    stream.extend_from_slice(&HEAD);
    push_json(signed, signature, &mut stream);
    let json = &stream[HEAD.len()..];
    // Minting has limited identifier and userbuf, so this is far below the 65535 bytes of a stored block.
    let [low, high, ..] = json.len().to_le_bytes();
    let checksum = adler2::adler32_slice(json);
    stream[3..HEAD.len()].copy_from_slice(&[low, high, !low, !high]);
    stream.extend_from_slice(&checksum.to_be_bytes());
    stream
}

/// The fixed words, the signature and three numbers of any size fit into 210 bytes.
fn json_capacity(signed: &Signed<'_>) -> usize {
    210 + 2 * signed.identifier.len() + signed.userbuf.map_or(0, <[u8]>::len)
}

/// Appends the JSON of a ticket, members in the order of the vendor's Go and Python code.
fn push_json(signed: &Signed<'_>, signature: &[u8; 32], json: &mut Vec<u8>) {
    json.extend_from_slice(br#"{"TLS.ver":"2.0","TLS.identifier":""#);
    // Printable ASCII was checked, so these are the only two characters JSON wants escaped.
    for byte in signed.identifier.bytes() {
        if matches!(byte, b'"' | b'\\') {
            json.push(b'\\');
        }
        json.push(byte);
    }
    json.extend_from_slice(br#"","TLS.sdkappid":"#);
    push_number(json, u64::from(signed.sdk_app_id));
    json.extend_from_slice(br#","TLS.expire":"#);
    push_number(json, signed.expire);
    json.extend_from_slice(br#","TLS.time":"#);
    push_number(json, signed.time);
    if let Some(userbuf) = signed.userbuf {
        json.extend_from_slice(br#","TLS.userbuf":""#);
        json.extend_from_slice(userbuf);
        json.push(b'"');
    }
    json.extend_from_slice(br#","TLS.sig":""#);
    STANDARD.encode_into(signature, json);
    json.extend_from_slice(br#""}"#);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_ticket_fits_its_buffer_and_one_block() {
        let identifier = "\"".repeat(32);
        let userbuf = vec![b'A'; Alphabet::encoded_len(25 + 32 + 64)];
        let widest = Signed {
            identifier: &identifier,
            sdk_app_id: u32::MAX,
            time: u64::MAX,
            expire: u64::MAX,
            userbuf: Some(&userbuf),
        };
        let mut json = Vec::new();
        push_json(&widest, &[0xFF; 32], &mut json);
        assert!(json.len() <= json_capacity(&widest), "{}", json.len());
        assert!(u16::try_from(json.len()).is_ok());
    }

    #[cfg(feature = "verify")]
    #[test]
    fn the_stream_inflates_to_the_json() {
        use miniz_oxide::inflate::decompress_to_vec_zlib;
        for length in 0..=32 {
            let signed = Signed {
                identifier: &"i".repeat(length),
                sdk_app_id: 1,
                time: 1_700_000_000,
                expire: 86_400,
                userbuf: None,
            };
            let mut json = Vec::new();
            push_json(&signed, &[7; 32], &mut json);
            let stream = stream(&signed, &[7; 32]);
            assert_eq!(decompress_to_vec_zlib(&stream).unwrap(), json);
        }
    }
}
