//! Mints and verifies tickets for another program: one JSON object per line in, one per line out.
//!
//! This is how the proofs compare the crate with the vendor's packages of other languages. It prints tickets, so feed
//! it test keys only.
//!
//! ```text
//! {"do":"mint","key":"…","sdk_app_id":1,"identifier":"a","issued_at":1700000000,"life":60}  →  {"ticket":"eAE…"}
//! ```
//!
//! With `room` (a number or a text) and `privileges` the ticket is a PrivateMapKey. `verify` takes `ticket` and `now` in
//! place of `issued_at` and `life`, and answers `{"claims":{…}}`. Anything else answers `{"error":"…"}`.

use std::io::{self, BufRead, BufWriter, Write};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use usersig::{Expected, Privileges, Room, SecretKey, UserBuf, UserBufRule};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let answer = answer(&line?).unwrap_or_else(|error| json!({ "error": error }));
        writeln!(out, "{answer}")?;
    }
    out.flush()
}

fn answer(line: &str) -> Result<Value, String> {
    let request: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let request = Request(&request);
    let key = SecretKey::new(request.text("key")?).map_err(|error| error.to_string())?;
    match request.text("do")? {
        "mint" => mint(&request, &key),
        "verify" => verify(&request, &key),
        other => Err(format!("`do` is `{other}` and not `mint` or `verify`")),
    }
}

fn mint(request: &Request<'_>, key: &SecretKey) -> Result<Value, String> {
    let sdk_app_id = request.number("sdk_app_id")?;
    let identifier = request.text("identifier")?;
    let issued_at = request.number("issued_at")?;
    let life = Duration::from_secs(request.number("life")?);
    let Some(room) = request.room()? else {
        let ticket = key.mint(sdk_app_id, identifier, issued_at, life);
        let ticket = ticket.map_err(|error| error.to_string())?;
        return Ok(json!({ "ticket": ticket.expose() }));
    };
    let privileges = Privileges::from_bits(request.number("privileges")?);
    let ticket =
        key.mint_private_map_key(sdk_app_id, identifier, issued_at, life, &room, privileges);
    let ticket = ticket.map_err(|error| error.to_string())?;
    Ok(json!({ "ticket": ticket.expose() }))
}

fn verify(request: &Request<'_>, key: &SecretKey) -> Result<Value, String> {
    let rule = match request.0.get("userbuf").and_then(Value::as_bool) {
        Some(true) => UserBufRule::Present,
        _ => UserBufRule::Absent,
    };
    let expected = Expected::new(
        request.number("sdk_app_id")?,
        request.text("identifier")?,
        request.number("now")?,
    )
    .userbuf(rule);
    let claims = key
        .verify(request.text("ticket")?, &expected)
        .map_err(|error| error.to_string())?;
    let mut answer = json!({
        "issued_at": claims.issued_at,
        "life": claims.life.as_secs(),
    });
    if let Some(bytes) = &claims.userbuf {
        answer["userbuf"] = STANDARD.encode(bytes).into();
        // Any bytes may stand there; only those of a PrivateMapKey have a meaning of their own.
        if let Ok(userbuf) = UserBuf::parse(bytes) {
            answer["account"] = userbuf.account.into();
            answer["account_sdk_app_id"] = userbuf.sdk_app_id.into();
            answer["expires_at"] = userbuf.expires_at.into();
            answer["privileges"] = userbuf.privileges.bits().into();
            answer["room"] = match userbuf.room {
                Room::Numeric(number) => number.into(),
                Room::Text(text) => text.into(),
            };
        }
    }
    Ok(json!({ "claims": answer }))
}

/// The members of a line.
struct Request<'a>(&'a Value);

impl Request<'_> {
    fn text(&self, name: &str) -> Result<&str, String> {
        self.0
            .get(name)
            .and_then(Value::as_str)
            .ok_or_else(|| format!("`{name}` must be text"))
    }

    fn number<T: TryFrom<u64>>(&self, name: &str) -> Result<T, String> {
        self.0
            .get(name)
            .and_then(Value::as_u64)
            .and_then(|number| T::try_from(number).ok())
            .ok_or_else(|| format!("`{name}` must be a number in its range"))
    }

    fn room(&self) -> Result<Option<Room>, String> {
        match self.0.get("room") {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(Room::Text(text.clone()))),
            Some(_) => Ok(Some(Room::Numeric(self.number("room")?))),
        }
    }
}
