//! Requests per second and processor time per request of the client, beside bare reqwest that sends the same bytes
//! to the same server: `cargo bench -p call-engine --bench requests`.
//!
//! The server is another process, so its time is not in the measure. Both sides take turns in rounds; the ratios are
//! medians over the rounds, so that whatever else the machine does meets both. A number as argument is the number of
//! rounds; `call-engine` or `bare` as argument lets that side alone send, for a profiler.

mod bare;
mod server;
mod sides;

use std::time::Instant;

use cpu_time::ProcessTime;
use sides::Side;

/// Requests under way at once, and how many are sent in each turn.
const LOADS: [(usize, usize); 2] = [(1, 250), (64, 1_600)];
/// Turns of each side, unless an argument says otherwise. Many short ones: a machine is faster or slower for a second at
/// a time, and two equal sides that take turns of a second differ by a tenth.
const ROUNDS: usize = 400;

/// What one turn took.
struct Turn {
    per_second: f64,
    /// Processor time of this process in microseconds per request.
    processor: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .iter()
        .any(|argument| argument == server::ARGUMENT)
    {
        return server::serve();
    }
    let named = |name: &str| arguments.iter().any(|argument| argument == name);
    let numbers = arguments.iter().find_map(|argument| argument.parse().ok());
    let rounds: usize = numbers.unwrap_or(ROUNDS);
    // What `#[tokio::main]` gives.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    sides::send_the_same_bytes(&runtime);
    let server = server::Server::start();
    let ours = Side::ours(&server.url());
    let bare = Side::bare(&server.url());
    if named("call-engine") || named("bare") {
        let side = if named("bare") { &bare } else { &ours };
        for (at_once, count) in LOADS {
            for _ in 0..rounds {
                turn(&runtime, side, at_once, count);
            }
        }
        return;
    }
    println!("at once  requests/s             µs of processor        ratios");
    println!("         call-engine      bare  call-engine      bare  requests/s  processor");
    for (at_once, count) in LOADS {
        // Connections are made and the UserSig is minted before anything counts.
        turn(&runtime, &ours, at_once, count);
        turn(&runtime, &bare, at_once, count);
        let turns: Vec<(Turn, Turn)> = (0..rounds)
            .map(|round| {
                // Whoever goes second finds the machine as the first has left it, so they take turns in that too.
                if round % 2 == 0 {
                    let first = turn(&runtime, &ours, at_once, count);
                    (first, turn(&runtime, &bare, at_once, count))
                } else {
                    let first = turn(&runtime, &bare, at_once, count);
                    (turn(&runtime, &ours, at_once, count), first)
                }
            })
            .collect();
        let over = |what: fn(&(Turn, Turn)) -> f64| median(turns.iter().map(what).collect());
        println!(
            "{at_once:>7}  {:>11.0} {:>9.0}  {:>11.1} {:>9.1}  {:>10.3} {:>10.3}",
            over(|(ours, _)| ours.per_second),
            over(|(_, bare)| bare.per_second),
            over(|(ours, _)| ours.processor),
            over(|(_, bare)| bare.processor),
            over(|(ours, bare)| ours.per_second / bare.per_second),
            over(|(ours, bare)| ours.processor / bare.processor),
        );
    }
}

/// Sends `count` requests, so many at once.
fn turn(runtime: &tokio::runtime::Runtime, side: &Side, at_once: usize, count: usize) -> Turn {
    let (clock, processor) = (Instant::now(), ProcessTime::now());
    runtime.block_on(async {
        let senders: Vec<_> = (0..at_once)
            .map(|_| {
                let side = side.clone();
                tokio::spawn(async move {
                    for _ in 0..count / at_once {
                        side.request().await;
                    }
                })
            })
            .collect();
        for sender in senders {
            sender.await.expect("every request is answered");
        }
    });
    let count = u32::try_from(count).map_or(f64::INFINITY, f64::from);
    Turn {
        per_second: count / clock.elapsed().as_secs_f64(),
        processor: processor.elapsed().as_secs_f64() * 1e6 / count,
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
