//! Fits what `wortlaut::model` reads: linear-chain CRFs (a sequence of length one is a log-linear classifier) and
//! rankings of candidates.
//!
//! Stochastic gradient of the log-likelihood, one sequence at a time, with FTRL-proximal steps (McMahan et al., KDD
//! 2013): a step size for each weight and exact zeros by the L1 term, so that what is not needed is not shipped.
//! Deterministic: the order is shuffled by a fixed seed.

use std::borrow::Borrow;
use std::collections::HashMap;
use wortlaut::model::{Chain, FORBIDDEN, Features, MAGIC, Scores};

/// One training sequence: features and the right label of every position.
pub struct Sequence {
    pub features: Features,
    pub labels: Vec<u8>,
}

/// A choice: one position a candidate, and which of them are right (at least one).
pub struct Choice {
    pub features: Features,
    pub right: Vec<bool>,
}

/// How to fit.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub epochs: usize,
    /// Step size.
    pub alpha: f32,
    /// Weight of the sum of absolute weights: larger, sparser.
    pub l1: f32,
    /// Weight of the sum of squared weights.
    pub l2: f32,
    /// Features seen at fewer positions are left out.
    pub min_count: u32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { epochs: 12, alpha: 0.15, l1: 0.3, l2: 0.5, min_count: 2 }
    }
}

/// Smaller gradients of a label at a position are passed over: most positions are soon settled, and cost half of the time.
const SMALLEST: f32 = 1e-3;

/// Features seen often enough, numbered densely.
struct Dictionary {
    ids: HashMap<u32, u32>,
    hashes: Vec<u32>,
}

impl Dictionary {
    fn new<'a>(all: impl Iterator<Item = &'a Features>, min_count: u32) -> Dictionary {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for features in all {
            for position in 0..features.len() {
                for &hash in features.at(position) {
                    *counts.entry(hash).or_default() += 1;
                }
            }
        }
        let mut hashes: Vec<u32> = counts.into_iter().filter(|&(_, n)| n >= min_count).map(|(hash, _)| hash).collect();
        hashes.sort_unstable();
        let ids = hashes.iter().enumerate().map(|(id, &hash)| (hash, id as u32)).collect();
        Dictionary { ids, hashes }
    }

    /// The known features of every position, without duplicates.
    fn rows(&self, features: &Features) -> Vec<Vec<u32>> {
        (0..features.len())
            .map(|position| {
                let mut row: Vec<u32> = features.at(position).iter().filter_map(|hash| self.ids.get(hash).copied()).collect();
                row.sort_unstable();
                row.dedup();
                row
            })
            .collect()
    }
}

/// Weights under FTRL-proximal.
struct Ftrl {
    z: Vec<f32>,
    n: Vec<f32>,
    w: Vec<f32>,
    settings: Settings,
}

impl Ftrl {
    fn new(size: usize, settings: Settings) -> Ftrl {
        Ftrl { z: vec![0.0; size], n: vec![0.0; size], w: vec![0.0; size], settings }
    }

    /// One step against `gradient` at weight `i`.
    fn step(&mut self, i: usize, gradient: f32) {
        let Settings { alpha, l1, l2, .. } = self.settings;
        let n = self.n[i] + gradient * gradient;
        let sigma = (n.sqrt() - self.n[i].sqrt()) / alpha;
        self.z[i] += gradient - sigma * self.w[i];
        self.n[i] = n;
        let z = self.z[i];
        self.w[i] = if z.abs() <= l1 { 0.0 } else { -(z - z.signum() * l1) / ((1.0 + n.sqrt()) / alpha + l2) };
    }
}

/// Features whose greatest weight is below this decide next to nothing, and they are half of all. Only models with more
/// than [`SMALL`] features are worth the saving.
const LEAST_FEATURE: f32 = 0.1;

/// Number of features up to which a model keeps all.
const SMALL: usize = 20_000;

/// Weights below this are left out of the features that stay.
const LEAST_WEIGHT: f32 = 0.05;

/// The mean of weights at several times.
#[derive(Default)]
struct Mean {
    times: f32,
    weights: Vec<f32>,
    transitions: Vec<f32>,
}

impl Mean {
    fn add(&mut self, weights: &[f32], transitions: &[f32]) {
        self.times += 1.0;
        for (sum, now) in [(&mut self.weights, weights), (&mut self.transitions, transitions)] {
            sum.resize(now.len(), 0.0);
            sum.iter_mut().zip(now).for_each(|(sum, now)| *sum += now);
        }
    }

    /// Weights and transitions; those given where none were added.
    fn or(self, weights: Vec<f32>, transitions: Vec<f32>) -> (Vec<f32>, Vec<f32>) {
        if self.times == 0.0 {
            return (weights, transitions);
        }
        let share = |sums: Vec<f32>| sums.into_iter().map(|sum| sum / self.times).collect();
        (share(self.weights), share(self.transitions))
    }
}

