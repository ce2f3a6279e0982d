//! What is shown of a call that is watched.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use call_engine::types::CallInfo;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::members::{Change, Members, State};
use super::outcome::Outcome;
use super::scene::Scene;
use crate::exit::Failure;
use crate::output::{ASIDE, Output, WAITING, talk, talk_as};
use crate::span;
use crate::table::{Cell, columns, plain};

/// How it is shown.
#[derive(Debug)]
pub enum Display {
    /// Redrawn in place, for somebody at a terminal.
    Live(Screen),
    /// A line for each change.
    Lines,
    /// Only the outcome.
    Outcome,
}

/// What is known at a moment.
pub struct View<'a> {
    pub call_id: &'a str,
    /// The call itself, once it was seen.
    pub info: Option<&'a CallInfo>,
    pub members: &'a Members,
    pub elapsed: Duration,
    /// What is left of the ring time-out, if it is known.
    pub ringing: Option<Duration>,
    /// Why the last look failed.
    pub trouble: Option<&'a str>,
}

impl Display {
    /// Redrawn where that is possible. `talkative`: other lines come in between.
    pub fn new(output: &Output, talkative: bool) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if output.is_for_people() && io::stdout().is_terminal() && !dumb && !talkative {
            Self::Live(Screen::default())
        } else {
            Self::Lines
        }
    }

    pub fn is_live(&self) -> bool {
        matches!(self, Self::Live(_))
    }

    /// Shows what is known, or what of it changed.
    pub fn show(
        &mut self,
        view: &View<'_>,
        changes: &[Change],
        output: &mut Output,
    ) -> Result<(), Failure> {
        match self {
            Self::Live(screen) => screen.draw(&frame(view, height()))?,
            Self::Lines => {
                for change in changes {
                    let value = item(
                        "member",
                        view,
                        &json!({
                            "user": change.user,
                            "state": change.now.word(),
                            "before": change.before.as_ref().map(State::word),
                            "why": change.why,
                        }),
                    );
                    output.item(&value, || line(view, change))?;
                }
            }
            Self::Outcome => {}
        }
        Ok(())
    }

    /// Shows the call itself, once.
    pub fn head(&mut self, view: &View<'_>, output: &mut Output) -> Result<(), Failure> {
        if let Self::Lines = self {
            let value = item("call", view, &json!({"call_info": view.info}));
            output.item(&value, || head(view))?;
        }
        Ok(())
    }

    /// Says that looking fails, or that it works again.
    pub fn trouble(&self, trouble: Option<&str>) {
        match (self, trouble) {
            (Self::Live(_), _) => {}
            (_, Some(trouble)) => talk_as(WAITING, "trouble", &format!("{trouble} Looking again.")),
            (_, None) => talk("It answers again."),
        }
    }

    /// Leaves what is drawn as it is: what comes next comes below, and is no picture.
    pub fn let_go(&mut self) {
        if let Self::Live(screen) = self {
            screen.is_done = true;
        }
    }

    /// Shows how it ended.
    pub fn outcome(
        &mut self,
        outcome: &Outcome,
        scene: &Scene,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let call_id = &scene.call_id;
        let value = outcome.value(call_id);
        if let Self::Outcome = self {
            if let Outcome::Left = outcome {
                return Ok(());
            }
            return output.value(&value, || outcome.told(scene));
        }
        let value = item("outcome", &scene.view(), &value);
        output.item(&value, || match outcome.told(scene) {
            told if told.is_empty() => told,
            told => format!("\n{told}"),
        })
    }
}

fn item(event: &str, view: &View<'_>, more: &Value) -> Value {
    let now = Timestamp::now().as_millisecond();
    let at = Timestamp::from_millisecond(now).map(|at| at.to_string());
    let mut value = json!({
        "event": event,
        "call_id": view.call_id,
        "at": at.unwrap_or_default(),
        "elapsed_ms": u64::try_from(view.elapsed.as_millis()).unwrap_or(u64::MAX),
    });
    if let (Some(fields), Some(more)) = (value.as_object_mut(), more.as_object()) {
        fields.extend(more.clone());
    }
    value
}

fn head(view: &View<'_>) -> String {
    let mut text = format!("Call {}", plain(view.call_id));
    if let Some(media) = view.info.and_then(|info| info.media_type.as_ref()) {
        let _ = write!(text, "  {}", plain(&media.to_string()));
    }
    if let Some(room) = view.info.and_then(CallInfo::room) {
        let _ = write!(text, "  room {}", plain(&room.to_string()));
    }
    text
}

