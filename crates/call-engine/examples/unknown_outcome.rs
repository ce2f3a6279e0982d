//! Rings somebody, and when nobody knows whether it rang, looks before it rings again.
//!
//! With `call-engine emulator` running and its three variables set:
//! `cargo run -p call-engine --example unknown_outcome`.

use std::time::Duration;

use call_engine::{Call, Client, Error, Found, Ring, RingError, Seen};

/// What is known after an attempt to ring somebody.
#[derive(Debug)]
pub(crate) enum Attempted {
    /// It rings.
    Rings(Call),
    /// Certainly not.
    DidNotRing(Error),
    /// Perhaps it rings. What to look for is in the error.
    Unknown(RingError),
}

// docs: start
/// Rings, and tells *no* from *nobody knows*.
pub(crate) async fn start(client: &Client, ring: Ring) -> Attempted {
    match client.ring(ring).await {
        Ok(call) => Attempted::Rings(call),
        Err(error) if error.may_have_rung() => Attempted::Unknown(error),
        Err(error) => Attempted::DidNotRing(error.into()),
    }
}
// docs: end

// docs: look
/// Looks until it can tell: at most the ring time-out and 15 s. `seen` knows what webhooks told.
pub(crate) async fn look(
    client: &Client,
    lost: &RingError,
    seen: &Seen,
) -> Result<Option<Call>, Error> {
    match client.find_call(lost.attempt()).seen(seen).wait().await? {
        Found::Call(found) => Ok(Some(found.call().clone())),
        // It did not ring; or it was answered and goes on, and no webhook told.
        _ => Ok(None),
    }
}
// docs: end

// docs: say
fn say(error: &Error) {
    eprintln!("{error}");
    if let Some(code) = error.code() {
        eprintln!(
            "code {code} ({})",
            error.name().unwrap_or("not in the catalogue")
        );
    }
    eprintln!("what to do: {}", error.remedy());
    eprintln!("quote to support: {}", error.request_id().unwrap_or("none"));
}
// docs: end

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    // A receiver of webhooks gives it every event: `seen.note(&event)`.
    let seen = Seen::new();
    let ring = Ring::audio("robot", ["jack"]).timeout(Duration::from_secs(10));
    match start(&client, ring).await {
        Attempted::Rings(call) => println!("{call} rings"),
        Attempted::DidNotRing(error) => say(&error),
        Attempted::Unknown(error) => {
            say(&error);
            match look(&client, &error, &seen).await? {
                Some(call) => println!("it rang: {call}"),
                None => println!("no trace of it"),
            }
        }
    }
    Ok(())
}
