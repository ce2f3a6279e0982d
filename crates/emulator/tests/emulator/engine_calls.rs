//! The pure engine: how calls go and how they end. No socket, no waiting.

use std::time::Duration;

use call_engine_emulator::engine::{
    Act, Answer, CallId, CallResult, Change, Command, Engine, EventKind, PhoneError, Refusal,
    StartCall, Status,
};
use call_engine_emulator::{ChosenRoom, Deciding, Options, Phone, Reaction, RoomKind, Shares};

const SECOND: u64 = 1_000;

fn engine() -> Engine {
    engine_with(|_| {})
}

fn engine_with(change: impl FnOnce(&mut Options)) -> Engine {
    let mut options = Options::default();
    change(&mut options);
    Engine::new(options, 1)
}

fn to(callees: &[&str]) -> StartCall {
    StartCall::new("robot", callees.iter().copied())
}

fn start(engine: &mut Engine, now: u64, callees: &[&str]) -> CallId {
    match engine.command(now, Command::StartCallByRobot(to(callees))) {
        Ok(Answer::Started { call_id, .. }) => call_id,
        other => panic!("{other:?}"),
    }
}

/// How a call ended, when, and when it had been answered.
fn ending(engine: &mut Engine, id: CallId) -> (CallResult, u64, Option<u64>) {
    engine
        .take_events()
        .into_iter()
        .find_map(|event| match event.kind {
            EventKind::Ended { record } if event.call_id == id => {
                Some((record.result, record.ended_at, record.accepted_at))
            }
            _ => None,
        })
        .expect("the call has ended")
}

fn set(engine: &mut Engine, user: &str, phone: Phone) {
    engine.phones_mut().set(user, phone);
}

