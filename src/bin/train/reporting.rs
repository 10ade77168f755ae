//! Counts reporting words: how often a lemma is the cue of a quotation.

use crate::align::{Aligned, read};
use crate::corpora::Article;
use crate::names::{FOLDS, fold_of};
use std::collections::HashMap;
use std::fmt::Write;
use wortlaut::Models;
use wortlaut::lexicon::UNKNOWN_LEMMA;

/// Words of this many occurrences as a cue are kept.
const FEWEST: u32 = 2;

/// How often a word is a cue, and how often it stands at all.
type Count = (u32, u32);

/// Words of the articles with their counts in each fold.
pub struct Counts {
    words: HashMap<String, [Count; FOLDS]>,
}

impl Counts {
    /// Reads the articles.
    pub fn new(articles: &[Article], models: &Models) -> Counts {
        let mut words: HashMap<String, [Count; FOLDS]> = HashMap::new();
        for article in articles {
            read(&article.text, models, |reading, _| {
                let aligned = Aligned::new(article, reading);
                let mut cue = vec![false; reading.tokens.len()];
                for quote in &article.quotes {
                    aligned.runs(&quote.cue).into_iter().flatten().for_each(|at| cue[at] = true);
                }
                for (at, &is_cue) in cue.iter().enumerate() {
                    let word = reading.word(at);
                    if word.chars().all(|c| c.is_alphabetic() || c == '-') {
                        let lemma = reading.tags[at].lemma.get().filter(|&lemma| lemma != UNKNOWN_LEMMA);
                        let lemma = lemma.map_or_else(|| word.to_lowercase(), |lemma| models.lexicon.lemma_text(lemma));
                        let count = &mut words.entry(lemma).or_default()[fold_of(&article.id)];
                        count.0 += u32::from(is_cue);
                        count.1 += 1;
                    }
                }
            });
        }
        Counts { words }
    }

    /// The list `models/reporting.tsv`, of all articles or `without` those of one fold.
    pub fn list(&self, without: Option<usize>) -> String {
        let sum = |counts: &[Count; FOLDS]| {
            let counts = counts.iter().enumerate().filter(|(fold, _)| Some(*fold) != without);
            counts.fold((0, 0), |sum, (_, count)| (sum.0 + count.0, sum.1 + count.1))
        };
        let mut rows: Vec<(&str, u8)> = (self.words.iter())
            .map(|(word, counts)| (word.as_str(), sum(counts)))
            .filter(|(_, (cues, _))| *cues >= FEWEST)
            .filter_map(|(word, (cues, all))| {
                let degree = match f64::from(cues) / f64::from(all) {
                    share if share >= 0.5 => 3,
                    share if share >= 0.15 => 2,
                    share if share >= 0.03 => 1,
                    _ => return None,
                };
                Some((word, degree))
            })
            .collect();
        rows.sort_unstable();
        let mut out = String::from(
            "# Reporting words: lemma of a verb, else the lower-case word; 3 mostly, 2 often, 1 seldom the cue of a quotation.\n\
             # Counted by `train reporting` over quotes/train.jsonl and written/train.jsonl (annotation CC BY 4.0).\n",
        );
        for (word, degree) in rows {
            let _ = writeln!(out, "{word}\t{degree}");
        }
        out
    }
}
