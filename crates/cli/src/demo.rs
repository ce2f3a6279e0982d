//! Two calls from the first ring to the record, told as a story.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use call_engine::types::{MediaType, MemberStatus, StartCallByRobotRequest, StartCallInfo};
use call_engine::{Client, Room};
use call_engine_emulator::{Emulator, Phone, SAMPLE_SECRET_KEY};
use fastrand::Rng;

use crate::exit::Failure;
use crate::output::Output;
use crate::record;
use crate::span::Times;
use crate::table::pairs;

/// Who may be called.
const NAMES: &[&str] = &[
    "ada", "amir", "bela", "chidi", "dara", "elif", "emil", "fatou", "gita", "hana", "ines",
    "ivan", "jack", "jun", "kai", "lena", "luis", "mei", "mira", "nadia", "nils", "noor", "omar",
    "otto", "pia", "priya", "ravi", "rosa", "sami", "tariq", "uma", "vera", "wei", "yara", "yuki",
    "zoe",
];

/// The account in whose name is called.
const ROBOT: &str = "robot";

/// How long callees may ring.
const RING: Duration = Duration::from_secs(30);

/// After the end of a call, until its record can be read.
const RECORD_DELAY: Duration = Duration::from_secs(5);

/// Longest wait for something that takes less than a second.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, clap::Args)]
pub struct DemoArguments {
    /// Number that people, calls and spans come from; the same one tells the same story
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
}

pub async fn run(arguments: &DemoArguments, output: &mut Output) -> Result<(), Failure> {
    let mut chance = arguments.seed.map_or_else(Rng::new, Rng::with_seed);
    let mut names = NAMES.to_vec();
    chance.shuffle(&mut names);
    let people = &names[..4];
    let mut builder = Emulator::builder().seed(chance.u64(..));
    for person in people {
        let after = Duration::from_millis(chance.u64(250..750));
        builder = builder.phone(*person, Phone::answers_after(after));
    }
    let emulator = builder
        .start()
        .await
        .map_err(|error| Failure::local(format!("the emulator does not start: {error}")))?;
    let client = Client::builder()
        .base_url(emulator.url())
        .sdk_app_id(emulator.sdk_app_id())
        .secret_key(SAMPLE_SECRET_KEY)
        .build()?;
    let mut story = Story {
        emulator: &emulator,
        client,
        output,
        chance: chance.fork(),
    };
    story.opening()?;
    story
        .call("A call to one person", &people[..1], None)
        .await?;
    let room = format!("team-{}", chance.u16(100..1000));
    story
        .call("A call to a group", &people[1..], Some(Room::Text(room)))
        .await?;
    story.ending()?;
    emulator.shutdown().await;
    Ok(())
}

struct Story<'a> {
    emulator: &'a Emulator,
    client: Client,
    output: &'a mut Output,
    /// Of its own, because the client draws from the common one.
    chance: Rng,
}

