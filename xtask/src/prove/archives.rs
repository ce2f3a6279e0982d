//! Every published package builds alone from its archive, the client also through its other door.

use super::checkout::Checkout;
use crate::packages;
use crate::repository::Repository;

pub fn prove(repository: &Repository) -> Result<(), String> {
    packages::build_archives(&Checkout::fresh(repository)?)
}
