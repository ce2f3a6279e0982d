//! Tokens and secrets of the address, from the environment or from files, never from the line.

use std::path::{Path, PathBuf};

use call_engine::webhook::{Receiver, ReceiverBuilder};
use clap::Args;

use super::server::BODY_LIMIT;
use crate::exit::Failure;

/// Read when no flag names another place.
const TOKEN: &str = "CALL_ENGINE_WEBHOOK_TOKEN";
const URL_SECRET: &str = "CALL_ENGINE_WEBHOOK_URL_SECRET";

/// Where the secrets are.
#[derive(Debug, Args)]
#[command(next_help_heading = "Secrets")]
pub struct Secrets {
    /// Environment variable with the token that signs; repeatable, while it is being replaced [default:
    /// CALL_ENGINE_WEBHOOK_TOKEN, if set]
    #[arg(long, value_name = "VARIABLE")]
    token_env: Vec<String>,
    /// File with the token that signs; repeatable
    #[arg(long, value_name = "FILE")]
    token_file: Vec<PathBuf>,
    /// Environment variable with the secret that the address has as a parameter [default:
    /// CALL_ENGINE_WEBHOOK_URL_SECRET, if set]
    #[arg(long, value_name = "VARIABLE", conflicts_with = "url_secret_file")]
    url_secret_env: Option<String>,
    /// File with that secret
    #[arg(long, value_name = "FILE")]
    url_secret_file: Option<PathBuf>,
    /// Name of that parameter
    #[arg(long, value_name = "NAME", default_value = "token")]
    url_secret_name: String,
}

impl Secrets {
    /// One of its flags that is given, but for the name that has a default.
    pub fn given(&self) -> Option<&'static str> {
        [
            (!self.token_env.is_empty(), "--token-env"),
            (!self.token_file.is_empty(), "--token-file"),
            (self.url_secret_env.is_some(), "--url-secret-env"),
            (self.url_secret_file.is_some(), "--url-secret-file"),
        ]
        .into_iter()
        .find_map(|(given, flag)| given.then_some(flag))
    }

    /// The tokens that sign, the newest first.
    pub fn tokens(&self) -> Result<Vec<String>, Failure> {
        let mut tokens = Vec::new();
        for variable in &self.token_env {
            tokens.push(named(variable, "--token-env")?);
        }
        for file in &self.token_file {
            tokens.push(read(file, "--token-file")?);
        }
        if tokens.is_empty() {
            tokens.extend(variable(TOKEN)?);
        }
        Ok(tokens)
    }

    /// Name and value of the parameter that the address has.
    pub fn of_the_address(&self) -> Result<Option<(String, String)>, Failure> {
        let secret = match (&self.url_secret_env, &self.url_secret_file) {
            (Some(variable), _) => Some(named(variable, "--url-secret-env")?),
            (None, Some(file)) => Some(read(file, "--url-secret-file")?),
            (None, None) => variable(URL_SECRET)?,
        };
        Ok(secret.map(|secret| (self.url_secret_name.clone(), secret)))
    }

    /// What checks webhooks for an application.
    pub fn receiver(&self, application: u32, signature: bool) -> Result<Receiver, Failure> {
        let mut builder = Receiver::builder(application).require_signature(signature);
        for token in self.tokens()? {
            builder = builder.token(token);
        }
        if let Some((name, secret)) = self.of_the_address()? {
            builder = builder.url_secret(name, secret);
        }
        built(builder)
    }

    /// Where a shell finds the token, for commands that are shown.
    pub fn token_for_a_shell(&self) -> Option<String> {
        if let Some(variable) = self.token_env.first() {
            return Some(format!("${variable}"));
        }
        if let Some(file) = self.token_file.first() {
            let file = crate::curl::quoted(&file.display().to_string());
            return Some(format!("$(cat {file})"));
        }
        std::env::var_os(TOKEN).map(|_| format!("${TOKEN}"))
    }

    /// The same for the secret of the address.
    pub fn url_secret_for_a_shell(&self) -> Option<String> {
        let value = match (&self.url_secret_env, &self.url_secret_file) {
            (Some(variable), _) => format!("${variable}"),
            (None, Some(file)) => {
                let file = crate::curl::quoted(&file.display().to_string());
                format!("$(cat {file})")
            }
            (None, None) => std::env::var_os(URL_SECRET).map(|_| format!("${URL_SECRET}"))?,
        };
        Some(format!("{}={value}", self.url_secret_name))
    }
}

/// A receiver with the limits of this program.
pub fn built(builder: ReceiverBuilder) -> Result<Receiver, Failure> {
    let built = builder.body_limit(BODY_LIMIT).build();
    built.map_err(|error| {
        let text = error.to_string();
        Failure::local(text.replace("`.token(…)`", "--token-env or --token-file"))
    })
}

fn variable(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(text) if text.trim().is_empty() => Ok(None),
        Ok(text) => Ok(Some(text)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Failure::local(
            "the environment variable with a secret is no text",
        )),
    }
}

fn named(name: &str, flag: &str) -> Result<String, Failure> {
    if name.is_empty() || name.contains(['=', '\0']) {
        return Err(Failure::local(format!(
            "{flag} takes the name of an environment variable"
        )));
    }
    variable(name)?.ok_or_else(|| {
        // Somebody may give the secret itself here: what does not look like a name is not repeated.
        let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let which = if name.chars().all(plain) {
            format!("the environment variable {name}")
        } else {
            "this environment variable".to_owned()
        };
        Failure::local(format!(
            "{flag}: {which} is not set, or empty; {flag} takes the name of a variable, not what it holds"
        ))
    })
}

fn read(file: &Path, flag: &str) -> Result<String, Failure> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::local(format!("{flag} {shown}: {error}")))?;
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::local(format!("{flag} {shown}: the file is empty")));
    }
    Ok(text.to_owned())
}
