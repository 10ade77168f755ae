//! The stages from looks to attribution, part by part: what they keep of a token is much, and is let go with its part.
//!
//! A part is read with the blocks around it that its results depend on, so that they are those of the whole text. Each token's
//! late stages look at few sentences around it; only the speakers of the last quotations go on from part to part. A part that
//! an edit leaves alone is not read again.

use crate::Error;
use crate::analysis::MarkKind;
use crate::attribution::{Attribution, Decided, attribute_again};
use crate::entities::{Entity, Index};
use crate::looks::{self, Looks};
use crate::marks::{self, Marked};
use crate::memory::{Key, Memory};
use crate::models::Models;
use crate::quotes::{self, Quotation, Quotations};
use crate::reading::Reading;
use crate::tokens::Sentence;
use crate::{frames, tagging};
use std::ops::Range;

/// Fewest tokens of a part; longer than most articles.
pub const LEAST_TOKENS: usize = 6144;
/// The same where somebody types: less is read again.
pub const LEAST_TOKENS_REMEMBERED: usize = 1024;
/// Of so many blocks with which a part may begin, it begins with one, told by its words: so that an edit moves few parts.
const ONE_IN: usize = 8;

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

/// What was found in a part; tokens and sentences count from the first that was read, entities and quotations are the part's own.
#[derive(Debug)]
pub(crate) struct Found {
    quotations: Quotations,
    /// One a quotation.
    attributions: Vec<Attribution>,
    decided: Decided,
}

/// What was found in a text.
pub struct Findings<'m> {
    parts: Vec<Place>,
    memory: &'m Memory,
}

/// Where a part stands in the text.
struct Place {
    /// First token that was read.
    token: usize,
    /// Quotations before it.
    quotes: usize,
    /// The text's numbers of its entities.
    entities: Vec<u32>,
}

/// One quotation of a text.
pub struct Placed<'m> {
    /// In tokens of its part.
    pub quote: &'m Quotation,
    /// In tokens and entities of its part.
    pub attribution: &'m Attribution,
    place: &'m Place,
}

impl Placed<'_> {
    /// Tokens of the text for tokens of the part.
    pub fn tokens(&self, tokens: &Range<usize>) -> Range<usize> {
        self.place.tokens(tokens)
    }

    /// The entity that speaks.
    pub fn entity(&self) -> Option<u32> {
        self.attribution.entity.map(|entity| self.place.entities[entity])
    }

    /// Number of the quotation around it.
    pub fn inside(&self) -> Option<usize> {
        self.quote.inside.map(|outer| outer + self.place.quotes)
    }
}

impl Place {
    fn tokens(&self, tokens: &Range<usize>) -> Range<usize> {
        // in an interview who answers may be named before the part
        tokens.start.wrapping_add(self.token)..tokens.end.wrapping_add(self.token)
    }
}

impl Findings<'_> {
    fn parts(&self) -> impl Iterator<Item = (&Place, &Found)> {
        self.parts.iter().zip(self.memory.parts.all())
    }

    /// Whether they are remembered, as all else of the text.
    pub(crate) fn remembered(&self) -> bool {
        self.memory.remembers()
    }

    /// The quotations in order, with their speakers.
    pub fn quotes(&self) -> impl Iterator<Item = Placed<'_>> {
        self.parts().flat_map(|(place, found)| {
            let both = found.quotations.quotes.iter().zip(&found.attributions);
            both.map(move |(quote, attribution)| Placed { quote, attribution, place })
        })
    }

    /// Marks that quote nobody.
    pub fn marks(&self) -> impl Iterator<Item = (Range<usize>, MarkKind)> {
        self.parts().flat_map(|(place, found)| found.quotations.marks.iter().map(|(tokens, kind)| (place.tokens(tokens), *kind)))
    }
}

