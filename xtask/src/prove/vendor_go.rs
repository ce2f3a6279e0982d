//! Tickets against the vendor's Go package, which the module proxy does not offer: from a checkout that is named.

use std::path::Path;
use std::{env, fs};

use super::languages::tickets;
use super::workshop::{Workshop, needs};
use crate::repository::Repository;

/// Names a checkout of the package.
const CHECKOUT: &str = "CALL_ENGINE_VENDOR_GO";
const MODULE: &str = "github.com/tencentyun/tls-sig-api-v2-golang";

/// Compares both ways, or says what was not compared and how it would be.
pub fn prove(repository: &Repository) -> Result<(), String> {
    let Some(checkout) = env::var_os(CHECKOUT) else {
        println!(
            "   the vendor's Go package was not checked: {CHECKOUT}=FOLDER names a checkout of {MODULE}"
        );
        return Ok(());
    };
    let checkout = fs::canonicalize(&checkout)
        .map_err(|error| format!("{CHECKOUT}={}: {error}", Path::new(&checkout).display()))?;
    needs("go", "Go 1.25 or newer")?;
    let tickets = tickets(repository)?;
    let workshop = Workshop::open(repository, "go")?;
    // The requirement is written into a copy, since nobody without a checkout could meet it.
    for (from, to) in [("go.mod", "vendor.mod"), ("go.sum", "vendor.sum")] {
        fs::copy(workshop.path(from), workshop.path(to))
            .map_err(|error| format!("{from}: {error}"))?;
    }
    let require = format!("-require={MODULE}@v0.0.0");
    let replace = format!("-replace={MODULE}={}", checkout.display());
    workshop.run("go", &["mod", "edit", &require, &replace, "vendor.mod"])?;
    workshop
        .run(
            "go",
            &[
                "build",
                "-mod=mod",
                "-modfile=vendor.mod",
                "-tags=vendor_package",
                "-o",
                "out/",
                "./vendor_tickets",
            ],
        )
        .map_err(|error| format!("{CHECKOUT}={}: {error}", checkout.display()))?;
    let program = |what: &str| {
        let mut command = workshop.command(workshop.path("out/vendor_tickets"));
        command.arg(what);
        command
    };
    let both = tickets.compare(program)?;
    tickets.theirs_by_ours(&|_: &str| program("sign-userbuf"))?;
    println!(
        "   the vendor's Go package: {both}, and as many of theirs with a userbuf laid out by the documents"
    );
    Ok(())
}
