//! How words stand to the word that reports a quotation, as numbers for the second look.

use super::candidates::Candidate;
use crate::looks::Looks;
use crate::model::hash;
use crate::quotes::{Quotation, acceptance};

/// Numbers of a candidate.
pub const WIDTH: usize = 7 + CLASSES;

/// Classes of reporting words.
const CLASSES: usize = 10;

/// For a number that there is not.
const NONE: f32 = super::decision::NONE;

/// Prepositions and articles, by what they tell of the words behind them: who acts in the passive, who is the source, who is
/// spoken to, where and about what.
const PREPOSITIONS: [&[u32]; 14] = [
    &[hash("von"), hash("vom")],
    &[hash("durch")],
    &[hash("laut"), hash("nach"), hash("zufolge"), hash("gemäß")],
    &[hash("gegenüber")],
    &[hash("an"), hash("am"), hash("ans")],
    &[hash("bei"), hash("beim")],
    &[hash("in"), hash("im"), hash("ins")],
    &[hash("mit")],
    &[hash("für"), hash("fürs")],
    &[hash("gegen")],
    &[hash("über"), hash("um")],
    &[hash("zu"), hash("zum"), hash("zur")],
    &[hash("auf"), hash("aus")],
    &[hash("der"), hash("des")],
];

/// For a word that is none of [`PREPOSITIONS`].
const OTHER: f32 = 20.0;

/// Class of the words before and at its beginning, rule of the quotation, place in the sentence; then whether it stands in the
/// clause of the word that reports, how far from it, and what that word is.
pub fn numbers(looks: &Looks, quote: &Quotation, candidate: &Candidate) -> [f32; WIDTH] {
    let class = |at: usize| {
        let lower = looks.tokens[at].lower;
        PREPOSITIONS.iter().position(|words| words.contains(&lower)).map_or(OTHER, |at| at as f32)
    };
    let start = candidate.tokens.start;
    let mut out = [NONE; WIDTH];
    out[0] = start.checked_sub(1).map_or(-1.0, class);
    out[1] = class(start);
    out[2] = acceptance::rule_number(quote.rule) as f32;
    out[3] = (start - looks.sentences[looks.tokens[start].sentence as usize].tokens.start) as f32;
    if let Some(trigger) = quote.trigger {
        let look = &looks.tokens[trigger];
        out[4] = f32::from(u8::from(look.clause == looks.tokens[start].clause));
        out[5] = start as f32 - trigger as f32;
        (0..CLASSES).for_each(|bit| out[6 + bit] = f32::from(look.speech >> bit & 1));
        out[6 + CLASSES] = f32::from(look.pos);
    }
    out
}
