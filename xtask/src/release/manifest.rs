//! The versions in the manifest of the workspace.

use toml_edit::{DocumentMut, Item, value};

use super::version::Release;

/// The manifest with the version of a release: of the packages, and of what they require of each other.
pub fn released(text: &str, release: &Release) -> Result<String, String> {
    set(text, &release.full(), &release.plain())
}

fn set(text: &str, full: &str, plain: &str) -> Result<String, String> {
    let mut manifest: DocumentMut = text
        .parse()
        .map_err(|error| format!("Cargo.toml: {error}"))?;
    let missing = |key: &str| format!("Cargo.toml: there is no `{key}`");
    let version = manifest
        .get_mut("workspace")
        .and_then(|workspace| workspace.get_mut("package"))
        .and_then(|package| package.get_mut("version"))
        .ok_or_else(|| missing("workspace.package.version"))?;
    *version = value(full);
    let dependencies = manifest["workspace"]
        .get_mut("dependencies")
        .and_then(Item::as_table_like_mut)
        .ok_or_else(|| missing("workspace.dependencies"))?;
    for (_, dependency) in dependencies.iter_mut() {
        if let Some(dependency) = dependency.as_table_like_mut()
            && dependency.contains_key("path")
        {
            dependency.insert("version", value(plain));
        }
    }
    Ok(manifest.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_carry_the_date_of_the_api_and_require_each_other_without_it() {
        let text = "# Kept.\n[workspace.package]\nversion = \"0.1.0\"\n\n[workspace.dependencies]\n\
                    usersig = { path = \"crates/usersig\", version = \"0.1.0\" }\nserde = \"1\"\n";
        let set = set(text, "0.2.0+2025-12-05", "0.2.0").expect("a manifest");
        assert_eq!(
            set,
            text.replace("\nversion = \"0.1.0\"", "\nversion = \"0.2.0+2025-12-05\"")
                .replace(
                    "usersig\", version = \"0.1.0\"",
                    "usersig\", version = \"0.2.0\""
                )
        );
    }
}
