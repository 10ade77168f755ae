//! The stages from looks to attribution, part by part: what they keep of a token is much, and is let go with its part.
//!
//! A part is read with the blocks around it that its results depend on, so that they are those of the whole text. Each token's
//! late stages look at few sentences around it; only the speakers of the last quotations go on from part to part.

use crate::Error;
use crate::attribution::{Attribution, Decided, attribute_again};
use crate::entities::{Entity, Index};
use crate::looks::{self, Looks};
use crate::marks::{self, Marked};
use crate::memory::Memory;
use crate::models::Models;
use crate::quotes::{self, Quotations};
use crate::reading::Reading;
use crate::tokens::Sentence;
use crate::{frames, tagging};
use std::ops::Range;

/// Fewest tokens of a part; longer than most articles.
pub const LEAST_TOKENS: usize = 8192;

/// Looks, frames, quotes, attribution.
const STAGES: usize = 4;

/// Sentences before a part in which speakers are looked for, one of them for its neighbour.
const SENTENCES_BEFORE: usize = 9;
/// Sentences behind it.
const SENTENCES_BEHIND: usize = 4;
/// Blocks on either side whose frames and labels show in features.
const BLOCKS: usize = 4;
/// Sentences around a block that its own features look at.
const CONTEXT: usize = 3;

/// Finds quotations with their speakers; parts have at least so many tokens. `check` is asked as often as there are stages:
/// after each of them where the text is one part, else after as large a share of the work.
///
/// # Errors
/// What `check` answers.
#[inline(never)]
pub fn read(
    reading: &Reading,
    entities: &[Entity],
    models: &Models,
    least: usize,
    memory: &mut Memory,
    check: &dyn Fn() -> Result<(), Error>,
) -> Result<(Quotations, Vec<Attribution>), Error> {
    let entities = Index::new(entities);
    let parts = Parts::new(reading);
    let (mut found, mut attributions) = (Quotations::default(), Vec::new());
    let mut decided = Decided::default();
    let mut asked = 0;
    let mut done = |work: usize| {
        while asked < STAGES && (asked + 1) * reading.tokens.len() <= work {
            asked += 1;
            check()?;
        }
        Ok(())
    };
    let mut start = 0;
    while start < parts.blocks.len() {
        let end = parts.end(start, least);
        let (before, tokens) = (STAGES * parts.token(start), parts.token(end) - parts.token(start));
        let part = parts.around(start..end);
        let looks = part.looks(&entities, models, memory);
        done(before + tokens)?;
        let frames = frames::find_again(&looks, models, memory);
        done(before + 2 * tokens)?;
        let mut here = quotes::find_again(&looks, &frames, models, memory);
        part.keep(&mut here);
        done(before + 3 * tokens)?;
        decided.go_on(-(part.tokens.start as isize), -(part.sentences.start as i64));
        let mut speakers = attribute_again(&looks, &frames, &part.index(&entities), &here.quotes, models, &mut decided, memory);
        done(before + STAGES * tokens)?;
        decided.go_on(part.tokens.start as isize, part.sentences.start as i64);
        part.put_back(&mut here, &mut speakers, found.quotes.len());
        found.quotes.append(&mut here.quotes);
        found.marks.append(&mut here.marks);
        attributions.append(&mut speakers);
        start = end;
    }
    done(usize::MAX)?;
    Ok((found, attributions))
}

/// A text by its blocks.
struct Parts<'a> {
    reading: &'a Reading<'a>,
    pairs: Vec<Marked>,
    /// First sentence of each block (see [`looks::blocks`]).
    blocks: Vec<u32>,
    /// Whether a part may begin with the block: no marks go on into it.
    begins: Vec<bool>,
}

