//! One connection, from its first byte: TLS if the port has it, then HTTP.

#[cfg(feature = "tls")]
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "tls")]
use futures_util::future::{Either, select};
use hyper::rt::{Read, Write};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::server::{Shared, handle};

/// How many who are too many are told so at once; who comes beyond them is not let in at all.
pub(crate) const MOST_REFUSED: usize = 256;
/// How long somebody who is refused may take to hear it.
const REFUSAL_PATIENCE: Duration = Duration::from_secs(1);
/// Most bytes that are heard of somebody who is refused.
const REFUSAL_BYTES: usize = 64 * 1_024;

/// Longest limit of time that can be kept.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

const TOO_MANY: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n\
the emulator has as many connections as it may (Options::max_connections)\n";

/// How a port is entered.
#[derive(Clone)]
pub(crate) enum Door {
    Open,
    #[cfg(feature = "tls")]
    Secure(tokio_rustls::TlsAcceptor),
}

/// Talks until the caller leaves or `stop` turns true.
pub(crate) async fn serve(
    stream: TcpStream,
    door: Door,
    shared: Arc<Shared>,
    watcher: Watcher,
    stop: watch::Receiver<bool>,
) {
    match door {
        Door::Open => {
            drop(stop);
            converse(TokioIo::new(stream), shared, watcher).await;
        }
        #[cfg(feature = "tls")]
        Door::Secure(acceptor) => {
            // On the heap, so that connections without TLS need no room for it.
            Box::pin(serve_secure(stream, acceptor, shared, watcher, stop)).await;
        }
    }
}

#[cfg(feature = "tls")]
async fn serve_secure(
    stream: TcpStream,
    acceptor: tokio_rustls::TlsAcceptor,
    shared: Arc<Shared>,
    watcher: Watcher,
    mut stop: watch::Receiver<bool>,
) {
    let limit = shared.service.options.receive_timeout;
    let entering = tokio::time::timeout(limit, secure::enter(stream, &acceptor));
    let stopped = stop.wait_for(|stop| *stop);
    // Whoever is not in yet when it stops, stays outside.
    let Either::Left((Ok(Some(stream)), _)) = select(pin!(entering), pin!(stopped)).await else {
        return;
    };
    converse(TokioIo::new(stream), shared, watcher).await;
}

async fn converse<S: Read + Write + Unpin + 'static>(
    stream: S,
    shared: Arc<Shared>,
    watcher: Watcher,
) {
    // A time beyond all clocks would be a panic of theirs.
    let limit = shared.service.options.receive_timeout.min(LONGEST);
    let service = service_fn(move |request| handle(Arc::clone(&shared), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limit)
        // Answers are small: one buffer is cheaper than two.
        .writev(false)
        .serve_connection(stream, service);
    // What goes wrong with a connection, its caller sees.
    drop(watcher.watch(connection).await);
}

/// Tells somebody that there are too many, where he can read it.
pub(crate) async fn refuse(stream: TcpStream, door: Door) {
    if matches!(door, Door::Open) {
        tell(stream, TOO_MANY).await;
    }
}

/// Says one thing and leaves.
async fn tell(mut stream: TcpStream, answer: &str) {
    let told = async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await?;
        // What he sends is heard: else he would see a broken connection in place of the answer.
        let mut heard = 0;
        let mut bytes = [0; 1_024];
        while heard < REFUSAL_BYTES {
            match stream.read(&mut bytes).await? {
                0 => break,
                count => heard += count,
            }
        }
        std::io::Result::Ok(())
    };
    // He is gone, or he takes too long.
    drop(tokio::time::timeout(REFUSAL_PATIENCE, told).await);
}

#[cfg(feature = "tls")]
mod secure {
    use tokio::net::TcpStream;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::server::TlsStream;

    /// The first byte of a handshake.
    const HANDSHAKE: u8 = 22;

    const PLAIN: &str = "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n\
this port speaks TLS: the address begins with https://\n";

    /// The handshake. Somebody who speaks plain HTTP is told where he is.
    pub(super) async fn enter(
        stream: TcpStream,
        acceptor: &TlsAcceptor,
    ) -> Option<TlsStream<TcpStream>> {
        let mut first = [0];
        match stream.peek(&mut first).await {
            Ok(1) if first[0] == HANDSHAKE => acceptor.accept(stream).await.ok(),
            Ok(1) if first[0].is_ascii_uppercase() => {
                super::tell(stream, PLAIN).await;
                None
            }
            _ => None,
        }
    }
}
