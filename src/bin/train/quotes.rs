//! Fits the models of quotations and attribution one after the other: each learns from what the ones before it predict for
//! articles they have not seen, as it will meet them in use.

use crate::align::{Aligned, kind, read};
use crate::corpora::{self, Article};
use crate::crf::{self, Choice, Fitted, Sequence, Settings};
use std::fs;
use std::path::Path;
use wortlaut::Models;
use wortlaut::analysis::QuoteKind;
use wortlaut::attribution::{self, ranking, roles};
use wortlaut::entities::Entity;
use wortlaut::looks::Looks;
use wortlaut::model::{Features, Model};
use wortlaut::quotes::{self, Quotation, direct, spans};

/// Number of folds.
pub const FOLDS: usize = 5;

/// An article as the stages before this one see it, with the corpus' annotation laid over.
struct Prepared {
    article: Article,
    looks: Looks,
    entities: Vec<Entity>,
    gold: Vec<Gold>,
    /// Tokens and kind of marks that quote nobody; nothing where the corpus does not mark them.
    marks: Option<Vec<(std::ops::Range<usize>, usize)>>,
}

struct Gold {
    kind: QuoteKind,
    nested: bool,
    pieces: Vec<std::ops::Range<usize>>,
    speaker: Vec<std::ops::Range<usize>>,
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

fn span_sequences(prepared: &Prepared) -> Vec<Sequence> {
    let labels = outer_labels(prepared);
    let sequence = |sentences: std::ops::Range<usize>| {
        let mut features = Features::default();
        let block = prepared.looks.tokens_of(&sentences);
        spans::features(&prepared.looks, sentences, &mut features);
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

fn role_sequences(prepared: &Prepared, quotes: &[Quotation]) -> Vec<Sequence> {
    let mut labels = vec![0; prepared.looks.tokens.len()];
    let mut put = |role: roles::Role, runs: &[std::ops::Range<usize>]| {
        for run in runs {
            // the longest run wins: it was put first or covers what was
            if run.clone().all(|at| labels[at] == 0) {
                labels[run.clone()].fill(roles::first_label(role) + 1);
                labels[run.start] = roles::first_label(role);
            }
        }
    };
    for gold in &prepared.gold {
        put(roles::Role::Cue, &gold.cue);
        put(roles::Role::Speaker, &gold.speaker);
        put(roles::Role::Addressee, &gold.addressee);
    }
    let places = roles::Places::new(prepared.looks.tokens.len(), quotes);
    let sequence = |sentences: std::ops::Range<usize>| {
        let mut features = Features::default();
        let block = prepared.looks.tokens_of(&sentences);
        roles::features(&prepared.looks, &places, sentences, &mut features);
        Sequence { features, labels: labels[block].to_vec() }
    };
    prepared.looks.blocks().map(sequence).collect()
}

/// The gold quotation that shares most tokens with `quote`, half of both or more.
fn matching<'a>(prepared: &'a Prepared, quote: &Quotation) -> Option<&'a Gold> {
    let shared = |gold: &Gold| gold.pieces.iter().cloned().flatten().filter(|&at| quote.holds(at)).count();
    let size = |pieces: &[std::ops::Range<usize>]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
    let overlap = |gold: &Gold| {
        let both = shared(gold) as f32;
        both / (size(&gold.pieces) + size(&quote.pieces)) as f32 + if gold.kind == quote.kind { 0.01 } else { 0.0 }
    };
    prepared.gold.iter().max_by(|a, b| overlap(a).total_cmp(&overlap(b))).filter(|gold| overlap(gold) >= 0.33)
}

fn speaker_choices(prepared: &Prepared, models: &Models) -> Vec<Choice> {
    let quotes = quotes::find(&prepared.looks, models).quotes;
    let runs = attribution::role_runs(&prepared.looks, &quotes, models);
    let candidates = ranking::candidates(&prepared.looks, &runs, &prepared.entities);
    let mut chosen: Vec<Option<usize>> = Vec::new();
    let mut out = Vec::new();
    for (index, quote) in quotes.iter().enumerate() {
        let near = ranking::near(&prepared.looks, &candidates, quote);
        let mut features = Features::default();
        let before = attribution::before(&quotes, &chosen, &candidates, index);
        ranking::features(&prepared.looks, &runs, &candidates, near.clone(), quote, before, &mut features);
        let mut choice = None;
        if let Some(gold) = matching(prepared, quote) {
            let names = |at: usize| {
                gold.speaker.iter().any(|run| candidates[at].tokens.start < run.end && run.start < candidates[at].tokens.end)
            };
            let mut right: Vec<bool> = near.clone().map(names).collect();
            right.push(gold.speaker.is_empty());
            if right.contains(&true) {
                // the nearest right one goes on as what was decided
                let distance = |at: &usize| candidates[*at].tokens.start.abs_diff(quote.extent().start);
                choice = near.clone().filter(|at| right[at - near.start]).min_by_key(distance);
                out.push(Choice { features, right });
            }
        }
        chosen.push(choice);
    }
    out
}

fn fold_of(index: usize) -> usize {
    index % FOLDS
}

/// What is fitted for one fold (its articles held out) or for use (none held out).
struct Fold {
    held_out: Option<usize>,
    models: Models,
    /// Name and bytes of what was fitted.
    packed: Vec<(&'static str, Vec<u8>)>,
}

impl Fold {
    fn learns(&self, index: usize) -> bool {
        self.held_out != Some(fold_of(index))
    }

