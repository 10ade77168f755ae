//! From pasted text to blocks: what is headline, paragraph or clutter, with a map back to the pasted text.
//!
//! Later stages read the cleaned text only; [`Clean::original`] maps their spans back, once, at the end.

mod bylines;
mod clutter;
mod interview;
mod kinds;
mod leads;
mod lines;
mod mend;
mod mojibake;
mod phrases;
mod places;
mod pullquotes;
mod shapes;

use crate::Options;
use crate::analysis::{BlockKind, ClutterReason};
use crate::memory::Memory;
use crate::span::Span;
use lines::Piece;
use std::borrow::Cow;

pub(crate) use clutter::Seen;

/// The cleaned text and its blocks.
#[derive(Clone, Debug)]
pub struct Clean<'t> {
    /// The text as meant: soft hyphens, zero-width characters and wrong decoding mended. Borrowed where nothing was.
    pub text: Cow<'t, str>,
    /// Blocks in order.
    pub blocks: Vec<Block>,
    map: mend::Map,
}

/// A block of the cleaned text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the cleaned text, white space at the edges left out. Lines that were broken at a fixed width are one
    /// block, with the line ends inside.
    pub span: Span,
    /// What it is. An interviewer's turn is a [`BlockKind::Question`], the answer a [`BlockKind::Paragraph`].
    pub kind: BlockKind,
    /// Why it counts as clutter; clutter is not read by later stages.
    pub why: Option<ClutterReason>,
    /// The speaker label that begins an interview turn, with its colon ("ZEIT:", "Anna Kern:").
    pub label: Option<Span>,
    /// Whether it answers in an interview.
    pub answer: Option<Answer>,
    /// The dateline that begins an agency report ("Berlin (dpa) –", "Brakel."); its places are named, nothing is said.
    pub dateline: Option<Span>,
}

/// Of whom a block is the answer in an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Of the only one who answers, as far as labels tell.
    One,
    /// Of one of several with labels of their own.
    Several,
}

impl Block {
    /// Where the text proper begins: behind label or dateline.
    pub fn body(&self) -> Span {
        let start = self.label.or(self.dateline).map_or(self.span.start, |lead| lead.end);
        Span { start, end: self.span.end }
    }
}

/// A block that the markup of the pasted page tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markup {
    /// Bytes of the pasted text, on character boundaries.
    pub span: Span,
    /// What it is. [`BlockKind::Paragraph`] says no more than that the block is one: questions, datelines and clutter
    /// are looked for in it as in plain text.
    pub kind: BlockKind,
}

/// Cleans the pasted text and tells its blocks apart.
pub fn clean<'t>(text: &'t str, options: &Options) -> Clean<'t> {
    clean_again(text, options, &mut Memory::default())
}

/// [`clean`], as far as `memory` does not know the lines.
#[inline(never)]
pub fn clean_again<'t>(text: &'t str, options: &Options, memory: &mut Memory) -> Clean<'t> {
    let (text, map) = mend::mend(text);
    let (pieces, given) = pieces(&text, &map, &options.markup);
    let lines = clutter::lines(&text, &pieces, &given, memory);
    let mut why = clutter::reasons(&lines);
    for ((why, piece), given) in why.iter_mut().zip(&pieces).zip(&given) {
        if *given == Some(BlockKind::Clutter) {
            *why = why.or(Some(ClutterReason::Navigation));
        }
        if options.keep.iter().any(|keep| keep.overlaps(map.pasted(piece.span))) {
            *why = None;
        }
    }
    let given: Vec<Option<BlockKind>> = given.into_iter().map(|kind| kind.filter(|&kind| kind != BlockKind::Clutter)).collect();
    let found = kinds::kinds(&lines, &why, &given);
    memory.lines.let_go();
    let lead = |start: u32, length: usize| (length > 0).then(|| Span { start, end: start + length as u32 });
    let blocks = pieces
        .iter()
        .zip(found)
        .zip(why)
        .map(|((&Piece { span, .. }, found), why)| Block {
            span,
            kind: found.kind,
            why,
            label: lead(span.start, found.label),
            answer: found.answer,
            dateline: lead(span.start, found.dateline),
        })
        .collect();
    Clean { text, blocks, map }
}

/// The pieces of the cleaned text, and what the markup says of each.
fn pieces(text: &str, map: &mend::Map, markup: &[Markup]) -> (Vec<Piece>, Vec<Option<BlockKind>>) {
    let mut out = Vec::new();
    let mut given = Vec::new();
    let mut at = 0;
    let plain = |from: u32, to: u32, out: &mut Vec<Piece>, given: &mut Vec<Option<BlockKind>>| {
        let group = out.last().map_or(0, |last: &Piece| last.group + 1);
        out.extend(lines::pieces(text, map, Span { start: from, end: to }, group));
        given.resize(out.len(), None);
    };
    for block in markup {
        let (start, end) = (map.cleaned(block.span.start), map.cleaned(block.span.end));
        // a page may nest blocks or name them twice: each letter belongs to the first
        let Some(words) = (start >= at).then(|| text.get(start as usize..end as usize)).flatten() else { continue };
        let trimmed = words.trim();
        if trimmed.is_empty() {
            continue;
        }
        plain(at, start, &mut out, &mut given);
        let first = start as usize + (words.len() - words.trim_start().len());
        let group = out.last().map_or(0, |last| last.group + 1);
        out.push(Piece { span: Span::new(first, first + trimmed.len()), group });
        given.push(Some(block.kind));
        at = end;
    }
    plain(at, text.len() as u32, &mut out, &mut given);
    (out, given)
}

impl Clean<'_> {
    /// Bytes of the pasted text for bytes of the cleaned text. Characters that were left out at an edge stay outside.
    pub fn original(&self, span: Span) -> Span {
        self.map.pasted(span)
    }

    /// Whether nothing but clutter was pasted.
    pub fn is_only_clutter(&self) -> bool {
        !self.blocks.is_empty() && self.blocks.iter().all(|block| block.why.is_some())
    }
}
