//! Mentions of people, organisations, places and others by name.
//!
//! Two linear-chain CRFs: the first reads each sentence alone, with what the article shows of the same words elsewhere;
//! the second reads what the first found in the whole article ("Sergej Lawrow" makes "Lawrow" a person everywhere).

mod document;
mod features;
mod vocabulary;
pub mod words;

use crate::analysis::EntityKind;
use crate::memory::{Key, Memory};
use crate::model::{Memo, Model, Scorer};
use crate::models::Models;
use crate::reading::Reading;
use crate::tokens::Sentence;
use std::hash::{Hash, Hasher};
use std::ops::Range;

pub use document::{Guess, Opinions};
use features::Elsewhere;
pub use features::{first_pass, second_pass};
use vocabulary::Vocabulary;
use words::{Spelled, Words};

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
    find_once(reading, models, &mut Memory::default())
}

/// [`find`], where no sentence is remembered.
fn find_once(reading: &Reading, models: &Models, memory: &mut Memory) -> Vec<Name> {
    let mut words = Words::once(reading, &mut memory.known, models);
    // all at once: a list that grows leaves its former places behind, in wasm for good
    let mut guesses = Vec::with_capacity(reading.tokens.len());
    for sentence in reading.sentences {
        guesses.extend(guess_sentence(reading, &words, &models.names, sentence, &mut memory.name_sums));
    }
    words.forget_uses();
    let opinions = Opinions::new(&words, &guesses);
    let mut names = Vec::new();
    for Sentence { tokens, .. } in reading.sentences {
        let labels = label_sentence(reading, &words, &guesses, &opinions, models, tokens, &mut memory.document_sums);
        collect(&labels, tokens.start, &mut names);
    }
    names
}

/// What is remembered of one sentence.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The run of this stage that knew it last, and the first one with the vocabulary that numbers its words.
    run: u32,
    since: u32,
    spelled: Spelled,
    /// Hash of all that the first model saw of it; what it made of it.
    first: Key,
    guesses: Box<[Guess]>,
    /// Whether a name seemed to go on behind it.
    goes_on: bool,
    /// Hash of all that the second model saw of it, and its labels.
    second: Key,
    labels: Box<[u8]>,
}

/// What is remembered of a text's words.
#[derive(Default)]
pub(crate) struct Lexis {
    vocabulary: Vocabulary,
    /// How many words the vocabulary had once all of a text was in it.
    words: usize,
    /// Number of this run of the stage, and of the first one with this vocabulary.
    run: u32,
    since: u32,
    /// Hashes of how the article used each different word, and of what the first model made of it.
    uses: Vec<u64>,
    opinions: Vec<u64>,
}

/// [`find`], as far as `memory` does not know the sentences.
#[inline(never)]
pub fn find_again(reading: &Reading, models: &Models, memory: &mut Memory) -> Vec<Name> {
    if !memory.remembers() {
        return find_once(reading, models, memory);
    }
    let mut lexis = std::mem::take(&mut memory.lexis);
    lexis.run += 1;
    if lexis.vocabulary.len() > 2 * lexis.words + SPARE {
        lexis = Lexis { run: lexis.run, since: lexis.run, ..Lexis::default() };
    }
    let mut words = Words::with(std::mem::take(&mut lexis.vocabulary), reading.tokens.len());
    let mut known: Vec<Known> = Vec::with_capacity(reading.sentences.len());
    for sentence in reading.sentences {
        let mut here = memory.names.take(sentence.key).unwrap_or_default();
        if here.since != lexis.since || here.spelled.is_empty() {
            here.spelled = words.spell(reading, &sentence.tokens, &mut memory.known, models);
        }
        words.add(&here.spelled);
        known.push(here);
    }
    words.count_all();
    let changed = changes(&mut lexis.uses, &words.uses);
    // what changed since the last run is known, since earlier ones not
    let affected = |words: &Words, changed: &[bool], sentence: &Sentence, here: &Known| {
        let mut names = sentence.tokens.clone().map(|index| words.spelling(index)).filter(|word| word.is_capital());
        here.run + 1 != lexis.run || names.any(|word| changed[word.same as usize])
    };
    let mut guesses = Vec::with_capacity(reading.tokens.len());
    let mut anew = vec![false; known.len()];
    for ((sentence, here), anew) in reading.sentences.iter().zip(&mut known).zip(&mut anew) {
        if here.guesses.is_empty() || affected(&words, &changed, sentence, here) {
            let key = first_key(&words, sentence);
            if here.guesses.is_empty() || here.first != key {
                here.first = key;
                here.guesses = guess_sentence(reading, &words, &models.names, sentence, &mut memory.name_sums).into();
                *anew = true;
            }
        }
        guesses.extend(&here.guesses);
    }
    words.forget_uses();
    let opinions = Opinions::new(&words, &guesses);
    let changed = changes(&mut lexis.opinions, &opinions.of);
    let mut names = Vec::new();
    for ((sentence, here), anew) in reading.sentences.iter().zip(&mut known).zip(anew) {
        let goes_on = document::inside(&guesses, sentence.tokens.end);
        if anew || here.goes_on != goes_on || affected(&words, &changed, sentence, here) {
            here.goes_on = goes_on;
            let key = second_key(here.first, &words, &guesses, &opinions, &sentence.tokens);
            if anew || here.second != key {
                let (tokens, sums) = (&sentence.tokens, &mut memory.document_sums);
                here.second = key;
                here.labels = label_sentence(reading, &words, &guesses, &opinions, models, tokens, sums).into();
            }
        }
        collect(&here.labels, sentence.tokens.start, &mut names);
    }
    lexis.vocabulary = words.into_vocabulary();
    lexis.words = if lexis.words == 0 { lexis.vocabulary.len() } else { lexis.words };
    for (sentence, known) in reading.sentences.iter().zip(known) {
        memory.names.keep(sentence.key, Known { run: lexis.run, since: lexis.since, ..known });
    }
    memory.lexis = lexis;
    names
}