    /// Everything of the articles that this fold learns from.
    fn pick<'a, T>(&self, all: &'a [Vec<T>]) -> Vec<&'a T> {
        all.iter().enumerate().filter(|(index, _)| self.learns(*index)).flat_map(|(_, items)| items).collect()
    }

    /// Keeps a fitted model as it will be read in use.
    fn keep(&mut self, name: &'static str, fitted: &Fitted) -> Model {
        let bytes = fitted.pack(CLIP);
        let model = Model::parse(&bytes).expect("what was packed can be read");
        self.packed.push((name, bytes));
        model
    }
}

const CLIP: f32 = 6.0;
const SPANS: Settings = Settings { epochs: 10, alpha: 0.12, l1: 0.4, l2: 0.5, min_count: 2 };
const ROLES: Settings = Settings { epochs: 10, alpha: 0.12, l1: 0.4, l2: 0.5, min_count: 2 };
const PAIRS: Settings = Settings { epochs: 20, alpha: 0.1, l1: 0.1, l2: 1.0, min_count: 2 };
const SPEAKERS: Settings = Settings { epochs: 20, alpha: 0.05, l1: 0.1, l2: 1.0, min_count: 2 };

/// Runs `work` for every fold, on two threads.
fn each_fold(folds: &mut [Fold], work: impl Fn(&mut Fold) + Sync) {
    let half = folds.len().div_ceil(2);
    let (left, right) = folds.split_at_mut(half);
    std::thread::scope(|scope| {
        scope.spawn(|| left.iter_mut().for_each(&work));
        right.iter_mut().for_each(&work);
    });
}

