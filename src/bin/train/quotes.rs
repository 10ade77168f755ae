//! Fits the models of quotations and attribution one after the other: each learns from what the ones before it predict for
//! articles they have not seen, as it will meet them in use.

use crate::align::{Aligned, kind, read};
use crate::corpora::{self, Article};
use crate::crf::{self, Choice, Fitted, Sequence, Settings};
use crate::names::{FOLDS, Folds, fold_of};
use crate::reliability::Reliability;
use crate::reporting::Counts;
use crate::trees;
use std::fs;
use std::path::Path;
use wortlaut::Models;
use wortlaut::analysis::QuoteKind;
use wortlaut::attribution::{self, ranking};
use wortlaut::entities::{Entity, Index};
use wortlaut::frames::{self, Frames, Role};
use wortlaut::looks::Looks;
use wortlaut::model::trees::Trees;
use wortlaut::model::{Features, Model};
use wortlaut::quotes::reporting::Reporting;
use wortlaut::quotes::{self, Quotation, acceptance, decision, direct, spans};

/// An article as the stages before this one see it, with the corpus' annotation laid over.
pub struct Prepared {
    article: Article,
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

fn prepare(article: Article, models: &Models) -> Prepared {
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

fn span_sequences(prepared: &Prepared, frames: &Frames) -> Vec<Sequence> {
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
fn pair_sequences(prepared: &Prepared, outer: &[u8]) -> (Vec<Sequence>, Vec<Sequence>) {
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

fn role_sequences(prepared: &Prepared) -> Vec<Sequence> {
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
fn candidate_sequences(prepared: &Prepared, frames: &Frames, models: &Models) -> Vec<Sequence> {
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

/// The numbers of the candidates, as the second look sees them.
fn decision_rows(prepared: &Prepared, frames: &Frames, models: &Models) -> Vec<f32> {
    let outer = quotes::outer_labels(&prepared.looks, frames, models);
    let candidates = quotes::candidates(&prepared.looks, frames, &outer);
    let scores = acceptance::scores(&prepared.looks, frames, &outer, models, &candidates);
    decision::rows(&prepared.looks, frames, &outer, &candidates, &scores)
}

/// Candidates for the speaker of every quotation whose speaker is known, and their rows for the second look.
fn speaker_choices(prepared: &Prepared, models: &Models) -> Vec<(Choice, Vec<f32>)> {
    let frames = frames::find(&prepared.looks, models);
    let quotes = quotes::find(&prepared.looks, &frames, models).quotes;
    let runs = &frames.runs;
    let candidates = ranking::candidates(&prepared.looks, &frames, &Index::new(&prepared.entities));
    let mut decided = attribution::Decided::default();
    let mut out = Vec::new();
    for (index, quote) in quotes.iter().enumerate() {
        let near = ranking::near(&prepared.looks, &candidates, quote);
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

/// What is fitted for one fold (its articles held out) or for use (none held out).
struct Fold {
    held_out: Option<usize>,
    /// For each article, whether this fold learns from it.
    learns: Vec<bool>,
    models: Models,
    /// Name and bytes of what was fitted.
    packed: Vec<(&'static str, Vec<u8>)>,
}

impl Fold {
    /// Everything of the articles that this fold learns from.
    fn pick<'a, T>(&self, all: &'a [Vec<T>]) -> Vec<&'a T> {
        all.iter().zip(&self.learns).filter(|(_, learns)| **learns).flat_map(|(items, _)| items).collect()
    }

    /// Keeps a fitted model as it will be read in use.
    fn keep(&mut self, name: &'static str, fitted: &Fitted) -> Model {
        let bytes = fitted.pack(CLIP);
        let model = Model::parse(&bytes).expect("what was packed can be read");
        self.packed.push((name, bytes));
        model
    }

    /// The same for trees.
    fn keep_trees(&mut self, name: &'static str, bytes: Vec<u8>) -> Trees {
        let trees = Trees::parse(&bytes).expect("what was packed can be read");
        self.packed.push((name, bytes));
        trees
    }
}

/// Greatest weight that is kept.
const CLIP: f32 = 5.0;
// small steps and strong shrinking served the small models best in the folds
const SEQUENCES: Settings = Settings { epochs: 10, alpha: 0.06, l1: 0.3, l2: 0.5, min_count: 2 };
const PAIRS: Settings = Settings { epochs: 20, alpha: 0.07, l1: 0.1, l2: 1.0, min_count: 2 };
const ACCEPTANCE: Settings = Settings { epochs: 20, alpha: 0.04, l1: 0.1, l2: 3.0, min_count: 3 };
const DECISION: trees::Settings = trees::Settings { trees: 200, leaves: 24, rate: 0.05, l2: 5.0, least_rows: 20 };
const SPEAKER_DECISION: trees::Settings = trees::Settings { trees: 150, leaves: 16, rate: 0.08, l2: 5.0, least_rows: 30 };
const SPEAKERS: Settings = Settings { epochs: 20, alpha: 0.04, l1: 0.1, l2: 1.0, min_count: 4 };

/// Runs `work` for every fold, on two threads.
fn each_fold(folds: &mut [Fold], work: impl Fn(&mut Fold) + Sync) {
    let (left, right) = folds.split_at_mut(folds.len().div_ceil(2));
    std::thread::scope(|scope| {
        scope.spawn(|| left.iter_mut().for_each(&work));
        right.iter_mut().for_each(&work);
    });
}

/// Fits all models for each of `folds`; the fold that learns from everything comes last and needs all others.
fn fit(articles: &[Prepared], folds: &mut [Fold]) {
    // the models that have not seen an article
    fn per_article<'a>(folds: &'a [Fold], prepared: &Prepared) -> Option<&'a Models> {
        folds.iter().find(|fold| fold.held_out == Some(fold_of(&prepared.article.id))).map(|fold| &fold.models)
    }
    let roles: Vec<Vec<Sequence>> = articles.iter().map(role_sequences).collect();
    each_fold(folds, |fold| {
        fold.models.roles = fold.keep("roles", &crf::fit_averaged(&fold.pick(&roles), frames::LABELS, SEQUENCES))
    });
    drop(roles);
    eprintln!("roles done");
    fn framed<'a>(folds: &'a [Fold], prepared: &Prepared) -> Option<(&'a Models, Frames)> {
        per_article(folds, prepared).map(|models| (models, frames::find(&prepared.looks, models)))
    }
    let spans: Vec<Vec<Sequence>> = (articles.iter())
        .map(|prepared| framed(folds, prepared).map(|(_, frames)| span_sequences(prepared, &frames)).unwrap_or_default())
        .collect();
    each_fold(folds, |fold| {
        fold.models.spans = fold.keep("spans", &crf::fit_averaged(&fold.pick(&spans), spans::LABELS, SEQUENCES))
    });
    drop(spans);
    eprintln!("spans done");
    let (mut quoted, mut marks) = (Vec::new(), Vec::new());
    for prepared in articles {
        let outer = framed(folds, prepared).map(|(models, frames)| quotes::outer_labels(&prepared.looks, &frames, models).labels);
        let (q, m) = outer.map(|outer| pair_sequences(prepared, &outer)).unwrap_or_default();
        quoted.push(q);
        marks.push(m);
    }
    each_fold(folds, |fold| {
        fold.models.direct = fold.keep("direct", &crf::fit(&fold.pick(&quoted), 2, PAIRS));
        fold.models.marks = fold.keep("marks", &crf::fit(&fold.pick(&marks), 3, PAIRS));
    });
    let candidates: Vec<Vec<Sequence>> = (articles.iter())
        .map(|prepared| {
            framed(folds, prepared).map(|(models, frames)| candidate_sequences(prepared, &frames, models)).unwrap_or_default()
        })
        .collect();
    each_fold(folds, |fold| fold.models.acceptance = fold.keep("acceptance", &crf::fit(&fold.pick(&candidates), 2, ACCEPTANCE)));
    eprintln!("acceptance done");
    let decisions: Vec<Vec<f32>> = (articles.iter())
        .map(|prepared| {
            framed(folds, prepared).map(|(models, frames)| decision_rows(prepared, &frames, models)).unwrap_or_default()
        })
        .collect();
    each_fold(folds, |fold| {
        let rows: Vec<f32> = fold.pick(&decisions).into_iter().copied().collect();
        let right: Vec<bool> = fold.pick(&candidates).iter().map(|sequence| sequence.labels[0] == 1).collect();
        let bytes = trees::fit(&rows, decision::WIDTH, DECISION, |scores| trees::logistic(scores, &right));
        fold.models.decision = fold.keep_trees("decision", bytes);
    });
    eprintln!("decision done");
    let choices: Vec<Vec<(Choice, Vec<f32>)>> = speakers_of(articles, folds);
    each_fold(folds, |fold| {
        let learned: Vec<&Choice> = fold.pick(&choices).into_iter().map(|(choice, _)| choice).collect();
        fold.models.speakers = fold.keep("speakers", &crf::fit_ranking(&learned, SPEAKERS));
    });
    // once more, now that there are rankings that have not seen an article
    let choices = speakers_of(articles, folds);
    each_fold(folds, |fold| {
        let learned = fold.pick(&choices);
        let rows: Vec<f32> = learned.iter().flat_map(|(_, rows)| rows).copied().collect();
        let right: Vec<bool> = learned.iter().flat_map(|(choice, _)| &choice.right).copied().collect();
        let groups: Vec<usize> = learned.iter().map(|(choice, _)| choice.right.len()).collect();
        let gradients = |scores: &[f32]| trees::choice(scores, &right, &groups);
        let bytes = trees::fit(&rows, attribution::decision::WIDTH, SPEAKER_DECISION, gradients);
        fold.models.speaker_decision = fold.keep_trees("speaker-decision", bytes);
    });
}

/// The choices of every article, by the models that have not seen it.
fn speakers_of(articles: &[Prepared], folds: &[Fold]) -> Vec<Vec<(Choice, Vec<f32>)>> {
    let own = |prepared: &Prepared| folds.iter().find(|fold| fold.held_out == Some(fold_of(&prepared.article.id)));
    articles
        .iter()
        .map(|prepared| own(prepared).map(|fold| speaker_choices(prepared, &fold.models)).unwrap_or_default())
        .collect()
}

/// Reads the articles, each with names found and reporting words counted by what has not seen it.
fn load(corpora: &Path) -> Result<(Vec<Prepared>, Folds), String> {
    let mut folds = Folds::load()?;
    let articles = [corpora::news(corpora, "train")?, corpora::written(corpora)?].concat();
    let counts = Counts::new(&articles, Models::embedded());
    for fold in 0..FOLDS {
        folds.fold_mut(fold).reporting = Reporting::parse(&counts.list(Some(fold))).map_err(|error| error.to_string())?;
    }
    Ok((articles.into_iter().map(|article| (folds.models(&article.id), article)).map(|(m, a)| prepare(a, m)).collect(), folds))
}

impl Fold {
    fn new(held_out: Option<usize>, articles: &[Prepared], models: &Models) -> Fold {
        let learns = articles.iter().map(|prepared| held_out != Some(fold_of(&prepared.article.id))).collect();
        Fold { held_out, learns, models: models.clone(), packed: Vec::new() }
    }
}

/// Fits everything for use and writes it to `models/`.
pub fn train(corpora: &Path) -> Result<(), String> {
    let (articles, seen) = load(corpora)?;
    let mut folds: Vec<Fold> = (0..FOLDS).map(|fold| Fold::new(Some(fold), &articles, seen.fold(fold))).collect();
    folds.push(Fold::new(None, &articles, Models::embedded()));
    fit(&articles, &mut folds);
    for (name, bytes) in &folds[FOLDS].packed {
        fs::write(format!("models/{name}.bin"), bytes).map_err(|error| format!("models/{name}.bin: {error}"))?;
    }
    Ok(())
}

/// Predicts every article by models that have not seen it, leaves gold and predictions in
/// `target/folds/{gold,quotes}-{news,written}.jsonl`, and prints how far confidence can be trusted.
pub fn measure(corpora: &Path) -> Result<(), String> {
    let (articles, seen) = load(corpora)?;
    let mut folds: Vec<Fold> = (0..FOLDS).map(|fold| Fold::new(Some(fold), &articles, seen.fold(fold))).collect();
    fit(&articles, &mut folds);
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    for (name, written) in [("news", false), ("written", true)] {
        let (mut gold, mut predicted) = (String::new(), String::new());
        let mut reliability = Reliability::default();
        for prepared in articles.iter().filter(|prepared| prepared.article.genre.is_empty() != written) {
            let models = &folds[fold_of(&prepared.article.id)].models;
            let options = wortlaut::Options { unit: wortlaut::Unit::CodePoints, ..Default::default() };
            let analysis =
                wortlaut::analyse_with(models, &prepared.article.text, &options, &|| true).map_err(|error| failed(&error))?;
            predicted += &format!("{}\n", wortlaut::prediction::prediction(&prepared.article.id.clone().into(), &analysis));
            gold += &format!("{}\n", serde_json::to_string(&prepared.article).map_err(|error| failed(&error))?);
            reliability.add(prepared, models);
        }
        fs::write(format!("target/folds/gold-{name}.jsonl"), gold).map_err(|error| failed(&error))?;
        fs::write(format!("target/folds/quotes-{name}.jsonl"), predicted).map_err(|error| failed(&error))?;
        reliability.print(name);
    }
    Ok(())
}
