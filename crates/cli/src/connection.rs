//! Where to, as whom, with which secret; and one way to send.

use std::cell::{Cell, OnceCell};
use std::fmt::Write as _;
use std::time::Duration;

use call_engine::{Client, Error, Operation, SecretKey, Setting, Settings, Site, operations};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;

use crate::attempts::Attempts;
use crate::curl;
use crate::exit::Failure;
use crate::globals::Globals;
use crate::output::{Output, talk};
use crate::profile;

const NO_CREDENTIALS: &str = "\
the secret key is missing. Give it in one of these ways:
  CALL_ENGINE_SECRET_KEY in the environment   the secret key of the application
  --secret-key-file FILE                      a file that holds it; or CALL_ENGINE_SECRET_KEY_FILE
  CALL_ENGINE_USER_SIG in the environment     a ready UserSig instead of the key
  --profile NAME                              a profile that says where the key is; or CALL_ENGINE_PROFILE
It is never taken from the command line, where others can read it.
Without an account: `call-engine emulator` prints a set to try things with, `call-engine demo` needs none.";

const NO_APPLICATION: &str = "\
the SDKAppID is missing. Give it in one of these ways:
  --sdk-app-id NUMBER
  CALL_ENGINE_SDK_APP_ID in the environment
  --profile NAME, with `sdk_app_id` in it
Without an account: `call-engine emulator` prints a set to try things with, `call-engine demo` needs none.";

/// A field of the request and what it is called on the command line.
pub type Names<'a> = &'a [(&'a str, &'a str)];

/// The service, as the options and the environment describe it.
#[derive(Debug)]
pub struct Connection {
    globals: Globals,
    /// Made once: a second one would read the secret again, and that could fail when people are being rung.
    client: OnceCell<Client>,
    /// Whether somebody was warned of the modes of the file of profiles.
    warned: Cell<bool>,
}

/// Who signs, and with what.
#[derive(Debug)]
pub struct Signer {
    pub sdk_app_id: u32,
    pub identifier: String,
    pub key: SecretKey,
}

impl Connection {
    pub fn new(globals: Globals) -> Self {
        Self {
            globals,
            client: OnceCell::new(),
            warned: Cell::new(false),
        }
    }

    /// Sends a command and gives its payload; with `--dry-run` shows it and gives nothing. `names` turn fields of the
    /// request into flags, for hints.
    pub async fn send(
        &self,
        operation: &Operation,
        body: Value,
        names: Names<'_>,
        output: &mut Output,
    ) -> Result<Option<Value>, Failure> {
        if self.preview(operation, &body, names, output)? {
            return Ok(None);
        }
        let answer = self.client()?.command(operation, body).await?;
        Ok(Some(answer.into_inner()))
    }

    /// Checks the first of several requests; with `--dry-run` shows it, and says so.
    pub fn preview(
        &self,
        operation: &Operation,
        body: &Value,
        names: Names<'_>,
        output: &mut Output,
    ) -> Result<bool, Failure> {
        if let Err(error) = operations::check_request(operation, body) {
            let hints = hints(&error, names);
            return Err(Failure::Invalid {
                command: operation.id(),
                error,
                hints,
            });
        }
        if self.globals.dry_run {
            self.show(operation.path(), body, output)?;
        }
        Ok(self.globals.dry_run)
    }

    /// Sends a command the contract does not know and gives the whole answer.
    pub async fn raw(
        &self,
        path: &str,
        body: Value,
        output: &mut Output,
    ) -> Result<Option<Value>, Failure> {
        if self.globals.dry_run {
            self.show(path, &body, output)?;
            return Ok(None);
        }
        let answer = self.client()?.raw(path, &body).await?;
        Ok(Some(answer.into_inner()))
    }

    /// Whether requests are to be shown instead of sent.
    pub fn is_dry_run(&self) -> bool {
        self.globals.dry_run
    }

    /// Longest wait for an answer, if it was given here.
    pub fn timeout(&self) -> Option<Duration> {
        self.globals.timeout
    }

    /// The address and the application, in words.
    pub fn names(&self) -> Result<String, Failure> {
        let settings = self.settings()?;
        let address = settings.address().map_err(said)?.unwrap_or_default();
        let application = settings.sdk_app_id().map_err(said)?.unwrap_or_default();
        Ok(format!(
            "{application} at {}",
            address.trim_end_matches('/')
        ))
    }

