//! Requests a second of the emulator, beside a bare axum handler that answers as many bytes: `cargo bench -p
//! call-engine-emulator`.
//!
//! Each server is a process of its own. The load comes from this one, over 32 connections that each wait for their answer; both
//! servers take turns, and the ratio is the median over the rounds. Beside it stands the processor time a request takes in each server,
//! which other programs on the machine disturb less. A number as argument is the number of rounds.

mod load;

use call_engine_emulator::{Emulator, Phone};
use load::{START, Server, Work, at, call_id, itself, median, request, runtime, serve_bare};

const ROUNDS: usize = 15;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = runtime();
    match arguments.first().map(String::as_str) {
        Some("serve-emulator") => return runtime.block_on(serve_emulator()),
        Some("serve-bare") => return runtime.block_on(serve_bare(&arguments[1..])),
        _ => {}
    }
    let rounds = arguments
        .iter()
        .find_map(|word| word.parse().ok())
        .unwrap_or(ROUNDS);
    let emulator = Server::start(itself(&["serve-emulator"]));
    println!(
        "command                emulator/s     bare/s   ratio      p50        p99   processor/request    bare"
    );
    let id = call_id(&runtime.block_on(emulator.answer(&request("start_call_by_robot", START))));
    let info = format!(r#"{{"CallId":"{id}"}}"#);
    for (command, body) in [
        ("get_call_info", info.as_str()),
        ("start_call_by_robot", START),
        ("end_call", info.as_str()),
    ] {
        let request = request(command, body);
        let length = runtime.block_on(emulator.answer(&request)).len();
        let bare = Server::start(itself(&["serve-bare", &format!("{command}={length}")]));
        let work = Work::Same(request.into());
        let mut ratios = Vec::new();
        let (mut ours, mut theirs, mut times) = (Vec::new(), Vec::new(), Vec::new());
        let (mut ours_each, mut theirs_each) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let load = runtime.block_on(emulator.load(&work));
            let bare_load = runtime.block_on(bare.load(&work));
            ratios.push(load.per_second / bare_load.per_second);
            ours.push(load.per_second);
            theirs.push(bare_load.per_second);
            ours_each.push(load.processor);
            theirs_each.push(bare_load.processor);
            times.extend(load.waits);
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{command:<22} {:>10.0} {:>10.0}   {:>5.2}   {:>6.0} us   {:>6.0} us   {:>14.1} us {:>4.1} us",
            median(ours),
            median(theirs),
            median(ratios),
            at(&times, 50),
            at(&times, 99),
            median(ours_each),
            median(theirs_each)
        );
    }
}

async fn serve_emulator() {
    // A caller who is busy would end his call at once, and its IDs would be asked for in vain.
    let builder = Emulator::builder().default_phone(Phone::Ignore);
    let builder = builder.options(|options| options.callees_in_a_call_are_busy = false);
    let emulator = builder.start().await.expect("an emulator");
    println!("{}", emulator.addr());
    emulator.wait().await;
}
