//! Which candidates are kept, second look: trees weigh what the log-linear model made of a candidate against its numbers and
//! against what that model made of its neighbours. A line cannot say "only where …", a tree can.

use crate::frames::Frames;
use crate::looks::{Look, Looks};
use crate::order;
use crate::quotes::{Outer, Quotation, acceptance, spans};

/// Numbers of a candidate.
pub const WIDTH: usize = 56 + 2 * CLASSES + RELATIONS;

/// Classes of reporting words.
const CLASSES: usize = 10;

/// Numbers that say how a candidate stands to others.
const RELATIONS: usize = 10;

/// For a number that there is not.
const NONE: f32 = -9.0;

/// The numbers of every candidate, [`WIDTH`] each; `scores` is what [`acceptance`] makes of them (log-odds).
pub fn rows(looks: &Looks, frames: &Frames, outer: &Outer, candidates: &[Quotation], scores: &[f32]) -> Vec<f32> {
    let mut out = Vec::with_capacity(candidates.len() * WIDTH);
    some_rows(looks, frames, outer, candidates, scores, candidates.len(), &mut |rows| out.extend_from_slice(rows));
    out
}

/// [`rows`], so many at a time: those of many candidates are long.
pub fn some_rows(
    looks: &Looks,
    frames: &Frames,
    outer: &Outer,
    candidates: &[Quotation],
    scores: &[f32],
    most: usize,
    take: &mut dyn FnMut(&[f32]),
) {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order::sort_by_key(&mut order, |&at| candidates[at].extent().start as u64);
    let mut place = vec![0; candidates.len()];
    order.iter().enumerate().for_each(|(index, &at)| place[at] = index);
    let mut rows = Vec::with_capacity(candidates.len().min(most) * WIDTH);
    for at in 0..candidates.len() {
        own(looks, frames, outer, &candidates[at], scores[at], &mut rows);
        relations(looks, candidates, scores, at, &order, place[at], &mut rows);
        debug_assert_eq!(rows.len() % WIDTH, 0);
        if rows.len() == most * WIDTH || at + 1 == candidates.len() {
            take(&rows);
            rows.clear();
        }
    }
}