/// Words that a vocabulary may hold beyond twice those of a text, before it is begun anew.
const SPARE: usize = 4096;

/// Which items are not those whose hashes are known; these are known from now on.
fn changes<T: Hash>(known: &mut Vec<u64>, items: &[T]) -> Vec<bool> {
    known.resize(items.len(), 0);
    let changed = |(known, item): (&mut u64, &T)| {
        let mut key = Key::default();
        item.hash(&mut key);
        std::mem::replace(known, key.finish()) != key.finish()
    };
    known.iter_mut().zip(items).map(changed).collect()
}

/// What the first model finds, a guess a token.
pub fn guess(reading: &Reading, words: &Words, model: &Model) -> Vec<Guess> {
    let mut sums = Memo::default();
    reading.sentences.iter().flat_map(|sentence| guess_sentence(reading, words, model, sentence, &mut sums)).collect()
}

fn guess_sentence(reading: &Reading, words: &Words, model: &Model, sentence: &Sentence, sums: &mut Memo) -> Vec<Guess> {
    let mut scorer = Scorer::new(model, sums, sentence.tokens.len());
    first_pass(reading, words, &sentence.tokens, &mut scorer);
    let scores = scorer.finish();
    let labels = model.chain().best_path(&scores);
    let marginals = model.chain().marginals(&scores);
    labels.iter().zip(marginals.chunks_exact(model.labels())).map(|(&label, row)| Guess::new(label, row)).collect()
}

/// Labels of the second model.
fn label_sentence(
    reading: &Reading,
    words: &Words,
    guesses: &[Guess],
    opinions: &Opinions,
    models: &Models,
    tokens: &Range<usize>,
    sums: &mut Memo,
) -> Vec<u8> {
    let mut scorer = Scorer::new(&models.names_document, sums, tokens.len());
    second_pass(reading, words, guesses, opinions, tokens, &mut scorer);
    models.names_document.chain().best_path(&scorer.finish())
}

/// Hash of all that [`first_pass`] sees of a sentence.
fn first_key(words: &Words, sentence: &Sentence) -> Key {
    let mut key = sentence.key;
    let capitals = sentence.tokens.clone().filter(|&index| words.spelling(index).is_capital());
    capitals.for_each(|index| key.add(features::shares(words, index).into()));
    key
}

/// Hash of all that [`second_pass`] sees of a sentence, whose guesses rest on `first`.
fn second_key(first: Key, words: &Words, guesses: &[Guess], opinions: &Opinions, tokens: &Range<usize>) -> Key {
    let mut key = first;
    for index in tokens.clone() {
        key.add(u64::from(opinions.edges[index]));
        if words.spelling(index).is_capital() {
            key.add(Elsewhere::new(words, guesses, opinions, index).key());
        }
    }
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
