//! The published docs, made from the contract and a guide: files in memory, for any web server or none.
//!
//! Every link is relative, so a folder works under any prefix and from the file system. Nothing is loaded from the
//! network; without JavaScript everything but the search and the forms that try a command works.
//!
//! | Module | Makes |
//! |---|---|
//! | [`mod@site`] | the list of files: pages, assets, downloads, one folder per version |
//! | `page` | the frame around every page, its navigation, the templates |
//! | `command`, `webhook` | the page of a command and of a webhook |
//! | `fields` | tables of requests, answers and webhook bodies |
//! | `calls` | the same call in six languages |
//! | `reference` | error catalogue, sites, contradictions, documents |
//! | `rules` | what a change means, and what must hold in the contract |
//! | `guide`, `include` | Markdown pages with snippets of files that are compiled |
//! | `prose`, `code` | text with links to codes, commands, contradictions; coloured code |
//! | `downloads`, `search`, `llms` | what programs read |

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod calls;
mod choices;
mod code;
mod command;
mod downloads;
mod fields;
mod guide;
mod include;
mod llms;
mod page;
mod prose;
mod reference;
mod rules;
mod search;
pub mod site;
mod webhook;

pub use calls::rust_functions;
pub use guide::PAGES as GUIDE;
pub use site::{File, Material, site};
