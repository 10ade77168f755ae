//! Who speaks, second look: trees weigh what the log-linear ranking made of each candidate against its numbers and the others'.

use super::reported;
use crate::model::exp;

/// Numbers that [`super::ranking::features`] gives a candidate.
pub const OWN: usize = 39 + reported::WIDTH;

/// Numbers of a candidate with what the ranking made of it.
pub const WIDTH: usize = OWN + 3;

/// For a number that there is not.
pub const NONE: f32 = -99.0;

/// The rows of all candidates of one quotation: their own numbers, then score, probability and place by the ranking.
pub fn rows(numbers: &[f32], scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let all: f32 = scores.iter().map(|score| exp(score - top)).sum();
    let mut out = Vec::with_capacity(scores.len() * WIDTH);
    for (own, &score) in numbers.chunks_exact(OWN).zip(scores) {
        out.extend(own);
        out.extend([score, exp(score - top) / all, scores.iter().filter(|&&other| other > score).count() as f32]);
    }
    out
}
