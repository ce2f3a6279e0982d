//! A call as it is watched at a terminal.

use crate::stage::Stage;
use crate::terminal::{CTRL_C, ROWS, Terminal};

fn watched(stage: &Stage, id: &str, more: &[&str]) -> Terminal {
    let words = [
        "call",
        "watch",
        id,
        "--robot",
        "robot",
        "--interval",
        "200ms",
    ];
    Terminal::run(&stage.command(&[&words[..], more].concat()))
}

#[test]
fn a_call_is_watched_in_place_and_ended_after_a_question() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let mut terminal = watched(&stage, &id, &["--ring", "30s"]);
    let ringing = terminal.see(&[&id, "jack", "rings", "at most", "calls, as the robot"]);
    assert!(!ringing.contains("Result"), "{ringing}");

    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    let answered = terminal.see(&["in the call"]);
    assert!(!answered.contains("rings"), "{answered}");
    assert_eq!(answered.matches("MEMBER").count(), 1, "{answered}");
    assert_eq!(answered.matches("jack").count(), 1, "{answered}");

    terminal.press(CTRL_C);
    terminal.see(&["End the call for everybody? [y/N]"]);
    terminal.press("y\n");
    let over = terminal.ended(0);
    for part in [
        "jack    in the call",
        "The call is over",
        "Result   NormalEnd",
    ] {
        assert!(over.contains(part), "{part}:\n{over}");
    }
    assert_eq!(over.matches("MEMBER").count(), 1, "{over}");
    stage.run(&["call", "info", &id]).failed(4);
}

#[test]
fn whoever_leaves_is_told_how_to_end_the_call() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    for keys in ["\n", "n\n", CTRL_C] {
        let mut terminal = watched(&stage, &id, &[]);
        terminal.see(&["rings"]);
        terminal.press(CTRL_C);
        terminal.see(&["[y/N]"]);
        terminal.press(keys);
        let left = terminal.ended(130);
        assert!(
            left.contains(&format!("call-engine call end {id}")),
            "{left}"
        );
    }
    let mut terminal = watched(&stage, &id, &["--no-end"]);
    terminal.see(&["rings"]);
    terminal.press(CTRL_C);
    let left = terminal.ended(130);
    assert!(!left.contains("[y/N]"), "{left}");
    stage.run(&["call", "info", &id]).data();
}

#[test]
fn a_call_that_is_started_is_watched_until_it_ends_by_itself() {
    let stage = Stage::new();
    let words = [
        "call",
        "start",
        "--robot",
        "robot",
        "--callee",
        "jack",
        "--callee",
        "jill",
        "--watch",
        "--exit-status",
    ];
    let terminal = Terminal::run(&stage.command(&words));
    let ringing = terminal.see(&["jack    rings", "jill    rings", "at most"]);
    let id = ringing.split_whitespace().nth(1).expect("a CallId");
    stage.emulator.answer(id, "jack").expect("a ringing phone");
    terminal.see(&["jack    in the call", "jill    rings"]);
    stage.emulator.refuse(id, "jill").expect("a ringing phone");
    terminal.see(&["jill    does not ring"]);
    stage
        .emulator
        .hang_up(id, "jack")
        .expect("a phone in the call");
    let over = terminal.ended(0);
    assert!(over.contains("Result   NormalEnd"), "{over}");
}

#[test]
fn without_colours_it_is_drawn_in_place_all_the_same() {
    let stage = Stage::new();
    let id = stage.start_call("jack");
    let words = [
        "call",
        "watch",
        &id,
        "--interval",
        "200ms",
        "--color",
        "never",
    ];
    let terminal = Terminal::run(&stage.command(&words));
    terminal.see(&["rings"]);
    stage.emulator.answer(&id, "jack").expect("a ringing phone");
    let answered = terminal.see(&["jack    in the call"]);
    assert_eq!(answered.matches("MEMBER").count(), 1, "{answered}");
    let screen = terminal.screen();
    let cell = |row| screen.screen().cell(row, 8).expect("a cell").fgcolor();
    assert!((0..ROWS).all(|row| cell(row) == vt100::Color::Default));
}
