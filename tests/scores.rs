//! Features that come again and again are summed once: the scores are those of all features one by one.

use std::fs;
use wortlaut::looks::Looks;
use wortlaut::model::{Features, Memo, Model, Scorer, Scores};
use wortlaut::names::{Opinions, words::Words};
use wortlaut::quotes::spans;
use wortlaut::reading::Reading;
use wortlaut::{Models, Options, clean, entities, frames, names, tagging, tokens};

/// The scores of every label.
fn labels(model: &Model, scores: &Scores) -> Vec<Vec<f32>> {
    (0..model.labels()).map(|label| scores.of_label(label).collect()).collect()
}

fn same(model: &Model, features: &Features, scorer: Scorer) {
    assert!(!features.is_empty());
    assert_eq!(labels(model, &scorer.finish()), labels(model, &model.scores(features)));
}

#[test]
fn sums_that_are_kept_are_those_of_the_features() {
    let models = Models::embedded();
    let [mut name_sums, mut document_sums, mut role_sums, mut span_sums] = std::array::from_fn(|_| Memo::default());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles");
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let clean = clean::clean(&text, &Options::default());
        let tokens = tokens::split(&clean);
        let tagging = tagging::read(&clean, &tokens, models);
        let reading = Reading::new(&clean, &tokens, &tagging);
        let words = Words::new(&reading, models);
        let guesses = names::guess(&reading, &words, &models.names);
        let opinions = Opinions::new(&words, &guesses);
        for sentence in reading.sentences {
            let mut features = Features::default();
            names::first_pass(&reading, &words, &sentence.tokens, &mut features);
            let mut scorer = Scorer::new(&models.names, &mut name_sums, features.len());
            names::first_pass(&reading, &words, &sentence.tokens, &mut scorer);
            same(&models.names, &features, scorer);

            let mut features = Features::default();
            names::second_pass(&reading, &words, &guesses, &opinions, &sentence.tokens, &mut features);
            let mut scorer = Scorer::new(&models.names_document, &mut document_sums, features.len());
            names::second_pass(&reading, &words, &guesses, &opinions, &sentence.tokens, &mut scorer);
            same(&models.names_document, &features, scorer);
        }
        let names = names::find(&reading, models);
        let entities = entities::gather(&reading, &names, models);
        let looks = Looks::new(&reading, &entities, models);
        let frames = frames::find(&looks, models);
        for sentences in looks.blocks() {
            let mut features = Features::default();
            frames::block_features(&looks, sentences.clone(), &mut features);
            let mut scorer = Scorer::new(&models.roles, &mut role_sums, features.len());
            frames::block_features(&looks, sentences.clone(), &mut scorer);
            same(&models.roles, &features, scorer);

            let mut features = Features::default();
            spans::features(&looks, &frames, sentences.clone(), &mut features);
            let mut scorer = Scorer::new(&models.spans, &mut span_sums, features.len());
            spans::features(&looks, &frames, sentences, &mut scorer);
            same(&models.spans, &features, scorer);
        }
    }
}
