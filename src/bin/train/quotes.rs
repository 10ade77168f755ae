//! Fits the models of quotations and attribution one after the other: each learns from what the ones before it predict for
//! articles they have not seen, as it will meet them in use.

use crate::cores;
use crate::corpora;
use crate::crf::{self, Choice, Fitted, Sequence, Settings};
use crate::examples::{self, Prepared};
use crate::names::{FOLDS, Folds, fold_of, fold_path};
use crate::reliability::Reliability;
use crate::reporting::Counts;
use crate::trees;
use std::fs;
use std::path::Path;
use wortlaut::Models;
use wortlaut::attribution;
use wortlaut::frames::{self, Frames};
use wortlaut::model::Model;
use wortlaut::model::trees::Trees;
use wortlaut::quotes::reporting::Reporting;
use wortlaut::quotes::{self, decision, pairs, spans};

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
const PAIR_DECISION: trees::Settings = trees::Settings { trees: 120, leaves: 12, rate: 0.05, l2: 5.0, least_rows: 20 };
const DECISION: trees::Settings = trees::Settings { trees: 200, leaves: 24, rate: 0.05, l2: 5.0, least_rows: 20 };
const SPEAKER_DECISION: trees::Settings = trees::Settings { trees: 150, leaves: 16, rate: 0.08, l2: 5.0, least_rows: 30 };
const SPEAKERS: Settings = Settings { epochs: 20, alpha: 0.04, l1: 0.1, l2: 1.0, min_count: 4 };

/// Runs `work` for every fold; the one that learns from everything, which takes longest, first.
fn each_fold(folds: &mut [Fold], work: impl Fn(&mut Fold) + Sync) {
    cores::each(folds.iter_mut().rev(), work);
}

