//! Profiles: named settings in a file that the command line and the SDK share.
//!
//! | Module | Concept |
//! |---|---|
//! | `file` | the file: read with lines for mistakes, edited without losing comments, written whole, closed to others |
//! | `set` | what is put into a profile, and where its secret is |
//! | `show` | profiles for people, without secrets |

mod file;
mod set;
mod show;

use clap::Subcommand;
use serde_json::json;

use crate::exit::Failure;
use crate::output::{Output, talk};

pub use file::{ProfileFile, modes_in_words, warn_of_modes};
pub use show::secret;

#[derive(Debug, Subcommand)]
pub enum ProfileTask {
    /// List the profiles
    List,
    /// Show a profile: its settings, and where its secret comes from
    Show {
        /// Name of the profile
        name: String,
    },
    /// Make a profile, or change some of its settings
    #[command(after_help = set::HELP)]
    Set(Box<set::SetArguments>),
    /// Delete a profile, with a secret that stands in it
    Delete {
        /// Name of the profile
        name: String,
    },
    /// Print where the file of profiles is
    #[command(after_help = "\
CALL_ENGINE_PROFILES_FILE names another one.
Example: $EDITOR \"$(call-engine profile path)\"")]
    Path,
}

pub fn run(task: ProfileTask, output: &mut Output) -> Result<(), Failure> {
    match task {
        ProfileTask::List => show::list(output),
        ProfileTask::Show { name } => show::show(&name, output),
        ProfileTask::Set(arguments) => set::run(&arguments, output),
        ProfileTask::Delete { name } => {
            let mut file = ProfileFile::read()?;
            file.delete(&name)?;
            file.write()?;
            talk(&format!(
                "The profile {name} is no longer in {}.",
                file.path().display()
            ));
            Ok(())
        }
        ProfileTask::Path => {
            let path = ProfileFile::place()?;
            let value = json!({"path": path.display().to_string(), "exists": path.exists()});
            output.value(&value, || path.display().to_string())
        }
    }
}
