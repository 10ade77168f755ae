//! Hashes that stand for all that a result depends on.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Hash of everything that a result depends on: 128 bits, so that no two ever meet by chance. The same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Key(u64, u64);

impl Key {
    /// Goes on with a number.
    pub fn add(&mut self, value: u64) {
        let mix = |half: u64, factor: u64| {
            let half = (half ^ value).wrapping_mul(factor);
            half ^ half >> 29
        };
        *self = Key(mix(self.0, 0x9E37_79B9_7F4A_7C15), mix(self.1, 0xD6E8_FEB8_6659_FD93));
    }

    /// Hash of a text.
    pub fn of(text: &str) -> Key {
        let mut key = Key::default();
        key.add_text(text);
        key
    }

    /// Where to keep what belongs to it.
    pub fn place(self) -> usize {
        (self.0 ^ self.1 >> 32) as usize
    }

    /// Half of it: enough where keys are compared with few others.
    pub fn half(self) -> u64 {
        self.0 ^ self.1.rotate_left(32)
    }

    /// Goes on with another key.
    pub fn join(&mut self, other: Key) {
        self.add(other.0);
        self.add(other.1);
    }

    /// Goes on with numbers and how many they are.
    pub fn add_all(&mut self, values: &[u32]) {
        values.iter().for_each(|&value| self.add(u64::from(value)));
        self.add(values.len() as u64);
    }

    /// Goes on with a text.
    pub fn add_text(&mut self, text: &str) {
        self.add_bytes(text.as_bytes());
    }

    pub(super) fn add_bytes(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|&word| self.add(u64::from_le_bytes(word)));
        self.add(rest.iter().fold(bytes.len() as u64, |sum, &byte| sum << 8 | u64::from(byte)));
    }
}

impl Hasher for Key {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<4>();
        words.iter().for_each(|&word| self.add(u64::from(u32::from_le_bytes(word))));
        rest.iter().for_each(|&byte| self.add(u64::from(byte)));
    }

    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }

    fn write_usize(&mut self, value: usize) {
        self.add(value as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Takes a key for the hash that it is.
#[derive(Clone, Copy, Default)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = self.0.rotate_left(32) ^ value;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

pub(crate) type ByKey<T> = HashMap<Key, T, BuildHasherDefault<AsItIs>>;
