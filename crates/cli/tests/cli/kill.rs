//! `call-engine emulator --data` is killed under load: what it has answered is there when it comes back.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use call_engine::{Client, RetryPolicy, Ring};
use call_engine_emulator::{SAMPLE_SDK_APP_ID, SAMPLE_SECRET_KEY};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::stage::bare;

/// How often it is killed; `cargo xtask prove killed` does so a thousand times.
const KILLS: &str = "CALL_ENGINE_KILLS";
/// Another build of the binary, such as a release; without it the one that the tests were built with.
const PROGRAM: &str = "CALL_ENGINE_PROGRAM";
const CALLERS: u64 = 8;
/// Most commands that are answered before it is killed.
const MOST_ANSWERS: u64 = 120;

/// What a caller knows of a call that was answered with success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Started,
    /// It may have ended: nobody answered.
    EndAsked,
    Ended,
}

type Book = Arc<Mutex<BTreeMap<String, Known>>>;

/// The emulator of the binary, killed when dropped.
struct Killable {
    child: Child,
    url: String,
}

fn command(words: &[&str]) -> Command {
    match std::env::var_os(PROGRAM) {
        Some(program) => {
            let mut command = Command::new(program);
            command.args(words);
            command
        }
        None => bare(words),
    }
}

impl Killable {
    fn start(folder: &Path) -> Self {
        let folder = folder.to_str().expect("a name in UTF-8");
        let words = [
            "emulator",
            "--listen",
            "127.0.0.1:0",
            "--no-management",
            "--ignore",
            "--record-delay",
            "0s",
            "--data",
            folder,
        ];
        let mut child = command(&words)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut lines = lines.map_while(Result::ok);
        let url = lines.find_map(|line| {
            let url = line.strip_prefix("export CALL_ENGINE_ENDPOINT=")?;
            Some(url.to_owned())
        });
        Self {
            child,
            url: url.expect("its address"),
        }
    }

    fn client(&self) -> Client {
        Client::builder()
            .base_url(&self.url)
            .sdk_app_id(SAMPLE_SDK_APP_ID)
            .secret_key(SAMPLE_SECRET_KEY)
            .pace(None)
            .retry(RetryPolicy::never())
            .build()
            .expect("a client")
    }

    /// SIGKILL, as the child's own method sends it.
    fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Killable {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts calls and ends every other one, until nobody answers.
async fn load(client: Client, caller: String, book: Book, answers: watch::Sender<u64>) {
    for number in 0_u64.. {
        let ring =
            Ring::audio("robot", [format!("{caller}-{number}")]).timeout(Duration::from_secs(600));
        let Ok(call) = client.ring(ring).await else {
            return;
        };
        let id = call.id().expect("it was answered").to_owned();
        let note = |known| book.lock().expect("no panic").insert(id.clone(), known);
        note(Known::Started);
        answers.send_modify(|count| *count += 1);
        if number % 2 == 1 {
            continue;
        }
        note(Known::EndAsked);
        if call.end().await.is_err() {
            return;
        }
        note(Known::Ended);
        answers.send_modify(|count| *count += 1);
    }
}

/// What is wrong with a call after a restart.
async fn lost(client: &Client, id: &str, known: Known) -> Option<String> {
    let live = match client.get_call_info(id).await {
        Ok(_) => true,
        Err(error) if error.is_call_not_found() => false,
        Err(error) => return Some(format!("{id}: {error}")),
    };
    let record = match client.get_record_by_callid(id).await {
        Ok(_) => true,
        Err(error) if error.is_record_not_found() => false,
        Err(error) => return Some(format!("{id}: {error}")),
    };
    let fits = match known {
        Known::Ended => record && !live,
        // A call may have rung out meanwhile.
        Known::Started | Known::EndAsked => live != record,
    };
    (!fits).then(|| format!("{id} was {known:?}; in progress: {live}, a record: {record}"))
}

async fn check(client: &Client, calls: impl Iterator<Item = (&String, &Known)>, round: u64) {
    for (id, known) in calls {
        if let Some(wrong) = lost(client, id, *known).await {
            panic!("after kill {round}: {wrong}");
        }
    }
}

#[tokio::test]
async fn a_killed_emulator_loses_nothing_it_has_answered() {
    let kills = std::env::var(KILLS).map_or(10, |number| number.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a folder");
    let mut random = fastrand::Rng::with_seed(7);
    let mut all = BTreeMap::new();
    let mut longest = Duration::ZERO;
    for round in 0..kills {
        let emulator = Killable::start(folder.path());
        let (book, (answers, mut count)) = (Book::default(), watch::channel(0));
        let mut callers = JoinSet::new();
        for caller in 0..CALLERS {
            let (client, book) = (emulator.client(), Arc::clone(&book));
            callers.spawn(load(
                client,
                format!("{round}-{caller}"),
                book,
                answers.clone(),
            ));
        }
        let enough = random.u64(1..=MOST_ANSWERS);
        let reached = tokio::time::timeout(
            Duration::from_secs(60),
            count.wait_for(|count| *count >= enough),
        );
        reached
            .await
            .expect("it answers")
            .expect("callers are there");
        emulator.kill();
        while let Some(ended) = callers.join_next().await {
            ended.expect("no caller panics");
        }
        let began = Instant::now();
        let emulator = Killable::start(folder.path());
        longest = longest.max(began.elapsed());
        let book = book.lock().expect("no panic").clone();
        check(&emulator.client(), book.iter(), round).await;
        all.extend(book);
        emulator.kill();
    }
    let emulator = Killable::start(folder.path());
    check(&emulator.client(), all.iter(), kills).await;
    let ended = all.values().filter(|known| **known == Known::Ended).count();
    println!(
        "{kills} kills, {} calls answered, {ended} of them ended, nothing lost; longest start {} ms",
        all.len(),
        longest.as_millis()
    );
    assert!(
        ended > 0 && all.len() > ended,
        "{} calls, {ended} ended",
        all.len()
    );
}
