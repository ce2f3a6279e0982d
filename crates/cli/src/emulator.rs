//! A call engine on this machine, until Ctrl-C.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use call_engine_emulator::{Clock, Emulator, HOSTS, Pace, Phone, PhoneBook, SAMPLE_SECRET_KEY};
use clap::Args;

use crate::curl::quoted;
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::stop::Stop;
use crate::tls::TlsArguments;
use crate::{scenario, span};

#[derive(Debug, Args)]
#[command(after_help = "\
It checks requests as the service does, rings phones, and remembers calls and records until it ends. Phones ring on its \
page, where you pick up; --answer-after, --refuse and --ignore let them act by themselves, and a scenario file gives each \
its own way. The application and its key are \
the sample that the vendor publishes: good for trying things out and for nothing else.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct EmulatorArguments {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7080")]
    listen: SocketAddr,
    /// Every phone is picked up after this time, such as 2s
    #[arg(long, value_name = "SPAN", value_parser = span::parse, group = "phones")]
    answer_after: Option<Duration>,
    /// No phone is ever picked up
    #[arg(long, group = "phones")]
    ignore: bool,
    /// Every call is refused after a second
    #[arg(long, group = "phones")]
    refuse: bool,
    /// Scenario file with settings, phones, clock and faults; its steps are not run, and flags win over it
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Application to play [default: 1400000000]
    #[arg(long, value_name = "NUMBER")]
    sdk_app_id: Option<u32>,
    /// Environment variable with the secret key, instead of the vendor's published sample
    #[arg(long, value_name = "VARIABLE")]
    secret_key_env: Option<String>,
    /// After the end of a call, until its record can be read [default: 5s]
    #[arg(long, value_name = "SPAN", value_parser = span::parse)]
    record_delay: Option<Duration>,
    /// Whether time stands until it is moved on the page (stopped), runs (real), or runs faster (x10) [default: real]
    #[arg(long, value_name = "stopped|real|x10")]
    clock: Option<Pace>,
    /// When that clock begins, such as 2025-12-05T10:00:00Z; UserSigs expire by it [default: now]
    #[arg(long, value_name = "TIME", value_parser = span::moment, requires = "clock")]
    clock_start: Option<i64>,
    /// Number that call identifiers, rooms and the choices of --chaos come from; the same one gives the same ones
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Address of its page, where phones are picked up, and of the JSON behind it: calls, phones, clock, faults, logs.
    /// Default: 127.0.0.1, at the port after that of --listen
    #[arg(long, value_name = "ADDRESS")]
    management: Option<SocketAddr>,
    /// Without its page and what is behind it
    #[arg(long, conflicts_with = "management")]
    no_management: bool,
    /// Folder that keeps calls, records, settings and waiting webhooks over restarts, a kill included; without it they end with the
    /// emulator. On one that has been used, --seed stays as it was
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// A little of everything goes wrong: lost answers, pages of HTML, failures, delays
    #[arg(long)]
    chaos: bool,
    /// More requests of a command in a second than the documents allow, 200, are answered with this code, and nothing
    /// takes effect. Which code the service has for that is undocumented
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "60011", value_parser = code)]
    rate_limit: Option<i64>,
    /// Most calls in progress at once [default: 1000000]
    #[arg(long, value_name = "NUMBER")]
    max_calls: Option<usize>,
    #[command(flatten)]
    tls: TlsArguments,
}

impl EmulatorArguments {
    /// The phone of everybody, and what is said about it.
    fn phone(&self) -> (Option<Phone>, String) {
        if self.ignore {
            (
                Some(Phone::Ignore),
                "Phones ring and nobody picks up.".to_owned(),
            )
        } else if self.refuse {
            let after = Duration::from_secs(1);
            (
                Some(Phone::refuses_after(after)),
                format!("Every call is refused after {after:?}."),
            )
        } else if let Some(after) = self.answer_after {
            (
                Some(Phone::answers_after(after)),
                format!("Every phone is picked up after {after:?}."),
            )
        } else if let Some(path) = &self.scenario {
            let path = path.display();
            (None, format!("Phones do as {path} says, and others ring."))
        } else if self.no_management {
            (
                None,
                "Phones ring; without the page nobody can pick up.".to_owned(),
            )
        } else {
            (
                None,
                "Phones ring until you pick up on the page.".to_owned(),
            )
        }
    }

    fn managed_at(&self) -> Option<SocketAddr> {
        let port = match self.listen.port() {
            0 => 0,
            port => port.checked_add(1).unwrap_or(0),
        };
        let beside = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        (!self.no_management).then(|| self.management.unwrap_or(beside))
    }
}

