//! The variables of a process can only be set for a new one, so a test binary runs one of its tests again.

use std::process::Command;

use call_engine::{Client, Settings};

/// Says that the process is the new one, and what it is to do: `make` a client, or `send` with it too.
const INSIDE: &str = "TEST_INSIDE";
/// The test below, as the binary names it.
pub const AGAIN: &str = "process::again";
/// Around what the new process says.
const BEGIN: &str = "<<<";
const END: &str = ">>>";

/// What the client of an environment is, as it is shown, or the error.
pub fn made(variables: &[(&str, &str)]) -> String {
    run("make", variables)
}

/// As `made`, and it sends a command.
pub async fn sent(variables: &[(&str, &str)]) -> String {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let variables: Vec<(String, String)> = variables.iter().map(own).collect();
    let run = move || {
        let variables: Vec<(&str, &str)> = variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        run("send", &variables)
    };
    tokio::task::spawn_blocking(run).await.expect("no panic")
}

fn run(what: &str, variables: &[(&str, &str)]) -> String {
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", AGAIN, "--nocapture"])
        .env_clear()
        .envs(variables.iter().copied())
        .env(INSIDE, what)
        .output()
        .expect("the test runs again");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{shown}");
    let (_, said) = shown.split_once(BEGIN).expect("an end of the other test");
    said.split_once(END).expect("an end").0.to_owned()
}

#[tokio::test]
async fn again() {
    let Ok(what) = std::env::var(INSIDE) else {
        return;
    };
    let said = match Client::from_env() {
        Err(error) => {
            assert!(error.is_setup() && !error.may_have_taken_effect());
            format!("error: {error} {error:?}")
        }
        Ok(client) if what == "send" => match client.end_call("c1").await {
            Ok(_) => format!("sent with {client:?}"),
            Err(error) => format!("error: {error} {error:?}"),
        },
        Ok(client) => format!("{client:?}"),
    };
    println!("{BEGIN}{said} {:?}{END}", Settings::from_env());
}
