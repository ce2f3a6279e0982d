//! UserSigs from a provider: asked once at a time, kept until shortly before their expiry, never sent expired.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine::{
    Client, Error, ProvidedUserSig, SecretKey, UserSigFuture, UserSigProvider, UserSigRequest,
};
use tokio::task::JoinSet;

use crate::support::{APP, KEY, Server, json};

const START: u64 = 1_700_000_000;

fn moment(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// A clock and a provider that gives numbered tickets of an hour, or fails.
#[derive(Clone, Default)]
struct World {
    now: Arc<AtomicU64>,
    asked: Arc<AtomicUsize>,
    failure: Arc<Mutex<Option<String>>>,
}

impl World {
    fn new() -> Self {
        let world = Self::default();
        world.now.store(START, Ordering::SeqCst);
        world
    }

    fn advance(&self, seconds: u64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    fn fail(&self, message: Option<&str>) {
        *self.failure.lock().expect("no panic") = message.map(str::to_owned);
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn client(&self, server: &Server) -> Client {
        let now = Arc::clone(&self.now);
        Client::builder()
            .base_url(server.url())
            .sdk_app_id(APP)
            .identifier("admin")
            .clock(move || moment(now.load(Ordering::SeqCst)))
            .user_sig_provider(Arc::new(self.clone()))
            .build()
            .expect("a client")
    }
}

impl UserSigProvider for World {
    fn user_sig<'a>(&'a self, request: UserSigRequest<'a>) -> UserSigFuture<'a> {
        Box::pin(async move {
            assert_eq!((request.sdk_app_id(), request.identifier()), (APP, "admin"));
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            // Everybody else comes to wait meanwhile.
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
            if let Some(message) = self.failure.lock().expect("no panic").clone() {
                return Err(message.into());
            }
            let expiry = moment(self.now.load(Ordering::SeqCst) + 3600);
            Ok(ProvidedUserSig::new(format!("ticket-{number}")).expires_at(expiry))
        })
    }
}

async fn burst(client: &Client) -> Vec<Result<(), Error>> {
    let mut requests = JoinSet::new();
    for _ in 0..40 {
        let client = client.clone();
        requests.spawn(async move { client.end_call("c1").await.map(drop) });
    }
    requests.join_all().await
}

async fn ticket(client: &Client, server: &Server) -> String {
    client.end_call("c1").await.expect("a success");
    server
        .requests()
        .last()
        .expect("a request")
        .parameter("usersig")
}

#[tokio::test]
async fn many_at_once_ask_the_provider_once() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let world = World::new();
    let client = world.client(&server);
    for done in burst(&client).await {
        done.expect("a success");
    }
    assert_eq!(world.asked(), 1);
    let requests = server.requests();
    assert!(
        requests
            .iter()
            .all(|request| request.parameter("usersig") == "ticket-1")
    );
}

#[tokio::test]
async fn many_at_once_share_a_failure_and_nothing_is_sent() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let world = World::new();
    world.fail(Some("the vault is sealed"));
    let client = world.client(&server);
    for done in burst(&client).await {
        let error = done.expect_err("no ticket");
        assert!(error.is_no_user_sig() && !error.is_setup(), "{error:?}");
        assert!(!error.may_have_taken_effect());
        let text = error.to_string();
        assert!(
            text.contains("nothing was sent: the vault is sealed"),
            "{text}"
        );
    }
    assert_eq!(world.asked(), 1);
    assert_eq!(server.connections().await, 0);
    world.fail(None);
    assert_eq!(ticket(&client, &server).await, "ticket-2");
}

#[tokio::test]
async fn a_ticket_is_kept_until_shortly_before_its_expiry() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let world = World::new();
    let client = world.client(&server);
    assert_eq!(ticket(&client, &server).await, "ticket-1");
    world.advance(2900);
    assert_eq!(ticket(&client, &server).await, "ticket-1");
    world.advance(100);
    // Only one of them asks for the next; the others need not wait.
    for done in burst(&client).await {
        done.expect("a success");
    }
    assert_eq!(world.asked(), 2);
    assert_eq!(ticket(&client, &server).await, "ticket-2");
}

