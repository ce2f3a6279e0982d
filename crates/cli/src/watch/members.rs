//! Who is in the call, and what changes from look to look.

use std::fmt;
use std::time::Duration;

use anstyle::Style;
use call_engine::types::{CallMember, CalleeResult, MemberStatus};

use crate::output::{ASIDE, BAD, GOOD, WAITING};

/// What a member does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Was not invited, with the code that says why.
    NotInvited(i64),
    /// Was invited, and was not seen yet.
    Invited,
    /// Is rung.
    Ringing,
    /// Is in the call.
    InCall,
    /// Was invited or rang, and is not there.
    Gone,
    /// Was in the call and is no longer there.
    Left,
    /// A status this program does not know, as it came.
    Other(String),
}

impl State {
    /// The word for programs.
    pub fn word(&self) -> &str {
        match self {
            Self::NotInvited(_) => "not_invited",
            Self::Invited => "invited",
            Self::Ringing => "ringing",
            Self::InCall => "in_call",
            Self::Gone => "gone",
            Self::Left => "left",
            Self::Other(status) => status,
        }
    }

    pub fn style(&self) -> Style {
        match self {
            Self::NotInvited(_) | Self::Gone => BAD,
            Self::Invited | Self::Ringing => WAITING,
            Self::InCall => GOOD,
            Self::Left => ASIDE,
            Self::Other(_) => Style::new(),
        }
    }

    fn seen(member: &CallMember) -> Self {
        match &member.status {
            Some(MemberStatus::Waiting) => Self::Ringing,
            Some(MemberStatus::Calling) => Self::InCall,
            Some(other) => Self::Other(other.to_string()),
            None => Self::Other(String::new()),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInvited(code) => write!(f, "not invited ({code})"),
            Self::Invited => f.write_str("invited"),
            Self::Ringing => f.write_str("rings"),
            Self::InCall => f.write_str("in the call"),
            // The service does not say which; the record does, of a call to one person.
            Self::Gone => f.write_str("does not ring: refused, busy or out of time"),
            Self::Left => f.write_str("left"),
            Self::Other(status) if status.is_empty() => f.write_str("-"),
            Self::Other(status) => f.write_str(status),
        }
    }
}

/// A member as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub user: String,
    pub state: State,
    /// When that was seen first, counted from the beginning.
    pub since: Duration,
    /// Whether it was seen ringing and then in the call.
    answered: bool,
    /// Why it is no longer there, if a webhook said so.
    why: Option<String>,
}

impl Member {
    /// What it does, in words.
    pub fn told(&self) -> String {
        told(&self.state, self.why.as_deref())
    }
}

/// A state in words, with the reason if it is known.
fn told(state: &State, why: Option<&str>) -> String {
    match (state, why) {
        (State::Gone | State::Left, Some(why)) => why.to_owned(),
        (state, _) => state.to_string(),
    }
}

/// A member that does something else now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub user: String,
    pub before: Option<State>,
    pub now: State,
    /// Why it is no longer there, if a webhook said so.
    pub why: Option<String>,
}

impl Change {
    /// What happened, in words.
    pub fn told(&self) -> String {
        match (&self.before, &self.now) {
            (Some(State::Ringing), State::InCall) => "answered".to_owned(),
            (_, now) => told(now, self.why.as_deref()),
        }
    }
}

/// The members of a call.
#[derive(Debug, Clone, Default)]
pub struct Members {
    robot: Option<String>,
    list: Vec<Member>,
    /// Why somebody leaves who was still there at the last look.
    reasons: Vec<(String, String)>,
}

impl Members {
    /// Of a call whose robot may be known.
    pub fn new(robot: Option<String>) -> Self {
        Self {
            robot,
            ..Self::default()
        }
    }

    pub fn list(&self) -> &[Member] {
        &self.list
    }

    pub fn is_robot(&self, user: &str) -> bool {
        self.robot.as_deref() == Some(user)
    }

    pub fn somebody_rings(&self) -> bool {
        self.list.iter().any(|one| one.state == State::Ringing)
    }

