//! The case table for lemma, separable prefix and mood of verbs.

use wortlaut::tagging::{Mood, Tag, Tagging};
use wortlaut::{Models, Options, clean, tagging, tokens};

const TABLE: &str = include_str!("verbs.txt");

fn mood(tag: &Tag) -> &'static str {
    match tag.mood {
        Mood::None => "-",
        Mood::Indicative => "ind",
        Mood::SubjunctiveI => "kj1",
        Mood::SubjunctiveII => "kj2",
        Mood::Imperative => "imp",
    }
}

/// The lines that the table should have for a sentence.
fn found(sentence: &str) -> Vec<String> {
    let models = Models::embedded();
    let clean = clean::clean(sentence, &Options::default());
    let tokens = tokens::split(&clean);
    let Tagging { tags, .. } = tagging::read(&clean, &tokens, models);
    let words = tokens.tokens.iter().map(|token| token.span.of(&clean.text));
    let verbs = words.zip(&tags).filter_map(|(word, tag)| {
        let lemma = tag.lemma?;
        Some(format!("{} {} {}", word.to_lowercase(), models.lexicon.lemma_text(lemma), mood(tag)))
    });
    verbs.collect()
}

#[test]
fn every_verb_has_its_lemma_and_mood() {
    let (mut sentences, mut wrong) = (0, Vec::new());
    let mut lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    while let Some(sentence) = lines.next() {
        let mut expected = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with('\t')) {
            expected.push(line.trim().to_owned());
        }
        sentences += 1;
        let found = found(sentence);
        if found != expected {
            wrong.push(format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(sentences >= 150, "{sentences} sentences");
    assert!(wrong.is_empty(), "{} of {sentences} wrong\n{}", wrong.len(), wrong.join("\n"));
}
