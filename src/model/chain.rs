//! Chains of labels: the best one, and what every label's probability is, given all scores.

use super::lanes::{F4, U4};
use super::{FORBIDDEN, MAX_LABELS};

/// e to the power of `x`, by the same steps on every machine: each system's own library rounds differently.
/// Relative error below 2e-7; method and coefficients of expf in Cephes (Moshier).
pub fn exp(x: f32) -> f32 {
    exp_of_four(F4::splat(x)).array()[0]
}

/// [`exp`] of four numbers.
fn exp_of_four(x: F4) -> F4 {
    let [most, least, half, one] = [88.0, -87.0, 0.5, 1.0].map(F4::splat);
    let top = x.above(most).choose(most, x);
    let n = top.times(F4::splat(std::f32::consts::LOG2_E)).plus(half).floor();
    // ln 2 in two parts, so that the remainder stays exact
    let r = top.plus(n.times(F4::splat(-0.693_359_4))).plus(n.times(F4::splat(2.121_944_4e-4)));
    let mut sum = F4::splat(1.987_569_1e-4);
    for coefficient in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 5e-1] {
        sum = sum.times(r).plus(F4::splat(coefficient));
    }
    let value = sum.times(r).times(r).plus(r).plus(one).times(n.power_of_2());
    least.above(x).choose(F4::splat(0.0), value)
}

/// Scores of every label at every position of a sequence.
#[derive(Clone, Debug)]
pub struct Scores {
    /// [`width`] a position; behind the labels [`FORBIDDEN`].
    pub(super) labels: Vec<f32>,
    /// Number of labels.
    count: usize,
    width: usize,
    /// The class of the step to each position.
    pub(super) classes: Vec<u8>,
}

impl Scores {
    /// Of so many labels; what each position has is written by `write`.
    pub fn new(labels: usize, classes: &[u8], mut write: impl FnMut(usize, &mut [f32])) -> Scores {
        let mut out = Scores::with_capacity(labels, classes.len());
        classes.iter().enumerate().for_each(|(position, &class)| out.push(class, |scores| write(position, scores)));
        out
    }

    /// Of no position; there is room for so many.
    pub(super) fn with_capacity(count: usize, positions: usize) -> Scores {
        let width = width(count);
        Scores { labels: Vec::with_capacity(positions * width), count, width, classes: Vec::with_capacity(positions) }
    }

    /// Adds a position; `write` adds to its scores, one a label.
    pub(super) fn push(&mut self, class: u8, write: impl FnOnce(&mut [f32])) {
        let start = self.labels.len();
        self.labels.resize(start + self.count, 0.0);
        write(&mut self.labels[start..]);
        self.labels.resize(start + self.width, FORBIDDEN);
        self.classes.push(class);
    }

    /// The scores of one label, position by position.
    pub fn of_label(&self, label: usize) -> impl Iterator<Item = f32> {
        self.labels.iter().skip(label).step_by(self.width).copied()
    }

    /// Adds to the scores of one label.
    pub fn add(&mut self, label: usize, more: f32) {
        self.labels.iter_mut().skip(label).step_by(self.width).for_each(|score| *score += more);
    }
}

/// Numbers in a row for so many labels: rows of few fixed lengths are computed with at once.
const fn width(labels: usize) -> usize {
    match labels {
        0..=8 => 8,
        9..=12 => 12,
        _ => MAX_LABELS,
    }
}

/// Calls the method for rows of a chain's width, in fours.
macro_rules! by_width {
    ($chain:ident.$method:ident($($argument:expr),*)) => {
        match width($chain.labels) {
            8 => $chain.$method::<2>($($argument),*),
            12 => $chain.$method::<3>($($argument),*),
            _ => $chain.$method::<{ MAX_LABELS / 4 }>($($argument),*),
        }
    };
}

