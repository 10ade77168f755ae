//! Features of one token that the models of frames and of quotations share: the token, its clause, its sentence and the
//! neighbours of each.

use crate::looks::{Clause, Look, Looks, REACH, all};
use crate::memory::Key;
use crate::model::{Features, Sink, numbered};
use std::ops::Range;

/// What the tokens of one block share.
pub struct Block<'a> {
    looks: &'a Looks,
    tokens: Range<usize>,
    /// Its first sentence and the first clause of that.
    first: [usize; 2],
    /// A key of everything that features of its tokens look at.
    key: u64,
    /// A key of each token's classes.
    classes: Vec<u64>,
}

impl<'a> Block<'a> {
    /// The block of these sentences.
    pub fn new(looks: &'a Looks, sentences: &Range<usize>) -> Block<'a> {
        let tokens = looks.tokens_of(sentences);
        let first = [sentences.start, looks.sentences[sentences.start].clauses.start];
        let classes = looks.tokens[tokens.clone()].iter().map(class_key).collect();
        Block { looks, tokens, first, key: looks.context(sentences, REACH, REACH).1.half(), classes }
    }
}

/// A key of everything that [`class`] sees: few, for a text has many words but few kinds of them.
fn class_key(look: &Look) -> u64 {
    let mut key = Key::default();
    key.add(look.classes);
    key.add(
        u64::from(u32::from_le_bytes([look.pos, look.mood, look.cue, look.name])) << 32
            | u64::from(look.meaning) << 24
            | u64::from(look.speech) << 8
            | u64::from(look.inside),
    );
    key.half()
}

/// Stands in keys for parts of speech in a row.
const PARTS_OF_SPEECH: u64 = 0x6A09_E667_F3BC_C908;

/// What the tokens of one sentence share.
pub struct Context<'a> {
    block: &'a Block<'a>,
    number: usize,
    /// Bits of this sentence and of the two before and the one behind; `u32::MAX` where there is none.
    flags: [u32; 4],
    /// Lemmas of the reporting words of the sentence, with their positions.
    cues: Vec<(usize, u32)>,
    /// Place in the block: first, last, both.
    place: u32,
}

impl<'a> Context<'a> {
    /// The context of sentence `number` of the block.
    pub fn new(block: &'a Block<'a>, number: usize) -> Context<'a> {
        let looks = block.looks;
        let flags = |offset: isize| {
            number.checked_add_signed(offset).and_then(|n| looks.sentences.get(n)).map_or(u32::MAX, |facts| facts.flags)
        };
        let facts = &looks.sentences[number];
        let cues =
            facts.tokens.clone().filter(|&at| looks.tokens[at].cue >= 2).map(|at| (at, looks.tokens[at].lemma)).take(8).collect();
        let place = u32::from(facts.tokens.start == block.tokens.start) | u32::from(facts.tokens.end == block.tokens.end) << 1;
        Context { block, number, flags: [flags(0), flags(-1), flags(-2), flags(1)], cues, place }
    }

    /// A clause with its neighbours in the sentence, those before and behind it.
    fn clauses(&self, index: usize) -> [Option<&'a Clause>; 3] {
        let looks = self.block.looks;
        let within = &looks.sentences[self.number].clauses;
        let clause = |index: usize| within.contains(&index).then(|| &looks.clauses[index]);
        [index.wrapping_sub(1), index, index + 1].map(clause)
    }
}

