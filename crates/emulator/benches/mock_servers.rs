//! The emulator as its users start it, beside a bare axum handler and well-known mock servers on the same contract.
//!
//! `cargo bench -p call-engine-emulator --bench mock_servers -- LIST` reads a line for each server: its name, its folder, its program
//! and arguments, with tabs between and `{port}` for the port to listen at. `cargo xtask prove mock-servers` writes that list. The
//! servers take turns, all over 32 connections. The first of the list is the emulator; its line is also used for a million calls,
//! where `{management}` is the port of its management.

mod load;

use std::net::TcpListener;
use std::process::Command;
use std::time::{Duration, Instant};

use load::{
    CONNECTIONS, START, Server, Work, at, call_id, exchange, head, itself, median, request,
    runtime, serve_bare, with_body,
};
use tokio::sync::oneshot;

const ROUNDS: usize = 9;
const COMMANDS: [&str; 3] = ["start_call_by_robot", "get_call_info", "end_call"];
/// Calls that go on at the same time.
const CALLS: usize = 1_000_000;
/// How many of them ring out at once.
const SHORT: usize = 100_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = runtime();
    match arguments.first().map(String::as_str) {
        Some("serve-bare") => return runtime.block_on(serve_bare(&arguments[1..])),
        None | Some("--bench") => return println!("name a list of servers"),
        _ => {}
    }
    let list = std::fs::read_to_string(&arguments[0]).expect("a list of servers");
    let lines: Vec<Vec<&str>> = list
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    runtime.block_on(compare(&lines));
    runtime.block_on(crowd(&lines[0]));
}

/// The figures of one server.
struct Contestant {
    name: String,
    server: Server,
    idle_kib: f64,
    info: Figures,
    cycle: Figures,
}

#[derive(Default)]
struct Figures {
    per_second: Vec<f64>,
    waits: Vec<f64>,
    processor: Vec<f64>,
}