/// Finds quotations with their speakers; parts have at least so many tokens. `check` is asked as often as there are stages:
/// after each of them where the text is one part, else after as large a share of the work.
///
/// # Errors
/// What `check` answers.
#[inline(never)]
pub fn read<'m>(
    reading: &Reading,
    entities: &[Entity],
    models: &Models,
    least: usize,
    memory: &'m mut Memory,
    check: &dyn Fn() -> Result<(), Error>,
) -> Result<Findings<'m>, Error> {
    let entities = Index::new(entities);
    let parts = Parts::new(reading);
    let mut places = Vec::new();
    let mut decided = Decided::default();
    let (mut quotes, mut asked) = (0, 0);
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
        let (index, mut numbers) = entities.part(&part.tokens);
        if let Some(entity) = decided.asked().filter(|&entity| !numbers.contains(&(entity as u32))) {
            numbers.push(entity as u32);
        }
        let number = |entity: usize| numbers.iter().position(|&known| known as usize == entity);
        let seen = decided.seen_from(part.tokens.start, part.sentences.start, number);
        let key = part.key(&index, &seen);
        let found = match memory.parts.take(key) {
            Some(found) => found,
            None => part.read(&index, models, seen, memory, &mut |stage| done(before + stage * tokens))?,
        };
        done(before + STAGES * tokens)?;
        let found = memory.parts.keep(key, found);
        decided.go_on(&found.decided, part.tokens.start, part.sentences.start, &numbers);
        places.push(Place { token: part.tokens.start, quotes, entities: numbers });
        quotes += found.attributions.len();
        start = end;
    }
    done(usize::MAX)?;
    Ok(Findings { parts: places, memory })
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
        let least = least.max(4 * before);
        let told = |block: usize| self.reading.sentences[self.sentence(block)].key.place().is_multiple_of(ONE_IN);
        (start + 1..self.blocks.len())
            .find(|&block| {
                let long = self.token(block) - begin;
                self.begins[block] && (long >= 2 * least || long >= least && told(block))
            })
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
    /// Hash of all that its results depend on.
    fn key(&self, entities: &Index, seen: &Decided) -> Key {
        let sentences = &self.reading.sentences[self.sentences.clone()];
        let block = |sentence: &Sentence| &self.reading.clean.blocks[sentence.block];
        let first = sentences.first().map_or(0, |sentence| sentence.block);
        let mut key = entities.key();
        key.join(seen.key());
        key.add_all(&[self.own.start as u32, self.own.end as u32]);
        for sentence in sentences {
            key.join(sentence.key);
            let block = block(sentence);
            let answer = block.answer.map_or(0, |answer| answer as u64 + 1);
            let kind = (block.kind as u64) << 3 | answer << 1 | u64::from(block.label.is_some());
            key.add(((sentence.block - first) as u64) << 8 | kind);
        }
        for Marked { tokens, depth, closed, continues } in &self.pairs {
            let continues = continues.map_or(0, |before| before + 1);
            key.add_all(&[tokens.start, tokens.end, *depth, usize::from(*closed), continues].map(|it| it as u32));
        }
        key
    }

    /// Reads it; `done` is told how many of its stages are.
    fn read(
        &self,
        entities: &Index,
        models: &Models,
        seen: Decided,
        memory: &mut Memory,
        done: &mut dyn FnMut(usize) -> Result<(), Error>,
    ) -> Result<Found, Error> {
        memory.next_part();
        let looks = self.looks(entities, models, memory);
        done(1)?;
        let frames = frames::find_again(&looks, models, memory);
        done(2)?;
        let mut quotations = quotes::find_again(&looks, &frames, models, memory);
        self.keep(&mut quotations);
        done(3)?;
        let (before, mut decided) = (seen.len(), seen);
        let attributions = attribute_again(&looks, &frames, entities, &quotations.quotes, models, &mut decided, memory);
        // many were candidates, few are kept
        quotations.quotes.shrink_to_fit();
        quotations.marks.shrink_to_fit();
        Ok(Found { quotations, attributions, decided: decided.since(before) })
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
        Looks::again(&part, self.pairs.clone(), entities, models, memory)
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
}

/// Which items begin within `tokens`.
fn within<T>(items: &[T], tokens: &Range<usize>, start: impl Fn(&T) -> usize) -> Range<usize> {
    let at = |token: usize| items.partition_point(|item| start(item) < token);
    at(tokens.start)..at(tokens.end)
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;
    use crate::assembly::Assembly;
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
        // an interview whose introduction is far from the last answers
        let turn = "Frau Kranz, wie viele Stufen sind es?\n\nGenau 214. Ich zähle sie noch jeden Morgen.\n\n";
        let turns = "Und wer zählt sie nachts?\n\nDas tut mein Kater, glaube ich.\n\n".repeat(40);
        texts.push(format!("Der Turm\n\nSeit 30 Jahren sperrt Türmerin Hilde Kranz die Kirche auf.\n\n{turn}{turns}"));
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
                let mut memory = Memory::default();
                let found = read(&reading, &entities, models, least, &mut memory, &check).unwrap();
                assert_eq!(asked.replace(0), STAGES, "whoever counts the questions knows the stage");
                Assembly::new(text, &reading, &entities, &found, &Options::default()).analysis()
            };
            let whole = found(usize::MAX / 8);
            for least in [0, 100, 1000] {
                assert!(found(least) == whole, "parts of {least} tokens of {}", &text[..text.floor_char_boundary(80)]);
            }
        }
    }
}
