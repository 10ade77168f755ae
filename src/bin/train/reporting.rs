//! Counts reporting words: how often a lemma is the cue of a quotation.

use crate::align::{Aligned, read};
use crate::corpora::Article;
use std::collections::HashMap;
use std::fmt::Write;
use wortlaut::Models;
use wortlaut::lexicon::UNKNOWN_LEMMA;

/// Words of this many occurrences as a cue are kept.
const FEWEST: u32 = 2;

/// The list `models/reporting.tsv`.
pub fn list(articles: &[Article], models: &Models) -> String {
    let mut seen: HashMap<String, (u32, u32)> = HashMap::new();
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
                    let lemma = reading.tags[at].lemma.filter(|&lemma| lemma != UNKNOWN_LEMMA);
                    let lemma = lemma.map_or_else(|| word.to_lowercase(), |lemma| models.lexicon.lemma_text(lemma));
                    let count = seen.entry(lemma).or_default();
                    count.0 += u32::from(is_cue);
                    count.1 += 1;
                }
            }
        });
    }
    let mut rows: Vec<(String, u8)> = seen
        .into_iter()
        .filter(|(_, (cues, _))| *cues >= FEWEST)
        .filter_map(|(word, (cues, all))| {
            let share = f64::from(cues) / f64::from(all);
            let degree = if share >= 0.5 {
                3
            } else if share >= 0.15 {
                2
            } else if share >= 0.03 {
                1
            } else {
                return None;
            };
            Some((word, degree))
        })
        .collect();
    rows.sort();
    let mut out = String::from(
        "# Reporting words: lemma of a verb, else the lower-case word; 3 mostly, 2 often, 1 seldom the cue of a quotation.\n\
         # Counted by `train reporting` over quotes/train.jsonl and written/train.jsonl (annotation CC BY 4.0).\n",
    );
    for (word, degree) in rows {
        let _ = writeln!(out, "{word}\t{degree}");
    }
    out
}
