//! A scenario as it is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::clock::{Clock, Pace};
use crate::fault::{Fault, FaultRule};
use crate::generated::routes::ROUTES;
use crate::management::ActName;
use crate::options::Options;
use crate::phone::Phone;
use crate::schema::schema_of;
use crate::webhook::Rule;

/// When a scenario begins that says nothing about it: 2025-01-01T00:00:00Z.
pub(super) const START: u64 = 1_735_689_600_000;

/// How an emulator is set up, and what happens then.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Scenario"))]
#[serde(default, deny_unknown_fields)]
pub(super) struct File {
    /// For readers.
    pub(super) description: Option<String>,
    /// The application that is played.
    pub(super) application: Application,
    /// What IDs, rooms and chance come from.
    pub(super) seed: Option<u64>,
    /// Where the time comes from.
    pub(super) clock: Option<ClockSetting>,
    /// How undocumented points are read.
    pub(super) options: Option<Options>,
    /// Phones by UserID or pattern.
    pub(super) phones: BTreeMap<String, Phone>,
    /// What goes wrong with requests; of several rules the first that strikes counts.
    pub(super) fault_rules: Vec<FaultRule>,
    /// What befalls webhooks; of several rules the first that fits counts.
    pub(super) webhook_rules: Vec<Rule>,
    /// What happens, one after the other.
    pub(super) steps: Vec<Step>,
}

/// The application that is played.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub(super) struct Application {
    /// Its number.
    pub(super) sdk_app_id: Option<u32>,
    /// Its administrators, instead of `administrator` and `admin`.
    pub(super) administrators: Option<Vec<String>>,
}

/// Where the time comes from.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Clock"))]
#[serde(deny_unknown_fields)]
pub(super) struct ClockSetting {
    /// Whether it stands until it is moved, or how fast it runs.
    pace: Pace,
    /// When it begins.
    start: Option<Moment>,
}

impl ClockSetting {
    pub(super) fn clock(&self) -> Clock {
        let start = self.start.as_ref().map(|moment| moment.0);
        match self.pace {
            // The same in every run.
            Pace::Stopped => Clock::manual(start.unwrap_or(START)),
            pace => Clock::with_pace(pace, start),
        }
    }
}

/// A moment in Unix milliseconds.
#[derive(Debug)]
struct Moment(u64);

/// A moment as it is written.
#[derive(Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Moment"))]
#[serde(untagged)]
enum MomentText {
    /// Unix milliseconds.
    Millis(u64),
    /// RFC 3339, such as `2025-02-25T06:15:28Z`.
    Text(String),
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let wrong = "write RFC 3339, such as 2025-02-25T06:15:28Z, or Unix milliseconds";
        let millis = match MomentText::deserialize(from) {
            Ok(MomentText::Millis(millis)) => Some(millis),
            Ok(MomentText::Text(text)) => text
                .parse::<jiff::Timestamp>()
                .ok()
                .and_then(|moment| u64::try_from(moment.as_millisecond()).ok()),
            Err(_) => None,
        };
        millis
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom(wrong))
    }
}

schema_of!(Moment, MomentText);

/// One thing that happens, or is looked at.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    /// A request.
    Send(Box<Send>),
    /// Moves the clock by so many milliseconds.
    AdvanceMs(u64),
    /// Somebody uses a phone.
    Act(Act),
    /// Phones for calls that start from here on.
    Phones(BTreeMap<String, Phone>),
    /// What goes wrong from here on; counts before what is there.
    FaultRules(Vec<FaultRule>),
    /// What befalls webhooks from here on; counts before what is there.
    WebhookRules(Vec<Rule>),
    /// Asks who is in a call.
    Members(Members),
    /// Asks for the record of a call.
    Record(Record),
    /// The webhooks since this was asked the last time.
    Webhooks(Vec<Webhook>),
}

