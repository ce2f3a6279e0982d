//! Reads a contract and generates everything once, and says how long each phase took.
//!
//! `cargo run --release -p call-engine-codegen --example time_generate -- spec`
//!
//! The second column is processor time of all threads, where the system tells it: on a busy machine it says more.

use std::path::Path;
use std::time::Instant;
use std::{env, fs, process};

use call_engine_codegen as codegen;
use call_engine_contract::{Contract, Finding, Sources, bundle};

fn main() {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("usage: time_generate FOLDER");
        process::exit(2);
    };
    if let Err(findings) = run(Path::new(&folder)) {
        for finding in findings {
            eprintln!("{finding}");
        }
        process::exit(1);
    }
}

fn run(folder: &Path) -> Result<(), Vec<Finding>> {
    let mut phases = Phases::start();
    let sources = Sources::read(folder).map_err(|finding| vec![finding])?;
    phases.end("read");
    let contract = Contract::load(&sources)?;
    phases.end("understand");
    let generator = codegen::Generator::new(&contract)?;
    phases.end("names");
    let wire = generator.wire()?;
    phases.end("progenitor");
    let mut files = generator.types(&wire)?;
    files.extend(generator.client(&wire)?);
    phases.end("types, client");
    files.extend(generator.command_tree(&[])?);
    phases.end("command tree");
    files.extend(generator.routes()?);
    phases.end("routes");
    let published = bundle::json(&contract);
    phases.end("bundle");
    phases.total();
    println!(
        "{} commands, {} components, {} files of {} KiB, bundle of {} KiB",
        contract.operations.len(),
        contract.components.len(),
        files.len(),
        files.iter().map(|file| file.text.len()).sum::<usize>() / 1024,
        published.len() / 1024,
    );
    Ok(())
}

struct Phases {
    begin: Moment,
    last: Moment,
}

impl Phases {
    fn start() -> Self {
        let now = Moment::now();
        Self {
            begin: now,
            last: now,
        }
    }

    fn end(&mut self, name: &str) {
        self.last.tell(name);
        self.last = Moment::now();
    }

    fn total(&self) {
        self.begin.tell("total");
    }
}

#[derive(Clone, Copy)]
struct Moment {
    clock: Instant,
    processor: Option<u64>,
}

impl Moment {
    fn now() -> Self {
        Self {
            clock: Instant::now(),
            processor: processor(),
        }
    }

    fn tell(&self, name: &str) {
        let elapsed = self.clock.elapsed().as_secs_f64() * 1000.0;
        let processor = processor().zip(self.processor);
        let used = processor.map_or(String::new(), |(now, then)| format!("{:6} ms", now - then));
        println!("{name:>16} {elapsed:9.1} ms {used}");
    }
}

/// Milliseconds of processor time so far, from the fields `utime` and `stime` of Linux, in hundredths of a second.
fn processor() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut times = fields.split(' ').skip(11).take(2).map(str::parse::<u64>);
    let (user, system) = (times.next()?.ok()?, times.next()?.ok()?);
    Some((user + system) * 10)
}