/// Fits all models for each of `folds`; the fold that learns from everything comes last and needs all others.
fn fit(articles: &[Prepared], folds: &mut [Fold]) {
    // the models that have not seen an article
    fn per_article(folds: &[Fold], index: usize) -> Option<&Models> {
        folds.iter().find(|fold| fold.held_out == Some(fold_of(index))).map(|fold| &fold.models)
    }
    let spans: Vec<Vec<Sequence>> = articles.iter().map(span_sequences).collect();
    each_fold(folds, |fold| fold.models.spans = fold.keep("spans", &crf::fit(&fold.pick(&spans), spans::LABELS, SPANS)));
    drop(spans);
    eprintln!("spans done");
    let (mut quoted, mut marks) = (Vec::new(), Vec::new());
    for (index, prepared) in articles.iter().enumerate() {
        let outer = per_article(folds, index).map(|models| quotes::outer_labels(&prepared.looks, models).labels);
        let (q, m) = outer.map(|outer| pair_sequences(prepared, &outer)).unwrap_or_default();
        quoted.push(q);
        marks.push(m);
    }
    each_fold(folds, |fold| {
        fold.models.direct = fold.keep("direct", &crf::fit(&fold.pick(&quoted), 2, PAIRS));
        fold.models.marks = fold.keep("marks", &crf::fit(&fold.pick(&marks), 3, PAIRS));
    });
    let roles: Vec<Vec<Sequence>> = (articles.iter().enumerate())
        .map(|(index, prepared)| {
            let quotes = per_article(folds, index).map(|models| quotes::find(&prepared.looks, models).quotes);
            quotes.map(|quotes| role_sequences(prepared, &quotes)).unwrap_or_default()
        })
        .collect();
    each_fold(folds, |fold| fold.models.roles = fold.keep("roles", &crf::fit(&fold.pick(&roles), roles::LABELS, ROLES)));
    drop(roles);
    eprintln!("roles done");
    let choices: Vec<Vec<Choice>> = (articles.iter().enumerate())
        .map(|(index, prepared)| per_article(folds, index).map(|models| speaker_choices(prepared, models)).unwrap_or_default())
        .collect();
    each_fold(folds, |fold| fold.models.speakers = fold.keep("speakers", &crf::fit_ranking(&fold.pick(&choices), SPEAKERS)));
}

fn load(corpora: &Path) -> Result<Vec<Prepared>, String> {
    let models = Models::embedded();
    let articles = corpora::news(corpora, "train")?.into_iter().chain(corpora::written(corpora)?);
    Ok(articles.map(|article| prepare(article, models)).collect())
}

/// Fits everything for use and writes it to `models/`.
pub fn train(corpora: &Path) -> Result<(), String> {
    let articles = load(corpora)?;
    let fold = |held_out| Fold { held_out, models: Models::embedded().clone(), packed: Vec::new() };
    let mut folds: Vec<Fold> = (0..FOLDS).map(Some).chain([None]).map(fold).collect();
    fit(&articles, &mut folds);
    for (name, bytes) in &folds[FOLDS].packed {
        fs::write(format!("models/{name}.bin"), bytes).map_err(|error| format!("models/{name}.bin: {error}"))?;
    }
    Ok(())
}

/// Predicts every article of the first `count` folds by models that have not seen it: `target/folds/{gold,quotes}-{news,written}.jsonl`.
pub fn measure(corpora: &Path, count: usize) -> Result<(), String> {
    let articles = load(corpora)?;
    let mut folds: Vec<Fold> =
        (0..FOLDS).map(|fold| Fold { held_out: Some(fold), models: Models::embedded().clone(), packed: Vec::new() }).collect();
    fit(&articles, &mut folds);
    fs::create_dir_all("target/folds").map_err(|error| error.to_string())?;
    for (name, written) in [("news", false), ("written", true)] {
        let (mut gold, mut predicted) = (String::new(), String::new());
        for (index, prepared) in articles.iter().enumerate() {
            if prepared.article.genre.is_empty() == written || fold_of(index) >= count {
                continue;
            }
            let models = &folds[fold_of(index)].models;
            let options = wortlaut::Options { unit: wortlaut::Unit::CodePoints, ..Default::default() };
            let analysis =
                wortlaut::analyse_with(models, &prepared.article.text, &options, &|| true).map_err(|error| error.to_string())?;
            predicted += &format!("{}\n", wortlaut::prediction::prediction(&prepared.article.id.clone().into(), &analysis));
            gold += &format!("{}\n", serde_json::to_string(&prepared.article).map_err(|error| error.to_string())?);
        }
        fs::write(format!("target/folds/gold-{name}.jsonl"), gold).map_err(|error| error.to_string())?;
        fs::write(format!("target/folds/quotes-{name}.jsonl"), predicted).map_err(|error| error.to_string())?;
    }
    Ok(())
}
