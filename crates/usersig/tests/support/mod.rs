//! The worked examples and tools to make and take apart tickets that share no code with the crate.
#![allow(dead_code, reason = "each test file uses a part")]

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use usersig::{Privileges, Room, SecretKey};

/// The sample key the vendor publishes.
pub const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
pub const SDK_APP_ID: u32 = 1_400_000_000;
pub const TIME: u64 = 1_700_000_000;
pub const DAY: Duration = Duration::from_secs(86_400);

pub fn key() -> SecretKey {
    SecretKey::new(KEY).unwrap()
}

/// A ticket computed by the vendor's Python code, with every step on the way.
pub struct Example {
    pub identifier: &'static str,
    pub expire: u64,
    pub room: Option<(Room, Privileges)>,
    pub userbuf_hex: Option<&'static str>,
    pub hmac_hex: &'static str,
    pub json: &'static str,
    pub level_0: &'static str,
    pub level_6: Option<&'static str>,
}

impl Example {
    /// A plain UserSig.
    pub fn a() -> Self {
        Self {
            identifier: "administrator",
            expire: 15_552_000,
            room: None,
            userbuf_hex: None,
            hmac_hex: "242cf16a717c3534d76aee26fb687dc2fee06099f2364b26d319b53445d4dbbe",
            json: r#"{"TLS.ver":"2.0","TLS.identifier":"administrator","TLS.sdkappid":1400000000,"TLS.expire":15552000,"TLS.time":1700000000,"TLS.sig":"JCzxanF8NTTXau4m+2h9wv7gYJnyNksm0xm1NEXU274="}"#,
            level_0: "eAEBsQBO-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoiYWRtaW5pc3RyYXRvciIsIlRMUy5zZGthcHBpZCI6MTQwMDAwMDAwMCwiVExTLmV4cGlyZSI6MTU1NTIwMDAsIlRMUy50aW1lIjoxNzAwMDAwMDAwLCJUTFMuc2lnIjoiSkN6eGFuRjhOVFRYYXU0bSsyaDl3djdnWUpueU5rc20weG0xTkVYVTI3ND0ifU5uNKc_",
            level_6: Some(
                "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwokpuZl5mcUlRYkl*UVQBcUp2YkFBZkpSlaGJgZQAJFJrSjILEoFipuamhrBRUsyc0Fi5qhqizPTgeZ7OVdVJOa5WfiFhEQklprkahtlWJaXmadHeuVV*mUX5xpU5Br6uUaEGpmb2CrVAgBObjSn",
            ),
        }
    }

    /// A PrivateMapKey for a numeric room.
    pub fn b() -> Self {
        Self {
            identifier: "xiaojun",
            expire: 86_400,
            room: Some((Room::Numeric(10_000), Privileges::ALL)),
            userbuf_hex: Some("0000077869616f6a756e53724e000000271065554280000000ff00000000"),
            hmac_hex: "9b958f2c13f86693218c4ffe192ce61d010a6cb331b2f5a2875ba1253434b0fc",
            json: r#"{"TLS.ver":"2.0","TLS.identifier":"xiaojun","TLS.sdkappid":1400000000,"TLS.expire":86400,"TLS.time":1700000000,"TLS.userbuf":"AAAHeGlhb2p1blNyTgAAACcQZVVCgAAAAP8AAAAA","TLS.sig":"m5WPLBP4ZpMhjE/+GSzmHQEKbLMxsvWih1uhJTQ0sPw="}"#,
            level_0: "eAEB4QAe-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoieGlhb2p1biIsIlRMUy5zZGthcHBpZCI6MTQwMDAwMDAwMCwiVExTLmV4cGlyZSI6ODY0MDAsIlRMUy50aW1lIjoxNzAwMDAwMDAwLCJUTFMudXNlcmJ1ZiI6IkFBQUhlR2xoYjJwMWJsTnlUZ0FBQUNjUVpWVkNnQUFBQVA4QUFBQUEiLCJUTFMuc2lnIjoibTVXUExCUDRacE1oakUvK0dTem1IUUVLYkxNeHN2V2loMXVoSlRRMHNQdz0ifQnJQwI_",
            level_6: None,
        }
    }

    /// A PrivateMapKey for a string room.
    pub fn c() -> Self {
        Self {
            identifier: "xiaojun",
            expire: 86_400,
            room: Some((
                Room::Text("roomid-1234".to_owned()),
                Privileges::from_bits(42),
            )),
            userbuf_hex: Some(
                "0100077869616f6a756e53724e0000000000655542800000002a00000000000b726f6f6d69642d31323334",
            ),
            hmac_hex: "6d09025f7a3f63f1783d65b3ec11e1ae98f5e0bfbf85149cdb0effe2916f6fff",
            json: r#"{"TLS.ver":"2.0","TLS.identifier":"xiaojun","TLS.sdkappid":1400000000,"TLS.expire":86400,"TLS.time":1700000000,"TLS.userbuf":"AQAHeGlhb2p1blNyTgAAAAAAZVVCgAAAACoAAAAAAAtyb29taWQtMTIzNA==","TLS.sig":"bQkCX3o/Y/F4PWWz7BHhrpj14L+/hRSc2w7/4pFvb/8="}"#,
            level_0: "eAEB9QAK-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoieGlhb2p1biIsIlRMUy5zZGthcHBpZCI6MTQwMDAwMDAwMCwiVExTLmV4cGlyZSI6ODY0MDAsIlRMUy50aW1lIjoxNzAwMDAwMDAwLCJUTFMudXNlcmJ1ZiI6IkFRQUhlR2xoYjJwMWJsTnlUZ0FBQUFBQVpWVkNnQUFBQUNvQUFBQUFBQXR5YjI5dGFXUXRNVEl6TkE9PSIsIlRMUy5zaWciOiJiUWtDWDNvL1kvRjRQV1d6N0JIaHJwajE0TCsvaFJTYzJ3Ny80cEZ2Yi84PSJ9jPNIVg__",
            level_6: None,
        }
    }

    pub fn all() -> [Self; 3] {
        [Self::a(), Self::b(), Self::c()]
    }

    pub fn texts(&self) -> impl Iterator<Item = &'static str> {
        [self.level_0].into_iter().chain(self.level_6)
    }

    pub fn mint(&self) -> String {
        let life = Duration::from_secs(self.expire);
        match &self.room {
            None => key()
                .mint(SDK_APP_ID, self.identifier, TIME, life)
                .unwrap()
                .expose()
                .to_owned(),
            Some((room, privileges)) => key()
                .mint_private_map_key(SDK_APP_ID, self.identifier, TIME, life, room, *privileges)
                .unwrap()
                .expose()
                .to_owned(),
        }
    }
}

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// The ticket with these bytes inside.
pub fn armour(zlib: &[u8]) -> String {
    STANDARD
        .encode(zlib)
        .replace('+', "*")
        .replace('/', "-")
        .replace('=', "_")
}

/// The bytes inside a ticket.
pub fn unarmour(ticket: &str) -> Vec<u8> {
    STANDARD
        .decode(ticket.replace('*', "+").replace('-', "/").replace('_', "="))
        .unwrap()
}

/// The ticket with this JSON inside.
pub fn pack(json: &[u8], level: u8) -> String {
    armour(&miniz_oxide::deflate::compress_to_vec_zlib(json, level))
}

/// The JSON inside a ticket.
pub fn unpack(ticket: &str) -> String {
    let json = miniz_oxide::inflate::decompress_to_vec_zlib(&unarmour(ticket)).unwrap();
    String::from_utf8(json).unwrap()
}
