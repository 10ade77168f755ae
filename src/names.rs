//! Mentions of people, organisations, places and others by name.
//!
//! Two linear-chain CRFs: the first reads each sentence alone, with what the article shows of the same words elsewhere;
//! the second reads what the first found in the whole article ("Sergej Lawrow" makes "Lawrow" a person everywhere).

mod document;
mod features;
pub mod words;

use crate::analysis::EntityKind;
use crate::memory::{Key, Memory};
use crate::model::{Features, Model};
use crate::models::Models;
use crate::reading::Reading;
use crate::tokens::Sentence;
use std::ops::Range;

pub use document::{Guess, Opinions};
pub use features::{first_pass, second_pass};
use words::Words;

/// A place where the text names somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Indices of its tokens; never empty, never across sentences.
    pub tokens: Range<usize>,
    /// What the words alone suggest; the entity decides.
    pub kind: EntityKind,
}

/// Labels of the models: 0 for none, then beginning and inside of each of [`KINDS`].
pub const LABELS: usize = 9;

/// Kinds in the order of the labels.
pub const KINDS: [EntityKind; 4] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Other];

/// Label of a token of a name.
pub fn label(kind: EntityKind, begins: bool) -> u8 {
    let at = KINDS.iter().position(|&k| k == kind).unwrap_or(0) as u8;
    1 + 2 * at + u8::from(!begins)
}

/// Kind behind a label; none for 0.
pub fn kind(label: u8) -> Option<EntityKind> {
    label.checked_sub(1).and_then(|at| KINDS.get(at as usize / 2)).copied()
}

/// Finds the names in order; they do not overlap.
pub fn find(reading: &Reading, models: &Models) -> Vec<Name> {
    find_again(reading, models, &mut Memory::default())
}

/// [`find`], as far as `memory` does not know the sentences.
#[inline(never)]
pub fn find_again(reading: &Reading, models: &Models, memory: &mut Memory) -> Vec<Name> {
    let mut words = Words::again(reading, models, memory);
    let mut features = Features::default();
    let mut guesses = Vec::with_capacity(reading.tokens.len());
    let mut keys = Vec::with_capacity(reading.sentences.len());
    for sentence in reading.sentences {
        let key = first_key(&words, sentence, &mut features);
        guesses.extend(memory.guesses.get(key, || guess_sentence(reading, &words, &models.names, sentence, &mut features)));
        keys.push(key);
    }
    words.forget_uses();
    let opinions = Opinions::new(&words, &guesses);
    let mut names = Vec::new();
    for (sentence, first) in reading.sentences.iter().zip(keys) {
        let key = second_key(first, &words, &guesses, &opinions, &sentence.tokens, &mut features);
        let labels = memory.names.get(key, || {
            features.clear();
            second_pass(reading, &words, &guesses, &opinions, &sentence.tokens, &mut features);
            models.names_document.decode(&features)
        });
        collect(labels, sentence.tokens.start, &mut names);
    }
    names
}

/// What the first model finds, a guess a token.
pub fn guess(reading: &Reading, words: &Words, model: &Model) -> Vec<Guess> {
    let mut features = Features::default();
    let mut guesses = Vec::with_capacity(reading.tokens.len());
    for sentence in reading.sentences {
        guesses.extend(guess_sentence(reading, words, model, sentence, &mut features));
    }
    guesses
}

fn guess_sentence(reading: &Reading, words: &Words, model: &Model, sentence: &Sentence, features: &mut Features) -> Vec<Guess> {
    features.clear();
    first_pass(reading, words, &sentence.tokens, features);
    let scores = model.scores(features);
    let labels = model.chain().best_path(&scores);
    let marginals = model.chain().marginals(&scores);
    labels.iter().zip(marginals.chunks_exact(model.labels())).map(|(&label, row)| Guess::new(label, row)).collect()
}

/// Hash of all that [`first_pass`] sees of a sentence.
fn first_key(words: &Words, sentence: &Sentence, seen: &mut Features) -> Key {
    let mut key = sentence.key;
    seen.clear();
    for index in sentence.tokens.clone() {
        if words.spelling(index).is_capital() {
            features::uses(words, index, seen);
        }
    }
    key.add_all(seen.hashes());
    key
}

/// Hash of all that [`second_pass`] sees of a sentence, whose guesses rest on `first`.
fn second_key(
    first: Key,
    words: &Words,
    guesses: &[Guess],
    opinions: &Opinions,
    tokens: &Range<usize>,
    seen: &mut Features,
) -> Key {
    let mut key = first;
    seen.clear();
    for index in tokens.clone() {
        key.add(u64::from(opinions.edges[index]));
        if words.spelling(index).is_capital() {
            features::opinion(words, guesses, opinions, index, 0, 0, seen);
        }
    }
    key.add_all(seen.hashes());
    key
}

/// Turns the labels of a sentence that begins at token `start` into names.
pub fn collect(labels: &[u8], start: usize, names: &mut Vec<Name>) {
    let mut open: Option<Name> = None;
    for (at, &label) in labels.iter().enumerate() {
        let here = kind(label);
        let inside = label != 0 && label % 2 == 0;
        match (&mut open, here) {
            (Some(name), Some(kind)) if inside && name.kind == kind => name.tokens.end = start + at + 1,
            (_, here) => {
                names.extend(open.take());
                open = here.map(|kind| Name { tokens: start + at..start + at + 1, kind });
            }
        }
    }
    names.extend(open);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_names() {
        let person = |begins| label(EntityKind::Person, begins);
        let place = |begins| label(EntityKind::Place, begins);
        let mut names = Vec::new();
        collect(&[person(true), person(false), 0, place(true), place(true), person(false)], 10, &mut names);
        let found: Vec<_> = names.iter().map(|name| (name.tokens.clone(), name.kind)).collect();
        let (p, l) = (EntityKind::Person, EntityKind::Place);
        assert_eq!(found, [(10..12, p), (13..14, l), (14..15, l), (15..16, p)]);
    }
}
