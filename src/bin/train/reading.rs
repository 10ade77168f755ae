//! Measures the early stages: sentence boundaries, token boundaries under the annotation, clutter.
//!
//! `train measure-reading [errors]`; with `errors` every difference is printed.

use crate::corpora::{self, Article, Range, byte_offsets};
use std::collections::{BTreeMap, HashSet};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
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
    for (name, articles) in [("written", &written), ("quotes/train", &train), ("quotes/gold-dev", &gold)] {
        clutter(name, articles, errors);
    }
    throughput(&[gold, train, written].concat());
    Ok(())
}

/// Prints the blocks of a text with their kinds.
pub fn show(path: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let clean = clean(&text, &Options::default());
    for block in &clean.blocks {
        let lead = block.label.or(block.dateline).map_or("", |lead| lead.of(&clean.text));
        let why = block.why.map(|why| format!("{why:?}")).unwrap_or_default();
        println!("{:<10} {why:<10} [{lead}] {}", format!("{:?}", block.kind), block.body().of(&clean.text).trim_start());
    }
    Ok(())
}

/// Prints the sentences of a text, a blank line between blocks.
pub fn show_sentences(path: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (clean, tokens) = read(&text);
    let mut block = 0;
    for sentence in &tokens.sentences {
        if sentence.block != block {
            println!();
            block = sentence.block;
        }
        let words: Vec<&str> = tokens.tokens[sentence.tokens.clone()].iter().map(|token| token.span().of(&clean.text)).collect();
        println!("{}", words.join(" "));
    }
    Ok(())
}

/// Reads everything, clutter taken up again: the corpora cut sentences and tokens in it, too.
fn read(text: &str) -> (Clean<'_>, Tokens) {
    let clean = clean(text, &Options { keep: vec![Span::new(0, text.len())], ..Options::default() });
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
            .map(|sentence| clean.original(tokens.tokens[sentence.tokens.start].span()).start)
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
        let spans: Vec<Span> = tokens.tokens.iter().map(|token| clean.original(token.span())).collect();
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

/// Clutter found, and blocks of the article lost, by genre.
fn clutter(name: &str, articles: &[Article], errors: bool) {
    #[derive(Default)]
    struct Row {
        marked: usize,
        found: usize,
        blocks: usize,
        lost: usize,
    }
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for article in articles {
        let offsets = byte_offsets(&article.text);
        let clean = clean(&article.text, &Options::default());
        let marked: Vec<(Span, &str)> =
            article.clutter.iter().map(|(start, end, why)| (bytes(&offsets, (*start, *end)), why.as_str())).collect();
        let row = rows.entry(&article.genre).or_default();
        for &(span, why) in &marked {
            let left: Vec<&str> = clean
                .blocks
                .iter()
                .filter(|block| block.why.is_none() && clean.original(block.span).overlaps(span))
                .map(|block| block.span.of(&clean.text))
                .collect();
            row.marked += 1;
            row.found += usize::from(left.is_empty());
            if errors && !left.is_empty() {
                println!("  {} {why} not found: {left:?} of {:?}", article.id, span.of(&article.text));
            }
        }
        for block in &clean.blocks {
            let span = clean.original(block.span);
            if marked.iter().any(|(marked, _)| marked.contains(span)) {
                continue;
            }
            row.blocks += 1;
            if let Some(why) = block.why {
                row.lost += 1;
                if errors {
                    println!("  {} lost as {why:?}: {:?}", article.id, span.of(&article.text));
                }
            }
        }
    }
    let all = rows.values().fold(Row::default(), |all, row| Row {
        marked: all.marked + row.marked,
        found: all.found + row.found,
        blocks: all.blocks + row.blocks,
        lost: all.lost + row.lost,
    });
    for (genre, row) in
        rows.iter().filter(|(genre, _)| !genre.is_empty()).map(|(genre, row)| (*genre, row)).chain([("all", &all)])
    {
        println!(
            "clutter    {name} {genre}: {} of {} found, {} of {} other blocks lost",
            row.found, row.marked, row.lost, row.blocks
        );
    }
}

/// Tokens a second of each stage, beside a bare split at everything that is neither letter nor digit.
fn throughput(articles: &[Article]) {
    const ROUNDS: usize = 5;
    let texts: Vec<&str> = articles.iter().map(|article| article.text.as_str()).collect();
    let options = Options::default();
    let cleaned: Vec<Clean> = texts.iter().map(|text| clean(text, &options)).collect();
    let count: usize = cleaned.iter().map(|clean| split(clean).tokens.len()).sum();
    let rate = |work: &dyn Fn()| {
        let best = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        });
        count as f64 / best.fold(f64::INFINITY, f64::min) / 1e6
    };
    let bare = rate(&|| {
        let words = texts.iter().map(|text| text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count());
        black_box(words.sum::<usize>());
    });
    let cleaning = rate(&|| texts.iter().for_each(|text| drop(black_box(clean(text, &options)))));
    let splitting = rate(&|| cleaned.iter().for_each(|clean| drop(black_box(split(clean)))));
    println!("speed      clean {cleaning:.1}, tokens {splitting:.1}, bare word split {bare:.1} million tokens a second");
}
