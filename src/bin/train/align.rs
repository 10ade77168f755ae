//! Lays an annotated article over the crate's own reading of it.

use crate::corpora::{Article, Range, byte_offsets};
use wortlaut::analysis::QuoteKind;
use wortlaut::clean::{self, Clean};
use wortlaut::entities::{self, Entity};
use wortlaut::reading::Reading;
use wortlaut::{Models, Options, names, tagging, tokens};

/// Reads an article with the early stages and hands everything to `then`.
pub fn read<R>(text: &str, models: &Models, then: impl FnOnce(&Reading, &[Entity]) -> R) -> R {
    let clean: Clean = clean::clean(text, &Options::default());
    let tokens = tokens::split(&clean);
    let tagging = tagging::read(&clean, &tokens, models);
    let reading = Reading::new(&clean, &tokens, &tagging);
    let names = names::find(&reading, models);
    let entities = entities::gather(&reading, &names, models);
    then(&reading, &entities)
}

/// Maps the corpus' code points to token runs of one reading.
pub struct Aligned {
    bytes: Vec<usize>,
    /// Bytes of the pasted text, token by token.
    tokens: Vec<(usize, usize)>,
}

impl Aligned {
    pub fn new(article: &Article, reading: &Reading) -> Aligned {
        let tokens = reading.tokens.iter().map(|token| {
            let span = reading.clean.original(token.span());
            (span.start as usize, span.end as usize)
        });
        Aligned { bytes: byte_offsets(&article.text), tokens: tokens.collect() }
    }

    /// The tokens that a range of code points overlaps; nothing where it overlaps none.
    pub fn run(&self, (start, end): Range) -> Option<std::ops::Range<usize>> {
        let (start, end) = (self.bytes[start], self.bytes[end]);
        let first = self.tokens.partition_point(|token| token.1 <= start);
        let behind = self.tokens.partition_point(|token| token.0 < end);
        (first < behind).then_some(first..behind)
    }

    /// The same for several ranges.
    pub fn runs(&self, ranges: &[Range]) -> Vec<std::ops::Range<usize>> {
        ranges.iter().filter_map(|&range| self.run(range)).collect()
    }
}

/// The type as the corpora spell it.
pub fn kind(name: &str) -> QuoteKind {
    match name {
        "Direct" => QuoteKind::Direct,
        "Indirect" => QuoteKind::Indirect,
        "Reported" => QuoteKind::Reported,
        "FreeIndirect" => QuoteKind::FreeIndirect,
        _ => QuoteKind::IndirectFreeIndirect,
    }
}
