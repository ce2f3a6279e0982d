//! What is on the wire.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use call_engine::types::{
    CallResultFilter, CallType, GetRecordByFilterRequest, MediaType, OfflinePushApns,
    OfflinePushContentState, OfflinePushHarmony, OfflinePushInfo, OfflinePushLiveActivity,
    SetCallbackRequest, StartCallByRobotRequest, StartCallInfo, WebhookCommand,
};
use call_engine::{Room, operations};
use serde_json::json as value;
use usersig::{Claims, Expected, SecretKey};

use crate::support::examples::{example, examples};
use crate::support::{APP, KEY, Server, builder, client, json, ring};

async fn server() -> Server {
    Server::always(json(r#"{"ErrorCode":0}"#)).await
}

#[tokio::test]
async fn every_command_posts_to_the_path_of_its_service() {
    let server = server().await;
    let client = client(&server);
    client.start_call_by_robot(ring()).await.expect("a success");
    client.get_call_info("c1").await.expect("a success");
    client.end_call("c1").await.expect("a success");
    client.get_record_by_callid("c1").await.expect("a success");
    client
        .get_record_by_filter(GetRecordByFilterRequest::new())
        .await
        .expect("a success");
    let all = [WebhookCommand::CallbackAfterEndCall];
    client
        .set_callback(SetCallbackRequest::new("https://a.example", all))
        .await
        .expect("a success");
    client.get_callback().await.expect("a success");
    client.delete_callback().await.expect("a success");
    let requests = server.requests();
    let paths: Vec<_> = requests
        .iter()
        .map(|request| request.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "/v4/call_engine_http_srv/start_call_by_robot",
            "/v4/call_engine_http_srv/get_call_info",
            "/v4/call_engine_http_srv/end_call",
            "/v4/call_record_http_srv/get_record_by_callid",
            "/v4/call_record_http_srv/get_record_by_filter",
            "/v4/call_config/set_callback",
            "/v4/call_config/get_callback",
            "/v4/call_config/delete_callback",
        ]
    );
    assert!(requests.iter().all(|request| request.method == "POST"));
    assert!(
        operations::OPERATIONS
            .iter()
            .map(|operation| operation.path())
            .eq(paths)
    );
    assert_eq!(server.connections().await, 1, "the connection is kept");
}

#[tokio::test]
async fn the_query_holds_the_five_parameters_in_their_order_and_nothing_else() {
    let server = server().await;
    let client = client(&server);
    for operation in operations::OPERATIONS {
        let body = example(operation.id(), "request-maximal").json();
        client.command(operation, body).await.expect("a success");
    }
    client
        .raw("/v4/new_srv/new_command", &value!({}))
        .await
        .expect("a success");
    for request in server.requests() {
        assert_eq!(
            request.parameters(),
            ["sdkappid", "identifier", "usersig", "random", "contenttype"]
        );
        assert_eq!(request.parameter("sdkappid"), "1400000000");
        assert_eq!(request.parameter("identifier"), "administrator");
        assert_eq!(request.parameter("contenttype"), "json");
    }
}

#[tokio::test]
async fn each_request_has_a_fresh_random_within_32_bits() {
    let server = server().await;
    let client = client(&server);
    let mut seen = HashSet::new();
    for _ in 0..16 {
        client.end_call("c1").await.expect("a success");
    }
    for request in server.requests() {
        let random: u32 = request.parameter("random").parse().expect("32 bits");
        seen.insert(random);
    }
    // Of 16 random numbers of 32 bits, two are equal once in 36 million runs; three never.
    assert!(seen.len() >= 15, "{seen:?}");
}

#[tokio::test]
async fn the_source_of_randoms_is_asked_once_for_each_request_and_written_in_full() {
    let server = server().await;
    let next = AtomicU32::new(u32::MAX - 1);
    let client = builder(&server).random(move || next.fetch_add(1, Ordering::Relaxed));
    let client = client.build().expect("a client");
    for _ in 0..3 {
        client.end_call("c1").await.expect("a success");
    }
    let requests = server.requests();
    let randoms: Vec<_> = requests
        .iter()
        .map(|request| request.parameter("random"))
        .collect();
    assert_eq!(randoms, ["4294967294", "4294967295", "0"]);
}

#[tokio::test]
async fn the_headers_are_those_of_a_json_request_and_no_others() {
    let server = server().await;
    let client = client(&server);
    client.start_call_by_robot(ring()).await.expect("a success");
    client.end_call("c1").await.expect("a success");
    client
        .raw("/v4/new_srv/new_command", &value!({}))
        .await
        .expect("a success");
    for request in server.requests() {
        let path = &request.path;
        assert_eq!(
            request.header("content-type"),
            Some("application/json"),
            "{path}"
        );
        assert_eq!(request.header("accept"), Some("application/json"), "{path}");
        let agent = request.header("user-agent").expect("a name");
        assert!(agent.starts_with("call-engine/"), "{agent}");
        let mut names: Vec<_> = request
            .headers
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        names.sort_unstable();
        // So neither `api-version`, which the generator adds, nor `referer`.
        assert_eq!(
            names,
            [
                "accept",
                "content-length",
                "content-type",
                "host",
                "user-agent"
            ],
            "{path}"
        );
    }
}

#[tokio::test]
async fn fields_are_written_in_the_order_of_the_contract() {
    let server = server().await;
    let client = client(&server);
    let push = OfflinePushInfo::new()
        .badge_add_num(1)
        .harmony_info(OfflinePushHarmony::new().sound_duration(30).title("Call"))
        .apns_info(
            OfflinePushApns::new().is_voip_push(1).live_activity(
                OfflinePushLiveActivity::new("la", "end", OfflinePushContentState::new())
                    .dismissal_date(1_740_464_428),
            ),
        )
        .ext("{}")
        .title("Call")
        .push_flag(0);
    let info = StartCallInfo::new(MediaType::Video).room(Room::Numeric(10086));
    let request =
        StartCallByRobotRequest::new("robot", ["jack", "jill"], Duration::from_secs(30), info)
            .offline_push_info(push)
            .with_extra("NewField", 1)
            .user_data("Grüß \"Gott\"");
    client
        .start_call_by_robot(request)
        .await
        .expect("a success");
    let filter = GetRecordByFilterRequest::new()
        .page(2)
        .number_per_page(20)
        .call_type(CallType::MultiCall)
        .call_result(CallResultFilter::NormalEnd)
        .end_time(1_740_531_683)
        .start_time(0);
    client
        .get_record_by_filter(filter)
        .await
        .expect("a success");
    let all = [
        WebhookCommand::CallbackAfterStartCall,
        WebhookCommand::CallbackAfterMemberChanged,
    ];
    let callback = SetCallbackRequest::new("https://a.example/?token=1", all);
    client.set_callback(callback).await.expect("a success");
    client
        .get_record_by_filter(GetRecordByFilterRequest::new())
        .await
        .expect("a success");
    client.get_callback().await.expect("a success");
    client.delete_callback().await.expect("a success");
    client.get_call_info("c\u{1}1/ü").await.expect("a success");
    let requests = server.requests();
    let bodies: Vec<_> = requests.iter().map(crate::support::Request::text).collect();
    assert_eq!(
        bodies,
        [
            concat!(
                r#"{"Robot_Account":"robot","CalleeList_Account":["jack","jill"],"Timeout":30000,"#,
                r#""UserData":"Grüß \"Gott\"","#,
                r#""CallInfo":{"MediaType":"Video","RoomId":"10086","RoomIdType":1},"#,
                r#""OfflinePushInfo":{"PushFlag":0,"Title":"Call","Ext":"{}","#,
                r#""ApnsInfo":{"IsVoipPush":1,"LiveActivity":{"LaId":"la","Event":"end","ContentState":{},"#,
                r#""DismissalDate":1740464428}},"HarmonyInfo":{"Title":"Call","SoundDuration":30},"#,
                r#""BadgeAddNum":1},"NewField":1}"#
            ),
            concat!(
                r#"{"StartTime":0,"EndTime":1740531683,"CallResult":"NormalEnd","CallType":"MultiCall","#,
                r#""NumberPerPage":20,"Page":2}"#
            ),
            concat!(
                r#"{"Url":"https://a.example/?token=1","CallbackCommandList":["#,
                r#""Call.CallbackAfterStartCall","Call.CallbackAfterMemberChanged"]}"#
            ),
            "{}",
            "{}",
            "{}",
            r#"{"CallId":"c\u00011/ü"}"#,
        ]
    );
}

#[tokio::test]
async fn every_example_request_is_sent_value_by_value() {
    for operation in operations::OPERATIONS {
        for example in examples(operation.id(), "request-") {
            let name = &example.name;
            let checked = operations::check_request(operation, &example.json());
            checked.unwrap_or_else(|error| panic!("{name}: {error}"));
            let server = server().await;
            let sent = client(&server).command(operation, example.json()).await;
            sent.unwrap_or_else(|error| panic!("{name}: {error}"));
            let request = server.request();
            assert_eq!(request.path, operation.path(), "{name}");
            assert_eq!(request.json(), example.json(), "{name}");
        }
    }
}

#[tokio::test]
async fn fields_the_contract_does_not_know_are_sent_along_at_every_level() {
    let server = server().await;
    let body = value!({
        "Robot_Account": "robot", "CalleeList_Account": ["jack"], "Timeout": 30000,
        "CallInfo": {"MediaType": "Audio", "New": {"a": [1, null]}},
        "OfflinePushInfo": {"AndroidInfo": {"New": 9_007_199_254_740_993_i64}, "New": true},
        "New": "x"
    });
    let sent = client(&server)
        .command(&operations::START_CALL_BY_ROBOT, body.clone())
        .await;
    sent.expect("a success");
    assert_eq!(server.request().json(), body);
}

#[tokio::test]
async fn a_media_type_is_sent_in_the_spelling_of_the_contract_and_an_unknown_one_as_it_is() {
    let server = server().await;
    let client = client(&server);
    for (given, sent) in [
        ("video", "Video"),
        ("AUDIO", "Audio"),
        ("Holo gram", "Holo gram"),
    ] {
        let mut request = ring();
        request.call_info = StartCallInfo::new(given);
        client
            .start_call_by_robot(request)
            .await
            .expect("a success");
        let requests = server.requests();
        let last = requests.last().expect("a request").json();
        assert_eq!(last["CallInfo"]["MediaType"], sent);
    }
}

#[tokio::test]
async fn an_identifier_with_odd_characters_arrives_as_it_is() {
    for (identifier, encoded) in [
        ("admin & co", "admin%20%26%20co"),
        ("a+b=c%20?#/", "a%2Bb%3Dc%2520%3F%23%2F"),
        ("~'\"<>|`", "%7E%27%22%3C%3E%7C%60"),
        ("a-b_c.d*e", "a-b_c.d*e"),
    ] {
        let server = server().await;
        let client = builder(&server)
            .identifier(identifier)
            .build()
            .expect("a client");
        client.end_call("c1").await.expect("a success");
        let request = server.request();
        assert_eq!(request.parameter("identifier"), identifier);
        assert_eq!(request.encoded("identifier"), encoded);
        assert_eq!(request.parameters().len(), 5, "{}", request.query);
        let key = SecretKey::new(KEY).expect("a key");
        let claims = Claims::decode(&request.parameter("usersig")).expect("a ticket");
        let expected = Expected::new(APP, identifier, claims.issued_at);
        key.verify_claims(&claims, &expected)
            .expect("a ticket for this identifier");
    }
}

#[tokio::test]
async fn the_ticket_is_signed_with_the_key_for_this_application_and_identifier() {
    let server = server().await;
    let now = 1_740_464_128;
    let client = builder(&server)
        .identifier("admin")
        .clock(move || UNIX_EPOCH + Duration::from_secs(now));
    client
        .build()
        .expect("a client")
        .end_call("c1")
        .await
        .expect("a success");
    let ticket = server.request().parameter("usersig");
    let key = SecretKey::new(KEY).expect("a key");
    let claims = key
        .verify(&ticket, &Expected::new(APP, "admin", now))
        .expect("a good ticket");
    assert_eq!(claims.issued_at, now);
    assert!(
        claims.life >= Duration::from_secs(24 * 60 * 60),
        "{:?}",
        claims.life
    );
    // The verification can fail.
    let other = SecretKey::new(&KEY.replace('5', "6")).expect("a key");
    assert!(
        other
            .verify(&ticket, &Expected::new(APP, "admin", now))
            .is_err()
    );
    assert!(
        key.verify(&ticket, &Expected::new(APP + 1, "admin", now))
            .is_err()
    );
    assert!(
        key.verify(&ticket, &Expected::new(APP, "administrator", now))
            .is_err()
    );
}

#[tokio::test]
async fn the_ticket_is_reused_by_all_clones_and_renewed_long_before_it_expires() {
    let server = server().await;
    let now = Arc::new(AtomicU64::new(1_740_464_128));
    let clock = Arc::clone(&now);
    let client = builder(&server)
        .clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)))
        .build()
        .expect("a client");
    let key = SecretKey::new(KEY).expect("a key");
    let day = 24 * 60 * 60;
    let mut tickets = Vec::new();
    for later in [0, 1, day - 2, 1, day - 1, 1, 10 * day] {
        let now = now.fetch_add(later, Ordering::Relaxed) + later;
        client.clone().end_call("c1").await.expect("a success");
        let requests = server.requests();
        let ticket = requests.last().expect("a request").parameter("usersig");
        let claims = key.verify(&ticket, &Expected::new(APP, "administrator", now));
        let claims = claims.unwrap_or_else(|error| panic!("after {later} s: {error}"));
        let left = claims.issued_at + claims.life.as_secs() - now;
        assert!(left >= day, "after {later} s only {left} s are left");
        tickets.push(ticket);
    }
    // Minted, kept for a day, renewed, kept for a day, renewed, and again after a long pause.
    assert_eq!(tickets[0], tickets[1]);
    assert_eq!(tickets[1], tickets[2]);
    assert_ne!(tickets[2], tickets[3]);
    assert_eq!(tickets[3], tickets[4]);
    assert_ne!(tickets[4], tickets[5]);
    assert_ne!(tickets[5], tickets[6]);
}

