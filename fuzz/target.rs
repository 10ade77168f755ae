//! The fuzzer's door: `npm run fuzz` names the target (see [`targets::ALL`]) in WORTLAUT_TARGET.
#![no_main]

#[path = "../tests/promises/mod.rs"]
mod promises;
mod targets;

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("WORTLAUT_TARGET").expect("WORTLAUT_TARGET names the target");
    targets::ALL.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no target {name}")).1
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
