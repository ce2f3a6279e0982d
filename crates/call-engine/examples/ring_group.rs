//! Rings several people and keeps the first who answers.
//!
//! With `call-engine emulator` running and its three variables set: `cargo run -p call-engine --example ring_group`.

use std::time::Duration;

use call_engine::{Client, Error, Outcome, Ring};

// docs: group
/// Rings everybody at once. Whoever answers first is returned with the call; the others ring on until they answer, the
/// ring time-out passes, or the call ends, since no command takes back a single invitation.
pub(crate) async fn first_of(client: &Client, people: &[&str]) -> Result<Option<String>, Error> {
    let ring = Ring::audio("robot", people.iter().copied()).timeout(Duration::from_secs(20));
    let call = client.ring(ring).await?;
    for result in call
        .results()
        .iter()
        .filter(|one| one.is_invited() == Some(false))
    {
        println!(
            "{} was not invited: {:?}",
            result.callee_account(),
            result.result_code
        );
    }
    match call.wait().await? {
        Outcome::Answered { mut by } => Ok(Some(by.swap_remove(0))),
        Outcome::Ended(_) => Ok(None),
        Outcome::TimeUp => {
            // Nobody should hear it ring any longer.
            call.end().await?;
            Ok(None)
        }
    }
}
// docs: end

// docs: one-by-one
/// Rings one after the other, so that nobody rings in vain: the next only when the one before did not come.
pub(crate) async fn one_of(client: &Client, people: &[&str]) -> Result<Option<String>, Error> {
    for person in people {
        let ring = Ring::audio("robot", [*person]).timeout(Duration::from_secs(10));
        let call = client.ring(ring).await?;
        match call.wait().await? {
            Outcome::Answered { .. } => return Ok(Some((*person).to_owned())),
            Outcome::Ended(_) => {}
            Outcome::TimeUp => {
                call.end().await?;
            }
        }
    }
    Ok(None)
}
// docs: end

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    match first_of(&client, &["jack", "rose"]).await? {
        Some(first) => println!("{first} answered first"),
        None => println!(
            "one by one: {:?}",
            one_of(&client, &["anna", "jack"]).await?
        ),
    }
    Ok(())
}