/// How labels follow one another.
#[derive(Clone, Debug)]
pub struct Chain {
    labels: usize,
    /// Scores: `[class][previous + 1][label]`, previous 0 for the start, [`width`] labels.
    scores: Vec<F4>,
    /// Their exponentials, 0 behind the labels.
    chances: Vec<F4>,
    /// The exponentials by the later label: `[class][label + 1][previous]`, so that each class is as long.
    back: Vec<F4>,
}

impl Chain {
    /// From `[class][previous + 1][label]`, previous 0 for the start of a sequence.
    pub fn new(labels: usize, transitions: &[f32]) -> Chain {
        let width = width(labels);
        let size = (labels + 1) * width;
        let mut scores = vec![FORBIDDEN; transitions.len() / labels * width];
        let (mut chances, mut back) = (vec![0.0; scores.len()], vec![0.0; scores.len()]);
        for (row, transitions) in transitions.chunks_exact(labels).enumerate() {
            let (class, previous) = (row / (labels + 1), row % (labels + 1));
            for (label, &score) in transitions.iter().enumerate() {
                scores[row * width + label] = score;
                chances[row * width + label] = exp(score);
                if previous > 0 {
                    back[class * size + (label + 1) * width + previous - 1] = exp(score);
                }
            }
        }
        let [scores, chances, back] =
            [scores, chances, back].map(|it| it.as_chunks().0.iter().map(|&four| F4::new(four)).collect());
        Chain { labels, scores, chances, back }
    }

    /// Where the transitions of a class begin, in rows; an unknown class is as class 0.
    fn class_start(&self, class: u8, rows: usize) -> usize {
        let start = class as usize * (self.labels + 1);
        if start < rows { start } else { 0 }
    }

    /// The best sequence of labels for given scores (Viterbi).
    pub fn best_path(&self, scores: &Scores) -> Vec<u8> {
        by_width!(self.best_path_of(scores))
    }

    fn best_path_of<const FOURS: usize>(&self, scores: &Scores) -> Vec<u8> {
        let transitions = self.scores.as_chunks::<FOURS>().0;
        let rows = scores.labels.as_chunks::<4>().0.as_chunks::<FOURS>().0;
        let mut back: Vec<[[u32; 4]; FOURS]> = Vec::with_capacity(rows.len());
        let mut best = [F4::splat(0.0); FOURS];
        for (position, (row, &class)) in rows.iter().zip(&scores.classes).enumerate() {
            let transitions = &transitions[self.class_start(class, transitions.len())..][..=self.labels];
            let mut from = [U4::splat(0); FOURS];
            let mut top = transitions[0];
            if position > 0 {
                top = [F4::splat(f32::NEG_INFINITY); FOURS];
                let before = best.map(F4::array);
                for (previous, (transitions, &before)) in transitions[1..].iter().zip(before.as_flattened()).enumerate() {
                    let (number, before) = (U4::splat(previous as u32), F4::splat(before));
                    for four in 0..FOURS {
                        let score = before.plus(transitions[four]);
                        let better = score.above(top[four]);
                        top[four] = better.choose(score, top[four]);
                        from[four] = better.choose_whole(number, from[four]);
                    }
                }
            }
            best = std::array::from_fn(|four| top[four].plus(F4::new(row[four])));
            back.push(from.map(U4::array));
        }
        let best = best.map(F4::array);
        let best = best.as_flattened();
        let mut label = (0..self.labels).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
        let mut path = vec![0; back.len()];
        for (place, back) in path.iter_mut().zip(&back).rev() {
            *place = label as u8;
            label = back.as_flattened()[label] as usize;
        }
        path
    }

    /// Probability of every label at every position, position by position (forward-backward).
    pub fn marginals(&self, scores: &Scores) -> Vec<f32> {
        self.forward_backward(scores).0
    }

    /// [`marginals`](Chain::marginals) with what is behind them.
    pub fn forward_backward(&self, scores: &Scores) -> (Vec<f32>, Messages) {
        by_width!(self.forward_backward_of(scores))
    }

