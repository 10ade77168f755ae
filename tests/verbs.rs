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
    let words = tokens.tokens.iter().map(|token| token.span().of(&clean.text));
    let verbs = words.zip(&tags).filter_map(|(word, tag)| {
        let lemma = tag.lemma.get()?;
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

#[test]
fn a_clause_finds_its_subject() {
    for (sentence, subject) in [
        ("Am Montag wies die Ministerin die Kritik zurück.", "die Ministerin"),
        ("Den Vorfall bestätigte ein Sprecher der Polizei.", "ein Sprecher"),
        ("Dem Vorschlag stimmten die Delegierten zu.", "die Delegierten"),
        ("Nach Angaben der Behörde habe der Fahrer gebremst.", "der Fahrer"),
        ("Das sagte US-Präsident Joe Biden am Dienstag.", "US-Präsident Joe Biden"),
        ("Sie warf dem Senat Versagen vor.", "Sie"),
    ] {
        let clean = clean::clean(sentence, &Options::default());
        let tokens = tokens::split(&clean);
        let tagging = tagging::read(&clean, &tokens, Models::embedded());
        let phrase = tagging.clauses[0].subject.index().map(|index| tagging.phrases[index].tokens.clone());
        let words = phrase.map(|run| tokens.tokens[run.start].span().join(tokens.tokens[run.end - 1].span()).of(&clean.text));
        assert_eq!(words, Some(subject), "{sentence}");
    }
}

#[test]
fn clauses_cover_any_text_in_order() {
    let long = format!("{} {} {}", "„".repeat(3000), "ä".repeat(5000), "und ".repeat(3000));
    for text in ["", ",", "und und , , ( –", "Dass, wenn, ob.", "zu zu zu haben haben haben werden", long.as_str()] {
        let clean = clean::clean(text, &Options::default());
        let tokens = tokens::split(&clean);
        let tagging = tagging::read(&clean, &tokens, Models::embedded());
        assert_eq!(tagging.tags.len(), tokens.tokens.len());
        let mut end = 0;
        for clause in &tagging.clauses {
            assert_eq!(clause.tokens.start, end);
            end = clause.tokens.end;
        }
        assert_eq!(end, tokens.tokens.len());
    }
}
