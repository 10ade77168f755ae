//! Quotations: their words and types, and marks that quote nobody.

use crate::analysis::{MarkKind, QuoteKind};
use crate::entities::Entity;
use crate::models::Models;
use crate::reading::Reading;
use std::ops::Range;

/// The words of one quotation, without its speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// One of the five types.
    pub kind: QuoteKind,
    /// Token runs, in order, not empty.
    pub pieces: Vec<Range<usize>>,
    /// Index of the quotation it stands in.
    pub inside: Option<usize>,
    /// How sure the stage is of words and type, 0 to 1.
    pub confidence: f32,
    /// Stable name of the rule or model that found it.
    pub rule: &'static str,
}

/// What this stage finds.
#[derive(Clone, Debug, Default)]
pub struct Quotations {
    /// In order of their first words; an outer one before those inside it.
    pub quotes: Vec<Quotation>,
    /// Marks that quote nobody.
    pub marks: Vec<(Range<usize>, MarkKind)>,
}

/// Finds quotations and marks.
pub fn find(_reading: &Reading, _entities: &[Entity], _models: &Models) -> Quotations {
    Quotations::default()
}
