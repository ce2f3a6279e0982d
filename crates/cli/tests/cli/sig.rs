use std::time::{SystemTime, UNIX_EPOCH};

use call_engine_emulator::SAMPLE_SDK_APP_ID;
use usersig::{Claims, Expected, SecretKey};

use crate::stage::{KEY, Stage, bare, run};

#[test]
fn a_usersig_is_made_and_is_good_for_the_engine() {
    let stage = Stage::new();
    let minted = run(&mut stage.command(&["sig", "mint"]));
    let ticket = minted.data().trim();
    assert!(minted.stderr.contains("administrator"), "{minted:?}");
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time");
    let expected = Expected::new(SAMPLE_SDK_APP_ID, "administrator", now.as_secs());
    let key = SecretKey::new(KEY).expect("a key");
    key.verify(ticket, &expected).expect("a good one");
    // As good as a ready one in the environment.
    let mut ready = bare(&["record", "list"]);
    ready
        .env("CALL_ENGINE_ENDPOINT", stage.emulator.url())
        .env("CALL_ENGINE_SDK_APP_ID", SAMPLE_SDK_APP_ID.to_string())
        .env("CALL_ENGINE_USER_SIG", ticket);
    run(&mut ready).data();
}

#[test]
fn whom_it_is_for_and_how_long_is_said() {
    let stage = Stage::new();
    let words = ["sig", "mint", "jack", "--valid", "1h", "--output", "json"];
    let minted = run(&mut stage.command(&words)).json();
    let claims = Claims::decode(minted["user_sig"].as_str().expect("a text")).expect("a ticket");
    assert_eq!(claims.identifier, "jack");
    assert_eq!(minted["identifier"], "jack");
    assert_eq!(minted["expires_at"], claims.expires_at());
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a time");
    assert!(claims.expires_at() <= now.as_secs() + 3_600);
}

#[test]
fn without_a_key_there_is_none() {
    let said = run(bare(&["sig", "mint"]).env("CALL_ENGINE_SDK_APP_ID", "7"));
    assert!(said.failed(2).contains("secret key is missing"), "{said:?}");
    let mut ready = bare(&["sig", "mint", "--sdk-app-id", "7"]);
    let said = run(ready.env("CALL_ENGINE_USER_SIG", "eJw-a-ticket"));
    assert!(said.failed(2).contains("secret key is missing"), "{said:?}");
}