fn after(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn a_call_nobody_answers_ends_when_the_ringing_does() {
    let mut engine = engine();
    set(&mut engine, "jack", Phone::Ignore);
    let id = start(&mut engine, 0, &["jack"]);
    assert_eq!(engine.next_due(), Some(30 * SECOND));
    engine.advance(30 * SECOND - 1);
    assert!(engine.call(id).is_some());
    // However late it is looked at, it ended in time.
    engine.advance(3_600 * SECOND);
    assert_eq!(
        ending(&mut engine, id),
        (CallResult::NotAnswer, 30 * SECOND, None)
    );
    assert_eq!(engine.next_due(), None);
}

#[test]
fn every_phone_leads_to_its_result() {
    for (phone, expected) in [
        (
            Phone::refuses_after(after(3)),
            (CallResult::Reject, 3 * SECOND, None),
        ),
        (Phone::Busy, (CallResult::CallBusy, 0, None)),
        (Phone::Unreachable, (CallResult::Offline, 0, None)),
        (Phone::Manual, (CallResult::NotAnswer, 30 * SECOND, None)),
        (
            Phone::answers_after(after(2)).then_hangs_up_after(after(5)),
            (CallResult::NormalEnd, 7 * SECOND, Some(2 * SECOND)),
        ),
        // In the last moment is in time, later is not.
        (
            Phone::answers_after(after(30)).then_hangs_up_after(after(1)),
            (CallResult::NormalEnd, 31 * SECOND, Some(30 * SECOND)),
        ),
        (
            Phone::answers_after(after(31)),
            (CallResult::NotAnswer, 30 * SECOND, None),
        ),
    ] {
        let mut engine = engine();
        set(&mut engine, "jack", phone);
        let id = start(&mut engine, 0, &["jack"]);
        engine.advance(60 * SECOND);
        assert_eq!(ending(&mut engine, id), expected, "{phone:?}");
        assert_eq!(engine.next_due(), None, "{phone:?} leaves no timer");
    }
}

#[test]
fn an_answered_call_goes_on_after_the_ring_time_out() {
    let mut engine = engine();
    set(&mut engine, "jack", Phone::answers_after(after(1)));
    let id = start(&mut engine, 0, &["jack"]);
    engine.advance(24 * 3_600 * SECOND);
    assert_eq!(
        engine.call(id).unwrap().status("jack"),
        Some(Status::Calling)
    );
}

#[test]
fn in_a_group_those_who_do_not_answer_leave_and_the_others_go_on() {
    let mut engine = engine();
    set(&mut engine, "a", Phone::answers_after(after(1)));
    set(&mut engine, "b", Phone::answers_after(after(2)));
    set(&mut engine, "c", Phone::refuses_after(after(3)));
    set(&mut engine, "d", Phone::Ignore);
    let id = start(&mut engine, 0, &["a", "b", "c", "d"]);
    engine.advance(31 * SECOND);
    let members: Vec<&str> = engine
        .call(id)
        .unwrap()
        .members
        .iter()
        .map(|m| &*m.user)
        .collect();
    assert_eq!(members, ["robot", "a", "b"]);
    engine.by_hand(40 * SECOND, id, "a", Act::HangUp).unwrap();
    assert!(engine.call(id).is_some());
    engine
        .by_hand(50 * SECOND, id, "robot", Act::HangUp)
        .unwrap();
    assert_eq!(
        ending(&mut engine, id),
        (CallResult::NormalEnd, 50 * SECOND, Some(SECOND))
    );
}

#[test]
fn the_last_to_leave_an_unanswered_group_decides_unless_the_first_shall() {
    for (deciding, result) in [
        (Deciding::Last, CallResult::NotAnswer),
        (Deciding::First, CallResult::Reject),
    ] {
        let mut engine = engine_with(|options| options.unanswered_group = deciding);
        set(&mut engine, "a", Phone::refuses_after(after(1)));
        let id = start(&mut engine, 0, &["a", "b"]);
        engine.advance(30 * SECOND);
        assert_eq!(ending(&mut engine, id).0, result);
    }
}

#[test]
fn ending_by_command_gives_cancel_before_the_answer_and_normal_end_after() {
    for (answered, result) in [(false, CallResult::Cancel), (true, CallResult::NormalEnd)] {
        let mut engine = engine();
        let id = start(&mut engine, 0, &["jack"]);
        if answered {
            engine.by_hand(SECOND, id, "jack", Act::Answer).unwrap();
        }
        let end = Command::EndCall {
            call_id: id.to_string(),
        };
        assert!(matches!(
            engine.command(2 * SECOND, end.clone()),
            Ok(Answer::Done)
        ));
        assert_eq!(ending(&mut engine, id).0, result);
        assert_eq!(
            engine.command(2 * SECOND, end).unwrap_err(),
            Refusal::NoSuchCall
        );
    }
}

#[test]
fn a_robot_that_hangs_up_before_the_answer_cancels() {
    let mut engine = engine();
    let id = start(&mut engine, 0, &["jack", "rose"]);
    engine.by_hand(SECOND, id, "robot", Act::HangUp).unwrap();
    assert_eq!(ending(&mut engine, id), (CallResult::Cancel, SECOND, None));
}

#[test]
fn a_lost_member_ends_the_call_as_offline() {
    let mut engine = engine();
    let id = start(&mut engine, 0, &["jack"]);
    engine.by_hand(SECOND, id, "jack", Act::Answer).unwrap();
    engine.by_hand(2 * SECOND, id, "jack", Act::Lose).unwrap();
    engine.advance(32 * SECOND - 1);
    assert!(engine.call(id).is_some(), "the heartbeat is not over yet");
    engine.advance(32 * SECOND);
    let end = (CallResult::Offline, 32 * SECOND, Some(SECOND));
    assert_eq!(ending(&mut engine, id), end);
}

#[test]
fn a_device_that_is_lost_while_it_rings_leaves_unless_it_comes_back() {
    let mut engine = engine_with(|options| options.heartbeat = Duration::from_secs(7));
    let id = start(&mut engine, 0, &["jack", "rose", "anna"]);
    for user in ["jack", "rose"] {
        engine.by_hand(SECOND, id, user, Act::Lose).unwrap();
    }
    engine.by_hand(2 * SECOND, id, "rose", Act::Answer).unwrap();
    engine.advance(8 * SECOND);
    let call = engine.call(id).unwrap();
    assert_eq!(call.status("jack"), None);
    assert_eq!(call.status("rose"), Some(Status::Calling));
    assert_eq!(call.status("anna"), Some(Status::Waiting));
    // Nobody checks the robot.
    engine.by_hand(9 * SECOND, id, "robot", Act::Lose).unwrap();
    engine.advance(20 * SECOND);
    assert!(engine.call(id).is_some());
}

#[test]
fn a_flaky_phone_keeps_to_its_shares_and_repeats_with_the_seed() {
    let run = |seed| {
        let mut engine = Engine::new(Options::default(), seed);
        let shares = Shares {
            answers: 2,
            refuses: 1,
            unreachable: 1,
            ..Shares::NONE
        };
        let phone = Phone::flaky(shares, Duration::from_secs(1));
        engine.phones_mut().set("user-*", phone);
        let mut ids = Vec::new();
        for n in 0..1_000 {
            let callees = [format!("user-{n}"), format!("user-b{n}")];
            ids.push(start(&mut engine, 0, &[&callees[0], &callees[1]]));
        }
        engine.advance(SECOND);
        let answered = |(n, id): (usize, &CallId)| {
            let call = engine.call(*id);
            let is_in =
                |user: String| call.is_some_and(|call| call.status(&user) == Some(Status::Calling));
            [is_in(format!("user-{n}")), is_in(format!("user-b{n}"))]
        };
        ids.iter()
            .enumerate()
            .flat_map(answered)
            .collect::<Vec<bool>>()
    };
    let one = run(1);
    let count = one.iter().filter(|answered| **answered).count();
    assert!((900..1_100).contains(&count), "{count}");
    assert_eq!(one, run(1));
    assert_ne!(one, run(2));
}

#[test]
fn a_callee_in_a_call_is_busy_until_it_ends() {
    let mut engine = engine();
    let first = start(&mut engine, 0, &["jack"]);
    let second = start(&mut engine, 0, &["jack", "rose"]);
    assert_eq!(engine.call(second).unwrap().status("jack"), None);
    assert_eq!(
        engine.call(second).unwrap().status("rose"),
        Some(Status::Waiting)
    );
    assert!(
        engine.call(first).is_some(),
        "the first call is not disturbed"
    );
    engine.by_hand(SECOND, first, "jack", Act::Refuse).unwrap();
    let third = start(&mut engine, 2 * SECOND, &["jack"]);
    assert_eq!(
        engine.call(third).unwrap().status("jack"),
        Some(Status::Waiting)
    );
}

#[test]
fn callees_in_a_call_can_be_made_to_ring_again() {
    let mut engine = engine_with(|options| options.callees_in_a_call_are_busy = false);
    start(&mut engine, 0, &["jack"]);
    let second = start(&mut engine, 0, &["jack"]);
    assert_eq!(
        engine.call(second).unwrap().status("jack"),
        Some(Status::Waiting)
    );
}

#[test]
fn one_robot_can_call_many_times_at_once() {
    let mut engine = engine();
    for callee in ["a", "b", "c"] {
        start(&mut engine, 0, &[callee]);
    }
    assert_eq!(engine.calls().count(), 3);
}

#[test]
fn a_phone_told_by_hand_forgets_its_script() {
    let mut engine = engine();
    set(&mut engine, "jack", Phone::refuses_after(after(10)));
    let id = start(&mut engine, 0, &["jack"]);
    engine.by_hand(SECOND, id, "jack", Act::Answer).unwrap();
    engine.advance(20 * SECOND);
    assert!(engine.call(id).is_some());
    assert_eq!(
        engine.by_hand(0, id, "jack", Act::Refuse),
        Err(PhoneError::NotRinging)
    );
}

#[test]
fn events_name_who_changed_and_who_is_left() {
    let mut engine = engine();
    let id = start(&mut engine, 0, &["jack", "rose"]);
    engine.take_events();
    engine.by_hand(SECOND, id, "jack", Act::Answer).unwrap();
    engine.advance(30 * SECOND);
    let changes: Vec<_> = engine
        .take_events()
        .into_iter()
        .map(|event| match event.kind {
            EventKind::MembersChanged { members, changed } => (
                event.at,
                members.len(),
                changed[0].0.to_string(),
                changed[0].1,
            ),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        changes,
        [
            (SECOND, 3, "jack".to_owned(), Change::Accepted),
            (30 * SECOND, 2, "rose".to_owned(), Change::NotAnswered),
        ]
    );
}

#[test]
fn time_that_runs_back_changes_nothing() {
    let mut engine = engine();
    engine.advance(100 * SECOND);
    let id = start(&mut engine, 50 * SECOND, &["jack"]);
    assert_eq!(engine.call(id).unwrap().started_at, 100 * SECOND);
    engine.advance(0);
    assert!(engine.call(id).is_some());
    engine.advance(u64::MAX);
    assert!(engine.call(id).is_none());
}

#[test]
fn odd_callees_are_treated_as_chosen() {
    let call = |engine: &mut Engine, callees: &[&str]| {
        engine.command(0, Command::StartCallByRobot(to(callees)))
    };
    let mut lenient = engine_with(|options| options.robot_among_callees = Reaction::Accept);
    match call(&mut lenient, &["robot", "jack", "jack"]) {
        Ok(Answer::Started { results, .. }) => assert_eq!(results.len(), 1),
        other => panic!("{other:?}"),
    }
    let mut strict = engine_with(|options| {
        options.repeated_callees = Reaction::Refuse;
        options.max_callees = Some(2);
    });
    for callees in [&["jack", "jack"][..], &["robot"], &[], &["a", "b", "c"]] {
        let refusal = call(&mut strict, callees).unwrap_err();
        assert!(
            matches!(refusal, Refusal::InvalidParameter { .. }),
            "{callees:?}"
        );
    }
    assert_eq!(strict.calls().count(), 0);
    assert_eq!(strict.next_due(), None);
}

#[test]
fn a_call_without_callees_ends_at_once_if_it_is_accepted_at_all() {
    let mut engine = engine_with(|options| options.no_callees = Reaction::Accept);
    let id = start(&mut engine, 0, &[]);
    assert_eq!(ending(&mut engine, id), (CallResult::Cancel, 0, None));
    assert_eq!(engine.next_due(), None);
}

#[test]
fn busy_and_unreachable_callees_can_have_codes_of_their_own() {
    let mut engine = engine_with(|options| {
        options.busy_result_code = 7;
        options.unreachable_result_code = 8;
    });
    set(&mut engine, "busy", Phone::Busy);
    set(&mut engine, "lost", Phone::Unreachable);
    let answer = engine.command(0, Command::StartCallByRobot(to(&["busy", "jack", "lost"])));
    match answer {
        Ok(Answer::Started { results, .. }) => {
            let codes: Vec<i64> = results.into_iter().map(|(_, code)| code).collect();
            assert_eq!(codes, [7, 0, 8]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_call_without_a_room_gets_the_chosen_kind() {
    let room = |options: fn(&mut Options), id: Option<&str>, kind: Option<u8>| {
        let mut engine = engine_with(options);
        let mut call = to(&["jack"]);
        call.room_id = id.map(str::to_owned);
        call.room_kind = kind;
        engine.command(0, Command::StartCallByRobot(call)).unwrap();
        let room = engine.calls().next().unwrap().room.clone();
        (room.id.to_string(), room.kind)
    };
    let (id, kind) = room(|_| {}, None, None);
    assert!(
        id.starts_with("room-") && id.len() <= 64 && kind == 2,
        "{id}"
    );
    let (id, kind) = room(|_| {}, None, Some(1));
    assert!(id.parse::<u32>().unwrap() >= 1 && kind == 1);
    let numeric: fn(&mut Options) = |o| o.room_when_absent = ChosenRoom::Numeric;
    assert_eq!(room(numeric, None, None).1, 1);
    assert_eq!(room(numeric, None, Some(2)).1, 2);
    let none: fn(&mut Options) = |o| o.room_when_absent = ChosenRoom::Empty;
    assert_eq!(room(none, None, None), (String::new(), 0));
    assert_eq!(room(|_| {}, Some("7"), None), ("7".to_owned(), 2));
    let untyped: fn(&mut Options) = |o| o.kind_of_untyped_room = RoomKind::Numeric;
    assert_eq!(room(untyped, Some("7"), None), ("7".to_owned(), 1));
    let lenient: fn(&mut Options) = |o| o.non_numeric_room = Reaction::Accept;
    assert_eq!(room(lenient, Some("x"), Some(1)), ("x".to_owned(), 1));
}

#[test]
fn the_robot_can_be_kept_out_of_the_list_of_members() {
    let mut engine = engine_with(|options| options.robot_in_user_list = false);
    let id = start(&mut engine, 0, &["jack"]);
    let info = Command::GetCallInfo {
        call_id: id.to_string(),
    };
    match engine.command(0, info) {
        Ok(Answer::CallInfo { members, .. }) => {
            assert_eq!(members.len(), 1);
            assert_eq!(&*members[0].0, "jack");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_hundred_thousand_calls_ring_out_at_once_and_leave_nothing_behind() {
    let mut engine = engine();
    for n in 0..100_000 {
        start(&mut engine, 0, &[format!("user-{n}").as_str()]);
    }
    engine.take_events();
    engine.advance(30 * SECOND);
    assert_eq!(engine.calls().count(), 0);
    assert_eq!(engine.next_due(), None);
    assert_eq!(engine.take_events().len(), 200_000);
}
