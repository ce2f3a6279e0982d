//! From the contract to Rust: the client, its types, checks and tables, the command tree, the emulator's routes.
//!
//! ```text
//! Contract ─► view ─► progenitor ─► arranged by concept ─┐
//!     └────► enumerations, requests, operations, tables ─┴─► files
//! ```
//!
//! Both doors to generated code, the `generate` step of the workspace and the build scripts of the types and the client,
//! ask one [`Generator`]; the build scripts through [`types`] and [`client`].
//!
//! | Module | Makes |
//! |---|---|
//! | [`view`] | the document progenitor is handed: no credentials, no envelope, no constraints |
//! | [`modules`] | which component goes to which file |
//! | `refusals` | what of a contract Rust has no name for |
//! | [`wire`] | progenitor's client and types, arranged by concept |
//! | `enumerations` | open enumerations |
//! | `requests` | constructors, setters and `validate` of requests |
//! | `answers` | accessors of answers |
//! | `objects` | how requests, answers and events are read |
//! | `operations` | the table of commands and the methods of the client |
//! | `webhooks`, `catalogue`, `sites`, `schemas` | the tables of the same names |
//! | `command_tree`, `explanations`, `webhook_samples`, `routes` | the tables of the command line and the emulator |

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod answers;
mod catalogue;
mod command_tree;
mod docs;
mod enumerations;
mod explanations;
mod layout;
pub mod modules;
mod names;
mod objects;
mod operations;
mod page;
mod refusals;
mod render;
mod requests;
mod routes;
mod schemas;
mod sites;
mod threads;
pub mod view;
mod webhook_samples;
mod webhooks;
pub mod wire;

use call_engine_contract::contradictions::Contradiction;
use call_engine_contract::{Contract, Finding};

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Path below the folder of generated code, such as `types/call_record.rs`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// The generated code of the types crate: types, tables, checks.
///
/// # Errors
///
/// Findings that name the JSON pointer of what the generator cannot express.
pub fn types(contract: &Contract) -> Result<Vec<GeneratedFile>, Vec<Finding>> {
    let generator = Generator::new(contract)?;
    generator.types(&generator.wire()?)
}

/// The generated code of the client crate: progenitor's client and one method per command.
///
/// # Errors
///
/// Findings that name the JSON pointer of what the generator cannot express.
pub fn client(contract: &Contract) -> Result<Vec<GeneratedFile>, Vec<Finding>> {
    let generator = Generator::new(contract)?;
    generator.client(&generator.wire()?)
}

/// Makes files of a contract that Rust can express.
#[derive(Debug, Clone, Copy)]
pub struct Generator<'a> {
    contract: &'a Contract,
}

impl<'a> Generator<'a> {
    /// Checks that Rust has a name for everything in the contract.
    ///
    /// # Errors
    ///
    /// Findings that name the JSON pointer of what the generator cannot express.
    pub fn new(contract: &'a Contract) -> Result<Self, Vec<Finding>> {
        refusals::check(contract)?;
        Ok(Self { contract })
    }

    /// Runs progenitor; its types and its client go to different crates.
    ///
    /// # Errors
    ///
    /// A finding when progenitor refuses the view.
    pub fn wire(&self) -> Result<wire::Wire, Vec<Finding>> {
        wire::generate(self.contract)
    }

    /// The files of the types crate.
    ///
    /// # Errors
    ///
    /// A finding when a thread stops.
    pub fn types(&self, wire: &wire::Wire) -> Result<Vec<GeneratedFile>, Vec<Finding>> {
        let contract = self.contract;
        let modules = modules::Modules::of(contract);
        let in_requests = requests::components(contract);
        // The large files first: whoever is done with them takes small ones.
        let mut parts = vec![
            operations::table(contract),
            catalogue::file(contract),
            sites::file(contract),
            webhooks::file(contract),
            schemas::file(contract),
            render::Part::index(&[
                ("catalogue", "The error catalogue."),
                ("operations", "The table of commands."),
                ("schemas", "The JSON Schema of every wire type."),
                ("sites", "The sites."),
                ("types", "Every request, answer and event of the contract."),
                ("webhooks", "The webhooks as one type."),
            ]),
        ];
        parts.extend(wire::types(contract, &modules, &in_requests, wire));
        render::files(&parts)
    }

    /// The files of the client crate. `blocking.rs` is not in the index.
    ///
    /// # Errors
    ///
    /// A finding when a thread stops.
    pub fn client(&self, wire: &wire::Wire) -> Result<Vec<GeneratedFile>, Vec<Finding>> {
        render::files(&[
            operations::methods(self.contract),
            // The client's own map declares it, since not every build has it.
            operations::blocking(self.contract),
            wire::client(wire),
            render::Part::index(&[
                ("methods", "One method of the client per command."),
                ("wire", "The client progenitor made, and nothing around it."),
            ]),
        ])
    }

    /// The tables of the command line: its command tree, what it can explain, and the webhooks it can send.
    ///
    /// # Errors
    ///
    /// A finding when a thread stops.
    pub fn command_tree(
        &self,
        contradictions: &[Contradiction],
    ) -> Result<Vec<GeneratedFile>, Vec<Finding>> {
        render::files(&[
            command_tree::file(self.contract),
            webhook_samples::file(self.contract),
            explanations::file(self.contract, contradictions),
            render::Part::index(&[
                ("commands", "The command tree."),
                ("explanations", "What is explained besides codes."),
                ("webhooks", "The webhooks as they are written."),
            ]),
        ])
    }

    /// The route table of the emulator.
    ///
    /// # Errors
    ///
    /// A finding when a thread stops.
    pub fn routes(&self) -> Result<Vec<GeneratedFile>, Vec<Finding>> {
        render::files(&[
            routes::file(self.contract),
            render::Part::index(&[("routes", "The route table.")]),
        ])
    }
}
