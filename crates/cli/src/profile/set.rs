//! What is put into a profile.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use call_engine::{SecretKey, Setting, Site};
use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args};
use toml_edit::{TableLike, Value, value};
use url::Url;

use super::file::ProfileFile;
use super::show;
use crate::connection::names_a_user;
use crate::exit::Failure;
use crate::output::{Output, WAITING, talk, talk_as};
use crate::span;

pub const HELP: &str = "\
Examples:
  call-engine profile set staging --site singapore --sdk-app-id 1400000000 --secret-key-command 'pass show call-engine'
  call-engine profile set staging --timeout 5s
  call-engine --profile staging record list

Settings that are not named stay as they are, and so do comments and other profiles. Secrets are never taken from the command \
line, where others can read them. A command is run without a shell: quotes keep a word together and nothing else is special; the \
first line it prints is the key; it has a minute, and is run only while nobody else can write the file of profiles. The \
file is made for its owner alone (mode 600).";

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("secret").multiple(false)))]
pub struct SetArguments {
    /// Name of the profile
    name: String,
    /// Site the SDKAppID belongs to
    #[arg(long, value_name = "NAME", conflicts_with = "endpoint",
        value_parser = PossibleValuesParser::new(Site::ALL.iter().map(|site| site.name())))]
    site: Option<String>,
    /// Address to talk to instead of a site's
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Number of the application
    #[arg(long, value_name = "NUMBER")]
    sdk_app_id: Option<u32>,
    /// Administrator to sign as
    #[arg(long, value_name = "USER")]
    identifier: Option<String>,
    /// File that holds the secret key and nothing else
    #[arg(long, value_name = "FILE", group = "secret")]
    secret_key_file: Option<PathBuf>,
    /// Environment variable that holds the secret key
    #[arg(long, value_name = "VARIABLE", group = "secret")]
    secret_key_env: Option<String>,
    /// Command that prints the secret key in its first line
    #[arg(long, value_name = "COMMAND", group = "secret")]
    secret_key_command: Option<String>,
    /// Asks for the secret key, without showing it, and keeps it in the profile
    #[arg(long, group = "secret")]
    secret_key_prompt: bool,
    /// Longest wait for an answer, such as 5s
    #[arg(long, value_name = "SPAN", value_parser = span::parse)]
    timeout: Option<Duration>,
    /// Proxy to go through; none for no proxy at all
    #[arg(long, value_name = "URL|none")]
    proxy: Option<String>,
    /// PEM file of certificates to trust as well
    #[arg(long, value_name = "FILE")]
    root_certificate_file: Option<PathBuf>,
    /// Accept an http address of another machine; the UserSig then travels readably
    #[arg(long, value_name = "true|false", num_args = 0..=1, default_missing_value = "true")]
    allow_plain_http: Option<bool>,
    /// Setting to take out, such as proxy; repeatable
    #[arg(long, value_name = "SETTING", value_parser = PossibleValuesParser::new(Setting::ALL.iter().map(|s| s.key())))]
    unset: Vec<String>,
}

pub fn run(arguments: &SetArguments, output: &mut Output) -> Result<(), Failure> {
    let mut file = ProfileFile::read()?;
    let values = values(arguments)?;
    let (profile, made) = file.profile(&arguments.name)?;
    if values.is_empty() && arguments.unset.is_empty() {
        return Err(Failure::local(
            "nothing is to be set: name a setting, such as --site (call-engine profile set --help)",
        ));
    }
    for key in &arguments.unset {
        profile.remove(key);
    }
    for (setting, text) in values {
        for other in setting.alternatives() {
            if *other != setting {
                profile.remove(other.key());
            }
        }
        put(profile, setting.key(), text);
    }
    file.write()?;
    let verb = if made { "made" } else { "changed" };
    talk(&format!(
        "The profile {name} was {verb} in {}. Use it with --profile {name}, or set CALL_ENGINE_PROFILE.",
        file.path().display(),
        name = arguments.name
    ));
    show::show(&arguments.name, output)
}

