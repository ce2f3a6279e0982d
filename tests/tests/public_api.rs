//! Every public item of the published crates, so that no change of it goes unseen.

use promises::public_items;

#[test]
fn the_public_api_of_the_sdk_is_known() {
    let items = public_items("crates/call-engine/src");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("call_engine", items);
    });
}

#[test]
fn the_public_api_of_the_types_is_known() {
    let items = public_items("crates/types/src");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("call_engine_types", items);
    });
}

#[test]
fn the_public_api_of_usersig_is_known() {
    let items = public_items("crates/usersig/src");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("usersig", items);
    });
}
