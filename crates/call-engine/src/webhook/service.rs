//! The endpoint as a tower service, which reads the body itself.

use std::convert::Infallible;
use std::error::Error;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use bytes::{Buf as _, BufMut as _, BytesMut};
use http::request::Parts;
use http::{Request, Response};
use http_body::Body;
use http_body_util::{BodyExt as _, Full};
use tower_service::Service;

use super::endpoint::Endpoint;
use super::error::{Kind, ReceiveError};
use super::received::Received;
use super::receiver::posted;

impl<B> Service<Request<B>> for Endpoint
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Response = Response<Full<bytes::Bytes>>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A full inbox is answered, not waited for.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let endpoint = self.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let received = receive(&endpoint, &parts, body).await;
            let response = Response::<bytes::Bytes>::from(endpoint.finish(received));
            Ok(response.map(Full::new))
        })
    }
}

/// Who sent it is looked at before the body is read.
async fn receive<B>(endpoint: &Endpoint, parts: &Parts, body: B) -> Result<Received, ReceiveError>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    posted(&parts.method)?;
    let receiver = endpoint.receiver();
    let sender = receiver.verify(parts.uri.query().unwrap_or_default())?;
    let body = collected(body, receiver.body_limit()).await?;
    receiver.read(sender, &parts.headers, &body)
}

async fn collected<B>(body: B, limit: usize) -> Result<BytesMut, ReceiveError>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let announced = body.size_hint().lower();
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Err(Kind::TooLarge { limit }.into());
    }
    let mut whole = BytesMut::new();
    let mut body = pin!(body);
    while let Some(frame) = body.as_mut().frame().await {
        let frame = frame.map_err(|error| Kind::Unreadable(error.into().to_string()))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if data.remaining() > limit - whole.len() {
            return Err(Kind::TooLarge { limit }.into());
        }
        whole.put(data);
    }
    Ok(whole)
}
