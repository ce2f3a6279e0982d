//! What the workspace depends on: licences, sources and doubles, by `deny.toml`.

use super::checkout::Checkout;
use crate::repository::Repository;

/// Advisories are left out: they need a database from the network, which a proof must not depend on.
const CHECKS: [&str; 3] = ["bans", "licenses", "sources"];

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::of(repository);
    if !checkout.cargo(&["deny", "--version"])?.success {
        return Err("cargo-deny is not installed: `cargo install --locked cargo-deny`".to_owned());
    }
    let arguments = [&["deny", "--all-features", "check"][..], &CHECKS].concat();
    let text = checkout.cargo(&arguments)?.expect("cargo deny check")?;
    let verdict = text.lines().rev().find(|line| line.contains(" ok"));
    println!("   {}", verdict.unwrap_or("nothing found"));
    println!(
        "   advisories are not part of this proof: run `cargo deny check advisories` where the network is"
    );
    Ok(())
}
