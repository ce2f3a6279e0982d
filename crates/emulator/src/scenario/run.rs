//! Running the steps of a scenario against an emulator of its own, over real HTTP.

use std::io;
use std::time::Duration;

use serde_json::{Value, json};
use usersig::SecretKey;

use super::expect::{compare, short};
use super::file::{Act, Members, Record, START, Send, Step, Webhook, path_of};
use super::http::{Answer, Http, Outgoing};
use super::receiver::{Received, Receiver};
use super::report::{Difference, Report, StepReport};
use super::text::{Known, at as at_path};
use super::transcript::Transcript;
use super::{Inner, Scenario};
use crate::builder::{Builder, SAMPLE_SECRET_KEY};
use crate::clock::Clock;
use crate::emulator::Emulator;
use crate::webhook::names_event;

/// Who sends a request that names nobody.
const ADMINISTRATOR: &str = "administrator";

/// How long tickets live: longer than any scenario, and the vendor's usual time.
const TICKET_LIFE: Duration = Duration::from_secs(180 * 24 * 60 * 60);

impl Scenario {
    /// Runs its steps against a new emulator, over real HTTP, and compares what comes with what is expected. It ends at the first step
    /// with a difference.
    ///
    /// The clock stands at 2025-01-01T00:00:00Z and the seed is 0 unless the scenario says otherwise.
    ///
    /// # Errors
    ///
    /// When no emulator can be started. That something is not as expected is no error but in the report.
    pub async fn run(&self) -> io::Result<Report> {
        self.run_with(|builder| builder).await
    }

    /// The same with a builder that was changed after the scenario set it up: with another seed, say. The secret key stays the
    /// sample's, with which a run signs.
    ///
    /// # Errors
    ///
    /// When no emulator can be started.
    pub async fn run_with(&self, change: impl FnOnce(Builder) -> Builder) -> io::Result<Report> {
        let builder = Emulator::builder()
            .clock(Clock::manual(START))
            .scenario(self);
        let emulator = change(builder)
            .secret_key(SAMPLE_SECRET_KEY)
            .start()
            .await?;
        let receiver = Receiver::start().await?;
        let mut run = Run {
            scenario: &self.inner,
            known: Known {
                receiver: receiver.url(),
                ..Known::default()
            },
            transcript: Transcript::new(receiver.url()),
            receiver,
            emulator,
            http: Http::new(),
            sent: 0,
            webhooks: Vec::new(),
            differences: Vec::new(),
        };
        let mut steps = Vec::new();
        for (index, step) in self.inner.file.steps.iter().enumerate() {
            let what = run.step(index, step).await;
            let differences = std::mem::take(&mut run.differences);
            let failed = !differences.is_empty();
            steps.push(StepReport {
                line: self.inner.line(&format!("/steps/{index}")),
                what,
                differences,
            });
            if failed {
                break;
            }
        }
        let report = Report {
            name: self.inner.name.clone(),
            left: self.inner.file.steps.len() - steps.len(),
            steps,
            transcript: run.transcript.into_text(),
        };
        run.emulator.shutdown().await;
        Ok(report)
    }
}

impl Inner {
    fn line(&self, pointer: &str) -> usize {
        self.lines.place(pointer).line
    }
}

/// A run under way.
struct Run<'a> {
    scenario: &'a Inner,
    emulator: Emulator,
    receiver: Receiver,
    http: Http,
    known: Known,
    transcript: Transcript,
    /// How many requests were sent; each has its number for `random`.
    sent: u32,
    /// Webhooks that no step has looked at yet.
    webhooks: Vec<Received>,
    differences: Vec<Difference>,
}

