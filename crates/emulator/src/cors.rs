//! Pages of this machine may talk to the emulator.
//!
//! A browser shows a page the answer of another origin only with the permission of that origin. The docs have forms
//! that try a command; they come from a server on loopback or from the file system, whose origin is `null`. A page
//! from elsewhere gets no permission.

use axum::body::Bytes;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};
use http_body_util::Full;

/// The origin of a request, if its page may see the answer.
pub(crate) fn permitted(headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(ORIGIN)?;
    let text = origin.to_str().ok()?;
    (text == "null" || is_loopback(text)).then(|| origin.clone())
}

fn is_loopback(origin: &str) -> bool {
    let Ok(uri) = origin.parse::<Uri>() else {
        return false;
    };
    // An origin has no path; a browser sends none.
    matches!(uri.path(), "" | "/")
        && matches!(uri.scheme_str(), Some("http" | "https"))
        && matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"))
}

/// Whether a browser asks for permission before it sends the request itself.
pub(crate) fn asks(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::OPTIONS
        && headers.contains_key(ORIGIN)
        && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to [`asks`].
pub(crate) fn permission(origin: Option<HeaderValue>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    if origin.is_some() {
        let headers = response.headers_mut();
        headers.insert(
            ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("POST"),
        );
        headers.insert(
            ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("content-type"),
        );
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
    grant(origin, &mut response);
    response
}

/// Lets the page of an origin see an answer.
pub(crate) fn grant<B>(origin: Option<HeaderValue>, response: &mut Response<B>) {
    response
        .headers_mut()
        .insert(VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        response
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_machine_are_permitted() {
        let origin = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ORIGIN, HeaderValue::from_static(text));
            permitted(&headers).is_some()
        };
        for good in [
            "http://127.0.0.1:7090",
            "http://localhost",
            "https://localhost:8443",
            "http://[::1]:80",
            "null",
        ] {
            assert!(origin(good), "{good}");
        }
        for bad in [
            "https://example.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com:80",
            "http://example.com/127.0.0.1",
            "http://127.0.0.1@example.com",
            "file://",
            "127.0.0.1",
            "",
        ] {
            assert!(!origin(bad), "{bad}");
        }
        assert_eq!(permitted(&HeaderMap::new()), None);
    }
}
