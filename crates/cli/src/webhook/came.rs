//! A webhook as it came: byte for byte, so that it can be sent and judged again.

use std::fmt::Write as _;

use call_engine::webhook::{self, WebhookEvent};
use hyper::body::Bytes;
use hyper::header::{
    CONNECTION, CONTENT_LENGTH, EXPECT, HOST, HeaderName, HeaderValue, PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use hyper::{HeaderMap, Method, Request};
use serde_json::{Map, Value, json};

use crate::span;

/// Headers that are about one connection, not about the webhook.
const OF_THE_CONNECTION: &[HeaderName] = &[
    CONNECTION,
    CONTENT_LENGTH,
    EXPECT,
    HOST,
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Parameters of the vendor whose values may be read by everybody. All others may be secrets.
const READABLE: &[&str] = &[
    "SdkAppid",
    "CallbackCommand",
    "contenttype",
    "ClientIP",
    "OptPlatform",
    "RequestTime",
];

/// A webhook as it came. Its query may hold a secret, so it has no `Debug`.
#[derive(Clone)]
pub struct Came {
    /// Its number in the store, from 1 on.
    pub number: u64,
    /// When, in Unix milliseconds.
    pub at: i64,
    pub method: String,
    pub path: String,
    /// As it stood in the address, without `?`.
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// What became of it.
    pub outcome: Outcome,
}

/// What shows that a webhook is of the service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Proof {
    /// The number of the application, which anybody can know.
    #[default]
    None,
    /// The secret of the address.
    Secret,
    /// A signature with the token.
    Signature,
}

impl Proof {
    const ALL: [Self; 3] = [Self::None, Self::Secret, Self::Signature];

    pub fn word(self) -> &'static str {
        match self {
            Self::None => "unsigned",
            Self::Secret => "secret",
            Self::Signature => "signed",
        }
    }

    fn read(word: &Value) -> Self {
        let found = Self::ALL.into_iter().find(|proof| *word == proof.word());
        found.unwrap_or_default()
    }
}

/// What was answered, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub status: u16,
    pub proof: Proof,
    /// Why it was refused.
    pub refused: Option<String>,
}

impl Came {
    /// The request, for the SDK.
    pub fn request(&self) -> Option<Request<Bytes>> {
        // What asks for a tunnel has none.
        let path = if self.path.is_empty() {
            "/"
        } else {
            &self.path
        };
        let target = if self.query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", self.query)
        };
        let method = Method::from_bytes(self.method.as_bytes()).ok()?;
        let request = Request::builder().method(method).uri(target);
        let mut request = request.body(self.body.clone()).ok()?;
        *request.headers_mut() = self.headers.clone();
        Some(request)
    }

    /// What it tells, whoever sent it.
    pub fn event(&self) -> Option<WebhookEvent> {
        webhook::read(&self.body).ok()
    }

    /// The headers that go on with it.
    pub fn forwarded_headers(&self) -> HeaderMap {
        let mut headers = self.headers.clone();
        for name in OF_THE_CONNECTION {
            headers.remove(name);
        }
        headers.remove("keep-alive");
        headers
    }

    /// For programs that read what is printed: no value that may be a secret is in it.
    pub fn shown(&self) -> Value {
        let event = self.event();
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let body = serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| Value::from(String::from_utf8_lossy(&self.body)));
        json!({
            "number": self.number,
            "time": span::utc_millis(self.at),
            "event": event.as_ref().and_then(|event| text(event.command())),
            "call_id": event.as_ref().and_then(|event| text(event.call_id())),
            "accepted": self.outcome.refused.is_none(),
            "proof": self.outcome.proof.word(),
            "status": self.outcome.status,
            "refused": self.outcome.refused,
            "method": self.method,
            "path": self.path,
            "query": shown_query(&self.query),
            "body": body,
        })
    }

    /// For the store: everything.
    pub fn to_json(&self) -> Value {
        let headers: Vec<Value> = self
            .headers
            .iter()
            .map(|(name, value)| json!([name.as_str(), latin(value.as_bytes())]))
            .collect();
        let mut kept = json!({
            "number": self.number,
            "at": self.at,
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "headers": headers,
            "status": self.outcome.status,
            "proof": self.outcome.proof.word(),
            "refused": self.outcome.refused,
        });
        match std::str::from_utf8(&self.body) {
            Ok(text) => kept["body"] = Value::from(text),
            Err(_) => kept["body_hex"] = Value::from(hex(&self.body)),
        }
        kept
    }

    /// From the store.
    pub fn from_json(kept: &Value) -> Result<Self, String> {
        let text = |name: &str| {
            let text = kept[name].as_str().map(str::to_owned);
            text.ok_or_else(|| format!("it has no text {name:?}"))
        };
        let mut headers = HeaderMap::new();
        for pair in kept["headers"].as_array().into_iter().flatten() {
            let (name, value) = (pair[0].as_str(), pair[1].as_str());
            let name = name.and_then(|name| name.parse::<HeaderName>().ok());
            let value = value.and_then(|value| HeaderValue::from_bytes(&unlatin(value)?).ok());
            let (Some(name), Some(value)) = (name, value) else {
                return Err("a header of it cannot be read".to_owned());
            };
            headers.append(name, value);
        }
        let body = match kept["body"].as_str() {
            Some(text) => text.as_bytes().to_vec(),
            None => unhex(kept["body_hex"].as_str().unwrap_or_default())
                .filter(|_| kept["body_hex"].is_string())
                .ok_or("it has no body")?,
        };
        Ok(Self {
            number: kept["number"].as_u64().ok_or("it has no number")?,
            at: kept["at"].as_i64().ok_or("it has no time")?,
            method: text("method")?,
            path: text("path")?,
            query: text("query")?,
            headers,
            body: body.into(),
            outcome: Outcome {
                status: kept["status"]
                    .as_u64()
                    .and_then(|status| status.try_into().ok())
                    .unwrap_or_default(),
                proof: Proof::read(&kept["proof"]),
                refused: kept["refused"].as_str().map(str::to_owned),
            },
        })
    }
}

