//! x
use crate::repository::Repository;
pub fn prove(_: &Repository) -> Result<(), String> {
    Ok(())
}
