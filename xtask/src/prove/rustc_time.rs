//! How long the compiler works on each crate: this program stands in for `rustc` and writes down the time.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, io};

/// Names the file that times are added to; while it is set, this program is a compiler.
const LOG: &str = "CALL_ENGINE_RUSTC_TIMES";

/// Makes the builds of a command write the time of each crate into a file.
pub fn record(command: &mut Command, log: &Path) -> io::Result<()> {
    if log.exists() {
        fs::remove_file(log)?;
    }
    command
        .env("RUSTC_WRAPPER", env::current_exe()?)
        .env(LOG, log);
    Ok(())
}

/// The times of crates by name, as they were written; a build script counts for its crate.
pub fn read(log: &Path) -> Result<Vec<(String, Duration)>, String> {
    let text = fs::read_to_string(log).map_err(|error| format!("{}: {error}", log.display()))?;
    let times = text.lines().filter_map(|line| {
        let (name, micros) = line.split_once(' ')?;
        Some((name.to_owned(), Duration::from_micros(micros.parse().ok()?)))
    });
    Ok(times.collect())
}

/// Runs the compiler that the arguments name, if this program was called to stand in for it.
pub fn stand_in() -> Option<ExitCode> {
    let log = env::var_os(LOG)?;
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let started = Instant::now();
    let status = Command::new(rustc).args(&arguments).status();
    let took = started.elapsed().as_micros();
    let status = match status {
        Ok(status) => status,
        Err(error) => {
            eprintln!("rustc cannot be run: {error}");
            return Some(ExitCode::FAILURE);
        }
    };
    // The package, not `--crate-name`: build scripts are all called `build_script_build`.
    if let Ok(package) = env::var("CARGO_PKG_NAME") {
        let line = format!("{package} {took}\n");
        let written = OpenOptions::new()
            .create(true)
            .append(true)
            .open(log)
            .and_then(|mut file| file.write_all(line.as_bytes()));
        if let Err(error) = written {
            eprintln!("the time of {package} is lost: {error}");
        }
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Some(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
