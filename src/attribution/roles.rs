//! Cue, speaker and addressee words: a linear-chain CRF that knows where the quotations are.

use crate::looks::{Looks, all};
use crate::model::Features;
use crate::quotes::{Quotation, spans};
use std::ops::Range;

/// What a run of words does in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Role {
    Cue,
    Speaker,
    Addressee,
}

/// The roles in the order of their labels.
pub const ROLES: [Role; 3] = [Role::Cue, Role::Speaker, Role::Addressee];

/// Number of labels: outside, and a first and a following token for each role.
pub const LABELS: usize = 1 + 2 * ROLES.len();

/// Label of the first token of a role; the next number is that of a following one.
pub fn first_label(role: Role) -> u8 {
    1 + 2 * role as u8
}

/// A run of words with a role.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleRun {
    /// What it does.
    pub role: Role,
    /// Token indices.
    pub tokens: Range<usize>,
    /// Mean probability of the role over its tokens.
    pub confidence: f32,
}

/// Where each token stands among the quotations.
pub struct Places {
    /// Innermost type of quotation as [`spans`] counts them, 0 outside; marked words count only where nothing else is.
    pub kind: Vec<u8>,
    /// Whether a quotation begins here.
    pub begins: Vec<bool>,
}

impl Places {
    /// Notes the place of every token.
    pub fn new(tokens: usize, quotes: &[Quotation]) -> Places {
        let mut out = Places { kind: vec![0; tokens], begins: vec![false; tokens] };
        for quote in quotes {
            let label = spans::first_label(quote.kind).div_ceil(2);
            for token in quote.pieces.iter().cloned().flatten() {
                if quote.inside.is_none() {
                    out.kind[token] = label;
                } else {
                    out.kind[token] = out.kind[token] % 8 + 8 * label;
                }
            }
            out.begins[quote.pieces[0].start] = true;
        }
        out
    }
}

/// Adds the features of the tokens of one block.
pub fn features(looks: &Looks, places: &Places, sentences: Range<usize>, out: &mut Features) {
    let block = looks.tokens_of(&sentences);
    for number in sentences {
        let context = spans::Context::new(looks, number, &block);
        let sentence = looks.sentences[number].tokens.clone();
        let kinds = sentence.clone().fold(0_u32, |kinds, at| kinds | 1 << (places.kind[at] % 8));
        // kind of the sentences around: a frame may stand in a sentence of its own
        let kind_of = |at: Option<usize>| at.and_then(|at| places.kind.get(at)).map_or(0, |&kind| u32::from(kind % 8) + 1);
        let (earlier, later) = (kind_of(sentence.start.checked_sub(1)), kind_of(Some(sentence.end)));
        for at in sentence.clone() {
            spans::token_features(&context, at, out);
            let look = &looks.tokens[at];
            let kind = u32::from(places.kind[at]);
            let mut add = |template: u32, value: u32| out.add(template, value);
            add(200, kind);
            add(201, kinds);
            add(202, all(&[kind, kinds]));
            add(203, all(&[earlier, later, kinds]));
            add(204, all(&[kind, u32::from(look.pos)]));
            add(205, all(&[kind, u32::from(look.cue)]));
            add(206, all(&[kind, u32::from(look.name)]));
            add(207, all(&[kind, look.lemma]));
            add(208, all(&[kinds, look.lower]));
            // how far, and on which side, the next quotation of the sentence begins or ends
            let left = (sentence.start..at).rev().take(12).position(|other| places.kind[other] % 8 > 0 && kind == 0);
            let right = (at + 1..sentence.end).take(12).position(|other| places.kind[other] % 8 > 0 && kind == 0);
            let bucket = |distance: Option<usize>| distance.map_or(0, |d| [1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6][d]);
            add(209, bucket(left));
            add(210, bucket(right));
            add(211, all(&[bucket(left), bucket(right), u32::from(look.pos)]));
            add(212, all(&[bucket(left).min(2), bucket(right).min(2), u32::from(look.cue), u32::from(look.name)]));
            let next_kind = right.map_or(0, |d| u32::from(places.kind[at + 1 + d] % 8));
            let last_kind = left.map_or(0, |d| u32::from(places.kind[at - 1 - d] % 8));
            add(213, all(&[next_kind, last_kind, u32::from(look.cue)]));
            add(214, all(&[next_kind, last_kind, look.lower]));
            add(215, all(&[next_kind, last_kind, u32::from(look.pos), u32::from(look.name)]));
            out.finish_position();
        }
    }
}

/// Reads runs off the labels of one block, whose first token is `base`.
pub fn runs(labels: &[u8], marginals: &[f32], base: usize) -> Vec<RoleRun> {
    let mut out: Vec<RoleRun> = Vec::new();
    let mut before = 0;
    for (at, &label) in labels.iter().enumerate() {
        if label > 0 {
            let role = ROLES[(label as usize - 1) / 2];
            let first = first_label(role);
            let sure = marginals[at * LABELS + first as usize] + marginals[at * LABELS + first as usize + 1];
            match out.last_mut() {
                Some(run) if label != first && run.role == role && before >= first && before <= first + 1 => {
                    let length = run.tokens.len() as f32;
                    run.confidence = (run.confidence * length + sure) / (length + 1.0);
                    run.tokens.end = base + at + 1;
                }
                _ => out.push(RoleRun { role, tokens: base + at..base + at + 1, confidence: sure }),
            }
        }
        before = label;
    }
    out
}
