//! Lossless tokens and sentences.
//!
//! Tokens and the white space between them cover the text: joining them gives the text back.

mod point;
mod scan;
mod sentences;
mod words;

use crate::clean::Clean;
use crate::memory::{Change, Key, Read, replace};
use crate::span::Span;
use std::ops::Range;

/// One token of the cleaned text, in as little room as there is: a long text has many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    start: u32,
    /// Four times its bytes, and the number of its kind.
    rest: u32,
}

impl Token {
    /// What stands between two bytes.
    pub fn new(span: Span, kind: TokenKind) -> Token {
        Token { start: span.start, rest: (span.end - span.start) << 2 | kind as u32 }
    }

    /// Bytes of the cleaned text.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.start + (self.rest >> 2) }
    }

    /// What it is made of.
    pub fn kind(self) -> TokenKind {
        TokenKind::ALL[self.rest as usize & 3]
    }

    /// The same token so many bytes further behind.
    fn moved(self, by: u32) -> Token {
        Token { start: self.start.wrapping_add(by), ..self }
    }
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes and abbreviation points; addresses ("ver.di", "https://…", "#tag").
    Word,
    /// Digits, with inner points, commas and colons; ordinals with their point.
    Number,
    /// A quotation mark of any style.
    QuoteMark,
    /// Any other mark or symbol.
    Punctuation,
}

impl TokenKind {
    const ALL: [TokenKind; 4] = [TokenKind::Word, TokenKind::Number, TokenKind::QuoteMark, TokenKind::Punctuation];
}

/// A sentence: a run of tokens of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// Index of its block.
    pub block: usize,
    /// Hash of its words and the white space between them.
    pub key: Key,
}

impl Sentence {
    /// The same sentence so many tokens further behind.
    fn moved(self, by: usize) -> Sentence {
        Sentence { tokens: self.tokens.start.wrapping_add(by)..self.tokens.end.wrapping_add(by), ..self }
    }

    fn new(tokens: Range<usize>, block: usize, all: &[Token], text: &str) -> Sentence {
        let mut key = Key::default();
        let own = &all[tokens.clone()];
        if let (Some(first), Some(last)) = (own.first(), own.last()) {
            let base = first.span().start;
            key.add_text(first.span().join(last.span()).of(text));
            for token in own {
                let span = token.span();
                key.add(u64::from(span.start - base) << 32 | u64::from(span.end - base) << 2 | token.kind() as u64);
            }
        }
        Sentence { tokens, block, key }
    }
}

/// Tokens and sentences of all blocks that are not clutter.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// In order of the text.
    pub tokens: Vec<Token>,
    /// In order; every token belongs to exactly one.
    pub sentences: Vec<Sentence>,
}

/// Bytes of text for a token, white space included; German has more.
const BYTES_A_TOKEN: usize = 5;

/// A block that was split.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Split {
    /// Hash of its words and of where its text proper begins.
    key: Key,
    /// Its first byte, first token and first sentence.
    start: u32,
    token: usize,
    sentence: usize,
}

/// Splits the blocks of the cleaned text into tokens and sentences.
pub fn split(clean: &Clean) -> Tokens {
    let mut read = Read::default();
    split_again(clean, &mut read);
    read.tokens
}

