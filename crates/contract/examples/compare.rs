//! Compares two folders of contracts and says how long reading and comparing took.
//!
//! `cargo run --release -p call-engine-contract --example compare -- BASE HEAD`

use std::path::Path;
use std::time::Instant;
use std::{env, process};

use call_engine_contract::diff::{Edition, diff};
use call_engine_contract::{Finding, Sources};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [base, head] = arguments.as_slice() else {
        eprintln!("usage: compare BASE HEAD");
        process::exit(2);
    };
    if let Err(findings) = compare(Path::new(base), Path::new(head)) {
        for finding in findings {
            eprintln!("{finding}");
        }
        process::exit(1);
    }
}

fn compare(base: &Path, head: &Path) -> Result<(), Vec<Finding>> {
    let started = Instant::now();
    let read = |folder| {
        let sources = Sources::read(folder).map_err(|finding| vec![finding])?;
        Edition::read(&sources)
    };
    let (base, head) = (read(base)?, read(head)?);
    let reading = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let differences = diff(&base, &head);
    let comparing = started.elapsed().as_secs_f64();
    let count = differences.len();
    println!("reading {reading:.3} s, comparing {comparing:.3} s, {count} differences");
    Ok(())
}
