//! Faults planted in a copy, each of which something must refuse in words that name it.

use super::checkout::{Checkout, Outcome};

/// A change that must not go unseen.
pub struct Planted<'a> {
    /// The fault, in a few words.
    pub what: &'a str,
    /// The file, from the root of the checkout.
    pub path: &'a str,
    pub from: &'a str,
    pub to: &'a str,
}

/// Plants a fault, looks with `look`, takes it out again; `told` finds the words that refuse it in what was printed.
pub fn refused(
    checkout: &Checkout,
    planted: &Planted<'_>,
    look: impl FnOnce(&Checkout) -> Result<Outcome, String>,
    told: impl FnOnce(&str) -> Option<&str>,
) -> Result<(), String> {
    checkout.edit(planted.path, planted.from, planted.to)?;
    let outcome = look(checkout);
    checkout.restore()?;
    let outcome = outcome?;
    match told(&outcome.text) {
        Some(line) if !outcome.success => {
            let begin: String = line.trim().chars().take(160).collect();
            println!("   {}:\n     {begin}", planted.what);
            Ok(())
        }
        _ => Err(format!(
            "{}: it is not refused as it should be:\n{}",
            planted.what, outcome.text
        )),
    }
}

/// The line that holds `words` in the message of a panic at `place`; the message begins on the line after its place.
pub fn panic<'a>(text: &'a str, place: &str, words: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(place)?;
    rest.lines().skip(1).find(|line| line.contains(words))
}
