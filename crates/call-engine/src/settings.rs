//! Settings as texts, from wherever they come: the environment, a profile, the options of a program.

use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;

use usersig::SecretKey;
use zeroize::Zeroizing;

use crate::builder::{ClientBuilder, failed, shown};
use crate::client::Client;
use crate::credentials::{Source, unlike_a_ticket};
use crate::environment;
use crate::error::Error;
use crate::settings_file::read_key;
use call_engine_types::Site;

/// What can be set by a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Setting {
    /// The name of a site. Not together with an endpoint.
    Site,
    /// An address instead of a site's.
    Endpoint,
    /// The number of the application.
    SdkAppId,
    /// The administrator account to sign as.
    Identifier,
    /// The secret key itself. Only one of the secrets.
    SecretKey,
    /// A file that holds the secret key and nothing else. Only one of the secrets.
    SecretKeyFile,
    /// The name of a variable of the environment that holds the secret key; for profiles. Only one of the secrets.
    SecretKeyEnv,
    /// A command that prints the secret key in its first line; for profiles. Only one of the secrets.
    SecretKeyCommand,
    /// A ready UserSig. Only one of the secrets.
    UserSig,
    /// Longest wait for an answer, such as `10s`, `1500ms` or `1m`.
    Timeout,
    /// The proxy to go through; `none` for no proxy at all.
    Proxy,
    /// A PEM file of certificates to trust beside those the operating system trusts.
    RootCertificateFile,
    /// `true` accepts plain http to addresses that are not loopback; for profiles.
    AllowPlainHttp,
}

impl Setting {
    /// Every setting.
    pub const ALL: &'static [Self] = &[
        Self::Site,
        Self::Endpoint,
        Self::SdkAppId,
        Self::Identifier,
        Self::SecretKey,
        Self::SecretKeyFile,
        Self::SecretKeyEnv,
        Self::SecretKeyCommand,
        Self::UserSig,
        Self::Timeout,
        Self::Proxy,
        Self::RootCertificateFile,
        Self::AllowPlainHttp,
    ];

    /// Its name in a profile, such as `sdk_app_id`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Endpoint => "endpoint",
            Self::SdkAppId => "sdk_app_id",
            Self::Identifier => "identifier",
            Self::SecretKey => "secret_key",
            Self::SecretKeyFile => "secret_key_file",
            Self::SecretKeyEnv => "secret_key_env",
            Self::SecretKeyCommand => "secret_key_command",
            Self::UserSig => "user_sig",
            Self::Timeout => "timeout",
            Self::Proxy => "proxy",
            Self::RootCertificateFile => "root_certificate_file",
            Self::AllowPlainHttp => "allow_plain_http",
        }
    }

    /// Its variable in the environment, such as `CALL_ENGINE_SDK_APP_ID`; some settings have none.
    pub fn variable(self) -> Option<&'static str> {
        Some(match self {
            Self::Site => "CALL_ENGINE_SITE",
            Self::Endpoint => "CALL_ENGINE_ENDPOINT",
            Self::SdkAppId => "CALL_ENGINE_SDK_APP_ID",
            Self::Identifier => "CALL_ENGINE_IDENTIFIER",
            Self::SecretKey => "CALL_ENGINE_SECRET_KEY",
            Self::SecretKeyFile => "CALL_ENGINE_SECRET_KEY_FILE",
            Self::UserSig => "CALL_ENGINE_USER_SIG",
            Self::Timeout => "CALL_ENGINE_TIMEOUT",
            Self::Proxy => "CALL_ENGINE_PROXY",
            Self::RootCertificateFile => "CALL_ENGINE_ROOT_CERTIFICATE_FILE",
            Self::SecretKeyEnv | Self::SecretKeyCommand | Self::AllowPlainHttp => return None,
        })
    }

    /// The settings of which only one can be given, itself included.
    pub fn alternatives(self) -> &'static [Self] {
        match self {
            Self::Site | Self::Endpoint => &[Self::Site, Self::Endpoint],
            Self::SecretKey
            | Self::SecretKeyFile
            | Self::SecretKeyEnv
            | Self::SecretKeyCommand
            | Self::UserSig => SECRETS,
            Self::SdkAppId => &[Self::SdkAppId],
            Self::Identifier => &[Self::Identifier],
            Self::Timeout => &[Self::Timeout],
            Self::Proxy => &[Self::Proxy],
            Self::RootCertificateFile => &[Self::RootCertificateFile],
            Self::AllowPlainHttp => &[Self::AllowPlainHttp],
        }
    }
}

