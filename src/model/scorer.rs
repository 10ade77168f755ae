//! Scores while features are made, without keeping them. Features that come again and again, such as those of a word that its
//! neighbours see, are made and summed once.

use super::lanes::S8;
use super::rows::{NOTHING, Sums};
use super::{Features, Model, Scores};

/// Takes the features of one position after the other.
pub trait Sink {
    /// Adds a feature to the position being built: a template number and the hash of its value.
    fn add(&mut self, template: u32, value: u32);

    /// Adds the features that `write` writes to the position being built. They are the same for equal keys, of which one half
    /// may differ in as little as one bit (see [`numbered`]).
    fn add_known(&mut self, key: u64, write: impl FnOnce(&mut Features));

    /// Finishes the position being built (see [`Features::finish_position_as`]).
    fn finish_position_as(&mut self, class: u8);
}

impl Sink for Features {
    fn add(&mut self, template: u32, value: u32) {
        Features::add(self, template, value);
    }

    fn add_known(&mut self, _: u64, write: impl FnOnce(&mut Features)) {
        write(self);
    }

    fn finish_position_as(&mut self, class: u8) {
        Features::finish_position_as(self, class);
    }
}

/// A key of its own for every number that goes with a key.
pub fn numbered(key: u64, number: u64) -> u64 {
    let mixed = (key ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 32
}

/// Sums for one model by the keys of their features, each in the one place that its key tells.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    /// As much of [`Sums`] as the model needs, place by place; where these mean nothing stands the key, 0 in an empty place.
    sums: Vec<S8>,
}

impl Memo {
    /// Logarithm of the number of places.
    const BITS: u32 = 14;

    /// Takes the memory that it needs for a model, which it does otherwise with the first features.
    pub fn prepare(&mut self, model: &Model) {
        if self.sums.is_empty() {
            self.sums.resize(model.rows.sums_len() << Memo::BITS, S8::ZERO);
        }
    }
}

/// Scores positions by a model while their features are made.
pub struct Scorer<'a> {
    model: &'a Model,
    memo: &'a mut Memo,
    /// Of the position being built.
    features: Features,
    sums: Sums,
    scores: Scores,
}

impl<'a> Scorer<'a> {
    /// For so many positions.
    pub fn new(model: &'a Model, memo: &'a mut Memo, positions: usize) -> Scorer<'a> {
        memo.prepare(model);
        let scores = Scores::with_capacity(model.labels, positions);
        Scorer { model, memo, features: Features::default(), sums: NOTHING, scores }
    }

    /// The scores of all labels at all finished positions.
    pub fn finish(self) -> Scores {
        self.scores
    }
}

impl Sink for Scorer<'_> {
    fn add(&mut self, template: u32, value: u32) {
        self.features.add(template, value);
    }

    fn add_known(&mut self, key: u64, write: impl FnOnce(&mut Features)) {
        let key = key | 1;
        let place = (key >> (u64::BITS - Memo::BITS)) as usize;
        let len = self.model.rows.sums_len();
        let kept = &mut self.memo.sums[place * len..][..len];
        if kept[0].mark() != key {
            let before = self.features.hashes.len();
            write(&mut self.features);
            let mut sums = NOTHING;
            self.model.rows.add(&self.features.hashes[before..], &mut sums);
            self.features.hashes.truncate(before);
            kept.copy_from_slice(&sums[..len]);
            kept[0] = kept[0].with_mark(key);
        }
        self.sums.iter_mut().zip(kept).for_each(|(sum, kept)| *sum = sum.plus(*kept));
    }

    fn finish_position_as(&mut self, class: u8) {
        self.model.rows.add(&self.features.hashes, &mut self.sums);
        self.scores.push(class, |scores| self.model.add_sums(&self.sums, scores));
        self.features.hashes.clear();
        self.sums = NOTHING;
    }
}