/// Adds the features of one token to the position being built.
pub fn token(context: &Context, at: usize, out: &mut impl Sink) {
    let &Context { block, number, ref cues, .. } = context;
    let looks = block.looks;
    let tokens = &looks.sentences[number].tokens;
    let look = &looks.tokens[at];
    let clause = &looks.clauses[look.clause as usize];
    let starts = at == clause.tokens.start;
    let index = look.clause as usize;
    let key = |number: usize| numbered(block.key, number as u64);
    out.add_known(key((number - block.first[0]) * 4), |out| sentence(context, out));
    let clause_number = (index - block.first[1]) * 4;
    out.add_known(key(clause_number + 1), |out| self::clause(context, index, out));
    out.add_known(key(clause_number + 2 + usize::from(starts)), |out| clause_start(context, index, starts, out));

    // the words
    out.add(1, look.lower);
    out.add(2, look.suffix);
    out.add(3, look.prefix);
    out.add(4, u32::from(look.shape));
    out.add(9, look.lemma);
    let key = |near: usize, number: u32| numbered(block.classes[near - block.tokens.start], u64::from(number));
    out.add_known(key(at, 0), |out| class(look, 0, out));
    for (number, step) in (1..).zip([-3_isize, -2, -1, 1, 2, 3]) {
        let base = 70 + 10 * number;
        let Some(near) = at.checked_add_signed(step).filter(|near| block.tokens.contains(near)) else {
            out.add(base, 0);
            continue;
        };
        let there = &looks.tokens[near];
        if step == -1 {
            out.add(base + 1, there.lower);
        }
        if step.abs() <= 2 {
            out.add_known(key(near, number), |out| class(there, number, out));
        } else {
            out.add(base + 2, u32::from(there.inside));
        }
    }
    let pos =
        |step: isize| at.checked_add_signed(step).and_then(|near| looks.tokens.get(near)).map_or(0, |look| u32::from(look.pos));
    let [left, pos, right] = [-1, 0, 1].map(pos);
    out.add_known(numbered(PARTS_OF_SPEECH, u64::from(left << 16 | pos << 8 | right)), |out| {
        out.add(141, all(&[left, pos]));
        out.add(142, all(&[pos, right]));
    });
    let mut add = |template: u32, value: u32| out.add(template, value);

    // its place in the sentence and the clause
    let [mood, cue, subject, name, inside] =
        [clause.mood, clause.cue, u8::from(look.subject), look.name, look.inside].map(u32::from);
    let before = context.clauses(look.clause as usize)[0].map_or(0, |clause| u32::from(clause.cue));
    add(6, u32::from(at == tokens.start) | u32::from(at + 1 == tokens.end) << 1);
    add(64, all(&[u32::from(starts), mood, before, inside]));
    add(14, all(&[subject, pos, cue]));
    add(15, all(&[subject, name, clause.cue_lemma]));
    bits(clause.speech.into(), |bit| add(38, all(&[bit, subject, name])));
    add(151, all(&[u32::from(look.meaning), subject, u32::from(clause.meaning)]));

    // the reporting words around
    if let Some(&(cue, lemma)) = cues.iter().min_by_key(|(cue, _)| cue.abs_diff(at)) {
        let side = (cue > at) as u32 + 2 * u32::from(cue == at);
        let distance = (looks.tokens[cue].clause.abs_diff(look.clause)).min(3);
        add(70, all(&[side, distance]));
        add(71, all(&[lemma, side]));
        add(73, all(&[side, distance, mood, inside]));
    }
    for &(cue, lemma) in cues {
        add(74 + u32::from(cue > at), lemma);
    }
}

/// Adds what a token's classes are: its own where `number` is 0, else those of a neighbour.
fn class(look: &Look, number: u32, out: &mut Features) {
    let mut add = |template: u32, value: u32| out.add(template, value);
    let classes = all(&[look.classes as u32, (look.classes >> 32) as u32]);
    let [pos, mood, cue, name, inside] = [look.pos, look.mood, look.cue, look.name, look.inside].map(u32::from);
    let speech = u32::from(look.speech);
    if number == 0 {
        add(0, 0);
        add(5, inside);
        add(7, mood);
        add(8, cue);
        add(10, pos);
        add(11, name);
        add(16, speech);
        bits(speech.into(), |bit| add(17, all(&[bit, mood])));
        add(12, classes);
        bits(look.classes, |bit| add(13, bit));
        add(150, u32::from(look.meaning));
        return;
    }
    let base = 70 + 10 * number;
    add(base + 2, inside);
    add(base + 3, mood * 4 + cue);
    add(base + 4, pos);
    add(base + 6, name);
    add(base + 7, classes);
    bits(look.classes, |bit| add(base + 8, bit));
    add(base + 9, speech);
    add(159 + number, u32::from(look.meaning));
}