async fn compare(lines: &[Vec<&str>]) {
    let mut contestants = Vec::new();
    for line in lines {
        let (port, command) = started(line, free_port());
        let first = request("start_call_by_robot", START);
        let server = Server::start_at(port, command, &first).await;
        let idle_kib = server.memory("VmRSS:");
        contestants.push(Contestant::new(line[0], server, idle_kib));
    }
    // The bare handler answers as many bytes as the emulator.
    let emulator = &contestants[0].server;
    let mut answers = vec!["serve-bare".to_owned()];
    let mut id = String::new();
    for command in COMMANDS {
        let body = match command {
            "start_call_by_robot" => START.replace("jack", "somebody else"),
            _ => format!(r#"{{"CallId":"{id}"}}"#),
        };
        let answer = emulator.answer(&request(command, &body)).await;
        if id.is_empty() {
            id = call_id(&answer);
        }
        answers.push(format!("{command}={}", answer.len()));
    }
    let words: Vec<&str> = answers.iter().map(String::as_str).collect();
    let bare = Server::start(itself(&words));
    let idle_kib = bare.memory("VmRSS:");
    contestants.push(Contestant::new("bare axum", bare, idle_kib));

    let call = START.replace("jack", "rose");
    let answer = contestants[0]
        .server
        .answer(&request("start_call_by_robot", &call))
        .await;
    let info = format!(r#"{{"CallId":"{}"}}"#, call_id(&answer));
    let info = Work::Same(request("get_call_info", &info).into());
    let cycle = Work::Cycle(std::sync::Arc::new(COMMANDS.map(head).to_vec()));
    // The first turn warms up.
    for round in 0..=ROUNDS {
        for contestant in &mut contestants {
            for (work, figures) in [
                (&info, &mut contestant.info),
                (&cycle, &mut contestant.cycle),
            ] {
                let load = contestant.server.load(work).await;
                if round > 0 {
                    figures.per_second.push(load.per_second);
                    figures.waits.extend(load.waits);
                    figures.processor.push(load.processor);
                }
            }
        }
    }
    println!(
        "server           start ms  idle MB  info/s  p50 us  p99 us  cpu us  cycle/s  p50 us  p99 us  cpu us"
    );
    for contestant in &mut contestants {
        contestant.print();
    }
    // Of turns beside each other, so that whatever else the machine does meets both.
    let bare = contestants.len() - 1;
    for other in 1..contestants.len() {
        let ratio = |figures: fn(&Contestant) -> &Figures| {
            let (ours, theirs) = (figures(&contestants[0]), figures(&contestants[other]));
            let pairs = ours.per_second.iter().zip(&theirs.per_second);
            median(pairs.map(|(ours, theirs)| ours / theirs).collect())
        };
        let name = if other == bare {
            "bare axum"
        } else {
            &contestants[other].name
        };
        println!(
            "ratio\t{name}\t{:.2}\t{:.2}",
            ratio(|contestant| &contestant.info),
            ratio(|contestant| &contestant.cycle)
        );
    }
}

impl Contestant {
    fn new(name: &str, server: Server, idle_kib: f64) -> Self {
        Self {
            name: name.to_owned(),
            server,
            idle_kib,
            info: Figures::default(),
            cycle: Figures::default(),
        }
    }

    fn print(&mut self) {
        print!(
            "{:<16} {:>8.1} {:>8.1}",
            self.name,
            self.server.start_up.as_secs_f64() * 1e3,
            self.idle_kib / 1024.0
        );
        for figures in [&mut self.info, &mut self.cycle] {
            figures.waits.sort_by(f64::total_cmp);
            print!(
                " {:>7.0} {:>7.0} {:>7.0} {:>7.1} ",
                median(figures.per_second.clone()),
                at(&figures.waits, 50),
                at(&figures.waits, 99),
                median(figures.processor.clone())
            );
        }
        println!();
    }
}

/// How a server is started, and where it listens.
fn started(line: &[&str], management: u16) -> (u16, Command) {
    let port = free_port();
    let mut command = Command::new(line[2]);
    command.current_dir(line[1]);
    for word in &line[3..] {
        command.arg(
            word.replace("{port}", &port.to_string())
                .replace("{management}", &management.to_string()),
        );
    }
    (port, command)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// A million calls at once, and what it is like when many of them ring out together.
async fn crowd(line: &[&str]) {
    let management = free_port();
    let (port, command) = started(line, management);
    let server = Server::start_at(port, command, &request("start_call_by_robot", START)).await;
    let empty = server.memory("VmRSS:");
    let began = Instant::now();
    let mut senders = Vec::new();
    for first in 0..CONNECTIONS {
        let (mut stream, head) = (server.connect().await, head("start_call_by_robot"));
        senders.push(tokio::spawn(async move {
            let mut buffer = Vec::new();
            for number in (first..CALLS).step_by(CONNECTIONS) {
                let ring = if number < SHORT { "300000" } else { "600000" };
                let body = START.replace("jack", &format!("callee-{number}"));
                let body = body.replace("10000", ring);
                exchange(&mut stream, with_body(&head, &body).as_bytes(), &mut buffer).await;
            }
        }));
    }
    for sender in senders {
        sender.await.expect("every call is started");
    }
    let filling = began.elapsed();
    let (full, peak) = (server.memory("VmRSS:"), server.memory("VmHWM:"));
    let calls = f64::from(u32::try_from(CALLS).unwrap_or(u32::MAX));
    println!(
        "crowd\t{CALLS} calls started in {:.1} s\t{:.0}\tbytes of memory each ({:.0} at the peak)",
        filling.as_secs_f64(),
        (full - empty) * 1024.0 / calls,
        (peak - empty) * 1024.0 / calls
    );
    let answer = server
        .answer(&request(
            "start_call_by_robot",
            &START.replace("10000", "600000"),
        ))
        .await;
    let info = request(
        "get_call_info",
        &format!(r#"{{"CallId":"{}"}}"#, call_id(&answer)),
    );
    let before = looks(&server, &info, Duration::from_millis(500)).await;

    // The clock goes on by management, while somebody looks at a call all the time.
    let mut stream = server.connect().await;
    let (over, mut is_over) = oneshot::channel::<()>();
    let looking = info.clone();
    let looker = tokio::spawn(async move {
        let (mut worst, mut buffer) = (Duration::ZERO, Vec::new());
        while is_over.try_recv().is_err() {
            let sent = Instant::now();
            exchange(&mut stream, &looking, &mut buffer).await;
            worst = worst.max(sent.elapsed());
        }
        worst
    });
    let mut steward = tokio::net::TcpStream::connect(("127.0.0.1", management))
        .await
        .expect("its management");
    let order = with_body(
        "POST /clock HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ",
        r#"{"advance_ms": 300000}"#,
    );
    let began = Instant::now();
    exchange(&mut steward, order.as_bytes(), &mut Vec::new()).await;
    let clearing = began.elapsed();
    let _ = over.send(());
    let worst = looker.await.expect("it is answered");
    println!(
        "ring out\t{SHORT} calls at once in {:.0} ms\tlooks: p50 {:.0} us, p99 {:.0} us before; the one that met it {:.0} ms",
        clearing.as_secs_f64() * 1e3,
        at(&before, 50),
        at(&before, 99),
        worst.as_secs_f64() * 1e3
    );
}

/// How long it takes to look at a call, sorted, in microseconds.
async fn looks(server: &Server, request: &[u8], span: Duration) -> Vec<f64> {
    let mut stream = server.connect().await;
    let (mut waits, mut buffer) = (Vec::new(), Vec::new());
    let began = Instant::now();
    while began.elapsed() < span {
        let sent = Instant::now();
        exchange(&mut stream, request, &mut buffer).await;
        waits.push(sent.elapsed().as_secs_f64() * 1e6);
    }
    waits.sort_by(f64::total_cmp);
    waits
}