const SECRETS: &[Setting] = &[
    Setting::SecretKey,
    Setting::SecretKeyFile,
    Setting::SecretKeyEnv,
    Setting::SecretKeyCommand,
    Setting::UserSig,
];

/// Settings as texts, each with where it comes from, in layers: a program's options over the environment over a profile.
///
/// Nothing is read or checked before it is asked for, so what an upper layer replaces cannot be wrong.
///
/// ```
/// use call_engine::{Setting, Settings};
///
/// # fn settings() -> Result<(), call_engine::Error> {
/// let mut options = Settings::new();
/// options.set(Setting::Site, "singapore", "--site")?;
/// let settings = options.over(Settings::from_env()?);
/// assert_eq!(settings.address()?.as_deref(), Some("https://adminapisgp.im.qcloud.com"));
/// let builder = settings.builder()?;
/// # Ok(()) }
/// # settings().unwrap();
/// ```
#[derive(Clone, Default)]
pub struct Settings {
    values: Vec<Value>,
}

#[derive(Clone)]
struct Value {
    setting: Setting,
    text: Zeroizing<String>,
    origin: String,
    terms: Terms,
}

/// What the place a setting comes from demands and allows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    /// Whether a file with a secret must be readable by its owner only.
    pub private: bool,
    /// Why a command must not be run.
    #[cfg(feature = "profile")]
    pub barred: Option<String>,
}

/// A setting, and where it comes from.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Given<'a> {
    /// What is set.
    pub setting: Setting,
    /// The value as a text; `None` for a secret, and for an address that holds one, which are not shown.
    pub text: Option<&'a str>,
    /// Where it comes from, such as `--site`, `CALL_ENGINE_SITE` or a place in a file of profiles.
    pub origin: &'a str,
}

impl Settings {
    /// No settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the environment says, over the profile it names in `CALL_ENGINE_PROFILE`.
    ///
    /// A variable that is empty or blank counts as not set.
    ///
    /// # Errors
    ///
    /// A variable is not text, two of them contradict each other, or the profile cannot be had; the message names the
    /// variable and never shows a secret.
    pub fn from_env() -> Result<Self, Error> {
        environment::settings()
    }

    /// The profile of this name; see [the crate's documentation](crate#profiles) for where profiles are.
    ///
    /// # Errors
    ///
    /// There is no such file or profile, the file cannot be read, others can read it although it holds a secret, or the
    /// profile says something that is not understood; the message names file and line.
    #[cfg(feature = "profile")]
    pub fn from_profile(name: &str) -> Result<Self, Error> {
        crate::profile::settings(name)
    }

    /// The file that [`from_profile`](Self::from_profile) reads, whether there is one or not.
    ///
    /// # Errors
    ///
    /// There is no home folder to look for it in.
    #[cfg(feature = "profile")]
    pub fn profiles_file() -> Result<std::path::PathBuf, Error> {
        crate::profile::place()
    }

    /// What the environment says, over the profile of this name instead of the one it names.
    ///
    /// # Errors
    ///
    /// As [`from_env`](Self::from_env) and [`from_profile`](Self::from_profile).
    #[cfg(feature = "profile")]
    pub fn from_env_over_profile(name: &str) -> Result<Self, Error> {
        Ok(environment::variables()?.over(Self::from_profile(name)?))
    }

    /// Sets a value in this layer. `origin` is what messages call it, such as `--site`.
    ///
    /// # Errors
    ///
    /// The layer already has a value that this one contradicts, as an endpoint a site.
    pub fn set(
        &mut self,
        setting: Setting,
        text: impl Into<String>,
        origin: impl Into<String>,
    ) -> Result<(), Error> {
        let text = Zeroizing::new(text.into());
        self.add(setting, text, origin.into(), Terms::default())
    }

