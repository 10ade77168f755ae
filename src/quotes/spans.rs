//! Outer quotations as runs of tokens: a linear-chain CRF over what each token, clause and sentence holds.
//!
//! One sequence a block. Labels: 0 outside; for each type a first token and a following one. A later piece of an
//! interrupted quotation goes on with "following" after "outside".

use crate::analysis::QuoteKind;
use crate::frames::{Frames, Role, RoleRun};
use crate::looks::{self, Looks, all, features, flag, is};
use crate::memory::Key;
use crate::model::{Features, Sink, numbered};
use crate::tagging::{ClauseKind, Pos};
use std::ops::Range;

/// The types in the order of their labels.
pub const KINDS: [QuoteKind; 5] =
    [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Reported, QuoteKind::FreeIndirect, QuoteKind::IndirectFreeIndirect];

/// Number of labels.
pub const LABELS: usize = 1 + 2 * KINDS.len();

/// Label of the first token of a quotation.
pub fn first_label(kind: QuoteKind) -> u8 {
    1 + 2 * KINDS.iter().position(|&k| k == kind).unwrap_or(0) as u8
}

/// Label of a following token.
pub fn following_label(kind: QuoteKind) -> u8 {
    first_label(kind) + 1
}

/// A quotation read off a sequence of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its type.
    pub kind: QuoteKind,
    /// Its pieces, in positions of the sequence.
    pub pieces: Vec<Range<usize>>,
}

/// Reads quotations off the labels of one block; `same_sentence` tells whether two positions share a sentence: only then
/// can a later piece belong to an earlier one.
pub fn runs(labels: &[u8], same_sentence: impl Fn(usize, usize) -> bool) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut before = 0;
    for (at, &label) in labels.iter().enumerate() {
        if label > 0 {
            let kind = KINDS[(label as usize - 1) / 2];
            let follows = label % 2 == 0;
            match out.last_mut().filter(|run| follows && run.kind == kind) {
                Some(run) if before == label || before + 1 == label => {
                    if let Some(piece) = run.pieces.last_mut() {
                        piece.end = at + 1;
                    }
                }
                Some(run)
                    if (kind == QuoteKind::Indirect || kind == QuoteKind::Direct)
                        && run.pieces.last().is_some_and(|piece| same_sentence(piece.end - 1, at)) =>
                {
                    run.pieces.push(at..at + 1);
                }
                _ => out.push(Run { kind, pieces: std::iter::once(at..at + 1).collect() }),
            }
        }
        before = label;
    }
    out
}

/// Hash of all that the sequence model sees of a block.
pub fn key(looks: &Looks, frames: &Frames, sentences: &Range<usize>) -> Key {
    let (around, mut key) = looks.context(sentences, looks::REACH, looks::REACH);
    let tokens = looks.tokens_of(&around);
    let begin = frames.runs.partition_point(|run| run.tokens.start < tokens.start);
    for run in frames.runs[begin..].iter().take_while(|run| run.tokens.start < tokens.end) {
        key.add_all(&[run.role as u32, (run.tokens.start - tokens.start) as u32, run.tokens.len() as u32]);
    }
    key
}

/// Adds the features of the tokens of one block; `sentences` are its sentences.
pub fn features(looks: &Looks, frames: &Frames, sentences: Range<usize>, out: &mut impl Sink) {
    own_features(looks, frames, sentences, true, out);
}

/// The same, but those that the model of frames sees as well only where they are `wanted`.
pub fn own_features(looks: &Looks, frames: &Frames, sentences: Range<usize>, wanted: bool, out: &mut impl Sink) {
    let block = wanted.then(|| features::Block::new(looks, &sentences));
    let key = numbered(key(looks, frames, &sentences).half(), 1);
    let first = looks.sentences[sentences.start].clauses.start;
    for number in sentences {
        let context = block.as_ref().map(|block| features::Context::new(block, number));
        let framed = Framed::new(looks, frames, number);
        for at in looks.sentences[number].tokens.clone() {
            if let Some(context) = &context {
                features::token(context, at, out);
            }
            let clause = looks.tokens[at].clause as usize;
            out.add_known(numbered(key, (clause - first) as u64), |out| framed.clause_features(clause, out));
            framed.token(at, out);
            out.finish_position_as(framed.step(at));
        }
    }
}

