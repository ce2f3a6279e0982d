//! The body of a delivery, and what frameworks do to it.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

/// The body without a byte order mark, which some proxies add.
pub(crate) fn plain(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// The likely reason why a body cannot be read as a webhook.
pub(crate) fn suspicion(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let compressed = headers
        .get(CONTENT_ENCODING)
        .is_some_and(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    let start = body.trim_ascii_start();
    let text = match (start.first(), length) {
        (None, Some(length)) if length > 0 => format!(
            "the body is empty, and Content-Length says {length}: something read it before; give the receiver the raw \
             body, ahead of any body parser"
        ),
        (None, _) => "the body is empty".to_owned(),
        _ if compressed || body.starts_with(b"\x1f\x8b") => {
            "the body is compressed: have the server unpack it first".to_owned()
        }
        (Some(b'"'), _) => "the body is JSON inside a JSON text: a framework encoded it once more; give the receiver the \
                            raw bytes"
            .to_owned(),
        (Some(b'['), _) if start.starts_with(b"[object ") => {
            "a framework parsed the body and wrote the object as text; give the receiver the raw bytes".to_owned()
        }
        (Some(b'<'), _) => "the body is a page, not JSON: something else sent this, or a proxy answered".to_owned(),
        (Some(b'%'), _) => "the body is encoded as a form; give the receiver the raw bytes".to_owned(),
        (_, Some(length)) if length != body.len() => format!(
            "Content-Length says {length}, the body has {} bytes: something on the way changed or cut it",
            body.len()
        ),
        _ => return None,
    };
    Some(text)
}
