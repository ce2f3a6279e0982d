//! How many tickets a second: `cargo bench -p usersig`.

use std::time::Duration;

use divan::Bencher;
use divan::counter::ItemsCount;
use usersig::{DEFAULT_LIFE, Expected, Privileges, Room, SecretKey};

const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
const SDK_APP_ID: u32 = 1_400_000_000;
const TIME: u64 = 1_700_000_000;

fn main() {
    divan::main();
}

fn key() -> SecretKey {
    SecretKey::new(KEY).expect("the key is good")
}

#[divan::bench]
fn user_sig(bencher: Bencher<'_, '_>) {
    let key = key();
    bencher.counter(ItemsCount::new(1_usize)).bench(|| {
        key.mint(
            SDK_APP_ID,
            divan::black_box("administrator"),
            TIME,
            DEFAULT_LIFE,
        )
    });
}

#[divan::bench]
fn private_map_key(bencher: Bencher<'_, '_>) {
    let key = key();
    let day = Duration::from_secs(86_400);
    let room = Room::Text("roomid-1234".to_owned());
    bencher.counter(ItemsCount::new(1_usize)).bench(|| {
        key.mint_private_map_key(
            SDK_APP_ID,
            "xiaojun",
            TIME,
            day,
            divan::black_box(&room),
            Privileges::ALL,
        )
    });
}

#[divan::bench]
fn verify(bencher: Bencher<'_, '_>) {
    let key = key();
    let ticket = key
        .mint(SDK_APP_ID, "administrator", TIME, DEFAULT_LIFE)
        .expect("the values are good");
    let expected = Expected::new(SDK_APP_ID, "administrator", TIME);
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench(|| key.verify(divan::black_box(ticket.expose()), &expected));
}