/// Keeps the comment behind a value that is replaced.
fn put(profile: &mut dyn TableLike, key: &str, text: Value) {
    let mut text = text;
    if let Some(old) = profile.get(key).and_then(|item| item.as_value()) {
        *text.decor_mut() = old.decor().clone();
        if let Some(item) = profile.get_mut(key) {
            *item = value(text);
        }
    } else {
        profile.insert(key, value(text));
    }
}

fn values(arguments: &SetArguments) -> Result<Vec<(Setting, Value)>, Failure> {
    let mut values: Vec<(Setting, Value)> = Vec::new();
    for (setting, flag, text) in [
        (Setting::Site, "--site", &arguments.site),
        (Setting::Endpoint, "--endpoint", &arguments.endpoint),
        (Setting::Identifier, "--identifier", &arguments.identifier),
        (
            Setting::SecretKeyEnv,
            "--secret-key-env",
            &arguments.secret_key_env,
        ),
        (
            Setting::SecretKeyCommand,
            "--secret-key-command",
            &arguments.secret_key_command,
        ),
        (Setting::Proxy, "--proxy", &arguments.proxy),
    ] {
        let Some(text) = text else {
            continue;
        };
        if text.trim().is_empty() {
            let key = setting.key();
            return Err(Failure::local(format!(
                "{flag} is empty: --unset {key} takes it out"
            )));
        }
        values.push((setting, text.as_str().into()));
    }
    if let Some(address) = &arguments.endpoint {
        checked(address)?;
    }
    if let Some(variable) = &arguments.secret_key_env
        && SecretKey::new(variable).is_ok()
        && variable.len() >= 32
    {
        return Err(Failure::local(
            "--secret-key-env takes the name of a variable; this looks like a secret key itself, which is now in the \
             history of your shell",
        ));
    }
    if let Some(number) = arguments.sdk_app_id {
        values.push((Setting::SdkAppId, i64::from(number).into()));
    }
    for (setting, path) in [
        (Setting::SecretKeyFile, &arguments.secret_key_file),
        (
            Setting::RootCertificateFile,
            &arguments.root_certificate_file,
        ),
    ] {
        if let Some(path) = path {
            values.push((setting, whole(path).into()));
        }
    }
    if arguments.secret_key_prompt {
        values.push((Setting::SecretKey, asked()?.into()));
    }
    if let Some(limit) = arguments.timeout {
        values.push((Setting::Timeout, format!("{}ms", limit.as_millis()).into()));
    }
    if let Some(allowed) = arguments.allow_plain_http {
        values.push((Setting::AllowPlainHttp, allowed.into()));
    }
    Ok(values)
}

/// Refuses an address that no request could go to, before it is kept.
fn checked(address: &str) -> Result<(), Failure> {
    let wrong = |why: &str| Err(Failure::local(format!("--endpoint: {why}")));
    match Url::parse(address) {
        Err(error) => wrong(&format!("this is not an address: {error}")),
        Ok(url) if !matches!(url.scheme(), "http" | "https") => {
            wrong("the address must start with https:// or http://")
        }
        Ok(url) if names_a_user(&url) => wrong(
            "the address holds a user or a password, which would be kept readably: leave them out",
        ),
        Ok(url) if url.query().is_some() || url.fragment().is_some() => {
            wrong("the address may hold only scheme, host, port and path")
        }
        Ok(_) => Ok(()),
    }
}

/// A path that means the same wherever it is read from.
fn whole(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if !whole.exists() {
        let text = format!("{} is not there yet", whole.display());
        talk_as(WAITING, "warning", &text);
    }
    whole.display().to_string()
}

/// The secret key, from somebody at a terminal.
fn asked() -> Result<String, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::local(
            "--secret-key-prompt needs a terminal; elsewhere use --secret-key-file, --secret-key-env or --secret-key-command",
        ));
    }
    let text = rpassword::prompt_password("Secret key (it is not shown): ");
    let text = text.map_err(|error| Failure::local(format!("nothing can be asked: {error}")))?;
    let text = text.trim();
    SecretKey::new(text)
        .map_err(|error| Failure::local(format!("that is no secret key: {error}")))?;
    Ok(text.to_owned())
}
