//! What changed between two editions of the contract, and whom it breaks.
//!
//! | Module | Answers |
//! |---|---|
//! | `edition` | what is compared: document, catalogue, examples |
//! | [`rules`] | the table: who breaks by what |
//! | [`manual`] | the table for people |
//! | [`difference`] | what is told of one difference |
//! | `comparison` | what is compared next, and what is told of it |
//! | `unchanged` | what need not be compared |
//! | `view` | a schema as it is meant: references followed, `allOf` merged |
//! | `schema`, `bounds`, `fields`, `choices` | schemas, keyword by keyword |
//! | `operations`, `webhooks`, `parameters`, `bodies`, `security` | commands and webhooks |
//! | `words` | values in sentences |
//! | `whole`, `catalogue`, `examples` | the rest |
//! | [`report`] | the differences as text, Markdown and JSON |
//!
//! ```
//! use call_engine_contract::diff::{Edition, Level, diff};
//! use call_engine_contract::Sources;
//!
//! let edition = |limit: &str| {
//!     let text = format!(
//!         "{{openapi: 3.0.3, info: {{title: T, version: '1'}}, paths: {{/a: {{post: {{operationId: a, parameters: \
//!          [{{name: n, in: query, schema: {{type: integer, maximum: {limit}}}}}], responses: {{'200': {{description: Done.}}}}}}}}}}}}"
//!     );
//!     Edition::read(&Sources::bundle(text)).unwrap()
//! };
//! let differences = diff(&edition("9"), &edition("5"));
//! assert_eq!(differences[0].rule, "maximum-narrowed");
//! assert_eq!(differences[0].callers, Level::Breaking);
//! ```

mod bodies;
mod bounds;
mod catalogue;
mod choices;
mod comparison;
pub mod difference;
mod edition;
mod examples;
mod fields;
mod found;
pub mod manual;
mod operations;
mod parameters;
pub mod report;
pub mod rules;
mod schema;
mod security;
mod unchanged;
mod view;
mod webhooks;
mod whole;
mod words;

pub use difference::{Difference, Level, Step, step};
pub use edition::Edition;

/// Every difference between two editions, breaking ones first.
pub fn diff(base: &Edition, head: &Edition) -> Vec<Difference> {
    let mut comparison = comparison::Comparison::of(base, head);
    if !comparison.same {
        comparison.whole();
        comparison.operations();
        comparison.unused();
    }
    comparison.catalogue();
    comparison.examples();
    comparison.found.differences(base, head)
}
