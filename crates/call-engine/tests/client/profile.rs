//! Named profiles of a file.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::process::{made, sent};
use crate::support::{KEY, Server, json};

/// A folder with a file of profiles that only its owner may read.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new(profiles: &str) -> Self {
        let home = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        home.write("profiles.toml", profiles, 0o600);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str, mode: u32) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).expect("a folder");
        fs::write(&path, text).expect("a file");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
        }
        #[cfg(not(unix))]
        let _ = mode;
    }

    fn file(&self) -> String {
        self.path("profiles.toml").display().to_string()
    }

    fn made(&self, name: &str) -> String {
        let file = self.file();
        made(&[
            ("CALL_ENGINE_PROFILES_FILE", &file),
            ("CALL_ENGINE_PROFILE", name),
        ])
    }
}

#[tokio::test]
async fn a_profile_says_where_to_and_as_whom_and_the_environment_wins() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let url = server.url();
    let home = Home::new(&format!(
        "[staging]\nendpoint = {url:?}\nsdk_app_id = 1400000000\nidentifier = \"admin\"\n\
         secret_key_file = \"keys/staging\"\ntimeout = \"3s\"\n\
         [vault]\nendpoint = {url:?}\nsdk_app_id = 1400000000\nsecret_key_env = \"VAULT_KEY\"\n\
         [inline]\nendpoint = {url:?}\nsdk_app_id = 1400000000\nsecret_key = {KEY:?}\nproxy = \"none\"\n\
         [ready]\nsite = \"china\"\nsdk_app_id = 7\nuser_sig = \"of-the-profile\"\n"
    ));
    home.write("keys/staging", &format!("{KEY}\n"), 0o600);
    let file = home.file();
    let with = |name: &'static str| {
        [
            ("CALL_ENGINE_PROFILES_FILE", file.as_str()),
            ("CALL_ENGINE_PROFILE", name),
        ]
    };
    for variables in [
        with("staging").to_vec(),
        [&with("vault")[..], &[("VAULT_KEY", KEY)]].concat(),
        with("inline").to_vec(),
        // Each of these replaces what the profile says of the same.
        [
            &with("ready")[..],
            &[
                ("CALL_ENGINE_ENDPOINT", &url),
                ("CALL_ENGINE_SECRET_KEY", KEY),
                ("CALL_ENGINE_SDK_APP_ID", "1400000000"),
            ],
        ]
        .concat(),
    ] {
        let said = sent(&variables).await;
        assert!(said.starts_with("sent with"), "{said}");
        assert!(
            !said.contains(KEY) && !said.contains("of-the-profile"),
            "{said}"
        );
    }
    let key = usersig::SecretKey::new(KEY).expect("a key");
    let now = std::time::UNIX_EPOCH
        .elapsed()
        .expect("after 1970")
        .as_secs();
    let names = ["admin", "administrator", "administrator", "administrator"];
    for (request, name) in server.requests().iter().zip(names) {
        let expected = usersig::Expected::new(crate::support::APP, name, now);
        key.verify(&request.parameter("usersig"), &expected)
            .expect("a valid ticket");
    }
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn the_file_is_looked_for_where_configuration_belongs() {
    let home = Home::new("");
    let profiles = "[here]\nendpoint = \"http://127.0.0.1:1\"\nsdk_app_id = 1\nuser_sig = \"t\"\n";
    let root = home.folder.path().to_str().expect("a plain path");
    let profile = ("CALL_ENGINE_PROFILE", "here");
    let said = made(&[profile, ("HOME", root)]);
    assert!(
        said.contains(".config/call-engine/profiles.toml, which does not exist"),
        "{said}"
    );
    assert!(said.contains("CALL_ENGINE_PROFILES_FILE"), "{said}");
    home.write(".config/call-engine/profiles.toml", profiles, 0o600);
    assert!(made(&[profile, ("HOME", root)]).contains("127.0.0.1:1"));
    home.write("xdg/call-engine/profiles.toml", profiles, 0o600);
    let xdg = home.path("xdg");
    let xdg = ("XDG_CONFIG_HOME", xdg.to_str().expect("a plain path"));
    assert!(made(&[profile, ("HOME", "/nowhere"), xdg]).contains("127.0.0.1:1"));
}

