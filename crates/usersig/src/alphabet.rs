//! Base64 in the two alphabets of a ticket.
//!
//! The alphabet of the ticket text is not the usual URL-safe one: there `-` stands for `+` and `_` for `/`, here
//! `*` stands for `+`, `-` for `/` and `_` for the padding `=`. General base64 crates fix the padding character,
//! hence this one.

const UPPER_LOWER_DIGITS: &[u8; 62] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A base64 alphabet, always with padding.
pub(crate) struct Alphabet {
    symbols: [u8; 64],
    pad: u8,
    #[cfg(feature = "verify")]
    values: [u8; 256],
}

/// RFC 4648 section 4: inside the JSON.
pub(crate) static STANDARD: Alphabet = Alphabet::new(b'+', b'/', b'=');

/// The ticket text itself.
pub(crate) static TICKET: Alphabet = Alphabet::new(b'*', b'-', b'_');

#[cfg(feature = "verify")]
const NO_VALUE: u8 = 0xFF;

impl Alphabet {
    const fn new(symbol_62: u8, symbol_63: u8, pad: u8) -> Self {
        let mut symbols = [0; 64];
        let mut at = 0;
        while at < UPPER_LOWER_DIGITS.len() {
            symbols[at] = UPPER_LOWER_DIGITS[at];
            at += 1;
        }
        symbols[62] = symbol_62;
        symbols[63] = symbol_63;
        Self {
            #[cfg(feature = "verify")]
            values: values(&symbols),
            symbols,
            pad,
        }
    }

    /// Length of the encoded text of `length` bytes.
    pub(crate) const fn encoded_len(length: usize) -> usize {
        length.div_ceil(3) * 4
    }

    /// Appends the encoding of `bytes` to `text`.
    pub(crate) fn encode_into(&self, bytes: &[u8], text: &mut Vec<u8>) {
        let symbol = |bits: u32| self.symbols[(bits & 0x3F) as usize];
        let quad = |a, b, c| {
            let bits = u32::from_be_bytes([0, a, b, c]);
            [bits >> 18, bits >> 12, bits >> 6, bits].map(symbol)
        };
        let start = text.len();
        text.resize(start + Self::encoded_len(bytes.len()), self.pad);
        let (quads, _) = text[start..].as_chunks_mut::<4>();
        let (triples, rest) = bytes.as_chunks::<3>();
        for (four, &[a, b, c]) in quads.iter_mut().zip(triples) {
            *four = quad(a, b, c);
        }
        // What follows the digits of the last one or two bytes stays padding.
        if let Some(last) = quads.get_mut(triples.len()) {
            match *rest {
                [a] => last[..2].copy_from_slice(&quad(a, 0, 0)[..2]),
                [a, b] => last[..3].copy_from_slice(&quad(a, b, 0)[..3]),
                _ => {}
            }
        }
    }

    /// The encoding of `bytes`.
    pub(crate) fn encode(&self, bytes: &[u8]) -> Vec<u8> {
        let mut text = Vec::with_capacity(Self::encoded_len(bytes.len()));
        self.encode_into(bytes, &mut text);
        text
    }
}

#[cfg(feature = "verify")]
const fn values(symbols: &[u8; 64]) -> [u8; 256] {
    let mut values = [NO_VALUE; 256];
    let mut value = 0;
    while value < 64 {
        values[symbols[value as usize] as usize] = value;
        value += 1;
    }
    values
}

/// Why a text is not base64.
#[cfg(feature = "verify")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The byte at this position is not in the alphabet, or is padding before the end.
    Character(usize),
    /// The length is not a multiple of four, or the bits before the padding are not zero.
    Length,
}

