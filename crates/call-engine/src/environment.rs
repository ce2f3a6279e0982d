//! Settings from the environment.

use std::env::{self, VarError};

use zeroize::Zeroizing;

use crate::builder::{ClientBuilder, failed};
use crate::client::Client;
use crate::error::Error;
use crate::settings::{Setting, Settings, Terms};

/// Names the profile.
const PROFILE: &str = "CALL_ENGINE_PROFILE";

/// The variables over the profile they name.
pub(crate) fn settings() -> Result<Settings, Error> {
    let settings = variables()?;
    match variable(PROFILE)? {
        None => Ok(settings),
        Some(name) => Ok(settings.over(profile(&name)?)),
    }
}

#[cfg(feature = "profile")]
fn profile(name: &str) -> Result<Settings, Error> {
    Settings::from_profile(name)
}

#[cfg(not(feature = "profile"))]
fn profile(name: &str) -> Result<Settings, Error> {
    Err(failed(format!(
        "{PROFILE} names the profile {name:?}, but profiles need the feature `profile` of call-engine: switch it on, or \
         unset the variable"
    )))
}

/// The variables alone.
pub(crate) fn variables() -> Result<Settings, Error> {
    let mut settings = Settings::new();
    for setting in Setting::ALL {
        if let Some(name) = setting.variable()
            && let Some(text) = variable(name)?
        {
            settings.add(*setting, text, name.to_owned(), Terms::default())?;
        }
    }
    Ok(settings)
}

/// A variable without the blanks around it; one that is empty is none.
pub(crate) fn variable(name: &str) -> Result<Option<Zeroizing<String>>, Error> {
    match env::var(name) {
        Ok(text) => {
            let text = Zeroizing::new(text);
            let trimmed = text.trim();
            Ok((!trimmed.is_empty()).then(|| Zeroizing::new(trimmed.to_owned())))
        }
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(failed(format!("{name} is not text"))),
    }
}

impl ClientBuilder {
    /// What the environment says, open for more: see [the list of variables](crate#environment).
    ///
    /// # Errors
    ///
    /// A variable is wrong, or two contradict each other; the message names it and never shows a secret. What is
    /// missing is found by [`build`](Self::build).
    pub fn from_env() -> Result<Self, Error> {
        Settings::from_env()?.builder()
    }
}

impl Client {
    /// A client as the environment describes it: see [the list of variables](crate#environment).
    ///
    /// ```no_run
    /// # fn client() -> Result<(), call_engine::Error> {
    /// let client = call_engine::Client::from_env()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// A variable is missing or wrong, or two contradict each other; the message names it and never shows a secret.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }
}
