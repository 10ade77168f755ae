//! Quotations: their words and types, and marks that quote nobody.

pub mod acceptance;
pub mod acts;
pub mod decision;
pub mod direct;
pub mod framed;
pub mod interview;
pub mod pairs;
pub mod passed_on;
pub mod reporting;
pub mod spans;
pub mod structure;

use crate::analysis::{MarkKind, QuoteKind};
use crate::frames::Frames;
use crate::looks::Looks;
use crate::memory::Memory;
use crate::model::Scorer;
use crate::models::Models;
use crate::order;
use std::collections::HashSet;
use std::ops::Range;

/// The words of one quotation, without its speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// One of the five types.
    pub kind: QuoteKind,
    /// Token runs, in order, not empty.
    pub pieces: Vec<Range<usize>>,
    /// Index of the quotation it stands in.
    pub inside: Option<usize>,
    /// How sure the stage is of words and type, 0 to 1.
    pub confidence: f32,
    /// Stable name of the rule or model that found it.
    pub rule: &'static str,
    /// The word that reports it, where the rule names one.
    pub trigger: Option<usize>,
}

impl Quotation {
    /// From the first to the last of its tokens.
    pub fn extent(&self) -> Range<usize> {
        self.pieces[0].start..self.pieces[self.pieces.len() - 1].end
    }

    /// Whether it shares a token with a run.
    pub fn overlaps(&self, run: &Range<usize>) -> bool {
        let near = self.pieces.partition_point(|piece| piece.end <= run.start);
        self.pieces.get(near).is_some_and(|piece| piece.start < run.end)
    }

    /// Tokens in all pieces.
    pub fn size(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    /// Tokens of both by tokens of either.
    pub fn likeness(&self, other: &Quotation) -> f32 {
        // pieces stand in order, so that each is looked at once, however many there are
        let (mut a, mut b, mut both) = (self.pieces.iter().peekable(), other.pieces.iter().peekable(), 0);
        while let (Some(first), Some(second)) = (a.peek(), b.peek()) {
            both += first.end.min(second.end).saturating_sub(first.start.max(second.start));
            if first.end <= second.end {
                a.next();
            } else {
                b.next();
            }
        }
        both as f32 / (self.size() + other.size() - both) as f32
    }

    /// Whether it holds the token.
    pub fn holds(&self, token: usize) -> bool {
        let near = self.pieces.partition_point(|piece| piece.end <= token);
        self.pieces.get(near).is_some_and(|piece| piece.start <= token)
    }
}

/// What this stage finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quotations {
    /// In order of their first words; an outer one before those inside it.
    pub quotes: Vec<Quotation>,
    /// Marks that quote nobody.
    pub marks: Vec<(Range<usize>, MarkKind)>,
}

/// Finds quotations and marks.
pub fn find(looks: &Looks, frames: &Frames, models: &Models) -> Quotations {
    find_again(looks, frames, models, &mut Memory::default())
}

/// [`find`], as far as `memory` does not know the blocks.
#[inline(never)]
pub fn find_again(looks: &Looks, frames: &Frames, models: &Models, memory: &mut Memory) -> Quotations {
    let mut out = spoken(looks, frames, models, memory);
    passed_on::add(looks, &mut out.quotes);
    out
}

/// The quotations by who spoke, each once.
pub fn spoken(looks: &Looks, frames: &Frames, models: &Models, memory: &mut Memory) -> Quotations {
    let outer = outer_labels_again(looks, frames, models, memory);
    let mut quotes = unmarked(looks, frames, &outer, models);
    let mut marks = Vec::new();
    direct::tell(looks, frames, &outer, models, &mut quotes, &mut marks);
    nest(&mut quotes);
    Quotations { quotes, marks }
}

