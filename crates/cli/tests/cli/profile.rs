use std::fs;
use std::process::Command;

use call_engine_emulator::SAMPLE_SDK_APP_ID;
use tempfile::TempDir;

use crate::stage::{KEY, Run, Stage, bare, run, run_with_input};

/// A folder without a file of profiles yet.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self) -> std::path::PathBuf {
        self.0.path().join("new/profiles.toml")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = bare(words);
        command.env("CALL_ENGINE_PROFILES_FILE", self.file());
        command
    }

    fn run(&self, words: &[&str]) -> Run {
        run(&mut self.command(words))
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("a file of profiles")
    }

    fn write(&self, text: &str, mode: u32) {
        fs::create_dir_all(self.file().parent().expect("a folder")).expect("a folder");
        fs::write(self.file(), text).expect("a file");
        self.set_mode(mode);
    }

    fn set_mode(&self, mode: u32) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(self.file(), fs::Permissions::from_mode(mode)).expect("a mode");
        }
        #[cfg(not(unix))]
        let _ = mode;
    }
}

#[cfg(unix)]
fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

#[test]
fn a_profile_is_made_and_used_with_a_key_from_each_place() {
    let stage = Stage::new();
    let home = Home::new();
    let url = stage.emulator.url();
    let number = SAMPLE_SDK_APP_ID.to_string();
    let set = |words: &[&str]| {
        let common = [
            "profile",
            "set",
            "local",
            "--endpoint",
            &url,
            "--sdk-app-id",
            &number,
        ];
        home.run(&[&common[..], words].concat())
    };
    let key = home.0.path().join("key");
    fs::write(&key, format!("{KEY}\n")).expect("a file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("a mode");
    }
    let key = key.to_str().expect("a plain path");
    let command = format!("cat '{key}'");
    let list = ["record", "list", "--profile", "local"];
    for (words, secret) in [
        (["--secret-key-file", key], format!("file {key}")),
        (
            ["--secret-key-env", "VAULT_KEY"],
            "variable VAULT_KEY".to_owned(),
        ),
        (["--secret-key-command", &command], "command cat".to_owned()),
    ] {
        let said = set(&words);
        assert!(said.stderr.contains("--profile local"), "{said:?}");
        assert!(!said.data().contains(KEY));
        run(home.command(&list).env("VAULT_KEY", KEY)).data();
        let listed = home.run(&["profile", "list", "-o", "json"]).json();
        assert_eq!(listed[0]["secret"], secret);
        assert_eq!(listed.as_array().map(Vec::len), Some(1));
    }
    assert_eq!(stage.sent().len(), 3);
    #[cfg(unix)]
    {
        assert_eq!(mode(&home.file()), 0o600);
        assert_eq!(mode(home.file().parent().expect("a folder")), 0o700);
    }
    let left: Vec<_> = fs::read_dir(home.file().parent().expect("a folder"))
        .expect("it")
        .collect();
    assert_eq!(left.len(), 1);
}

#[test]
fn comments_and_other_profiles_stay_and_what_contradicts_is_replaced() {
    let home = Home::new();
    let text = "# Ours.\n\n[one] # the first\nsite = \"china\" # for now\nsdk_app_id = 1\nuser_sig = \"of-one\"\n\n# Theirs.\n[two]\nsite = \"seoul\"\n";
    home.write(text, 0o600);
    home.run(&[
        "profile",
        "set",
        "one",
        "--site",
        "tokyo",
        "--timeout",
        "1m30s",
    ])
    .data();
    let changed = text.replace("\"china\"", "\"tokyo\"");
    let changed = changed.replace("\"of-one\"\n", "\"of-one\"\ntimeout = \"90000ms\"\n");
    assert_eq!(home.text(), changed);
    home.run(&[
        "profile",
        "set",
        "one",
        "--endpoint",
        "https://sdk.example",
        "--secret-key-env",
        "K",
        "--unset",
        "timeout",
    ])
    .data();
    let profile = home.text();
    for gone in ["user_sig", "tokyo", "timeout"] {
        assert!(!profile.contains(gone), "{profile}");
    }
    assert!(
        profile.contains("# Theirs.\n[two]\nsite = \"seoul\"\n"),
        "{profile}"
    );
    home.run(&["profile", "delete", "one"]).data();
    assert!(!home.text().contains("[one]") && home.text().contains("[two]"));
    let said = home.run(&["profile", "delete", "one"]);
    assert!(said.failed(2).contains("there is two"), "{said:?}");
}