impl Story<'_> {
    fn say(&mut self, text: &str) -> Result<(), Failure> {
        self.output.text(text)
    }

    fn opening(&mut self) -> Result<(), Failure> {
        let url = self.emulator.url();
        self.say(&format!(
            "Two calls, from the first ring to the record\n\
             ============================================\n\
             \n\
             What answers is an emulator inside this program, at {url}: no account, no\n\
             network, no bill, and nobody's phone rings. It behaves as the documents of the service say. Two\n\
             things are theatre: the phones pick up by script, and where you would have to wait, the emulator's\n\
             clock is turned ahead; each time the story says so.\n"
        ))
    }

    async fn call(
        &mut self,
        title: &str,
        people: &[&str],
        room: Option<Room>,
    ) -> Result<(), Failure> {
        self.say(&format!("\n{title}\n{}\n", "-".repeat(title.len())))?;
        let call_id = self.start(people, room).await?;
        self.watch(&call_id).await?;
        let talk = Duration::from_secs(self.chance.u64(20..90));
        self.emulator.clock().advance(talk);
        self.say(&format!(
            "\n  They talk for {} s (the clock is turned ahead).\n",
            talk.as_secs()
        ))?;
        self.end(&call_id).await?;
        self.record(&call_id).await
    }

    async fn start(&mut self, people: &[&str], room: Option<Room>) -> Result<String, Failure> {
        let mut info = StartCallInfo::new(MediaType::Audio);
        let chosen = match room {
            Some(room) => {
                info = info.room(room);
                "we chose"
            }
            None => "the engine chose",
        };
        self.say(&format!(
            "\nstart_call_by_robot   \"{ROBOT}\" calls {} and lets it ring for {} s\n",
            listed(people),
            RING.as_secs()
        ))?;
        let request = StartCallByRobotRequest::new(ROBOT, people.iter().copied(), RING, info);
        let started = self.client.start_call_by_robot(request).await?;
        let call_id = started.call_id().to_owned();
        let seen = self.client.get_call_info(&call_id).await?;
        let room = seen
            .call_info
            .as_ref()
            .and_then(call_engine::types::CallInfo::room);
        let room = match room {
            Some(Room::Numeric(number)) => {
                format!("{number}  where they meet, a numeric room {chosen}")
            }
            Some(Room::Text(text)) => {
                format!("{text}  where they meet, a text room {chosen}")
            }
            None => "none yet".to_owned(),
        };
        self.say(&format!(
            "  CallId  {call_id}  the handle of this call\n  Room    {room}\n"
        ))?;
        Ok(call_id)
    }

    /// Looks at the call, less and less often, until everybody is in it.
    async fn watch(&mut self, call_id: &str) -> Result<(), Failure> {
        self.say("\nget_call_info   asked again and again: who still rings, who is in the call\n")?;
        let began = Instant::now();
        let mut known: BTreeMap<String, MemberStatus> = BTreeMap::new();
        let mut pause = Duration::from_millis(20);
        while began.elapsed() < PATIENCE {
            let seen = self.client.get_call_info(call_id).await?;
            for member in seen.user_list() {
                let (name, Some(status)) = (member.user_account(), &member.status) else {
                    continue;
                };
                let before = known.insert(name.to_owned(), status.clone());
                if before.as_ref() == Some(status) {
                    continue;
                }
                let change = match &before {
                    Some(before) => format!("{before} -> {status}"),
                    None => status.to_string(),
                };
                let meaning = match (name, &before, status) {
                    (ROBOT, ..) => "calls, so it is in the call from the start",
                    (_, _, MemberStatus::Waiting) => "the phone rings",
                    (_, _, MemberStatus::Calling) => "picked up",
                    _ => "a state this program does not know",
                };
                let at = began.elapsed().as_secs_f32();
                self.say(&format!("  {at:4.2} s  {name:8}{change:20}  {meaning}\n"))?;
                pause = Duration::from_millis(20);
            }
            if known
                .values()
                .all(|status| *status == MemberStatus::Calling)
            {
                return Ok(());
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 3 / 2).min(Duration::from_millis(80));
        }
        Err(Failure::Late(
            "the phones of the emulator did not pick up".to_owned(),
        ))
    }

    async fn end(&mut self, call_id: &str) -> Result<(), Failure> {
        self.say("\nend_call   hangs up for everybody\n")?;
        self.client.end_call(call_id).await?;
        match self.client.get_call_info(call_id).await {
            Err(error) if error.is_call_not_found() => self.say(&format!(
                "  Done. Asked for the call again, the engine says {} {}.\n",
                error.code().unwrap_or_default(),
                error.name().unwrap_or_default()
            )),
            Err(error) => Err(error.into()),
            Ok(_) => Err(Failure::Late("the call goes on after its end".to_owned())),
        }
    }

    async fn record(&mut self, call_id: &str) -> Result<(), Failure> {
        self.say("\nget_record_by_callid   what remains of a call, for seven days; times are whole seconds\n")?;
        match self.client.get_record_by_callid(call_id).await {
            Err(error) if error.is_record_not_found() => self.say(&format!(
                "  Too early: {} {}. A record is readable {} s after the end (the clock is turned ahead).\n",
                error.code().unwrap_or_default(),
                error.name().unwrap_or_default(),
                RECORD_DELAY.as_secs()
            ))?,
            Err(error) => return Err(error.into()),
            Ok(_) => {}
        }
        self.emulator.clock().advance(RECORD_DELAY);
        let found = self.client.get_record_by_callid(call_id).await?;
        let found = found
            .call_record
            .as_ref()
            .ok_or_else(|| Failure::Late("the answer holds no record".to_owned()))?;
        for line in pairs(&record::details(found, Times::Local)).lines() {
            self.say(&format!("  {line}\n"))?;
        }
        Ok(())
    }

    fn ending(&mut self) -> Result<(), Failure> {
        self.say(
            "\nNow you\n-------\n\n  \
             call-engine emulator     the same engine, to be called by you\n  \
             call-engine call start   a call of your own\n  \
             call-engine api --help   every command of the service\n",
        )
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(people: &[&str]) -> String {
    match people {
        [] => "nobody".to_owned(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
