use crate::repository::{Repository, lines};
pub fn run(repository: &Repository) -> Result<(), String> {
    let contract = repository.contract().map_err(|findings| lines(&findings))?;
    let f = call_engine_contract::lint::lint(&contract);
    println!("{}", lines(&f));
    Ok(())
}
