//! What the models of quotations and attribution learn from: sequences, candidates and choices of annotated articles.

use crate::align::{Aligned, kind, read};
use crate::corpora::Article;
use crate::crf::{Choice, Sequence};
use wortlaut::Models;
use wortlaut::analysis::QuoteKind;
use wortlaut::attribution::{self, candidates, ranking};
use wortlaut::entities::{Entity, Index};
use wortlaut::frames::{self, Frames, Role};
use wortlaut::looks::Looks;
use wortlaut::memory::Memory;
use wortlaut::model::Features;
use wortlaut::quotes::{self, Quotation, acceptance, decision, direct, pairs, spans};

/// An article as the stages before this one see it, with the corpus' annotation laid over.
pub struct Prepared {
    pub article: Article,
    pub looks: Looks,
    pub entities: Vec<Entity>,
    pub gold: Vec<Gold>,
    /// Tokens and kind of marks that quote nobody; nothing where the corpus does not mark them.
    marks: Option<Vec<(std::ops::Range<usize>, usize)>>,
}

pub struct Gold {
    kind: QuoteKind,
    nested: bool,
    pieces: Vec<std::ops::Range<usize>>,
    pub speaker: Vec<std::ops::Range<usize>>,
    cue: Vec<std::ops::Range<usize>>,
    addressee: Vec<std::ops::Range<usize>>,
}

pub fn prepare(article: Article, models: &Models) -> Prepared {
    read(&article.text, models, |reading, entities| {
        let aligned = Aligned::new(&article, reading);
        let gold = article.quotes.iter().map(|quote| Gold {
            kind: kind(&quote.kind),
            nested: quote.nested,
            pieces: aligned.runs(&quote.quote),
            speaker: aligned.runs(&quote.speaker),
            cue: aligned.runs(&quote.cue),
            addressee: aligned.runs(&quote.addressee),
        });
        let gold = gold.filter(|gold| !gold.pieces.is_empty()).collect();
        let marks = (!article.genre.is_empty()).then(|| {
            let mark = |(start, end, kind): &(usize, usize, String)| {
                let kind = ["title", "nickname", "scare"].iter().position(|name| name == kind)?;
                Some((aligned.run((*start, *end))?, kind))
            };
            article.marks.iter().filter_map(mark).collect()
        });
        let looks = Looks::new(reading, entities, models);
        Prepared { looks, entities: entities.to_vec(), gold, marks, article: article.clone() }
    })
}

/// The labels of the outer quotations.
fn outer_labels(prepared: &Prepared) -> Vec<u8> {
    let mut out = vec![0; prepared.looks.tokens.len()];
    for gold in prepared.gold.iter().filter(|gold| !gold.nested) {
        let mut label = spans::first_label(gold.kind);
        for at in gold.pieces.iter().cloned().flatten() {
            if out[at] == 0 {
                out[at] = label;
                label = spans::following_label(gold.kind);
            }
        }
    }
    out
}

pub fn span_sequences(prepared: &Prepared, frames: &Frames) -> Vec<Sequence> {
    let labels = outer_labels(prepared);
    let sequence = |sentences: std::ops::Range<usize>| {
        let mut features = Features::default();
        let block = prepared.looks.tokens_of(&sentences);
        spans::features(&prepared.looks, frames, sentences, &mut features);
        Sequence { features, labels: labels[block].to_vec() }
    };
    prepared.looks.blocks().map(sequence).collect()
}

/// Pairs of marks: somebody's words (1) or not (0), and the kind of the others where the corpus tells it.
pub fn pair_sequences(prepared: &Prepared, outer: &[u8]) -> (Vec<Sequence>, Vec<Sequence>) {
    let (mut quoted, mut marks) = (Vec::new(), Vec::new());
    for pair in &prepared.looks.pairs {
        let features = || {
            let mut features = Features::default();
            direct::pair_features(&prepared.looks, outer, pair, &mut features);
            features.finish_position();
            features
        };
        let same = |run: &std::ops::Range<usize>| {
            let both = run.end.min(pair.tokens.end).saturating_sub(run.start.max(pair.tokens.start));
            2 * both >= run.len() + pair.tokens.len() - both
        };
        let said = prepared.gold.iter().any(|gold| gold.kind == QuoteKind::Direct && gold.pieces.iter().any(same));
        quoted.push(Sequence { features: features(), labels: vec![u8::from(said)] });
        if let Some((_, kind)) = prepared.marks.iter().flatten().find(|(run, _)| same(run)) {
            marks.push(Sequence { features: features(), labels: vec![*kind as u8] });
        }
    }
    (quoted, marks)
}

pub fn role_sequences(prepared: &Prepared) -> Vec<Sequence> {
    let mut labels = vec![0; prepared.looks.tokens.len()];
    let mut put = |role: Role, runs: &[std::ops::Range<usize>]| {
        for run in runs {
            // the longest run wins: it was put first or covers what was
            if run.clone().all(|at| labels[at] == 0) {
                labels[run.clone()].fill(frames::first_label(role) + 1);
                labels[run.start] = frames::first_label(role);
            }
        }
    };
    for gold in &prepared.gold {
        put(Role::Cue, &gold.cue);
        put(Role::Speaker, &gold.speaker);
        put(Role::Addressee, &gold.addressee);
    }
    let sequence = |sentences: std::ops::Range<usize>| {
        let mut features = Features::default();
        let block = prepared.looks.tokens_of(&sentences);
        frames::block_features(&prepared.looks, sentences, &mut features);
        Sequence { features, labels: labels[block].to_vec() }
    };
    prepared.looks.blocks().map(sequence).collect()
}