    /// Whether every attempt is told on stderr.
    pub fn is_verbose(&self) -> bool {
        self.globals.verbose
    }

    /// Who signs, and with what.
    pub fn signer(&self) -> Result<Signer, Failure> {
        let settings = self.settings()?;
        let sdk_app_id = settings.sdk_app_id().map_err(said)?;
        Ok(Signer {
            sdk_app_id: sdk_app_id.ok_or_else(|| Failure::local(NO_APPLICATION))?,
            identifier: settings.identifier().unwrap_or("administrator").to_owned(),
            key: settings
                .secret_key()
                .map_err(said)?
                .ok_or_else(|| Failure::local(NO_CREDENTIALS))?,
        })
    }

    /// The number of the application.
    pub fn application(&self) -> Result<u32, Failure> {
        let number = self.settings()?.sdk_app_id().map_err(said)?;
        number.ok_or_else(|| Failure::local(NO_APPLICATION))
    }

    /// What the options say.
    pub fn globals(&self) -> &Globals {
        &self.globals
    }

    /// The client of the SDK, for what is more than one request.
    pub fn client(&self) -> Result<Client, Failure> {
        if let Some(client) = self.client.get() {
            return Ok(client.clone());
        }
        let client = self.make_client()?;
        Ok(self.client.get_or_init(|| client).clone())
    }

    fn make_client(&self) -> Result<Client, Failure> {
        let settings = self.settings()?;
        if settings.address().map_err(said)?.is_none() {
            return Err(no_site());
        }
        if settings.sdk_app_id().map_err(said)?.is_none() {
            return Err(Failure::local(NO_APPLICATION));
        }
        if !settings.has_secret() {
            return Err(Failure::local(NO_CREDENTIALS));
        }
        let mut builder = settings.builder().map_err(said)?;
        if let Some(timeout) = self.globals.timeout {
            builder = builder
                .timeout(timeout)
                .connect_timeout(timeout.min(Duration::from_secs(5)));
        }
        if self.globals.allow_plain_http {
            builder = builder.allow_plain_http();
        }
        if self.globals.verbose {
            builder = builder.observer(Attempts);
        }
        builder.build().map_err(said)
    }

    /// The options over the environment over the profile.
    pub fn settings(&self) -> Result<Settings, Failure> {
        let globals = &self.globals;
        let number = globals.sdk_app_id.map(|number| number.to_string());
        let file = globals.secret_key_file.as_ref();
        let mut options = Settings::new();
        for (setting, text, name) in [
            (Setting::Endpoint, globals.endpoint.clone(), "--endpoint"),
            (Setting::Site, globals.site.clone(), "--site"),
            (Setting::SdkAppId, number, "--sdk-app-id"),
            (
                Setting::Identifier,
                globals.identifier.clone(),
                "--identifier",
            ),
            (
                Setting::SecretKeyFile,
                file.map(|path| path.display().to_string()),
                "--secret-key-file",
            ),
        ] {
            if let Some(text) = text {
                options.set(setting, text, name).map_err(said)?;
            }
        }
        let named = globals.profile.is_some() || std::env::var_os("CALL_ENGINE_PROFILE").is_some();
        if named && !self.warned.replace(true) {
            profile::warn_of_modes();
        }
        let below = match &globals.profile {
            Some(name) => Settings::from_env_over_profile(name),
            None => Settings::from_env(),
        };
        Ok(options.over(below.map_err(said)?))
    }

    /// Shows a request instead of sending it. No secret is needed for that.
    fn show(&self, path: &str, body: &Value, output: &mut Output) -> Result<(), Failure> {
        let settings = self.settings()?;
        let address = settings.address().map_err(said)?;
        let address = address.unwrap_or_else(|| "{site}".to_owned());
        if Url::parse(&address).is_ok_and(|address| names_a_user(&address)) {
            return Err(Failure::local(
                "the address holds a user or a password, which requests would show: leave them out",
            ));
        }
        let application = settings.sdk_app_id().map_err(said)?;
        let application = application.map_or_else(|| "{sdkappid}".to_owned(), |id| id.to_string());
        let url = format!(
            "{}{path}?sdkappid={application}&identifier={}",
            address.trim_end_matches('/'),
            encoded(settings.identifier().unwrap_or("administrator")),
        );
        let masked = format!("{url}&usersig=***&random=***&contenttype=json");
        let request = json!({"method": "POST", "url": masked, "body": body});
        output.value(&request, || curl::command(&url, &self.ticket(), body))?;
        talk("Nothing was sent.");
        Ok(())
    }

