//! Which candidates are kept: a log-linear model weighs the sequence model's own certainty against what a quotation needs,
//! a cue above all. Its probability is the confidence that leaves the crate.

use crate::analysis::QuoteKind;
use crate::frames::{Frames, Role};
use crate::looks::{Looks, SentenceFacts, all, is};
use crate::model::{Features, exp};
use crate::models::Models;
use crate::order;
use crate::quotes::{Outer, Quotation, decision, spans};
use crate::tagging::Pos;
use std::ops::Range;

/// Candidates at or above this probability are kept; chosen for the best F1 over the folds.
pub const THRESHOLD: f32 = 0.33;

/// The rules that find candidates; what was found by each is weighed apart.
const RULES: [&str; 12] = [
    "sequence-model",
    "reporting-verb",
    "clause",
    "source",
    "inserted",
    "complement",
    "inverted",
    "source-word",
    "sentence-before",
    "around-marks",
    "subjunctive",
    "act",
];

/// Tokens on each side of a candidate in which its frame is looked for; only a sentence without end is longer.
const REACH: usize = 200;

/// Candidates whose numbers are held at once; a part of a text has a thousand.
const AT_ONCE: usize = 128;

/// Weighs the candidates and keeps the likeliest of those that are readings of the same words. What its other readings
/// are worth speaks for it too: the confidence is that one of them is right. Below [`THRESHOLD`] it is dropped.
pub fn keep(looks: &Looks, frames: &Frames, outer: &Outer, models: &Models, mut candidates: Vec<Quotation>) -> Vec<Quotation> {
    let scores = scores(looks, frames, outer, models, &candidates);
    let mut confidences: Vec<f32> = Vec::with_capacity(candidates.len());
    decision::some_rows(looks, frames, outer, &candidates, &scores, AT_ONCE, &mut |rows| {
        confidences.extend(models.decision.scores(rows).into_iter().map(|score| 1.0 / (1.0 + exp(-score))));
    });
    for (quote, confidence) in candidates.iter_mut().zip(confidences) {
        quote.confidence = confidence;
    }
    order::sort_by_key(&mut candidates, |quote| !order::of_float(quote.confidence));
    let mut kept: Vec<Quotation> = Vec::new();
    // which of them cover a stretch of tokens
    let mut covering: Vec<Vec<usize>> = vec![Vec::new(); looks.tokens.len() / STRETCH + 1];
    for quote in candidates {
        let Range { start, end } = quote.extent();
        let stretches = start / STRETCH..=(end - 1) / STRETCH;
        let rivals = covering[stretches.clone()].iter().flatten().copied().filter(|&at| !both_stand(&kept[at], &quote, frames));
        // the likeliest of them, wherever the stretches happen to begin
        match rivals.min() {
            Some(at) if kept[at].likeness(&quote) >= 0.5 => {
                kept[at].confidence = (kept[at].confidence + quote.confidence).min(0.99)
            }
            Some(_) => {}
            None => {
                stretches.for_each(|stretch| covering[stretch].push(kept.len()));
                kept.push(quote);
            }
        }
    }
    kept.retain(|quote| quote.confidence >= THRESHOLD);
    kept
}

/// What the log-linear model makes of every candidate, as log-odds but for a constant.
pub fn scores(looks: &Looks, frames: &Frames, outer: &Outer, models: &Models, candidates: &[Quotation]) -> Vec<f32> {
    let mut features = Features::default();
    let score = |quote: &Quotation| {
        features.clear();
        quote_features(looks, frames, outer, quote, &mut features);
        features.finish_position();
        let mut scores = [0.0; 2];
        models.acceptance.score(features.at(0), &mut scores);
        scores[1] - scores[0]
    };
    candidates.iter().map(score).collect()
}

/// Tokens that are looked up together for what covers them.
const STRETCH: usize = 64;

/// Whether two candidates can both be right: they share no words, or one is speech within the other's speech.
fn both_stand(a: &Quotation, b: &Quotation, frames: &Frames) -> bool {
    if a.pieces.iter().all(|piece| !b.overlaps(piece)) {
        return true;
    }
    let (outer, inner) = if a.size() >= b.size() { (a, b) } else { (b, a) };
    let extent = inner.extent();
    let holds = |piece: &&Range<usize>| piece.start < extent.start && extent.end <= piece.end;
    let Some(piece) = outer.pieces.iter().find(holds) else { return false };
    let reports = || {
        let from = frames.runs.partition_point(|run| run.tokens.start < piece.start);
        let within = frames.runs[from..].iter().take_while(|run| run.tokens.start < extent.start);
        within.into_iter().any(|run| run.role == Role::Cue)
    };
    inner.rule == "reporting-verb" || inner.trigger.is_some_and(|at| piece.contains(&at)) || reports()
}

/// The tokens in which a candidate's frame is looked for: its sentences, as far as [`REACH`].
pub fn around(first: &SentenceFacts, last: &SentenceFacts, extent: &Range<usize>) -> Range<usize> {
    extent.start.saturating_sub(REACH).max(first.tokens.start)..last.tokens.end.min(extent.end + REACH)
}

