//! Makes the UserSig of the docs' worked example and looks inside.

use usersig::{Claims, DEFAULT_LIFE, SecretKey};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The vendor's published sample; a real key is read from a secret store.
    let key_text = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    // docs: mint
    let key = SecretKey::new(key_text)?;
    let now = 1_700_000_000; // Unix seconds, from a clock of your choice
    let user_sig = key.mint(1_400_000_000, "administrator", now, DEFAULT_LIFE)?;
    println!("{}", user_sig.expose());
    // docs: end
    println!("{:?}", Claims::decode(user_sig.expose())?);
    Ok(())
}
