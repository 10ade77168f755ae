//! Frames: which words report, who is named as speaking, and to whom. Found before the quotations, whose bounds they show.
//!
//! A linear-chain CRF over the looks of the tokens, one sequence a block.

use crate::looks::{Looks, REACH, features};
use crate::memory::Memory;
use crate::model::{Scorer, Shared, Sink};
use crate::models::Models;
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
}

/// What this stage finds.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    /// In order.
    pub runs: Vec<RoleRun>,
    /// Role of every token: 0 none, else one plus its place in [`ROLES`].
    pub roles: Vec<u8>,
    /// Probability of each role at every token, [`ROLES`] a token.
    pub sure: Vec<f32>,
    /// For each block what the next model needs not ask again: nothing, or a token each.
    pub(crate) shared: Vec<Vec<Shared>>,
}

/// Finds cue, speaker and addressee words.
pub fn find(looks: &Looks, models: &Models) -> Frames {
    find_again(looks, models, &mut Memory::default())
}

/// [`find`], as far as `memory` does not know the blocks.
#[inline(never)]
pub fn find_again(looks: &Looks, models: &Models, memory: &mut Memory) -> Frames {
    let count = looks.tokens.len();
    let mut out = Frames { roles: vec![0; count], sure: Vec::with_capacity(count * ROLES.len()), ..Frames::default() };
    let Memory { frames, role_sums, twins, .. } = memory;
    for sentences in looks.blocks() {
        let tokens = looks.tokens_of(&sentences);
        let (_, key) = looks.context(&sentences, REACH, REACH);
        let mut shared = Vec::new();
        let (labels, sure) = frames.get(key, || {
            let mut scorer = match twins {
                Some(twins) => Scorer::of_both(&models.roles, twins, tokens.len()),
                None => Scorer::new(&models.roles, role_sums, tokens.len()),
            };
            block_features(looks, sentences, &mut scorer);
            let scores;
            (scores, shared) = scorer.finish_both();
            let marginals = models.roles.chain().marginals(&scores);
            let sure = marginals.chunks_exact(LABELS).flat_map(|p| [p[1] + p[2], p[3] + p[4], p[5] + p[6]]);
            (models.roles.chain().best_path(&scores), sure.collect())
        });
        out.runs.extend(runs(labels, tokens.start));
        out.sure.extend(sure);
        out.shared.push(shared);
    }
    for run in &out.runs {
        out.roles[run.tokens.clone()].fill(run.role as u8 + 1);
    }
    out
}

/// Adds the features of the tokens of one block; `sentences` are its sentences.
pub fn block_features(looks: &Looks, sentences: Range<usize>, out: &mut impl Sink) {
    let block = features::Block::new(looks, &sentences);
    for number in sentences {
        let context = features::Context::new(&block, number);
        for at in looks.sentences[number].tokens.clone() {
            features::token(&context, at, out);
            out.finish_position_as(0);
        }
    }
}

/// Reads runs off the labels of one block, whose first token is `base`.
fn runs(labels: &[u8], base: usize) -> Vec<RoleRun> {
    let mut out: Vec<RoleRun> = Vec::new();
    let mut before = 0;
    for (at, &label) in labels.iter().enumerate() {
        if label > 0 {
            let role = ROLES[(label as usize - 1) / 2];
            let first = first_label(role);
            match out.last_mut() {
                Some(run) if label != first && run.role == role && before >= first && before <= first + 1 => {
                    run.tokens.end = base + at + 1;
                }
                _ => out.push(RoleRun { role, tokens: base + at..base + at + 1 }),
            }
        }
        before = label;
    }
    out
}
