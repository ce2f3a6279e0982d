//! How many tickets one core mints in a second: `cargo bench -p usersig --bench per_second -- 2` counts for two seconds.
//!
//! Seconds of the processor count, not of the clock, so that other work of the machine does not. It prints that number
//! alone, so that `cargo xtask prove minting` can hold it against other programs.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ProcessTime;
use usersig::{DEFAULT_LIFE, SecretKey};

/// Tickets between two looks at the time.
const BATCH: u32 = 1000;

fn main() {
    // Cargo adds arguments of its own.
    let seconds = std::env::args().find_map(|text| text.parse().ok());
    let limit = Duration::from_secs_f64(seconds.unwrap_or(1.0));
    let key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    let key = SecretKey::new(key).expect("the key is good");
    let mut minted = 0_u32;
    let started = ProcessTime::now();
    while started.elapsed() < limit {
        for _ in 0..BATCH {
            let identifier = black_box("administrator");
            let ticket = key.mint(1_400_000_000, identifier, 1_700_000_000, DEFAULT_LIFE);
            black_box(ticket.expect("the values are good"));
        }
        minted += BATCH;
    }
    println!("{:.0}", f64::from(minted) / started.elapsed().as_secs_f64());
}