/// What the frames say of one sentence.
struct Framed<'a> {
    looks: &'a Looks,
    frames: &'a Frames,
    number: usize,
    /// Cues of the sentence, in order.
    cues: Vec<Cue>,
    /// What each clause of the sentence holds: 0 nothing, 1 a speaker, 2 a cue, 3 both.
    clauses: Vec<u32>,
    /// Bits: a cue, a speaker, the cue is a preposition; of this sentence, the one before and the one behind.
    held: [u32; 3],
    /// Lemma of the last cue of the sentence before.
    earlier_cue: u32,
}

/// A cue as the tokens around see it.
struct Cue {
    tokens: Range<usize>,
    /// Lemma of its strongest word.
    lemma: u32,
    /// Whether it holds a finite verb.
    verb: bool,
}

/// Tokens between a cue and a word in which a speaker is looked for; only a sentence without end is longer.
const REACH: usize = 200;

/// Cues of the sentence `number`.
fn cues(looks: &Looks, frames: &Frames, number: usize) -> Vec<Cue> {
    let tokens = &looks.sentences[number].tokens;
    let begin = frames.runs.partition_point(|run| run.tokens.start < tokens.start);
    let here = frames.runs[begin..].iter().take_while(|run| run.tokens.start < tokens.end);
    let cue = |run: &RoleRun| {
        let words = &looks.tokens[run.tokens.clone()];
        let lemma = words.iter().max_by_key(|look| look.cue).map_or(0, |look| look.lemma);
        Cue { tokens: run.tokens.clone(), lemma, verb: words.iter().any(|look| look.mood > 0) }
    };
    here.filter(|run| run.role == Role::Cue).map(cue).collect()
}

