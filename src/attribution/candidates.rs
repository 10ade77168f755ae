//! Words near a quotation that may name its speaker.

use crate::entities::Index;
use crate::frames::{Frames, ROLES, Role};
use crate::looks::{Looks, is};
use crate::model::hash;
use crate::order;
use crate::quotes::Quotation;
use crate::tagging::Pos;
use std::ops::Range;

/// Words that may name the speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Token indices.
    pub tokens: Range<usize>,
    /// The noun, name or pronoun that the others belong to.
    pub head: usize,
    /// The entity behind them.
    pub entity: Option<usize>,
    /// 1 a pronoun, 2 a description, 3 a name.
    pub form: u8,
    /// How sure the sequence model is that they name a speaker.
    pub sure: f32,
    /// A phrase that the sequence model passed over.
    pub phrase: bool,
    /// 2 the subject of its clause, 1 what could be one, 0 neither.
    pub nominative: u8,
}

impl Candidate {
    /// The same in a text with so many more tokens before it, and under its number there.
    pub(super) fn moved(&self, tokens: usize, entity: Option<usize>) -> Candidate {
        let tokens = self.tokens.start.wrapping_add(tokens)..self.tokens.end.wrapping_add(tokens);
        Candidate { tokens, entity, ..self.clone() }
    }
}

/// Sentences before a quotation in which its speaker is looked for.
pub(super) const SENTENCES_BEFORE: usize = 7;
/// Sentences behind it.
pub(super) const SENTENCES_BEHIND: usize = 2;
/// Most candidates on each side of a quotation, the nearest; only sentences without end hold more.
const MOST_CANDIDATES: usize = 64;
/// Tokens on each side of words in which cues are looked for; only a sentence without end is longer.
const REACH: usize = 200;

/// The part of `bounds` within [`REACH`] of `tokens`.
pub fn around(tokens: &Range<usize>, bounds: Range<usize>) -> Range<usize> {
    bounds.start.max(tokens.start.saturating_sub(REACH))..bounds.end.min(tokens.end + REACH)
}

/// All candidates in order: what the sequence model takes for speakers, and every other noun phrase, name and
/// personal pronoun.
pub fn all(looks: &Looks, frames: &Frames, entities: &Index) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut taken = vec![false; looks.tokens.len()];
    let mut add = |tokens: Range<usize>, taken: &mut [bool]| {
        if taken[tokens.clone()].contains(&true) {
            return;
        }
        taken[tokens.clone()].fill(true);
        let named = tokens.clone().any(|at| looks.tokens[at].name > 0);
        let pronoun = tokens.len() == 1 && is(&looks.tokens[tokens.start], Pos::Pron);
        let sure = tokens.clone().map(|at| frames.sure[at * ROLES.len() + 1]).sum::<f32>() / tokens.len() as f32;
        let (nominative, head) = subject(looks, &tokens);
        out.push(Candidate {
            head,
            entity: entities.behind(&tokens),
            form: if named {
                3
            } else if pronoun {
                1
            } else {
                2
            },
            sure,
            phrase: false,
            nominative,
            tokens,
        });
    };
    for run in frames.runs.iter().filter(|run| run.role == Role::Speaker) {
        add(run.tokens.clone(), &mut taken);
    }
    let runs = taken.clone();
    for phrase in &looks.phrases {
        add(phrase.tokens.clone(), &mut taken);
    }
    for candidate in &mut out {
        candidate.phrase = !runs[candidate.tokens.start];
    }
    order::sort_by_key(&mut out, |candidate| candidate.tokens.start as u64);
    out
}

/// What the first phrase of the words is in its clause (see [`Candidate::nominative`]), and its head.
fn subject(looks: &Looks, tokens: &Range<usize>) -> (u8, usize) {
    let first = looks.phrases.partition_point(|phrase| phrase.tokens.end <= tokens.start);
    match looks.phrases.get(first).filter(|phrase| phrase.tokens.start < tokens.end) {
        Some(phrase) if looks.tokens[phrase.head].subject => (2, phrase.head),
        Some(phrase) => (u8::from(phrase.can_be_subject()), phrase.head),
        None => (0, tokens.start),
    }
}

/// The candidates near a quotation, as indices; nobody is named within their own words, but for a reported act, whose words
/// are the reporter's. Phrases that nothing speaks for count only in its own sentences and the two
/// around.
pub fn near(looks: &Looks, candidates: &[Candidate], quote: &Quotation) -> Vec<usize> {
    let extent = quote.extent();
    let first = (looks.tokens[extent.start].sentence as usize).saturating_sub(SENTENCES_BEFORE);
    let last = (looks.tokens[extent.end - 1].sentence as usize + SENTENCES_BEHIND).min(looks.sentences.len() - 1);
    let from = candidates.partition_point(|candidate| candidate.tokens.start < looks.sentences[first].tokens.start);
    let to = candidates.partition_point(|candidate| candidate.tokens.start < looks.sentences[last].tokens.end);
    let own = looks.tokens[extent.start].sentence.saturating_sub(1)..=looks.tokens[extent.end - 1].sentence + 1;
    let [with, words] = ["mit", "worten"].map(hash);
    let counts = |&at: &usize| {
        let candidate = &candidates[at];
        let before = candidate.tokens.start.checked_sub(1).map(|at| looks.tokens[at].lower);
        // "mit den Worten" tells how
        if looks.tokens[candidate.head].lower == words && before == Some(with) {
            return false;
        }
        !candidate.phrase
            || candidate.form == 3
            || candidate.sure > 0.05
            || own.contains(&looks.tokens[candidate.tokens.start].sentence)
    };
    let before = candidates.partition_point(|candidate| candidate.tokens.start < extent.start).max(from);
    let behind = candidates.partition_point(|candidate| candidate.tokens.start < extent.end).clamp(before, to);
    let mut near: Vec<usize> = (from..before).rev().filter(counts).take(MOST_CANDIDATES).collect();
    near.reverse();
    near.extend((before..behind).filter(counts));
    near.extend((behind..to).filter(counts).take(MOST_CANDIDATES));
    near
}

/// Whether a speaker and a candidate are the same words or the same entity.
pub(super) fn same(speaker: Option<&Candidate>, candidate: &Candidate) -> bool {
    speaker.is_some_and(|speaker| {
        speaker.tokens == candidate.tokens || (speaker.entity.is_some() && speaker.entity == candidate.entity)
    })
}