impl Run<'_> {
    /// Does a step, and says what it was.
    async fn step(&mut self, index: usize, step: &Step) -> String {
        self.known.now = self.emulator.clock().now_millis() / 1_000;
        let at = format!("/steps/{index}");
        let what = described(step);
        let now = self.emulator.clock().now_millis();
        self.transcript.step(index + 1, now, &what);
        match step {
            Step::Send(send) => self.send(send, &format!("{at}/send")).await,
            Step::AdvanceMs(by) => {
                self.emulator.clock().advance(Duration::from_millis(*by));
            }
            Step::Act(act) => self.act(act, &format!("{at}/act")),
            Step::Phones(phones) => {
                for (user, phone) in phones {
                    self.emulator.set_phone(user, *phone);
                }
            }
            // The last that is added counts first, and the first that is written is to.
            Step::FaultRules(rules) => {
                for rule in rules.iter().rev() {
                    self.emulator.add_fault_rule(rule.clone());
                }
            }
            Step::WebhookRules(rules) => {
                for rule in rules.iter().rev() {
                    self.emulator.add_webhook_rule(rule.clone());
                }
            }
            Step::Members(members) => self.members(members, &format!("{at}/members")).await,
            Step::Record(record) => self.record(record, &format!("{at}/record")).await,
            Step::Webhooks(expected) => self.webhooks(expected, &format!("{at}/webhooks")),
        }
        self.settle().await;
        what
    }

    /// Waits for the webhooks that are due.
    async fn settle(&mut self) {
        self.emulator.webhooks_settled().await;
        let came = self.receiver.take(&self.emulator);
        for one in &came {
            self.transcript.webhook(one);
        }
        self.webhooks.extend(came);
    }

    fn differ(&mut self, pointer: &str, message: String) {
        let line = self.scenario.line(pointer);
        self.differences.push(Difference { line, message });
    }

    /// Compares what is there with an expectation and all it refers to.
    fn expect(&mut self, expected: &Value, there: &Value, at: &str) {
        match self.known.fill(expected) {
            Ok(expected) => {
                let mut told = Vec::new();
                compare(&expected, there, at, &mut |place, why| {
                    told.push((place.to_owned(), why));
                });
                for (place, why) in told {
                    self.differ(&place, why);
                }
            }
            Err(why) => self.differ(at, why),
        }
    }

    async fn send(&mut self, send: &Send, at: &str) {
        let body = match self.known.fill(&send.body) {
            Ok(body) => body,
            Err(why) => return self.differ(&format!("{at}/body"), why),
        };
        let caller = send.caller.as_deref().unwrap_or(ADMINISTRATOR);
        let answer = self.request(&send.command, caller, &body, send.fault.as_ref());
        let answer = match answer.await {
            Ok(answer) => answer,
            Err(_) if send.no_answer => return,
            Err(why) => return self.differ(at, format!("{why}; an answer was expected")),
        };
        if send.no_answer {
            let body = String::from_utf8_lossy(&answer.body).into_owned();
            let there = short(&body);
            return self.differ(
                &format!("{at}/no_answer"),
                format!("expected no answer, there is {there}"),
            );
        }
        let status = send.status.unwrap_or(200);
        if answer.status != status {
            let place = format!("{at}/status");
            let there = answer.status;
            return self.differ(
                &place,
                format!("expected status {status}, there is {there}"),
            );
        }
        let Ok(there) = serde_json::from_slice::<Value>(&answer.body) else {
            // Not of the service, and expected to be something else.
            if send.status.is_none() || send.expect.is_some() {
                let text = short(&String::from_utf8_lossy(&answer.body));
                self.differ(at, format!("the answer is no JSON: {text}"));
            }
            return;
        };
        let mut expected = send.expect.clone().unwrap_or_default();
        if send.status.is_none() && !expected.contains_key("ErrorCode") {
            expected.insert("ErrorCode".to_owned(), Value::from(0));
        }
        self.expect(&Value::Object(expected), &there, &format!("{at}/expect"));
        for (index, path) in send.lacks.iter().enumerate() {
            if let Some(found) = at_path(&there, path) {
                let why = format!("expected no `{path}`, there is {}", short(found));
                self.differ(&format!("{at}/lacks/{index}"), why);
            }
        }
        if let Some(name) = &send.name {
            self.known.answers.insert(name.clone(), there);
        }
    }

    /// Sends a command and keeps what was said.
    async fn request(
        &mut self,
        command: &str,
        caller: &str,
        body: &Value,
        fault: Option<&Value>,
    ) -> Result<Answer, String> {
        let path = path_of(command).unwrap_or_default();
        let now = self.emulator.clock().now_millis() / 1_000;
        let app = self.emulator.sdk_app_id();
        let ticket = SecretKey::new(SAMPLE_SECRET_KEY)
            .map_err(|error| error.to_string())
            .and_then(|key| {
                let ticket = key.mint(app, caller, now, TICKET_LIFE);
                ticket.map_err(|error| format!("no UserSig for {caller}: {error}"))
            })?;
        self.sent += 1;
        let random = self.sent;
        let caller = escaped(caller);
        let target = |ticket: &str| {
            format!(
                "{path}?sdkappid={app}&identifier={caller}&usersig={ticket}&random={random}&contenttype=json"
            )
        };
        let outgoing = Outgoing {
            url: format!("{}{}", self.emulator.url(), target(ticket.expose())),
            body: body.to_string(),
            fault,
        };
        let answer = self.http.send(&outgoing).await;
        let shown = target("…");
        self.transcript.request(&shown, &outgoing.body, &answer);
        answer
    }

    /// Asks a question whose answer must be a success.
    async fn ask(&mut self, command: &str, call: &str, at: &str) -> Option<Value> {
        let call = match self.known.text(call) {
            Ok(call) => call,
            Err(why) => {
                self.differ(&format!("{at}/call"), why);
                return None;
            }
        };
        let body = json!({"CallId": call});
        let answer = self.request(command, ADMINISTRATOR, &body, None).await;
        let there = answer.and_then(|answer| {
            let there: Value = serde_json::from_slice(&answer.body)
                .map_err(|error| format!("the answer is no JSON: {error}"))?;
            match &there["ErrorCode"] {
                code if *code == 0 => Ok(there),
                _ => Err(format!("{command} answers {}", short(&there))),
            }
        });
        there
            .map_err(|why| self.differ(&format!("{at}/call"), why))
            .ok()
    }

    async fn members(&mut self, members: &Members, at: &str) {
        let Some(there) = self.ask("get_call_info", &members.call, at).await else {
            return;
        };
        let list = at_path(&there, "Response.UserList");
        let list = list.and_then(Value::as_array).cloned();
        let there: serde_json::Map<String, Value> = list
            .unwrap_or_default()
            .iter()
            .filter_map(|member| {
                let name = member["User_Account"].as_str()?;
                Some((name.to_owned(), member["Status"].clone()))
            })
            .collect();
        for name in there.keys().filter(|name| !members.are.contains_key(*name)) {
            let why = format!("`{name}` is a member too; there are {}", short(&there));
            self.differ(&format!("{at}/are"), why);
        }
        let expected = json!(members.are);
        self.expect(&expected, &Value::Object(there), &format!("{at}/are"));
    }

    async fn record(&mut self, record: &Record, at: &str) {
        let there = self.ask("get_record_by_callid", &record.call, at).await;
        if let Some(there) = there {
            let found = at_path(&there, "Response.CallRecord");
            let found = found.cloned().unwrap_or_default();
            let expected = Value::Object(record.expect.clone());
            self.expect(&expected, &found, &format!("{at}/expect"));
        }
    }

    fn act(&mut self, act: &Act, at: &str) {
        let call = match self.known.text(&act.call) {
            Ok(call) => call,
            Err(why) => return self.differ(&format!("{at}/call"), why),
        };
        let acted = self.emulator.act(&call, &act.user, act.does.into());
        match (acted, act.refused) {
            (Ok(()), false) | (Err(_), true) => {}
            (Err(why), false) => self.differ(at, format!("{} cannot: {why}", act.user)),
            (Ok(()), true) => self.differ(
                &format!("{at}/refused"),
                format!("expected that {} cannot, and he can", act.user),
            ),
        }
    }

    fn webhooks(&mut self, expected: &[Webhook], at: &str) {
        let came: Vec<Value> = self.webhooks.drain(..).map(|one| one.json()).collect();
        let event = |body: &Value| body["CallbackCommand"].as_str().unwrap_or("?").to_owned();
        if came.len() != expected.len() {
            let events: Vec<String> = came.iter().map(event).collect();
            let (wanted, count) = (expected.len(), came.len());
            let why = format!(
                "expected {wanted} webhooks, {count} came: {}",
                events.join(", ")
            );
            return self.differ(at, why);
        }
        for (index, (expected, body)) in expected.iter().zip(&came).enumerate() {
            let at = call_engine_contract::yaml::step(at, &index.to_string());
            match expected {
                Webhook::Event(word) => {
                    let there = event(body);
                    if !names_event(word, &there) {
                        self.differ(&at, format!("expected {word}, {there} came"));
                    }
                }
                Webhook::Body(fields) => {
                    self.expect(&Value::Object(fields.clone()), body, &at);
                }
            }
        }
    }
}

/// What a step does, in a few words.
fn described(step: &Step) -> String {
    match step {
        Step::Send(send) => match (&send.caller, &send.name) {
            (Some(caller), _) => format!("send {} as {caller}", send.command),
            (None, Some(name)) => format!("send {} ({name})", send.command),
            (None, None) => format!("send {}", send.command),
        },
        Step::AdvanceMs(by) => format!("advance {by} ms"),
        Step::Act(act) => format!("{}: {}", act.user, short(&act.does).trim_matches('"')),
        Step::Phones(phones) => {
            let users: Vec<&str> = phones.keys().map(String::as_str).collect();
            format!("phones of {}", users.join(", "))
        }
        Step::FaultRules(rules) => format!("{} fault rules", rules.len()),
        Step::WebhookRules(rules) => format!("{} webhook rules", rules.len()),
        Step::Members(_) => "members".to_owned(),
        Step::Record(_) => "record".to_owned(),
        Step::Webhooks(all) => format!("{} webhooks", all.len()),
    }
}

/// A text in a query.
fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}
