//! Linear models over hashed features: linear-chain CRFs for sequences, log-linear scorers for single decisions and
//! for ranking candidates. Inference only; the trainer (`src/bin/train`) writes what [`Model::parse`] reads.
//!
//! A feature is a 32-bit hash of a template and its values. A model keeps, for each feature that training found useful,
//! the upper bits of the hash (fewer are smaller, but then now and then a foreign feature is taken for a known one), a bit mask of labels and one signed byte of weight a label. Linear-chain CRF: Lafferty, McCallum, Pereira, ICML 2001.

mod chain;
mod lanes;
mod rows;
mod scorer;
pub mod trees;

pub use scorer::{Memo, Scorer, Sink, numbered};
pub(crate) use scorer::{Shared, Twins};

pub use chain::{Chain, Messages, Scores, exp};

use crate::error::Error;
use lanes::F4;
use rows::{Rows, Sums};

/// Most labels a model can have.
pub const MAX_LABELS: usize = 20;

/// Hash of a word, the same on every machine (FNV-1a with a final mix).
pub const fn hash(text: &str) -> u32 {
    mix(fold(FNV, text))
}

const FNV: u32 = 0x811C_9DC5;

const fn fold(mut h: u32, text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        h = (h ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    h
}

/// [`hash`] of a text that comes in pieces.
#[derive(Clone, Copy, Debug)]
pub struct Hasher(u32);

impl Default for Hasher {
    fn default() -> Hasher {
        Hasher(FNV)
    }
}

impl Hasher {
    /// Goes on with `text`.
    pub fn add(&mut self, text: &str) -> &mut Hasher {
        self.0 = fold(self.0, text);
        self
    }

    /// The hash of all pieces so far.
    pub fn finish(&self) -> u32 {
        mix(self.0)
    }
}

/// Hash of a word in lower case, equal to [`hash`] of `text.to_lowercase()` but for a final sigma; allocates nothing.
pub fn hash_lower(text: &str) -> u32 {
    let mut h = 0x811C_9DC5_u32;
    let mut bytes = [0; 4];
    for c in text.chars().flat_map(char::to_lowercase) {
        for &byte in c.encode_utf8(&mut bytes).as_bytes() {
            h = (h ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    mix(h)
}

/// Hash of two values in order.
pub fn join(a: u32, b: u32) -> u32 {
    mix(a.wrapping_mul(0x9E37_79B1).rotate_left(13) ^ b.wrapping_mul(0x85EB_CA6B))
}

const fn mix(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x7FEB_352D);
    h ^= h >> 15;
    h = h.wrapping_mul(0x846C_A68B);
    h ^ (h >> 16)
}

/// The features of a sequence of positions (tokens of a sentence, candidates of a decision).
#[derive(Clone, Debug, Default)]
pub struct Features {
    hashes: Vec<u32>,
    ends: Vec<u32>,
    classes: Vec<u8>,
}

impl Features {
    /// Adds a feature to the position being built: a template number and the hash of its value. Called in hundreds of places:
    /// having it once spares 5 kB of the wasm and costs a twenty-fifth of the time.
    #[inline(never)]
    pub fn add(&mut self, template: u32, value: u32) {
        self.hashes.push(join(template.wrapping_add(0x517C_C1B7), value));
    }

    /// Finishes the position being built.
    pub fn finish_position(&mut self) {
        self.finish_position_as(0);
    }

    /// Finishes the position being built; the step to it from the position before is of that class, and each class has
    /// transitions of its own (a label seldom changes within a clause, often between two).
    pub fn finish_position_as(&mut self, class: u8) {
        self.ends.push(self.hashes.len() as u32);
        self.classes.push(class);
    }

    /// The class of the step to each position.
    pub fn classes(&self) -> &[u8] {
        &self.classes
    }

    /// Number of finished positions.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no position is finished.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The hashes of all positions, that of the one being built included.
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The hashes of one position.
    pub fn at(&self, position: usize) -> &[u32] {
        let start = if position == 0 { 0 } else { self.ends[position - 1] as usize };
        &self.hashes[start..self.ends[position] as usize]
    }

    /// Forgets all positions and keeps the memory.
    pub fn clear(&mut self) {
        self.hashes.clear();
        self.ends.clear();
        self.classes.clear();
    }
}

/// A trained model.
#[derive(Clone, Debug)]
pub struct Model {
    labels: usize,
    scale: f32,
    /// [`FORBIDDEN`] where training saw no such step.
    chain: Chain,
    rows: Rows,
}

/// Score of a transition that never happens.
pub const FORBIDDEN: f32 = -1e4;

/// First bytes of a packed model.
pub const MAGIC: &[u8; 4] = b"WLM3";

impl Model {
    /// Reads a packed model.
    ///
    /// Layout, little endian: [`MAGIC`], number of classes u8, bits of a key u8, labels u8, features u32, scale f32, transitions f32 each, then
    /// three streams one after the other so that each compresses well: varints of the differences of the ascending keys, varints of the
    /// masks, weights.
    ///
    /// # Errors
    /// [`Error::BadModel`] where the bytes are no such model.
    pub fn parse(bytes: &[u8]) -> Result<Model, Error> {
        let mut input = Input::new(bytes);
        let (classes, key_bits) = match input.take(4)? {
            magic if magic == MAGIC => (input.take(1)?[0] as usize, u32::from(input.take(1)?[0])),
            // the former format knew one class
            b"WLM2" => (1, 24),
            _ => return Err(Error::BadModel),
        };
        let labels = input.take(1)?[0] as usize;
        let count = input.word()? as usize;
        let scale = f32::from_bits(input.word()?);
        if labels == 0 || labels > MAX_LABELS || classes == 0 || !(1..=32).contains(&key_bits) || count > bytes.len() {
            return Err(Error::BadModel);
        }
        let mut transitions = Vec::with_capacity(classes * (labels + 1) * labels);
        for _ in 0..classes * (labels + 1) * labels {
            transitions.push(f32::from_bits(input.word()?));
        }
        let mut keys = Vec::with_capacity(count);
        let mut key = 0_u32;
        for _ in 0..count {
            key = key.wrapping_add(input.varint()?);
            keys.push(key);
        }
        let mut masks = Vec::with_capacity(count);
        for _ in 0..count {
            let mask = input.varint()?;
            if mask == 0 || mask >> labels != 0 {
                return Err(Error::BadModel);
            }
            masks.push(mask);
        }
        let weights = masks.iter().map(|mask| mask.count_ones() as usize).sum();
        let rows = Rows::new(labels, key_bits, &keys, &masks, input.take(weights)?).ok_or(Error::BadModel)?;
        Ok(Model { labels, scale, chain: Chain::new(labels, &transitions), rows })
    }

    /// Number of labels.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Adds the scores of every label at one position to `scores` (one a label).
    pub fn score(&self, hashes: &[u32], scores: &mut [f32]) {
        let mut sums = rows::NOTHING;
        self.rows.add(hashes, &mut sums);
        self.add_sums(&sums, scores);
    }

    fn add_sums(&self, sums: &Sums, scores: &mut [f32]) {
        let scale = F4::splat(self.scale);
        for (scores, sums) in scores.chunks_mut(4).zip(self.rows.of_labels(sums)) {
            scores.iter_mut().zip(scale.times(sums).array()).for_each(|(score, more)| *score += more);
        }
    }

    /// Scores of all labels at all positions.
    pub fn scores(&self, features: &Features) -> Scores {
        Scores::new(self.labels, &features.classes, |position, scores| self.score(features.at(position), scores))
    }

    /// The best sequence of labels.
    pub fn decode(&self, features: &Features) -> Vec<u8> {
        self.chain.best_path(&self.scores(features))
    }

    /// How its labels follow one another.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }
}

/// Reads little-endian values from the front.
pub(crate) struct Input<'a> {
    bytes: &'a [u8],
}

impl<'a> Input<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Input<'a> {
        Input { bytes }
    }

    /// A whole number of `count` bytes (at most eight).
    pub(crate) fn little_endian(&mut self, count: usize) -> Result<u64, Error> {
        Ok(self.take(count)?.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (head, rest) = self.bytes.split_at_checked(count).ok_or(Error::BadModel)?;
        self.bytes = rest;
        Ok(head)
    }

    fn word(&mut self) -> Result<u32, Error> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    pub(crate) fn varint(&mut self) -> Result<u32, Error> {
        let mut value = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Error::BadModel)
    }
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn exponentials_are_right() {
        for step in -8600..8800 {
            let x = step as f32 / 100.0;
            let right = f64::from(x).exp();
            assert!((f64::from(exp(x)) / right - 1.0).abs() < 3e-7, "{x}");
        }
        assert!(exp(-1e4) == 0.0 && exp(1e4).is_finite());
    }
}
