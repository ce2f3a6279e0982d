//! A line of the journal.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::engine::{Act, CallId};
use crate::fault::FaultRule;
use crate::options::Options;
use crate::phone::{Phone, PhoneBook};
use crate::webhook::Rule;

/// Something that changed the emulator, and when.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line<'a> {
    /// The engine's time, in Unix milliseconds.
    pub(crate) at: u64,
    #[serde(rename = "do", borrow)]
    pub(crate) change: Change<'a>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Change<'a> {
    /// An emulator began, with these settings.
    Start {
        seed: u64,
        options: Box<Options>,
        phones: PhoneBook,
        webhook_rules: Vec<Rule>,
        fault_rules: Vec<FaultRule>,
    },
    /// A command was carried out, by its body.
    Command {
        #[serde(borrow)]
        name: Cow<'a, str>,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    /// Somebody used a phone.
    Act {
        call: CallId,
        #[serde(borrow)]
        user: Cow<'a, str>,
        act: Act,
    },
    /// Somebody has another phone.
    Phone {
        #[serde(borrow)]
        user: Cow<'a, str>,
        phone: Phone,
    },
    /// Other rules for webhooks.
    WebhookRules { rules: Vec<Rule> },
    /// Other rules for requests.
    FaultRules { rules: Vec<FaultRule> },
    /// The clock was moved.
    Clock,
    /// A webhook has been sent, or given up.
    WebhookDone { number: u64 },
    /// All was replaced.
    Import {
        #[serde(borrow)]
        state: &'a RawValue,
    },
    /// All was forgotten.
    Reset,
}

impl Line<'_> {
    /// As it stands in the file, its end included.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        // Texts, numbers and JSON that has been read: nothing here can fail to be written.
        if serde_json::to_writer(&mut bytes, self).is_err() {
            bytes.clear();
        }
        // Only between the tokens of a body can there be ends of lines; a text holds none unescaped.
        for byte in &mut bytes {
            if matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
        bytes.push(b'\n');
        bytes
    }
}