impl<'a> Parts<'a> {
    fn new(reading: &'a Reading<'a>) -> Parts<'a> {
        let pairs = marks::pairs(reading);
        let sentences = reading.sentences;
        let place = |at: usize| (sentences[at].block, sentences[at].tokens.start);
        let blocks: Vec<u32> = looks::blocks(sentences.len(), place).map(|block| block.start as u32).collect();
        let (mut next, mut reached) = (0, 0);
        let begins = |&block: &u32| {
            let start = sentences[block as usize].tokens.start;
            while let Some(pair) = pairs.get(next).filter(|pair| pair.tokens.start < start) {
                reached = reached.max(pair.tokens.end);
                next += 1;
            }
            let goes_on = pairs.get(next).is_some_and(|pair| pair.tokens.start == start && pair.continues.is_some());
            reached <= start && !goes_on
        };
        let begins = blocks.iter().map(begins).collect();
        Parts { reading, pairs, blocks, begins }
    }

    /// First sentence of a block, or behind the last.
    fn sentence(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(self.reading.sentences.len(), |&sentence| sentence as usize)
    }

    /// The block that holds a sentence.
    fn block(&self, sentence: usize) -> usize {
        self.blocks.partition_point(|&start| start as usize <= sentence) - 1
    }

    /// First token of a block, or behind the last.
    fn token(&self, block: usize) -> usize {
        let sentence = self.reading.sentences.get(self.sentence(block));
        sentence.map_or(self.reading.tokens.len(), |sentence| sentence.tokens.start)
    }

    /// The block behind the part that begins at block `start`: large beside what is read around it, so that all takes linear time.
    fn end(&self, start: usize, least: usize) -> usize {
        let begin = self.token(start);
        let before = begin - self.token(self.before(start));
        let least = begin + least.max(4 * before);
        (start + 1..self.blocks.len())
            .find(|&block| self.begins[block] && self.token(block) >= least)
            .unwrap_or(self.blocks.len())
    }

    /// The first block that a part which begins at `start` depends on.
    fn before(&self, start: usize) -> usize {
        let far = self.block(self.sentence(start).saturating_sub(SENTENCES_BEFORE));
        let framed = far.min(start.saturating_sub(BLOCKS));
        self.block(self.sentence(framed).saturating_sub(CONTEXT))
    }

    /// The block behind the last that a part which ends before `end` depends on.
    fn behind(&self, end: usize) -> usize {
        let last = self.reading.sentences.len() - 1;
        let far = self.block((self.sentence(end) + SENTENCES_BEHIND).min(last)) + 1;
        let framed = far.max((end + BLOCKS).min(self.blocks.len()));
        self.block((self.sentence(framed) + CONTEXT).min(last)) + 1
    }

    /// A part of these blocks with what is around.
    fn around(&self, blocks: Range<usize>) -> Part<'a> {
        let (from, to) = (self.before(blocks.start), self.behind(blocks.end));
        let (sentences, tokens) = (self.sentence(from)..self.sentence(to), self.token(from)..self.token(to));
        let (before, behind) = ((self.token(blocks.start) - tokens.start), (self.token(blocks.end) - tokens.start));
        let first = self.pairs.partition_point(|pair| pair.tokens.start < tokens.start);
        let last = self.pairs.partition_point(|pair| pair.tokens.start < tokens.end);
        let moved = |pair: &Marked| Marked {
            tokens: pair.tokens.start - tokens.start..pair.tokens.end.min(tokens.end) - tokens.start,
            continues: pair.continues.and_then(|before| before.checked_sub(first)),
            ..*pair
        };
        let pairs = self.pairs[first..last].iter().map(moved).collect();
        Part { reading: self.reading, sentences, tokens, own: before..behind, pairs }
    }
}

/// A part of the text with what is around it.
struct Part<'a> {
    reading: &'a Reading<'a>,
    /// What is read, in sentences of the text.
    sentences: Range<usize>,
    /// The same in tokens of the text.
    tokens: Range<usize>,
    /// What is kept, in tokens of the part.
    own: Range<usize>,
    pairs: Vec<Marked>,
}