#[test]
fn a_mistake_is_named_with_file_and_line_and_shows_no_secret() {
    let secret = "s3cr3t-of-somebody";
    for (text, line, why) in [
        (
            "[x]\nsite = \"china\"\nsight = \"s3cr3t-of-somebody\"\n",
            3,
            "there is no setting \"sight\"",
        ),
        ("[x]\nsdk_app_id = \"1\"\n", 2, "a number, without quotes"),
        (
            "[x]\nsdk_app_id = 99999999999\n",
            2,
            "a number up to 4294967295",
        ),
        ("[x]\n\nsite = \"sidney\"\n", 3, "it is one of china"),
        ("[x]\nsite = 3\n", 2, "a text in quotes"),
        ("[x]\nsecret_key = \"\"\n", 2, "leave it out"),
        ("[x]\nallow_plain_http = \"yes\"\n", 2, "true or false"),
        ("[x]\ntimeout = \"10\"\n", 2, "write it like 10s"),
        (
            "[x]\nsecret_key = \"s3cr3t-of-somebody \"\nuser_sig = \"t\"\n",
            3,
            "contradict",
        ),
        ("[x]\nuser_sig = \"s3cr3t-of somebody\"\n", 2, "white space"),
        (
            "[x]\nsecret_key_env = \"NO_SUCH_VARIABLE\"\n",
            2,
            "NO_SUCH_VARIABLE",
        ),
        (
            "[x]\nsecret_key_file = \"no-such-file\"\n",
            2,
            "no-such-file",
        ),
        (
            "[x]\nsite = \"china\"\nsecret_key = s3cr3t-of-somebody\n",
            3,
            "",
        ),
        ("[x]\nsecret_key = \"s3cr3t-of-somebody\n", 2, ""),
        (
            "[x]\nuser_sig = \"s3cr3t-of-somebody\"\nuser_sig = \"s3cr3t-of-somebody\"\n",
            3,
            "",
        ),
        ("site = \"china\"\n[x]\n", 1, "outside of a profile"),
        ("allow_readable_by_others = 1\n[x]\n", 1, "true or false"),
    ] {
        let home = Home::new(text);
        let said = home.made("x");
        assert!(said.starts_with("error: "), "{text}: {said}");
        let place = format!("{}:{line}: ", home.file());
        assert!(said.contains(&place), "{text}: no {place} in {said}");
        assert!(said.contains(why), "{text}: {said}");
        assert!(
            !said.contains(secret) && !said.contains("s3cr3t"),
            "{text}: {said}"
        );
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_may_come_from_a_command_that_no_shell_reads() {
    let server = Server::always(json(r#"{"ErrorCode":0}"#)).await;
    let profile = |command: &str| {
        let url = server.url();
        format!(
            "[x]\nendpoint = {url:?}\nsdk_app_id = 1400000000\nsecret_key_command = {command:?}\n"
        )
    };
    let home = Home::new(&profile(&format!("/usr/bin/printf '{KEY}\\nmore\\n'")));
    let file = home.file();
    let variables = [
        ("CALL_ENGINE_PROFILES_FILE", file.as_str()),
        ("CALL_ENGINE_PROFILE", "x"),
    ];
    let said = sent(&variables).await;
    assert!(
        said.starts_with("sent with") && !said.contains(KEY),
        "{said}"
    );
    assert_eq!(server.requests().len(), 1);

    // Whoever can write the file could run programs as its reader.
    for mode in [0o620, 0o602] {
        home.write("profiles.toml", &profile("/usr/bin/touch touched"), mode);
        let said = home.made("x");
        assert!(
            said.contains("was not run") && said.contains("others can write"),
            "{said}"
        );
    }
    // What replaces the key leaves the command alone.
    let key = made(&[&variables[..], &[("CALL_ENGINE_SECRET_KEY", KEY)]].concat());
    assert!(!key.contains("error: "), "{key}");
    assert!(!Path::new("touched").exists());

    for (command, why) in [
        ("/bin/false s3cr3t", "failed"),
        ("/no/such/program s3cr3t", "does not start"),
        ("/bin/echo 's3cr3t", "no end"),
        ("/bin/echo s3cr3t", "key"),
    ] {
        home.write("profiles.toml", &profile(command), 0o600);
        let said = home.made("x");
        let place = format!("{file}:4: `secret_key_command`");
        assert!(
            said.contains(&place) && said.contains(why),
            "{command}: {said}"
        );
        assert!(!said.contains("s3cr3t"), "{command}: {said}");
    }
}

#[test]
fn what_was_meant_is_asked() {
    for (text, meant) in [
        ("[x]\nsdk_appid = 1\n", "Did you mean \"sdk_app_id\"?"),
        ("[xx]\n[elsewhere]\n", "Did you mean \"xx\"?"),
    ] {
        let said = Home::new(text).made("x");
        assert!(said.contains(meant), "{said}");
    }
    let said = Home::new("[x]\nq = 1\n").made("x");
    assert!(!said.contains("Did you mean"), "{said}");
}

#[test]
fn a_profile_that_is_not_there_is_answered_with_those_that_are() {
    let said = Home::new("[one]\n[two]\n").made("three");
    assert!(
        said.contains("no profile \"three\"") && said.contains("there is one, two"),
        "{said}"
    );
    assert!(Home::new("").made("x").contains("there is none"));
}

#[cfg(unix)]
#[test]
fn a_file_with_a_secret_that_others_can_read_is_refused_with_a_remedy() {
    let common = "endpoint = \"http://127.0.0.1:1\"\nsdk_app_id = 1\n";
    let inline =
        format!("[x]\n{common}secret_key = {KEY:?}\n[y]\n{common}secret_key_env = \"HOME\"\n");
    let home = Home::new(&inline);
    for mode in [0o644, 0o640, 0o604] {
        home.write("profiles.toml", &inline, mode);
        // The secret of another profile lies open all the same.
        for name in ["x", "y"] {
            let said = home.made(name);
            assert!(
                said.contains(&format!("chmod 600 {}", home.file())),
                "{mode:o}: {said}"
            );
            assert!(said.contains("allow_readable_by_others = true"), "{said}");
        }
    }
    home.write(
        "profiles.toml",
        &format!("allow_readable_by_others = true\n{inline}"),
        0o644,
    );
    assert!(!home.made("x").contains("error: "));

    // The password of a proxy is one too.
    let proxy = format!("[x]\n{common}proxy = \"http://a:b@127.0.0.1:1\"\n");
    home.write("profiles.toml", &proxy, 0o644);
    assert!(home.made("x").contains("chmod 600"));

    // Without a secret in it anybody may read it; the file it names is looked at instead.
    let named = format!("[x]\n{common}secret_key_file = \"key\"\n");
    home.write("profiles.toml", &named, 0o644);
    home.write("key", KEY, 0o644);
    let said = home.made("x");
    let key = home.path("key");
    assert!(
        said.contains(&format!("chmod 600 {}", key.display())),
        "{said}"
    );
    home.write("key", KEY, 0o400);
    assert!(!home.made("x").contains("error: "));
}