/// Number of a rule for features.
pub fn rule_number(rule: &str) -> usize {
    RULES.iter().position(|&name| name == rule).unwrap_or(RULES.len())
}

/// Features of one candidate.
pub fn quote_features(looks: &Looks, frames: &Frames, outer: &Outer, quote: &Quotation, out: &mut Features) {
    let extent = quote.extent();
    let kind = quote.kind as u32;
    let first = &looks.tokens[extent.start];
    let sentence = &looks.sentences[first.sentence as usize];
    let last_sentence = &looks.sentences[looks.tokens[extent.end - 1].sentence as usize];
    let around = around(sentence, last_sentence, &extent).filter(|&at| !quote.holds(at));
    // the likeliest cue and speaker words around, as tenths
    let likeliest = |role: usize| around.clone().map(|at| frames.sure[at * 3 + role]).fold(0.0_f32, f32::max);
    let (cue, speaker) = ((likeliest(0) * 9.99) as u32, (likeliest(1) * 4.99) as u32);
    let best_cue = around.clone().max_by(|&a, &b| frames.sure[a * 3].total_cmp(&frames.sure[b * 3]));
    let sure = (quote.confidence * 19.99) as u32;
    // how sure the bounds are: that the first token begins it, and that the one behind is not of it
    let label = spans::first_label(quote.kind) as usize;
    let begins = (outer.marginals[extent.start * spans::LABELS + label] * 4.99) as u32;
    let ends = outer.marginals.get(extent.end * spans::LABELS).map_or(4, |p| (p * 4.99) as u32);
    let clause = &looks.clauses[first.clause as usize];
    let clause_start = extent.start == clause.tokens.start;
    let last_clause = &looks.clauses[looks.tokens[extent.end - 1].clause as usize];
    let clause_end = extent.end + 1 >= last_clause.tokens.end;
    let bounds = u32::from(clause_start) | u32::from(clause_end) << 1;
    let length = usize::BITS - extent.len().leading_zeros();
    let mood = looks.tokens[extent.clone()].iter().map(|look| [0, 3, 2, 1][look.mood as usize]).max().unwrap_or(0_u32);
    let pieces = quote.pieces.len().min(3) as u32;
    let whole = u32::from(extent.start == sentence.tokens.start) | u32::from(extent.end == last_sentence.tokens.end) << 1;
    // what was found by rule is weighed apart
    let rule = rule_number(quote.rule);
    let kind = kind + 16 * rule as u32;
    // how sure the sequence model is that all this is somebody's, of whatever type
    let outside: f32 = extent.clone().filter(|&at| quote.holds(at)).map(|at| outer.marginals[at * spans::LABELS]).sum();
    let any = (9.99 * (1.0 - outside / quote.size() as f32)) as u32;
    // what goes before, and what it ends with
    let label = |at: Option<usize>| at.and_then(|at| outer.labels.get(at)).map_or(99, |&label| u32::from(label.div_ceil(2)));
    let (earlier_label, later_label) = (label(sentence.tokens.start.checked_sub(2)), label(Some(last_sentence.tokens.end)));
    let next = looks.tokens.get(extent.end + 1).filter(|_| extent.end + 1 < last_sentence.tokens.end);
    let next = next.map(|look| &looks.clauses[look.clause as usize]).filter(|clause| clause.tokens.start >= extent.end);
    let (next_kind, next_mood, next_cue, next_first) =
        next.map_or((99, 9, 9, 0), |clause| (clause.kind as u32, u32::from(clause.mood), u32::from(clause.cue), clause.first));
    let tail = (last_clause.kind as u32, u32::from(last_clause.mood));
    let mut add = |template: u32, value: u32| out.add(template, value);
    add(0, kind);
    add(1, all(&[kind, sure]));
    add(2, all(&[kind, cue]));
    add(3, all(&[kind, cue / 2, sure / 3]));
    add(4, all(&[kind, speaker]));
    add(5, all(&[kind, cue / 3, speaker / 2, sure / 5]));
    add(6, all(&[kind, begins, ends]));
    add(7, all(&[kind, begins, sure / 4]));
    add(8, all(&[kind, bounds]));
    add(9, all(&[kind, bounds, cue / 4]));
    add(10, all(&[kind, length]));
    add(11, all(&[kind, length, cue / 4]));
    add(12, all(&[kind, mood, cue / 3]));
    add(13, all(&[kind, pieces]));
    add(14, all(&[kind, whole, cue / 4]));
    add(15, all(&[kind, clause.first]));
    add(16, all(&[kind, sentence.flags & 127]));
    add(17, all(&[kind, sentence.block_kind]));
    let family = quote.kind as u32;
    add(30, all(&[family, any]));
    add(31, all(&[kind, any, sure / 4]));
    add(32, all(&[family, earlier_label]));
    add(33, all(&[family, later_label, mood]));
    add(34, all(&[family, next_kind, next_mood, next_cue.min(2)]));
    add(35, all(&[kind, next_kind, next_mood, tail.0, tail.1]));
    add(36, all(&[family, next_first, next_mood]));
    add(37, all(&[family, tail.0, tail.1, ends]));
    add(38, all(&[kind, next_kind, ends]));
    add(39, all(&[family, last_clause.first, tail.1]));
    let clause_kind = clause.kind as u32;
    add(45, all(&[kind, u32::from(clause.speech), mood]));
    let (verb, who) = (u32::from(clause.meaning), u32::from(clause.subject));
    add(60, all(&[family, verb, mood]));
    add(61, all(&[family, who, verb]));
    add(62, all(&[kind, verb, clause_kind, u32::from(clause_start)]));
    if let Some(at) = best_cue {
        let clause = &looks.clauses[looks.tokens[at].clause as usize];
        let subject = looks.tokens[clause.tokens.clone()].iter().find(|look| look.subject);
        let (pos, name, word) = subject.map_or((99, 0, 0), |look| {
            (u32::from(look.pos), u32::from(look.name), if is(look, Pos::Pron) { look.lower } else { 0 })
        });
        add(40, all(&[family, pos, name, word]));
        add(41, all(&[family, looks.tokens[at].lemma, pos, name]));
        let meaning = u32::from(looks.tokens[at].meaning);
        let (verb, who) = (u32::from(clause.meaning), u32::from(clause.subject));
        add(63, all(&[family, meaning, clause_kind, mood]));
        add(64, all(&[family, who, verb]));
        add(65, all(&[family, who, meaning]));
        let speech = u32::from(looks.tokens[at].speech);
        add(42, all(&[kind, speech]));
        add(43, all(&[kind, speech, mood, cue / 3]));
        add(44, all(&[kind, speech, u32::from(at < extent.start), clause_kind]));
        add(18, all(&[kind, looks.tokens[at].lemma]));
        add(19, all(&[kind, looks.tokens[at].lemma, mood]));
        let apart =
            looks.tokens[at].clause.abs_diff(if at < extent.start { first.clause } else { looks.tokens[extent.end - 1].clause });
        let opening = looks.clauses[looks.tokens[at].clause as usize].first;
        add(26, all(&[kind, opening, u32::from(at < extent.start), mood]));
        add(27, all(&[kind, u32::from(at < extent.start), apart.min(3), mood, clause.kind as u32]));
        add(20, all(&[kind, u32::from(at < extent.start), apart.min(3), cue / 3]));
    }
    if let Some(at) = quote.trigger {
        let trigger = &looks.tokens[at];
        let tenth = (frames.sure[at * 3] * 9.99) as u32;
        let theirs = &looks.clauses[trigger.clause as usize];
        let behind = u32::from(at >= extent.end) + 2 * u32::from(quote.holds(at));
        let (speech, pos, degree) = (u32::from(trigger.speech), u32::from(trigger.pos), u32::from(trigger.cue));
        let subject = looks.tokens[theirs.tokens.clone()].iter().find(|look| look.subject);
        let subject = subject.map_or(99, |look| u32::from(look.pos) + 32 * u32::from(look.name));
        let meaning = u32::from(trigger.meaning);
        add(66, all(&[family, meaning, clause_kind, mood]));
        add(67, all(&[kind, meaning, tenth / 2]));
        add(68, all(&[family, meaning, u32::from(theirs.subject), clause_kind]));
        add(50, all(&[kind, trigger.lemma]));
        add(51, all(&[kind, trigger.lemma, clause_kind, mood]));
        add(52, all(&[kind, speech, pos, clause_kind]));
        add(53, all(&[kind, tenth]));
        add(54, all(&[kind, speech, degree, mood]));
        add(55, all(&[kind, behind, tenth / 2, mood]));
        add(56, all(&[kind, subject, speech]));
        add(57, all(&[kind, theirs.kind as u32, u32::from(theirs.mood), mood]));
        add(58, all(&[trigger.lemma, behind]));
    }
    let before = extent.start.checked_sub(1).map_or(0, |at| looks.tokens[at].lower);
    add(21, all(&[kind, before]));
    let behind = looks.tokens.get(extent.end).map_or(0, |look| look.lower);
    add(22, all(&[kind, behind]));
    let earlier = looks.sentences.get((first.sentence as usize).wrapping_sub(1)).map_or(99, |facts| facts.flags & 15);
    add(23, all(&[kind, earlier, mood]));
    if quote.kind == QuoteKind::Reported {
        for at in extent.clone().filter(|&at| looks.tokens[at].mood > 0 || looks.tokens[at].cue > 1).take(6) {
            add(24, looks.tokens[at].lemma);
            add(69, all(&[u32::from(looks.tokens[at].meaning), who]));
        }
        let inner = extent.clone().map(|at| frames.sure[at * 3 + 1]).fold(0.0_f32, f32::max);
        add(25, (inner * 4.99) as u32);
    }
}
