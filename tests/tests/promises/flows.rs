//! The client and the emulator together, in one process: the examples, and every reading of what the documents leave open.

use std::net::SocketAddr;
use std::time::Duration;

use call_engine::types::{CallRecord, WebhookCommand};
use call_engine::{Client, Found, Outcome, Ring, Seen, TimeRange};
use call_engine_emulator::{
    Builder, ComparedTime, EmptyResult, Emulator, Options, Order, Phone, Reaction,
    SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[allow(dead_code)]
#[path = "../../../crates/call-engine/examples/export_records.rs"]
mod export_records;
#[allow(dead_code)]
#[path = "../../../crates/call-engine/examples/ring.rs"]
mod ring;
#[allow(dead_code)]
#[path = "../../../crates/call-engine/examples/ring_group.rs"]
mod ring_group;
#[allow(dead_code)]
#[path = "../../../crates/call-engine/examples/unknown_outcome.rs"]
mod unknown_outcome;

const SOON: Duration = Duration::from_millis(50);
const HOUR: Duration = Duration::from_secs(3600);

fn client_at(address: SocketAddr) -> Client {
    let builder = Client::builder()
        .base_url(format!("http://{address}"))
        .sdk_app_id(SAMPLE_SDK_APP_ID);
    builder
        .secret_key(SAMPLE_SECRET_KEY)
        .build()
        .expect("a client")
}

/// Records can be read at once, so that no test waits for them.
async fn start(set_up: impl FnOnce(Builder) -> Builder) -> (Emulator, Client) {
    let builder =
        set_up(Emulator::builder()).options(|options| options.record_delay = Duration::ZERO);
    let emulator = builder.start().await.expect("an emulator");
    let client = client_at(emulator.addr());
    (emulator, client)
}

async fn with_options(change: impl FnOnce(&mut Options)) -> (Emulator, Client) {
    start(|builder| {
        builder
            .default_phone(Phone::refuses_after(Duration::ZERO))
            .options(change)
    })
    .await
}

/// Calls that were refused at once, each with its record.
async fn refused_calls(client: &Client, count: usize) {
    for number in 0..count {
        let ring = Ring::audio("robot", [format!("user{number}")]);
        client
            .ring(ring)
            .await
            .expect("a call")
            .record()
            .await
            .expect("a record");
    }
}

async fn last_hour(client: &Client) -> Vec<CallRecord> {
    client
        .records(TimeRange::last(HOUR))
        .all()
        .await
        .expect("records")
}

fn result(record: &CallRecord) -> &str {
    record.call_result.as_ref().expect("a result").as_str()
}

#[tokio::test]
async fn the_example_that_rings_leaves_the_record_of_an_answered_call() {
    let (_emulator, client) = start(|b| b.phone("jack", Phone::answers_after(SOON))).await;
    ring::ring(&client).await.expect("a whole call");
    let records = last_hour(&client).await;
    assert_eq!(records.len(), 1);
    assert_eq!(result(&records[0]), "NormalEnd");
    assert_eq!(records[0].room(), Some("lobby".into()));
}

#[tokio::test]
async fn the_example_that_rings_a_group_keeps_the_first_who_answers() {
    let phones = |b: Builder| {
        b.phone("jack", Phone::Ignore)
            .phone("rose", Phone::answers_after(SOON))
            .phone("anna", Phone::refuses_after(SOON))
    };
    let (emulator, client) = start(phones).await;
    let first = ring_group::first_of(&client, &["jack", "rose", "anna"]).await;
    assert_eq!(first.expect("an outcome").as_deref(), Some("rose"));
    assert_eq!(emulator.calls().len(), 1, "the call goes on");
    let (emulator, client) = start(phones).await;
    let one = ring_group::one_of(&client, &["anna", "rose", "jack"]).await;
    assert_eq!(one.expect("an outcome").as_deref(), Some("rose"));
    let rung = emulator.calls();
    assert_eq!(rung.len(), 1, "jack was never rung");
    let (_emulator, client) = start(phones).await;
    let nobody = ring_group::first_of(&client, &["anna"]).await;
    assert_eq!(nobody.expect("an outcome"), None);
}

#[tokio::test]
async fn the_example_that_exports_writes_every_call_of_the_day_once_and_quotes_what_needs_it() {
    let (_emulator, client) = with_options(|options| options.max_page_size = Some(2)).await;
    refused_calls(&client, 4).await;
    let odd = Ring::audio("=robot", ["o\"neil, j"]).room("a, b");
    client
        .ring(odd)
        .await
        .expect("a call")
        .record()
        .await
        .expect("a record");
    let ends: Vec<i64> = last_hour(&client)
        .await
        .iter()
        .filter_map(|one| one.end_time)
        .collect();
    let (first, last) = (ends[0], ends[4]);

    let mut csv = Vec::new();
    let count = export_records::export(&client, first, last + 1, &mut csv).await;
    assert_eq!(count.expect("an export"), 5);
    let csv = String::from_utf8(csv).expect("UTF-8");
    let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 6, "{csv}");
    assert!(lines[0].starts_with("CallId,Caller,Callees,"), "{csv}");
    assert!(
        lines[5].contains(",\"'=robot\",\"o\"\"neil, j\",Audio,Reject,\"a, b\","),
        "{csv}"
    );
    // The end does not belong to the range: the next export has these calls.
    let mut none = Vec::new();
    let count = export_records::export(&client, first - 10, first, &mut none).await;
    assert_eq!(count.expect("an export"), 0);
}

