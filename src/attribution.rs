//! Who says it: the speaker's words, cue, frame and addressee of every quotation, and the entity behind the speaker.

use crate::analysis::SpeakerForm;
use crate::entities::Entity;
use crate::models::Models;
use crate::quotes::Quotation;
use crate::reading::Reading;
use std::ops::Range;

/// Speaker and frame of one quotation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribution {
    /// The words that name the speaker, token runs in order; empty where unknown.
    pub speaker: Vec<Range<usize>>,
    /// The entity behind the words.
    pub entity: Option<usize>,
    /// How the words name the speaker.
    pub how: Option<SpeakerForm>,
    /// The reporting words.
    pub cue: Vec<Range<usize>>,
    /// The frame around the quotation.
    pub frame: Vec<Range<usize>>,
    /// To whom it is said.
    pub addressee: Vec<Range<usize>>,
    /// How sure the stage is of the speaker, 0 to 1.
    pub confidence: f32,
    /// Rules and models that decided, with the tokens they rest on.
    pub why: Vec<(&'static str, Range<usize>)>,
}

/// Finds the speaker of every quotation; one attribution a quotation.
pub fn attribute(_reading: &Reading, _entities: &[Entity], quotes: &[Quotation], _models: &Models) -> Vec<Attribution> {
    vec![Attribution::default(); quotes.len()]
}
