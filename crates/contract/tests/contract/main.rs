//! What the contract is read as, refused for and compared by: one program, so that it is linked once.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/defects.rs"]
mod defects;
#[path = "../common/specimen.rs"]
mod specimen;

mod bundle;
mod catalogue;
mod contradictions;
mod diff_documents;
mod diff_hostile;
mod diff_real;
mod diff_table;
mod files;
mod hostile;
mod ignores;
mod json_schema;
mod lint;
mod mutations;
mod reading;
mod refusals;
mod report;
mod rules;
mod seeded_defects;
mod yaml;
