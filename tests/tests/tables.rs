//! The tables people and programs read: commands and codes.

use std::fmt::Write as _;

use call_engine::{CodeInfo, operations};

#[test]
fn the_operation_table_is_the_contract() {
    let mut table = String::new();
    for operation in operations::OPERATIONS {
        let _ = writeln!(
            table,
            "{}\n  {}\n  {}\n  {:?}, {} per second, payload: {}\n  codes {:?}\n  {}",
            operation.id(),
            operation.path(),
            operation.summary(),
            operation.effect(),
            operation.rate_limit(),
            operation.answers_payload(),
            operation.error_codes(),
            operation.source().join(", "),
        );
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("operation_table", table);
    });
}

#[test]
fn the_error_catalogue_is_the_contract() {
    let mut table = String::new();
    for info in CodeInfo::all() {
        let about = info.about().map(|about| format!(", about {about:?}"));
        let about = about.unwrap_or_default();
        let _ = writeln!(
            table,
            "{} {} ({:?}{about}, retry {:?}, may have run: {})\n  {}\n  {}",
            info.code(),
            info.name(),
            info.family(),
            info.retry(),
            info.may_have_run(),
            info.meaning(),
            info.remedy(),
        );
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("error_catalogue", table);
    });
}
