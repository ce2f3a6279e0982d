//! Which proxy a request goes through, and that its password is shown nowhere.

use call_engine::Error;

use crate::process::made;
use crate::support::{Server, builder_at, http, json};

const USER: &str = "clerk";
const PASSWORD: &str = "pr0xy-s3cr3t";

fn shows_no_password(error: &Error) {
    let shown = format!("{error} {error:?} {} {}", error.message(), error.remedy());
    // In base64 as well.
    for secret in [PASSWORD, "cHIweHktczNjcjN0", "Y2xlcms6"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn plain_http_goes_through_a_proxy_that_was_named() {
    let proxy = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let nobody = crate::support::Nobody::new();
    let client = builder_at(&nobody.url())
        .proxy(proxy.url())
        .build()
        .expect("a client");
    client.end_call("c1").await.expect("a success");
    let path = format!("{}/v4/call_engine_http_srv/end_call", nobody.url());
    assert_eq!(proxy.request().path, path);
}

#[test]
fn a_proxy_that_cannot_be_one_is_refused_without_its_password() {
    for (proxy, why) in [
        ("", "cannot be read"),
        ("proxy:3128", "must start with http:// or https://"),
        (
            "socks5://clerk:pr0xy-s3cr3t@127.0.0.1:1",
            "must start with http:// or https://",
        ),
        ("http://clerk:pr0xy-s3cr3t@:3128", "cannot be read"),
        (
            "http://clerk:pr0xy-s3cr3t@127.0.0.1:1/path",
            "may hold only",
        ),
        ("http://127.0.0.1:1?pr0xy-s3cr3t", "may hold only"),
        (
            "http://clerk:pr0xy-s3cr3t@proxy.example:3128",
            "would see the UserSig",
        ),
    ] {
        let builder = builder_at("http://127.0.0.1:1").proxy(proxy);
        assert!(!format!("{builder:?}").contains(PASSWORD), "{builder:?}");
        let error = builder.build().expect_err("no proxy");
        assert!(
            error.is_setup() && error.message().contains(why),
            "{proxy}: {error}"
        );
        shows_no_password(&error);
    }
    let named = builder_at("http://127.0.0.1:1").proxy("http://clerk:pr0xy-s3cr3t@127.0.0.1:1");
    let shown = format!("{named:?}");
    assert!(shown.contains("…@127.0.0.1:1"), "{shown}");
    let shown = format!("{shown} {:?}", named.build().expect("a client"));
    assert!(!shown.contains(PASSWORD), "{shown}");
}

#[tokio::test]
async fn the_password_of_a_proxy_that_refuses_it_is_not_shown() {
    let proxy = Server::always(crate::support::Act::Answer(http(
        "407 Who are you",
        &[],
        "",
    )))
    .await;
    let url = proxy
        .url()
        .replace("http://", &format!("http://{USER}:{PASSWORD}@"));
    let client = builder_at("http://127.0.0.1:9")
        .proxy(url)
        .build()
        .expect("a client");
    let error = client.end_call("c1").await.expect_err("a refusal");
    assert_eq!(error.http_status(), Some(407));
    shows_no_password(&error);
    let said = made(&[
        ("CALL_ENGINE_ENDPOINT", "http://127.0.0.1:1"),
        ("CALL_ENGINE_PROXY", "ftp://clerk:pr0xy-s3cr3t@127.0.0.1:1"),
        ("CALL_ENGINE_SDK_APP_ID", "1400000000"),
        ("CALL_ENGINE_SECRET_KEY", crate::support::KEY),
    ]);
    assert!(
        said.contains("error: ") && !said.contains(PASSWORD),
        "{said}"
    );
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tunnels {
    use std::net::SocketAddr;
    use std::sync::{Arc, Mutex};

    use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
    use tokio::net::{TcpListener, TcpStream};

    use super::{PASSWORD, USER, shows_no_password};
    use crate::process::sent;
    use crate::support::builder_at;
    use crate::support::secure::{Secure, signed};

    /// `clerk:pr0xy-s3cr3t`
    const BASIC: &str = "Basic Y2xlcms6cHIweHktczNjcjN0";

    /// A proxy that makes tunnels to one server, whatever host is asked for.
    struct Tunnels {
        address: SocketAddr,
        /// What was asked for, with the credentials.
        heads: Arc<Mutex<Vec<String>>>,
    }

    impl Tunnels {
        async fn to(server: SocketAddr, wants: Option<&'static str>) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
            let address = listener.local_addr().expect("an address");
            let heads = Arc::<Mutex<Vec<String>>>::default();
            let seen = Arc::clone(&heads);
            tokio::spawn(async move {
                while let Ok((mut near, _)) = listener.accept().await {
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") {
                        head.push(near.read_u8().await.expect("a head"));
                    }
                    let head = String::from_utf8(head).expect("ASCII");
                    let lower = head.to_ascii_lowercase();
                    let known = wants.is_none_or(|wanted| {
                        lower.contains(
                            &format!("proxy-authorization: {wanted}").to_ascii_lowercase(),
                        )
                    });
                    seen.lock().expect("no panic").push(head);
                    if !known {
                        let refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n";
                        near.write_all(refusal).await.expect("a client");
                        continue;
                    }
                    let mut far = TcpStream::connect(server).await.expect("the server");
                    near.write_all(b"HTTP/1.1 200 OK\r\n\r\n")
                        .await
                        .expect("a client");
                    tokio::spawn(async move { copy_bidirectional(&mut near, &mut far).await });
                }
            });
            Self { address, heads }
        }

        fn url(&self, password: &str) -> String {
            format!("http://{USER}:{password}@{}", self.address)
        }

        fn heads(&self) -> Vec<String> {
            self.heads.lock().expect("no panic").clone()
        }
    }

    #[tokio::test]
    async fn https_goes_through_a_tunnel_of_the_proxy_that_was_named() {
        let (authority, identity) = signed("sdk.example");
        let server = Secure::start(identity).await;
        let proxy = Tunnels::to(server.address, Some(BASIC)).await;
        let client = builder_at("https://sdk.example")
            .proxy(proxy.url(PASSWORD))
            .add_root_certificate(authority)
            .build()
            .expect("a client");
        client.end_call("c1").await.expect("a success");
        assert_eq!(server.seen(), (1, 1));
        let heads = proxy.heads();
        assert!(
            heads[0].starts_with("CONNECT sdk.example:443 HTTP/1.1\r\n"),
            "{heads:?}"
        );
        // What is inside of the tunnel is not for the proxy.
        assert!(!heads[0].contains("usersig"), "{heads:?}");
        let inside = server.requests.lock().expect("no panic").swap_remove(0);
        assert_eq!(inside.path, "/v4/call_engine_http_srv/end_call");
        assert_eq!(inside.header("proxy-authorization"), None);
    }

    #[tokio::test]
    async fn a_tunnel_that_is_refused_is_no_connection() {
        let (authority, identity) = signed("sdk.example");
        let server = Secure::start(identity).await;
        let proxy = Tunnels::to(server.address, Some("Basic of somebody else")).await;
        let client = builder_at("https://sdk.example")
            .proxy(proxy.url(PASSWORD))
            .add_root_certificate(authority)
            .build()
            .expect("a client");
        let error = client.start_call_by_robot(crate::support::ring()).await;
        let error = error.expect_err("a refusal");
        assert!(
            error.is_connect() && !error.may_have_taken_effect(),
            "{error:?}"
        );
        assert!(proxy.heads()[0].contains(BASIC));
        assert_eq!(server.seen(), (0, 0));
        shows_no_password(&error);
    }

    #[tokio::test]
    async fn the_proxy_of_the_environment_is_used_unless_told_otherwise_and_never_for_loopback() {
        let (authority, identity) = signed("sdk.example");
        let server = Secure::start(identity).await;
        let proxy = Tunnels::to(server.address, Some(BASIC)).await;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("authority.pem");
        std::fs::write(&file, authority).expect("a file");
        let (file, url) = (file.to_str().expect("a plain path"), proxy.url(PASSWORD));
        let common = [
            ("HTTPS_PROXY", url.as_str()),
            ("CALL_ENGINE_SDK_APP_ID", "1400000000"),
            ("CALL_ENGINE_SECRET_KEY", crate::support::KEY),
            ("CALL_ENGINE_ROOT_CERTIFICATE_FILE", file),
            ("CALL_ENGINE_TIMEOUT", "5s"),
        ];
        let with = |more: &[(&'static str, &'static str)]| {
            let mut all = common.to_vec();
            all.extend(more);
            all
        };
        let site = ("CALL_ENGINE_ENDPOINT", "https://sdk.example");
        let said = sent(&with(&[site])).await;
        assert!(said.starts_with("sent with"), "{said}");
        assert_eq!(proxy.heads().len(), 1);
        assert!(!said.contains(PASSWORD), "{said}");
        // The name is no address without the proxy.
        let said = sent(&with(&[site, ("CALL_ENGINE_PROXY", "none")])).await;
        assert!(said.contains("nothing was sent"), "{said}");
        let loopback = ("CALL_ENGINE_ENDPOINT", "https://127.0.0.1:1");
        let said = sent(&with(&[loopback])).await;
        assert!(said.contains("nothing was sent"), "{said}");
        assert_eq!(proxy.heads().len(), 1);
    }
}