/// Adds the features that all tokens of a sentence have.
fn sentence(context: &Context, out: &mut Features) {
    let Context { block, number, flags: [now, before, before2, behind], place, .. } = *context;
    let looks = block.looks;
    let sentence = &looks.sentences[number];
    let mut add = |template: u32, value: u32| out.add(template, value);
    add(20, now);
    add(21, now & 15);
    add(22, before & 15);
    add(24, before);
    add(25, all(&[now & 15, before & 15, before2 & 15]));
    add(26, all(&[now & 15, behind & 15]));
    add(19, all(&[sentence.block_kind, place]));
    add(28, all(&[place, now & 15, before & 15]));
    if let Some(earlier) = number.checked_sub(1).map(|n| &looks.sentences[n]) {
        add(29, earlier.cue_lemma);
        add(30, all(&[u32::from(earlier.cue), now & 3]));
    }
    let opening = &looks.tokens[sentence.tokens.start];
    add(32, opening.lower);
    add(33, all(&[opening.lower, now & 15]));
}

/// Adds the features that all tokens of a clause have.
fn clause(context: &Context, index: usize, out: &mut Features) {
    let nothing = Clause::default();
    let [before, clause, behind] = context.clauses(index).map(|clause| clause.unwrap_or(&nothing));
    let mut add = |template: u32, value: u32| out.add(template, value);
    for (base, clause) in [(40, clause), (45, before), (50, behind)] {
        add(base, u32::from(clause.mood));
        add(base + 1, u32::from(clause.cue));
        add(base + 2, u32::from(clause.inside));
        add(base + 3, clause.first);
        if clause.cue >= 2 {
            add(base + 4, clause.cue_lemma);
        }
    }
    let (mood, kind) = (u32::from(clause.mood), clause.kind as u32);
    let cues = [before, clause, behind].map(|clause| u32::from(clause.cue));
    add(60, (index - context.block.looks.sentences[context.number].clauses.start).min(4) as u32);
    add(63, all(&[mood, cues[0], cues[2], cues[1]]));
    add(56, kind);
    add(57, all(&[before.kind as u32, kind, behind.kind as u32]));
    add(58, all(&[kind, mood, before.cue_lemma]));
    let speech = [before, clause, behind].map(|clause| u32::from(clause.speech));
    add(34, speech[1]);
    add(36, all(&[speech[2], mood]));
    for (number, set) in speech.into_iter().enumerate() {
        bits(set.into(), |bit| add(37, all(&[number as u32, bit, kind, mood])));
    }
    add(65, clause.verb);
    let (verb, subject) = (u32::from(clause.meaning), u32::from(clause.subject));
    add(152, verb);
    add(153, subject);
    add(154, all(&[subject, verb]));
    add(158, all(&[subject, verb, kind, context.flags[0] & 15]));
}

/// Adds the features of a clause that are others for its first token, which `starts` it.
fn clause_start(context: &Context, index: usize, starts: bool, out: &mut Features) {
    let nothing = Clause::default();
    let [before, clause, behind] = context.clauses(index).map(|clause| clause.unwrap_or(&nothing));
    let (mood, starts) = (u32::from(clause.mood), u32::from(starts));
    let mut add = |template: u32, value: u32| out.add(template, value);
    add(61, starts);
    add(59, all(&[clause.kind as u32, mood, u32::from(before.cue), starts]));
    add(35, all(&[u32::from(before.speech), mood, starts]));
    add(66, all(&[clause.verb, starts]));
    add(67, all(&[before.cue_lemma, mood, starts]));
    add(155, all(&[u32::from(clause.meaning), clause.kind as u32, mood, starts]));
    add(156, all(&[u32::from(before.meaning), clause.kind as u32, mood, starts]));
    add(157, all(&[u32::from(behind.meaning), mood, starts]));
}

/// Calls `each` with the number of every bit that is set.
fn bits(mut set: u64, mut each: impl FnMut(u32)) {
    while set != 0 {
        each(set.trailing_zeros());
        set &= set - 1;
    }
}