    /// Notes who is to be rung, and who was not invited in the first place.
    pub fn invite(&mut self, callees: &[String], results: &[CalleeResult]) {
        for callee in callees {
            let result = results.iter().find(|one| one.callee_account() == callee);
            let code = result.and_then(|one| one.result_code).unwrap_or_default();
            let state = match code {
                0 => State::Invited,
                code => State::NotInvited(code),
            };
            self.set(callee, state, Duration::ZERO);
        }
    }

    /// Takes what was seen and gives what is new.
    pub fn look(&mut self, seen: &[CallMember], at: Duration) -> Vec<Change> {
        let mut changes = Vec::new();
        for member in seen {
            changes.extend(self.set(member.user_account(), State::seen(member), at));
        }
        let is_there = |user: &str| seen.iter().any(|member| member.user_account() == user);
        let missing = self.list.iter().filter(|one| !is_there(&one.user));
        let missing: Vec<(String, State)> = missing
            .filter_map(|one| {
                let now = match one.state {
                    State::Invited | State::Ringing => State::Gone,
                    State::InCall | State::Other(_) => State::Left,
                    State::NotInvited(_) | State::Gone | State::Left => return None,
                };
                Some((one.user.clone(), now))
            })
            .collect();
        for (user, now) in missing {
            changes.extend(self.set(&user, now, at));
        }
        changes
    }

    /// Notes why somebody is no longer there; gives what is new by it.
    pub fn hear(&mut self, user: &str, why: String) -> Option<Change> {
        let gone = |one: &&mut Member| matches!(one.state, State::Gone | State::Left);
        let known = self.list.iter_mut().find(|one| one.user == user);
        let Some(member) = known.filter(gone) else {
            self.reasons.push((user.to_owned(), why));
            return None;
        };
        if member.why.is_some() {
            return None;
        }
        member.why = Some(why.clone());
        Some(Change {
            user: user.to_owned(),
            before: Some(member.state.clone()),
            now: member.state.clone(),
            why: Some(why),
        })
    }

    /// The reason that was heard before.
    fn reason(&mut self, user: &str, now: &State) -> Option<String> {
        if !matches!(now, State::Gone | State::Left) {
            return None;
        }
        let place = self.reasons.iter().position(|(who, _)| who == user)?;
        Some(self.reasons.swap_remove(place).1)
    }

    fn set(&mut self, user: &str, now: State, at: Duration) -> Option<Change> {
        let why = self.reason(user, &now);
        let known = self.list.iter_mut().find(|one| one.user == user);
        let before = match known {
            Some(one) if one.state == now => return None,
            Some(one) => {
                one.answered |= one.state == State::Ringing && now == State::InCall;
                one.since = at;
                one.why.clone_from(&why);
                Some(std::mem::replace(&mut one.state, now.clone()))
            }
            None => {
                self.list.push(Member {
                    user: user.to_owned(),
                    state: now.clone(),
                    since: at,
                    answered: false,
                    why: why.clone(),
                });
                None
            }
        };
        Some(Change {
            user: user.to_owned(),
            before,
            now,
            why,
        })
    }