/// The gold quotation that shares most tokens with `quote`, half of both or more.
pub fn matching<'a>(prepared: &'a Prepared, quote: &Quotation) -> Option<&'a Gold> {
    // speech within speech must not pass for the speech around it
    let least = if quote.rule == "reporting-verb" { 0.44 } else { 0.33 };
    let shared = |gold: &Gold| gold.pieces.iter().cloned().flatten().filter(|&at| quote.holds(at)).count();
    let size = |pieces: &[std::ops::Range<usize>]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
    let overlap = |gold: &Gold| {
        let both = shared(gold) as f32;
        both / (size(&gold.pieces) + size(&quote.pieces)) as f32 + if gold.kind == quote.kind { 0.01 } else { 0.0 }
    };
    let marked = |gold: &Gold| {
        quote.kind != QuoteKind::Direct
            && gold.kind == QuoteKind::Direct
            && prepared.looks.pairs.iter().any(|pair| gold.pieces.contains(&pair.tokens))
    };
    let near = prepared.gold.iter().filter(|gold| !marked(gold)).max_by(|a, b| overlap(a).total_cmp(&overlap(b)));
    near.filter(|gold| overlap(gold) >= least)
}

/// Candidates for quotations: right (1) where half of their tokens and of a gold quotation's are the same, and no other
/// reading comes nearer to it.
pub fn candidate_sequences(prepared: &Prepared, frames: &Frames, models: &Models) -> Vec<Sequence> {
    let outer = quotes::outer_labels(&prepared.looks, frames, models);
    let candidates = quotes::candidates(&prepared.looks, frames, &outer);
    let likeness = |quote: &Quotation, gold: &Gold| {
        let both = gold.pieces.iter().cloned().flatten().filter(|&at| quote.holds(at)).count();
        both as f32 / (gold.pieces.iter().map(|piece| piece.len()).sum::<usize>() + quote.size() - both) as f32
    };
    // words in marks are told apart by themselves: speech around them must not pass for them
    let matches: Vec<Option<&Gold>> = candidates.iter().map(|quote| matching(prepared, quote)).collect();
    let nearest = |gold: &Gold| {
        let all = candidates.iter().zip(&matches).filter(|(_, other)| other.is_some_and(|other| std::ptr::eq(other, gold)));
        all.map(|(quote, _)| likeness(quote, gold)).fold(0.0, f32::max)
    };
    let sequence = |(quote, gold): (&Quotation, &Option<&Gold>)| {
        let mut features = Features::default();
        acceptance::quote_features(&prepared.looks, frames, &outer, quote, &mut features);
        features.finish_position();
        let right = gold.is_some_and(|gold| likeness(quote, gold) >= nearest(gold) - 0.01);
        Sequence { features, labels: vec![u8::from(right)] }
    };
    candidates.iter().zip(&matches).map(sequence).collect()
}

/// The numbers of the pairs of marks, as the second look sees them.
pub fn pair_rows(prepared: &Prepared, frames: &Frames, models: &Models) -> Vec<f32> {
    let outer = quotes::outer_labels(&prepared.looks, frames, models);
    let unmarked = quotes::unmarked(&prepared.looks, frames, &outer, models);
    let around = pairs::Around::new(&unmarked, prepared.looks.tokens.len());
    direct::rows(&prepared.looks, frames, &outer, &around, models)
}

/// The numbers of the candidates, as the second look sees them.
pub fn decision_rows(prepared: &Prepared, frames: &Frames, models: &Models) -> Vec<f32> {
    let outer = quotes::outer_labels(&prepared.looks, frames, models);
    let candidates = quotes::candidates(&prepared.looks, frames, &outer);
    let scores = acceptance::scores(&prepared.looks, frames, &outer, models, &candidates);
    decision::rows(&prepared.looks, frames, &outer, &candidates, &scores)
}

/// Candidates for the speaker of every quotation whose speaker is known, and their rows for the second look.
pub fn speaker_choices(prepared: &Prepared, models: &Models) -> Vec<(Choice, Vec<f32>)> {
    let frames = frames::find(&prepared.looks, models);
    let quotes = quotes::spoken(&prepared.looks, &frames, models, &mut Memory::default()).quotes;
    let runs = &frames.runs;
    let candidates = candidates::all(&prepared.looks, &frames, &Index::new(&prepared.entities));
    let mut decided = attribution::Decided::default();
    let mut out = Vec::new();
    for (index, quote) in quotes.iter().enumerate() {
        let near = candidates::near(&prepared.looks, &candidates, quote);
        let mut features = Features::default();
        let before = decided.before(quote.inside.map(|outer| (&quotes[outer], index - outer)));
        let numbers = ranking::features(&prepared.looks, runs, &candidates, &near, quote, before, &mut features);
        let mut choice = None;
        if let Some(gold) = matching(prepared, quote) {
            let names = |at: usize| {
                gold.speaker.iter().any(|run| candidates[at].tokens.start < run.end && run.start < candidates[at].tokens.end)
            };
            let mut right: Vec<bool> = near.iter().map(|&at| names(at)).collect();
            right.push(gold.speaker.is_empty());
            if right.contains(&true) {
                // the nearest right one goes on as what was decided
                let distance = |at: &usize| candidates[*at].tokens.start.abs_diff(quote.extent().start);
                choice = near.iter().zip(&right).filter(|(_, right)| **right).map(|(&at, _)| at).min_by_key(distance);
                let scores: Vec<f32> = models.speakers.scores(&features).of_label(0).collect();
                let rows = attribution::decision::rows(&numbers, &scores);
                out.push((Choice { features, right }, rows));
            }
        }
        decided.add(&prepared.looks, quote, choice.map(|at| &candidates[at]));
    }
    out
}
