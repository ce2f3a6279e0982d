//! What a careful program does with reqwest alone.

use std::time::Duration;

use call_engine::types::{GetCallInfoRequest, GetCallInfoResponse};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue, USER_AGENT};
use serde::Deserialize;

/// As long as the client's own; a request without a limit can hang for good.
const TIMEOUT: Duration = Duration::from_secs(10);

/// One client for all requests, and the UserSig that is good for a while.
#[derive(Clone)]
pub struct Bare {
    http: reqwest::Client,
    /// The address up to the random number.
    url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    error_code: i64,
    #[serde(default)]
    error_info: String,
    request_id: Option<String>,
    response: GetCallInfoResponse,
}

impl Bare {
    pub fn new(base_url: &str, app: u32, ticket: &str) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        #[cfg(feature = "rustls")]
        let http = http.tls_backend_preconfigured(tls());
        Self {
            http: http.build().expect("a client"),
            url: format!(
                "{base_url}/v4/call_engine_http_srv/get_call_info?sdkappid={app}&identifier=administrator&usersig={ticket}"
            ),
        }
    }

    pub async fn get_call_info(
        &self,
        request: &GetCallInfoRequest,
    ) -> Result<(GetCallInfoResponse, Option<String>), Box<dyn std::error::Error + Send + Sync>>
    {
        let random = fastrand::u32(..);
        let url = format!("{}&random={random}&contenttype=json", self.url);
        let agent = concat!("call-engine/", env!("CARGO_PKG_VERSION"));
        let response = self
            .http
            .post(url)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(USER_AGENT, HeaderValue::from_static(agent))
            .timeout(TIMEOUT)
            .body(serde_json::to_vec(request)?)
            .send()
            .await?;
        let bytes = response.error_for_status()?.bytes().await?;
        let answer: Answer = serde_json::from_slice(&bytes)?;
        if answer.error_code != 0 {
            return Err(format!("{} {}", answer.error_code, answer.error_info).into());
        }
        Ok((answer.response, answer.request_id))
    }
}

/// Trusts nobody: all goes by plain http.
#[cfg(feature = "rustls")]
fn tls() -> rustls::ClientConfig {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