#[tokio::test]
async fn a_ready_ticket_is_sent_as_it_is_and_never_renewed() {
    let server = server().await;
    let now = AtomicU64::new(1_740_464_128);
    let client = builder(&server)
        .user_sig("eJ*ready-ticket_/+=%")
        .clock(move || UNIX_EPOCH + Duration::from_secs(now.fetch_add(1 << 40, Ordering::Relaxed)))
        .build()
        .expect("a client");
    for _ in 0..3 {
        client.end_call("c1").await.expect("a success");
    }
    for request in server.requests() {
        assert_eq!(request.parameter("usersig"), "eJ*ready-ticket_/+=%");
        assert_eq!(request.encoded("usersig"), "eJ*ready-ticket_%2F%2B%3D%25");
    }
}

#[tokio::test]
async fn many_requests_at_once_share_the_ticket_and_get_their_own_answers() {
    let server = Server::always(json(
        r#"{"ErrorCode":0,"Response":{"CallInfo":{"CallId":"c1"}}}"#,
    ))
    .await;
    let client = client(&server);
    let mut running = tokio::task::JoinSet::new();
    for number in 0..32 {
        let client = client.clone();
        running.spawn(async move { client.get_call_info(format!("c{number}")).await });
    }
    while let Some(done) = running.join_next().await {
        let info = done.expect("no panic").expect("a success");
        assert_eq!(info.call_info.as_ref().expect("a call").call_id(), "c1");
    }
    let requests = server.requests();
    let bodies: HashSet<_> = requests
        .iter()
        .map(|request| request.text().to_owned())
        .collect();
    assert_eq!(bodies.len(), 32, "each request once");
    let tickets: HashSet<_> = requests
        .iter()
        .map(|request| request.parameter("usersig"))
        .collect();
    assert_eq!(tickets.len(), 1);
}