    /// Where a shell gets the UserSig from that this client would send.
    fn ticket(&self) -> String {
        let settings = self.settings();
        let ready = settings.is_ok_and(|settings| settings.user_sig().is_some());
        if ready && std::env::var_os("CALL_ENGINE_USER_SIG").is_some() {
            return "$CALL_ENGINE_USER_SIG".to_owned();
        }
        format!("$(call-engine sig mint{})", words(&self.signing()))
    }

    /// A command that is to be run by hand, against the same application.
    pub fn by_hand(&self, words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(|word| curl::quoted(word)).collect();
        format!("call-engine {}{}", words.join(" "), self.words())
    }

    /// The options of this run, for a command that is to be run by hand: each with a space before it.
    pub fn words(&self) -> String {
        let globals = &self.globals;
        let where_to = [
            ("endpoint", globals.endpoint.clone()),
            ("site", globals.site.clone()),
        ];
        let allowed = if globals.allow_plain_http {
            " --allow-plain-http"
        } else {
            ""
        };
        words(&where_to) + allowed + &words(&self.signing())
    }

    /// The options that say who signs.
    fn signing(&self) -> [(&'static str, Option<String>); 4] {
        let globals = &self.globals;
        let file = globals.secret_key_file.as_ref();
        [
            ("profile", globals.profile.clone()),
            ("sdk-app-id", globals.sdk_app_id.map(|id| id.to_string())),
            ("identifier", globals.identifier.clone()),
            (
                "secret-key-file",
                file.map(|path| path.display().to_string()),
            ),
        ]
    }
}

fn words(options: &[(&str, Option<String>)]) -> String {
    let given = options.iter().filter_map(|(flag, word)| {
        let word = curl::quoted(word.as_ref()?);
        Some(format!(" --{flag} {word}"))
    });
    given.collect()
}

/// What the SDK says about settings, in the words of the command line.
#[expect(clippy::needless_pass_by_value, reason = "made for `map_err`")]
pub fn said(error: Error) -> Failure {
    let message = error.message();
    Failure::local(message.replace("`.allow_plain_http()`", "--allow-plain-http"))
}

fn no_site() -> Failure {
    let names: Vec<&str> = Site::ALL.iter().map(|site| site.name()).collect();
    Failure::local(format!(
        "the site is missing. Give it in one of these ways:\n  \
         --site NAME or CALL_ENGINE_SITE         the site of the SDKAppID; one of {}\n  \
         --endpoint URL or CALL_ENGINE_ENDPOINT  an address, such as that of `call-engine emulator`\n  \
         --profile NAME or CALL_ENGINE_PROFILE   a profile with `site` or `endpoint` in it",
        names.join(", ")
    ))
}

/// Whether an address names a user.
pub fn names_a_user(address: &Url) -> bool {
    !address.username().is_empty() || address.password().is_some()
}

/// Names the flags of the fields that break rules.
fn hints(error: &call_engine::validate::ValidationError, names: Names<'_>) -> Vec<String> {
    let mut hints: Vec<String> = Vec::new();
    for violation in error.violations() {
        let field = violation.field().split('[').next().unwrap_or_default();
        if let Some((_, flag)) = names.iter().find(|(name, _)| *name == field) {
            hints.push(format!("{field} is given by {flag}"));
        }
    }
    hints.dedup();
    hints
}

/// A request as JSON.
pub fn write(request: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(request)
        .map_err(|error| Failure::local(format!("the request is no JSON: {error}")))
}

/// An answer as its type. The SDK made the JSON of that very type.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Failure> {
    T::deserialize(value)
        .map_err(|error| Failure::Late(format!("the answer cannot be shown: {error}")))
}

/// Percent-encodes what does not belong into a query.
pub fn encoded(text: &str) -> String {
    let mut safe = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._*".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            let _ = write!(safe, "%{byte:02X}");
        }
    }
    safe
}
