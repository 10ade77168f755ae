//! What the ranking of candidates sees, as a key: nothing else may go into [`super::ranking::features`].

use super::before::{Before, SPEAKERS_BACK};
use super::candidates::{Candidate, SENTENCES_BEFORE, SENTENCES_BEHIND, same};
use crate::frames::RoleRun;
use crate::looks::Looks;
use crate::memory::Key;
use crate::quotes::{Quotation, acceptance};

/// Hash of all that the features of the candidates `near` a quotation are made of.
pub fn key(looks: &Looks, runs: &[RoleRun], candidates: &[Candidate], near: &[usize], quote: &Quotation, before: Before) -> Key {
    let extent = quote.extent();
    let [first, last] = [extent.start, extent.end - 1].map(|at| looks.tokens[at].sentence as usize);
    // a sentence more on either side, for the words next to a candidate
    let (around, mut key) = looks.context(&(first..last + 1), SENTENCES_BEFORE + 1, SENTENCES_BEHIND + 1);
    let own = looks.sentences[first].block;
    for facts in &looks.sentences[around.clone()] {
        key.add(facts.block.wrapping_sub(own) as u64);
    }
    let tokens = looks.tokens_of(&around);
    let place = |at: usize| at.wrapping_sub(tokens.start) as u64;
    let begin = runs.partition_point(|run| run.tokens.start < tokens.start);
    for run in runs[begin..].iter().take_while(|run| run.tokens.start < tokens.end) {
        key.add(place(run.tokens.start) << 32 | (run.tokens.len() as u64) << 2 | run.role as u64);
    }
    key.add(quote.kind as u64);
    for piece in &quote.pieces {
        key.add(place(piece.start) << 32 | piece.len() as u64);
    }
    key.add(quote.trigger.map_or(u64::MAX, place));
    key.add(acceptance::rule_number(quote.rule) as u64);
    if let Some(last) = before.last {
        key.add((first as i64 - last.sentence) as u64);
        key.add((last.kind as u64) << 1 | u64::from(before.last_speaker().is_some()));
    }
    key.add(before.outer.map_or(2, |(_, speaker)| u64::from(speaker.is_some())));
    for candidate in near.iter().map(|&at| &candidates[at]) {
        let spoken = before.speakers.iter().rev().take(SPEAKERS_BACK);
        let spoken = spoken.filter(|speaker| same(speaker.as_ref(), candidate)).count();
        let is_last = same(before.last_speaker(), candidate);
        let earlier = same(before.speakers.iter().rev().nth(1).and_then(Option::as_ref), candidate);
        let is_outer = before.outer.is_some_and(|(_, speaker)| same(speaker, candidate));
        let within = before.outer.is_some_and(|(outer, _)| outer.holds(candidate.tokens.start));
        key.add(place(candidate.tokens.start) << 32 | candidate.tokens.len() as u64);
        key.add(u64::from(candidate.sure.to_bits()));
        key.add(
            [u64::from(candidate.form), u64::from(candidate.nominative), spoken as u64]
                .into_iter()
                .chain([candidate.phrase, is_last, is_outer, within, earlier].map(u64::from))
                .fold(0, |sum, value| sum << 8 | value),
        );
    }
    key.add(near.len() as u64);
    key
}
