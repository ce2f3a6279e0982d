//! What stands in the way of a release.

use super::changelog::Changelog;
use super::version::{Changes, Release};
use crate::git::git;
use crate::prove::checkout::Outcome;
use crate::repository::Repository;

/// Everything that is not ready, each with what to do; all of it at once. `check` is what `cargo xtask check` says.
pub fn objections(
    repository: &Repository,
    release: &Release,
    changelog: &Changelog,
    changes: &Changes,
    check: Result<Outcome, String>,
) -> Vec<String> {
    let mut objections = Vec::new();
    objections.extend(release.objection(changes.step));
    objections.extend(changes.doubts.iter().map(|doubt| format!("diff: {doubt}")));
    match git(repository.root(), &["status", "--porcelain"]) {
        Ok(edits) if edits.is_empty() => {}
        Ok(edits) => objections.push(format!(
            "working tree: {} files differ from the last commit, the first is {}; commit or stash them",
            edits.lines().count(),
            edits.lines().next().unwrap_or_default().trim()
        )),
        Err(message) => objections.push(message),
    }
    let tag = release.tag();
    if git(repository.root(), &["tag", "--list", &tag]).is_ok_and(|found| !found.is_empty()) {
        objections.push(format!(
            "version: the tag {tag} exists; choose a higher version"
        ));
    }
    // Includes that every derived file is current and no snapshot is pending.
    match check {
        Ok(check) if check.success => {}
        Ok(check) => objections.push(format!(
            "check: {}; run `cargo xtask check`",
            check.text.lines().last().unwrap_or("it fails")
        )),
        Err(message) => objections.push(message),
    }
    if changelog.notes().is_empty() && changes.markdown.is_empty() {
        objections.push(format!(
            "notes: nothing stands under `{}` in CHANGELOG.md and the contract did not change; write what users should know",
            super::changelog::UNRELEASED
        ));
    }
    objections
}

#[cfg(test)]
mod tests {
    use std::fs;

    use call_engine_contract::diff::Step;
    use tempfile::TempDir;

    use super::*;
    use crate::release::changelog;

    const API: &str = "2025-12-05";

    /// A checkout of one commit: version 0.2.3, released, with a note for the next one.
    struct Sample {
        folder: TempDir,
        repository: Repository,
    }

    impl Sample {
        fn new() -> Self {
            let folder = TempDir::new().expect("a folder");
            let sample = Self {
                repository: Repository::new(Some(folder.path().to_owned())),
                folder,
            };
            sample.write(
                "Cargo.toml",
                "[workspace.package]\nversion = \"0.2.3+2025-01-01\"\n",
            );
            sample.write(
                changelog::PATH,
                "# Changelog\n\n## Unreleased\n\n* New.\n\n## 0.2.3, 2026-01-01\n\n* Old.\n",
            );
            sample.git(&["init", "--quiet"]);
            sample.commit();
            sample.git(&["tag", "v0.2.3"]);
            sample
        }

        fn write(&self, path: &str, text: &str) {
            fs::write(self.folder.path().join(path), text).expect(path);
        }

        fn git(&self, arguments: &[&str]) {
            git(self.folder.path(), arguments).expect("git");
        }

        fn commit(&self) {
            self.git(&["add", "--all"]);
            let who = ["-c", "user.name=test", "-c", "user.email=test@localhost"];
            self.git(&[&who[..], &["commit", "--quiet", "-m", "sample"]].concat());
        }

        fn objections(&self, wish: &str, changes: &Changes, check: (bool, &str)) -> Vec<String> {
            let release = Release::new(&self.repository, wish, API).expect("a version");
            let changelog = Changelog::read(&self.repository).expect("a changelog");
            let (success, text) = (check.0, check.1.to_owned());
            let check = Ok(Outcome { success, text });
            objections(&self.repository, &release, &changelog, changes, check)
        }

        /// The only objection to a release, when what `check` and `diff` say is good.
        fn only(&self, wish: &str, step: Step) -> String {
            let changes = Changes { step, ..nothing() };
            let mut objections = self.objections(wish, &changes, CLEAN);
            assert_eq!(objections.len(), 1, "{objections:?}");
            objections.remove(0)
        }
    }

    const CLEAN: (bool, &str) = (true, "nothing to say\n");

    fn nothing() -> Changes {
        Changes {
            step: Step::Same,
            markdown: String::new(),
            doubts: Vec::new(),
        }
    }

