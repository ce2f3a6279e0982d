//! What is written as events of `tracing`, and at which level.

mod support;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use call_engine::Tracing;
use support::{Act, KEY, Server, answer, at_once, builder, http, json};
use tracing::field::{Field, Visit};
use tracing::span;
use tracing::{Event, Level, Metadata, Subscriber};

/// Keeps every event as a line of level, message and fields.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        match field.name() {
            "message" => self.message = format!("{value:?}"),
            // Differs from run to run.
            "duration_ms" | "pause_ms" => {}
            name => write!(self.fields, " {name}={value:?}").expect("a string"),
        }
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "call_engine"
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line {
            message: String::new(),
            fields: String::new(),
        };
        event.record(&mut line);
        let level = *event.metadata().level();
        let line = format!("{level} {}:{}", line.message, line.fields);
        self.0.lock().expect("no panic").push(line);
        assert!(level <= Level::TRACE);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn every_level_prints_what_is_documented_and_no_secret() {
    let body = r#"{"ErrorCode":0,"RequestId":"Id-4"}"#;
    let server = Server::script([
        Act::Answer(http(
            "200 OK",
            &[("date", "Sun, 06 Nov 1994 08:49:37 GMT")],
            r#"{"ErrorCode":70001}"#,
        )),
        answer("502 Bad Gateway", "text/html", "x"),
        json(r#"{"ErrorCode":101002,"RequestId":"Id-3"}"#),
        json(body),
    ])
    .await;
    let lines = Lines::default();
    let _guard = tracing::subscriber::set_default(lines.clone());
    let client = builder(&server).retry(at_once()).observer(Tracing);
    let client = client.build().expect("a client");
    client.end_call("c1").await.expect_err("a failure");
    client.end_call("c1").await.expect("a success");
    let lines = lines.0.lock().expect("no panic").clone();
    let behind = lines
        .iter()
        .position(|line| line.contains("clock differs"))
        .expect("a wrong clock");
    let mut others = lines.clone();
    assert!(
        others
            .remove(behind)
            .starts_with("WARN clock differs from the service's: command=\"end_call\" behind_s=-")
    );
    assert_eq!(
        others,
        [
            r#"TRACE attempt started: command="end_call" attempt=1 backup=false"#,
            r#"DEBUG attempt ended: command="end_call" attempt=1 outcome="code" code=70001 http_status=200"#,
            r#"WARN request will be sent again: command="end_call" attempt=1 outcome="code" code=70001 renewed=true"#,
            r#"TRACE attempt started: command="end_call" attempt=2 backup=false"#,
            r#"DEBUG attempt ended: command="end_call" attempt=2 outcome="not_the_service" http_status=502"#,
            r#"WARN request will be sent again: command="end_call" attempt=2 outcome="not_the_service" renewed=false"#,
            r#"TRACE attempt started: command="end_call" attempt=3 backup=false"#,
            r#"DEBUG attempt ended: command="end_call" attempt=3 outcome="code" code=101002 http_status=200 request_id="Id-3""#,
            r#"WARN request failed: command="end_call" attempts=3 outcome="code" code=101002 request_id="Id-3" may_have_taken_effect=true"#,
            r#"TRACE attempt started: command="end_call" attempt=1 backup=false"#,
            r#"DEBUG attempt ended: command="end_call" attempt=1 outcome="success" http_status=200 request_id="Id-4""#,
            r#"DEBUG request succeeded: command="end_call" attempts=1 request_id="Id-4""#,
        ]
    );
    let all = lines.join("\n");
    for request in server.requests() {
        for secret in [
            request.encoded("usersig"),
            request.encoded("random"),
            KEY,
            "http://",
            "usersig",
        ] {
            assert!(!all.contains(secret), "{all}");
        }
    }
}
