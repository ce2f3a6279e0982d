//! What needs no network: settings, files, proxy, UserSig.

use std::path::PathBuf;
use std::time::Duration;

use call_engine::{Given, Setting, Settings};
use usersig::Claims;

use super::proxy::{self, Proxy};
use super::reach::Target;
use super::report::{Check, Report};
use crate::connection::{Connection, said};
use crate::exit::Failure;
use crate::profile::{ProfileFile, modes_in_words, secret};
use crate::span::{self, Times};

/// Longest wait for each step of a way.
const STEP: Duration = Duration::from_secs(5);
/// What a UserSig that ends this soon is worth a warning.
const SOON: i64 = 24 * 60 * 60;

/// What the way to the service begins with.
pub struct Here {
    pub service: Target,
    /// The proxy requests go through.
    pub proxy: Option<Proxy>,
    /// A PEM text of certificates to trust as well.
    pub roots: Option<Vec<u8>>,
    pub step: Duration,
}

/// Looks at everything on this side; `None` if there is nothing to go on with.
pub fn look(connection: &Connection, report: &mut Report<'_>) -> Result<Option<Here>, Failure> {
    let settings = match connection.settings() {
        Ok(settings) => settings,
        Err(failure) => {
            let why = words(&failure);
            report.add(Check::wrong("settings", why, "Correct what is named."))?;
            report.skip(
                &["files", "proxy", "usersig"],
                "the settings cannot be read",
            )?;
            return Ok(None);
        }
    };
    let found = settings_check(&settings, report)?;
    files(&settings, report)?;
    let Some(service) = found else {
        report.skip(&["proxy"], "the address is unknown")?;
        usersig(&settings, report)?;
        return Ok(None);
    };
    let proxy = proxy::look(&settings, &service, report)?;
    let signs = usersig(&settings, report)?;
    let roots = match given(&settings, Setting::RootCertificateFile).and_then(|given| given.text) {
        Some(path) => std::fs::read(path).ok(),
        None => None,
    };
    Ok(signs.then_some(Here {
        service,
        proxy,
        roots,
        step: connection.timeout().unwrap_or(STEP),
    }))
}

pub fn given(settings: &Settings, setting: Setting) -> Option<Given<'_>> {
    settings.given().find(|given| given.setting == setting)
}

/// A failure of this side in one line.
fn words(failure: &Failure) -> String {
    let text = failure.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}

/// What is set, and where each comes from.
fn settings_check(settings: &Settings, report: &mut Report<'_>) -> Result<Option<Target>, Failure> {
    let mut parts = Vec::new();
    for given in settings.given() {
        let text = match (given.setting, given.text) {
            (Setting::SecretKey, _) => "the secret key".to_owned(),
            (Setting::UserSig, _) => "a ready UserSig".to_owned(),
            (setting, None) => format!("{} (not shown)", setting.key()),
            (setting, Some(text)) => format!("{} {text}", setting.key()),
        };
        parts.push(format!("{text}, {}", given.origin));
    }
    if settings.identifier().is_none() {
        parts.push("identifier administrator, by default".to_owned());
    }
    let all = parts.join("; ");
    let (mut missing, mut ways) = (Vec::new(), Vec::new());
    let mut wants = |what: &'static str, way: &'static str| {
        missing.push(what);
        ways.push(way);
    };
    let address = settings.address().map_err(|error| error.message());
    if matches!(address, Ok(None)) {
        wants(
            "the site",
            "--site NAME, CALL_ENGINE_SITE, or `site` in a profile; or an endpoint",
        );
    }
    let number = settings.sdk_app_id().map_err(|error| error.message());
    if matches!(number, Ok(None)) {
        wants(
            "the SDKAppID",
            "--sdk-app-id NUMBER, CALL_ENGINE_SDK_APP_ID, or `sdk_app_id` in a profile",
        );
    }
    if !settings.has_secret() {
        wants(
            "the secret key",
            "CALL_ENGINE_SECRET_KEY, --secret-key-file FILE, or a profile that says where the key is (call-engine profile set)",
        );
    }
    let target = match (&address, &number) {
        (Ok(Some(address)), Ok(_)) => Target::parse(address).map(Some),
        (Ok(None), Ok(_)) => Ok(None),
        (Err(why), _) | (_, Err(why)) => Err(why.clone()),
    };
    let complete = missing.is_empty();
    match target {
        Err(why) => {
            report.add(Check::wrong("settings", why, "Correct what is named."))?;
            Ok(None)
        }
        Ok(target) if complete => {
            report.add(Check::ok("settings", all))?;
            Ok(target)
        }
        Ok(_) => {
            let there = if all.is_empty() {
                "nothing".to_owned()
            } else {
                all
            };
            let message = format!("{} missing; there is {there}", is_or_are(&missing));
            report.add(Check::wrong("settings", message, ways.join("\n")))?;
            Ok(None)
        }
    }
}

