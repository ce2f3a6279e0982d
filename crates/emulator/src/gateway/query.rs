//! Reading the query of a URL.

use std::borrow::Cow;

/// A name and a value, decoded; only what was percent-encoded is a copy.
pub(crate) type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// The pairs of a query, names and values percent-decoded, in their order.
///
/// A plus sign is a plus sign: no value of this API holds a blank, and a ticket in the wrong base64 alphabet should be found.
pub(crate) fn parse(query: &str) -> Result<Vec<Pair<'_>>, &'static str> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

/// The value of the first parameter with exactly this name.
pub(crate) fn get<'a, T: AsRef<str>>(query: &'a [(T, T)], name: &str) -> Option<&'a str> {
    query
        .iter()
        .find(|(found, _)| found.as_ref() == name)
        .map(|(_, value)| value.as_ref())
}

fn decode(text: &str) -> Result<Cow<'_, str>, &'static str> {
    if !text.contains('%') {
        return Ok(text.into());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = rest.next().and_then(hex);
            let low = rest.next().and_then(hex);
            let (Some(high), Some(low)) = (high, low) else {
                return Err("a percent sign in the query is not followed by two hex digits");
            };
            bytes.push(high << 4 | low);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes)
        .map(Cow::Owned)
        .map_err(|_| "the query is not UTF-8")
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_are_decoded_and_plus_signs_kept() {
        let pairs = parse("a=%2Ab%2a&&c&d=1+1=2").unwrap();
        assert_eq!(get(&pairs, "a"), Some("*b*"));
        assert_eq!(get(&pairs, "c"), Some(""));
        assert_eq!(get(&pairs, "d"), Some("1+1=2"));
        assert_eq!(get(&pairs, "A"), None);
    }

    #[test]
    fn a_query_that_cannot_be_decoded_is_an_error() {
        for query in ["a=%", "a=%4", "a=%zz", "%ff=1", "a=%é9"] {
            assert!(parse(query).is_err(), "{query}");
        }
    }
}
