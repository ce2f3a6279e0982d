use std::time::{Duration, Instant};

use crate::stage::{bare, run};

#[test]
fn demo_tells_both_calls_from_ring_to_record() {
    let began = Instant::now();
    let demo = run(&mut bare(&["demo"]));
    let story = demo.data();
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
    for step in ["A call to one person", "A call to a group"] {
        assert_eq!(story.matches(step).count(), 1, "{story}");
    }
    for step in [
        "start_call_by_robot   ",
        "get_call_info   ",
        "end_call   ",
        "get_record_by_callid   ",
    ] {
        assert_eq!(story.matches(step).count(), 2, "{step}\n{story}");
    }
    assert_eq!(story.matches("Waiting -> Calling").count(), 4, "{story}");
    assert_eq!(story.matches("  Result   NormalEnd").count(), 2, "{story}");
    assert_eq!(story.matches("SingleCall").count(), 1);
    assert_eq!(story.matches("MultiCall").count(), 1);
    assert!(
        story.contains("emulator") && story.contains("clock is turned ahead"),
        "{story}"
    );
    assert_eq!(demo.stderr, "");
}

#[test]
fn demo_calls_other_people_each_time() {
    let calls = || {
        let demo = run(&mut bare(&["demo"]));
        let lines = demo.data().lines();
        lines
            .filter(|line| line.contains("CallId"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_ne!(calls(), calls());
}

#[test]
fn demo_heeds_no_credentials_of_the_environment() {
    let mut command = bare(&["demo"]);
    command
        .env("CALL_ENGINE_ENDPOINT", "http://127.0.0.1:1")
        .env("CALL_ENGINE_SECRET_KEY", "not a key");
    run(&mut command).data();
}
