//! The endpoint in a real server, over real sockets: the answer first, the work later.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::Router;
use bytes::Bytes;
use call_engine::types::{AfterMemberChanged, ChangedMember};
use call_engine::webhook::testing::Delivery;
use call_engine::webhook::{
    ANSWER, Endpoint, EventKey, Guard, MemoryGuard, Queue, Received, Receiver, Verdict,
    WebhookEvent, queue,
};
use http::header::{ALLOW, CONTENT_TYPE, HOST};
use http::{HeaderMap, Request, StatusCode};
use http_body::{Body, Frame};
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::task::JoinHandle;

const APPLICATION: u32 = 1_400_000_000;
const LIMIT: usize = 4_096;

/// A server with an endpoint at `/webhooks`, and what its log says.
struct Served {
    address: SocketAddr,
    endpoint: Endpoint,
    log: mpsc::UnboundedReceiver<String>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Served {
    async fn start(capacity: usize) -> (Self, Queue) {
        let receiver = Receiver::builder(APPLICATION)
            .url_secret("token", "geheim")
            .body_limit(LIMIT);
        let receiver = receiver.build().expect("a receiver");
        let (inbox, events) = queue(capacity);
        let (lines, log) = mpsc::unbounded_channel();
        let endpoint = Endpoint::with_log(receiver, inbox, move |error| {
            let _ = lines.send(error.to_string());
        });
        let router = Router::new()
            .route_service("/webhooks", endpoint.clone())
            .fallback_service(endpoint.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let serving = axum::serve(listener, router).with_graceful_shutdown(async {
                let _ = stopped.await;
            });
            serving.await.expect("the server ends in order");
        });
        let served = Self {
            address,
            endpoint,
            log,
            stop,
            task,
        };
        (served, events)
    }

    async fn post(&self, delivery: &Delivery) -> Answer {
        let request = delivery.request("/webhooks").expect("a request");
        self.send(request.map(Full::new)).await
    }

    async fn send<B>(&self, mut request: Request<B>) -> Answer
    where
        B: Body<Data = Bytes, Error = Infallible> + Send + Unpin + 'static,
    {
        let host = self.address.to_string().parse().expect("a header");
        request.headers_mut().insert(HOST, host);
        let socket = TcpStream::connect(self.address)
            .await
            .expect("a connection");
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(socket))
            .await
            .expect("HTTP");
        let connection = tokio::spawn(connection);
        let response = sender.send_request(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the whole answer").to_bytes();
        drop(sender);
        let _ = connection.await;
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).expect("text"),
        }
    }

    /// Sends the head of a request whose body never comes, and gives the first line of the answer.
    async fn head(&self, query: &str, length: usize) -> String {
        let mut socket = TcpStream::connect(self.address)
            .await
            .expect("a connection");
        let head = format!(
            "POST /webhooks?{query} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
        );
        socket.write_all(head.as_bytes()).await.expect("sent");
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n") {
            answer.push(socket.read_u8().await.expect("an answer"));
        }
        String::from_utf8(answer)
            .expect("text")
            .trim_end()
            .to_owned()
    }

    async fn logged(&mut self) -> String {
        self.log.recv().await.expect("a line")
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn is_ok(&self) -> bool {
        self.status == StatusCode::OK && self.body == ANSWER
    }
}

/// A body in pieces whose length is not known beforehand, so that it is sent in chunks.
struct Pieces(VecDeque<Bytes>);

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(Frame::data(piece))))
    }
}

fn delivery(account: &str) -> Delivery {
    let member = ChangedMember {
        user_account: Some(account.into()),
        ..ChangedMember::default()
    };
    let event = AfterMemberChanged {
        call_id: Some("c1".into()),
        changed_user_list: Some(vec![member]),
        event_time: Some(1),
        ..AfterMemberChanged::default()
    };
    Delivery::new(APPLICATION, &WebhookEvent::AfterMemberChanged(event))
        .parameter("token", "geheim")
}

fn account(received: &Received) -> String {
    match received.event() {
        WebhookEvent::AfterMemberChanged(event) => {
            let member = event.changed_user_list().first().expect("a member");
            member
                .user_account
                .as_ref()
                .expect("an account")
                .to_string()
        }
        other => panic!("{other:?}"),
    }
}

async fn next(events: &mut Queue) -> String {
    account(&events.next().await.expect("an event"))
}

#[tokio::test]
async fn a_delivery_is_answered_and_comes_out_of_the_queue() {
    let (served, mut events) = Served::start(10).await;
    let answer = served.post(&delivery("jack")).await;
    assert!(answer.is_ok(), "{}", answer.body);
    assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
    let received = events.next().await.expect("an event");
    assert_eq!(account(&received), "jack");
    assert_eq!(received.client_ip(), Some("127.0.0.1"));
    assert!(received.guard_error().is_none());
}

