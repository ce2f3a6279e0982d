//! Profiles for people, without secrets.

use call_engine::{Given, Setting, Settings};
use serde_json::{Map, Value, json};

use super::file::{ProfileFile, warn_of_modes};
use crate::connection::said;
use crate::exit::Failure;
use crate::output::{Output, WAITING, talk, talk_as};
use crate::table::{columns, pairs, plain};

pub fn list(output: &mut Output) -> Result<(), Failure> {
    let file = ProfileFile::read()?;
    warn_of_modes();
    let current = std::env::var("CALL_ENGINE_PROFILE").unwrap_or_default();
    let mut told: Vec<String> = Vec::new();
    let mut profiles = Vec::new();
    for name in file.names() {
        let settings = Settings::from_profile(name).unwrap_or_else(|error| {
            let message = error.message();
            if !told.contains(&message) {
                talk_as(WAITING, "warning", &message);
                told.push(message);
            }
            Settings::new()
        });
        profiles.push(profile(name, name == current, &settings));
    }
    let cell = |profile: &Value, key: &str| match profile.get(key) {
        Some(Value::String(text)) => plain(text),
        Some(value) if !value.is_null() => value.to_string(),
        _ => "-".to_owned(),
    };
    let row = |profile: &Value| {
        let mark = if profile["current"] == true { "*" } else { "" };
        let site = if profile.get("site").is_some() {
            "site"
        } else {
            "endpoint"
        };
        vec![
            format!("{}{mark}", cell(profile, "name")),
            cell(profile, site),
            cell(profile, "sdk_app_id"),
            cell(profile, "identifier"),
            cell(profile, "secret"),
        ]
    };
    output.value(&Value::Array(profiles.clone()), || {
        let heading = ["NAME", "SITE", "SDKAPPID", "IDENTIFIER", "SECRET"];
        columns(&heading, profiles.iter().map(row).collect())
    })?;
    if profiles.is_empty() {
        talk(&format!(
            "There is no profile in {}. Make one: call-engine profile set NAME --site SITE --sdk-app-id NUMBER ...",
            file.path().display()
        ));
    }
    Ok(())
}

pub fn show(name: &str, output: &mut Output) -> Result<(), Failure> {
    let settings = Settings::from_profile(name).map_err(said)?;
    warn_of_modes();
    let value = profile(name, false, &settings);
    let given: Vec<(&str, Option<String>)> = settings
        .given()
        .map(|given| (given.setting.key(), Some(plain(&words(&given)))))
        .collect();
    output.value(&value, || pairs(&given))
}

fn profile(name: &str, current: bool, settings: &Settings) -> Value {
    let mut fields = Map::new();
    fields.insert("name".to_owned(), json!(name));
    fields.insert("current".to_owned(), json!(current));
    for given in settings.given() {
        let key = given.setting.key().to_owned();
        match (given.setting, given.text) {
            (Setting::SdkAppId, Some(text)) => {
                let number = text
                    .parse::<u32>()
                    .map_or(json!(text), |number| json!(number));
                fields.insert(key, number);
            }
            (_, Some(text)) => {
                fields.insert(key, json!(text));
            }
            (_, None) => {}
        }
    }
    fields.insert("secret".to_owned(), json!(secret(settings)));
    Value::Object(fields)
}

/// Where the secret comes from, in words; `None` if there is none.
pub fn secret(settings: &Settings) -> Option<String> {
    settings
        .given()
        .find(|given| is_secret(given.setting))
        .map(|given| match (given.setting, given.text) {
            (Setting::SecretKeyFile, Some(file)) => format!("file {file}"),
            (Setting::SecretKeyEnv, Some(variable)) => format!("variable {variable}"),
            (Setting::SecretKeyCommand, Some(command)) => format!("command {command}"),
            (Setting::UserSig, _) => format!("a ready UserSig, {}", given.origin),
            _ => format!("a key, {}", given.origin),
        })
}

fn is_secret(setting: Setting) -> bool {
    matches!(
        setting,
        Setting::SecretKey
            | Setting::SecretKeyFile
            | Setting::SecretKeyEnv
            | Setting::SecretKeyCommand
            | Setting::UserSig
    )
}

fn words(given: &Given<'_>) -> String {
    match (given.setting, given.text) {
        (Setting::SecretKeyEnv, Some(variable)) if std::env::var_os(variable).is_none() => {
            format!("{variable} (not set now)")
        }
        (_, Some(text)) => text.to_owned(),
        (_, None) => "(not shown)".to_owned(),
    }
}
