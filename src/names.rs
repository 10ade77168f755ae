//! Mentions of people, organisations, places and others by name.

use crate::analysis::EntityKind;
use crate::models::Models;
use crate::reading::Reading;
use std::ops::Range;

/// A place where the text names somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Indices of its tokens; never empty, never across sentences.
    pub tokens: Range<usize>,
    /// What the words alone suggest; the entity decides.
    pub kind: EntityKind,
}

/// Finds the names in order; they do not overlap.
pub fn find(_reading: &Reading, _models: &Models) -> Vec<Name> {
    Vec::new()
}