    /// Who has answered and is in the call.
    ///
    /// Nothing says who of the members is the robot, which may be listed or not (C-8). Where it is not known, people
    /// are those who were seen ringing before; and all of them when two are in the call, or when one is and nobody rings.
    pub fn answered(&self) -> Vec<&str> {
        let inside = || {
            let inside = self.list.iter().filter(|one| one.state == State::InCall);
            inside.filter(|one| !self.is_robot(&one.user))
        };
        let all = self.robot.is_some() || inside().count() > 1 || !self.somebody_rings();
        let people = inside().filter(|one| all || one.answered);
        people.map(|one| one.user.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    fn seen(list: Value) -> Vec<CallMember> {
        from_value(list).expect("members")
    }

    fn look(members: &mut Members, list: &[(&str, &str)]) -> Vec<String> {
        let list = list
            .iter()
            .map(|(user, status)| json!({"User_Account": user, "Status": status}));
        let changes = members.look(&seen(list.collect()), Duration::from_secs(1));
        changes
            .iter()
            .map(|one| format!("{} {}", one.user, one.told()))
            .collect()
    }

    #[test]
    fn each_change_is_told_once() {
        let mut members = Members::new(None);
        let nothing: [&str; 0] = [];
        let ringing = [
            ("robot", "Calling"),
            ("jack", "Waiting"),
            ("jill", "Waiting"),
        ];
        assert_eq!(
            look(&mut members, &ringing),
            ["robot in the call", "jack rings", "jill rings"]
        );
        assert_eq!(look(&mut members, &ringing), nothing);
        assert_eq!(
            look(&mut members, &[("robot", "Calling"), ("jack", "calling")]),
            [
                "jack answered",
                "jill does not ring: refused, busy or out of time"
            ]
        );
        assert_eq!(look(&mut members, &[("robot", "Calling")]), ["jack left"]);
        assert_eq!(look(&mut members, &[("robot", "Calling")]), nothing);
        // Somebody may be rung again, and a status may be new.
        assert_eq!(
            look(&mut members, &[("robot", "Thinking"), ("jill", "Waiting")]),
            ["robot Thinking", "jill rings"]
        );
    }

    #[test]
    fn who_answered_is_known_with_and_without_the_robot() {
        let nobody: [&str; 0] = [];
        let of = |robot: Option<&str>, list: &[(&str, &str)]| {
            let mut members = Members::new(robot.map(str::to_owned));
            look(&mut members, list);
            members
                .answered()
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let alone = [("robot", "Calling"), ("jack", "Waiting")];
        assert_eq!(of(None, &alone), nobody);
        assert_eq!(of(Some("robot"), &alone), nobody);
        assert_eq!(of(Some("rob"), &alone), ["robot"]);
        let both = [("robot", "Calling"), ("jack", "Calling")];
        assert_eq!(of(Some("robot"), &both), ["jack"]);
        assert_eq!(of(None, &both), ["robot", "jack"]);
        assert_eq!(of(None, &[("jack", "Calling")]), ["jack"]);
        assert_eq!(of(None, &[("jack", "Waiting")]), nobody);

        let mut members = Members::new(None);
        look(&mut members, &[("jack", "Waiting"), ("jill", "Waiting")]);
        look(&mut members, &[("jack", "Calling"), ("jill", "Waiting")]);
        assert_eq!(members.answered(), ["jack"]);
    }

    #[test]
    fn why_somebody_left_is_told_whenever_it_is_heard() {
        let mut members = Members::new(Some("robot".to_owned()));
        let both = [("jack", "Waiting"), ("jill", "Calling")];
        look(&mut members, &both);
        assert_eq!(members.hear("jack", "refused".to_owned()), None);
        assert_eq!(look(&mut members, &[]), ["jack refused", "jill left"]);
        let later = members.hear("jill", "hung up".to_owned()).expect("news");
        assert_eq!(later.told(), "hung up");
        assert_eq!(members.hear("jill", "hung up".to_owned()), None);
        // Of somebody who is rung again nothing is known any more.
        assert_eq!(look(&mut members, &[("jill", "Waiting")]), ["jill rings"]);
        let told = look(&mut members, &[]);
        assert_eq!(told, ["jill does not ring: refused, busy or out of time"]);
    }

    #[test]
    fn whoever_was_invited_and_never_seen_is_told_too() {
        let mut members = Members::new(Some("robot".to_owned()));
        let results: Vec<CalleeResult> = from_value(json!([
            {"Callee_Account": "jack", "ResultCode": 0},
            {"Callee_Account": "jill", "ResultCode": 70107},
        ]))
        .expect("results");
        members.invite(&["jack", "jill", "rose"].map(str::to_owned), &results);
        let told = |members: &Members| {
            let told = members.list().iter().map(|one| one.state.to_string());
            told.collect::<Vec<_>>()
        };
        assert_eq!(
            told(&members),
            ["invited", "not invited (70107)", "invited"]
        );
        assert_eq!(
            look(&mut members, &[("robot", "Calling"), ("rose", "Waiting")]),
            [
                "robot in the call",
                "rose rings",
                "jack does not ring: refused, busy or out of time"
            ]
        );
    }
}
