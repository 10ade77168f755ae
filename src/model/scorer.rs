//! Scores while features are made, without keeping them. Features that come again and again, such as those of a word that its
//! neighbours see, are made and summed once.

use super::lanes::S8;
use super::rows::{NOTHING, Rows, Sums};
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

    fn prepare(&mut self, rows: &Rows) {
        if self.sums.is_empty() {
            self.sums.resize(rows.sums_len() << Memo::BITS, S8::ZERO);
        }
    }
}

/// Two models that see the same features, looked up for both at once.
pub(crate) struct Twins {
    rows: Rows,
    memo: Memo,
}

/// What the features of one position, as far as both models see them, sum up to in the second one.
pub(crate) type Shared = [S8; 2];

impl Twins {
    /// Nothing where the models do not fit side by side.
    pub fn new(first: &Model, second: &Model) -> Option<Twins> {
        Some(Twins { rows: first.rows.beside(&second.rows)?, memo: Memo::default() })
    }
}

/// Scores positions by a model while their features are made.
pub struct Scorer<'a> {
    model: &'a Model,
    rows: &'a Rows,
    memo: &'a mut Memo,
    /// Of the position being built.
    features: Features,
    sums: Sums,
    scores: Scores,
    /// What each position has before its features; nothing where there are none.
    given: &'a [Shared],
    /// What the second of two models makes of each position; nothing where there is one model.
    shared: Option<Vec<Shared>>,
}

impl<'a> Scorer<'a> {
    /// For so many positions.
    pub fn new(model: &'a Model, memo: &'a mut Memo, positions: usize) -> Scorer<'a> {
        memo.prepare(&model.rows);
        let scores = Scores::with_capacity(model.labels, positions);
        let (features, sums) = (Features::default(), NOTHING);
        Scorer { model, rows: &model.rows, memo, features, sums, scores, given: &[], shared: None }
    }

    /// The same by a model and its twin.
    pub(crate) fn of_both(model: &'a Model, twins: &'a mut Twins, positions: usize) -> Scorer<'a> {
        twins.memo.prepare(&twins.rows);
        let shared = Some(Vec::with_capacity(positions));
        Scorer { rows: &twins.rows, shared, ..Scorer::new(model, &mut twins.memo, positions) }
    }

    /// By the twin, whose features are its own from here on.
    pub(crate) fn with(self, given: &'a [Shared]) -> Scorer<'a> {
        Scorer { given, ..self }
    }

    /// The scores of all labels at all finished positions.
    pub fn finish(self) -> Scores {
        self.scores
    }

    /// The same with what is for the twin.
    pub(crate) fn finish_both(self) -> (Scores, Vec<Shared>) {
        (self.scores, self.shared.unwrap_or_default())
    }
}

impl Sink for Scorer<'_> {
    fn add(&mut self, template: u32, value: u32) {
        self.features.add(template, value);
    }

    fn add_known(&mut self, key: u64, write: impl FnOnce(&mut Features)) {
        let key = key | 1;
        let place = (key >> (u64::BITS - Memo::BITS)) as usize;
        let len = self.rows.sums_len();
        let kept = &mut self.memo.sums[place * len..][..len];
        if kept[0].mark() != key {
            let before = self.features.hashes.len();
            write(&mut self.features);
            let mut sums = NOTHING;
            self.rows.add(&self.features.hashes[before..], &mut sums);
            self.features.hashes.truncate(before);
            kept.copy_from_slice(&sums[..len]);
            kept[0] = kept[0].with_mark(key);
        }
        self.sums.iter_mut().zip(kept).for_each(|(sum, kept)| *sum = sum.plus(*kept));
    }

    fn finish_position_as(&mut self, class: u8) {
        self.rows.add(&self.features.hashes, &mut self.sums);
        if let Some(given) = self.given.get(self.scores.classes.len()) {
            self.sums.iter_mut().zip(given).for_each(|(sum, given)| *sum = sum.plus(*given));
        }
        self.scores.push(class, |scores| self.model.add_sums(&self.sums, scores));
        if let Some(shared) = &mut self.shared {
            shared.push([self.sums[2], self.sums[3]]);
        }
        self.features.hashes.clear();
        self.sums = NOTHING;
    }
}
