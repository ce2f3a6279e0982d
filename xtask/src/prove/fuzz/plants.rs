//! A panic planted behind each target, and found: what fuzzing finds nothing with would find something.

use std::time::{Duration, Instant};

use super::laboratory::{Corpus, Laboratory, Run};

/// How long a planted panic may stay unfound.
const LIMIT: Duration = Duration::from_secs(600);

struct Plant {
    target: &'static str,
    what: &'static str,
    path: &'static str,
    from: &'static str,
    to: &'static str,
}

const PLANTS: &[Plant] = &[
    Plant {
        target: "webhook",
        what: "an account beyond the signed integers",
        path: "crates/types/src/text.rs",
        from: "text: number.to_string(),\n                    was_integer: true,\n",
        to: "text: i64::try_from(number).expect(\"a small number\").to_string(),\n                    was_integer: true,\n",
    },
    Plant {
        target: "answer",
        what: "a numeric room that is no number",
        path: "crates/types/src/room.rs",
        from: "Err(_) => Some(Self::Text(id.to_owned())),",
        to: "Err(_) => unreachable!(\"a numeric room is a number\"),",
    },
    Plant {
        target: "usersig",
        what: "a userbuf that ends inside a text",
        path: "crates/usersig/src/userbuf.rs",
        from: ".split_at_checked(length)\n                .ok_or(UserBufError::TooShort)?;",
        to: ".split_at(length);",
    },
    Plant {
        target: "contract",
        what: "a reference to a whole file",
        path: "crates/contract/src/assembly.rs",
        from: "reference.split_once('#').unwrap_or((&reference, \"\"))",
        to: "reference.split_once('#').expect(\"a place in a file\")",
    },
];

/// Plants each, and fails when it is not found.
pub fn found(laboratory: &Laboratory) -> Result<(), String> {
    for plant in PLANTS {
        let Plant { target, what, .. } = plant;
        laboratory.checkout.edit(plant.path, plant.from, plant.to)?;
        let built = laboratory.build(&[target]);
        laboratory.checkout.restore()?;
        built?;
        // Without what earlier runs have learnt.
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let corpus = Corpus::empty(&laboratory.checkout, folder.path(), target)?;
        let started = Instant::now();
        match laboratory.run(target, &corpus, LIMIT)? {
            Run::Crash { input, text } if text.contains(&panicked(plant.path)) => println!(
                "   {target}: {what} is found after {:.1} s: {}",
                started.elapsed().as_secs_f64(),
                input.chars().take(120).collect::<String>()
            ),
            Run::Crash { input, text } => {
                return Err(format!(
                    "{target} fails elsewhere than planted, on {input}:\n{text}"
                ));
            }
            Run::Clean { last, .. } => {
                return Err(format!("{target}: {what} is planted and not found: {last}"));
            }
        }
    }
    Ok(())
}

/// How a panic names the file, as the compiler was given it.
fn panicked(path: &str) -> String {
    let name = path.strip_prefix("crates/").unwrap_or(path);
    format!("{name}:")
}