/// The parameters of a query; values that may be secret are masked.
pub fn shown_query(query: &str) -> Value {
    let mut shown = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let readable = READABLE
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name));
        let value = if readable { value } else { "***" };
        shown.insert(name.to_owned(), Value::from(value));
    }
    Value::Object(shown)
}

/// Bytes as text, a character each.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

fn unlatin(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(
        digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(body: &'static [u8]) -> Came {
        let mut headers = HeaderMap::new();
        headers.append("x-one", HeaderValue::from_static("a"));
        headers.append(
            "x-one",
            HeaderValue::from_bytes(b"\xe9\xff").expect("a value"),
        );
        headers.append(HOST, HeaderValue::from_static("localhost"));
        Came {
            number: 7,
            at: 1_740_464_128_807,
            method: "POST".to_owned(),
            path: "/a%20b".to_owned(),
            query: "token=s3cr3t&SdkAppid=1&Sign=abc&x".to_owned(),
            headers,
            body: Bytes::from_static(body),
            outcome: Outcome {
                status: 403,
                proof: Proof::Secret,
                refused: Some("why".to_owned()),
            },
        }
    }

    #[test]
    fn what_is_kept_comes_back_byte_for_byte() {
        for body in [
            &b"{\"a\": \"\\u00e9 \xc3\xa9\"}\r\n"[..],
            b"\xff\x00\xfe",
            b"",
        ] {
            let came = came(body);
            let text = came.to_json().to_string();
            let read = Came::from_json(&serde_json::from_str(&text).expect("JSON"));
            let Ok(read) = read else {
                panic!("it cannot be read: {text}");
            };
            assert_eq!(read.body, came.body);
            assert_eq!(read.headers, came.headers);
            assert_eq!((&read.path, &read.query), (&came.path, &came.query));
            assert_eq!((read.number, read.at), (7, came.at));
            assert_eq!(read.outcome, came.outcome);
        }
    }

    #[test]
    fn what_is_shown_has_no_secret() {
        let shown = came(b"x").shown();
        let query = json!({"token": "***", "SdkAppid": "1", "Sign": "***", "x": "***"});
        assert_eq!(shown["query"], query);
        assert!(!shown.to_string().contains("s3cr3t"));
    }

    #[test]
    fn headers_of_the_connection_stay_behind() {
        let headers = came(b"").forwarded_headers();
        assert_eq!(headers.len(), 2);
    }
}
