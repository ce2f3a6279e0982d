//! A secret of one's own in the address.

use std::fmt;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::query::{Query, Times};

/// A parameter that only who was given the address can know.
#[derive(Clone)]
pub(crate) struct UrlSecret {
    name: String,
    /// Digests are compared, so that not even the length shows in the time that takes.
    digest: [u8; 32],
}

impl fmt::Debug for UrlSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UrlSecret")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Why a secret was not accepted.
#[derive(Debug)]
pub(crate) enum SecretFault {
    Missing { name: String, query_is_empty: bool },
    Repeated { name: String },
    Wrong { name: String, empty: bool },
}

impl UrlSecret {
    pub(crate) fn new(name: String, secret: &str) -> Self {
        Self {
            name,
            digest: Sha256::digest(secret).into(),
        }
    }
}

/// Checks that one of the secrets is there, and each name once at most. No secrets, no check.
pub(crate) fn verify(secrets: &[UrlSecret], query: &Query<'_>) -> Result<(), SecretFault> {
    let Some(last) = secrets.last() else {
        return Ok(());
    };
    let mut right = subtle::Choice::from(0);
    let mut wrong = None;
    for secret in secrets {
        match query.own(&secret.name) {
            Times::Never => {}
            Times::More(_) => {
                return Err(SecretFault::Repeated {
                    name: secret.name.clone(),
                });
            }
            Times::Once(value) => {
                let digest: [u8; 32] = Sha256::digest(value).into();
                right |= digest.ct_eq(&secret.digest);
                wrong = Some((&secret.name, value.is_empty()));
            }
        }
    }
    match wrong {
        _ if bool::from(right) => Ok(()),
        Some((name, empty)) => Err(SecretFault::Wrong {
            name: name.clone(),
            empty,
        }),
        None => Err(SecretFault::Missing {
            name: last.name.clone(),
            query_is_empty: query.is_empty(),
        }),
    }
}

impl fmt::Display for SecretFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing {
                query_is_empty: true,
                ..
            } => f.write_str(
                "the secret is missing because the query is empty: a proxy or a rewritten route strips it",
            ),
            Self::Missing { name, .. } => write!(
                f,
                "the query has no parameter {name:?} with the secret: either the Url given to set_callback lacks it, a \
                 proxy takes it out, or somebody else sent this"
            ),
            Self::Repeated { name } => write!(
                f,
                "the parameter {name:?} with the secret is there more than once: somebody adds to the query"
            ),
            Self::Wrong { name, empty: true } => {
                write!(f, "the parameter {name:?} is there, and empty: a proxy may mask it")
            }
            Self::Wrong { name, .. } => write!(
                f,
                "the parameter {name:?} holds another secret: an older one that set_callback still has, one whose `+` or \
                 `%` was not encoded in the Url, or somebody guesses"
            ),
        }
    }
}
