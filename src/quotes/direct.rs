//! Tells marked words apart: somebody's words, a title, a nickname, or words held at a distance.

use crate::analysis::{MarkKind, QuoteKind};
use crate::frames::Frames;
use crate::looks::{Looks, all};
use crate::marks::Marked;
use crate::model::{Features, exp};
use crate::models::Models;
use crate::quotes::pairs::{self, Around};
use crate::quotes::{Outer, Quotation, spans};
use std::ops::Range;

/// Words in marks are somebody's from this probability on: below one half more are found than lost, in the folds.
const LEAST: f32 = 0.4;

/// The same within speech without marks, whose speaker is known: the published annotation counts such words more often than
/// the training articles do.
const LEAST_WITHIN: f32 = 0.3;

/// Kinds of marks in the order of the labels of `models.marks`.
pub const MARKS: [MarkKind; 3] = [MarkKind::Title, MarkKind::Nickname, MarkKind::Scare];

/// Adds direct quotations to `quotes` and everything else that is marked to `marks`.
pub fn tell(
    looks: &Looks,
    frames: &Frames,
    outer: &Outer,
    models: &Models,
    quotes: &mut Vec<Quotation>,
    marks: &mut Vec<(Range<usize>, MarkKind)>,
) {
    let mut features = Features::default();
    let mut direct: Vec<Quotation> = Vec::new();
    let around = Around::new(quotes, looks.tokens.len());
    let scores = models.direct_decision.scores(&rows(looks, frames, outer, &around, models));
    let mut quote_of_pair: Vec<Option<usize>> = Vec::with_capacity(looks.pairs.len());
    for (index, pair) in looks.pairs.iter().enumerate() {
        // speech that goes on from the paragraph before needs no second look
        if let Some(before) = pair.continues.and_then(|before| quote_of_pair[before]) {
            direct[before].pieces.push(pair.tokens.clone());
            quote_of_pair.push(Some(before));
            continue;
        }
        let quoted = 1.0 / (1.0 + exp(-scores[index]));
        let indirect = around.of(&pair.tokens).is_some_and(|quote| quote.kind == QuoteKind::Indirect);
        if quoted >= if indirect { LEAST_WITHIN } else { LEAST } {
            quote_of_pair.push(Some(direct.len()));
            let pieces = vec![pair.tokens.clone()];
            direct.push(Quotation {
                kind: QuoteKind::Direct,
                pieces,
                inside: None,
                confidence: quoted,
                rule: "marks",
                trigger: None,
            });
        } else {
            quote_of_pair.push(None);
            features.clear();
            pair_features(looks, &outer.labels, pair, &mut features);
            features.finish_position();
            let kind = models.marks.decode(&features).first().map_or(MarkKind::Scare, |&label| MARKS[label as usize]);
            marks.push((pair.tokens.clone(), kind));
        }
    }
    // what stands in marks from end to end is no other type besides; no two pairs begin at one token
    quotes.retain(|quote| {
        let near = direct.partition_point(|marked| marked.pieces[0].start < quote.pieces[0].start);
        direct.get(near).is_none_or(|marked| marked.pieces != quote.pieces)
    });
    quotes.append(&mut direct);
}

/// The numbers of all pairs for the second look ([`pairs`]), [`pairs::WIDTH`] each.
pub fn rows(looks: &Looks, frames: &Frames, outer: &Outer, around: &Around, models: &Models) -> Vec<f32> {
    let mut features = Features::default();
    let mut out = Vec::with_capacity(looks.pairs.len() * pairs::WIDTH);
    for (index, pair) in looks.pairs.iter().enumerate() {
        features.clear();
        pair_features(looks, &outer.labels, pair, &mut features);
        features.finish_position();
        let mut scores = [0.0; 2];
        models.direct.score(features.at(0), &mut scores);
        out.extend(pairs::row(looks, frames, outer, around, index, scores[1] - scores[0]));
    }
    out
}

/// Features of one pair of marks; `outer` are the labels of the outer quotations.
pub fn pair_features(looks: &Looks, outer: &[u8], pair: &Marked, out: &mut Features) {
    let tokens = &looks.tokens;
    let Range { start, end } = pair.tokens;
    let inner = start + 1..if pair.closed { end - 1 } else { end };
    let look = |at: Option<usize>| at.and_then(|at| tokens.get(at)).copied().unwrap_or_default();
    let sentence = &looks.sentences[tokens[start].sentence as usize];
    let clause = &looks.clauses[tokens[start].clause as usize];
    let length = (usize::BITS - inner.len().leading_zeros()).min(6);
    let finite = inner.clone().any(|at| tokens[at].mood > 0);
    let (first, last) = (look(Some(inner.start)), look(inner.end.checked_sub(1)));
    let (before, before2) = (look(start.checked_sub(1)), look(start.checked_sub(2)));
    let (behind, behind2) = (look(Some(end)), look(Some(end + 1)));
    let label = u32::from(outer[start]);
    let mut add = |template: u32, value: u32| out.add(template, value);
    add(0, 0);
    add(1, length);
    add(2, u32::from(finite));
    add(3, all(&[length, u32::from(finite)]));
    add(4, first.lower);
    add(5, last.lower);
    add(6, all(&[u32::from(first.shape), length]));
    add(7, all(&[u32::from(first.pos), u32::from(last.pos)]));
    add(8, u32::from(last.pos));
    add(9, before.lower);
    add(10, before.lemma);
    add(11, all(&[u32::from(before.pos), u32::from(behind.pos)]));
    add(12, u32::from(before.pos));
    add(13, behind.lower);
    add(14, behind.lemma);
    add(15, all(&[before2.lower, before.lower]));
    add(16, all(&[behind.lower, behind2.lemma]));
    add(17, u32::from(behind2.cue));
    add(18, label);
    add(19, all(&[label, length]));
    add(20, all(&[label, u32::from(finite), u32::from(first.shape)]));
    add(21, sentence.flags & 15);
    add(22, u32::from(clause.cue));
    add(23, all(&[u32::from(clause.cue), length.min(3)]));
    add(24, clause.cue_lemma);
    add(25, sentence.cue_lemma);
    add(26, all(&[u32::from(sentence.cue), length.min(3)]));
    add(27, pair.depth as u32);
    add(28, u32::from(start == sentence.tokens.start) | u32::from(end == sentence.tokens.end) << 1);
    add(29, all(&[u32::from(start == sentence.tokens.start) | u32::from(end == sentence.tokens.end) << 1, length.min(4)]));
    add(30, before.suffix);
    add(31, u32::from(before.name));
    add(32, all(&[u32::from(first.name), u32::from(last.name)]));
    add(33, all(&[length.min(3), before.lower]));
    add(34, u32::from(pair.closed));
    for at in inner.take(12) {
        add(40, tokens[at].lower);
        add(41, u32::from(tokens[at].pos));
    }
    if label > 0 {
        add(50, spans::KINDS[(label as usize - 1) / 2] as u32);
    }
}
