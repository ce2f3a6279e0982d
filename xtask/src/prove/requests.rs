//! The client adds next to nothing to bare reqwest.

use super::cargo;
use super::checkout::run;
use crate::repository::Repository;

/// Least requests a second, as a multiple of bare reqwest's.
const REQUESTS: f64 = 0.97;
/// Most processor time for a request, as a multiple of bare reqwest's.
const PROCESSOR: f64 = 1.05;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let text = run(cargo(repository).args([
        "bench",
        "--quiet",
        "--package",
        "call-engine",
        "--bench",
        "requests",
    ]))?
    .expect("the benchmark")?;
    let mut missed = Vec::new();
    let mut loads = 0;
    for line in text.lines() {
        println!("   {line}");
        let numbers: Vec<f64> = line
            .split_whitespace()
            .map_while(|word| word.parse().ok())
            .collect();
        // At once; requests a second and processor time, ours and bare each; the two ratios.
        let &[at_once, _, _, _, _, requests, processor] = numbers.as_slice() else {
            continue;
        };
        loads += 1;
        if requests < REQUESTS {
            missed.push(format!(
                "{at_once} at once: {requests} of bare reqwest's requests a second, not {REQUESTS}"
            ));
        }
        if processor > PROCESSOR {
            missed.push(format!(
                "{at_once} at once: {processor} of its processor time for a request, not {PROCESSOR}"
            ));
        }
    }
    match (loads, missed.is_empty()) {
        (2, true) => Ok(()),
        (2, false) => Err(missed.join("\n")),
        _ => Err(format!("the benchmark prints no table:\n{text}")),
    }
}