/// A fitted model, not yet packed.
pub struct Fitted {
    labels: usize,
    hashes: Vec<u32>,
    /// `[feature][label]`.
    weights: Vec<f32>,
    transitions: Vec<f32>,
}

/// Fits a CRF with `labels` labels. Transitions that training never shows are forbidden.
pub fn fit<S: Borrow<Sequence>>(sequences: &[S], labels: usize, settings: Settings) -> Fitted {
    fit_weighted(sequences, &[], labels, settings)
}

/// [`fit`] with a factor on the gradient of each sequence, 1 where `factors` ends.
pub fn fit_weighted<S: Borrow<Sequence>>(sequences: &[S], factors: &[f32], labels: usize, settings: Settings) -> Fitted {
    fit_from(sequences, factors, labels, settings, settings.epochs)
}

/// [`fit`] with the mean of the weights after each epoch of the second half, which errs less on what it has not seen.
pub fn fit_averaged<S: Borrow<Sequence>>(sequences: &[S], labels: usize, settings: Settings) -> Fitted {
    fit_from(sequences, &[], labels, settings, settings.epochs / 2)
}

/// Fits a CRF; the weights are averaged over the ends of the epochs from `first` on.
fn fit_from<S: Borrow<Sequence>>(sequences: &[S], factors: &[f32], labels: usize, settings: Settings, first: usize) -> Fitted {
    let sequences: Vec<&Sequence> = sequences.iter().map(Borrow::borrow).collect();
    let dictionary = Dictionary::new(sequences.iter().map(|sequence| &sequence.features), settings.min_count);
    let rows: Vec<Vec<Vec<u32>>> = sequences.iter().map(|sequence| dictionary.rows(&sequence.features)).collect();
    let size = (labels + 1) * labels;
    let classes = sequences.iter().flat_map(|sequence| sequence.features.classes()).max().map_or(1, |&class| class as usize + 1);
    let mut seen = vec![false; size * classes];
    for sequence in &sequences {
        let mut previous = 0;
        for &label in &sequence.labels {
            // seen in one class, allowed in all
            (0..classes).for_each(|class| seen[class * size + previous * labels + label as usize] = true);
            previous = label as usize + 1;
        }
    }
    let mut weights = Ftrl::new(dictionary.hashes.len() * labels, settings);
    let mut transitions = Ftrl::new(seen.len(), Settings { l1: 0.0, ..settings });
    let now = |transitions: &Ftrl| -> Vec<f32> {
        transitions.w.iter().zip(&seen).map(|(&w, &seen)| if seen { w } else { FORBIDDEN }).collect()
    };
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut random = Random(0x9E37_79B9);
    let mut mean = Mean::default();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let (rows, gold) = (&rows[at], &sequences[at].labels);
            let factor = factors.get(at).copied().unwrap_or(1.0);
            let steps = sequences[at].features.classes();
            let scores = Scores::new(labels, steps, |position, scores| {
                for &id in &rows[position] {
                    let here = &weights.w[id as usize * labels..][..labels];
                    scores.iter_mut().zip(here).for_each(|(score, w)| *score += w);
                }
            });
            let chain = Chain::new(labels, &now(&transitions));
            let (marginals, messages) = chain.forward_backward(&scores);
            for ((row, marginals), &right) in rows.iter().zip(marginals.chunks_exact(labels)).zip(gold) {
                for (label, &p) in marginals.iter().enumerate() {
                    let gradient = factor * (p - f32::from(label == right as usize));
                    if gradient.abs() > SMALLEST {
                        row.iter().for_each(|&id| weights.step(id as usize * labels + label, gradient));
                    }
                }
            }
            // transitions: expected minus seen, summed over the sequence
            let mut gradient = vec![0.0; seen.len()];
            let mut previous = 0;
            for (position, &right) in gold.iter().enumerate() {
                let start = steps[position] as usize * size;
                gradient[start + previous * labels + right as usize] -= 1.0;
                previous = right as usize + 1;
                if position == 0 {
                    (0..labels).for_each(|label| gradient[start + label] += marginals[label]);
                    continue;
                }
                let mut joint = vec![0.0; labels * labels];
                for from in 0..labels {
                    for to in 0..labels {
                        joint[from * labels + to] = chain.joint(&messages, position, steps[position], from, to);
                    }
                }
                let sum: f32 = joint.iter().sum();
                if sum > 0.0 {
                    joint.iter().enumerate().for_each(|(i, p)| gradient[start + labels + i] += p / sum);
                }
            }
            for (i, &g) in gradient.iter().enumerate().filter(|&(i, &g)| seen[i] && g.abs() > 1e-4) {
                transitions.step(i, factor * g);
            }
        }
        if epoch >= first {
            mean.add(&weights.w, &now(&transitions));
        }
    }
    let transitions = now(&transitions);
    let (weights, transitions) = mean.or(weights.w, transitions);
    Fitted { labels, hashes: dictionary.hashes, weights, transitions }
}

