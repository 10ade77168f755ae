//! What the last analysis found out, so that the next one, of nearly the same text, need not find it out again.
//!
//! The dear part of an analysis is what the models say of a sentence or a block. Each of these results is kept under a
//! [`Key`]: a hash of everything that it depends on, the words and what the stages before saw in and around them. Equal
//! keys stand for equal results, so an analysis with a memory gives what one without gives. A memory holds what the last
//! analysis used, no more.

mod key;
mod recalled;

use crate::clean::Seen;
use crate::entities::{Grouped, Heard};
use crate::looks::Look;
use crate::model::{Memo, Twins};
use crate::models::Models;
use crate::names::{self, Lexis};
use crate::parts::Found;
use crate::quotes::Outer;
use crate::tagging::{Known, Tagging};
use crate::tokens::{Split, Tokens};
use std::ops::Range;

pub use key::Key;
pub(crate) use key::{AsItIs, ByKey};
pub(crate) use recalled::Recalled;

/// Longest text that is remembered, in bytes: somebody types in it. To remember one takes about 35 bytes a byte of text.
pub const MOST_BYTES: usize = 1 << 20;
/// Longest text that is remembered when it is first read. A longer one is once it is read again with few changes: most are
/// read once, and memory that a wasm took it keeps.
pub const MOST_BYTES_AT_ONCE: usize = 1 << 17;

/// A text's tokens and tags. In those of the last text an edit replaces a stretch.
#[derive(Default)]
pub struct Read {
    pub(crate) splits: Vec<Split>,
    /// Tokens and sentences.
    pub tokens: Tokens,
    /// Tags, phrases and clauses.
    pub tagging: Tagging,
}

/// What an edit changed, and what is still to be done.
#[derive(Default)]
pub struct Change {
    /// Tokens of the last text that are gone.
    pub(crate) tokens: Range<usize>,
    /// How many came in their place.
    pub(crate) count: usize,
    /// The sentences that these are.
    pub(crate) sentences: Range<usize>,
    /// Tags of the last text.
    pub(crate) tagging: Tagging,
    /// There are none: all is to be tagged.
    pub(crate) whole: bool,
}

impl Change {
    /// The token behind those that came.
    pub(crate) fn end(&self) -> usize {
        self.tokens.start + self.count
    }
}

/// Puts some items in place of others, with little room to spare.
pub(crate) fn replace<T>(list: &mut Vec<T>, gone: Range<usize>, come: Vec<T>) {
    if list.is_empty() {
        *list = come;
        return;
    }
    let more = come.len().saturating_sub(gone.len());
    if list.capacity() - list.len() < more {
        list.reserve_exact(more + list.len() / SPARE);
    }
    list.splice(gone, come);
}

/// One in so many places of a list is spare.
const SPARE: usize = 32;

/// Hashes of the first and the last third of a text: an edit leaves one of them as it was.
#[derive(Default)]
struct Ends {
    /// Bytes of a third.
    bytes: usize,
    first: Key,
    last: Key,
}

impl Ends {
    fn new(text: &str, bytes: usize) -> Ends {
        let mut ends = Ends { bytes, ..Ends::default() };
        ends.first.add_bytes(&text.as_bytes()[..bytes]);
        ends.last.add_bytes(&text.as_bytes()[text.len() - bytes..]);
        ends
    }

    /// Whether `text` is nearly theirs.
    fn fit(&self, text: &str) -> bool {
        let long = text.len() / 6..=text.len() / 2;
        long.contains(&self.bytes) && {
            let other = Ends::new(text, self.bytes);
            self.first == other.first || self.last == other.last
        }
    }
}

/// What is remembered. A new one remembers nothing, and goes on so until an analysis begins with it.
#[derive(Default)]
pub struct Memory {
    /// Of the last text.
    ends: Ends,
    /// What a line's own words and shape tell.
    pub(crate) lines: Recalled<Seen>,
    /// Tokens and tags of the text.
    pub(crate) read: Read,
    /// Words as the tagger sees them, whatever their text.
    pub(crate) known: Known,
    /// What the models of names, frames and outer quotations make of what they see again and again.
    pub(crate) name_sums: Memo,
    pub(crate) document_sums: Memo,
    pub(crate) role_sums: Memo,
    pub(crate) span_sums: Memo,
    /// The models of frames and of outer quotations; nothing in a new memory, for which it would not pay.
    pub(crate) twins: Option<Twins>,
    /// The text's words.
    pub(crate) lexis: Lexis,
    /// Words and names of a sentence.
    pub(crate) names: Recalled<names::Known>,
    /// Who is named, grouped.
    pub(crate) grouped: Option<Grouped>,
    /// What a sentence says of those it names, and by words derived from names.
    pub(crate) said: Recalled<Heard>,
    /// What follows from the words and tags of a sentence alone, a look a token.
    pub(crate) looks: Recalled<Vec<Look>>,
    /// Labels of the frames of a block, and the probabilities of each role.
    pub(crate) frames: Recalled<(Vec<u8>, Vec<f32>)>,
    /// Outer quotations of a block.
    pub(crate) outer: Recalled<Outer>,
    /// What the late stages find in a part of the text.
    pub(crate) parts: Recalled<Found>,
    /// The speaker of a quotation: a place among the candidates near it, and its probability.
    pub(crate) speakers: Recalled<(usize, f32)>,
}

impl Memory {
    /// Whether this analysis is remembered.
    pub(crate) fn remembers(&self) -> bool {
        self.parts.on
    }

    /// Begins an analysis of a text with these models.
    pub(crate) fn begin(&mut self, text: &str, models: &Models) {
        let on = text.len() <= MOST_BYTES_AT_ONCE || text.len() <= MOST_BYTES && self.ends.fit(text);
        self.ends = Ends::new(text, text.len() / 3);
        if !on {
            // nothing of it fits
            (self.read, self.lexis, self.grouped) = (Read::default(), Lexis::default(), None);
        }
        // before anything else, so that it does not lie between what comes and goes
        self.known.prepare();
        if self.twins.is_none() {
            self.twins = Twins::new(&models.roles, &models.spans);
        }
        self.lines.begin(on);
        self.names.begin(on);
        self.said.begin(on);
        self.looks.begin(on);
        self.frames.begin(on);
        self.outer.begin(on);
        self.parts.begin(on);
        self.speakers.begin(on);
    }

    /// Begins to read the next part of the text, of which only the late stages' last results are kept.
    pub(crate) fn next_part(&mut self) {
        self.looks.next_part();
        self.frames.next_part();
        self.outer.next_part();
        self.speakers.next_part();
    }

    /// Ends an analysis: what it did not use is forgotten. One that is broken off changes nothing.
    pub(crate) fn end(&mut self) {
        self.lines.end();
        self.names.end();
        self.said.end();
        self.looks.end();
        self.frames.end();
        self.outer.end();
        self.parts.end();
        self.speakers.end();
    }
}