fn line(view: &View<'_>, change: &Change) -> String {
    let robot = if view.members.is_robot(&change.user) {
        ", as the robot"
    } else {
        ""
    };
    let style = change.now.style();
    format!(
        "{:>6}  {}  {style}{}{style:#}{robot}",
        span::whole(view.elapsed),
        plain(&change.user),
        plain(&change.told()),
    )
}

/// The whole picture, in no more lines than the terminal has.
fn frame(view: &View<'_>, height: usize) -> String {
    let elapsed = span::whole(view.elapsed);
    let mut text = format!("{}  {ASIDE}{elapsed}{ASIDE:#}\n\n", head(view));
    let list = view.members.list();
    // Head, heading and what stands below.
    let most = height.saturating_sub(8).max(1);
    let shown = if list.len() > most {
        most - 1
    } else {
        list.len()
    };
    let rows = list[..shown].iter().map(|member| {
        let what = if view.members.is_robot(&member.user) && member.state == State::InCall {
            Cell::styled("calls, as the robot", member.state.style())
        } else {
            Cell::styled(member.told(), member.state.style())
        };
        let since = match (&member.state, view.ringing) {
            (State::Ringing, Some(left)) => format!("for {} at most", span::whole(left)),
            _ => format!("since {}", span::whole(member.since)),
        };
        vec![
            member.user.as_str().into(),
            what,
            Cell::styled(since, ASIDE),
        ]
    });
    text += &columns(&["MEMBER", "", ""], rows.collect());
    if shown < list.len() {
        let _ = writeln!(text, "and {} more", list.len() - shown);
    }
    if let Some(trouble) = view.trouble {
        let _ = writeln!(
            text,
            "\n{WAITING}trouble:{WAITING:#} {} Looking again.",
            plain(trouble)
        );
    }
    text
}

fn height() -> usize {
    terminal_size::terminal_size().map_or(24, |(_, height)| usize::from(height.0))
}

/// Lines of a terminal that are drawn again and again.
///
/// Every write leaves the terminal as it was but for its text: the cursor stays visible, keys are left to the
/// terminal, and lines are cut at the edge only within the write. So there is nothing to restore, however this program ends.
#[derive(Debug, Default)]
pub struct Screen {
    lines: usize,
    is_done: bool,
}

impl Screen {
    fn draw(&mut self, text: &str) -> io::Result<()> {
        if self.is_done {
            return Ok(());
        }
        let mut picture = String::new();
        if self.lines > 0 {
            let _ = write!(picture, "\x1b[{}A", self.lines);
        }
        // To the left, what is below away, long lines cut instead of wrapped.
        picture += "\r\x1b[J\x1b[?7l";
        let stdout = io::stdout();
        if anstream::AutoStream::choice(&stdout) == anstream::ColorChoice::Never {
            picture += &anstream::adapter::strip_str(text).to_string();
        } else {
            picture += text;
        }
        picture += "\x1b[?7h";
        self.lines = text.lines().count();
        let mut stdout = stdout.lock();
        stdout.write_all(picture.as_bytes())?;
        stdout.flush()
    }
}

#[cfg(test)]
mod tests {
    use call_engine::types::CallMember;
    use serde_json::from_value;

    use super::*;

    #[test]
    fn the_picture_fits_into_the_terminal_and_nothing_in_it_steers() {
        let mut members = Members::new(Some("robot".to_owned()));
        let list = (0..50)
            .map(|n| json!({"User_Account": format!("jack\u{1b}[31m{n}"), "Status": "Waiting"}));
        let list: Vec<CallMember> = from_value(list.collect()).expect("members");
        members.look(&list, Duration::ZERO);
        let view = View {
            call_id: "c\u{1b}[2J",
            info: None,
            members: &members,
            elapsed: Duration::from_secs(61),
            ringing: Some(Duration::from_secs(9)),
            trouble: Some("no answer\u{7}."),
        };
        for height in [0, 5, 24, 100] {
            let text = frame(&view, height);
            let lines = text.lines().count();
            assert!(lines <= height.max(8), "{height}: {lines}\n{text}");
            let plain = anstream::adapter::strip_str(&text).to_string();
            assert!(!plain.contains(['\u{1b}', '\u{7}']), "{plain:?}");
            assert!(
                plain.contains("1m01s") && plain.contains("for 9s at most") || height < 10,
                "{plain}"
            );
        }
    }
}