/// Carries requests to the emulator and loses every answer.
async fn answers_lost(to: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            let mut service = TcpStream::connect(to).await.expect("the emulator");
            tokio::spawn(async move {
                let (mut from, mut into) = caller.split();
                let (mut answer, mut request) = service.split();
                // Whatever the answer begins with, it has come and the command has run.
                let mut lost = [0; 1];
                tokio::select! {
                    _ = tokio::io::copy(&mut from, &mut request) => {}
                    _ = answer.read(&mut lost) => {}
                }
                let _ = into.shutdown().await;
            });
        }
    });
    address
}

#[tokio::test]
async fn the_example_of_an_unknown_outcome_finds_the_call_it_started() {
    let (emulator, client) = with_options(|_| {}).await;
    let unlucky = client_at(answers_lost(emulator.addr()).await);
    // Others ring him too.
    refused_calls(&client, 2).await;
    let ring = Ring::audio("robot", ["jack"]).timeout(Duration::from_secs(10));
    let lost = match unknown_outcome::start(&unlucky, ring).await {
        unknown_outcome::Attempted::Unknown(error) => error,
        other => panic!("{other:?}"),
    };
    let room = lost.attempt().room().expect("a room").clone();
    let found = unknown_outcome::look(&client, &lost, &Seen::new()).await;
    let call = found.expect("a look").expect("the call");
    let record = call.record().await.expect("a record");
    assert_eq!(record.room(), Some(room));
    assert_eq!(record.callees().collect::<Vec<_>>(), ["jack"]);
    let starts = emulator.requests();
    let starts = starts
        .iter()
        .filter(|one| one.path().ends_with("start_call_by_robot"));
    assert_eq!(starts.count(), 3, "nobody was rung twice");
}