/// The quotations that need no marks.
pub fn unmarked(looks: &Looks, frames: &Frames, outer: &Outer, models: &Models) -> Vec<Quotation> {
    let mut quotes = acceptance::keep(looks, frames, outer, models, candidates(looks, frames, outer));
    let mut taken = vec![false; looks.tokens.len()];
    let taken_by = |quote: &Quotation, taken: &mut [bool]| quote.pieces.iter().for_each(|piece| taken[piece.clone()].fill(true));
    quotes.iter().for_each(|quote| taken_by(quote, &mut taken));
    // one a sentence at most, so that they never overlap one another
    for pieces in framed::around_as_clauses(looks) {
        if !pieces.iter().any(|piece| taken[piece.clone()].contains(&true)) {
            quotes.push(Quotation {
                kind: QuoteKind::Indirect,
                pieces,
                inside: None,
                confidence: 0.9,
                rule: "as-clause",
                trigger: None,
            });
            taken_by(&quotes[quotes.len() - 1], &mut taken);
        }
    }
    let answers = interview::answers(looks);
    answers.iter().for_each(|quote| taken_by(quote, &mut taken));
    for structure::Offer { kind, pieces, trigger, .. } in acts::attitudes(looks) {
        if !pieces.iter().any(|piece| taken[piece.clone()].contains(&true)) {
            let quote = Quotation { kind, pieces, inside: None, confidence: 0.4, rule: "attitude", trigger: Some(trigger) };
            taken_by(&quote, &mut taken);
            quotes.push(quote);
        }
    }
    // in an interview what the sequence model took for an answer is one as a whole, or none
    let in_turn = |quote: &Quotation| {
        let facts = &looks.sentences[looks.tokens[quote.extent().start].sentence as usize];
        facts.asks() || facts.answer.is_some()
    };
    quotes.retain(|quote| quote.kind != QuoteKind::Direct || !in_turn(quote));
    quotes.extend(answers);
    quotes
}

/// What the sequence model takes for quotations, and, where it sees none, what it nearly took for one; words in marks are
/// left to [`direct`].
pub fn candidates(looks: &Looks, frames: &Frames, outer: &Outer) -> Vec<Quotation> {
    let mut out: Vec<Quotation> = Vec::new();
    let mut taken = vec![false; looks.tokens.len()];
    for sentences in looks.blocks() {
        let block = looks.tokens_of(&sentences);
        let sentence = |at: usize| looks.tokens[block.start + at].sentence;
        for labels in [&outer.labels, &outer.eager] {
            for run in spans::runs(&labels[block.clone()], |a, b| sentence(a) == sentence(b)) {
                let pieces: Vec<Range<usize>> =
                    run.pieces.iter().map(|piece| piece.start + block.start..piece.end + block.start).collect();
                let marked = |at: usize| run.kind == QuoteKind::Direct && looks.tokens[at].inside > 0;
                if pieces.iter().cloned().flatten().any(|at| taken[at] || marked(at)) {
                    continue;
                }
                pieces.iter().for_each(|piece| taken[piece.clone()].fill(true));
                let confidence = outer.confidence(run.kind, &pieces);
                out.push(Quotation { kind: run.kind, pieces, inside: None, confidence, rule: "sequence-model", trigger: None });
            }
        }
    }
    let mut found: Vec<Range<usize>> = out.iter().flat_map(|quote| quote.pieces.clone()).collect();
    order::sort_by_key(&mut found, |piece| piece.start as u64);
    let mut known: HashSet<Vec<Range<usize>>> = out.iter().map(|quote| quote.pieces.clone()).collect();
    let mut add =
        |out: &mut Vec<Quotation>, kind: QuoteKind, pieces: Vec<Range<usize>>, rule: &'static str, trigger: Option<usize>| {
            if known.insert(pieces.clone()) {
                let confidence = outer.confidence(kind, &pieces);
                out.push(Quotation { kind, pieces, inside: None, confidence, rule, trigger });
            }
        };
    let sequences = out.len();
    // clauses that were taken and have not ended yet, each within the one before
    let mut open: Vec<Range<usize>> = Vec::new();
    for clause in framed::clauses(looks, frames) {
        open.retain(|outer| outer.end > clause.start);
        let near = found.get(found.partition_point(|piece| piece.end <= clause.start));
        let near = near.filter(|piece| piece.start < clause.end);
        // speech within speech lies within one piece; what only overlaps is another reading of the same words
        let fits = |outer: &Range<usize>| outer.start < clause.start && clause.end <= outer.end;
        if near.into_iter().chain(open.last()).all(fits) {
            open.push(clause.clone());
            add(&mut out, QuoteKind::Indirect, vec![clause], "reporting-verb", None);
        } else {
            add(&mut out, QuoteKind::Indirect, vec![clause], "clause", None);
        }
    }
    for pieces in framed::around_sources(looks, frames) {
        add(&mut out, QuoteKind::Indirect, pieces, "source", None);
    }
    for pieces in framed::around_inserted(looks, frames) {
        add(&mut out, QuoteKind::Indirect, pieces, "inserted", None);
    }
    for at in 0..sequences {
        if out[at].kind == QuoteKind::Indirect {
            for pieces in framed::other_ends(looks, &out[at].pieces) {
                add(&mut out, QuoteKind::Indirect, pieces, "other-end", None);
            }
        }
    }
    for structure::Offer { kind, pieces, trigger, rule } in structure::offers(looks) {
        add(&mut out, kind, pieces, rule, Some(trigger));
    }
    out
}

