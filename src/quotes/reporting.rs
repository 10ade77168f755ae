//! Reporting words: how often a lemma introduces a quotation, counted from the training articles.

use crate::error::Error;
use crate::model::hash;

/// The list, by hash.
#[derive(Clone, Debug, Default)]
pub struct Reporting {
    /// Sorted hashes of lemma or lower-case word, with their degree.
    words: Vec<(u32, u8)>,
}

impl Reporting {
    /// Degree of a word that nearly always reports.
    pub const ALWAYS: u8 = 3;

    /// Reads the list: a word, a tab and its degree a line; lines that begin with `#` are comments.
    ///
    /// # Errors
    /// [`Error::BadModel`] where a line is no such pair.
    pub fn parse(list: &str) -> Result<Reporting, Error> {
        let mut words = Vec::new();
        for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (word, degree) = line.split_once('\t').ok_or(Error::BadModel)?;
            words.push((hash(word), degree.parse().map_err(|_| Error::BadModel)?));
        }
        words.sort_unstable();
        Ok(Reporting { words })
    }

    /// 0 where the word never reports, 1 seldom, 2 often, 3 nearly always; by the lemma, else the lower-case word (hashes).
    pub fn degree(&self, lemma: u32, lower: u32) -> u8 {
        let of = |word: u32| self.words.binary_search_by_key(&word, |&(hash, _)| hash).map_or(0, |at| self.words[at].1);
        of(lemma).max(of(lower))
    }
}
