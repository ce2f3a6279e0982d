//! The contract of the Tencent RTC Call REST API as a model.
//!
//! The contract is one OpenAPI 3.0 document, an error catalogue and a folder of examples. This crate reads them
//! and says what they mean; it knows nothing of Rust code, of generators or of where files live.
//!
//! | Module | Answers |
//! |---|---|
//! | [`sources`] | which texts make up a contract |
//! | [`yaml`] | what a YAML text says, and on which line |
//! | [`document`] | the OpenAPI document: values, lines, references |
//! | [`contract`] | commands, components, webhooks, sites, catalogue, examples |
//! | [`pattern`] | which characters and lengths a `pattern` allows |
//! | [`json_schema`] | a component as a self-contained JSON Schema |
//! | [`bundle`] | the published form: one document with everything in it |
//! | [`lint`] | what a maintainer must not forget |
//! | [`contradictions`], [`documents`] | where the vendor's documents disagree, and which documents there are |
//! | [`diff`] | what changed between two editions, and whom it breaks |
//! | [`finding`] | a message with place and remedy |
//! | [`report`] | findings as texts, with the line shown |
//!
//! ```
//! use call_engine_contract::{Contract, Sources};
//!
//! let mut sources = Sources::new();
//! sources.add("call-engine.yaml", "openapi: 3.1.0\n");
//! let findings = Contract::load(&sources).unwrap_err();
//! assert!(findings[0].to_string().starts_with("call-engine.yaml:1: "));
//! ```

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod assembly;
mod beside;
pub mod bundle;
pub mod catalogue;
pub mod contract;
pub mod contradictions;
pub mod diff;
pub mod document;
pub mod documents;
pub mod examples;
pub mod finding;
pub mod json_schema;
pub mod lint;
mod near;
pub mod pattern;
mod places;
mod reading;
pub mod report;
pub mod sources;
mod tabular;
mod version;
pub mod yaml;

pub use contract::Contract;
pub use document::Document;
pub use finding::{Finding, Place};
pub use sources::Sources;