#[tokio::test]
async fn an_endpoint_serves_as_fallback_too() {
    let (served, mut events) = Served::start(10).await;
    let request = delivery("jack").request("/any/where").expect("a request");
    assert!(served.send(request.map(Full::new)).await.is_ok());
    assert_eq!(next(&mut events).await, "jack");
}

#[tokio::test]
async fn a_body_in_chunks_is_put_together() {
    let (served, mut events) = Served::start(10).await;
    let delivery = delivery("jäck");
    // A byte at a time, so within characters too.
    let pieces = delivery
        .body()
        .iter()
        .map(|byte| Bytes::copy_from_slice(&[*byte]))
        .collect();
    let mut request = delivery
        .request("/webhooks")
        .expect("a request")
        .map(|_| Pieces(pieces));
    request.headers_mut().clear();
    assert!(served.send(request).await.is_ok());
    assert_eq!(next(&mut events).await, "jäck");
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_as_soon_as_that_is_known() {
    let (mut served, _events) = Served::start(10).await;
    let query = delivery("jack").query();
    // By what is announced, before a byte of it came.
    let line = served.head(&query, LIMIT + 1).await;
    assert!(line.starts_with("HTTP/1.1 413"), "{line}");
    assert!(served.logged().await.contains("longer than 4096 bytes"));
    // By what comes, when nothing is announced.
    let pieces = (0..=LIMIT / 64)
        .map(|_| Bytes::from_static(&[b' '; 64]))
        .collect();
    let request = Request::post(format!("/webhooks?{query}")).body(Pieces(pieces));
    let answer = served.send(request.expect("a request")).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Just as long as may be is read.
    let mut body = delivery("jack").body().to_vec();
    body.resize(LIMIT, b' ');
    let request = Request::post(format!("/webhooks?{query}")).body(Full::from(body));
    assert!(served.send(request.expect("a request")).await.is_ok());
}

#[tokio::test]
async fn nobody_unknown_has_a_body_read() {
    let (mut served, _events) = Served::start(10).await;
    let query = delivery("jack").without("token").query();
    let line = served.head(&query, 100).await;
    assert!(line.starts_with("HTTP/1.1 403"), "{line}");
    assert!(served.logged().await.contains("no parameter \"token\""));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_told() {
    let (mut served, mut events) = Served::start(10).await;
    let delivery = delivery("jack");
    let mut socket = TcpStream::connect(served.address)
        .await
        .expect("a connection");
    let head = format!(
        "POST /webhooks?{} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{",
        delivery.query()
    );
    socket.write_all(head.as_bytes()).await.expect("sent");
    drop(socket);
    assert!(served.logged().await.contains("the body did not arrive"));
    served.endpoint.close();
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn another_method_is_told_what_to_do() {
    let (mut served, _events) = Served::start(10).await;
    for method in ["GET", "PUT", "DELETE"] {
        let mut request = delivery("jack")
            .request("/webhooks")
            .expect("a request")
            .map(Full::new);
        *request.method_mut() = method.parse().expect("a method");
        let answer = served.send(request).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.headers[ALLOW], "POST");
        assert!(served.logged().await.contains(method));
    }
}

#[tokio::test]
async fn the_answer_does_not_wait_for_the_handler() {
    let (served, events) = Served::start(10).await;
    let (begun, mut begins) = mpsc::unbounded_channel();
    let gate = Arc::new(Semaphore::new(0));
    let done = Arc::new(AtomicUsize::new(0));
    let worker = tokio::spawn({
        let (gate, done) = (Arc::clone(&gate), Arc::clone(&done));
        events.run(move |received| {
            let (gate, done, begun) = (Arc::clone(&gate), Arc::clone(&done), begun.clone());
            async move {
                begun.send(account(&received)).expect("the test listens");
                gate.acquire().await.expect("a gate").forget();
                done.fetch_add(1, Ordering::SeqCst);
            }
        })
    });
    assert!(served.post(&delivery("jack")).await.is_ok());
    assert_eq!(begins.recv().await.as_deref(), Some("jack"));
    // The handler stands still, and the next deliveries are answered all the same.
    assert!(served.post(&delivery("jill")).await.is_ok());
    assert!(served.post(&delivery("joan")).await.is_ok());
    assert_eq!(done.load(Ordering::SeqCst), 0);
    gate.add_permits(3);
    served.endpoint.close();
    worker.await.expect("the worker ends in order");
    assert_eq!(done.load(Ordering::SeqCst), 3);
    assert_eq!(begins.recv().await.as_deref(), Some("jill"));
}

#[tokio::test]
async fn a_full_queue_is_answered_503_and_what_comes_again_is_new() {
    let (mut served, events) = Served::start(1).await;
    let mut events = events.without_duplicates(MemoryGuard::default());
    assert!(served.post(&delivery("jack")).await.is_ok());
    let answer = served.post(&delivery("jill")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        answer.body.contains(r#""ActionStatus":"FAIL""#),
        "{}",
        answer.body
    );
    assert!(served.logged().await.contains("the inbox is full"));
    assert_eq!(next(&mut events).await, "jack");
    assert!(served.post(&delivery("jill")).await.is_ok());
    assert_eq!(next(&mut events).await, "jill");
}

#[tokio::test]
async fn everything_answered_200_is_handled_before_the_service_ends() {
    let (served, events) = Served::start(100).await;
    let handled = Arc::new(AtomicUsize::new(0));
    for number in 0..20 {
        assert!(served.post(&delivery(&number.to_string())).await.is_ok());
    }
    let Served {
        endpoint,
        stop,
        task,
        ..
    } = served;
    stop.send(()).expect("the server runs");
    task.await.expect("the server ends in order");
    // The server's clones are gone; with this last one the queue ends by itself.
    drop(endpoint);
    let count = Arc::clone(&handled);
    events
        .run(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            future::ready(())
        })
        .await;
    assert_eq!(handled.load(Ordering::SeqCst), 20);
}

#[tokio::test]
async fn a_closed_endpoint_takes_no_more_and_keeps_what_it_has() {
    let (mut served, mut events) = Served::start(10).await;
    assert!(served.post(&delivery("jack")).await.is_ok());
    served.endpoint.close();
    let answer = served.post(&delivery("jill")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(served.logged().await.contains("the inbox is closed"));
    assert_eq!(next(&mut events).await, "jack");
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_duplicate_is_answered_and_not_handled_again() {
    let (served, events) = Served::start(10).await;
    let mut events = events.without_duplicates(MemoryGuard::default());
    for account in ["jack", "jack", "jill", "jack"] {
        assert!(served.post(&delivery(account)).await.is_ok());
    }
    served.endpoint.close();
    assert_eq!(next(&mut events).await, "jack");
    assert_eq!(next(&mut events).await, "jill");
    assert!(events.next().await.is_none());
}

/// A guard whose store cannot be reached.
struct Broken;

impl Guard for Broken {
    fn check(&self, _: EventKey) -> Verdict<'_> {
        Box::pin(future::ready(Err("the store is away".into())))
    }
}

#[tokio::test]
async fn an_event_is_passed_on_when_nobody_knows_whether_it_is_new() {
    let (served, events) = Served::start(10).await;
    let mut events = events.without_duplicates(Broken);
    assert!(served.post(&delivery("jack")).await.is_ok());
    let received = events.next().await.expect("an event");
    let error = received.guard_error().expect("an error");
    assert_eq!(error.to_string(), "the store is away");
}

/// A guard that says once that it has begun, and never comes to an end.
struct Stuck(mpsc::UnboundedSender<()>);

impl Guard for Stuck {
    fn check(&self, _: EventKey) -> Verdict<'_> {
        let _ = self.0.send(());
        Box::pin(future::pending())
    }
}

#[tokio::test]
async fn no_event_is_lost_when_nobody_waits_for_it_any_more() {
    let (served, events) = Served::start(10).await;
    let (begun, mut begins) = mpsc::unbounded_channel();
    let mut events = events.without_duplicates(Stuck(begun));
    assert!(served.post(&delivery("jack")).await.is_ok());
    tokio::select! {
        _ = events.next() => panic!("the guard is stuck"),
        _ = begins.recv() => {}
    }
    assert_eq!(next(&mut events).await, "jack");
}

#[tokio::test]
async fn when_the_handler_has_died_the_sender_is_not_told_ok() {
    let (mut served, events) = Served::start(10).await;
    let worker = tokio::spawn(events.run(|received| async move {
        assert_ne!(account(&received), "jack", "a handler that panics");
    }));
    assert!(served.post(&delivery("jack")).await.is_ok());
    assert!(worker.await.expect_err("the handler panics").is_panic());
    let answer = served.post(&delivery("jill")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        served
            .logged()
            .await
            .contains("the task that handles events has ended")
    );
}

#[test]
fn a_server_without_a_runtime_uses_a_channel_of_the_standard_library() {
    let (inbox, events) = std::sync::mpsc::sync_channel(1);
    let receiver = Receiver::builder(APPLICATION).build().expect("a receiver");
    let endpoint = Endpoint::new(receiver, inbox);
    let request = delivery("jack").request("/webhooks").expect("a request");
    let response = endpoint.handle(&request);
    assert_eq!(
        (response.status(), &response.body()[..]),
        (StatusCode::OK, ANSWER.as_bytes())
    );
    assert_eq!(
        endpoint.handle(&request).status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
    endpoint.close();
    assert_eq!(
        events
            .iter()
            .map(|received| account(&received))
            .collect::<Vec<_>>(),
        ["jack"]
    );
}