#[tokio::test]
async fn a_provider_that_fails_for_a_while_is_not_noticed_and_not_pressed() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let world = World::new();
    let client = world.client(&server);
    assert_eq!(ticket(&client, &server).await, "ticket-1");
    world.advance(3000);
    world.fail(Some("away"));
    for _ in 0..5 {
        assert_eq!(ticket(&client, &server).await, "ticket-1");
    }
    assert_eq!(world.asked(), 2);
    world.advance(30);
    assert_eq!(ticket(&client, &server).await, "ticket-1");
    assert_eq!(world.asked(), 3);
    // Now the old one is too near to its end.
    world.advance(3600 - 3030 - 60);
    let sent = server.requests().len();
    assert!(
        client
            .end_call("c1")
            .await
            .expect_err("no ticket")
            .is_no_user_sig()
    );
    assert_eq!(server.requests().len(), sent);
    world.fail(None);
    assert_eq!(ticket(&client, &server).await, "ticket-5");
}

#[tokio::test]
async fn a_ticket_that_cannot_be_sent_is_an_error_of_the_provider() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let past = SystemTime::now() - Duration::from_secs(1);
    for (given, why) in [
        (ProvidedUserSig::new(""), "is empty or holds white space"),
        (
            ProvidedUserSig::new("a ticket\n"),
            "is empty or holds white space",
        ),
        (
            ProvidedUserSig::new("ticket").expires_at(past),
            "has expired",
        ),
    ] {
        assert!(!format!("{given:?}").contains("ticket"), "{given:?}");
        let client = Client::builder()
            .base_url(server.url())
            .sdk_app_id(APP)
            .user_sig_with(move |_| Ok(given.clone()))
            .build()
            .expect("a client");
        let error = client.end_call("c1").await.expect_err("no ticket");
        assert!(
            error.is_no_user_sig() && error.message().contains(why),
            "{error}"
        );
    }
    assert_eq!(server.connections().await, 0);
}

#[tokio::test]
async fn a_function_is_a_provider_and_a_ticket_without_expiry_is_kept() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let client = Client::builder()
        .base_url(server.url())
        .sdk_app_id(APP)
        .user_sig_with(move |request| {
            counter.fetch_add(1, Ordering::SeqCst);
            Ok(ProvidedUserSig::new(format!(
                "for-{}",
                request.identifier()
            )))
        })
        .build()
        .expect("a client");
    for _ in 0..3 {
        assert_eq!(ticket(&client, &server).await, "for-administrator");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_usersig_minted_is_given_with_its_expiry() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let now = Arc::new(AtomicU64::new(START));
    let (clock, look) = (Arc::clone(&now), Arc::clone(&now));
    let key = SecretKey::new(KEY).expect("a key");
    let client = Client::builder()
        .base_url(server.url())
        .sdk_app_id(APP)
        .clock(move || moment(clock.load(Ordering::SeqCst)))
        .user_sig_with(move |request| {
            let now = look.load(Ordering::SeqCst);
            let life = Duration::from_secs(100);
            Ok(key
                .mint(request.sdk_app_id(), request.identifier(), now, life)?
                .into())
        })
        .build()
        .expect("a client");
    let first = ticket(&client, &server).await;
    now.fetch_add(69, Ordering::SeqCst);
    assert_eq!(ticket(&client, &server).await, first);
    now.fetch_add(1, Ordering::SeqCst);
    assert_ne!(ticket(&client, &server).await, first);
}

#[tokio::test]
async fn a_provider_that_never_answers_is_waited_for_as_long_as_for_the_service() {
    struct Silent;
    impl UserSigProvider for Silent {
        fn user_sig<'a>(&'a self, _: UserSigRequest<'a>) -> UserSigFuture<'a> {
            Box::pin(std::future::pending())
        }
    }
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let client = Client::builder()
        .base_url(server.url())
        .sdk_app_id(APP)
        .timeout(Duration::from_millis(100))
        .user_sig_provider(Silent)
        .build()
        .expect("a client");
    let error = client.end_call("c1").await.expect_err("no ticket");
    assert!(error.is_no_user_sig(), "{error:?}");
    assert!(
        error.message().contains("did not answer within 100ms"),
        "{error}"
    );
    assert_eq!(server.connections().await, 0);
}
