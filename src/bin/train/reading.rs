//! Measures the early stages: sentence boundaries, token boundaries under the annotation, clutter.
//!
//! `train measure-reading CORPORA [errors]`; with `errors` every difference is printed.

use crate::corpora::{self, Article, Range, byte_offsets};
use std::collections::HashSet;
use std::path::Path;
use wortlaut::clean::{Clean, clean};
use wortlaut::tokens::{Tokens, split};
use wortlaut::{Options, Span};

/// Hits, false alarms and misses.
#[derive(Default)]
struct Counts {
    hits: usize,
    extra: usize,
    missed: usize,
}

impl Counts {
    fn f1(&self) -> f64 {
        2.0 * self.hits as f64 / (2 * self.hits + self.extra + self.missed).max(1) as f64
    }
}

/// Prints all figures.
pub fn measure(corpora: &Path, errors: bool) -> Result<(), String> {
    let gold = corpora::news(corpora, "gold-dev")?;
    let train = corpora::news(corpora, "train")?;
    let written = corpora::written(corpora)?;
    sentences(&gold, errors);
    for (name, articles) in [("quotes/gold-dev", &gold), ("quotes/train", &train), ("written", &written)] {
        annotation(name, articles, errors);
    }
    Ok(())
}

fn read(text: &str) -> (Clean<'_>, Tokens) {
    let clean = clean(text, &Options::default());
    let tokens = split(&clean);
    (clean, tokens)
}

/// Byte span in the pasted text of a range of code points.
fn bytes(offsets: &[usize], (start, end): Range) -> Span {
    Span::new(offsets[start], offsets[end])
}

/// Beginnings of sentences, the first of each article left out.
fn sentences(gold: &[Article], errors: bool) {
    let mut counts = Counts::default();
    for article in gold {
        let offsets = byte_offsets(&article.text);
        let (clean, tokens) = read(&article.text);
        let right: HashSet<u32> =
            article.sentences.iter().skip(1).map(|&(first, _)| offsets[article.tokens[first].0] as u32).collect();
        let found: HashSet<u32> = tokens
            .sentences
            .iter()
            .skip(1)
            .map(|sentence| clean.original(tokens.tokens[sentence.tokens.start].span).start)
            .collect();
        counts.hits += right.intersection(&found).count();
        counts.extra += found.difference(&right).count();
        counts.missed += right.difference(&found).count();
        let mut wrong: Vec<u32> = right.symmetric_difference(&found).copied().collect();
        wrong.sort_unstable();
        for at in wrong.into_iter().filter(|_| errors) {
            let (before, behind) = article.text.split_at(at as usize);
            let tail = before.chars().count().saturating_sub(50);
            let before: String = before.chars().skip(tail).collect();
            let behind: String = behind.chars().take(40).collect();
            println!("  {} {} {before:?} | {behind:?}", article.id, if right.contains(&at) { "missed" } else { "extra " });
        }
    }
    println!(
        "sentences  quotes/gold-dev: F1 {:.4} ({} hits, {} extra, {} missed)",
        counts.f1(),
        counts.hits,
        counts.extra,
        counts.missed
    );
}

/// How many ends of annotated stretches fall inside a token, and how many tokens agree.
fn annotation(name: &str, articles: &[Article], errors: bool) {
    let (mut ends, mut inside, mut outside) = (0, 0, 0);
    let mut same = Counts::default();
    for article in articles {
        let offsets = byte_offsets(&article.text);
        let (clean, tokens) = read(&article.text);
        let spans: Vec<Span> = tokens.tokens.iter().map(|token| clean.original(token.span)).collect();
        let quotes = article.quotes.iter();
        let quotes = quotes
            .flat_map(|quote| [&quote.quote, &quote.speaker, &quote.cue, &quote.frame, &quote.addressee].into_iter().flatten());
        let mentions = article.entities.iter().flat_map(|entity| &entity.mentions);
        let ranges: HashSet<Range> = quotes.chain(mentions).copied().collect();
        let mut ranges: Vec<Range> = ranges.into_iter().collect();
        ranges.sort_unstable();
        for range in ranges {
            let span = bytes(&offsets, range);
            for at in [span.start, span.end] {
                ends += 1;
                let next = spans.partition_point(|span| span.end <= at);
                if spans.get(next).is_some_and(|span| span.start < at) {
                    inside += 1;
                    if errors {
                        println!(
                            "  {} inside a token: {:?} {:?}",
                            article.id,
                            span.of(&article.text),
                            spans[next].of(&article.text)
                        );
                    }
                }
            }
            let next = spans.partition_point(|token| token.end <= span.start);
            outside += usize::from(spans.get(next).is_none_or(|token| token.start >= span.end));
        }
        let found: HashSet<Span> = spans.into_iter().collect();
        let right: HashSet<Span> = article.tokens.iter().map(|&range| bytes(&offsets, range)).collect();
        same.hits += right.intersection(&found).count();
        same.extra += found.difference(&right).count();
        same.missed += right.difference(&found).count();
    }
    println!(
        "tokens     {name}: F1 {:.4} against its tokens; of {ends} ends of annotation {inside} fall inside a token, {outside} stretches have none",
        same.f1()
    );
}