#[tokio::test]
async fn a_call_without_call_id_is_found_by_its_room() {
    let (_emulator, client) =
        with_options(|options| options.start_answer_has_response = false).await;
    let call = client
        .ring(Ring::audio("robot", ["jack"]))
        .await
        .expect("a call");
    assert_eq!(call.id(), None);
    let attempt = call.attempt().expect("a ring");
    match client.find_call(attempt).await.expect("a look") {
        Found::Call(found) => {
            assert!(found.is_certain() && found.call().id().is_some());
            assert_eq!(result(found.record().expect("a record")), "Reject");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn waiting_tells_an_answer_from_the_robot_in_either_reading() {
    for robot_is_listed in [true, false] {
        let (emulator, client) = start(|b| {
            b.phone("jack", Phone::answers_after(SOON)).options(|o| {
                o.robot_in_user_list = robot_is_listed;
                o.caller_among_callees = robot_is_listed;
            })
        })
        .await;
        let call = client
            .ring(Ring::video("robot", ["jack"]))
            .await
            .expect("a call");
        let wait = || call.wait().pauses(SOON, SOON);
        let answered = Outcome::Answered {
            by: vec!["jack".to_owned()],
        };
        assert_eq!(wait().await.expect("an outcome"), answered);
        // And from the identifier alone.
        let known = client.call(call.id().expect("a CallId")).robot("robot");
        assert_eq!(known.wait().await.expect("an outcome"), answered);

        let id = call.id().expect("a CallId").to_owned();
        emulator.hang_up(&id, "jack").expect("he is in the call");
        let over = wait().until_over().await.expect("an outcome");
        let Outcome::Ended(record) = over else {
            panic!("{over:?}")
        };
        assert_eq!(
            (result(&record), record.callees().count()),
            ("NormalEnd", 1)
        );
        assert!(!call.end().await.expect("no failure"), "it was over");
    }
}

#[tokio::test]
async fn waiting_ends_when_everybody_refused_and_the_record_comes_later() {
    let late = Duration::from_millis(300);
    let builder = Emulator::builder().default_phone(Phone::refuses_after(SOON));
    let emulator = builder
        .options(|options| options.record_delay = late)
        .start()
        .await;
    let client = client_at(emulator.as_ref().expect("an emulator").addr());
    let call = client
        .ring(Ring::audio("robot", ["jack", "rose"]))
        .await
        .expect("a call");
    let outcome = call.wait().pauses(SOON, SOON).await.expect("an outcome");
    let Outcome::Ended(record) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(result(&record), "Reject");
}

#[tokio::test]
async fn records_are_complete_in_every_reading_of_paging() {
    let readings: [fn(&mut Options); 6] = [
        |_| {},
        |options| options.last_page_says_zero = true,
        |options| options.empty_result = EmptyResult::NotFound,
        |options| options.max_page_size = Some(2),
        |options| options.record_order = Order::Descending,
        |options| options.compared_time = ComparedTime::End,
    ];
    for (index, reading) in readings.into_iter().enumerate() {
        let (_emulator, client) = with_options(reading).await;
        assert!(last_hour(&client).await.is_empty(), "reading {index}");
        refused_calls(&client, 6).await;
        for per_page in [1, 3, 4, 6, 50] {
            let records = client.records(TimeRange::last(HOUR)).per_page(per_page);
            let records = records.all().await.expect("records");
            assert_eq!(records.len(), 6, "reading {index}, {per_page} a page");
        }
    }
}

#[tokio::test]
async fn records_are_filtered_whether_the_service_does_or_not() {
    for filters in [true, false] {
        let (_emulator, client) = start(|b| {
            b.phone("jack", Phone::Busy)
                .default_phone(Phone::refuses_after(Duration::ZERO))
                .options(|options| options.record_filters = filters)
        })
        .await;
        refused_calls(&client, 2).await;
        let busy = client
            .ring(Ring::audio("robot", ["jack"]))
            .await
            .expect("a call");
        busy.record().await.expect("a record");
        let records = client.records(TimeRange::all()).result("CallBusy");
        let found = records.all().await.expect("records");
        assert_eq!(found.len(), 1, "filters {filters}");
        assert_eq!(found[0].callees().collect::<Vec<_>>(), ["jack"]);
    }
}

#[tokio::test]
async fn the_webhook_configuration_comes_and_goes_in_either_reading() {
    for reaction in [Reaction::Accept, Reaction::Refuse] {
        let (_emulator, client) =
            with_options(|options| options.delete_absent_callback = reaction).await;
        assert_eq!(
            client.webhook_configuration().await.expect("no failure"),
            None
        );
        let url = "https://example.com/calls?token=t";
        let webhooks = [WebhookCommand::CallbackAfterEndCall];
        client
            .set_webhook(url, webhooks.clone())
            .await
            .expect("no failure");
        let found = client
            .webhook_configuration()
            .await
            .expect("no failure")
            .expect("one");
        assert_eq!(
            (found.url(), found.callback_command_list()),
            (url, &webhooks[..])
        );
        assert!(client.delete_webhook().await.expect("no failure"));
        client
            .delete_webhook()
            .await
            .expect("an absent one is fine");
        assert_eq!(
            client.webhook_configuration().await.expect("no failure"),
            None
        );
    }
}
