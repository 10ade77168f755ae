//! Reporting words: how often a lemma introduces a quotation, counted from the training articles, and what it does where it
//! does, from a list of our own: articles to come hold words that no training article has.

use crate::error::Error;
use crate::model::hash;
use crate::order;
use crate::tagging::Pos;

/// The list, by hash.
#[derive(Clone, Debug, Default)]
pub struct Reporting {
    /// Sorted hashes of lemma or lower-case word, with their degree.
    words: Vec<(u32, u8)>,
    /// Sorted hashes of the words of `speech.txt`, with their classes.
    classes: Vec<(u32, u16)>,
}

/// Classes of `speech.txt` in its order, as bits.
const CLASSES: [&str; 10] = ["say", "ask", "urge", "commit", "judge", "call", "think", "show", "words", "source"];

/// Classes of verbs, nouns and other words.
const VERBS: u16 = 0xFF;
const NOUNS: u16 = 0x100;
const OTHERS: u16 = 0x200 | 0x40;

impl Reporting {
    /// Degree of a word that nearly always reports.
    pub const ALWAYS: u8 = 3;
    /// Classes of verbs that commit the speaker or tell what they hold to be so.
    pub const ATTITUDE: u16 = 0x8 | 0x40;
    /// Class of nouns of saying ("Angaben").
    pub const NOUN: u16 = 0x100;
    /// Class of words that join the words of others to a source ("laut").
    pub const SOURCE: u16 = 0x200;

    /// Reads the counted `list` (a word, a tab and its degree a line; lines that begin with `#` are comments) and `speech.txt`.
    ///
    /// # Errors
    /// [`Error::BadModel`] where a line is no such pair.
    pub fn parse(list: &str, speech: &str) -> Result<Reporting, Error> {
        let mut words = Vec::new();
        for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (word, degree) = line.split_once('\t').ok_or(Error::BadModel)?;
            words.push((hash(word), degree.parse().map_err(|_| Error::BadModel)?));
        }
        order::sort_by_key(&mut words, |&(word, degree)| u64::from(word) << 8 | u64::from(degree));
        Ok(Reporting { words, classes: classes(speech) })
    }

    /// 0 where the word never reports, 1 seldom, 2 often, 3 nearly always; by the lemma, else the lower-case word (hashes).
    pub fn degree(&self, lemma: u32, lower: u32) -> u8 {
        let of = |word: u32| self.words.binary_search_by_key(&word, |&(hash, _)| hash).map_or(0, |at| self.words[at].1);
        of(lemma).max(of(lower))
    }

    /// What a word does: bits in the order of `speech.txt`, those that its part of speech allows.
    pub fn classes(&self, lemma: u32, lower: u32, pos: Pos) -> u16 {
        let (word, allowed) = match pos {
            Pos::Verb | Pos::Aux => (lemma, VERBS),
            Pos::Noun | Pos::Propn => (lower, NOUNS),
            _ => (lower, OTHERS),
        };
        self.classes.binary_search_by_key(&word, |&(hash, _)| hash).map_or(0, |at| self.classes[at].1 & allowed)
    }
}

/// Reads `speech.txt`.
fn classes(speech: &str) -> Vec<(u32, u16)> {
    let mut out: Vec<(u32, u16)> = Vec::new();
    for line in speech.lines() {
        let Some((class, words)) = line.split_once(": ") else { continue };
        let Some(bit) = CLASSES.iter().position(|&name| name == class) else { continue };
        out.extend(words.split(' ').map(|word| (hash(word), 1 << bit)));
    }
    order::sort_by_key(&mut out, |&(word, class)| u64::from(word) << 16 | u64::from(class));
    out.dedup_by(|later, kept| {
        later.0 == kept.0 && {
            kept.1 |= later.1;
            true
        }
    });
    out
}