    pub(crate) fn add(
        &mut self,
        setting: Setting,
        text: Zeroizing<String>,
        origin: String,
        terms: Terms,
    ) -> Result<(), Error> {
        if let Some(other) = self.one_of(setting.alternatives())
            && other.setting != setting
        {
            return Err(failed(format!(
                "{origin} and {} contradict each other: keep one of them",
                other.origin
            )));
        }
        self.values.retain(|value| value.setting != setting);
        self.values.push(Value {
            setting,
            text,
            origin,
            terms,
        });
        Ok(())
    }

    /// These settings, and those of `below` for what they leave open. A site or an endpoint replaces either, a secret
    /// of one kind those of every kind.
    pub fn over(mut self, below: Self) -> Self {
        let open = |value: &Value| self.one_of(value.setting.alternatives()).is_none();
        let more: Vec<Value> = below.values.into_iter().filter(open).collect();
        self.values.extend(more);
        self
    }

    fn one_of(&self, group: &[Setting]) -> Option<&Value> {
        self.values
            .iter()
            .find(|value| group.contains(&value.setting))
    }

    /// The address: that of the site, or the endpoint.
    ///
    /// # Errors
    ///
    /// There is no such site; the message lists all.
    pub fn address(&self) -> Result<Option<String>, Error> {
        if let Some(site) = self.site()? {
            return Ok(Some(site.url().to_owned()));
        }
        let value = self.one_of(Setting::Site.alternatives());
        Ok(value.map(|value| value.text.to_string()))
    }

    /// The site, if a site and not an address of its own was chosen.
    fn site(&self) -> Result<Option<Site>, Error> {
        let value = self.one_of(Setting::Site.alternatives());
        value
            .filter(|value| value.setting == Setting::Site)
            .map(|value| value.read(|text| text.parse::<Site>().map_err(|error| error.to_string())))
            .transpose()
    }

    /// The number of the application.
    ///
    /// # Errors
    ///
    /// It is no number up to 4294967295.
    pub fn sdk_app_id(&self) -> Result<Option<u32>, Error> {
        let number = |text: &str| {
            text.parse()
                .map_err(|_| format!("the SDKAppID is a number up to {}, not {text:?}", u32::MAX))
        };
        let value = self.one_of(&[Setting::SdkAppId]);
        value.map(|value| value.read(number)).transpose()
    }

    /// The administrator account to sign as.
    pub fn identifier(&self) -> Option<&str> {
        let value = self.one_of(&[Setting::Identifier]);
        value.map(|value| value.text.as_str())
    }

    /// Whether there is a secret key, a file, variable or command for one, or a UserSig. It is not looked at.
    pub fn has_secret(&self) -> bool {
        self.one_of(SECRETS).is_some()
    }

    /// The ready UserSig, if these settings have one instead of a key. It is a secret.
    pub fn user_sig(&self) -> Option<&str> {
        let value = self.one_of(SECRETS);
        let value = value.filter(|value| value.setting == Setting::UserSig);
        value.map(|value| value.text.as_str())
    }

