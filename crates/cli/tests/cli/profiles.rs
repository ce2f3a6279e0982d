use std::fs;
use std::process::Command;

use call_engine_emulator::SAMPLE_SDK_APP_ID;
use tempfile::TempDir;

use crate::stage::{KEY, Stage, bare, run};

/// A file of profiles; its own folder holds the key.
fn profiles(stage: &Stage) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!(
        "[local]\nendpoint = {:?}\nsdk_app_id = {SAMPLE_SDK_APP_ID}\nsecret_key_file = \"key\"\n\
         [elsewhere]\nsite = \"china\"\nsdk_app_id = 7\nidentifier = \"admin\"\nuser_sig = \"of-elsewhere\"\n\
         [wrong]\nsight = \"china\"\n",
        stage.emulator.url()
    );
    for (name, text) in [("profiles.toml", text), ("key", format!("{KEY}\n"))] {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a mode");
        }
    }
    folder
}

fn with(folder: &TempDir, words: &[&str]) -> Command {
    let mut command = bare(words);
    command.env(
        "CALL_ENGINE_PROFILES_FILE",
        folder.path().join("profiles.toml"),
    );
    command
}

#[test]
fn a_profile_gives_everything_that_is_needed() {
    let stage = Stage::new();
    let folder = profiles(&stage);
    run(&mut with(
        &folder,
        &["record", "list", "--profile", "local"],
    ))
    .data();
    run(&mut with(
        &folder,
        &["--profile", "local", "record", "list"],
    ))
    .data();
    run(with(&folder, &["record", "list"]).env("CALL_ENGINE_PROFILE", "local")).data();
    assert_eq!(stage.sent().len(), 3);
}

#[test]
fn options_win_over_the_environment_and_that_over_the_profile() {
    let stage = Stage::new();
    let folder = profiles(&stage);
    let show = |words: &[&str], variables: &[(&str, &str)]| {
        let words = [&["call", "info", "c", "--dry-run"], words].concat();
        let mut command = with(&folder, &words);
        command.env("CALL_ENGINE_PROFILE", "elsewhere");
        let said = run(command.envs(variables.iter().copied()));
        said.data().lines().next().expect("a line").to_owned()
    };
    let profile = show(&[], &[]);
    for part in [
        "https://console.tim.qq.com/",
        "sdkappid=7&",
        "identifier=admin&",
    ] {
        assert!(profile.contains(part), "{profile}");
    }
    assert!(!profile.contains("of-elsewhere"), "{profile}");
    let variables = [
        ("CALL_ENGINE_ENDPOINT", "https://sdk.example"),
        ("CALL_ENGINE_SDK_APP_ID", "8"),
    ];
    let environment = show(&[], &variables);
    for part in ["https://sdk.example/", "sdkappid=8&", "identifier=admin&"] {
        assert!(environment.contains(part), "{environment}");
    }
    let options = ["--site", "seoul", "--sdk-app-id", "9", "--profile", "local"];
    let options = show(&options, &variables);
    for part in [
        "https://adminapikr.",
        "sdkappid=9&",
        "identifier=administrator&",
    ] {
        assert!(options.contains(part), "{options}");
    }
}

#[test]
fn mistakes_in_profiles_are_named() {
    let stage = Stage::new();
    let folder = profiles(&stage);
    for (name, why) in [
        ("wrong", "profiles.toml:11: there is no setting \"sight\""),
        ("lokal", "there is local, elsewhere, wrong"),
    ] {
        let said = run(&mut with(
            &folder,
            &["call", "info", "c", "--profile", name],
        ));
        assert!(said.failed(2).contains(why), "{said:?}");
    }
    let said = run(bare(&["call", "info", "c", "--profile", "x"]).env("HOME", folder.path()));
    assert!(said.failed(2).contains("which does not exist"), "{said:?}");
}

#[test]
fn what_contradicts_itself_is_named() {
    let stage = Stage::new();
    let mut command = stage.command(&["call", "info", "c"]);
    let said = run(command.env("CALL_ENGINE_SITE", "china"));
    let text = said.failed(2);
    assert!(
        text.contains("CALL_ENGINE_SITE") && text.contains("CALL_ENGINE_ENDPOINT"),
        "{text}"
    );
    let words = [
        "call",
        "info",
        "c",
        "--site",
        "china",
        "--endpoint",
        "https://sdk.example",
    ];
    let said = run(&mut bare(&words));
    assert!(
        said.failed(2).contains("--site and --endpoint contradict"),
        "{said:?}"
    );
}
