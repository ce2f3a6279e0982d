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

/// The programs that are to run: all, or those that `CALL_ENGINE_FUZZ_TARGETS` names.
fn chosen() -> Result<Vec<&'static str>, String> {
    let Ok(names) = env::var("CALL_ENGINE_FUZZ_TARGETS") else {
        return Ok(TARGETS.to_vec());
    };
    let names = names.split(',').map(|name| {
        let known = TARGETS.into_iter().find(|target| *target == name);
        known.ok_or_else(|| {
            format!("CALL_ENGINE_FUZZ_TARGETS names {name:?}; there are {TARGETS:?}")
        })
    });
    names.collect()
}

pub fn prove(repository: &Repository) -> Result<(), String> {
    let limit = Duration::from_secs(match env::var("CALL_ENGINE_FUZZ_SECONDS") {
        Ok(text) => text
            .parse()
            .map_err(|_| format!("CALL_ENGINE_FUZZ_SECONDS is {text:?} and not a number"))?,
        Err(_) => SECONDS,
    });
    let targets = chosen()?;
    let laboratory = Laboratory::new(Checkout::fresh(repository)?)?;
    laboratory.build(&TARGETS)?;
    for target in targets {
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
