//! The whole command tree: no flag comes or goes unseen.

use std::process::Command;

#[test]
fn the_command_line_tree_is_known() {
    let output = Command::new(env!("CARGO_BIN_EXE_call-engine"))
        .arg("help-tree")
        .output()
        .expect("the command line");
    assert!(output.status.success());
    let tree = String::from_utf8(output.stdout).expect("text");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("command_line_tree", tree);
    });
}
