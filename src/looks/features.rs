//! Features of one token that the models of frames and of quotations share: the token, its clause, its sentence and the
//! neighbours of each.

use crate::looks::{Look, Looks, all};
use crate::model::Features;
use std::ops::Range;

/// What the tokens of one sentence share.
pub struct Context<'a> {
    looks: &'a Looks,
    block: &'a Range<usize>,
    number: usize,
    /// Bits of this sentence and of the two before and the one behind; `u32::MAX` where there is none.
    flags: [u32; 4],
    /// Lemmas of the reporting words of the sentence, with their positions.
    cues: Vec<(usize, u32)>,
    /// Place in the block: first, last, both.
    place: u32,
}

impl<'a> Context<'a> {
    /// The context of sentence `number`, whose block covers the tokens `block`.
    pub fn new(looks: &'a Looks, number: usize, block: &'a Range<usize>) -> Context<'a> {
        let flags = |offset: isize| {
            number.checked_add_signed(offset).and_then(|n| looks.sentences.get(n)).map_or(u32::MAX, |facts| facts.flags)
        };
        let facts = &looks.sentences[number];
        let cues =
            facts.tokens.clone().filter(|&at| looks.tokens[at].cue >= 2).map(|at| (at, looks.tokens[at].lemma)).take(8).collect();
        let place = u32::from(facts.tokens.start == block.start) | u32::from(facts.tokens.end == block.end) << 1;
        Context { looks, block, number, flags: [flags(0), flags(-1), flags(-2), flags(1)], cues, place }
    }
}

