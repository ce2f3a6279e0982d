//! Deliveries as the vendor sends them, for tests of your own endpoint.
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//! use call_engine::types::{AfterEndCall, CallRecord, CallResult};
//! use call_engine::webhook::{Receiver, WebhookEvent, testing::Delivery};
//!
//! let now = UNIX_EPOCH + Duration::from_secs(1_740_464_130);
//! let record = CallRecord { call_result: Some(CallResult::NotAnswer), ..Default::default() };
//! let missed = AfterEndCall { call_record: Some(record), ..Default::default() };
//! let delivery = Delivery::new(1400000000, &WebhookEvent::AfterEndCall(missed)).signed("s3cr3t-token", now);
//!
//! let receiver = Receiver::builder(1400000000).token("s3cr3t-token").clock(move || now).build()?;
//! let received = receiver.receive_request(&delivery.request("/webhooks")?)?;
//! assert!(received.is_signed());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use call_engine_types::types::OptPlatform;
use call_engine_types::webhook::WebhookEvent;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request};
use serde_json::Value;

use super::signature::{self, REQUEST_TIME, SIGN};

const COMMAND: &str = "CallbackCommand";

/// A delivery: query and body of a webhook.
#[derive(Clone)]
pub struct Delivery {
    parameters: Vec<(String, String)>,
    body: Bytes,
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.parameters.iter().map(|(name, _)| name).collect();
        f.debug_struct("Delivery")
            .field("parameters", &names)
            .field("body", &self.body)
            .finish()
    }
}

impl Delivery {
    /// The delivery of an event to an application, unsigned. The body gets the event's `CallbackCommand` when it has
    /// none.
    pub fn new(sdk_app_id: u32, event: &WebhookEvent) -> Self {
        // Written by the types of the contract, which cannot fail.
        let mut body = event.to_json().unwrap_or_default();
        if let Value::Object(fields) = &mut body {
            fields
                .entry(COMMAND)
                .or_insert_with(|| Value::from(event.command()));
        }
        Self::of_body(sdk_app_id, event.command(), body.to_string())
    }

    /// A delivery with any body, for what the contract does not foresee.
    pub fn of_body(sdk_app_id: u32, command: &str, body: impl Into<Bytes>) -> Self {
        let parameters = [
            ("SdkAppid", sdk_app_id.to_string()),
            (COMMAND, command.to_owned()),
            ("contenttype", "json".to_owned()),
            ("ClientIP", "127.0.0.1".to_owned()),
            ("OptPlatform", "Android".to_owned()),
        ];
        Self {
            parameters: parameters
                .map(|(name, value)| (name.to_owned(), value))
                .into(),
            body: body.into(),
        }
    }

    /// Adds `RequestTime` and `Sign`, as sibling products do.
    #[must_use]
    pub fn signed(self, token: &str, at: SystemTime) -> Self {
        let seconds = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let time = seconds.to_string();
        let sign = String::from_utf8_lossy(&signature::made(token, &time)).into_owned();
        self.parameter(REQUEST_TIME, &time).parameter(SIGN, &sign)
    }

    /// Sets `ClientIP`.
    #[must_use]
    pub fn client_ip(self, address: &str) -> Self {
        self.without("ClientIP").parameter("ClientIP", address)
    }

    /// Sets `OptPlatform`.
    #[must_use]
    pub fn platform(self, platform: &OptPlatform) -> Self {
        self.without("OptPlatform")
            .parameter("OptPlatform", platform.as_str())
    }

    /// Adds a parameter to the query, such as a secret of your own.
    #[must_use]
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        self.parameters.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Takes a parameter out of the query.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.parameters.retain(|(there, _)| there != name);
        self
    }

    /// The query, encoded, without `?`.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.parameters)
            .finish()
    }

    /// The headers.
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        headers
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The delivery as a request to an address or path.
    ///
    /// # Errors
    ///
    /// The address cannot be one.
    pub fn request(&self, address: &str) -> Result<Request<Bytes>, http::Error> {
        let joint = if address.contains('?') { '&' } else { '?' };
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(format!("{address}{joint}{}", self.query()))
            .body(self.body.clone())?;
        *request.headers_mut() = self.headers();
        Ok(request)
    }
}
