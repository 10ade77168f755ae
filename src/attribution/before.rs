//! What was decided for the quotations before one.

use super::candidates::Candidate;
use crate::analysis::QuoteKind;
use crate::looks::Looks;
use crate::quotes::Quotation;

/// Quotations back in which a speaker is counted.
pub(super) const SPEAKERS_BACK: usize = 12;
/// Sentences between two quotations beyond which no feature tells how many they are.
pub(super) const FAR: i64 = 16;

/// What was decided for the quotation before, and for the one around.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before<'a> {
    /// The quotation before this one, in order.
    pub last: Option<Last>,
    /// The quotation around this one, and its speaker.
    pub outer: Option<(&'a Quotation, Option<&'a Candidate>)>,
    /// The speakers of the quotations before this one, the last of them at least [`SPEAKERS_BACK`].
    pub speakers: &'a [Option<Candidate>],
}

impl Before<'_> {
    /// The speaker of the quotation before.
    pub(super) fn last_speaker(&self) -> Option<&Candidate> {
        self.speakers.last().and_then(Option::as_ref)
    }
}

/// What counts of the quotation before.
#[derive(Clone, Copy, Debug)]
pub struct Last {
    /// Its type.
    pub kind: QuoteKind,
    /// The sentence in which it ends; negative where that stands before the part of the text that is read.
    pub sentence: i64,
}

impl Last {
    pub(super) fn new(looks: &Looks, quote: &Quotation) -> Last {
        Last { kind: quote.kind, sentence: i64::from(looks.tokens[quote.extent().end - 1].sentence) }
    }
}
