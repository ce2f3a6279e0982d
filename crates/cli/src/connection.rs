//! Where to, as whom, with which secret; and one way to send.

use std::env::VarError;
use std::fmt::Write as _;
use std::time::Duration;

use call_engine::{Client, ClientBuilder, Operation, operations};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::exit::Failure;
use crate::globals::{self, Globals};
use crate::output::{Output, pretty, talk};

const NO_CREDENTIALS: &str = "\
the secret key is missing. Give it in one of these ways:
  CALL_ENGINE_SECRET_KEY in the environment   the secret key of the application
  --secret-key-file FILE                      a file that holds it
  CALL_ENGINE_USER_SIG in the environment     a ready UserSig instead of the key
It is never taken from the command line, where others can read it.
Without an account: `call-engine emulator` prints a set to try things with, `call-engine demo` needs none.";

const NO_APPLICATION: &str = "\
the SDKAppID is missing. Give it in one of these ways:
  --sdk-app-id NUMBER
  CALL_ENGINE_SDK_APP_ID in the environment
Without an account: `call-engine emulator` prints a set to try things with, `call-engine demo` needs none.";

/// A field of the request and what it is called on the command line.
pub type Names<'a> = &'a [(&'a str, &'a str)];

/// The service, as the options and the environment describe it.
#[derive(Debug)]
pub struct Connection {
    globals: Globals,
}

impl Connection {
    pub fn new(globals: Globals) -> Self {
        Self { globals }
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
        if let Err(error) = operations::check_request(operation, &body) {
            let hints = hints(&error, names);
            return Err(Failure::Invalid {
                command: operation.id(),
                error,
                hints,
            });
        }
        if self.globals.dry_run {
            self.show(operation.path(), &body, output)?;
            return Ok(None);
        }
        let answer = self.client()?.command(operation, body).await?;
        Ok(Some(answer.into_inner()))
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

    fn client(&self) -> Result<Client, Failure> {
        let mut builder = Client::builder()
            .base_url(self.address()?)
            .sdk_app_id(
                self.sdk_app_id()?
                    .ok_or_else(|| Failure::local(NO_APPLICATION))?,
            )
            .identifier(self.identifier()?);
        if let Some(timeout) = self.globals.timeout {
            builder = builder
                .timeout(timeout)
                .connect_timeout(timeout.min(Duration::from_secs(5)));
        }
        if self.globals.allow_plain_http {
            builder = builder.allow_plain_http();
        }
        self.signed(builder)?.build().map_err(|error| {
            // The client names its own setting.
            let message = error.message();
            Failure::local(message.replace("`.allow_plain_http()`", "--allow-plain-http"))
        })
    }

    /// Adds the secret. A file named on the command line comes before the environment.
    fn signed(&self, builder: ClientBuilder) -> Result<ClientBuilder, Failure> {
        if let Some(path) = &self.globals.secret_key_file {
            let key = std::fs::read_to_string(path).map_err(|error| {
                Failure::local(format!("the secret key file {}: {error}", path.display()))
            })?;
            return Ok(builder.secret_key(key.trim()));
        }
        if let Some(key) = variable("CALL_ENGINE_SECRET_KEY")? {
            return Ok(builder.secret_key(key.trim()));
        }
        if let Some(ticket) = variable("CALL_ENGINE_USER_SIG")? {
            return Ok(builder.user_sig(ticket.trim()));
        }
        Err(Failure::local(NO_CREDENTIALS))
    }

    /// Options come before the environment, an address before a site.
    fn address(&self) -> Result<String, Failure> {
        let named = |name: String| {
            let site = globals::site(&name);
            site.map(|site| site.url().to_owned()).ok_or_else(|| {
                Failure::local(format!(
                    "CALL_ENGINE_SITE: there is no site {name:?}; {}",
                    sites()
                ))
            })
        };
        if let Some(endpoint) = &self.globals.endpoint {
            Ok(endpoint.clone())
        } else if let Some(site) = self.globals.site {
            Ok(site.url().to_owned())
        } else if let Some(endpoint) = variable("CALL_ENGINE_ENDPOINT")? {
            Ok(endpoint)
        } else if let Some(name) = variable("CALL_ENGINE_SITE")? {
            named(name)
        } else {
            Err(Failure::local(format!(
                "the site is missing. Give it in one of these ways:\n  \
                 --site NAME or CALL_ENGINE_SITE         the site of the SDKAppID; {}\n  \
                 --endpoint URL or CALL_ENGINE_ENDPOINT  an address, such as that of `call-engine emulator`",
                sites()
            )))
        }
    }

    fn sdk_app_id(&self) -> Result<Option<u32>, Failure> {
        if self.globals.sdk_app_id.is_some() {
            return Ok(self.globals.sdk_app_id);
        }
        let Some(text) = variable("CALL_ENGINE_SDK_APP_ID")? else {
            return Ok(None);
        };
        let number = text.trim().parse();
        number.map(Some).map_err(|_| {
            Failure::local(format!("CALL_ENGINE_SDK_APP_ID is a number, not {text:?}"))
        })
    }

    fn identifier(&self) -> Result<String, Failure> {
        let set = match &self.globals.identifier {
            Some(identifier) => Some(identifier.clone()),
            None => variable("CALL_ENGINE_IDENTIFIER")?,
        };
        Ok(set.unwrap_or_else(|| "administrator".to_owned()))
    }

    /// Shows a request instead of sending it. No secret is needed for that.
    fn show(&self, path: &str, body: &Value, output: &mut Output) -> Result<(), Failure> {
        let address = self.address().unwrap_or_else(|_| "{site}".to_owned());
        let application = self
            .sdk_app_id()?
            .map_or_else(|| "{sdkappid}".to_owned(), |id| id.to_string());
        let url = format!(
            "{}{path}?sdkappid={application}&identifier={}&usersig=***&random=***&contenttype=json",
            address.trim_end_matches('/'),
            encoded(&self.identifier()?),
        );
        let request = json!({"method": "POST", "url": url, "body": body});
        output.value(&request, || format!("POST {url}\n\n{}", pretty(body)))?;
        talk("Nothing was sent.");
        Ok(())
    }
}

/// A variable of the environment; an empty one is none.
fn variable(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Failure::local(format!("{name} is not text"))),
    }
}

fn sites() -> String {
    let names: Vec<&str> = call_engine::Site::ALL
        .iter()
        .map(|site| site.name())
        .collect();
    format!("one of {}", names.join(", "))
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
fn encoded(text: &str) -> String {
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