impl<'a> Framed<'a> {
    fn new(looks: &'a Looks, frames: &'a Frames, number: usize) -> Framed<'a> {
        let held = |number: Option<usize>| {
            let Some(facts) = number.and_then(|number| looks.sentences.get(number)) else { return 15 };
            let preposition = facts.tokens.clone().any(|at| frames.roles[at] == 1 && looks.tokens[at].mood == 0);
            let has = |role: u8| u32::from(frames.roles[facts.tokens.clone()].contains(&role));
            has(1) | has(2) << 1 | u32::from(preposition) << 2
        };
        let earlier = number.checked_sub(1);
        let earlier_cue = earlier.and_then(|number| cues(looks, frames, number).pop()).map_or(0, |cue| cue.lemma);
        let clause = |index: usize| {
            let roles = &frames.roles[looks.clauses[index].tokens.clone()];
            u32::from(roles.contains(&2)) | u32::from(roles.contains(&1)) << 1
        };
        Framed {
            looks,
            frames,
            number,
            cues: cues(looks, frames, number),
            clauses: looks.sentences[number].clauses.clone().map(clause).collect(),
            held: [held(Some(number)), held(earlier), held(Some(number + 1))],
            earlier_cue,
        }
    }

    fn role(&self, at: Option<usize>) -> u32 {
        at.and_then(|at| self.frames.roles.get(at)).map_or(9, |&role| u32::from(role))
    }

    /// What a clause of the sentence holds (see [`Framed::clauses`]).
    fn clause(&self, index: usize) -> u32 {
        self.clauses[index - self.looks.sentences[self.number].clauses.start]
    }

    /// The cue that begins nearest to a token.
    fn nearest(&self, at: usize) -> Option<&Cue> {
        let behind = self.cues.partition_point(|cue| cue.tokens.start < at);
        let near = &self.cues[behind.saturating_sub(1)..(behind + 1).min(self.cues.len())];
        near.iter().min_by_key(|cue| cue.tokens.start.abs_diff(at))
    }

    /// What a clause of the sentence and its neighbours hold, 4 for one that there is not.
    fn clauses_around(&self, index: usize) -> [u32; 3] {
        let within = &self.looks.sentences[self.number].clauses;
        [index.wrapping_sub(1), index, index + 1].map(|at| if within.contains(&at) { self.clause(at) } else { 4 })
    }

    /// Adds the features that all tokens of a clause have.
    fn clause_features(&self, index: usize, out: &mut Features) {
        let sentence = &self.looks.sentences[self.number];
        let clause = &self.looks.clauses[index];
        let [before, own, behind] = self.clauses_around(index);
        let mood = u32::from(clause.mood);
        let mut add = |template: u32, value: u32| out.add(200 + template, value);
        add(2, all(&[own, mood]));
        add(3, all(&[before, own, behind]));
        add(5, all(&[self.held[0], mood]));
        add(6, all(&[self.held[0], self.held[1], sentence.flags & 3]));
        add(7, all(&[self.held[0], self.held[2], sentence.flags & 3]));
        add(8, all(&[self.held[0], self.held[1], sentence.flags & 31]));
        add(9, all(&[self.held[0], sentence.flags & 127]));
        add(10, all(&[before, clause.first, mood]));
        add(11, all(&[self.earlier_cue, sentence.flags & 3, self.held[0]]));
        if self.cues.is_empty() {
            add(27, all(&[self.held[1], sentence.flags & 15, mood]));
            add(28, all(&[self.held[1], sentence.flags & 15, sentence.block_kind]));
        }
    }

    /// Adds the features of one token.
    fn token(&self, at: usize, out: &mut impl Sink) {
        let sentence = &self.looks.sentences[self.number];
        let look = &self.looks.tokens[at];
        let clause = &self.looks.clauses[look.clause as usize];
        let [before, own, behind] = self.clauses_around(look.clause as usize);
        let role = self.role(Some(at));
        let (left, right) = (self.role(at.checked_sub(1)), self.role(Some(at + 1)));
        let mut add = |template: u32, value: u32| out.add(200 + template, value);
        add(0, role);
        add(1, all(&[left, role, right]));
        add(4, all(&[before, own, behind, u32::from(clause.mood), role]));
        add(29, all(&[sentence.block_kind, role]));
        let Some(Cue { tokens: cue, lemma, verb }) = self.nearest(at) else { return };
        let side = u32::from(cue.start > at) + 2 * u32::from(cue.contains(&at));
        let apart = self.looks.tokens[cue.start].clause.abs_diff(look.clause).min(4);
        let verb = u32::from(*verb);
        let between = cue.start.min(at).max(at.saturating_sub(REACH))..cue.start.max(at).min(at + REACH);
        let speaker_between = u32::from(self.frames.roles[between].contains(&2));
        add(20, all(&[side, apart, verb]));
        add(21, all(&[side, apart, u32::from(clause.mood), verb]));
        add(22, all(&[*lemma, side, apart]));
        add(23, all(&[*lemma, side, u32::from(clause.mood)]));
        add(24, all(&[side, apart, speaker_between, role]));
        add(25, all(&[side, apart, clause.first]));
        add(26, all(&[side, apart, verb, sentence.flags & 3, role]));
    }

    /// Class of the step to a token: a label goes on within a clause, and from clause to clause by what the new one is.
    fn step(&self, at: usize) -> u8 {
        let sentence = &self.looks.sentences[self.number];
        let tokens = &self.looks.tokens;
        let (look, clause) = (&tokens[at], &self.looks.clauses[tokens[at].clause as usize]);
        let subjunctive = sentence.flags & 3 != 0;
        if at == sentence.tokens.start {
            return match (self.held[0] & 1 != 0, subjunctive, sentence.flags & flag::HEARSAY != 0) {
                (true, ..) => 12,
                (_, true, _) => 13,
                (_, _, true) => 14,
                _ if look.inside > 0 => 15,
                _ => 16,
            };
        }
        let before = &tokens[at - 1];
        if before.inside != look.inside {
            3
        } else if (self.frames.roles[at] == 0) != (self.frames.roles[at - 1] == 0) && !before.mark {
            17
        } else if at + 1 == sentence.tokens.end {
            1
        } else if look.mark {
            2
        } else if before.clause != look.clause {
            let subjunctive = clause.mood >= 2;
            match clause.kind {
                _ if self.clause(look.clause as usize) >= 2 => 10,
                ClauseKind::Main if is(look, Pos::Cconj) => 18 + u8::from(subjunctive),
                ClauseKind::Main => 4 + u8::from(subjunctive),
                ClauseKind::That | ClauseKind::Whether | ClauseKind::Question => 20,
                ClauseKind::Relative => 6,
                ClauseKind::Condition | ClauseKind::Subordinate => 7,
                ClauseKind::Infinitive => 8,
                ClauseKind::Rest => 9,
                ClauseKind::Fragment => 11,
            }
        } else {
            0
        }
    }
}
