//! `cargo xtask`: everything derived from the contract, and the checks around it.

mod check;
mod derived;
mod diff;
#[path = "../../crates/types/build/digest.rs"]
mod digest;
mod dist;
mod docs;
mod examples;
mod generate;
mod git;
mod packages;
mod prove;
mod release;
mod repository;
mod snapshots;
mod terminal;
mod watch;
mod wire_schemas;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::repository::Repository;

/// Generating is making and dropping small trees of tokens; a third of the time went to the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Everything derived from the contract, and the checks around it.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    /// The checkout to work on; by default the one this program was built from.
    #[arg(long, global = true, value_name = "FOLDER")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Write every derived file; say what changed and how long it took.
    Generate {
        /// Write nothing; fail when a file would change.
        #[arg(long)]
        check: bool,
        /// Generate again whenever the contract changes.
        #[arg(long, conflicts_with = "check")]
        watch: bool,
    },
    /// Find everything a maintainer must not forget.
    Check {
        /// How findings are printed.
        #[arg(long, value_enum, default_value_t)]
        format: check::Format,
        /// List every rule with what must hold, and check nothing.
        #[arg(long, conflicts_with = "explain")]
        rules: bool,
        /// Explain one rule with an example of bad and good, and check nothing.
        #[arg(long, value_name = "RULE")]
        explain: Option<String>,
    },
    /// Write the published form of the contract: one YAML and one JSON file.
    Bundle {
        /// Where to write `call-engine.yaml` and `call-engine.json`.
        #[arg(long, value_name = "FOLDER", default_value = "target/contract")]
        out: PathBuf,
    },
    /// Write the published docs, and serve them on this machine when asked to.
    Docs {
        /// Where to write; folders of other versions in it stay.
        #[arg(long, value_name = "FOLDER", default_value = "target/docs-site")]
        out: PathBuf,
        /// Serve the folder at http://127.0.0.1:PORT until Ctrl-C; 0 takes a free port.
        #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "7090")]
        serve: Option<u16>,
    },
    /// Say what changed in the contract, whom it breaks, and which step of the version that is.
    ///
    /// Exit code: 0 when there is nothing at the level of `--fail-on`, 1 when there is, 2 when the comparison cannot be
    /// made.
    Diff {
        /// A revision of git, a folder like `spec`, a bundle, or `last-release`; by default where this branch began.
        base: Option<String>,
        /// How to write it.
        #[arg(long, value_enum, default_value_t = diff::Format::Text)]
        format: diff::Format,
        /// What makes the exit code 1.
        #[arg(long, value_enum, default_value_t = diff::FailOn::Breaking)]
        fail_on: diff::FailOn,
        /// Print the table of rules, who breaks by what, and compare nothing.
        #[arg(long, conflicts_with = "explain")]
        rules: bool,
        /// Explain one rule, such as `enum-widened`, and compare nothing.
        #[arg(long, value_name = "RULE")]
        explain: Option<String>,
    },
    /// Run the snapshot tests and accept what they see.
    Accept,
    /// Make a release: check that everything is ready, write changelog and versions, build every archive alone.
    Release {
        /// The version, such as `0.2.0`; the date of the API becomes its build metadata.
        version: String,
        /// Do everything in a copy and write nothing here.
        #[arg(long)]
        dry_run: bool,
        /// The day in the changelog; today by default.
        #[arg(long, value_name = "DATE")]
        date: Option<jiff::civil::Date>,
    },
    /// Build the command line for people: program, completions, manual, licence and README, in a folder and an archive.
    Dist {
        /// Where to write.
        #[arg(long, value_name = "FOLDER", default_value = "target/dist")]
        out: PathBuf,
        /// The platform to build for, as rustc calls it; this one by default.
        #[arg(long, value_name = "TRIPLE")]
        target: Option<String>,
        /// The profile to build with.
        #[arg(long, value_name = "PROFILE", default_value = "release")]
        profile: String,
    },
    /// Run the proofs that are too heavy for every commit.
    Prove {
        /// Run only the proofs whose name contains this text.
        filter: Option<String>,
    },
}

fn main() -> ExitCode {
    if let Some(code) = prove::rustc_time::stand_in() {
        return code;
    }
    let arguments = Arguments::parse();
    let repository = Repository::new(arguments.root);
    let outcome = match arguments.verb {
        Verb::Generate { watch: true, .. } => watch::run(&repository),
        Verb::Generate { check, .. } => generate::run(&repository, check),
        Verb::Check { rules: true, .. } => check::rules(),
        Verb::Check {
            explain: Some(rule),
            ..
        } => check::explain(&rule),
        Verb::Check { format, .. } => check::run(&repository, format),
        Verb::Bundle { out } => generate::bundle(&repository, &out),
        Verb::Docs { out, serve } => docs::run(&repository, &out, serve),
        Verb::Diff { rules: true, .. } => diff::rules(),
        Verb::Diff {
            explain: Some(rule),
            ..
        } => diff::explain(&rule),
        Verb::Diff {
            base,
            format,
            fail_on,
            ..
        } => return diff::run(&repository, base.as_deref(), format, fail_on),
        Verb::Accept => snapshots::accept(&repository),
        Verb::Release {
            version,
            dry_run,
            date,
        } => release::run(
            &repository,
            &release::Wish {
                version: &version,
                date: date.unwrap_or_else(release::today),
                dry_run,
            },
        ),
        Verb::Dist {
            out,
            target,
            profile,
        } => dist::run(&repository, &out, target.as_deref(), &profile),
        Verb::Prove { filter } => prove::run(&repository, filter.as_deref()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