    /// Everything that is set, in the order of [`Setting::ALL`], with where it comes from. Secrets are left out, and of a command
    /// everything but its program.
    pub fn given(&self) -> impl Iterator<Item = Given<'_>> {
        let values = Setting::ALL
            .iter()
            .filter_map(|setting| self.one_of(&[*setting]));
        values.map(|value| {
            let text = value.text.as_str();
            Given {
                setting: value.setting,
                text: match value.setting {
                    Setting::SecretKey | Setting::UserSig => None,
                    Setting::Proxy | Setting::Endpoint if shown(text) != text => None,
                    // Its arguments may be a secret.
                    Setting::SecretKeyCommand => text.split_whitespace().next(),
                    _ => Some(text),
                },
                origin: &value.origin,
            }
        })
    }

    /// The secret key these settings name, read from where it is; `None` if they name none, or a ready UserSig instead.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is none; the message names where it comes from and never shows it.
    pub fn secret_key(&self) -> Result<Option<SecretKey>, Error> {
        match self.one_of(SECRETS).map(Value::source).transpose()? {
            Some(Source::Minted(key)) => Ok(Some(key)),
            Some(_) | None => Ok(None),
        }
    }

    /// A client's set-up with these settings, open for more. What is missing is found by
    /// [`build`](ClientBuilder::build).
    ///
    /// # Errors
    ///
    /// A value is wrong, or a file cannot be read; the message names where it comes from and never shows a secret.
    pub fn builder(&self) -> Result<ClientBuilder, Error> {
        let mut builder = Client::builder().naming_variables();
        if let Some(site) = self.site()? {
            builder = builder.site(site);
        } else if let Some(address) = self.address()? {
            builder = builder.base_url(address);
        }
        if let Some(number) = self.sdk_app_id()? {
            builder = builder.sdk_app_id(number);
        }
        if let Some(identifier) = self.identifier() {
            builder = builder.identifier(identifier);
        }
        if let Some(value) = self.one_of(SECRETS) {
            builder = builder.source(Ok(value.source()?));
        }
        if let Some(value) = self.one_of(&[Setting::Timeout]) {
            let limit = value.read(span)?;
            builder = builder.timeout(limit);
        }
        if let Some(value) = self.one_of(&[Setting::Proxy]) {
            builder = match value.text.as_str() {
                "none" => builder.no_proxy(),
                url => builder.proxy(url),
            };
        }
        if let Some(value) = self.one_of(&[Setting::RootCertificateFile]) {
            let pem = fs::read(value.text.as_str())
                .map_err(|error| value.wrong(&format!("{}: {error}", *value.text)))?;
            builder = builder.add_root_certificate(pem);
        }
        if let Some(value) = self.one_of(&[Setting::AllowPlainHttp])
            && value.read(|text| text.parse::<bool>().map_err(|error| error.to_string()))?
        {
            builder = builder.allow_plain_http();
        }
        Ok(builder)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.values.iter().map(|value| {
            let text = match value.setting {
                Setting::SecretKey | Setting::UserSig | Setting::SecretKeyCommand => {
                    "***".to_owned()
                }
                Setting::Proxy | Setting::Endpoint => shown(&value.text),
                _ => value.text.to_string(),
            };
            (value.setting, (text, &value.origin))
        });
        f.debug_map().entries(shown).finish()
    }
}

impl Value {
    fn wrong(&self, why: &str) -> Error {
        failed(format!("{}: {why}", self.origin))
    }

    fn read<T>(&self, read: impl FnOnce(&str) -> Result<T, String>) -> Result<T, Error> {
        read(&self.text).map_err(|why| self.wrong(&why))
    }

    fn source(&self) -> Result<Source, Error> {
        let text = match self.setting {
            Setting::UserSig => {
                return match unlike_a_ticket(&self.text) {
                    Some(why) => Err(self.wrong(&format!("the UserSig {why}"))),
                    None => Ok(Source::Ready(self.text.to_string())),
                };
            }
            Setting::SecretKeyFile => {
                let path = Path::new(self.text.as_str());
                let text = read_key(path, self.terms.private);
                text.map_err(|why| {
                    self.wrong(&format!("the secret key file {}: {why}", path.display()))
                })?
            }
            Setting::SecretKeyEnv => environment::variable(&self.text)?.ok_or_else(|| {
                let message = format!("the variable {:?}, which it names, is not set", *self.text);
                self.wrong(&message)
            })?,
            Setting::SecretKeyCommand => self.printed().map_err(|why| self.wrong(&why))?,
            _ => self.text.clone(),
        };
        let key = SecretKey::new(text.trim());
        let key = key.map_err(|error| self.wrong(&error.to_string()))?;
        Ok(Source::Minted(key))
    }

    /// What the command prints.
    #[cfg(feature = "profile")]
    fn printed(&self) -> Result<Zeroizing<String>, String> {
        match &self.terms.barred {
            Some(why) => Err(format!("the command was not run, because {why}")),
            None => crate::secret_command::first_line(&self.text),
        }
    }

    #[cfg(not(feature = "profile"))]
    #[expect(clippy::unused_self, reason = "only profiles have commands")]
    fn printed(&self) -> Result<Zeroizing<String>, String> {
        Err("a command needs the feature `profile` of call-engine".to_owned())
    }
}

/// Reads `10s`, `1500ms` or `1m`.
fn span(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let number: Option<u64> = digits.parse().ok();
    let span = match (number, &text[digits.len()..]) {
        (Some(number), "ms") => Some(Duration::from_millis(number)),
        (Some(number), "s") => Some(Duration::from_secs(number)),
        (Some(number), "m") => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    };
    span.filter(|span| !span.is_zero())
        .ok_or_else(|| format!("{text:?} is no span of time: write it like 10s, 1500ms or 1m"))
}