/// Labels of the outer quotations (see [`spans`]) for every token, with their probabilities.
pub struct Outer {
    /// One a token.
    pub labels: Vec<u8>,
    /// The same where "outside" is made less likely: what else could be a quotation.
    pub eager: Vec<u8>,
    /// [`spans::LABELS`] a token.
    pub marginals: Vec<f32>,
}

impl Outer {
    /// Probability that all of `pieces` is of that type, by the least sure token of each end and the mean between.
    pub fn confidence(&self, kind: QuoteKind, pieces: &[Range<usize>]) -> f32 {
        let first = spans::first_label(kind) as usize;
        let at = |token: usize| self.marginals[token * spans::LABELS + first] + self.marginals[token * spans::LABELS + first + 1];
        let (mut sum, mut count, mut least) = (0.0, 0, 1.0_f32);
        for token in pieces.iter().cloned().flatten() {
            sum += at(token);
            count += 1;
            least = least.min(at(token));
        }
        0.5 * (least + sum / count.max(1) as f32)
    }
}

/// How much less likely "outside" is made for a second look, in units of score a token.
const EAGERNESS: f32 = 1.5;

/// Runs the sequence model over every block.
pub fn outer_labels(looks: &Looks, frames: &Frames, models: &Models) -> Outer {
    outer_labels_again(looks, frames, models, &mut Memory::default())
}

fn outer_labels_again(looks: &Looks, frames: &Frames, models: &Models, memory: &mut Memory) -> Outer {
    let count = looks.tokens.len();
    // all at once: a list that grows leaves its former places behind, in wasm for good
    let mut out = Outer {
        labels: Vec::with_capacity(count),
        eager: Vec::with_capacity(count),
        marginals: Vec::with_capacity(count * spans::LABELS),
    };
    let Memory { outer, span_sums, .. } = memory;
    for (number, sentences) in looks.blocks().enumerate() {
        let block = outer.get(spans::key(looks, frames, &sentences), || {
            let shared = frames.shared.get(number).map_or(&[][..], Vec::as_slice);
            let anew = shared.is_empty();
            let count = looks.tokens_of(&sentences).len();
            let mut scorer = Scorer::new(&models.spans, span_sums, count).with(shared);
            spans::own_features(looks, frames, sentences, anew, &mut scorer);
            let mut scores = scorer.finish();
            let chain = models.spans.chain();
            let (labels, marginals) = (chain.best_path(&scores), chain.marginals(&scores));
            scores.add(0, -EAGERNESS);
            Outer { labels, eager: chain.best_path(&scores), marginals }
        });
        out.labels.extend(&block.labels);
        out.eager.extend(&block.eager);
        out.marginals.extend(&block.marginals);
    }
    out
}

/// Orders quotations by their first words, outer before inner, and notes what stands in what.
fn nest(quotes: &mut [Quotation]) {
    let rank = |quote: &Quotation| u64::from(quote.kind == QuoteKind::Direct) + u64::from(quote.rule == passed_on::RULE);
    // start, end downwards, rank: a text has less than 2^31 tokens
    let key = |Range { start, end }: Range<usize>| (start as u64) << 33 | u64::from(i32::MAX as u32 - end as u32) << 2;
    order::sort_by_key(quotes, |quote| key(quote.extent()) | rank(quote));
    let mut open: Vec<usize> = Vec::new();
    for at in 0..quotes.len() {
        let extent = quotes[at].extent();
        open.retain(|&outer| quotes[outer].extent().end > extent.start);
        quotes[at].inside = open
            .iter()
            .rev()
            .copied()
            .find(|&outer| quotes[outer].extent().end >= extent.end && quotes[outer].holds(extent.start));
        if quotes[at].rule != passed_on::RULE {
            open.push(at);
        }
    }
}
