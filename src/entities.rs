//! From names to entities: one entity a name, with aliases, role, and everything else that refers to it.

use crate::analysis::{EntityKind, MentionForm};
use crate::models::Models;
use crate::names::Name;
use crate::reading::Reading;
use std::ops::Range;

/// Somebody or something that the text names. Its id is its index.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Person, organisation, place or other.
    pub kind: EntityKind,
    /// The fullest name, nominative, without title.
    pub name: String,
    /// For people: the role words that the text gives.
    pub role: Option<String>,
    /// For people: the age that the text gives.
    pub age: Option<u32>,
    /// For people: the party that the text gives.
    pub party: Option<String>,
    /// Where the text refers to it, in order, names and others.
    pub mentions: Vec<Reference>,
}

/// One place where the text refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Indices of the tokens; for a part of a compound, the compound's token.
    pub tokens: Range<usize>,
    /// In which way.
    pub form: MentionForm,
}

/// Gathers names into entities, then adjectives, compounds, descriptions and pronouns that refer to one.
pub fn gather(_reading: &Reading, _names: &[Name], _models: &Models) -> Vec<Entity> {
    Vec::new()
}

/// The entity whose mention overlaps a run of tokens best: a person before an organisation before a place.
pub fn behind(entities: &[Entity], tokens: &Range<usize>) -> Option<usize> {
    let overlaps = |entity: &Entity| entity.mentions.iter().any(|m| m.tokens.start < tokens.end && tokens.start < m.tokens.end);
    (0..entities.len()).filter(|&id| overlaps(&entities[id])).min_by_key(|&id| entities[id].kind)
}