/// [`split`], as far as `read` does not hold the blocks: those between the first and the last that changed are split anew.
#[inline(never)]
pub fn split_again(clean: &Clean, read: &mut Read) -> Change {
    let Read { splits, tokens: Tokens { tokens, sentences }, tagging } = read;
    let (all, all_sentences) = (tokens.len(), sentences.len());
    let before = std::mem::take(splits);
    let blocks = || clean.blocks.iter().enumerate().filter(|(_, block)| block.why.is_none());
    splits.extend(blocks().map(|(_, block)| {
        let mut key = Key::of(block.span.of(&clean.text));
        key.add(u64::from(block.body().start - block.span.start));
        Split { key, start: block.span.start, token: 0, sentence: 0 }
    }));
    let same = |(a, b): &(&Split, &Split)| a.key == b.key;
    let front = before.iter().zip(&*splits).take_while(same).count();
    let rest = before.len().min(splits.len()) - front;
    let back = before.iter().rev().zip(splits.iter().rev()).take(rest).take_while(same).count();
    let (old, new) = (front..before.len() - back, front..splits.len() - back);
    let token = |at: usize| before.get(at).map_or(all, |split| split.token);
    let sentence = |at: usize| before.get(at).map_or(all_sentences, |split| split.sentence);
    let mut change = Change { tokens: token(old.start)..token(old.end), ..Change::default() };
    let gone = sentence(old.start)..sentence(old.end);
    // what is new
    let mut come = Tokens::default();
    if all == 0 {
        // nearly all at once: a list that grows leaves its former places behind, in wasm for good
        come.tokens.reserve(clean.text.len() / BYTES_A_TOKEN);
    }
    for (split, (_, block)) in splits[new.clone()].iter_mut().zip(blocks().skip(front)) {
        (split.token, split.sentence) = (change.tokens.start + come.tokens.len(), gone.start + come.sentences.len());
        let found = split_block(block.span.of(&clean.text), block.body().start - block.span.start);
        come.tokens.extend(found.tokens.into_iter().map(|token| token.moved(split.start)));
        come.sentences.extend(found.sentences.into_iter().map(|sentence| sentence.moved(split.token)));
    }
    if all == 0 {
        come.tokens.shrink_to_fit();
    }
    (change.count, change.sentences) = (come.tokens.len(), gone.start..gone.start + come.sentences.len());
    let (tokens_end, sentences_end) = (change.tokens.end, gone.end);
    replace(tokens, change.tokens.clone(), come.tokens);
    replace(sentences, gone, come.sentences);
    // what stands around it
    for (at, known) in before[..front].iter().enumerate().chain((new.end..).zip(&before[old.end..])) {
        let split = &mut splits[at];
        (split.token, split.sentence) = (known.token, known.sentence);
        if at >= new.end {
            split.token = split.token - tokens_end + change.end();
            split.sentence = split.sentence - sentences_end + change.sentences.end;
        }
    }
    let ends: Vec<(usize, usize)> = splits.iter().skip(1).map(|split| (split.token, split.sentence)).collect();
    let ends = ends.into_iter().chain([(tokens.len(), sentences.len())]);
    for (at, ((block, _), (split, end))) in blocks().zip(splits.iter().zip(ends)).enumerate() {
        let known = if at < front { before.get(at) } else { at.checked_sub(new.end).map(|at| &before[old.end + at]) };
        let known = known.unwrap_or(split);
        if known.start != split.start {
            let by = split.start.wrapping_sub(known.start);
            tokens[split.token..end.0].iter_mut().for_each(|token| *token = token.moved(by));
        }
        for sentence in &mut sentences[split.sentence..end.1] {
            sentence.block = block;
            if known.token != split.token {
                *sentence = sentence.clone().moved(split.token.wrapping_sub(known.token));
            }
        }
    }
    change.tagging = std::mem::take(tagging);
    change.whole = change.tagging.tags.len() != all;
    change
}

/// Tokens and sentences of one block, counted from its first byte and token; what leads it in has so many bytes.
fn split_block(text: &str, lead: u32) -> Tokens {
    let mut out = Tokens::default();
    let mut stops = Vec::new();
    scan::Scanner::new(text, 0, &mut out.tokens, &mut stops).run();
    // a speaker label or a dateline is a sentence of its own
    let lead = out.tokens.partition_point(|token| token.span().start < lead);
    let ends = sentences::Block { text, tokens: &out.tokens[lead..], stops: &stops[lead..] }.ends();
    let mut start = 0;
    for end in (lead > 0).then_some(0).into_iter().chain(ends) {
        out.sentences.push(Sentence::new(start..lead + end, 0, &out.tokens, text));
        start = lead + end;
    }
    out
}