/// Adds the features of one token to the position being built.
pub fn token(context: &Context, at: usize, out: &mut Features) {
    let Context { looks, block, number, flags, cues, place } = context;
    let sentence = &looks.sentences[*number];
    let look = &looks.tokens[at];
    let clause_index = look.clause as usize;
    let clause = &looks.clauses[clause_index];
    let nothing = Default::default();
    let before = if clause_index > sentence.clauses.start { &looks.clauses[clause_index - 1] } else { &nothing };
    let behind = if clause_index + 1 < sentence.clauses.end { &looks.clauses[clause_index + 1] } else { &nothing };
    let first = at == sentence.tokens.start;
    let last = at + 1 == sentence.tokens.end;
    let clause_start = at == clause.tokens.start;
    let mut add = |template: u32, value: u32| out.add(template, value);

    // the token itself
    add(0, 0);
    add(1, look.lower);
    add(2, look.suffix);
    add(3, look.prefix);
    add(4, u32::from(look.shape));
    add(5, u32::from(look.inside));
    add(6, u32::from(first) | u32::from(last) << 1);
    add(7, u32::from(look.mood));
    add(8, u32::from(look.cue));
    add(9, look.lemma);
    add(10, u32::from(look.pos));
    add(11, u32::from(look.name));
    let classes = |look: &Look| all(&[look.classes as u32, (look.classes >> 32) as u32]);
    add(16, u32::from(look.speech));
    bits(look.speech.into(), |bit| add(17, all(&[bit, u32::from(look.mood)])));
    add(12, classes(look));
    bits(look.classes, |bit| add(13, bit));

    // its sentence and the neighbours
    let now = flags[0];
    add(20, now);
    add(21, now & 15);
    add(22, flags[1] & 15);
    add(23, all(&[now & 15, flags[1] & 15]));
    add(24, flags[1]);
    add(25, all(&[now & 15, flags[1] & 15, flags[2] & 15]));
    add(26, all(&[now & 15, flags[3] & 15]));
    add(19, all(&[sentence.block_kind, *place]));
    add(27, *place);
    add(28, all(&[*place, now & 15, flags[1] & 15]));
    let earlier = number.checked_sub(1).map(|n| &looks.sentences[n]);
    if let Some(earlier) = earlier {
        add(29, earlier.cue_lemma);
        add(30, all(&[u32::from(earlier.cue), now & 3]));
        add(31, all(&[earlier.cue_lemma, now & 3]));
    }
    let opening = &looks.tokens[sentence.tokens.start];
    add(32, opening.lower);
    add(33, all(&[opening.lower, now & 15]));

    // its clause and the neighbours
    for (base, clause) in [(40, clause), (45, before), (50, behind)] {
        add(base, u32::from(clause.mood));
        add(base + 1, u32::from(clause.cue));
        add(base + 2, u32::from(clause.inside));
        add(base + 3, clause.first);
        if clause.cue >= 2 {
            add(base + 4, clause.cue_lemma);
        }
    }
    let index = (clause_index - sentence.clauses.start).min(4) as u32;
    add(60, index);
    add(61, u32::from(clause_start));
    add(62, all(&[clause.first, u32::from(clause.mood), u32::from(before.cue)]));
    add(63, all(&[u32::from(clause.mood), u32::from(before.cue), u32::from(behind.cue), u32::from(clause.cue)]));
    add(64, all(&[u32::from(clause_start), u32::from(clause.mood), u32::from(before.cue), u32::from(look.inside)]));
    add(56, clause.kind as u32);
    add(57, all(&[before.kind as u32, clause.kind as u32, behind.kind as u32]));
    add(58, all(&[clause.kind as u32, u32::from(clause.mood), before.cue_lemma]));
    add(59, all(&[clause.kind as u32, u32::from(clause.mood), u32::from(before.cue), u32::from(clause_start)]));
    add(14, all(&[u32::from(look.subject), u32::from(look.pos), u32::from(clause.cue)]));
    add(15, all(&[u32::from(look.subject), u32::from(look.name), clause.cue_lemma]));
    let speech = [before.speech, clause.speech, behind.speech].map(u32::from);
    add(34, speech[1]);
    add(35, all(&[speech[0], u32::from(clause.mood), u32::from(clause_start)]));
    add(36, all(&[speech[2], u32::from(clause.mood)]));
    for (number, set) in speech.into_iter().enumerate() {
        bits(set.into(), |bit| add(37, all(&[number as u32, bit, clause.kind as u32, u32::from(clause.mood)])));
    }
    bits(clause.speech.into(), |bit| add(38, all(&[bit, u32::from(look.subject), u32::from(look.name)])));
    add(65, clause.verb);
    add(66, all(&[clause.verb, u32::from(clause_start)]));
    add(67, all(&[before.cue_lemma, u32::from(clause.mood), u32::from(clause_start)]));

    // the reporting words around
    if let Some(&(cue, lemma)) = cues.iter().min_by_key(|(cue, _)| cue.abs_diff(at)) {
        let side = (cue > at) as u32 + 2 * u32::from(cue == at);
        let distance = (looks.tokens[cue].clause.abs_diff(look.clause)).min(3);
        add(70, all(&[side, distance]));
        add(71, all(&[lemma, side]));
        add(72, all(&[lemma, side, distance]));
        add(73, all(&[side, distance, u32::from(clause.mood), u32::from(look.inside)]));
    }
    for &(cue, lemma) in cues {
        add(74 + u32::from(cue > at), lemma);
    }

    // the words around
    for (number, step) in [-3_isize, -2, -1, 1, 2, 3].into_iter().enumerate() {
        let base = 80 + 10 * number as u32;
        match at.checked_add_signed(step).filter(|near| block.contains(near)).map(|near| &looks.tokens[near]) {
            None => add(base, 0),
            Some(near) => {
                add(base + 1, near.lower);
                add(base + 2, u32::from(near.inside));
                if step.abs() <= 2 {
                    add(base + 3, u32::from(near.mood) * 4 + u32::from(near.cue));
                    add(base + 9, u32::from(near.speech));
                    add(base + 4, u32::from(near.pos));
                    add(base + 5, all(&[near.lower, look.lower]));
                    add(base + 6, u32::from(near.name));
                    add(base + 7, classes(near));
                    bits(near.classes, |bit| add(base + 8, bit));
                }
            }
        }
    }
    let near = |step: isize| at.checked_add_signed(step).and_then(|near| looks.tokens.get(near)).copied().unwrap_or_default();
    let (left, right) = (near(-1), near(1));
    add(140, all(&[u32::from(left.pos), u32::from(look.pos), u32::from(right.pos)]));
    add(141, all(&[u32::from(left.pos), u32::from(look.pos)]));
    add(142, all(&[u32::from(look.pos), u32::from(right.pos)]));
}

/// Calls `each` with the number of every bit that is set.
fn bits(mut set: u64, mut each: impl FnMut(u32)) {
    while set != 0 {
        each(set.trailing_zeros());
        set &= set - 1;
    }
}
