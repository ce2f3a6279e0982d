//! Whatever comes from outside is refused or understood, and never panics: libFuzzer looks for inputs that show
//! otherwise, and must find the panics that are planted.

mod laboratory;
mod plants;
mod seeds;

use std::env;
use std::time::Duration;

use self::laboratory::{Laboratory, Run};
use super::checkout::Checkout;
use crate::repository::Repository;

/// The programs of `tests/fuzz`.
const TARGETS: [&str; 4] = ["webhook", "answer", "usersig", "contract"];
/// How long each runs, in seconds, unless `CALL_ENGINE_FUZZ_SECONDS` says otherwise.
const SECONDS: u64 = 600;
/// Fewer executions a second say that the program does something else than it should.
const PER_SECOND: u64 = 1;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let limit = Duration::from_secs(match env::var("CALL_ENGINE_FUZZ_SECONDS") {
        Ok(text) => text
            .parse()
            .map_err(|_| format!("CALL_ENGINE_FUZZ_SECONDS is {text:?} and not a number"))?,
        Err(_) => SECONDS,
    });
    let laboratory = Laboratory::new(Checkout::fresh(repository)?)?;
    laboratory.build(&TARGETS)?;
    for target in TARGETS {
        let corpus = laboratory.corpus(repository, target)?;
        match laboratory.run(target, &corpus, limit)? {
            Run::Clean { executions, last } => {
                println!("   {target}: {executions} executions, {last}");
                if executions < PER_SECOND * limit.as_secs() {
                    return Err(format!("{target} hardly runs"));
                }
            }
            Run::Crash { input, text } => {
                return Err(format!("{target} fails on {input}:\n{text}"));
            }
        }
    }
    plants::found(&laboratory)
}
