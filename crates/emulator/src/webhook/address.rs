//! The address of a webhook.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// What the query of a webhook says beside the event.
#[derive(Debug, Clone)]
pub(super) struct Origin<'a> {
    pub(super) sdk_app_id: u32,
    pub(super) token: Option<&'a str>,
    /// Unix seconds.
    pub(super) now: u64,
}

/// The configured address with the query of an event. A query that is there already is kept, and joined by `&` (inferred).
pub(super) fn address(configured: &str, command: &str, origin: &Origin<'_>) -> String {
    let base = configured.split('#').next().unwrap_or(configured);
    let join = match base.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some((_, query)) if query.ends_with('&') => "",
        Some(_) => "&",
    };
    let app = origin.sdk_app_id;
    // A command of the server has no client; its own address stands for one.
    let mut url = format!(
        "{base}{join}SdkAppid={app}&CallbackCommand={command}&contenttype=json&ClientIP=127.0.0.1&OptPlatform=RESTAPI"
    );
    if let Some(token) = origin.token {
        let now = origin.now;
        let _ = write!(url, "&RequestTime={now}&Sign={}", sign(token, now));
    }
    url
}

/// SHA-256 over token and time, in small hexadecimal digits.
fn sign(token: &str, now: u64) -> String {
    let digest = Sha256::digest(format!("{token}{now}"));
    let mut sign = String::with_capacity(64);
    for byte in digest {
        let _ = write!(sign, "{byte:02x}");
    }
    sign
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(token: Option<&str>) -> Origin<'_> {
        Origin {
            sdk_app_id: 7,
            token,
            now: 1_669_872_112,
        }
    }

    #[test]
    fn a_query_that_is_there_is_kept() {
        let rest = "SdkAppid=7&CallbackCommand=a.b&contenttype=json&ClientIP=127.0.0.1&OptPlatform=RESTAPI";
        for (configured, before) in [
            ("http://h/p", "http://h/p?"),
            ("http://h/p?", "http://h/p?"),
            ("http://h/p?token=x", "http://h/p?token=x&"),
            ("http://h/p?token=x&", "http://h/p?token=x&"),
            ("http://h/p?a=b#c", "http://h/p?a=b&"),
        ] {
            let url = address(configured, "a.b", &origin(None));
            assert_eq!(url, format!("{before}{rest}"));
        }
    }

    /// The vendor's check value and one of our own.
    #[test]
    fn a_token_signs() {
        let url = address("http://h", "a.b", &origin(Some("xxxxyyyy")));
        assert!(url.ends_with(
            "&RequestTime=1669872112&Sign=17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061"
        ));
        assert_eq!(
            sign("s3cr3t-token", 1_740_464_130),
            "f9b22c25d886ac0dd0b1b64595c91ec987fcc0ed561eac6ab80c7a66e861b868"
        );
    }
}
