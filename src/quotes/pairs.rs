//! Words in marks, second look: trees weigh what the log-linear model made of a pair of marks against its numbers, and
//! against the speech around it, which that model has not seen.

use crate::frames::Frames;
use crate::looks::Looks;
use crate::order;
use crate::quotes::{Outer, Quotation, spans};
use std::ops::Range;

/// Numbers of a pair.
pub const WIDTH: usize = 36 + CLASSES;

/// Classes of reporting words.
const CLASSES: usize = 10;

/// For a number that there is not.
const NONE: f32 = -9.0;

/// Tokens on each side of a pair in which a cue is looked for.
const REACH: usize = 100;

/// Pairs on each side that are counted.
const NEIGHBOURS: usize = 8;

/// The likeliest quotation without marks that reaches over each token, if any.
pub struct Around<'a> {
    quotes: &'a [Quotation],
    /// One more than the index.
    over: Vec<u32>,
}

impl<'a> Around<'a> {
    /// Lays the quotations over `tokens` tokens.
    pub fn new(quotes: &'a [Quotation], tokens: usize) -> Around<'a> {
        let mut order: Vec<usize> = (0..quotes.len()).collect();
        order::sort_by_key(&mut order, |&at| order::of_float(quotes[at].confidence));
        let mut over = vec![0; tokens];
        order.into_iter().for_each(|at| over[quotes[at].extent()].fill(at as u32 + 1));
        Around { quotes, over }
    }

    /// The one that holds all of a run.
    pub fn of(&self, run: &Range<usize>) -> Option<&Quotation> {
        let quote = &self.quotes[self.over[run.start].checked_sub(1)? as usize];
        (quote.extent().end >= run.end).then_some(quote)
    }
}

/// The numbers of the pair `index`; `score` is what the log-linear model makes of it (log-odds).
pub fn row(looks: &Looks, frames: &Frames, outer: &Outer, around: &Around, index: usize, score: f32) -> [f32; WIDTH] {
    let pair = &looks.pairs[index];
    let tokens = &looks.tokens;
    let Range { start, end } = pair.tokens;
    let inner = start + 1..if pair.closed { end - 1 } else { end };
    let look = |at: Option<usize>| at.and_then(|at| tokens.get(at)).copied().unwrap_or_default();
    let sentence = &looks.sentences[tokens[start].sentence as usize];
    let last_sentence = &looks.sentences[tokens[end - 1].sentence as usize];
    let clause = &looks.clauses[tokens[start].clause as usize];
    let (first, last) = (look(Some(inner.start)), look(inner.end.checked_sub(1)));
    let (before, before2) = (look(start.checked_sub(1)), look(start.checked_sub(2)));
    let behind = look(Some(end));
    let outside = || {
        let from = sentence.tokens.start.max(start.saturating_sub(REACH));
        (from..start).chain(end..last_sentence.tokens.end.min(end + REACH))
    };
    let cue = |at: usize| frames.sure[at * 3];
    let best_cue = outside().max_by(|&a, &b| cue(a).total_cmp(&cue(b)));
    let best = look(best_cue);
    let most = |role: usize| outside().map(|at| frames.sure[at * 3 + role]).fold(0.0, f32::max);
    let holder = around.of(&pair.tokens);
    let speech = |at: usize| 1.0 - outer.marginals[at * spans::LABELS];
    let beside = &looks.pairs[index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS + 1).min(looks.pairs.len())];
    let flag = |it: bool| f32::from(u8::from(it));
    let numbers = [
        score,
        inner.len() as f32,
        flag(inner.clone().any(|at| tokens[at].mood > 0)),
        pair.depth as f32,
        f32::from(outer.labels[start]),
        speech(start),
        start.checked_sub(1).map_or(0.0, speech),
        if end < tokens.len() { speech(end) } else { 0.0 },
        flag(pair.closed),
        flag(start == sentence.tokens.start),
        flag(end >= last_sentence.tokens.end),
        (start - sentence.tokens.start) as f32,
        (last_sentence.tokens.end - end) as f32,
        most(0),
        most(1),
        best_cue.map_or(NONE, |at| at as f32 - start as f32),
        f32::from(best.cue),
        f32::from(best.pos),
        f32::from(before.pos),
        f32::from(before2.pos),
        f32::from(behind.pos),
        f32::from(first.pos),
        f32::from(last.pos),
        f32::from(first.name),
        f32::from(before.name),
        f32::from(before.cue),
        f32::from(before2.cue),
        f32::from(behind.cue),
        f32::from(first.shape),
        holder.map_or(NONE, |quote| quote.kind as u32 as f32),
        holder.map_or(0.0, |quote| quote.confidence),
        clause.kind as u8 as f32,
        f32::from(clause.mood),
        (sentence.flags & 127) as f32,
        sentence.block_kind as f32,
        beside.iter().filter(|other| sentence.tokens.contains(&other.tokens.start)).count() as f32,
    ];
    let mut out = [NONE; WIDTH];
    out[..numbers.len()].copy_from_slice(&numbers);
    (0..CLASSES).for_each(|bit| out[numbers.len() + bit] = f32::from(best.speech >> bit & 1));
    out
}