#[cfg(feature = "verify")]
impl Alphabet {
    /// The only bytes whose encoding is `text`.
    ///
    /// Only the canonical form passes: re-encoding the result gives `text` again, so no two texts are the same
    /// signature or userbuf.
    pub(crate) fn decode(&self, text: &[u8]) -> Result<Vec<u8>, Fault> {
        let pads = text.iter().rev().take_while(|&&c| c == self.pad).count();
        let digits = &text[..text.len() - pads];
        if let Some(position) = digits.iter().position(|&c| self.value(c) == NO_VALUE) {
            return Err(Fault::Character(position));
        }
        if pads > 2 || !text.len().is_multiple_of(4) {
            return Err(Fault::Length);
        }

        let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
        for quad in digits.chunks(4) {
            // Missing digits count as zero, and the bytes they would stand for must be zero too.
            let bits = quad
                .iter()
                .fold(0, |bits, &c| bits << 6 | u32::from(self.value(c)));
            let [first, second, third, _] = (bits << (8 + 6 * (4 - quad.len()))).to_be_bytes();
            let (kept, left_over): (&[u8], _) = match quad.len() {
                4 => (&[first, second, third], [0, 0]),
                3 => (&[first, second], [third, 0]),
                _ => (&[first], [second, third]),
            };
            if left_over != [0, 0] {
                return Err(Fault::Length);
            }
            bytes.extend_from_slice(kept);
        }
        Ok(bytes)
    }

    fn value(&self, symbol: u8) -> u8 {
        self.values[usize::from(symbol)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD as OTHER;

    fn samples() -> impl Iterator<Item = Vec<u8>> {
        (0..=64_u32).map(|length| {
            (0..length)
                .map(|i| (length.wrapping_mul(151) ^ i.wrapping_mul(89)).to_le_bytes()[0])
                .collect()
        })
    }

    fn in_ticket_alphabet(text: &str) -> String {
        text.replace('+', "*").replace('/', "-").replace('=', "_")
    }

    #[test]
    fn encoding_agrees_with_the_base64_crate() {
        for bytes in samples() {
            let expected = OTHER.encode(&bytes);
            assert_eq!(STANDARD.encode(&bytes), expected.as_bytes());
            let in_ticket = in_ticket_alphabet(&expected);
            assert_eq!(TICKET.encode(&bytes), in_ticket.as_bytes());
            assert_eq!(Alphabet::encoded_len(bytes.len()), expected.len());
        }
    }

    #[test]
    fn all_64_symbols_are_used_in_order() {
        let bytes: Vec<u8> = OTHER
            .decode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            .unwrap();
        assert!(TICKET.encode(&bytes).ends_with(b"789*-"));
        assert!(STANDARD.encode(&bytes).ends_with(b"789+/"));
    }

    #[cfg(feature = "verify")]
    #[test]
    fn decoding_undoes_encoding() {
        for bytes in samples() {
            assert_eq!(STANDARD.decode(&STANDARD.encode(&bytes)), Ok(bytes.clone()));
            assert_eq!(TICKET.decode(&TICKET.encode(&bytes)), Ok(bytes));
        }
    }

    #[cfg(feature = "verify")]
    #[test]
    fn decoding_accepts_exactly_what_the_base64_crate_accepts() {
        // Every text of up to five characters over a set with each kind of character in it.
        let kinds = *b"AQw/=_";
        let mut texts = vec![Vec::new()];
        let mut from = 0;
        for _ in 0..5 {
            let to = texts.len();
            for at in from..to {
                for kind in kinds {
                    let mut longer = texts[at].clone();
                    longer.push(kind);
                    texts.push(longer);
                }
            }
            from = to;
        }
        for text in texts {
            assert_eq!(
                STANDARD.decode(&text).ok(),
                OTHER.decode(&text).ok(),
                "{text:?}"
            );
        }
    }

    #[cfg(feature = "verify")]
    #[test]
    fn a_fault_says_where() {
        assert_eq!(TICKET.decode(b"AAAAA+AA"), Err(Fault::Character(5)));
        assert_eq!(TICKET.decode(b"AA__AAAA"), Err(Fault::Character(2)));
        assert_eq!(TICKET.decode(b"AAAAA"), Err(Fault::Length));
        assert_eq!(TICKET.decode(b"A___"), Err(Fault::Length));
        assert_eq!(TICKET.decode(b"AB__"), Err(Fault::Length));
    }
}