/// What is known of the candidate itself.
fn own(looks: &Looks, frames: &Frames, outer: &Outer, quote: &Quotation, score: f32, out: &mut Vec<f32>) {
    let extent = quote.extent();
    let tokens = &looks.tokens;
    let (first, last) = (&tokens[extent.start], &tokens[extent.end - 1]);
    let (sentence, last_sentence) = (&looks.sentences[first.sentence as usize], &looks.sentences[last.sentence as usize]);
    let (clause, last_clause) = (&looks.clauses[first.clause as usize], &looks.clauses[last.clause as usize]);
    let label = spans::first_label(quote.kind) as usize;
    let around = acceptance::around(sentence, last_sentence, &extent);
    let around = || around.clone().filter(|&at| !quote.holds(at));
    let cue = |at: usize| frames.sure[at * 3];
    let best_cue = around().max_by(|&a, &b| cue(a).total_cmp(&cue(b)));
    let most =
        |role: usize, range: &mut dyn Iterator<Item = usize>| range.map(|at| frames.sure[at * 3 + role]).fold(0.0, f32::max);
    let outside: f32 = extent.clone().filter(|&at| quote.holds(at)).map(|at| outer.marginals[at * spans::LABELS]).sum();
    let mood = tokens[extent.clone()].iter().map(|look| [0.0, 3.0, 2.0, 1.0][look.mood as usize]).fold(0.0, f32::max);
    let label_of = |at: Option<usize>| at.and_then(|at| outer.labels.get(at)).map_or(99.0, |&label| f32::from(label.div_ceil(2)));
    let next = (extent.end + 1 < last_sentence.tokens.end).then(|| &looks.clauses[tokens[extent.end + 1].clause as usize]);
    let next = next.filter(|clause| clause.tokens.start >= extent.end);
    let before = (first.clause as usize).checked_sub(1).filter(|_| clause.tokens.start > sentence.tokens.start);
    let before = before.map(|index| &looks.clauses[index]);
    let trigger = quote.trigger.map(|at| &tokens[at]);
    let its_clause = trigger.map(|look| &looks.clauses[look.clause as usize]);
    let of = |look: Option<&Look>, value: fn(&Look) -> u8| look.map_or(NONE, |look| f32::from(value(look)));
    let best = best_cue.map(|at| &tokens[at]);
    let away = |at: Option<usize>| at.map_or(-99.0, |at| at as f32 - extent.start as f32);
    let earlier = (first.sentence as usize).checked_sub(1).map(|number| &looks.sentences[number]);
    let marked = tokens[extent.clone()].iter().filter(|look| look.inside > 0).count();
    out.extend([
        score,
        quote.kind as u32 as f32,
        acceptance::rule_number(quote.rule) as f32,
        quote.confidence,
        most(0, &mut around()),
        most(1, &mut around()),
        outer.marginals[extent.start * spans::LABELS + label],
        outer.marginals.get(extent.end * spans::LABELS).copied().unwrap_or(1.0),
        1.0 - outside / quote.size() as f32,
        extent.len() as f32,
        quote.size() as f32,
        quote.pieces.len() as f32,
        mood,
        f32::from(u8::from(extent.start == clause.tokens.start)),
        f32::from(u8::from(extent.end + 1 >= last_clause.tokens.end)),
        clause.kind as u8 as f32,
        f32::from(clause.mood),
        f32::from(clause.cue),
        clause.speech.count_ones() as f32,
        (sentence.flags & 127) as f32,
        f32::from(sentence.cue),
        sentence.tokens.len() as f32,
        (extent.start - sentence.tokens.start) as f32,
        last_sentence.tokens.end as f32 - extent.end as f32,
        sentence.block_kind as f32,
        label_of(sentence.tokens.start.checked_sub(2)),
        label_of(Some(last_sentence.tokens.end)),
        next.map_or(NONE, |clause| clause.kind as u8 as f32),
        next.map_or(NONE, |clause| f32::from(clause.mood)),
        next.map_or(NONE, |clause| f32::from(clause.cue)),
        last_clause.kind as u8 as f32,
        f32::from(last_clause.mood),
        quote.trigger.map_or(NONE, cue),
        of(trigger, |look| look.cue),
        of(trigger, |look| look.pos),
        away(quote.trigger),
        its_clause.map_or(NONE, |clause| clause.kind as u8 as f32),
        its_clause.map_or(NONE, |clause| f32::from(clause.mood)),
        of(best, |look| look.cue),
        of(best, |look| look.pos),
        away(best_cue),
        most(0, &mut extent.clone()),
        most(1, &mut extent.clone()),
        marked as f32 / extent.len() as f32,
        earlier.map_or(99.0, |facts| (facts.flags & 15) as f32),
        f32::from(clause.meaning),
        f32::from(clause.subject),
        of(trigger, |look| look.meaning),
        its_clause.map_or(NONE, |clause| f32::from(clause.meaning)),
        its_clause.map_or(NONE, |clause| f32::from(clause.subject)),
        of(best, |look| look.meaning),
        before.map_or(NONE, |clause| clause.kind as u8 as f32),
        before.map_or(NONE, |clause| f32::from(clause.mood)),
        before.map_or(NONE, |clause| f32::from(clause.cue)),
        before.map_or(NONE, |clause| f32::from(clause.meaning)),
        f32::from(last_clause.meaning),
    ]);
    for look in [trigger, best] {
        let speech = look.map_or(0, |look| look.speech);
        out.extend((0..CLASSES).map(|bit| f32::from(speech >> bit & 1)));
    }
}

/// Candidates before and behind, in order of their first words, that one is compared with.
const NEIGHBOURS: usize = 16;

/// Sentences from one candidate to another beyond which they have nothing to do with each other.
const APART: u32 = 2;

/// How the candidate stands to its neighbours: the best score of each kind of them.
fn relations(
    looks: &Looks,
    candidates: &[Quotation],
    scores: &[f32],
    at: usize,
    order: &[usize],
    place: usize,
    out: &mut Vec<f32>,
) {
    let sentence = |token: usize| looks.tokens[token].sentence;
    let quote = &candidates[at];
    let extent = quote.extent();
    let mut best = [NONE; RELATIONS];
    best[1] = 0.0;
    for &other in &order[place.saturating_sub(NEIGHBOURS)..(place + NEIGHBOURS + 1).min(order.len())] {
        let theirs = candidates[other].extent();
        if other == at
            || sentence(theirs.start) > sentence(extent.end - 1) + APART
            || sentence(extent.start) > sentence(theirs.end - 1) + APART
        {
            continue;
        }
        let score = scores[other];
        let mut note = |index: usize| best[index] = f32::max(best[index], score);
        let likeness = quote.likeness(&candidates[other]);
        let same_kind = quote.kind == candidates[other].kind;
        if likeness >= 0.5 {
            note(0);
            best[1] += 1.0;
        } else if likeness > 0.0 {
            note(2);
            if theirs.start <= extent.start && extent.end <= theirs.end {
                note(3);
            }
            if extent.start <= theirs.start && theirs.end <= extent.end {
                note(4);
            }
        } else if theirs.end <= extent.start {
            note(5);
            if same_kind {
                note(6);
            }
        } else {
            note(7);
            if same_kind {
                note(8);
            }
        }
        if candidates[other].trigger.is_some() && candidates[other].trigger == quote.trigger {
            best[9] = f32::max(best[9], score);
        }
    }
    out.extend(best);
}