fn is_or_are(names: &[&str]) -> String {
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", names.join(" and "))
}

/// Whether others can read what holds a secret.
fn files(settings: &Settings, report: &mut Report<'_>) -> Result<(), Failure> {
    let mut files: Vec<PathBuf> = Vec::new();
    let place = ProfileFile::place().ok();
    // A setting from a file of profiles names the file.
    let of_file = |place: &PathBuf| {
        let place = place.display().to_string();
        settings
            .given()
            .any(|given| given.origin.starts_with(&place))
    };
    files.extend(place.filter(of_file));
    let key = given(settings, Setting::SecretKeyFile).and_then(|given| given.text);
    files.extend(key.map(PathBuf::from));
    for file in &files {
        if let Some((what, remedy)) = modes_in_words(file) {
            return report.add(Check::warning("files", what, remedy));
        }
    }
    let names: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    report.add(Check::ok(
        "files",
        if names.is_empty() {
            "no file is used".to_owned()
        } else {
            format!("only its owner can read {}", names.join(" and "))
        },
    ))
}

/// Whether there is something to sign with, as far as it can be seen here.
fn usersig(settings: &Settings, report: &mut Report<'_>) -> Result<bool, Failure> {
    let name = "usersig";
    if !settings.has_secret() {
        report.skip(&[name], "there is no key")?;
        return Ok(false);
    }
    if let Some(ticket) = settings.user_sig() {
        let check = match Claims::decode(ticket) {
            Ok(claims) => ready(&claims, settings),
            Err(error) => Check::wrong(
                name,
                format!("the ready UserSig cannot be decoded: {error}"),
                "Copy it whole, or give the secret key instead.",
            ),
        };
        // The service has the last word.
        report.add(check)?;
        return Ok(true);
    }
    let made = settings.secret_key().map_err(said).and_then(|key| {
        let key = key.ok_or_else(|| Failure::local("there is no key"))?;
        let number = settings.sdk_app_id().map_err(said)?.unwrap_or(0);
        let user = settings.identifier().unwrap_or("administrator");
        let now = u64::try_from(span::now()).unwrap_or(0);
        let minted = key.mint(number, user, now, Duration::from_secs(60));
        minted
            .map(drop)
            .map_err(|error| Failure::local(format!("no UserSig can be made: {error}")))
    });
    let good = made.is_ok();
    report.add(match made {
        Ok(()) => Check::ok(
            name,
            format!("can be made with {}", secret(settings).unwrap_or_default()),
        ),
        Err(failure) => Check::wrong(name, words(&failure), "Correct what is named."),
    })?;
    Ok(good)
}

/// What a ready UserSig says of itself.
fn ready(claims: &Claims, settings: &Settings) -> Check {
    let name = "usersig";
    let end = i64::try_from(claims.expires_at()).unwrap_or(i64::MAX);
    let (at, left) = (Times::Local.text(end), end.saturating_sub(span::now()));
    let user = settings.identifier().unwrap_or("administrator");
    if claims.identifier != user {
        return Check::wrong(
            name,
            format!(
                "the ready UserSig is of {:?}, and {user:?} signs (70013)",
                claims.identifier
            ),
            "Make it for that user, or give its user with --identifier.",
        );
    }
    if let Ok(Some(number)) = settings.sdk_app_id()
        && u64::from(number) != u64::from(claims.sdk_app_id)
    {
        return Check::wrong(
            name,
            format!(
                "the ready UserSig is for the application {}, not {number} (70014)",
                claims.sdk_app_id
            ),
            "Make it for that application, or give its number with --sdk-app-id.",
        );
    }
    if left < 0 {
        let ago = span::seconds(left.saturating_neg());
        return Check::wrong(
            name,
            format!("the ready UserSig expired at {at}, {ago} ago (70001)"),
            "Make another one: call-engine sig mint. With the secret key they are made as needed.",
        );
    }
    let message = format!(
        "the ready UserSig is good until {at}, for {} more",
        span::seconds(left)
    );
    if left < SOON {
        Check::warning(
            name,
            message,
            "It is never renewed: give the secret key instead, or another UserSig in time.",
        )
    } else {
        Check::ok(name, message)
    }
}
