//! What a word means, roughly: one class a word, so that the models know words that no training article holds.
//!
//! The lists are in `meanings/`. `train meanings` packs them: a class for each noun of the table, which gives compounds that
//! of their last part, and the hashes of verbs, adjectives and nouns that the table lacks.

use super::Lexicon;
use super::classes::Classes;
use super::word::{Source, Word};
use crate::error::Error;
use crate::gazetteer::{self, Gazetteer};
use crate::model::hash;

/// The classes in the order of their numbers, which begin at 1; neighbours have something in common.
pub const MEANINGS: [&str; 66] = [
    // nouns: who speaks, what states, what is said
    "person",
    "institution",
    "medium",
    "document",
    "statement",
    "news",
    "demand",
    "reproach",
    "promise",
    "feeling",
    "fact",
    "occasion",
    // other nouns
    "event",
    "action",
    "matter",
    "money",
    "amount",
    "time",
    "place",
    "thing",
    "illness",
    // verbs of saying and thinking
    "state",
    "add",
    "answer",
    "stress",
    "express",
    "publish",
    "noise",
    "admit",
    "deny",
    "warn",
    "estimate",
    "urge",
    "ask",
    "pledge",
    "threaten",
    "criticise",
    "accuse",
    "praise",
    "call",
    "talk",
    "think",
    "feel",
    "know",
    "find",
    "see",
    // other verbs
    "decide",
    "plan",
    "order",
    "allow",
    "be",
    "have",
    "happen",
    "change",
    "move",
    "give",
    "make",
    "harm",
    "help",
    "work",
    // adjectives and participles
    "sure",
    "glad",
    "upset",
    "doubtful",
    "offensive",
    "fine",
];

/// The number of a class.
///
/// # Panics
/// Where there is no such class; when it is compiled, if the result is a constant.
pub const fn number(class: &str) -> u8 {
    let mut at = 0;
    while !equal(MEANINGS[at].as_bytes(), class.as_bytes()) {
        at += 1;
    }
    at as u8 + 1
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// Endings that a listed noun or adjective may have more.
const ENDINGS: [&str; 7] = ["", "n", "s", "en", "e", "r", "nen"];

impl Lexicon {
    /// Adds what words mean, as [`pack`] wrote it for this very table.
    ///
    /// # Errors
    /// [`Error::BadModel`] where the bytes belong to another table.
    pub fn with_meanings(mut self, bytes: &[u8]) -> Result<Lexicon, Error> {
        let entries = self.table.entries.len();
        let (classes, others) = bytes.split_at_checked(entries).ok_or(Error::BadModel)?;
        self.table.entries.iter_mut().zip(classes).for_each(|(entry, &class)| entry.meaning = class);
        self.others = Gazetteer::parse(others)?;
        Ok(self)
    }

    /// The class of a verb by the hash of its lemma, else 0.
    pub fn meaning(&self, lemma: u32) -> u8 {
        self.others.lists(lemma)
    }

    /// The class of an adjective, participle or unlisted noun, whatever its ending, else 0.
    pub fn meaning_of_form(&self, form: &str) -> u8 {
        let stems = ENDINGS.iter().filter_map(|ending| form.strip_suffix(ending)).filter(|stem| stem.len() > 2);
        stems.map(|stem| self.others.lists(hash(stem))).find(|&class| class > 0).unwrap_or(0)
    }

    /// Notes what an unlisted noun means.
    pub(super) fn mean(&self, form: &str, word: &mut Word) {
        if word.source < Source::Listed && form.starts_with(char::is_uppercase) {
            match self.meaning_of_form(form) {
                0 => {}
                class => word.meaning = class,
            }
        }
    }

    /// The entries of the table that `form` can belong to as a noun.
    fn nouns(&self, form: &str) -> Vec<u32> {
        let mut found = Vec::new();
        self.table.visit(form.as_bytes(), false, |entry, reading| {
            if reading.classes.has(Classes::NOUN) && !reading.classes.has(Classes::NAME) {
                found.push(self.table.number(entry));
            }
        });
        found
    }
}

/// Packs words with their classes for a table: a byte an entry of the table, then the others as lists ([`gazetteer::pack`]).
pub fn pack(table: &[u8], words: &[(&str, u8)]) -> Result<Vec<u8>, Error> {
    let lexicon = Lexicon::parse(table)?;
    let mut bytes = vec![0; lexicon.table.entries.len()];
    for &(word, class) in words.iter().filter(|(word, _)| word.starts_with(char::is_uppercase)) {
        for entry in lexicon.nouns(word) {
            let known = &mut bytes[entry as usize];
            *known = if *known == 0 { class } else { *known };
        }
    }
    let nothing = gazetteer::pack([]);
    let nouns = Lexicon::parse(table)?.with_meanings(&[bytes.as_slice(), &nothing].concat())?;
    let others = words.iter().filter(|&&(word, class)| nouns.find(word).meaning != class);
    bytes.extend(gazetteer::pack(others.copied()));
    Ok(bytes)
}