pub async fn run(arguments: EmulatorArguments, output: &mut Output) -> Result<(), Failure> {
    let (phone, habit) = arguments.phone();
    let scenario = arguments.scenario.as_deref().map(scenario::read);
    let scenario = scenario.transpose()?;
    let mut builder = Emulator::builder()
        .listen(arguments.listen)
        .seed(fastrand::u64(..));
    if let Some(scenario) = &scenario {
        builder = builder.scenario(scenario);
    }
    if let Some(seed) = arguments.seed {
        builder = builder.seed(seed);
    }
    if let Some(sdk_app_id) = arguments.sdk_app_id {
        builder = builder.sdk_app_id(sdk_app_id);
    }
    builder = builder.options(|options| {
        if let Some(delay) = arguments.record_delay {
            options.record_delay = delay;
        }
        if let Some(most) = arguments.max_calls {
            options.max_calls = most;
        }
        if arguments.rate_limit.is_some() {
            options.rate_limit_code = arguments.rate_limit;
        }
    });
    if let Some(pace) = arguments.clock {
        let start = arguments.clock_start.map(|seconds| {
            let seconds = u64::try_from(seconds).unwrap_or(0);
            seconds.saturating_mul(1_000)
        });
        builder = builder.clock(Clock::with_pace(pace, start));
    }
    if let Some(phone) = phone {
        let mut everybody = PhoneBook::default();
        everybody.set_default(phone);
        builder = builder.phones(everybody);
    }
    builder = arguments.tls.apply(builder)?;
    if let Some(variable) = &arguments.secret_key_env {
        let key = std::env::var(variable).map_err(|_| {
            Failure::local(format!(
                "the environment variable {variable} of --secret-key-env is not set"
            ))
        })?;
        builder = builder.secret_key(key.trim());
    }
    if arguments.chaos {
        builder = builder.chaos();
    }
    if let Some(folder) = &arguments.data {
        builder = builder.data(folder);
    }
    let management = arguments.managed_at();
    if let Some(address) = management {
        builder = builder.management(address);
    }
    let emulator = builder.start().await.map_err(|error| {
        Failure::local(format!(
            "the emulator does not start at {}{}: {error}",
            arguments.listen,
            management.map_or(String::new(), |address| format!(
                " with its page at {address} (--management chooses another, --no-management none)"
            ))
        ))
    })?;
    // Before anything is printed, so that whoever reads it can end us.
    let mut stop = Stop::listen()?;
    let authority = arguments.tls.authority(&emulator)?;
    let scheme = if authority.is_some() { "https" } else { "http" };
    let address = reachable(emulator.addr());
    let url = format!("{scheme}://{address}");
    talk(&format!(
        "The emulator listens at {url}. {habit} Ctrl-C ends it.\n"
    ));
    if let Some(address) = emulator.management_addr() {
        let url = format!("http://{}", reachable(address));
        talk(&format!(
            "Its page is at {url}: phones, calls, clock, faults. Programs find the same described at {url}/openapi.json.\n"
        ));
    }
    if !emulator.clock().is_running() {
        let now = emulator.clock().now_millis() / 1_000;
        let now = span::utc(i64::try_from(now).unwrap_or(i64::MAX));
        talk(&format!(
            "Its clock stands at {now} until it is moved on the page. UserSigs expire by it."
        ));
    }
    if arguments.chaos {
        talk("One request in seven goes wrong on purpose, some of them after they took effect.\n");
    }
    if let Some(authority) = &authority {
        let file = quoted(&authority.file.display().to_string());
        talk(&format!(
            "Clients must trust {file}. A program with the vendor's host built in comes here by way of\n  \
             curl --cacert {file} --connect-to {host}:443:{address} https://{host}/v4/...\n",
            host = HOSTS[0]
        ));
    }
    if !emulator.addr().ip().is_loopback() && authority.is_some() {
        talk(
            "Others in your network can reach it; --tls-name makes a fresh certificate good for the name they use.\n",
        );
    } else if !emulator.addr().ip().is_loopback() {
        talk("Others in your network can reach it; they need --allow-plain-http.\n");
    }
    talk("In another terminal:\n");
    let key = match &arguments.secret_key_env {
        Some(variable) => format!("\"${variable}\""),
        None => SAMPLE_SECRET_KEY.to_owned(),
    };
    output.text(&format!(
        "export CALL_ENGINE_ENDPOINT={url}\n\
         export CALL_ENGINE_SDK_APP_ID={}\n\
         export CALL_ENGINE_SECRET_KEY={key}\n",
        emulator.sdk_app_id()
    ))?;
    if let Some(authority) = &authority {
        output.text(&format!(
            "export CALL_ENGINE_ROOT_CERTIFICATE_FILE={}\n",
            quoted(&authority.file.display().to_string())
        ))?;
    }
    talk("\ncall-engine call start --robot robot --callee jack");
    if arguments.secret_key_env.is_none() {
        talk(
            "\nThe key is the vendor's published sample. Never use it, or this emulator, for anything real.",
        );
    }
    stop.heard().await;
    emulator.shutdown().await;
    talk("\nThe emulator has ended.");
    Ok(())
}

/// A code that is no success.
fn code(text: &str) -> Result<i64, String> {
    match text.parse() {
        Ok(0) => Err("0 is success".to_owned()),
        Ok(code) => Ok(code),
        Err(_) => Err("a code is a whole number, such as 60011".to_owned()),
    }
}

/// An address that a client can connect to.
pub fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
