//! How many webhooks a second are read, beside the same bytes put into the same struct by bare serde_json:
//! `cargo bench -p call-engine --bench webhooks`.

use call_engine::types::{AfterEndCall, AfterMemberChanged, AfterStartCall};
use call_engine::webhook;
use divan::Bencher;
use divan::counter::ItemsCount;
use serde::de::DeserializeOwned;

macro_rules! body {
    ($event:literal) => {
        include_bytes!(concat!("../../../spec/examples/", $event, ".json"))
    };
}

const START: &[u8] = body!("after_start_call/event-group");
const MEMBER: &[u8] = body!("after_member_changed/event-group");
const END: &[u8] = body!("after_end_call/event-group");

fn main() {
    divan::main();
}

fn measured(bencher: Bencher<'_, '_>, body: &'static [u8], read: impl Fn(&[u8]) + Sync) {
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench(|| read(divan::black_box(body)));
}

/// As a server reads it: by its command, with the place of a fault.
fn ours(body: &[u8]) {
    divan::black_box(webhook::read(body).expect("an example"));
}

/// As a program does that knows what comes.
fn bare<T: DeserializeOwned>(body: &[u8]) {
    divan::black_box(serde_json::from_slice::<T>(body).expect("an example"));
}

#[divan::bench_group]
mod after_start_call {
    #[divan::bench]
    fn call_engine(bencher: divan::Bencher<'_, '_>) {
        super::measured(bencher, super::START, super::ours);
    }

    #[divan::bench]
    fn serde_json(bencher: divan::Bencher<'_, '_>) {
        super::measured(bencher, super::START, super::bare::<super::AfterStartCall>);
    }
}

#[divan::bench_group]
mod after_member_changed {
    #[divan::bench]
    fn call_engine(bencher: divan::Bencher<'_, '_>) {
        super::measured(bencher, super::MEMBER, super::ours);
    }

    #[divan::bench]
    fn serde_json(bencher: divan::Bencher<'_, '_>) {
        super::measured(
            bencher,
            super::MEMBER,
            super::bare::<super::AfterMemberChanged>,
        );
    }
}

#[divan::bench_group]
mod after_end_call {
    #[divan::bench]
    fn call_engine(bencher: divan::Bencher<'_, '_>) {
        super::measured(bencher, super::END, super::ours);
    }

    #[divan::bench]
    fn serde_json(bencher: divan::Bencher<'_, '_>) {
        super::measured(bencher, super::END, super::bare::<super::AfterEndCall>);
    }
}