/// A request.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Send {
    /// The command, such as `start_call_by_robot`.
    pub(super) command: String,
    /// Who sends it; `administrator` if it is missing.
    #[serde(rename = "as")]
    pub(super) caller: Option<String>,
    /// Under which name its answer is kept.
    pub(super) name: Option<String>,
    /// Its body.
    #[serde(default = "empty")]
    #[cfg_attr(feature = "schemars", schemars(default))]
    pub(super) body: Value,
    /// The fault it asks for.
    pub(super) fault: Option<Value>,
    /// Parts of the answer.
    pub(super) expect: Option<serde_json::Map<String, Value>>,
    /// Fields that the answer does not have, each by its path, such as `Response`.
    #[serde(default)]
    pub(super) lacks: Vec<String>,
    /// Whether no answer comes.
    #[serde(default)]
    pub(super) no_answer: bool,
    /// The HTTP status of an answer that is none of the service.
    pub(super) status: Option<u16>,
}

fn empty() -> Value {
    Value::Object(serde_json::Map::new())
}

/// Somebody uses a phone.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    /// The CallId.
    pub(super) call: String,
    /// Whose phone.
    pub(super) user: String,
    /// What he does.
    #[serde(rename = "act")]
    pub(super) does: ActName,
    /// Whether he cannot do that now.
    #[serde(default)]
    pub(super) refused: bool,
}

/// Asks who is in a call.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Members {
    /// The CallId.
    pub(super) call: String,
    /// All of them, each `Calling` or `Waiting`.
    pub(super) are: BTreeMap<String, String>,
}

/// Asks for the record of a call.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    /// The CallId.
    pub(super) call: String,
    /// Fields of it.
    pub(super) expect: serde_json::Map<String, Value>,
}

/// A webhook that is expected.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum Webhook {
    /// Its event, such as `Call.CallbackAfterEndCall`; the last word is enough.
    Event(String),
    /// Parts of its body.
    Body(serde_json::Map<String, Value>),
}

/// Reads a scenario, or says where in it is what that does not belong there.
pub(super) fn read(value: &Value) -> Result<File, (String, String)> {
    let file: File = serde_path_to_error::deserialize(value)
        .map_err(|error| (pointer(error.path()), error.into_inner().to_string()))?;
    let mut names: Vec<&str> = Vec::new();
    for (index, step) in file.steps.iter().enumerate() {
        let Step::Send(send) = step else {
            continue;
        };
        let at = |field: &str| format!("/steps/{index}/send/{field}");
        if path_of(&send.command).is_none() {
            let all: Vec<&str> = ROUTES.iter().map(|route| route.operation).collect();
            let message = format!(
                "there is no command `{}`; write one of {}",
                send.command,
                all.join(", ")
            );
            return Err((at("command"), message));
        }
        if let Some(Err(error)) = send.fault.as_ref().map(Fault::deserialize) {
            return Err((at("fault"), error.to_string()));
        }
        if let Some(name) = &send.name {
            if name.contains(['.', '}']) || ["receiver", "now", "any"].contains(&name.as_str()) {
                let message = "a name has neither `.` nor `}`, and is not receiver, now or any";
                return Err((at("name"), message.to_owned()));
            }
            if names.contains(&name.as_str()) {
                return Err((at("name"), format!("a step before is named `{name}` too")));
            }
            names.push(name);
        }
    }
    Ok(file)
}

/// The path of a command's URL.
pub(super) fn path_of(command: &str) -> Option<&'static str> {
    let route = ROUTES.iter().find(|route| route.operation == command)?;
    Some(route.path)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.clone()),
        Segment::Enum { variant } => Some(variant.clone()),
        Segment::Unknown => None,
    };
    let steps = path.iter().filter_map(step);
    steps.fold(String::new(), |pointer, name| {
        call_engine_contract::yaml::step(&pointer, &name)
    })
}

/// The schema of a scenario.
#[cfg(feature = "schemars")]
pub(super) fn schema() -> Value {
    schemars::schema_for!(File).to_value()
}
