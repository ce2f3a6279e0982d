//! The emulator's page in a real browser: the SDK starts a call, a person answers it on the page, and the SDK sees it.
//!
//! Needs Chromium and its driver. Without them it is skipped with a line on the terminal, unless `CALL_ENGINE_BROWSER=required` says
//! that they have to be there.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use call_engine::Client as Sdk;
use call_engine::types::{
    CallResult, EndCallRequest, GetCallInfoRequest, GetRecordByCallidRequest, MediaType,
    MemberStatus, OfflinePushInfo, StartCallByRobotRequest, StartCallInfo,
};
use call_engine_emulator::{Clock, Emulator, SAMPLE_SECRET_KEY};
use fantoccini::error::CmdError;
use fantoccini::{Client as Browser, ClientBuilder, Locator};
use serde_json::json;

/// No wait is longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ends with the test, whatever becomes of it.
struct Driver {
    process: Child,
    url: String,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A program of this machine.
fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(variable) {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let places = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// Browser and driver; `None` after a line that says how to get them.
fn installed() -> Option<(PathBuf, PathBuf)> {
    let browser = program(
        "CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome"],
    );
    let driver = program("CHROMEDRIVER", &["chromedriver"]);
    if let (Some(browser), Some(driver)) = (browser, driver) {
        return Some((browser, driver));
    }
    let how = "Chromium and chromedriver are not both here; install them (Debian: apt-get install chromium chromium-driver), or name \
               them in CHROMIUM and CHROMEDRIVER";
    assert!(
        std::env::var_os("CALL_ENGINE_BROWSER").is_none_or(|value| value != "required"),
        "CALL_ENGINE_BROWSER=required, and {how}"
    );
    // Written past the test harness, which would keep it from whoever runs a test that passes.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: the emulator's page in a browser: {how}"
    );
    None
}

fn drive(driver: &PathBuf) -> Driver {
    let mut process = Command::new(driver)
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver starts");
    let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
    let port = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        })
        .expect("chromedriver says where it listens");
    // What it says later is read, so that it never waits for a reader; this ends with it.
    std::thread::spawn(move || lines.for_each(drop));
    Driver {
        process,
        url: format!("http://127.0.0.1:{port}"),
    }
}

async fn open(browser: &PathBuf, driver: &Driver) -> Browser {
    let mut arguments = vec!["--headless=new", "--window-size=1440,900"];
    // The sandbox refuses to run for root, which is who runs in containers, and they have little shared memory.
    arguments.extend(["--no-sandbox", "--disable-dev-shm-usage"]);
    let wanted = json!({"goog:chromeOptions": {"binary": browser, "args": arguments}});
    let serde_json::Value::Object(wanted) = wanted else {
        unreachable!("it is an object");
    };
    ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(wanted.into_iter().collect())
        .connect(&driver.url)
        .await
        .expect("a browser")
}

fn button(name: &str) -> String {
    format!("button[aria-label='{name}']")
}

async fn click(browser: &Browser, selector: &str) -> Result<(), CmdError> {
    let found = browser.wait().at_most(PATIENCE);
    found
        .for_element(Locator::Css(selector))
        .await?
        .click()
        .await
}

/// What a call needs of an emulator.
struct Stage {
    url: String,
    page: SocketAddr,
    sdk_app_id: u32,
    clock: Clock,
}

/// A call from its start by the SDK to its record, answered on the page in between.
async fn a_call(browser: Browser, stage: Stage) -> Result<(), CmdError> {
    let clock = &stage.clock;
    let sdk = Sdk::builder()
        .base_url(stage.url)
        .sdk_app_id(stage.sdk_app_id)
        .secret_key(SAMPLE_SECRET_KEY)
        .identifier("administrator")
        .build()
        .expect("a client");
    browser.goto(&format!("http://{}/", stage.page)).await?;

    let clock_says = browser.wait().at_most(PATIENCE);
    let clock_says = clock_says.for_element(Locator::Css("#runs:not(:empty)"));
    assert_eq!(clock_says.await?.text().await?, "standing still");

    let push = OfflinePushInfo::new().title("Your taxi").desc("is here");
    let video = StartCallInfo::new(MediaType::Video);
    let request = StartCallByRobotRequest::new("robot", ["jack"], Duration::from_secs(30), video)
        .offline_push_info(push);
    let started = sdk.start_call_by_robot(request).await.expect("a call");
    let id = started.call_id().to_owned();
    let status = async || {
        let info = sdk.get_call_info(GetCallInfoRequest::new(&id)).await;
        let info = info.expect("the call is there");
        let users = info.user_list().iter();
        let mut jack = users.filter(|user| user.user_account() == "jack");
        jack.next().and_then(|jack| jack.status.clone())
    };

    let phone = browser.wait().at_most(PATIENCE);
    let phone = phone
        .for_element(Locator::Css("#calls .phone.ringing"))
        .await?;
    let shown = phone.text().await?;
    assert!(
        shown.contains("jack") && shown.contains("Your taxi"),
        "{shown}"
    );
    assert_eq!(status().await, Some(MemberStatus::Waiting));

    click(&browser, &button("Answer as jack")).await?;
    // The page shows it only after the emulator has taken the order.
    let talking = browser.wait().at_most(PATIENCE);
    talking
        .for_element(Locator::Css(&button("Hang up as jack")))
        .await?;
    assert_eq!(status().await, Some(MemberStatus::Calling));

    clock.advance(Duration::from_secs(7));
    click(&browser, &button("Hang up as jack")).await?;
    let past = browser.wait().at_most(PATIENCE);
    let past = past.for_element(Locator::Css("#past li summary")).await?;
    let shown = past.text().await?;
    assert!(
        shown.contains("NormalEnd") && shown.contains("talked 0:07"),
        "{shown}"
    );
    assert!(
        sdk.end_call(EndCallRequest::new(&id)).await.is_err(),
        "it is over"
    );

    clock.advance(Duration::from_secs(5));
    let record = sdk
        .get_record_by_callid(GetRecordByCallidRequest::new(&id))
        .await
        .expect("its record");
    let result = record
        .call_record
        .as_ref()
        .and_then(|record| record.call_result.clone());
    assert_eq!(result, Some(CallResult::NormalEnd));
    Ok(())
}

#[tokio::test]
async fn a_call_of_the_sdk_is_answered_on_the_page() {
    let Some((browser, driver)) = installed() else {
        return;
    };
    let clock = Clock::stopped();
    let emulator = Emulator::builder()
        .clock(clock.clone())
        .management((Ipv4Addr::LOCALHOST, 0))
        .start()
        .await
        .expect("the emulator starts");
    let driver = drive(&driver);
    let browser = open(&browser, &driver).await;
    let stage = Stage {
        url: emulator.url(),
        page: emulator.management_addr().expect("it has a page"),
        sdk_app_id: emulator.sdk_app_id(),
        clock,
    };
    // A task of its own, so that the browser is closed whatever becomes of the call.
    let call = tokio::spawn(a_call(browser.clone(), stage));
    let outcome = tokio::time::timeout(PATIENCE * 3, call).await;
    browser.close().await.expect("the browser closes");
    let outcome = outcome.expect("in time").expect("as it should be");
    outcome.expect("the browser does as it is told");
    emulator.shutdown().await;
}
