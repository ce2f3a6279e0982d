//! Mint, decode and verify the tickets of Tencent's real-time services: [`UserSig`] and [`PrivateMapKey`].
//!
//! A UserSig proves to the service that its bearer may act as one UserID (`identifier`) of one application
//! (`sdkappid`) for a limited time. A REST caller needs one of an App administrator account. This crate
//! implements the HMAC-SHA256 scheme (TLSSigAPIv2, in use since 2019-07-19; documents 1047/34385 and
//! 1047/34456) and nothing else: no HTTP, no clock, no random numbers, no global state. Equal input gives equal
//! output on every platform.
//!
//! # Minting
//!
//! ```
//! use usersig::{DEFAULT_LIFE, SecretKey};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let key_text = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
//! let key = SecretKey::new(key_text)?;
//! let now = 1_700_000_000; // Unix seconds, from a clock of your choice
//! let user_sig = key.mint(1_400_000_000, "administrator", now, DEFAULT_LIFE)?;
//!
//! assert!(user_sig.expose().starts_with("eAE"));
//! assert_eq!(user_sig.expires_at(), 1_715_552_000);
//! # Ok(())
//! # }
//! ```
//!
//! Keep the [`SecretKey`]: making it does part of the HMAC once and for all, so that each mint is cheap. Use a
//! ticket until shortly before [`UserSig::expires_at`], then mint the next one; on the service's answer 70001
//! (expired) mint a new one and repeat the request once.
//!
//! # Entering a room
//!
//! With *advanced permission control* switched on, entering a room needs a [`PrivateMapKey`] too (document
//! 647/35157). It is the same kind of ticket with the room and the [`Privileges`] inside.
//!
//! ```
//! use std::time::Duration;
//! use usersig::{Privileges, Room, SecretKey};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let key_text = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
//! let key = SecretKey::new(key_text)?;
//! let listener = Privileges::ENTER_ROOM | Privileges::RECEIVE_AUDIO | Privileges::RECEIVE_VIDEO;
//! let day = Duration::from_secs(86_400);
//! let room = Room::Text("roomid-1234".to_owned());
//! let ticket =
//!     key.mint_private_map_key(1_400_000_000, "xiaojun", 1_700_000_000, day, &room, listener)?;
//! # assert!(ticket.expose().starts_with("eAE"));
//! # Ok(())
//! # }
//! ```
//!
//! [`Room::Numeric`] 123 and [`Room::Text`] "123" are two different rooms.
//!
//! # Verifying
//!
//! Feature `verify`, on by default. The checks are those of the vendor's Go SDK, in its order; the error names
//! the check that failed and the code the service is likely to answer with.
//!
#![cfg_attr(feature = "verify", doc = "```")]
#![cfg_attr(not(feature = "verify"), doc = "```ignore")]
//! use usersig::{DEFAULT_LIFE, Expected, SecretKey, VerifyError};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let key_text = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
//! let key = SecretKey::new(key_text)?;
//! let ticket = key.mint(1_400_000_000, "administrator", 1_700_000_000, DEFAULT_LIFE)?;
//!
//! let expected = Expected::new(1_400_000_000, "administrator", 1_700_000_060);
//! let claims = key.verify(ticket.expose(), &expected)?;
//! assert_eq!(claims.issued_at, 1_700_000_000);
//!
//! let late = Expected::new(1_400_000_000, "administrator", 1_715_552_001);
//! let error = key.verify(ticket.expose(), &late).unwrap_err();
//! assert!(matches!(error, VerifyError::Expired { at: 1_715_552_000, .. }));
//! assert_eq!(error.code(), 70001);
//! # Ok(())
//! # }
//! ```
//!
//! To look into a ticket without a key, as when searching for the reason of a refusal, use
#![cfg_attr(feature = "verify", doc = "[`Claims::decode`] and [`UserBuf::parse`].")]
#![cfg_attr(
    not(feature = "verify"),
    doc = "`Claims::decode` and `UserBuf::parse`."
)]
//!
//! # Comparing tickets
//!
//! Two correct generators give different texts for equal input: the order of the JSON members, white space and
//! the compression level are free. Compare decoded contents, never texts. This crate writes the JSON in the order
//! of the vendor's Go and Python code and does not compress.
//!
//! # Secrets
//!
//! The key belongs on a server, never into an app (document 1047/34385). A ticket is a credential as well and
//! stands in the URL of a REST request, so such URLs must not be logged. Keys and tickets of this crate are
//! wiped from memory on drop, have a `Debug` that shows nothing of them and no `Display`; the text of a ticket
//! comes out only through a method named `expose`. Decoded claims are plain values and not wiped, but their `Debug`
//! leaves the signature out. No error of this crate contains a key, a ticket or a part of one.
//!
//! # Features
//!
//! | Feature | Default | Adds |
//! | --- | --- | --- |
//! | `verify` | yes | decoding and verifying, with `miniz_oxide` and `serde_json` |
//! | `rustcrypto` | yes | HMAC-SHA256 by the crates `hmac` and `sha2`: no C code |
//! | `ring` | no | HMAC-SHA256 by `ring`, for programs that compile it anyway, as all that use rustls with it do |
//!
//! One of the last two is needed. Both together are allowed and give the same tickets; `ring` does the work then. To
//! compile nothing for HMAC that a program with rustls does not have: `default-features = false, features = ["ring"]`.
//! Besides these, the crate mints on `adler2` and `zeroize` alone.
//!
//! # Where the documents disagree
//!
//! * Longest life: 10 years (1047/34456) or 50 (269/2660). [`MAX_LIFE`] is the smaller one.
//! * UserID: letters, digits, `_` and `-` (1047/34385) or all printable ASCII (269/1671). Minting accepts the
//!   looser form.
//! * Eighth privilege bit: comments in two vendor SDKs say 200, the sum only works with 128. See
//!   [`Privileges::RECEIVE_AUX_VIDEO`].
//! * Empty string room: one vendor SDK makes a ticket for a room of length 0, the others take it for "no string
//!   room". Minting refuses it.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(not(any(feature = "ring", feature = "rustcrypto")))]
compile_error!(
    "usersig needs a library for HMAC-SHA256: switch on its feature `rustcrypto` (pure Rust), or `ring` where rustls \
     brings that anyway"
);

mod alphabet;
#[cfg(feature = "verify")]
mod decode;
mod hmac;
mod key;
mod mint;
mod private_map_key;
mod signing;
mod ticket;
mod userbuf;
#[cfg(feature = "verify")]
mod verify;

#[cfg(feature = "verify")]
pub use decode::{Claims, DecodeError};
pub use key::{InvalidKey, SecretKey};
pub use mint::{DEFAULT_LIFE, MAX_LIFE, MintError, UserSig};
pub use private_map_key::{PrivateMapKey, Privileges, Room};
#[cfg(feature = "verify")]
pub use userbuf::{UserBuf, UserBufError};
#[cfg(feature = "verify")]
pub use verify::{Expected, UserBufRule, VerifyError};
