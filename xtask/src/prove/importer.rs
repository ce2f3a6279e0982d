//! Whoever adds the crate builds hardly longer than with bare reqwest, serde and tokio.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use super::checkout::run;
use super::rustc_time;
use crate::repository::Repository;

/// Clean builds of each.
const ROUNDS: usize = 5;
/// Most that our build may take, as a multiple of the bare one.
const RATIO: f64 = 1.15;
/// The packages of this workspace that an importer compiles.
const OWN: &[&str] = &["call-engine", "call-engine-types", "usersig"];
/// Most time the compiler may work on them.
const OWN_LIMIT: Duration = Duration::from_secs(8);
/// Nobody who only imports the client pays for these.
const UNWANTED: &[&str] = &[
    "progenitor ",
    "progenitor-impl ",
    "openapiv3 ",
    "typify ",
    "aws-lc-rs ",
    "aws-lc-sys ",
    "cmake ",
    "openssl ",
    "openssl-sys ",
    "native-tls ",
    // rustls brings ring, which signs tickets too.
    "hmac ",
    "sha2 ",
];

const BARE: &str = r#"
reqwest = { version = "0.13.5", default-features = false, features = ["json", "rustls-no-provider"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
rustls-platform-verifier = "0.7"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

const BARE_MAIN: &str = r#"
use std::sync::Arc;
use rustls_platform_verifier::BuilderVerifierExt;

#[derive(serde::Serialize)]
struct Request { robot: String }

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    let client = reqwest::Client::builder().tls_backend_preconfigured(tls).build()?;
    let answer = client.post("https://example.invalid").json(&Request { robot: "robot".into() }).send().await?;
    println!("{}", answer.json::<serde_json::Value>().await?);
    Ok(())
}
"#;

const OUR_MAIN: &str = r#"
use std::time::Duration;
use call_engine::types::{MediaType, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Client, Site};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(Site::Singapore, 1400000000, &std::env::var("CALL_ENGINE_SECRET_KEY")?)?;
    let video = StartCallInfo::new(MediaType::Video);
    let request = StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(30), video);
    println!("{}", client.start_call_by_robot(request).await?.call_id());
    Ok(())
}
"#;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let place = repository.root().join("target/prove/importer");
    let sdk = repository.root().join("crates/call-engine");
    let ours = format!(
        "call-engine = {{ path = {:?} }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n",
        sdk.display().to_string()
    );
    let lock = repository.root().join("Cargo.lock");
    make(&place.join("bare"), BARE, BARE_MAIN, &lock)?;
    make(&place.join("ours"), &ours, OUR_MAIN, &lock)?;
    let bare_crates = crates(&place.join("bare"))?;
    let our_crates = crates(&place.join("ours"))?;
    let unwanted: Vec<&String> = our_crates
        .iter()
        .filter(|line| UNWANTED.iter().any(|name| line.starts_with(name)))
        .collect();
    if !unwanted.is_empty() {
        return Err(format!("the importer's tree holds {unwanted:?}"));
    }
    let own = own_time(&place.join("ours"))?;
    let limit = OWN_LIMIT.as_secs_f64();
    println!(
        "   own crates: {:.2} s of rustc (at most {limit})",
        own.as_secs_f64()
    );
    let (mut bare, mut ours) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        bare.push(build(&place.join("bare"))?);
        ours.push(build(&place.join("ours"))?);
        println!(
            "   round {round}: bare {:.1} s, ours {:.1} s",
            bare[round - 1].as_secs_f64(),
            ours[round - 1].as_secs_f64()
        );
    }
    let (bare, ours) = (median(bare), median(ours));
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!(
        "   bare: {} crates, median {:.2} s",
        bare_crates.len(),
        bare.as_secs_f64()
    );
    println!(
        "   ours: {} crates, median {:.2} s",
        our_crates.len(),
        ours.as_secs_f64()
    );
    println!("   ratio {ratio:.3} (at most {RATIO})");
    if own > OWN_LIMIT {
        return Err(format!(
            "the compiler works {:.2} s on our own crates",
            own.as_secs_f64()
        ));
    }
    if ratio > RATIO {
        Err(format!(
            "the importer's build takes {ratio:.3} times the bare one"
        ))
    } else {
        Ok(())
    }
}

fn make(folder: &Path, dependencies: &str, main: &str, lock: &Path) -> Result<(), String> {
    let manifest = format!(
        "[package]\nname = \"importer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n[workspace]\n"
    );
    fs::create_dir_all(folder.join("src"))
        .and_then(|()| fs::write(folder.join("Cargo.toml"), manifest))
        .and_then(|()| fs::write(folder.join("src/main.rs"), main))
        // Both are built with the very versions this workspace is tested with.
        .and_then(|()| fs::copy(lock, folder.join("Cargo.lock")).map(drop))
        .map_err(|error| format!("{}: {error}", folder.display()))
}

fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // Ours comes by path here, and from a registry for the importer: cargo never builds those incrementally.
        .env("CARGO_INCREMENTAL", "0");
    command
}

/// The crates of the build, each once.
fn crates(folder: &Path) -> Result<Vec<String>, String> {
    let text = run(cargo(folder).args([
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--no-dedupe",
    ]))?
    .expect("cargo tree")?;
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| line.replace(" (proc-macro)", ""))
        .collect();
    lines.sort();
    lines.dedup();
    lines.retain(|line| !line.starts_with("importer "));
    Ok(lines)
}

/// How long the compiler works on our own crates, one process after the other, so that none waits for another.
fn own_time(folder: &Path) -> Result<Duration, String> {
    clean(folder)?;
    let log = folder.join("rustc-times");
    let mut build = cargo(folder);
    build.args(["build", "--quiet", "--jobs", "1"]);
    rustc_time::record(&mut build, &log).map_err(|error| error.to_string())?;
    run(&mut build)?.expect("cargo build")?;
    let mut sum = Duration::ZERO;
    for (package, time) in rustc_time::read(&log)? {
        if OWN.contains(&package.as_str()) {
            println!("   rustc on {package}: {:.2} s", time.as_secs_f64());
            sum += time;
        }
    }
    if sum.is_zero() {
        return Err("no time of our own crates was written down".to_owned());
    }
    Ok(sum)
}

fn clean(folder: &Path) -> Result<(), String> {
    let target = folder.join("target");
    if target.exists() {
        fs::remove_dir_all(&target).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn build(folder: &Path) -> Result<Duration, String> {
    clean(folder)?;
    let started = Instant::now();
    run(cargo(folder).args(["build", "--quiet"]))?.expect("cargo build")?;
    Ok(started.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