/// Fits all models for each of `folds`; the fold that learns from everything comes last and needs all others.
fn fit(articles: &[Prepared], folds: &mut [Fold]) {
    // the models that have not seen an article
    fn per_article<'a>(folds: &'a [Fold], prepared: &Prepared) -> Option<&'a Models> {
        folds.iter().find(|fold| fold.held_out == Some(fold_of(&prepared.article.id))).map(|fold| &fold.models)
    }
    let roles: Vec<Vec<Sequence>> = cores::each(articles, examples::role_sequences);
    each_fold(folds, |fold| {
        fold.models.roles = fold.keep("roles", &crf::fit_averaged(&fold.pick(&roles), frames::LABELS, SEQUENCES))
    });
    drop(roles);
    eprintln!("roles done");
    fn framed<'a>(folds: &'a [Fold], prepared: &Prepared) -> Option<(&'a Models, Frames)> {
        per_article(folds, prepared).map(|models| (models, frames::find(&prepared.looks, models)))
    }
    let spans: Vec<Vec<Sequence>> = cores::each(articles, |prepared| {
        framed(folds, prepared).map(|(_, frames)| examples::span_sequences(prepared, &frames)).unwrap_or_default()
    });
    each_fold(folds, |fold| {
        fold.models.spans = fold.keep("spans", &crf::fit_averaged(&fold.pick(&spans), spans::LABELS, SEQUENCES))
    });
    drop(spans);
    eprintln!("spans done");
    let pairs = cores::each(articles, |prepared| {
        let outer = framed(folds, prepared).map(|(models, frames)| quotes::outer_labels(&prepared.looks, &frames, models).labels);
        outer.map(|outer| examples::pair_sequences(prepared, &outer)).unwrap_or_default()
    });
    let (quoted, marks): (Vec<Vec<Sequence>>, Vec<Vec<Sequence>>) = pairs.into_iter().unzip();
    each_fold(folds, |fold| {
        fold.models.direct = fold.keep("direct", &crf::fit(&fold.pick(&quoted), 2, PAIRS));
        fold.models.marks = fold.keep("marks", &crf::fit(&fold.pick(&marks), 3, PAIRS));
    });
    let candidates: Vec<Vec<Sequence>> = cores::each(articles, |prepared| {
        framed(folds, prepared)
            .map(|(models, frames)| examples::candidate_sequences(prepared, &frames, models))
            .unwrap_or_default()
    });
    each_fold(folds, |fold| fold.models.acceptance = fold.keep("acceptance", &crf::fit(&fold.pick(&candidates), 2, ACCEPTANCE)));
    eprintln!("acceptance done");
    let decisions: Vec<Vec<f32>> = cores::each(articles, |prepared| {
        framed(folds, prepared).map(|(models, frames)| examples::decision_rows(prepared, &frames, models)).unwrap_or_default()
    });
    each_fold(folds, |fold| {
        let rows: Vec<f32> = fold.pick(&decisions).into_iter().copied().collect();
        let right: Vec<bool> = fold.pick(&candidates).iter().map(|sequence| sequence.labels[0] == 1).collect();
        let bytes = trees::fit(&rows, decision::WIDTH, DECISION, |scores| trees::logistic(scores, &right));
        fold.models.decision = fold.keep_trees("decision", bytes);
    });
    let rows: Vec<Vec<f32>> = cores::each(articles, |prepared| {
        framed(folds, prepared).map(|(models, frames)| examples::pair_rows(prepared, &frames, models)).unwrap_or_default()
    });
    each_fold(folds, |fold| {
        let rows: Vec<f32> = fold.pick(&rows).into_iter().copied().collect();
        let right: Vec<bool> = fold.pick(&quoted).iter().map(|sequence| sequence.labels[0] == 1).collect();
        let bytes = trees::fit(&rows, pairs::WIDTH, PAIR_DECISION, |scores| trees::logistic(scores, &right));
        fold.models.direct_decision = fold.keep_trees("direct-decision", bytes);
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
    cores::each(articles, |prepared| {
        own(prepared).map(|fold| examples::speaker_choices(prepared, &fold.models)).unwrap_or_default()
    })
}

/// Reads the articles, each with names found and reporting words counted by what has not seen it.
fn load(corpora: &Path) -> Result<(Vec<Prepared>, Folds), String> {
    let mut folds = Folds::load()?;
    let articles = corpora::training(corpora)?;
    let counts = Counts::new(&articles, Models::embedded());
    for fold in 0..FOLDS {
        let list = counts.list(Some(fold));
        folds.fold_mut(fold).reporting =
            Reporting::parse(&list, include_str!("../../quotes/speech.txt")).map_err(|error| error.to_string())?;
    }
    Ok((
        cores::each(articles, |article| {
            let models = folds.models(&article.id);
            examples::prepare(article, models)
        }),
        folds,
    ))
}

impl Fold {
    fn new(held_out: Option<usize>, articles: &[Prepared], models: &Models) -> Fold {
        let learns = articles.iter().map(|prepared| held_out != Some(fold_of(&prepared.article.id))).collect();
        Fold { held_out, learns, models: models.clone(), packed: Vec::new() }
    }
}

/// Fits everything for use and writes it to `models/`; measures the folds on the way ([`measure`]).
pub fn train(corpora: &Path) -> Result<(), String> {
    let (articles, seen) = load(corpora)?;
    let mut folds: Vec<Fold> = (0..FOLDS).map(|fold| Fold::new(Some(fold), &articles, seen.fold(fold))).collect();
    folds.push(Fold::new(None, &articles, Models::embedded()));
    fit(&articles, &mut folds);
    for (name, bytes) in &folds[FOLDS].packed {
        fs::write(format!("models/{name}.bin"), bytes).map_err(|error| format!("models/{name}.bin: {error}"))?;
    }
    keep(&folds)?;
    predict(&articles, &folds)
}

/// Keeps what was fitted for the folds, for [`predict_again`].
fn keep(folds: &[Fold]) -> Result<(), String> {
    for (number, fold) in folds.iter().enumerate().take(FOLDS) {
        for (name, bytes) in &fold.packed {
            let path = fold_path(name, number);
            fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

/// Predicts every article by the models of the folds that were fitted before: what rules and thresholds do, without fitting.
pub fn predict_again(corpora: &Path) -> Result<(), String> {
    let (articles, seen) = load(corpora)?;
    let kept = |number: usize| {
        let parts: Vec<(&str, Vec<u8>)> =
            PARTS.iter().filter_map(|&name| Some((name, fs::read(fold_path(name, number)).ok()?))).collect();
        let part = |name: &str| match parts.iter().find(|(part, _)| *part == name) {
            Some((_, bytes)) => Some(bytes.as_slice()),
            None => Models::embedded_part(name).filter(|_| !PARTS.contains(&name)),
        };
        let models = Models::from_parts(part).map_err(|error| format!("target/folds: {error}; run `train quotes`"))?;
        Ok(Fold::new(Some(number), &articles, &Models { reporting: seen.fold(number).reporting.clone(), ..models }))
    };
    let folds: Vec<Fold> = (0..FOLDS).map(kept).collect::<Result<_, String>>()?;
    predict(&articles, &folds)
}

/// What is fitted for each fold, here and in [`crate::names`].
const PARTS: [&str; 11] = [
    "names",
    "names-document",
    "roles",
    "spans",
    "direct",
    "marks",
    "acceptance",
    "decision",
    "direct-decision",
    "speakers",
    "speaker-decision",
];

/// Predicts every article by models that have not seen it, leaves gold and predictions in
/// `target/folds/{gold,quotes}-SOURCE.jsonl`, and prints how far confidence can be trusted.
pub fn measure(corpora: &Path) -> Result<(), String> {
    let (articles, seen) = load(corpora)?;
    let mut folds: Vec<Fold> = (0..FOLDS).map(|fold| Fold::new(Some(fold), &articles, seen.fold(fold))).collect();
    fit(&articles, &mut folds);
    keep(&folds)?;
    predict(&articles, &folds)
}

/// See [`measure`].
fn predict(articles: &[Prepared], folds: &[Fold]) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    for name in corpora::SOURCES {
        let (mut gold, mut predicted) = (String::new(), String::new());
        let mut reliability = Reliability::default();
        for prepared in articles.iter().filter(|prepared| prepared.article.source() == name) {
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
