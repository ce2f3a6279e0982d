//! Sites by their names.

use std::fmt;
use std::str::FromStr;

use crate::generated::sites::Site;

/// Reads a name without regard to case, spaces, `_` and `-`.
///
/// ```
/// use call_engine_types::Site;
///
/// assert_eq!("Silicon Valley".parse(), Ok(Site::SiliconValley));
/// let error = "sidney".parse::<Site>().unwrap_err();
/// assert!(error.to_string().starts_with("there is no site \"sidney\"; it is one of china, singapore, "));
/// ```
impl FromStr for Site {
    type Err = UnknownSite;

    fn from_str(text: &str) -> Result<Self, UnknownSite> {
        let plain = |text: &str| -> String {
            let letters = text.chars().filter(|c| !matches!(c, ' ' | '_' | '-'));
            letters.map(|c| c.to_ascii_lowercase()).collect()
        };
        let wanted = plain(text);
        let found = Self::ALL.iter().find(|site| plain(site.name()) == wanted);
        found.copied().ok_or_else(|| UnknownSite {
            name: text.to_owned(),
        })
    }
}

/// The name, such as `singapore`.
impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no site has; the text lists the names of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSite {
    name: String,
}

impl fmt::Display for UnknownSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Site::ALL.iter().map(|site| site.name()).collect();
        let names = names.join(", ");
        write!(f, "there is no site {:?}; it is one of {names}", self.name)
    }
}

impl std::error::Error for UnknownSite {}