    #[test]
    fn what_is_ready_meets_no_objection() {
        let sample = Sample::new();
        for (wish, step) in [
            ("0.2.4", Step::Same),
            ("0.2.4", Step::Minor),
            ("0.3.0", Step::Major),
            ("1.0.0", Step::Major),
        ] {
            let changes = Changes { step, ..nothing() };
            let objections = sample.objections(wish, &changes, CLEAN);
            assert!(objections.is_empty(), "{wish}: {objections:?}");
        }
    }

    #[test]
    fn a_version_lower_than_the_written_one_is_refused() {
        let objection = Sample::new().only("0.2.2", Step::Same);
        assert!(
            objection.contains("0.2.2 is lower than 0.2.3"),
            "{objection}"
        );
    }

    #[test]
    fn a_version_that_is_released_already_is_refused() {
        let objections = Sample::new().objections("0.2.3", &nothing(), CLEAN);
        assert_eq!(objections.len(), 2, "{objections:?}");
        assert!(objections[0].contains("0.2.3 does not follow 0.2.3"));
        assert!(objections[1].contains("the tag v0.2.3 exists"));
    }

    #[test]
    fn a_step_that_is_too_small_is_refused_with_the_least_that_will_do() {
        let objection = Sample::new().only("0.2.4", Step::Major);
        assert!(
            objection.contains("needs at least 0.3.0; see `cargo xtask diff v0.2.3`"),
            "{objection}"
        );
    }

    #[test]
    fn files_that_are_not_committed_are_refused_and_the_first_is_named() {
        let sample = Sample::new();
        sample.write("forgotten.txt", "text");
        let objection = sample.only("0.2.4", Step::Same);
        assert!(
            objection
                .contains("1 files differ from the last commit, the first is ?? forgotten.txt"),
            "{objection}"
        );
    }

    #[test]
    fn a_check_that_cannot_run_is_refused() {
        let sample = Sample::new();
        let release = Release::new(&sample.repository, "0.2.4", API).expect("a version");
        let changelog = Changelog::read(&sample.repository).expect("a changelog");
        let check = Err("xtask cannot be started".to_owned());
        let objections = objections(&sample.repository, &release, &changelog, &nothing(), check);
        assert_eq!(objections, ["xtask cannot be started"]);
    }

    #[test]
    fn what_check_finds_is_refused_with_its_count() {
        let stale = (
            false,
            "call.rs: [generated-current] is not current\n1 finding\n",
        );
        let objections = Sample::new().objections("0.2.4", &nothing(), stale);
        assert_eq!(objections, ["check: 1 finding; run `cargo xtask check`"]);
    }

    #[test]
    fn what_diff_does_not_understand_is_refused() {
        let changes = Changes {
            doubts: vec!["not understood: `x-new` is now `1`".to_owned()],
            ..nothing()
        };
        let objections = Sample::new().objections("0.2.4", &changes, CLEAN);
        assert_eq!(objections, ["diff: not understood: `x-new` is now `1`"]);
    }

    #[test]
    fn a_release_of_which_nothing_can_be_told_is_refused() {
        let sample = Sample::new();
        sample.write(changelog::PATH, "# Changelog\n\n## Unreleased\n");
        sample.commit();
        let objection = sample.only("0.2.4", Step::Same);
        assert!(
            objection.contains("nothing stands under `## Unreleased`"),
            "{objection}"
        );
        let changes = Changes {
            markdown: "| a change |".to_owned(),
            ..nothing()
        };
        assert!(sample.objections("0.2.4", &changes, CLEAN).is_empty());
    }

    #[test]
    fn every_objection_is_told_at_once() {
        let sample = Sample::new();
        sample.write(changelog::PATH, "# Changelog\n\n## Unreleased\n");
        let changes = Changes {
            step: Step::Major,
            doubts: vec!["not understood".to_owned()],
            ..nothing()
        };
        let objections = sample.objections("0.2.4", &changes, (false, "2 findings"));
        let begins: Vec<&str> = objections
            .iter()
            .filter_map(|text| text.split(':').next())
            .collect();
        assert_eq!(
            begins,
            ["version", "diff", "working tree", "check", "notes"]
        );
    }

    #[test]
    fn what_is_no_version_is_refused_with_a_remedy() {
        let sample = Sample::new();
        for (wish, api, said) in [
            ("next", API, "write one such as `0.2.0`"),
            ("v0.3.0", API, "write one such as `0.2.0`"),
            ("0.3.0+2026-01-01", API, "leave it out"),
            ("0.3.0", "5 December", "cannot be build metadata"),
        ] {
            let refused = Release::new(&sample.repository, wish, api).err();
            assert!(
                refused.as_ref().is_some_and(|text| text.contains(said)),
                "{wish}: {refused:?}"
            );
        }
    }
}
