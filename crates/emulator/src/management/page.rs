//! The page where a person picks up phones.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Response};

/// It loads its own files, talks to its own server, and nothing else; nothing makes elements of text.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
);

/// One file of the page, as a browser gets it: there is no build step.
pub(super) struct File {
    pub(super) path: &'static str,
    kind: &'static str,
    text: &'static str,
}

macro_rules! script {
    ($name:literal) => {
        File {
            path: concat!("/", $name),
            kind: "text/javascript; charset=utf-8",
            text: include_str!(concat!("page/", $name)),
        }
    };
}

/// All of them.
pub(super) static FILES: &[File] = &[
    File {
        path: "/",
        kind: "text/html; charset=utf-8",
        text: include_str!("page/index.html"),
    },
    File {
        path: "/page.css",
        kind: "text/css; charset=utf-8",
        text: include_str!("page/page.css"),
    },
    File {
        path: "/icon.svg",
        kind: "image/svg+xml",
        text: include_str!("page/icon.svg"),
    },
    script!("page.js"),
    script!("dom.js"),
    script!("orders.js"),
    script!("clock.js"),
    script!("calls.js"),
    script!("past.js"),
    script!("line.js"),
    script!("entry.js"),
    script!("body.js"),
    script!("words.js"),
    script!("wrong.js"),
];

impl File {
    pub(super) fn response(&self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.text));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(CONTENT_SECURITY_POLICY, POLICY);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let sniffing = HeaderName::from_static("x-content-type-options");
        headers.insert(sniffing, HeaderValue::from_static("nosniff"));
        response
    }
}