/// Fits a scorer so that, among the candidates of each choice, the right ones together get the probability.
pub fn fit_ranking<C: Borrow<Choice>>(choices: &[C], settings: Settings) -> Fitted {
    let choices: Vec<&Choice> = choices.iter().map(Borrow::borrow).collect();
    let dictionary = Dictionary::new(choices.iter().map(|choice| &choice.features), settings.min_count);
    let rows: Vec<Vec<Vec<u32>>> = choices.iter().map(|choice| dictionary.rows(&choice.features)).collect();
    let mut weights = Ftrl::new(dictionary.hashes.len(), settings);
    let mut order: Vec<usize> = (0..choices.len()).collect();
    let mut random = Random(0x9E37_79B9);
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let (rows, right) = (&rows[at], &choices[at].right);
            let scores: Vec<f32> = rows.iter().map(|row| row.iter().map(|&id| weights.w[id as usize]).sum()).collect();
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut p: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
            let all: f32 = p.iter().sum();
            let mass: f32 = p.iter().zip(right).filter(|(_, right)| **right).map(|(p, _)| p).sum::<f32>().max(1e-20);
            for ((row, p), &right) in rows.iter().zip(&mut p).zip(right) {
                let gradient = *p / all - if right { *p / mass } else { 0.0 };
                if gradient.abs() > 1e-4 {
                    row.iter().for_each(|&id| weights.step(id as usize, gradient));
                }
            }
        }
    }
    Fitted { labels: 1, hashes: dictionary.hashes, weights: weights.w, transitions: vec![0.0; 2] }
}

impl Fitted {
    /// The packed bytes that `wortlaut::model::Model::parse` reads. Weights below half a quantisation step or
    /// [`LEAST_WEIGHT`] are left out, and features without a weight of [`LEAST_FEATURE`]; of features with the same key
    /// the one with the greatest weight stays.
    /// Weights are clipped at `clip` (in units of score), which sets the step to `clip / 127`.
    pub fn pack(&self, clip: f32) -> Vec<u8> {
        self.pack_in_steps(clip, 127)
    }

    /// The same with at most `steps` steps (up to 127) on either side of zero: fewer are coarser and smaller.
    pub fn pack_in_steps(&self, clip: f32, steps: u8) -> Vec<u8> {
        let large = self.hashes.len() > SMALL;
        let least = if large { (LEAST_FEATURE, LEAST_WEIGHT) } else { (0.0, 0.0) };
        self.pack_from(clip, steps, least, 24)
    }

    /// The same with other bounds than [`LEAST_FEATURE`] and [`LEAST_WEIGHT`], and keys of so many bits.
    pub fn pack_from(&self, clip: f32, steps: u8, (least_feature, least_weight): (f32, f32), key_bits: u8) -> Vec<u8> {
        let top = self.weights.iter().fold(0.0_f32, |top, w| top.max(w.abs())).min(clip).max(1e-6);
        let (scale, steps) = (top / f32::from(steps), f32::from(steps));
        let (mut deltas, mut masks, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let (mut count, mut last) = (0_u32, 0_u32);
        let mut kept: Vec<(u32, f32, &[f32])> = self
            .hashes
            .iter()
            .zip(self.weights.chunks_exact(self.labels))
            .map(|(&hash, weights)| (hash >> (32 - key_bits), weights.iter().fold(0.0_f32, |top, w| top.max(w.abs())), weights))
            .filter(|&(_, top, _)| top >= least_feature)
            .collect();
        kept.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        kept.dedup_by_key(|feature| feature.0);
        for (key, _, weights) in kept {
            let quantised = |w: &f32| if w.abs() < least_weight { 0 } else { (w / scale).round().clamp(-steps, steps) as i8 };
            let bytes: Vec<i8> = weights.iter().map(quantised).collect();
            let mask = bytes.iter().enumerate().fold(0_u32, |mask, (label, &b)| mask | (u32::from(b != 0) << label));
            if mask == 0 {
                continue;
            }
            varint(&mut deltas, key - last);
            varint(&mut masks, mask);
            values.extend(bytes.iter().filter(|&&b| b != 0).map(|&b| b as u8));
            (count, last) = (count + 1, key);
        }
        let classes = self.transitions.len() / (self.labels * (self.labels + 1));
        let mut out = MAGIC.to_vec();
        out.extend([classes as u8, key_bits]);
        out.push(self.labels as u8);
        out.extend(count.to_le_bytes());
        out.extend(scale.to_bits().to_le_bytes());
        self.transitions.iter().for_each(|t| out.extend(t.to_bits().to_le_bytes()));
        out.extend(deltas);
        out.extend(masks);
        out.extend(values);
        out
    }
}

fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// xorshift32.
struct Random(u32);

impl Random {
    fn shuffle(&mut self, items: &mut [usize]) {
        for i in (1..items.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 17;
            self.0 ^= self.0 << 5;
            items.swap(i, self.0 as usize % (i + 1));
        }
    }
}
