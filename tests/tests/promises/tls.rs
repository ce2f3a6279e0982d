//! A client with the vendor's host built in, and the emulator in the vendor's place.

use std::net::SocketAddr;

use call_engine::{Client, ClientBuilder, Ring, Site};
use call_engine_emulator::tls::Tls;
use call_engine_emulator::{Emulator, SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

/// A proxy that leads wherever it is asked for to the emulator: what a line in the hosts file does for a whole machine.
async fn detour(emulator: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(caller.read_u8().await.expect("a whole head"));
                }
                let wanted = b"CONNECT adminapisgp.im.qcloud.com:443 ";
                assert!(
                    head.starts_with(wanted),
                    "{}",
                    String::from_utf8_lossy(&head)
                );
                let mut there = TcpStream::connect(emulator).await.expect("the emulator");
                let answer = b"HTTP/1.1 200 OK\r\n\r\n";
                caller.write_all(answer).await.expect("it is heard");
                let _ = copy_bidirectional(&mut caller, &mut there).await;
            });
        }
    });
    address
}

fn at_the_vendor(detour: SocketAddr) -> ClientBuilder {
    Client::builder()
        .site(Site::Singapore)
        .sdk_app_id(SAMPLE_SDK_APP_ID)
        .secret_key(SAMPLE_SECRET_KEY)
        .proxy(format!("http://{detour}"))
}

#[tokio::test]
async fn a_client_of_the_vendors_host_meets_the_emulator_there() {
    let builder = Emulator::builder().tls(Tls::fresh());
    let emulator = builder.start().await.expect("an emulator");
    let detour = detour(emulator.addr()).await;
    let authority = emulator.authority_pem().expect("an authority");
    let client = at_the_vendor(detour).add_root_certificate(authority);
    let client = client.build().expect("a client");
    let call = client
        .ring(Ring::audio("robot", ["jack"]))
        .await
        .expect("a call");
    let id = call.id().expect("an ID").to_owned();
    emulator.answer(&id, "jack").expect("his phone rings");
    let info = client.get_call_info(&id).await.expect("a call");
    assert_eq!(info.user_list().len(), 2, "{info:?}");

    // Whoever does not trust it does not talk to it: nothing was sent.
    let stranger = at_the_vendor(detour).build().expect("a client");
    let before = emulator.requests().len();
    let error = stranger
        .ring(Ring::audio("robot", ["rose"]))
        .await
        .expect_err("no trust");
    assert!(!error.may_have_taken_effect(), "{error:?}");
    assert_eq!(emulator.requests().len(), before);
}
