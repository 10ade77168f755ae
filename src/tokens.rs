//! Lossless tokens and sentences.
//!
//! Tokens and the white space between them cover the text: joining them gives the text back.

mod point;
mod scan;
mod sentences;
mod words;

use crate::clean::Clean;
use crate::memory::{Key, Memory};
use crate::span::Span;
use std::ops::Range;

/// One token of the cleaned text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the cleaned text.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
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
    fn new(tokens: Range<usize>, block: usize, all: &[Token], text: &str) -> Sentence {
        let mut key = Key::default();
        let own = &all[tokens.clone()];
        if let (Some(first), Some(last)) = (own.first(), own.last()) {
            let base = first.span.start;
            key.add_text(first.span.join(last.span).of(text));
            for Token { span, kind } in own {
                key.add(u64::from(span.start - base) << 32 | u64::from(span.end - base) << 2 | *kind as u64);
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

/// Splits the blocks of the cleaned text into tokens and sentences.
pub fn split(clean: &Clean) -> Tokens {
    split_again(clean, &mut Memory::default())
}

/// [`split`], as far as `memory` does not know the blocks.
#[inline(never)]
pub fn split_again(clean: &Clean, memory: &mut Memory) -> Tokens {
    let mut out = Tokens::default();
    // nearly all at once: a list that grows leaves its former places behind, in wasm for good
    out.tokens.reserve(clean.text.len() / BYTES_A_TOKEN);
    for (block, place) in clean.blocks.iter().enumerate().filter(|(_, place)| place.why.is_none()) {
        let text = place.span.of(&clean.text);
        let lead = place.body().start - place.span.start;
        let mut key = Key::default();
        key.add_text(text);
        key.add(u64::from(lead));
        let found = memory.tokens.get(key, || split_block(text, lead));
        let (base, first) = (place.span.start, out.tokens.len());
        let moved = |&Token { span, kind }: &Token| Token { span: Span { start: base + span.start, end: base + span.end }, kind };
        out.tokens.extend(found.tokens.iter().map(moved));
        out.sentences.extend(found.sentences.iter().map(|sentence| Sentence {
            tokens: first + sentence.tokens.start..first + sentence.tokens.end,
            block,
            key: sentence.key,
        }));
    }
    out.tokens.shrink_to_fit();
    out
}

/// Tokens and sentences of one block, counted from its first byte and token; what leads it in has so many bytes.
fn split_block(text: &str, lead: u32) -> Tokens {
    let mut out = Tokens::default();
    let mut stops = Vec::new();
    scan::Scanner::new(text, 0, &mut out.tokens, &mut stops).run();
    // a speaker label or a dateline is a sentence of its own
    let lead = out.tokens.partition_point(|token| token.span.start < lead);
    let ends = sentences::Block { text, tokens: &out.tokens[lead..], stops: &stops[lead..] }.ends();
    let mut start = 0;
    for end in (lead > 0).then_some(0).into_iter().chain(ends) {
        out.sentences.push(Sentence::new(start..lead + end, 0, &out.tokens, text));
        start = lead + end;
    }
    out
}
