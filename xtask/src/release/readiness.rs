//! What stands in the way of a release.

use super::changelog::Changelog;
use super::version::{Changes, Release};
use crate::git::git;
use crate::prove::checkout::Checkout;
use crate::repository::Repository;

/// Everything that is not ready, each with what to do; all of it at once.
pub fn objections(
    repository: &Repository,
    release: &Release,
    changelog: &Changelog,
    changes: &Changes,
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
    match Checkout::of(repository).xtask(&["check"]) {
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