#[test]
fn a_secret_is_never_shown_and_never_an_argument() {
    let home = Home::new();
    let proxy = "http://me:s3cr3t@proxy.example:1";
    home.write(
        &format!("[a]\nsite = \"china\"\nsdk_app_id = 1\nsecret_key = {KEY:?}\nproxy = {proxy:?}\n[b]\nuser_sig = \"of-b-and-secret\"\n"),
        0o600,
    );
    let mut printed = String::new();
    for words in [
        &["profile", "show", "a"] as &[&str],
        &["profile", "show", "a", "-o", "json"],
        &["profile", "show", "b"],
        &["profile", "list"],
        &["profile", "list", "-o", "ndjson"],
        &["profile", "set", "a", "--identifier", "admin"],
    ] {
        let said = home.run(words);
        printed += said.data();
        printed += &said.stderr;
    }
    for secret in [KEY, "s3cr3t", "of-b-and-secret"] {
        assert!(!printed.contains(secret), "{printed}");
    }
    assert!(printed.contains("secret_key  (not shown)"), "{printed}");
    assert!(
        printed.contains("profiles.toml:4: `secret_key`"),
        "{printed}"
    );
    for flag in ["--secret-key", "--user-sig"] {
        let said = home.run(&["profile", "set", "a", flag, KEY]);
        assert_eq!(said.code, Some(2));
        assert!(!said.stderr.contains(KEY), "{said:?}");
    }
    let said = home.run(&["profile", "set", "a", "--secret-key-env", KEY]);
    assert!(said.failed(2).contains("name of a variable"), "{said:?}");
    assert!(!said.stderr.contains(KEY));
    let said = run_with_input(
        &mut home.command(&["profile", "set", "a", "--secret-key-prompt"]),
        KEY,
    );
    assert!(said.failed(2).contains("needs a terminal"), "{said:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_secret_is_asked_for_without_an_echo() {
    let home = Home::new();
    let line = format!(
        "{} profile set asked --site china --sdk-app-id 1 --secret-key-prompt",
        env!("CARGO_BIN_EXE_call-engine")
    );
    // It gives the command a terminal, and tells what is seen there.
    let mut terminal = Command::new("script");
    terminal
        .args(["-qec", &line, "/dev/null"])
        .env("CALL_ENGINE_PROFILES_FILE", home.file());
    let seen = run_with_input(&mut terminal, &format!("{KEY}\n"));
    assert_eq!(seen.code, Some(0), "{seen:?}");
    assert!(seen.stdout.contains("it is not shown"), "{seen:?}");
    assert!(home.text().contains(&format!("secret_key = {KEY:?}")));
    assert_eq!(mode(&home.file()), 0o600);
}

#[cfg(unix)]
#[test]
fn whoever_uses_a_file_that_others_can_read_or_write_is_warned() {
    let stage = Stage::new();
    let home = Home::new();
    let profile = format!(
        "[x]\nendpoint = {:?}\nsdk_app_id = {SAMPLE_SDK_APP_ID}\nsecret_key_command = \"printf {KEY}\"\n",
        stage.emulator.url()
    );
    home.write(&profile, 0o600);
    let list = ["record", "list", "--profile", "x"];
    let silent = home.run(&list);
    silent.data();
    assert!(!silent.stderr.contains("others"), "{silent:?}");

    home.set_mode(0o644);
    let read = home.run(&list);
    read.data();
    assert_eq!(
        read.stderr.matches("others can read").count(),
        1,
        "{read:?}"
    );
    assert!(read.stderr.contains("chmod 600"), "{read:?}");

    // Whoever can write the file could run programs in the name of its reader.
    home.set_mode(0o620);
    let barred = home.run(&list);
    let text = barred.failed(2);
    assert!(
        text.contains("others can write") && text.contains("was not run"),
        "{text}"
    );
    assert!(!text.contains(KEY), "{text}");

    home.write(
        &format!("allow_readable_by_others = true\n{profile}"),
        0o644,
    );
    let allowed = home.run(&list);
    allowed.data();
    assert!(!allowed.stderr.contains("others"), "{allowed:?}");
    home.run(&["profile", "set", "x", "--identifier", "administrator"])
        .data();
    assert_eq!(mode(&home.file()), 0o644);
}

#[test]
fn mistakes_name_the_place_and_what_was_meant() {
    let home = Home::new();
    home.write("[staging]\nsite = \"china\"\nsdk_app_ip = 1\n", 0o600);
    let said = home.run(&["profile", "show", "staging"]);
    let text = said.failed(2);
    assert!(
        text.contains("profiles.toml:3:") && text.contains("Did you mean \"sdk_app_id\"?"),
        "{text}"
    );
    let said = home.run(&["profile", "show", "stagin"]);
    let text = said.failed(2);
    assert!(
        text.contains("there is staging") && text.contains("Did you mean \"staging\"?"),
        "{text}"
    );
    let listed = home.run(&["profile", "list"]);
    assert!(listed.data().contains("staging"), "{listed:?}");
    assert!(listed.stderr.contains("profiles.toml:3:"), "{listed:?}");
    for (words, why) in [
        (&["profile", "set", "x"] as &[&str], "nothing is to be set"),
        (&["profile", "set", "", "--site", "china"], "no name"),
        (
            &["profile", "set", "x", "--endpoint", "https://u:p@host/"],
            "a user or a password",
        ),
        (
            &["profile", "set", "x", "--endpoint", "https://host/?x=1"],
            "only scheme, host, port and path",
        ),
        (
            &["profile", "set", "x", "--endpoint", "host.example"],
            "is not an address",
        ),
        (
            &[
                "profile",
                "set",
                "allow_readable_by_others",
                "--site",
                "china",
            ],
            "no name",
        ),
        (&["profile", "set", "x", "--site", "sidney"], "china"),
        (
            &[
                "profile",
                "set",
                "x",
                "--site",
                "china",
                "--endpoint",
                "https://e",
            ],
            "--endpoint",
        ),
        (
            &[
                "profile",
                "set",
                "x",
                "--secret-key-env",
                "A",
                "--secret-key-command",
                "b",
            ],
            "cannot be used with",
        ),
        (
            &["profile", "set", "x", "--identifier", " "],
            "--unset identifier",
        ),
        (&["profile", "set", "x", "--unset", "sight"], "site"),
    ] {
        let said = home.run(words);
        assert!(said.failed(2).contains(why), "{words:?} {said:?}");
    }
    home.write("[x\nsecret_key = \"s3cr3t\"\n", 0o600);
    let said = home.run(&["profile", "set", "y", "--site", "china"]);
    assert!(
        said.failed(2).contains("profiles.toml:1:") && !said.stderr.contains("s3cr3t"),
        "{said:?}"
    );
    let path = home.run(&["profile", "path"]);
    assert_eq!(path.data(), format!("{}\n", home.file().display()));
}