impl Part<'_> {
    /// The mentions in the part.
    fn index(&self, entities: &Index) -> Index {
        entities.part(&self.tokens)
    }

    /// What the models see of the part.
    fn looks(&self, entities: &Index, models: &Models, memory: &mut Memory) -> Looks {
        let Range { start, end } = self.tokens;
        let reading = self.reading;
        let sentence =
            |sentence: &Sentence| Sentence { tokens: sentence.tokens.start - start..sentence.tokens.end - start, ..*sentence };
        let sentences: Vec<Sentence> = reading.sentences[self.sentences.clone()].iter().map(sentence).collect();
        let phrases = within(reading.phrases, &self.tokens, |phrase| phrase.tokens.start);
        let clauses = within(reading.clauses, &self.tokens, |clause| clause.tokens.start);
        let moved = tagging::Tagging {
            tags: Vec::new(),
            phrases: reading.phrases[phrases.clone()].iter().map(|phrase| phrase.clone().moved_back(start)).collect(),
            clauses: reading.clauses[clauses].iter().map(|clause| clause.clone().moved_back(start, phrases.start)).collect(),
        };
        let part = Reading {
            clean: reading.clean,
            tokens: &reading.tokens[start..end],
            sentences: &sentences,
            tags: &reading.tags[start..end],
            phrases: &moved.phrases,
            clauses: &moved.clauses,
        };
        Looks::again(&part, self.pairs.clone(), &self.index(entities), models, memory)
    }

    /// Drops what was found around the part.
    fn keep(&self, found: &mut Quotations) {
        let own = |at: usize| self.own.contains(&at);
        let first = found.quotes.partition_point(|quote| quote.extent().start < self.own.start);
        found.quotes.retain(|quote| own(quote.extent().start));
        for quote in &mut found.quotes {
            quote.inside = quote.inside.and_then(|outer| outer.checked_sub(first));
        }
        found.marks.retain(|(tokens, _)| own(tokens.start));
    }

    /// Counts from the text's first token and quotation.
    fn put_back(&self, found: &mut Quotations, attributions: &mut [Attribution], quotes: usize) {
        let put = |runs: &mut [Range<usize>]| runs.iter_mut().for_each(|run| self.put(run));
        for quote in &mut found.quotes {
            put(&mut quote.pieces);
            quote.inside = quote.inside.map(|outer| outer + quotes);
            quote.trigger = quote.trigger.map(|at| at + self.tokens.start);
        }
        found.marks.iter_mut().for_each(|(tokens, _)| self.put(tokens));
        for found in attributions {
            [&mut found.speaker, &mut found.cue, &mut found.frame, &mut found.addressee].into_iter().for_each(|runs| put(runs));
            found.why.iter_mut().for_each(|(_, tokens)| self.put(tokens));
        }
    }

    fn put(&self, run: &mut Range<usize>) {
        *run = run.start + self.tokens.start..run.end + self.tokens.start;
    }
}

/// Which items begin within `tokens`.
fn within<T>(items: &[T], tokens: &Range<usize>, start: impl Fn(&T) -> usize) -> Range<usize> {
    let at = |token: usize| items.partition_point(|item| start(item) < token);
    at(tokens.start)..at(tokens.end)
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;
    use crate::{Options, clean, entities, names, tokens};
    use std::fs;

    #[test]
    fn parts_of_any_size_give_what_the_whole_gives() {
        let texts = fs::read_dir("tests/articles").unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
        let mut texts: Vec<String> = texts.collect();
        texts.sort();
        texts.push(texts.join("\n\n"));
        // a block without end, speech over many paragraphs, and blocks of a word
        texts.push(texts[0].replace('\n', " ").repeat(12));
        texts.push(format!("{}.“ Das sagte Muster.\n\n{}", "„Gut so\n\n".repeat(40), texts[1]));
        texts.push(texts[1].split(' ').collect::<Vec<_>>().join("\n"));
        let models = Models::embedded();
        for text in &texts {
            let clean = clean::clean(text, &Options::default());
            let tokens = tokens::split(&clean);
            let tagging = tagging::read(&clean, &tokens, models);
            let reading = Reading::new(&clean, &tokens, &tagging);
            let entities = entities::gather(&reading, &names::find(&reading, models), models);
            let asked = std::cell::Cell::new(0);
            let check = || {
                asked.set(asked.get() + 1);
                Ok(())
            };
            let found = |least| {
                let found = read(&reading, &entities, models, least, &mut Memory::default(), &check).unwrap();
                assert_eq!(asked.replace(0), STAGES, "whoever counts the questions knows the stage");
                found
            };
            let whole = found(usize::MAX / 8);
            for least in [0, 100, 1000] {
                assert!(found(least) == whole, "parts of {least} tokens of {}", &text[..text.floor_char_boundary(80)]);
            }
        }
    }
}
