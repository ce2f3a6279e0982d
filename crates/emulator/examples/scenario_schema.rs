//! Prints the JSON Schema of scenario files, for `crates/emulator/scenario.schema.json`.

use call_engine_emulator::scenario::Scenario;

fn main() {
    println!("{:#}", Scenario::schema());
}
