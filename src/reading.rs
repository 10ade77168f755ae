//! What the early stages know of one text, as the later stages read it.

use crate::clean::Clean;
use crate::span::Span;
use crate::tagging::{Clause, Phrase, Tag, Tagging};
use crate::tokens::{Sentence, Token, Tokens};
use std::ops::Range;

/// A cleaned text with its tokens, sentences and tags.
pub struct Reading<'a> {
    /// The cleaned text and its blocks.
    pub clean: &'a Clean<'a>,
    /// Every token outside clutter, in order.
    pub tokens: &'a [Token],
    /// Every sentence, in order.
    pub sentences: &'a [Sentence],
    /// One tag a token.
    pub tags: &'a [Tag],
    /// Flat noun phrases, in order.
    pub phrases: &'a [Phrase],
    /// Clauses, in order; every token belongs to exactly one.
    pub clauses: &'a [Clause],
}

impl<'a> Reading<'a> {
    /// Puts the results of the early stages together.
    pub fn new(clean: &'a Clean<'a>, tokens: &'a Tokens, tagging: &'a Tagging) -> Reading<'a> {
        debug_assert_eq!(tokens.tokens.len(), tagging.tags.len());
        let Tagging { tags, phrases, clauses } = tagging;
        Reading { tags, phrases, clauses, ..Reading::untagged(clean, tokens) }
    }

    /// A text's words alone.
    pub fn untagged(clean: &'a Clean<'a>, tokens: &'a Tokens) -> Reading<'a> {
        Reading { clean, tokens: &tokens.tokens, sentences: &tokens.sentences, tags: &[], phrases: &[], clauses: &[] }
    }

    /// The words of token `index`.
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens[index].span().of(&self.clean.text)
    }

    /// Bytes from the first to the last of `tokens` (not empty).
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        self.tokens[tokens.start].span().join(self.tokens[tokens.end - 1].span())
    }

    /// The words from the first to the last of `tokens` (not empty), with the white space between them.
    pub fn words(&self, tokens: &Range<usize>) -> &'a str {
        self.span(tokens).of(&self.clean.text)
    }
}