    fn forward_backward_of<const FOURS: usize>(&self, scores: &Scores) -> (Vec<f32>, Messages) {
        let (chances, back) = (self.chances.as_chunks::<FOURS>().0, self.back.as_chunks::<FOURS>().0);
        let step = |position: usize| self.class_start(scores.classes[position], chances.len()) + 1;
        let length = scores.classes.len();
        let mut emissions: Vec<[[f32; 4]; FOURS]> = Vec::with_capacity(length);
        for row in scores.labels.as_chunks::<4>().0.as_chunks::<FOURS>().0 {
            let top = row.as_flattened().iter().copied().fold(f32::NEG_INFINITY, f32::max);
            // a floor keeps the chain alive where every way to a label is far behind
            let (below, floor) = (F4::splat(-top), F4::splat(1e-30));
            emissions.push(row.map(|four| {
                let chances = exp_of_four(F4::new(four).plus(below));
                floor.above(chances).choose(floor, chances).array()
            }));
        }
        let mut forward: Vec<[[f32; 4]; FOURS]> = Vec::with_capacity(length);
        for (position, emission) in emissions.iter().enumerate() {
            let rows = &chances[step(position) - 1..][..=self.labels];
            let mut reach = rows[0];
            if let Some(before) = forward.last() {
                reach = [F4::splat(0.0); FOURS];
                for (row, &before) in rows[1..].iter().zip(before.as_flattened()) {
                    for four in 0..FOURS {
                        reach[four] = reach[four].plus(F4::splat(before).times(row[four]));
                    }
                }
            }
            forward.push(self.normalised(std::array::from_fn(|four| reach[four].times(F4::new(emission[four])))));
        }
        let mut backward = vec![[[1.0; 4]; FOURS]; length];
        for position in (1..length).rev() {
            let rows = &back[step(position)..][..self.labels];
            let mut here = [F4::splat(0.0); FOURS];
            let behind = emissions[position].as_flattened().iter().zip(backward[position].as_flattened());
            for (row, (&emission, &after)) in rows.iter().zip(behind) {
                for four in 0..FOURS {
                    here[four] = here[four].plus(row[four].times(F4::splat(emission)).times(F4::splat(after)));
                }
            }
            backward[position - 1] = self.normalised(here);
        }
        let mut marginals = Vec::with_capacity(length * self.labels);
        for (forward, backward) in forward.iter().zip(&backward) {
            let both = std::array::from_fn(|four| F4::new(forward[four]).times(F4::new(backward[four])));
            marginals.extend_from_slice(&self.normalised::<FOURS>(both).as_flattened()[..self.labels]);
        }
        let [forward, backward, emissions] = [forward, backward, emissions].map(|rows| rows.into_flattened().into_flattened());
        (marginals, Messages { forward, backward, emissions })
    }

    /// Scaled to sum 1.
    fn normalised<const FOURS: usize>(&self, row: [F4; FOURS]) -> [[f32; 4]; FOURS] {
        let values = row.map(F4::array);
        let sum: f32 = values.as_flattened()[..self.labels].iter().sum();
        if sum > 0.0 { row.map(|four| four.by(F4::splat(sum)).array()) } else { [[1.0 / self.labels as f32; 4]; FOURS] }
    }

    /// What forward-backward makes of a step from one label to another, behind the first position; but for a factor that all
    /// steps to the position share.
    pub fn joint(&self, messages: &Messages, position: usize, class: u8, from: usize, to: usize) -> f32 {
        let width = width(self.labels);
        let row = self.class_start(class, self.chances.len() * 4 / width) + from + 1;
        messages.forward[(position - 1) * width + from]
            * self.chances[(row * width + to) / 4].array()[to % 4]
            * messages.emissions[position * width + to]
            * messages.backward[position * width + to]
    }
}

/// What forward-backward leaves behind, [`width`] numbers a position, those of each position scaled to sum 1.
pub struct Messages {
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// Exponentials of the scores, each position scaled by its best.
    emissions: Vec<f32>,
}
